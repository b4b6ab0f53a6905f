"""A regular purchase never fails, on no day of its life; each breach is found by exactly its rules."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.rules.outcome import Outcome
from portal.rules.table import BY_ID, RULES
from tests.factories import Content
from tests.portal.rules.breaches.breach import Breach
from tests.portal.rules.breaches.every import BREACHES
from tests.portal.rules.judging import Bench
from tests.portal.rules.purchase import Purchase
from tests.portal.rules.regular import purchases

# The sets with duties on projects.
SETS = sorted({rule.policy for rule in RULES if rule.subject == "projects"})
ADVERSE = {Outcome.FAILED, Outcome.NOTICE, Outcome.UNKNOWN}
AFTER = datetime.date(2027, 12, 31)


@contextmanager
def empty() -> Iterator[Content]:
    with tempfile.TemporaryDirectory() as folder:
        yield Content(Path(folder) / "content")


def outcomes(
    bench: Bench, purchase: Purchase, day: datetime.date = AFTER, until: datetime.date | None = None
) -> dict[str, Outcome]:
    """What each rule finds."""
    with empty() as content:
        purchase.write(content, until)
        with bench.opened(content, day.isoformat()):
            return {id: one.verdict.outcome for id, one in bench.sheet().items()}


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_a_regular_purchase_keeps_every_duty(bench: Bench, data: st.DataObject) -> None:
    policies = data.draw(st.lists(st.sampled_from(SETS), min_size=1, max_size=2, unique=True))
    purchase = data.draw(purchases(policies))
    found = outcomes(bench, purchase)
    assert found.keys() == {
        one.id for one in RULES if one.policy in policies and one.subject == "projects"
    }
    due = {id for id, outcome in found.items() if outcome is Outcome.NOT_YET}
    assert due <= ({"I-01"} if not purchase.records["announcements"] else set())
    assert [id for id, one in found.items() if one in ADVERSE] == []


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_a_regular_purchase_fails_on_no_day_of_its_life(bench: Bench, data: st.DataObject) -> None:
    policies = data.draw(st.lists(st.sampled_from(SETS), min_size=1, max_size=2, unique=True))
    purchase = data.draw(purchases(policies))
    days = sorted(
        one["published"] for rows in purchase.records.values() for one in rows if "published" in one
    )
    day = data.draw(st.sampled_from(days)) + datetime.timedelta(data.draw(st.integers(-1, 1)))
    day = max(day, purchase.one("plans")["published"])
    found = outcomes(bench, purchase, day, until=day)
    assert [id for id, outcome in found.items() if outcome is Outcome.FAILED] == []


@pytest.mark.parametrize("breach", BREACHES, ids=lambda breach: breach.title)
@settings(deadline=None, max_examples=3)
@given(data=st.data())
def test_a_breach_is_found_by_its_rules_and_no_other(
    bench: Bench, breach: Breach, data: st.DataObject
) -> None:
    concerned = sorted({BY_ID[id].policy for id in breach.rules})
    first, other = data.draw(st.sampled_from(concerned)), data.draw(st.sampled_from(SETS))
    policies = data.draw(st.sampled_from([SETS, list(dict.fromkeys([first, other]))]))
    purchase = data.draw(purchases(policies, breach.single, breach.long))
    breach.do(purchase)
    found = outcomes(bench, purchase)
    adverse = {id for id, one in found.items() if one in ADVERSE}
    assert adverse == breach.rules & found.keys()
    assert adverse


def test_every_duty_on_projects_is_broken_once() -> None:
    broken = frozenset().union(*(breach.rules for breach in BREACHES))
    assert broken == {rule.id for rule in RULES if rule.subject == "projects"}
