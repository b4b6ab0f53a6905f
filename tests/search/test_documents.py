from __future__ import annotations

import pytest
from hypothesis import given

from search.documents import Document, arrange, paginate
from tests.search.samples import SHUFFLED, document


def test_of_two_documents_the_better_stands_later() -> None:
    arranged = arrange([
        document("publicity/b", date="2026-03-02"),
        document("publicity/new", date="2026-03-03"),
        document("publicity/undated", date=""),
        document("publicity/a", date="2026-03-02"),
    ])  # fmt: skip
    assert [made.key for made in arranged] == [
        "publicity/undated", "publicity/b", "publicity/a", "publicity/new",
    ]  # fmt: skip


@given(SHUFFLED)
def test_the_order_of_arrival_does_not_matter(twice: tuple[list[Document], list[Document]]) -> None:
    assert arrange(twice[0]) == arrange(twice[1])


def test_one_key_names_one_document() -> None:
    with pytest.raises(ValueError, match="publicity/a"):
        arrange([document("publicity/a", title="甲"), document("publicity/a", title="乙")])


@pytest.mark.parametrize(
    ("total", "asked", "expected"),
    [
        (0, 1, (1, 0)),
        (1, 1, (1, 1)),
        (10, 1, (1, 1)),
        (11, 2, (2, 2)),
        (11, 3, (2, 2)),
        (11, 0, (1, 2)),
        (11, -5, (1, 2)),
    ],
)
def test_a_page_out_of_range_is_moved_in(total: int, asked: int, expected: tuple[int, int]) -> None:
    assert paginate(total, asked) == expected
