"""Contracts and what changes them."""

from __future__ import annotations

from portal.ocds.pieces import Object, documents, end, moment, money, said
from portal.ocds.planning import classified, term
from portal.ocds.process import Event, Process, Roles, suppliers
from portal.oversight import figures
from portal.plain import Plain
from portal.rules.pairs import publicity_of


def contract(one: Plain, process: Process) -> Event:
    award_id, award = _award(one, process)
    item = {
        "id": "1",
        "description": one.subject or one.title,
        **(
            {"classification": classified("catalogues", process.project.item)}
            if process.project.item
            else {}
        ),
    }
    made = {
        "id": one.id,
        "awardID": award_id,
        "title": one.title,
        **said(description=one.scope),
        # In force from its signing (民法典 502); when service begins, the period says.
        "status": "active",
        "period": term(one),
        "value": money(one.amount),
        "items": [item],
        "dateSigned": moment(one.signed),
        "documents": documents(one),
    }
    roles: Roles = {
        ("suppliers", one.supplier): ("supplier",),
        ("purchasers", process.project.purchasers[0]): ("buyer",),
    }
    if award:
        # No window will end the tender.
        tender = {"id": process.project.id, "status": "complete"}
        parts = {"tender": tender, "awards": [award], "contracts": [made]}
        return Event(("award", "contract"), parts, roles)
    return Event(("contract",), {"contracts": [made]}, roles)


def _award(one: Plain, process: Process) -> tuple[str, Object | None]:
    """The award that the contract follows; without a publicity, one that the contract itself makes."""
    found = publicity_of(one, process.before(one, "publicity"))
    if found:
        return found.id, None
    award = {
        "id": f"contract-{one.id}",
        "title": one.title,
        "status": "active",
        "date": moment(one.signed),
        "value": money(one.amount),
        "suppliers": suppliers([one.supplier]),
    }
    return award["id"], award


def named(id: str, process: Process) -> Plain | None:
    """The project's contract of this id."""
    return next(
        (one for one in process.records if one.section == "contracts" and one.id == id), None
    )


def head(one: Plain, process: Process) -> Object:
    """What every mention of a contract must have."""
    return {"id": one.id, "awardID": _award(one, process)[0]}


def amendments(one: Plain, contract: Plain, process: Process) -> list[Plain]:
    """The amendments of a contract that were public before this record."""
    return [it for it in process.before(one, "amendments") if it.contract == contract.id]


def amendment(one: Plain, process: Process) -> Event:
    changed = named(one.contract, process)
    if changed is None:
        return Event(("contractUpdate",), {})
    now = [*amendments(one, changed, process), one]
    made = {
        **head(changed, process),
        "amendments": [
            {
                "id": one.id,
                "date": moment(one.signed),
                "rationale": one.reason,
                "description": f"{one.kind}：{one.title}",
                "amendsReleaseID": process.release_id(changed.key),
                "releaseID": process.release_id(one.key),
            }
        ],
        "documents": documents(one),
    }
    if one.ends:
        made["period"] = {"endDate": end(figures.last_day(changed, now))}
    if one.amount:
        made["value"] = money(figures.agreed([changed], now))
    if one.kind == "分包":
        made["documents"][0]["documentType"] = "subContract"
    if one.kind == "解除":
        made["status"] = "terminated"
        return Event(("contractAmendment", "contractTermination"), {"contracts": [made]})
    return Event(("contractAmendment",), {"contracts": [made]})
