"""Where a reference leads, in words and as an address."""

from __future__ import annotations

import pytest

from portal.anchors import ROWS
from portal.models.links import CatalogueItem, Category, Clause, PlanLineId
from portal.references import target
from tests.conftest import MakeApp
from tests.factories import Content


@pytest.mark.parametrize(
    ("section", "value", "expected"),
    [
        ("suppliers", "supplier", ("suppliers supplier", "/suppliers/supplier/")),
        ("policies", "policy#1", ("policies policy · 一", "/policies/policy/#art-1")),
        ("catalogues", "catalogue#a1", ("catalogues catalogue · 帮扶", "/catalogues/catalogue/#item-a1")),
        ("plans", "plan#01", ("plans plan · 帮扶项目", "/plans/plan/#line-01")),
        ("schemes", "scheme#care", ("schemes scheme · 困难帮扶", "/schemes/scheme/#category-care")),
    ],
)  # fmt: skip
def test_a_reference_is_shown_by_what_it_names(
    world: Content, make_app: MakeApp, section: str, value: str, expected: tuple[str, str]
) -> None:
    with make_app().app_context():
        found = target(section, value)
        assert (found.words, found.address) == expected


def test_every_kind_of_row_that_may_be_named_can_be_found() -> None:
    for kind in (CatalogueItem, PlanLineId, Category, Clause):
        ref = kind.__metadata__[-1]  # type: ignore[attr-defined]
        assert ROWS[ref.section].part == ref.part
