"""Announcement, single-source notice, review, check of conditions, termination → tender and bids."""

from __future__ import annotations

from typing import Any

from portal.ocds.codes import METHODS
from portal.ocds.pieces import (
    Object,
    documents,
    known,
    moment,
    money,
    number,
    period,
    reference,
    said,
)
from portal.ocds.process import Event, Process, Roles, suppliers
from portal.plain import Plain


def announcement(one: Plain, process: Process) -> Event:
    method = one.method or process.project.method
    criteria = "；".join(f"{row.name} {number(row.weight)}%" for row in one.criteria)
    notice = documents(one)
    if criteria:
        performance = {
            **notice[0],
            "id": f"{one.key}#criteria",
            "documentType": "x_performanceCriteria",
            "title": "绩效评价标准",
            "description": criteria,
        }
        notice.append(performance)
    tender = {
        "id": process.project.id,
        "title": one.title,
        **said(description=one.content),
        "status": "active",
        "procuringEntity": reference(process.buyer()),
        "procurementMethod": METHODS[method][0],
        "procurementMethodDetails": method,
        **({"value": money(one.budget)} if one.budget else {}),
        "tenderPeriod": period(one.opens, one.closes),
        **said(
            eligibilityCriteria=one.requirements,
            submissionMethodDetails="；".join(x for x in (one.materials, one.place) if x),
        ),
        "documents": notice,
    }
    roles: Roles = {("purchasers", id): ("buyer",) for id in process.project.purchasers}
    roles["purchasers", process.project.purchasers[0]] = ("buyer", "procuringEntity")
    return Event(("tender",), {"tender": tender}, roles)


def single_source(one: Plain, process: Process) -> Event:
    tender = {
        "id": process.project.id,
        "title": one.title,
        **said(description=one.description),
        "status": "planned",
        "procurementMethod": "direct",
        "procurementMethodDetails": process.project.method,
        **said(procurementMethodRationale=one.reason),
        **({"value": money(one.budget)} if one.budget else {}),
        "documents": documents(one),
    }
    return Event(("tender",), {"tender": tender}, {("suppliers", one.supplier): ("x_proposed",)})


def review(one: Plain, process: Process) -> Event:
    """Who applied; scores have no place in OCDS and stand in the description of each bid."""
    ids = [row.supplier for row in one.candidates]
    bids = [_bid(row, one) for row in one.candidates]
    bids_part = {
        "statistics": [
            {
                "id": one.id,
                "measure": "bids",
                "date": moment(one.held),
                "value": len(ids),
            }
        ],
        **said(details=bids),
    }
    tender = {
        "id": process.project.id,
        "numberOfTenderers": len(ids),
        **said(tenderers=suppliers(ids)),
        "documents": documents(one),
    }
    roles: Roles = {("suppliers", id): ("tenderer",) for id in ids}
    return Event(("tender",), {"tender": tender, "bids": bids_part}, roles)


def _bid(row: Plain, one: Plain) -> Object:
    supplier = known("suppliers", row.supplier)
    return {
        "id": f"{one.id}-{row.supplier}",
        "date": moment(one.held),
        "status": "valid",
        "tenderers": [reference(supplier)],
    }


def paper(one: Plain, process: Process, papers: list[Object] | None = None) -> Event:
    """A document about the tender: a check of conditions, an objection before there is an award.

    papers: the documents, if they say more than the record's own.
    """
    found = papers or documents(one)
    return Event(("tender",), {"tender": {"id": process.project.id, "documents": found}})


def termination(one: Plain, process: Process) -> Event:
    """The purchase ends without a contract; awards that were public before end with it."""
    status = "unsuccessful" if one.failed else "cancelled"
    tender = {"id": process.project.id, "status": status, "documents": documents(one)}
    parts: dict[str, Any] = {"tender": tender}
    if awards := process.before(one, "publicity"):
        parts["awards"] = [{"id": award.id, "status": "cancelled"} for award in awards]
        return Event(("tenderCancellation", "awardCancellation"), parts)
    return Event(("tenderCancellation",), parts)
