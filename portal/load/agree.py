"""What records that name each other must agree on: whose purchase it is, and when a contract ends."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from portal.fields import Ref
from portal.load.gather import Gathered
from portal.load.links import references
from portal.load.rows import field_name
from portal.marks import mark_of
from portal.models.base import Record
from portal.models.delivery import Contract
from portal.models.money import Amendment, AmendmentKind
from portal.problems import Problem

# In these fields a record names another of its own purchase.
_WITHIN = frozenset({"contract", "evaluation", "about", "ends", "corrects"})
# What says by its kind that the service has another end.
_ENDING = (AmendmentKind.RENEWAL, AmendmentKind.ENDING)
# After these, another than the contractor may be paid and judged.
_HANDED_ON = (AmendmentKind.SUBCONTRACT, AmendmentKind.ASSIGNMENT)


def purchases(gathered: Gathered) -> Iterator[Problem]:
    """A record and one that it names are of different projects, or of two contractors of one project."""
    contractors = _contractors(gathered)
    for key, row in gathered.rows.items():
        for at, ref, id in references(row) if _within(type(row)) else ():
            target = gathered.rows.get((ref.section, id))
            project = id if ref.section == "projects" else getattr(target, "project", None)
            if at[0] not in _WITHIN or target is None or project is None:
                continue
            named, own = f"{ref.section}/{id}", getattr(row, "project", None)
            field, place = field_name(at), gathered.parsed[key].place
            if own is None:
                reason = f"更正的是购买项目 {project} 的记录，这里没有写项目"
                yield Problem(*place(at), "project", reason, f"补上一行「project: {project}」")
            elif own != project:
                reason = f"{named} 属于购买项目 {project}，这条记录写的项目是 {own}"
                remedy = f"核对 {field} 和 project，改正写错的一处"
                yield Problem(*place(at), field, reason, remedy)
            elif isinstance(target, Contract):
                agreed, told = target.supplier, getattr(row, "supplier", target.supplier)
                if agreed != told and {agreed, told} <= contractors.get(project, set()):
                    reason = f"{named} 的承接主体是 {agreed}，这条记录写的是 {told}"
                    remedy = f"核对 {field} 和 supplier；分包、转包以后的，先公开合同变更"
                    yield Problem(*place(at), field, reason, remedy)


@cache
def _within(model: type[Record]) -> bool:
    """Whether its records name others of their own purchase."""
    fields = model.model_fields
    return any(mark_of(fields[name], Ref) for name in _WITHIN & fields.keys())


def _contractors(gathered: Gathered) -> dict[str, set[str]]:
    """The suppliers with a contract of their own, by project; none where work was handed on.

    Only they can be mixed up for certain: a member of a consortium has no contract of its own.
    """
    found: dict[str, set[str]] = {}
    for row in gathered.rows.values():
        if isinstance(row, Contract):
            found.setdefault(row.project, set()).add(row.supplier)
    for row in gathered.rows.values():
        if isinstance(row, Amendment) and row.kind in _HANDED_ON:
            found.pop(row.project, None)
    return found


def endings(gathered: Gathered) -> Iterator[Problem]:
    """Amendments that end or renew a contract without its new end, or end it before it starts."""
    for key, row in gathered.rows.items():
        if not isinstance(row, Amendment):
            continue
        contract = gathered.rows.get(("contracts", row.contract))
        if row.ends is None and row.kind in _ENDING:
            reason = f"合同{row.kind.value}，没有写明服务到哪一天结束"
            remedy = "补上一行「ends: …」，写变更后服务的最后一天"
            yield Problem(*gathered.parsed[key].place(("kind",)), "ends", reason, remedy)
        elif row.ends and isinstance(contract, Contract) and row.ends < contract.starts:
            reason = f"变更后服务结束 {row.ends} 早于合同的服务开始 {contract.starts}"
            remedy = "核对 ends；还没有开始服务就解除的，写合同的服务开始日期"
            yield Problem(*gathered.parsed[key].place(("ends",)), "ends", reason, remedy)
