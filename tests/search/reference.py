"""The truth for both engines: brute force over squashed strings, as the package states it."""

from __future__ import annotations

import re
from calendar import month_name
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import combinations

from search.analyzer import fold as squashed
from search.documents import Answer, Document, Hit
from search.query import FACETS, Question, parse
from search.snippets import marked, snippet

fold = cache(squashed)

SPELT = {
    "2026-03-02": ("20260302", "2026年3月2日", "2026年03月02日", "2march2026"),
    "2026/03/02": ("20260302", "2026年3月2日", "2026年03月02日", "2march2026"),
    "2026.3.2": ("202632", "2026年3月2日", "2026年03月02日", "20260302", "2march2026"),
    "2026年3月2日": ("2026年3月2日", "2026年03月02日", "20260302", "2march2026"),
    "20260302": ("20260302", "2026年3月2日", "2026年03月02日", "2march2026"),
    "3-02": ("302", "3月2日", "03月02日"),
    "3月2日": ("3月2日", "03月02日"),
    "2026-03": ("202603", "2026年3月", "2026年03月", "march2026"),
    "2026年3月": ("202603", "2026年3月", "2026年03月", "march2026"),
    "15.6万": ("156万", "156000元", "15600000元"),
    "15.6万元": ("156万元", "156万", "156000元", "15600000元"),
    "123.4567万": ("1234567万", "1234567元", "123456700元"),
}
"""Days, months and amounts as they are asked for in the tests, and how a text may write them."""

MONTHS = ("2026-03", "2026年3月")
DAYS = {one: "2026-03-02" for one in SPELT if "万" not in one} | dict.fromkeys(MONTHS, "2026-03")

# Days and months that a sample cuts out of a text by chance, the last sign missing or not.
CUT = (r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日?", r"((?:19|20)\d\d)年(\d{1,2})月?()")


def answer(documents: Iterable[Document], question: Question) -> Answer:
    documents = list(documents)
    words = parse(question.query).terms
    matching = [document for document in documents if matches(document, question)]
    found = [document for document in matching if meets(document, question)]
    found.sort(key=lambda document: document.key)
    found.sort(key=lambda document: document.date, reverse=True)
    if not question.sort:
        found.sort(
            key=lambda document: document.named and titled(document, words) > 0, reverse=True
        )
        found.sort(key=lambda document: titled(document, words), reverse=True)
    pages = (len(found) + 9) // 10
    page = max(1, min(question.page, pages))
    hits = tuple(hit(document, words) for document in found[page * 10 - 10 : page * 10])
    asked = any(parse(question.query)) or question.filtered
    facets = tuple(
        (name, counts(documents, name, matching, question))
        for name in FACETS
        if asked and any(name == held for document in documents for held, _ in document.facets)
    )
    return Answer(len(found), page, pages, hits, facets)


def matches(document: Document, question: Question) -> bool:
    query = parse(question.query)
    if not any(query) and not question.filtered:
        return False
    return all(holds(document, word) for word in query.terms) and not any(
        holds(document, word) for word in query.excluded
    )


def holds(document: Document, word: str) -> bool:
    texts = fold(document.title + document.number), fold(document.body)
    written = any(run in text for run in spelt(word) for text in texts)
    if word in DAYS:
        return written or document.date.startswith(DAYS[word])
    year, month, day = cut_out(word)
    dated = f"{year or '....'}-{month:0>2}-{day.zfill(2) if day else '..'}"
    return written or (month != "" and re.fullmatch(dated, document.date) is not None)


def spelt(word: str) -> Sequence[str]:
    if word in SPELT:
        return SPELT[word]
    year, month, day = cut_out(word)
    if not month:
        return (word,)
    chinese = (
        [f"{month}月{day}日", f"{month:0>2}月{day:0>2}日"]
        if day
        else [f"{month}月", f"{month:0>2}月"]
    )
    if not year:
        return (word, *chinese)
    digits = f"{year}{month:0>2}{day.zfill(2) if day else ''}"
    english = f"{day}{month_name[int(month)]}{year}".lower()
    return (word, *(f"{year}年{one}" for one in chinese), digits, english)


def cut_out(word: str) -> tuple[str, str, str]:
    """Year, month and day without noughts before them, "" for what is not said; all "" if it is no day."""
    for pattern in CUT:
        if read := re.fullmatch(pattern, word):
            year, month, day = read[1] or "", read[2].lstrip("0"), read[3].lstrip("0")
            real = month and int(month) <= 12 and (day or not read[3]) and int(day or 1) <= 31
            return (year, month, day) if real else ("", "", "")
    return "", "", ""


def meets(document: Document, question: Question, but: str = "") -> bool:
    for name, chosen in question.facets.items():
        if name != but and dict(document.facets).get(name) not in chosen:
            return False
    if question.since and document.date < question.since:
        return False
    if question.until and not (document.date and document.date <= question.until):
        return False
    if question.least is None and question.most is None:
        return True
    if document.amount is None:
        return False
    return (question.least or 0) <= document.amount <= (question.most or document.amount)


def counts(
    documents: list[Document], name: str, matching: list[Document], question: Question
) -> tuple[tuple[str, int], ...]:
    everywhere = values(documents, name)
    ordered = sorted(everywhere, key=lambda value: (-everywhere[value], value))
    if name == "year":
        ordered.sort(reverse=True)
    left = matching
    if question.filtered:
        left = [document for document in matching if meets(document, question, but=name)]
    held = values(left, name)
    chosen = question.facets.get(name, ())
    return tuple((value, held[value]) for value in ordered if held[value] or value in chosen)


def values(documents: list[Document], name: str) -> Counter[str]:
    return Counter(value for each in documents for key, value in each.facets if key == name)


def titled(document: Document, words: Sequence[str]) -> int:
    return sum(
        any(run in fold(document.title + document.number) for run in spelt(word)) for word in words
    )


def hit(document: Document, words: Sequence[str]) -> Hit:
    return Hit(
        document.key,
        document.address,
        marked(document.title, [run for word in words for run in spelt(word)]),
        snippet(document.body, [run for word in words for run in spelt(word)]),
        document.date,
        document.label,
    )


def slips(word: str) -> set[str]:
    """Shapes of all runs one slip away from `word`, with ? for a character that may be any."""
    whole = range(len(word))
    swapped = [
        word[:a] + word[b] + word[a] + word[b + 1 :]
        for a, b in combinations(whole, 2)
        if b == a + 1
    ]
    return {
        *swapped,
        *(word[:at] + word[at + 1 :] for at in whole),
        *(word[:at] + "?" + word[at + 1 :] for at in whole),
        *(word[:at] + "?" + word[at:] for at in (*whole, len(word))),
    }
