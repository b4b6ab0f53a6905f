"""What is wrong with a content folder, and where in a file a text stands."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from typing import TypeVar

import pytest
from pydantic_core import PydanticCustomError

from portal.load import load
from portal.load.parsed import Unreadable
from portal.problems import ContentError, Problem
from tests.factories import Content

Result = TypeVar("Result")
Refused = TypeVar("Refused", bound=Exception)


def faults(content: Content) -> tuple[Problem, ...]:
    """Every problem of the folder, which must have some."""
    with pytest.raises(ContentError) as caught:
        load(content.folder)
    return caught.value.problems


def fault(content: Content) -> Problem:
    """The one problem of the folder."""
    (problem,) = faults(content)
    return problem


def place(problem: Problem) -> tuple[str, int, str]:
    return problem.path, problem.line, problem.field


def line_of(content: Content, path: str, text: str) -> int:
    """The first line of the file that holds the text, counted from 1."""
    lines = (content.folder / path).read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if text in line)


def outcome(read: Callable[[], Result], refused: type[Refused]) -> Result | Refused:
    """What was read, or the one kind of error with which it may be refused."""
    try:
        return read()
    except refused as error:
        return error


def unreadable(read: Callable[[], object]) -> Problem:
    """Why the file could not be read."""
    with pytest.raises(Unreadable) as caught:
        read()
    return caught.value.problem


def refusal(parse: Callable[[str], object], text: str) -> tuple[str, str]:
    """Reason and remedy with which a field's parser refuses the text."""
    with pytest.raises(PydanticCustomError) as caught:
        parse(text)
    context = caught.value.context or {}
    return context["reason"], context["remedy"]


class _Dangers(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style", "iframe", "form", "base", "meta", "svg", "object", "h1"):
            self.found.append(tag)
        for name, value in attrs:
            address = "".join((value or "").split()).lower()
            if name.startswith("on") or name in ("style", "name", "class"):
                self.found.append(f"{tag} {name}")
            if name == "id" and not address.startswith("h-"):
                self.found.append(f"id={value}")
            if address.startswith(("javascript:", "data:", "vbscript:")) and name in (
                "href",
                "src",
            ):
                self.found.append(f"{name}={value}")


def dangers(html: str) -> list[str]:
    """Elements and attributes of the HTML that no body may have."""
    parser = _Dangers()
    parser.feed(html)
    parser.close()
    return parser.found
