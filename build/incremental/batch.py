"""What processes that render tell of: pages that they wrote, and questions that they answered."""

from __future__ import annotations

from typing import NamedTuple

from portal.trace import Fact, Question


class Rendered(NamedTuple):
    """A page that was written.

    asked: the numbers of its questions within its batch's process, as an array of "I".
    facts: see `facts.pack`.
    """

    address: str
    file: str
    sha256: str
    size: int
    asked: bytes
    facts: bytes


class Page(NamedTuple):
    """A file of the site and the page it was made from."""

    address: str
    file: str
    sha256: str
    size: int


class Answered(NamedTuple):
    """A question that was answered, by its number. digest: of the answer.

    facts: those that it looked up itself; asked: the numbers of the questions that it asked, as an
    array of "I".
    """

    number: int
    digest: bytes
    facts: frozenset[Fact]
    asked: bytes


class Batch(NamedTuple):
    """What a process has done since its last batch.

    same: addresses of files of bundles that are as they were. questions: those that have a number
    since, in its order; numbers count within the process, from where they were in its parent.
    """

    process: int
    pages: list[Rendered]
    same: list[str]
    questions: list[Question]
    answered: list[Answered]
