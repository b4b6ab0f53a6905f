"""Payments, follow-ups, evaluations, acceptance, inspections, audits → implementation."""

from __future__ import annotations

from portal import reads
from portal.ocds import contract as contracts
from portal.ocds import tender
from portal.ocds.pieces import Object, documents, end, known, moment, money, number, reference, said
from portal.ocds.process import Event, Process
from portal.oversight.figures import last_day
from portal.plain import Plain
from portal.references import target


def contract_of(one: Plain, process: Process) -> Plain | None:
    """The contract that a record is about: as it says itself, else its supplier's newest before it."""
    if id := getattr(one, "contract", None):
        return contracts.named(id, process)
    found = process.before(one, "contracts")
    supplier = getattr(one, "supplier", None)
    return next((it for it in found[::-1] if supplier in (None, it.supplier)), None)


def _event(one: Plain, process: Process, done: Object, *tags: str, **more: object) -> Event:
    """The implementation of the record's contract; without a contract, a document of the tender."""
    about = contract_of(one, process)
    if about is None:
        return tender.paper(one, process, done.get("documents"))
    made = {
        **contracts.head(about, process),
        **more,
        "implementation": {"documents": documents(one), **done},
    }
    return Event(tags or ("implementation",), {"contracts": [made]})


def payment(one: Plain, process: Process) -> Event:
    payee = known("suppliers", one.supplier)
    paid = {
        "id": one.id,
        "source": _page(one),
        "date": moment(one.paid),
        "value": money(one.amount),
        "payer": reference(process.buyer()),
        "payee": reference(payee),
    }
    done: Object = {"transactions": [paid]}
    if one.due:
        done["milestones"] = [
            {
                "id": one.id,
                "title": one.title,
                "type": "payment",
                **said(description=one.condition),
                "dueDate": end(one.due),
                "dateMet": moment(one.paid),
                "status": "met",
            }
        ]
    if one.final:
        before = [it for it in process.before(one, "payments") if it.contract == one.contract]
        done["finalValue"] = money(sum(it.amount for it in [*before, one]))
    event = _event(one, process, done)
    event.roles = {
        ("purchasers", process.project.purchasers[0]): ("payer",),
        ("suppliers", one.supplier): ("payee",),
    }
    return event


def _page(one: Plain) -> str:
    return str(documents(one)[0]["url"])


def evaluation(one: Plain, process: Process) -> Event:
    """An assessment that was made, its results as metrics, who judged as parties where registered."""
    stone = {
        "id": one.id,
        "title": f"{one.stage}：{one.rating}",
        "type": "assessment",
        "dateMet": moment(one.evaluated),
        "status": "met",
    }
    found = [
        ("score", "总得分", number(one.score)),
        ("satisfaction", "服务对象满意度（%）", _optional(one.satisfaction)),
        ("served", "服务人次", one.served),
        *(
            (f"indicator-{place}", row.name, number(row.score))
            for place, row in enumerate(one.indicators, 1)
        ),
    ]
    metrics = [
        {
            "id": f"{one.id}-{name}",
            "title": title,
            "observations": [
                {
                    "id": f"{one.id}-{name}",
                    "measure": measure,
                    "relatedImplementationMilestone": {"id": one.id, "title": stone["title"]},
                }
            ],
        }
        for name, title, measure in found
        if measure is not None
    ]
    event = _event(one, process, {"milestones": [stone], "metrics": metrics})
    registered = _agencies()
    named = [registered[it.name] for it in one.evaluators if it.name in registered]
    event.roles = {("agencies", id): ("x_evaluator",) for id in named}
    return event


@reads.read
def _agencies() -> dict[str, str]:
    """Name of a registered agency → its id; evaluators are named in words."""
    return {one.title: one.id for one in reads.records("agencies")}


def _optional(hundredths: int | None) -> int | float | None:
    return None if hundredths is None else number(hundredths)


def followup(one: Plain, process: Process) -> Event:
    done: Object = {}
    if one.progress is not None:
        observed = {"id": one.id, "measure": number(one.progress)}
        done["metrics"] = [
            {"id": f"{one.id}-progress", "title": "进度（%）", "observations": [observed]}
        ]
    return _event(one, process, done)


def acceptance(one: Plain, process: Process) -> Event:
    """The service was accepted: the contract has ended; a failed acceptance ends nothing."""
    about = contract_of(one, process)
    if about is None or one.finding == "不通过":
        return _event(one, process, {})
    last = last_day(about, contracts.amendments(one, about, process))
    done = {"endDate": end(last)}
    return _event(one, process, done, "implementation", "contractTermination", status="terminated")


def report(one: Plain, process: Process) -> Event:
    """An inspection or audit: its document."""
    return _event(one, process, {})


# What belongs to the tender: a correction of it amends the tender.
_OF_TENDER = frozenset(
    {"single-sources", "announcements", "reviews", "qualifications", "terminations"}
)


def correction(one: Plain, process: Process) -> Event:
    """What a correction corrects says where it stands: tender, award, contract, or only a document.

    OCDS 1.1 has amendments of these three; of other parts the correction's document says the change.
    """
    section, _, id = one.corrects.partition("/")
    words = "；".join(f"{it.item}：由「{it.before}」改为「{it.after}」" for it in one.changes)
    amendment = {
        "id": one.id,
        "date": moment(one.effective or one.published),
        **said(rationale=one.reason),
        "description": words,
        "amendsReleaseID": process.release_id(one.corrects),
        "releaseID": process.release_id(one.key),
    }
    papers = documents(one)
    changed = {"amendments": [amendment], "documents": papers}
    if section in _OF_TENDER:
        return Event(("tenderAmendment",), {"tender": {"id": process.project.id, **changed}})
    if section == "publicity" and process.before(one, "publicity"):
        return Event(("awardUpdate",), {"awards": [{"id": id, **changed}]})
    about = _corrected_contract(section, id, process)
    if about:
        made = {**contracts.head(about, process), **changed}
        return Event(("contractAmendment",), {"contracts": [made]})
    papers[0]["description"] = f"更正 {target('', one.corrects).words}。{words}"
    if section in ("plans", "projects"):
        return Event(("planningUpdate",), {"planning": {"documents": papers}})
    return _event(one, process, {"documents": papers})


def _corrected_contract(section: str, id: str, process: Process) -> Plain | None:
    """The contract that a correction of itself or of its amendment is about."""
    if section == "amendments":
        changed = next((it for it in process.records if it.key == f"{section}/{id}"), None)
        return contracts.named(changed.contract, process) if changed else None
    return contracts.named(id, process) if section == "contracts" else None
