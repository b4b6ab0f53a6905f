"""The style sheet is its parts, in their order, and nothing else."""

from __future__ import annotations

import re

from build.incremental.base import code
from portal.palette import COLOURS, rules
from portal.settings import CHECKOUT
from portal.style import FOLDER, PARTS, sheet
from tests.conftest import MakeApp

REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)


def test_every_part_is_joined_once_in_the_order_of_the_table(make_app: MakeApp) -> None:
    assert sorted(PARTS) == sorted(path.stem for path in FOLDER.iterdir())
    texts = [(FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in PARTS]
    for frozen in (False, True):
        answer = make_app(frozen=frozen).test_client().get("/static/portal.css")
        assert answer.content_type == "text/css; charset=utf-8"
        assert answer.text == sheet() == "\n".join([rules(COLOURS), *texts])


# A colour however it is written, but for system colours and those that repeat others.
COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark)a?\("
    r"|(?<![\w-])(?:black|white|gr[ae]y|red|green|blue|yellow|orange|transparent)(?![\w-])",
    re.IGNORECASE,
)


def test_no_colour_is_named_but_in_the_palette() -> None:
    named = [
        (path.name, found)
        for path in FOLDER.iterdir()
        for found in COLOUR.findall(REMARK.sub("", path.read_text(encoding="utf-8")))
    ]
    painted = [
        (path.name, found)
        for path in (CHECKOUT / "portal/templates").rglob("*.html")
        for found in re.findall(r"(?:fill|stroke|color)=\"#?\w+\"|style=", path.read_text("utf-8"))
    ]
    assert (named, painted) == ([], [])


def test_every_colour_is_used_and_every_property_set() -> None:
    parts = sheet().removeprefix(rules(COLOURS))
    assert set(re.findall(r"var\(--([a-z-]+)\)", parts)) == {
        *COLOURS,
        *re.findall(r"(?<!\w)--([a-z-]+): ", parts),
    }


def test_sides_are_those_of_the_text() -> None:
    """So that a language written from the right needs no rules of its own."""
    sides = (
        r"(?:text-align|float): (?:left|right)|(?<![\w-])(?:left|right):"
        r"|(?:margin|padding|border)-(?:left|right)"
    )
    assert re.findall(sides, sheet()) == []


def test_nothing_moves_on_a_page() -> None:
    """So that nobody who asks for reduced motion needs rules of their own."""
    assert re.findall(r"transition|animation|scroll-behavior|@keyframes", sheet()) == []


def test_pages_rest_on_every_part() -> None:
    assert {FOLDER / f"{name}.css" for name in PARTS} <= set(code(CHECKOUT))


def test_every_part_is_short_and_says_what_it_is_about() -> None:
    for path in FOLDER.iterdir():
        lines = path.read_text(encoding="utf-8").splitlines()
        assert len(lines) <= 80, path
        assert re.fullmatch(r"/\* [A-Z].+\. \*/", lines[0]), path


def test_layers_are_named_before_they_are_used() -> None:
    first, *_ = re.findall(r"@layer ([a-z, ]+);", sheet())
    assert set(re.findall(r"@layer ([a-z]+) \{", sheet())) == set(first.split(", "))
