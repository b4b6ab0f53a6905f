"""Contracts and what changes them."""

from __future__ import annotations

from portal.ocds.case import Case, Event, Roles, suppliers
from portal.ocds.pieces import Object, documents, end, moment, money, said
from portal.ocds.planning import classified, term
from portal.oversight import figures
from portal.plain import Plain


def contract(one: Plain, case: Case) -> Event:
    award_id, award = _award(one, case)
    item = {
        "id": "1",
        "description": one.subject or one.title,
        **(
            {"classification": classified("catalogues", case.project.item)}
            if case.project.item
            else {}
        ),
    }
    made = {
        "id": one.id,
        "awardID": award_id,
        "title": one.title,
        **said(description=one.scope),
        "status": "active" if one.starts <= one.published else "pending",
        "period": term(one),
        "value": money(one.amount),
        "items": [item],
        "dateSigned": moment(one.signed),
        "documents": documents(one),
    }
    roles: Roles = {
        ("suppliers", one.supplier): ("supplier",),
        ("purchasers", case.project.purchasers[0]): ("buyer",),
    }
    if award:
        return Event(("award", "contract"), {"awards": [award], "contracts": [made]}, roles)
    return Event(("contract",), {"contracts": [made]}, roles)


def _award(one: Plain, case: Case) -> tuple[str, Object | None]:
    """The award that the contract follows; without a publicity, one that the contract itself makes."""
    found = [award for award in case.before(one, "publicity") if award.supplier == one.supplier]
    if found:
        return found[-1].id, None
    award = {
        "id": f"contract-{one.id}",
        "title": one.title,
        "status": "active",
        "date": moment(one.signed),
        "value": money(one.amount),
        "suppliers": suppliers([one.supplier]),
    }
    return award["id"], award


def named(id: str, case: Case) -> Plain | None:
    """The project's contract of this id."""
    return next((one for one in case.records if one.section == "contracts" and one.id == id), None)


def head(one: Plain, case: Case) -> Object:
    """What every mention of a contract must have."""
    return {"id": one.id, "awardID": _award(one, case)[0]}


def amendments(one: Plain, contract: Plain, case: Case) -> list[Plain]:
    """The amendments of a contract that were public before this record."""
    return [it for it in case.before(one, "amendments") if it.contract == contract.id]


def amendment(one: Plain, case: Case) -> Event:
    changed = named(one.contract, case)
    if changed is None:
        return Event(("contractUpdate",), {})
    now = [*amendments(one, changed, case), one]
    made = {
        **head(changed, case),
        "amendments": [
            {
                "id": one.id,
                "date": moment(one.signed),
                "rationale": one.reason,
                "description": f"{one.kind}：{one.title}",
                "amendsReleaseID": case.release_id(changed.key),
                "releaseID": case.release_id(one.key),
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
