"""Pages in portions: each once, and those of a project with those of all that names it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from build import together
from build.freezer import Freezer
from build.pages import BUNDLES
from tests.conftest import MakeApp
from tests.factories import Content


@pytest.fixture
def addresses(world: Content, make_app: MakeApp) -> tuple[list[str], list[Sequence[str]]]:
    """All addresses of a portal, and the portions that they are made in."""
    world.add("announcements", "announcement")
    freezer = Freezer(make_app(frozen=True))
    found = [*freezer.addresses(), *BUNDLES]
    with freezer.working():
        return found, list(together.portions(found))


def test_every_page_is_in_one_portion(
    addresses: tuple[list[str], list[Sequence[str]]],
) -> None:
    found, portions = addresses
    assert sorted(one for portion in portions for one in portion) == sorted(found)


def test_what_takes_longest_comes_first_and_in_the_middle(
    addresses: tuple[list[str], list[Sequence[str]]],
) -> None:
    first, *others = addresses[1]
    assert first[0] in BUNDLES
    great = [
        place
        for place, one in enumerate(others)
        if {"/", "/oversight/overdue/"} <= {*one} or "/data/" in one
    ]
    middle = len(others) // 2
    assert great == [middle - 1, middle]


def test_a_projects_pages_are_made_with_those_of_all_that_names_it(
    world: Content, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(together, "PORTION", 1)
    world.add("announcements", "announcement")
    freezer = Freezer(make_app(frozen=True))
    with freezer.working():
        found = list(together.portions(freezer.addresses()))
    (portion,) = (one for one in found if "/projects/project/" in one)
    assert {"/announcements/announcement/", "/projects/project/ocds.json"} <= set(portion)
    assert "/suppliers/supplier/" not in portion
