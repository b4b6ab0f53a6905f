"""Records in portions: all of them, in order, and one that comes moves no portion but its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import portions, questions, reads
from portal.portions import Ids, each, every, over
from tests.conftest import MakeApp
from tests.factories import Content

ids = st.lists(st.from_regex("[a-z0-9]{1,6}", fullmatch=True), unique=True, max_size=400)


def parted(found: list[str]) -> dict[str, Ids]:
    """The portions of a section that has these ids, in this order."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reads, "keys", lambda _: tuple(found))
        parts: dict[str, Ids] = portions.portions.__wrapped__("projects")  # type: ignore[attr-defined]
    return parts


@given(ids)
def test_together_they_are_all_ids_in_order(found: list[str]) -> None:
    parts = parted(found)
    assert [id for part in parts.values() for id in part] == found
    assert all(parts.values())


@given(ids)
def test_each_is_named_by_the_id_before_it(found: list[str]) -> None:
    parts = parted(found)
    assert [*parts] == [("", *found)[found.index(ids[0])] for ids in parts.values()]


@given(st.integers(0, 1000))
def test_a_new_id_changes_the_portion_that_it_comes_into(place: int) -> None:
    found = [f"p-{number:05d}" for number in range(1000)]
    before = parted(found)
    after = parted([*found[:place], "new-one", *found[place:]])
    assert len(before) > 10
    assert len(before.items() - after.items()) <= 1


@given(st.integers(0, 1000))
def test_a_new_id_leaves_all_names_as_they_were(place: int) -> None:
    found = [f"p-{number:05d}" for number in range(1000)]
    assert [*parted([*found[:place], "new-one", *found[place:]])] == [*parted(found)]


def test_what_is_told_of_each_comes_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[str] = []
    monkeypatch.setattr(portions, "portions", lambda _: {"": ("a", "b"), "b": ("c",)})
    monkeypatch.setattr(questions, "pause", lambda: pauses.append("let go"))
    found = list(over("projects", lambda section, after: (section, after)))
    assert found == [("projects", ""), ("projects", "b")]
    assert pauses == ["let go"] * 2


def test_records_come_one_after_another_and_nothing_for_those_that_are_none(
    world: Content, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[str] = []
    monkeypatch.setattr(questions, "pause", lambda: pauses.append("let go"))
    world.add("notices", "old", published="2026-01-02")
    world.add("notices", "new", published="2026-01-03")
    with make_app().app_context():
        assert [one.id for one in each("notices", ("new", "none", "old"))] == ["new", "old"]
        assert len(pauses) == 3
        assert list(every("notices")) == reads.records("notices")
