"""The truth for both engines: brute force over squashed strings, as the package states it."""

from __future__ import annotations

from collections.abc import Iterable

from search.analyzer import fold, terms
from search.documents import Answer, Document, Hit
from search.snippets import marked, snippet


def answer(documents: Iterable[Document], query: str, page: int = 1) -> Answer:
    words = terms(query)
    found = [
        (-titled(document, words), -occurrences(document, words), document)
        for document in documents
        if words and all(count(word, document) for word in words)
    ]
    found.sort(key=lambda row: row[2].key)
    found.sort(key=lambda row: row[2].date, reverse=True)
    found.sort(key=lambda row: row[:2])
    pages = (len(found) + 9) // 10
    page = max(1, min(page, pages))
    hits = tuple(hit(document, words) for *_, document in found[page * 10 - 10 : page * 10])
    return Answer(len(found), page, pages, hits)


def titled(document: Document, words: list[str]) -> int:
    return sum(word in fold(document.title) for word in words)


def occurrences(document: Document, words: list[str]) -> int:
    return sum(count(word, document) for word in words)


def count(word: str, document: Document) -> int:
    texts = fold(document.title), fold(document.body)
    return sum(text.startswith(word, start) for text in texts for start in range(len(text)))


def hit(document: Document, words: list[str]) -> Hit:
    return Hit(
        document.key,
        document.address,
        marked(document.title, words),
        snippet(document.body, words),
        document.date,
        document.section,
        document.label,
    )
