"""The head of a project's page says who serves, and for how much."""

from __future__ import annotations

from tests.conftest import MakeApp
from tests.factories import Content, code
from tests.reading import page, words


def head(make_app: MakeApp) -> list[str]:
    """The rows of the first list of facts behind the budget."""
    facts = page(make_app(), "/projects/project/").find_class("fields")[0]
    rows = [" ".join(map(words, row)) for row in facts.find_class("fields__row")]
    return rows[1 + rows.index("预算金额 50,000 元") :]


def test_before_anybody_is_chosen_nobody_is_named(world: Content, make_app: MakeApp) -> None:
    assert head(make_app) == []


def test_review_publicity_and_contract_each_name_who_was_chosen(
    world: Content, make_app: MakeApp
) -> None:
    world.add("reviews", "review")
    assert head(make_app) == ["选定承接主体 suppliers supplier"]
    world.add("publicity", "publicity", amount="48000")
    assert head(make_app) == ["拟定承接主体 suppliers supplier", "拟定金额 48,000 元"]
    world.add("contracts", "contract", amount="47000")
    world.add("amendments", "more", kind="追加", amount="2000")
    assert head(make_app) == ["承接主体 suppliers supplier", "合同金额 49,000 元"]


def test_two_lots_name_both_suppliers_and_add_up(world: Content, make_app: MakeApp) -> None:
    world.add("suppliers", "other", uscc=code("MC000009", "52"))
    world.add("contracts", "a", number="a", amount="10000")
    world.add("contracts", "b", number="b", amount="20000", supplier="other")
    assert head(make_app) == [
        "承接主体 suppliers supplier、suppliers other",
        "合同金额 30,000 元",
    ]


def test_what_was_ended_before_a_contract_names_nobody(world: Content, make_app: MakeApp) -> None:
    world.add("publicity", "publicity")
    world.add("terminations", "end", terminated="2026-03-20", published="2026-03-20")
    assert head(make_app) == []
