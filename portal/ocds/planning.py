"""Plan and project → planning, and the tender as it is planned."""

from __future__ import annotations

from portal import reads
from portal.ocds.codes import METHODS
from portal.ocds.pieces import Object, address, documents, known, money, period, reference, said
from portal.ocds.process import Event, Process, Roles
from portal.plain import Plain
from portal.references import target


def plan(one: Plain, process: Process) -> Event:
    """The line of the yearly plan that the project fills."""
    code = process.project.plan.partition("#")[2]
    line = next(line for line in one.lines if line.code == code)
    budget = {
        "id": f"{one.id}#{code}",
        "description": line.title,
        "amount": money(line.budget),
        "project": one.title,
        "projectID": one.id,
        "uri": address(f"{one.url}#line-{code}"),
    }
    planning = {"rationale": line.need, "budget": budget, "documents": documents(one)}
    tender = {
        "id": process.project.id,
        "title": line.title,
        "status": "planning",
        "value": money(line.budget),
        "mainProcurementCategory": "services",
    }
    parts = {"planning": planning, "tender": tender}
    return Event(
        ("planning",), parts, {("purchasers", one.purchaser): ("buyer", "procuringEntity")}
    )


def project(one: Plain, _process: Process) -> Event:
    """The project with its budget, its funds, and how it is going to be bought."""
    need = known("needs", one.need) if one.need else None
    budget = {
        **({} if one.plan else {"id": one.id}),
        **said(description=one.estimate),
        "amount": money(one.budget),
        "budgetBreakdown": [
            {"id": str(place), "description": fund.source, "amount": money(fund.amount)}
            for place, fund in enumerate(one.funds, 1)
        ],
    }
    planning = {
        **said(rationale=one.decision or (need.summary if need else None)),
        "budget": said(**budget),
        "documents": documents(one),
    }
    parts = {"planning": planning, "tender": _tender(one)}
    roles: Roles = {("purchasers", id): ("buyer",) for id in one.purchasers}
    roles["purchasers", one.purchasers[0]] = ("buyer", "procuringEntity")
    if one.agency:
        roles["agencies", one.agency] = ("x_agency",)
    return Event(("planning",), parts, roles)


def _tender(one: Plain) -> Object:
    announced, silent = METHODS[one.method]
    return {
        "id": one.id,
        "title": one.title,
        **said(description=one.summary),
        "status": "planned",
        "procuringEntity": reference(known("purchasers", one.purchasers[0])),
        "items": [said(**_item(one))],
        "value": money(one.budget),
        **({"procurementMethod": announced} if announced == silent else {}),
        "procurementMethodDetails": one.method,
        **said(procurementMethodRationale=one.method_reason),
        "mainProcurementCategory": "services",
        **({"legalBasis": _policy(one.policies[0])} if one.policies else {}),
    }


def _item(one: Plain) -> Object:
    return {
        "id": "1",
        "description": one.title,
        "classification": classified("catalogues", one.item) if one.item else None,
        "additionalClassifications": [classified("schemes", one.category)],
    }


def classified(section: str, row: str) -> Object:
    """A row of a catalogue or scheme («id#code») as a classification of its own scheme."""
    id, _, code = row.partition("#")
    to = target(section, row)
    words = to.words.rpartition(" · ")[2]
    return {"scheme": f"x_{id}", "id": code, "description": words, "uri": address(to.address)}


def _policy(id: str) -> Object:
    return {
        "scheme": "x_policies",
        "id": id,
        "description": reads.title("policies", id),
        "uri": address(f"/policies/{id}/"),
    }


def term(one: Plain) -> Object:
    """The period of a contract."""
    return period(one.starts, one.ends)
