"""What the rules found on all records, as far as oversight pages tell of it."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from portal import reads
from portal.language import say
from portal.metadata.source import buyers
from portal.oversight.table import Cell, Row, day, named, record, several, text
from portal.plain import Plain
from portal.portions import over, portion
from portal.rules.outcome import Outcome
from portal.rules.rule import Finding
from portal.rules.sheet import sheet
from portal.rules.table import SUBJECTS


class Failure(NamedTuple):
    """A failed finding. rule: its id; published, key: of the record; row: what readers see."""

    rule: str
    published: datetime.date
    key: str
    row: Row


class Owing(NamedTuple):
    """Something that a rule wants published about a record by a day. record, buyers: links to it and to who buys."""

    key: str
    what: str
    due: datetime.date
    rule: str
    record: Cell
    buyers: Cell


@dataclass(frozen=True)
class Survey:
    """Of some records. outcomes: (id of a rule, outcome) → on how many of them."""

    outcomes: Mapping[tuple[str, Outcome], int]
    failures: tuple[Failure, ...]
    owing: tuple[Owing, ...]


def surveys() -> Iterator[Survey]:
    """Of all records that some rule judges, in portions, the oldest of a section first."""
    for section in SUBJECTS:
        yield from over(section, survey)


@reads.kept
def survey(section: str, after: str) -> Survey:
    """What was found on the records of a portion of a section."""
    found = [finding for id in portion(section, after) for finding in sheet(section, id)]
    outcomes = Counter((one.rule.id, one.verdict.outcome) for one in found)
    failed = tuple(_failure(one) for one in found if one.verdict.outcome is Outcome.FAILED)
    return Survey(dict(outcomes), failed, tuple(_owing(found)))


def _failure(one: Finding) -> Failure:
    told = one.record
    cells = (
        record(told),
        _buyers(told),
        text(one.verdict.reason),
        evidence(one),
        day(told.published),
    )
    return Failure(one.rule.id, told.published, told.key, Row(cells))


def evidence(finding: Finding) -> Cell:
    """What a finding rests on, each value a link to where it stands."""
    return several(
        record(one.record, say("{label}：{value}", label=one.label, value=one.value))
        for one in finding.verdict.evidence
    )


def _owing(found: list[Finding]) -> Iterator[Owing]:
    for one in found:
        for owed in one.verdict.owed:
            links = record(one.record), _buyers(one.record)
            yield Owing(one.record.key, owed.what, owed.due, one.rule.id, *links)


def _buyers(one: Plain) -> Cell:
    """The purchasers of a record, as two purchases may have the same title; of a purchaser itself."""
    if one.section == "purchasers":
        return record(one)
    return several(named("purchasers", id) for id in buyers(one))
