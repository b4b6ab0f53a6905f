"""Publicity of the chosen supplier → award, pending until its public window has ended."""

from __future__ import annotations

from portal.ocds.pieces import documents, moment, money
from portal.ocds.process import Event, Process, suppliers
from portal.plain import Plain


def publicity(one: Plain, _process: Process) -> Event:
    notice = documents(one)
    # Awards have no period in OCDS 1.1: the notice says until when it may be objected to.
    notice[0]["description"] = f"公示至 {one.until.isoformat()} 24:00"
    award = {
        "id": one.id,
        "title": one.title,
        "status": "pending",
        "date": moment(one.published),
        "value": money(one.amount),
        "suppliers": suppliers([one.supplier]),
        "documents": notice,
    }
    return Event(("award",), {"awards": [award]}, {("suppliers", one.supplier): ("supplier",)})


def window_over(one: Plain, process: Process, *, ended: bool) -> Event:
    """The public window has passed. ended: the purchase was terminated meanwhile."""
    if ended:
        return Event(("awardCancellation",), {"awards": [{"id": one.id, "status": "cancelled"}]})
    tender = {"id": process.project.id, "status": "complete"}
    award = {"id": one.id, "status": "active"}
    return Event(("awardUpdate",), {"tender": tender, "awards": [award]})


def paper(one: Plain, process: Process) -> Event:
    """A document about the newest award, such as an objection to it."""
    award = process.before(one, "publicity")[-1]
    return Event(("awardUpdate",), {"awards": [{"id": award.id, "documents": documents(one)}]})
