"""Pages that are listed late come, go and stay as all others do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from build.freezing.freeze import Frozen
from build.freezing.render import LISTING
from tests.build.command import tree
from tests.build.portals import Portal, divided_early


@pytest.fixture(scope="module", autouse=True)
def _short() -> Iterator[None]:
    with divided_early():
        yield


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    return Portal(tmp_path)


def rendered(made: Frozen) -> set[str]:
    return {name.removesuffix("index.html") for name in made.fresh}


TABLE = "oversight/objections/tables/ledger/"


def tables(portal: Portal) -> set[str]:
    """The pages that hold the ledger of objections, below its own address."""
    folder = portal.site / TABLE
    return {str(one.parent.relative_to(folder)) for one in folder.rglob("*.html")}


def test_of_what_is_listed_late_only_what_changed_is_made_again(portal: Portal) -> None:
    portal.object(6)
    portal.build()
    assert tables(portal) == {".", "1", "2"}
    portal.object(7)

    pages = {one for one in rendered(portal.build()) if one.startswith("oversight/")}

    assert {TABLE, "oversight/objections/"} <= pages
    assert not {f"{TABLE}1/", f"{TABLE}2/"} & pages
    assert not {one for one in pages if one.startswith("oversight/completeness/tables/")}
    assert tree(portal.site) == portal.clean()


def test_a_page_that_is_listed_late_is_made_again_by_itself(portal: Portal) -> None:
    portal.object(6)
    portal.build()
    (portal.site / TABLE / "2" / "index.html").write_text("?")

    assert rendered(portal.build()) == {f"{TABLE}2/"}

    assert tree(portal.site) == portal.clean()


@pytest.mark.parametrize(
    ("number", "left"), [(4, {".", "1"}), (9, {".", "1", "2", "3"}), (0, set())]
)
def test_pages_that_are_listed_late_come_and_go(
    portal: Portal, number: int, left: set[str]
) -> None:
    portal.object(6)
    portal.build()
    portal.object(number)
    made = portal.build()
    assert tables(portal) == left
    assert {one for one in made.gone if one.startswith(TABLE)} == {
        f"{TABLE}{one}/index.html".replace("./", "") for one in {".", "1", "2"} - left
    }
    assert tree(portal.site) == portal.clean()


def test_pages_that_are_listed_late_go_while_the_list_of_all_others_stays(portal: Portal) -> None:
    portal.content.add("policies", "nm-zgh-2021")
    portal.content.add("projects", "project", policies=["nm-zgh-2021"])
    for number in range(3):
        portal.content.add("contracts", f"c{number}", number=str(number))
    portal.day = date(2026, 7, 31)
    portal.build()
    portal.day = date(2026, 8, 1)  # statistics were to come, and are late

    made = portal.build()

    assert LISTING not in made.why
    assert "/oversight/overdue/tables/" in made.why
    assert made.gone == {"oversight/overdue/tables/coming/1/index.html"}
    assert tree(portal.site) == portal.clean()
