"""Asking the static engine in a browser, answers as Python has them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Page

from search.documents import Answer, Help, Hit, Segment
from search.query import Question

ASK = """([index, questions]) => {
  portalSearch.open(index);
  const read = (address) => portalSearch.readQuestion(new URLSearchParams(address));
  return Promise.all(questions.map((address) => portalSearch.%s(read(address), true)));
}"""


def written(questions: Iterable[Question]) -> list[str]:
    return [urlencode(question.arguments()) for question in questions]


def ask(tab: Page, questions: Iterable[Question]) -> list[Answer]:
    answers = tab.evaluate(ASK % "search", ["../search-index/", written(questions)])
    return [
        Answer(
            **{
                **answer,
                "hits": tuple(as_hit(hit) for hit in answer["hits"]),
                "facets": tuple((name, pairs(rows)) for name, rows in answer["facets"]),
            }
        )
        for answer in answers
    ]


def ask_help(tab: Page, questions: Iterable[Question]) -> list[Help]:
    given = tab.evaluate(ASK % "help", ["../search-index/", written(questions)])
    return [Help(one["unfiltered"], pairs(one["parts"]), tuple(one["near"])) for one in given]


def pairs(rows: list[list[Any]]) -> tuple[tuple[str, int], ...]:
    return tuple((text, count) for text, count in rows)


def as_hit(hit: dict[str, Any]) -> Hit:
    return Hit(
        **{**hit, "title": as_segments(hit["title"]), "snippet": as_segments(hit["snippet"])}
    )


def as_segments(segments: list[list[Any]]) -> tuple[Segment, ...]:
    return tuple((text, is_marked) for text, is_marked in segments)
