"""The style sheet is its parts, in their order, and nothing else."""

from __future__ import annotations

import re

from build.incremental.base import code
from portal.settings import CHECKOUT
from portal.style import FOLDER, PARTS, sheet
from tests.conftest import MakeApp


def test_every_part_is_joined_once_in_the_order_of_the_table(make_app: MakeApp) -> None:
    assert sorted(PARTS) == sorted(path.stem for path in FOLDER.iterdir())
    texts = [(FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in PARTS]
    for frozen in (False, True):
        answer = make_app(frozen=frozen).test_client().get("/static/portal.css")
        assert answer.content_type == "text/css; charset=utf-8"
        assert answer.text == sheet() == "\n".join(texts)


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
