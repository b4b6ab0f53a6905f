from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.analyzer import ASIDE, fold
from search.snippets import ELLIPSIS, marked, snippet
from tests.search.samples import TEXTS, runs


def joined(segments: tuple[tuple[str, bool], ...]) -> str:
    return "".join(text for text, _ in segments)


def test_a_mark_covers_the_punctuation_inside_the_match() -> None:
    assert snippet("开展服务，职工满意。", ["服务职工"]) == (
        ("开展", False),
        ("服务，职工", True),
        ("满意。", False),
    )


def test_a_snippet_begins_after_a_sentence_end_that_is_near() -> None:
    body = "甲" * 80 + "。承接主体应当按照合同约定的内容和标准提供服务，" + "乙" * 200
    assert joined(snippet(body, ["服务"])).startswith("…承接主体")


def test_a_snippet_stops_at_a_sentence_end_that_is_near() -> None:
    body = "服务" + "甲" * 80 + "。" + "乙" * 200
    assert joined(snippet(body, ["服务"])) == "服务" + "甲" * 80 + "。…"


@given(st.data())
def test_the_texts_are_those_of_the_original_and_the_marks_those_of_the_term(
    data: st.DataObject,
) -> None:
    text = data.draw(TEXTS.filter(fold))
    term = data.draw(runs(fold(text)))
    segments = marked(text, [term])
    assert joined(segments) == text.replace(ASIDE, "")
    found = [fold(part) for part, is_marked in segments if is_marked]
    assert any(term in part for part in found)
    assert not any(term in fold(part) for part, is_marked in segments if not is_marked)


@given(TEXTS, st.integers(0, 300), st.integers(0, 300))
def test_a_snippet_is_a_short_piece_of_the_body_that_shows_the_match(
    text: str, before: int, after: int
) -> None:
    body = "前" * before + text + "服务" + text + "后" * after
    segments = snippet(body, ["服务"])
    assert ("服务", True) in segments or any(is_marked for _, is_marked in segments)
    assert joined(segments).strip(ELLIPSIS) in body.replace(ASIDE, "")
    assert len(joined(segments)) <= 102
