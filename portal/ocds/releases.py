"""A project's records → its releases, in order; each stands as it is for ever.

A release is made of one record and of those that were public before it. Its id is the ocid and the
key of that record: a running number would change when a record with an earlier date is added. (Such
a record, which the ledger shows, may still turn a later «implementation» into an update, and add a
role to a party of later releases: that is what compiling them needs.)
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

from portal import changed, lapsed, reads
from portal.display import fields
from portal.lapsed import Gone
from portal.ocds import award, contract, delivery, planning, tender
from portal.ocds.codes import GRANT_LIKE, LANGUAGE
from portal.ocds.pieces import Object, known, moment, organisation, party_id, reference
from portal.ocds.process import Event, Process
from portal.plain import Plain

Builder = Callable[[Plain, Process], Event]

# Section → how its records become releases; also their order within a day.
BUILDERS: dict[str, Builder] = {
    "plans": planning.plan,
    "projects": planning.project,
    "single-sources": tender.single_source,
    "announcements": tender.announcement,
    "reviews": tender.review,
    "qualifications": tender.paper,
    "publicity": award.publicity,
    "corrections": delivery.correction,
    "objections": lambda one, process: (
        award.paper(one, process)
        if process.before(one, "publicity")
        else tender.paper(one, process)
    ),
    "terminations": tender.termination,
    "contracts": contract.contract,
    "amendments": contract.amendment,
    "payments": delivery.payment,
    "followups": delivery.followup,
    "evaluations": delivery.evaluation,
    "acceptances": delivery.acceptance,
    "inspections": delivery.report,
    "audits": delivery.report,
}
_ORDER = {section: place for place, section in enumerate(BUILDERS)}
_ONE_DAY = datetime.timedelta(days=1)
# What the id of a release about the end of a window has behind that of its publicity.
_END = "-end"


def ocid(project: str) -> str:
    """The open contracting id of a project."""
    return f"{reads.site().ocid_prefix}-{project}"


@reads.read
def is_process(id: str) -> bool:
    """Whether a project is a contracting process: what is like a grant is one only if announced."""
    form = _said("form").get(id)
    announced = (
        source.startswith("announcements/") for source, _, _ in reads.links(f"projects/{id}")
    )
    return form is not None and (form not in GRANT_LIKE or any(announced))


@reads.read
def _said(name: str) -> dict[str, str]:
    """What each project says in a field, "" for nothing."""
    return {id: said or "" for id, said in reads.stored("projects", "id", name)}


@reads.kept
def releases(id: str) -> tuple[Object, ...]:
    """The releases of a project, oldest first; none when it is no contracting process.

    Of one that was withdrawn there is one, which tells that: whoever holds the others learns it by the ocid.
    """
    if found := _withdrawn().get(id):
        return (_withdrawal(found),)
    if not is_process(id):
        return ()
    process = _process(known("projects", id))
    made: list[Object] = []
    happened: set[str] = set()
    roles: dict[tuple[str, str], list[str]] = {}
    for day, suffix, one, event in _events(process):
        tags = _tags(event.tags, happened)
        happened.update(event.tags)
        release = {
            "ocid": process.ocid,
            "id": process.release_id(one.key) + suffix,
            "date": moment(day),
            "tag": tags,
            "initiationType": "tender",
            "language": LANGUAGE,
            "parties": _parties(event, process, roles),
            "buyer": reference(process.buyer()),
            **event.parts,
        }
        made.append(release)
    return tuple(made)


@reads.read
def moments(id: str) -> tuple[str, ...]:
    """The dates of these releases in their order, without making the releases."""
    if gone := _withdrawn().get(id):
        return (moment(datetime.date.fromisoformat(gone.entry.date)),)
    return tuple(moment(day) for day, _ in _told(id))


@reads.read
def changes(id: str) -> tuple[str, ...]:
    """The days (YYYY-MM-DD) on which they came or last changed, in the same order."""
    if gone := _withdrawn().get(id):
        return (gone.entry.date,)
    return tuple(
        max(day.isoformat(), changed.days(one.section)[one.id].changed) for day, one in _told(id)
    )


def _told(id: str) -> list[tuple[datetime.date, _Brief]]:
    """The day of each release and what makes it."""
    if not is_process(id):
        return []
    briefs = [_brief("projects", id)]
    if plan := _said("plan")[id]:
        briefs.append(_brief("plans", plan.partition("#")[0]))
    named = {source.partition("/")[::2] for source, _, _ in reads.links(f"projects/{id}")}
    found = [_brief(section, one) for section, one in named if section in BUILDERS]
    briefs += [one for one in found if _is_of(one, id)]
    return [(day, one) for day, _, one in _days(sorted(set(briefs), key=_place))]


@reads.read
def _withdrawn() -> dict[str, Gone]:
    """The projects that were contracting processes and were withdrawn, by id."""
    announced = {one.project for one in lapsed.lapsed() if one.section == "announcements"}
    return {
        one.id: one
        for one in lapsed.projects()
        if one.form not in GRANT_LIKE or one.id in announced
    }


def withdrawn() -> tuple[str, ...]:
    """Their ids."""
    return tuple(_withdrawn())


def _withdrawal(gone: Gone) -> Object:
    """That nothing is told of a process any more (OCDS 1.1, tenderStatus «withdrawn»), and why."""
    entry, own = gone.entry, ocid(gone.id)
    why = f"由{entry.by}撤回。原因：{entry.reason}"
    return {
        "ocid": own,
        "id": f"{own}-withdrawn-{entry.n}",
        "date": moment(datetime.date.fromisoformat(entry.date)),
        "tag": ["tenderUpdate"],
        "initiationType": "tender",
        "language": LANGUAGE,
        "tender": {"id": gone.id, "status": "withdrawn", "description": why},
    }


class _Brief(NamedTuple):
    """As much of a record as tells when it makes releases. until: of a publicity; project: its own, or None."""

    section: str
    id: str
    published: datetime.date
    until: datetime.date
    project: str | None


def _brief(section: str, id: str) -> _Brief:
    return _Brief(section, id, *_stored(section)[id])


@reads.read
def _stored(section: str) -> dict[str, tuple[datetime.date, datetime.date, str | None]]:
    """Of each record of a section: (published, until, project).

    The same day twice where there is no window, no project where its records have none of their own.
    """
    until = "until" if section == "publicity" else "published"
    day = datetime.date.fromisoformat
    own = ("project",) if "project" in fields(section) else ()
    rows = reads.stored(section, "id", "published", until, *own)
    return {id: (day(first), day(last), *(said or (None,))) for id, first, last, *said in rows}


def _is_of(one: Plain | _Brief, project: str) -> bool:
    """Whether a record that names a project is an event of it.

    One with a project of its own is so only there: an evaluation that was used for the next purchase is
    none of that. Others, such as inspections, are of all projects that they name.
    """
    return getattr(one, "project", None) in (None, project)


def _process(project: Plain) -> Process:
    records = {project.key: project}
    if project.plan:
        plan = known("plans", project.plan.partition("#")[0])
        records[plan.key] = plan
    for section, found in reads.related("projects", project.id):
        if section.name in BUILDERS:
            records |= {one.key: one for one in found if _is_of(one, project.id)}
    return Process(ocid(project.id), project, tuple(sorted(records.values(), key=_place)))


def _events(process: Process) -> Iterator[tuple[datetime.date, str, Plain, Event]]:
    """(day, what to add to the id, record, event) in order of time."""
    for day, suffix, one in _days(process.records):
        if suffix:
            yield day, suffix, one, _window(day, one, process)
        else:
            yield day, suffix, one, BUILDERS[one.section](one, process)


One = TypeVar("One", Plain, _Brief)


def _days(records: Iterable[One]) -> Iterator[tuple[datetime.date, str, One]]:
    """(day, what to add to the id, record) in order of time; windows end by themselves."""
    windows: list[tuple[datetime.date, One]] = []
    for one in records:
        while windows and windows[0][0] <= one.published:
            day, publicity = windows.pop(0)
            yield day, _END, publicity
        yield one.published, "", one
        if one.section == "publicity":
            windows.append((one.until + _ONE_DAY, one))
            windows.sort(key=lambda it: (it[0], it[1].id))
    today = reads.today()
    yield from ((day, _END, one) for day, one in windows if day <= today)


def _place(one: Plain | _Brief) -> tuple[datetime.date, int, str]:
    return one.published, _ORDER[one.section], one.id


def _window(day: datetime.date, one: Plain, process: Process) -> Event:
    """The end of a public window, at midnight after its last day."""
    ended = any(
        it.section == "terminations" and it.published < day and it.published >= one.published
        for it in process.records
    )
    return award.window_over(one, process, ended=ended)


# A second award or contract is a new one, and updates nothing.
_STAGES = ("planning", "tender", "implementation")


def _tags(tags: tuple[str, ...], happened: set[str]) -> list[str]:
    return [f"{tag}Update" if tag in _STAGES and tag in happened else tag for tag in tags]


def _parties(
    event: Event, process: Process, roles: dict[tuple[str, str], list[str]]
) -> list[Object]:
    """The organisations of this release, each with all roles it has had so far.

    Roles are a list that merging replaces as a whole (OCDS 1.1, merging).
    """
    named = {("purchasers", process.project.purchasers[0]): ("buyer",), **event.roles}
    for key, new in named.items():
        held = roles.setdefault(key, [])
        held += [role for role in new if role not in held]
    mentioned = _mentioned(event.parts)
    return [
        {**organisation(*key), "roles": list(held)}
        for key, held in roles.items()
        if key in named or party_id(known(*key)) in mentioned
    ]


def _mentioned(value: object) -> set[str]:
    """The ids of the organisations that the parts refer to."""
    if isinstance(value, dict):
        own = {value["id"]} if value.keys() == {"id", "name"} else set()
        return own.union(*map(_mentioned, value.values()))
    return set[str]().union(*map(_mentioned, value)) if isinstance(value, list) else set()
