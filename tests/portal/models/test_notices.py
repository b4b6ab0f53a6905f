from __future__ import annotations

from typing import Any

import pytest

from portal.load import load
from portal.problems import ContentError
from tests.factories import Content

SPRING = {"day": "2026-02-17", "name": "春节"}


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"holidays": [{"day": "2027-01-01", "name": "元旦"}]}, "2027-01-01 不在 2026 年"),
        ({"workdays": [{"day": "2025-12-28", "name": "调休"}]}, "2025-12-28 不在 2026 年"),
        ({"holidays": [SPRING], "workdays": [dict(SPRING)]}, "2026-02-17 既放假又上班"),
        ({"complete": "是"}, "没有放假日"),
    ],
)
def test_a_calendar_that_means_nothing_is_refused(
    content: Content, fields: dict[str, Any], fault: str
) -> None:
    content.add("calendar", "one", **fields)
    with pytest.raises(ContentError, match=fault):
        load(content.folder)


def test_a_calendar_with_days_of_its_own_year_is_sound(content: Content) -> None:
    content.add("calendar", "one", holidays=[SPRING], complete="是")
    assert load(content.folder).rows
