"""The demonstration site, frozen: every row of tests/domain.yaml stands on it, every page is linked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag

import lxml.html
import pytest
import yaml

from portal.rules.table import BY_ID
from tests.reading import words

FILE = Path(__file__).parents[1] / "domain.yaml"
ROWS: dict[int, dict[str, Any]] = yaml.safe_load(FILE.read_text("utf-8"))
# Rows that are checked, not only shown.
CHECKED = frozenset(
    {1, 2, 5, 6, 7, 8, 10, 14, 20, 22, 32, 33, 34, 35, 36, 43, 44, 45, 49, 50, 52, 53, 54, 55}
    | {56, 57, 60, 61, 62, 67, 70, 72, 74, 78, 80, 83, 89, 98}
)
# A field, a table, a part of the page under its heading, or an anchor.
PLACE = """
    //main//dt[normalize-space() = $name]/following-sibling::dd[1]
    | //main//table[normalize-space(caption) = $name]
    | //main//section[normalize-space(h2) = $name]
    | //main//*[@id = $name]
"""
TEXT = "//main//*[contains(concat(' ', @class, ' '), ' prose ')]"
LINE = ".//tr | .//li | .//p"


@dataclass(frozen=True)
class Place:
    """One place that a row points at."""

    row: int
    page: str
    within: str
    line: str
    says: tuple[str, ...]
    lines: int | None

    def __str__(self) -> str:
        return f"{self.row} {self.page} {self.within} {self.line}"


def places() -> Iterator[Place]:
    for number, row in ROWS.items():
        for one in row["shows"]:
            said = one.get("says", [])
            says = tuple(said) if isinstance(said, list) else (said,)
            yield Place(
                number, one["page"], one.get("in", ""), one.get("row", ""), says, one.get("rows")
            )


@pytest.fixture(scope="session")
def pages(published: Path) -> dict[str, Any]:
    """The pages of the site by their path below it."""
    site = published / "site"
    return {
        path.relative_to(site).as_posix(): lxml.html.document_fromstring(path.read_bytes())
        for path in sorted(site.rglob("*.html"))
    }


def found(tree: Any, place: Place) -> list[Any]:
    """The elements that a place means."""
    within = tree.xpath(PLACE, name=place.within) if place.within else tree.xpath(TEXT)
    if not place.line:
        return list(within)
    return [line for part in within for line in part.xpath(LINE) if place.line in words(line)]


@pytest.mark.parametrize("place", tuple(places()), ids=str)
def test_a_row_stands_where_it_says(pages: dict[str, Any], place: Place) -> None:
    elements = found(pages[f"{place.page.strip('/')}/index.html"], place)
    assert place.says or place.lines
    assert [
        one
        for one in elements
        if all(said in words(one) for said in place.says)
        and place.lines in (None, len(one.xpath(".//tbody/tr")))
    ], [words(one)[:200] for one in elements]


def test_no_row_is_left_out_and_none_points_nowhere() -> None:
    assert list(ROWS) == list(range(1, 101))
    assert [number for number, row in ROWS.items() if not row["shows"]] == []


def test_what_must_be_checked_has_rules_that_there_are() -> None:
    assert {number for number, row in ROWS.items() if row.get("rules")} >= CHECKED
    assert {id for row in ROWS.values() for id in row.get("rules", ())} <= BY_ID.keys()


def test_a_rule_checks_a_clause_of_its_row() -> None:
    strays = {
        (number, id)
        for number, row in ROWS.items()
        for id in row.get("rules", ())
        if BY_ID[id].clause not in row["clauses"]
    }
    assert strays == set()


def test_what_a_rule_of_a_row_finds_is_shown() -> None:
    shown = {(place.row, place.within.removeprefix("rule-")) for place in places()}
    named = {(number, id) for number, row in ROWS.items() for id in row.get("rules", ())}
    assert named - shown == set()


def test_every_clause_is_an_article_that_can_be_linked(pages: dict[str, Any]) -> None:
    missing = [
        clause
        for row in ROWS.values()
        for clause in row["clauses"]
        for policy, _, article in [clause.partition("#")]
        if not pages[f"policies/{policy}/index.html"].xpath("//*[@id = $id]", id=f"art-{article}")
    ]
    assert missing == []


def test_every_page_is_reached_by_links_from_the_home_page(pages: dict[str, Any]) -> None:
    reached, waiting = set(), ["index.html"]
    while waiting:
        path = waiting.pop()
        if path in reached or path not in pages:
            continue
        reached.add(path)
        folder = os.path.dirname(path)  # noqa: PTH120 - an address, not a file
        for link in pages[path].xpath("//a/@href"):
            target = unquote(urldefrag(link)[0])
            if target and ":" not in target:
                waiting.append(os.path.normpath(os.path.join(folder, target)))  # noqa: PTH118
    assert pages.keys() - reached == {"404.html"}
