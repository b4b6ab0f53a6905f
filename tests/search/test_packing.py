from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.packing import pack, pack_ascending, unpack
from tests.search.made import unpack_ascending

NUMBERS = st.lists(st.integers(0, 200_000))


@given(NUMBERS)
def test_numbers_come_back(numbers: list[int]) -> None:
    assert unpack(pack(numbers)) == numbers


@given(NUMBERS)
def test_ascending_numbers_come_back(numbers: list[int]) -> None:
    assert unpack_ascending(pack_ascending(sorted(numbers))) == sorted(numbers)


@given(NUMBERS)
def test_packed_text_needs_no_escape_and_holds_no_mark_of_a_posting(numbers: list[int]) -> None:
    text = pack(numbers)
    assert json.dumps(text, ensure_ascii=False) == f'"{text}"'
    assert not re.search("[ !#$<\\\\\u2028\u2029\ud800-\udfff]", text)


@pytest.mark.parametrize(("number", "size"), [(0, 1), (84, 1), (85, 2), (1900, 2), (2000, 3)])
def test_a_small_number_takes_few_bytes(number: int, size: int) -> None:
    assert len(pack([number]).encode()) == size
