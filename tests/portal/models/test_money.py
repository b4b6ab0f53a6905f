from __future__ import annotations

import pytest

from portal.load import load
from tests.factories import Content
from tests.portal.faults import fault


@pytest.mark.parametrize(("whole", "part"), [("0", "5"), ("100", "100.01")])
def test_a_part_is_no_more_than_the_whole(world: Content, whole: str, part: str) -> None:
    world.add("accounts", "a", new_services=whole, to_organisations=part)
    assert fault(world).reason == "向社会组织购买的支出多于新增支出"


@pytest.mark.parametrize(("whole", "part"), [("0", "0"), ("5", "5"), (None, "5"), ("5", None)])
def test_what_is_not_told_is_not_compared(
    world: Content, whole: str | None, part: str | None
) -> None:
    world.add("accounts", "a", new_services=whole, to_organisations=part)
    load(world.folder)
