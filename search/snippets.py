"""Marked titles and snippets: the part of an original text that shows why it was found.

`client/snippets.js` is its twin; offsets are in code points in both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from search.analyzer import ASIDE, ATTACHED, SPACE, SPEC, squash
from search.documents import Segment

ELLIPSIS = "…"

_WIDTH: int = SPEC["answer"]["width"]
_LEAD: int = SPEC["answer"]["lead"]
_NEAR: int = SPEC["answer"]["near"]
_ENDS: str = SPEC["answer"]["ends"]

Span = tuple[int, int]


def marked(text: str, terms: Sequence[str]) -> tuple[Segment, ...]:
    """Return the whole of `text` in segments, the matches of the squashed `terms` marked."""
    return tuple(_segments(text, (0, len(text)), _spans(text, terms)))


def snippet(text: str, terms: Sequence[str]) -> tuple[Segment, ...]:
    """Return about a hundred characters of `text` round the first match, in segments.

    Begins and ends with «…» where it was cut; begins with the text if nothing matches.
    """
    spans = _spans(text, terms)
    start, end = _window(text, spans[0][0] if spans else 0)
    segments = list(_segments(text, _trim(text, start, end), spans))
    head: list[Segment] = [(ELLIPSIS, False)] if start > 0 else []
    tail: list[Segment] = [(ELLIPSIS, False)] if end < len(text) else []
    return tuple(head + segments + tail)


def _spans(text: str, terms: Sequence[str]) -> list[Span]:
    """Return where `terms` stand in the original `text`: ascending, apart from each other."""
    squashed = squash(text)
    found = sorted(
        (squashed.offsets[start], squashed.offsets[start + len(term) - 1])
        for term in terms
        for start in starts(term, squashed.text)
    )
    merged: list[Span] = []
    for start, last in found:
        end = _after(text, last)
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def starts(term: str, text: str) -> Iterator[int]:
    """Yield where `term` begins in `text`, overlapping occurrences included."""
    start = text.find(term)
    while start >= 0:
        yield start
        start = text.find(term, start + 1)


def _after(text: str, index: int) -> int:
    """Return where the character at `index` ends, with the marks attached to it."""
    end = index + 1
    while end < len(text) and text[end] in ATTACHED:
        end += 1
    return end


def _window(text: str, first: int) -> Span:
    start = first - _LEAD
    if start <= _NEAR:
        start = 0
    else:
        sentences = (i + 1 for i in range(start - _NEAR, first) if text[i] in _ENDS)
        start = next(sentences, start)
    end = start + _WIDTH
    if end + _NEAR >= len(text):
        return start, len(text)
    sentences = (i + 1 for i in range(end + _NEAR - 1, end - _NEAR, -1) if text[i] in _ENDS)
    return start, next(sentences, end)


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in SPACE:
        start += 1
    while start < end and text[end - 1] in SPACE:
        end -= 1
    return start, end


def _segments(text: str, window: Span, spans: Sequence[Span]) -> Iterator[Segment]:
    for piece, is_marked in _parted(text, window, spans):
        if shown := piece.replace(ASIDE, ""):
            yield shown, is_marked


def _parted(text: str, window: Span, spans: Sequence[Span]) -> Iterator[Segment]:
    at, stop = window
    for first, after in spans:
        start, end = max(first, at), min(after, stop)
        if start < end:
            if at < start:
                yield text[at:start], False
            yield text[start:end], True
            at = end
    if at < stop:
        yield text[at:stop], False
