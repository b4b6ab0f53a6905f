from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.runs import END, LEVELS, LONGEST, in_order, runs

TEXTS = st.lists(st.text("ab\U00020000豈", max_size=12), min_size=1, max_size=6)


def joined(texts: list[str]) -> str:
    return "".join(text + END for text in texts)


def test_a_run_is_parted_until_it_is_rare() -> None:
    found = [run for run in runs(joined(["甲乙丙", "甲乙丁", "甲戊"]), 2) if run.text[0] == "甲"]
    assert [run.text for run in found] == ["甲", "甲乙", "甲戊"]
    assert [list(run.places) for run in found] == [[0, 4, 8], [0, 4], [8]]
    assert [run.frequent for run in found] == [True, False, False]


def test_a_frequent_run_takes_in_what_always_follows() -> None:
    found = list(runs(joined(["甲乙丙丁", "甲乙丙戊"]), 1))
    assert [run.text for run in found if run.text[0] == "甲"] == ["甲乙丙", "甲乙丙丁", "甲乙丙戊"]


def test_nothing_runs_from_one_text_into_the_next() -> None:
    assert not [run for run in runs(joined(["甲乙", "甲乙", "丙"]), 1) if END in run.text]


def test_copies_of_one_text_end_as_one_long_run_with_its_places() -> None:
    text = joined(["".join(map(chr, range(0x4E00, 0x4E00 + 100)))] * 3)
    first, second, *_ = runs(text, 2)
    assert len(first.text) == LONGEST
    assert (second.text, second.places, second.frequent) == (first.text + END, first.places, False)


def test_a_run_is_not_parted_for_ever() -> None:
    texts = ["a" * length for length in range(1, 60)]
    assert max(len(run.text) for run in runs(joined(texts), 1)) <= LEVELS + 2


@given(TEXTS, st.integers(1, 4), st.sampled_from([1, 3, 1000]))
def test_runs_come_in_the_order_of_javascript_with_all_their_places(
    texts: list[str], limit: int, much: int
) -> None:
    text = joined(texts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("search.runs.PIECE", much)
        patch.setattr("search.runs.MANY", much)
        found = list(runs(text, limit))
    assert [run.text for run in found] == sorted({run.text for run in found}, key=in_order)
    for run in found:
        bare = run.text.removesuffix(END)
        assert list(run.places) == [at for at in range(len(text)) if text.startswith(bare, at)]
        assert run.frequent == (len(run.places) > limit and run.text == bare)
