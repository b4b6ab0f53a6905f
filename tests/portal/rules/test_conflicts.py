"""Where the policies disagree (C1 to C15): both sides stand as rows, and differ as they say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from portal import reads
from portal.oversight.conflicts import CONFLICTS
from portal.oversight.targets import TARGETS
from portal.rules.adopted import policies_of
from portal.rules.sheet import sheet
from portal.rules.table import BEIJING, BY_ID, KUNMING, LAW, RULES, STATE, UNION, WUHAN
from tests.factories import TODAY, Content
from tests.portal.rules.cases import build
from tests.portal.rules.judging import Bench
from tests.reading import page, words

Sheet = Callable[..., dict[str, str]]


@pytest.fixture
def found(bench: Bench, world: Content) -> Sheet:
    """The clause sheet of the project under every set at once: rule → outcome."""
    sets = sorted({rule.policy for rule in RULES})

    def found(today: str = TODAY, **records: Any) -> dict[str, str]:
        for id in sets:
            world.add("policies", id)
        project = {"policies": sets, **records.pop("projects", {})}
        build(world, {"projects": project, **records})
        with bench.opened(world, today):
            return {id: str(one.verdict.outcome) for id, one in bench.sheet().items()}

    return found


def agree(found: dict[str, str], **expected: str) -> None:
    """Compare some rules; «A_01» names A-01."""
    assert {id: found[id.replace("_", "-")] for id in expected} == expected


@pytest.mark.parametrize(
    ("method", "union", "wuhan", "law"),
    [
        ("公开招标", "符合", "符合", "符合"),
        ("询价", "符合", "提示", "提示"),
        ("竞争性磋商", "提示", "符合", "符合"),
        ("战略合作", "提示", "提示", "提示"),
    ],
)
def test_c1_each_set_has_its_own_methods(
    found: Sheet, method: str, union: str, wuhan: str, law: str
) -> None:
    agree(found(projects={"method": method}), D_01=union, D_02=wuhan, D_03=law)


def test_c1_the_state_allows_methods_without_competition_that_are_reasoned(found: Sheet) -> None:
    reasoned = {"method": "战略合作", "method_reason": "全市只有一家"}

    agree(found(projects=reasoned), D_04="符合", D_01="提示")


@pytest.mark.parametrize(
    ("prefix", "union", "state", "wuhan"),
    [
        ("52", "符合", "符合", "符合"),
        ("91", "不符合", "符合", "不符合"),
        ("12", "不符合", "提示", "不符合"),
        ("11", "不符合", "不符合", "不符合"),
    ],
)
def test_c2_each_set_has_its_own_contractors(
    found: Sheet, prefix: str, union: str, state: str, wuhan: str
) -> None:
    outcomes = found(suppliers={"prefix": prefix}, contracts={})

    agree(outcomes, B_01=union, B_02=state, B_16=wuhan)


def test_c3_five_schemes_stand_side_by_side(demo: Flask) -> None:
    with demo.app_context():
        schemes = {one.policy: one for one in reads.records("schemes")}
    sizes = {
        policy: len([row for row in scheme.categories if not row.parent])
        for policy, scheme in schemes.items()
    }
    assert sizes == {UNION: 7, KUNMING: 5, STATE: 6, BEIJING: 7, WUHAN: 8}
    assert len([row for row in schemes[STATE].categories if row.parent]) == 60
    titles = [{row.title for row in schemes[id].categories} for id in (UNION, BEIJING)]
    assert titles[0] != titles[1], "the two schemes of seven are not the same seven"


def test_c4_one_penalty_counts_by_the_years_of_each_set(found: Sheet) -> None:
    taxes = {"condition": "依法缴纳税收和社会保险", "met": "不符合"}
    outcomes = found(
        announcements={"published": "2026-03-02"},
        contracts={},
        credits={"kind": "失信惩戒", "decided": "2024-03-02", "until": "2025-03-02"},
        qualifications={"conditions": [taxes]},
    )

    agree(outcomes, B_06="不符合", B_07="符合", B_08="提示", B_04="不符合", B_05="无法判断")


def test_c5_each_claim_of_priority_has_its_own_check(found: Sheet) -> None:
    outcomes = found(
        suppliers={
            "union": "单独建会",
            "grade": "2A",
            "grade_from": "2025-01-01",
            "grade_until": "2029-12-31",
            "party": "否",
        },
        qualifications={"priorities": ["已建工会或工会覆盖", "评估等级 3A 以上", "党组织健全"]},
    )

    agree(outcomes, B_09="符合", B_10="不符合", B_11="不符合")


@pytest.mark.parametrize(
    ("kind", "union", "state", "law"),
    [("分包", "不符合", "符合", "符合"), ("转包", "不符合", "不符合", "符合")],
)
def test_c6_subcontracts_are_forbidden_or_need_consent(
    found: Sheet, kind: str, union: str, state: str, law: str
) -> None:
    outcomes = found(contracts={}, amendments={"kind": kind, "consented": "是"})

    agree(outcomes, E_05=union, E_11=state, E_06=law)


def test_c7_three_calendar_days_are_not_five_working_days(found: Sheet) -> None:
    outcomes = found(publicity={"published": "2026-04-03", "until": "2026-04-06"})

    agree(outcomes, D_12="不符合", D_13="符合", D_14="不适用")


def test_c7_a_single_source_has_five_working_days_of_its_own(found: Sheet) -> None:
    outcomes = found(
        projects={"method": "单一来源"},
        publicity={"published": "2026-04-03", "until": "2026-04-06"},
        **{"single-sources": {"published": "2026-04-01", "until": "2026-04-09"}},
    )

    agree(outcomes, D_12="不符合", D_13="不适用", D_14="符合")


@pytest.mark.parametrize(
    ("signed", "after", "within"),
    [
        ("2026-04-09", "不符合", "符合"),
        ("2026-04-10", "符合", "符合"),
        ("2026-05-13", "符合", "符合"),
        ("2026-05-14", "符合", "不符合"),
    ],
)
def test_c8_a_contract_waits_for_the_window_and_comes_within_thirty_days(
    found: Sheet, signed: str, after: str, within: str
) -> None:
    outcomes = found(
        publicity={"published": "2026-04-01", "until": "2026-04-09", "notified": "2026-04-13"},
        contracts={"signed": signed, "published": signed},
    )

    agree(outcomes, D_15=after, E_07=within, E_08="符合")


def test_c9_a_repealed_basis_is_shown(demo: Flask) -> None:
    with demo.app_context():
        basis = {
            id: next(one.verdict for one in sheet("policies", id) if one.rule.id == "H-04")
            for id in (UNION, KUNMING)
        }
    assert basis[UNION].outcome == "提示"
    assert "中华人民共和国合同法" in basis[UNION].reason
    assert basis[KUNMING].outcome == "符合"


def test_c10_a_policy_keeps_the_day_it_was_made_and_the_day_it_was_printed(demo: Flask) -> None:
    shown = words(page(demo, f"/policies/{UNION}/"))

    assert "成文日期2021年12月10日" in shown
    assert "印发日期2021年12月20日" in shown


def test_c11_the_three_phases_are_told_by_their_years(demo: Flask) -> None:
    with demo.app_context():
        policy = reads.record("policies", STATE)
    assert policy is not None
    phases = [row.title for row in policy.articles if row.id.startswith("2-4-")]
    assert phases == ["2014 年试点", "2015-2016 年扩面", "2017 年推广"]


def test_c12_four_hundreds_and_two_fifties_are_six_targets(demo: Flask) -> None:
    with demo.app_context():
        owed = {one.id: reached.owed for one in TARGETS for reached in one.reach(2025)}
    assert sorted(id for id, number in owed.items() if number == 100) == [
        "bought", "collected", "contacted", "listed",
    ]  # fmt: skip
    assert sorted(id for id, number in owed.items() if number == 50) == ["members", "posts"]
    assert len({(one.clause, one.counts) for one in TARGETS}) == 6


def test_c13_the_source_of_the_money_decides_which_sets_bind_a_mass_organisation(
    bench: Bench, world: Content
) -> None:
    world.site(adopted=[{"policy": LAW, "funds": ["财政资金"]}])
    for id in (UNION, STATE, LAW):
        world.add("policies", id)
    world.add("projects", "union", number="1", policies=[UNION], funds=_money("工会经费"))
    world.add("projects", "public", number="2", policies=[UNION, STATE], funds=_money("财政资金"))
    with bench.opened(world, TODAY):
        bound = {id: policies_of(id) for id in ("union", "public")}
        ours, both = bench.sheet("union"), bench.sheet("public")

    assert bound == {"union": [UNION], "public": [UNION, STATE, LAW]}
    assert "A-02" not in ours
    assert both["A-01"].verdict.outcome == "符合"
    assert both["A-02"].verdict.outcome == "提示"
    assert {one.rule.policy for one in both.values()} == {UNION, STATE, LAW}


def _money(source: str) -> list[dict[str, str]]:
    return [{"source": source, "amount": "50000"}]


def test_c14_only_who_names_a_place_of_publication_wants_it_named() -> None:
    assert BY_ID["C-05"].policy == STATE
    assert BY_ID["D-09"].policy == UNION
    assert [rule.id for rule in RULES if rule.policy == KUNMING] == ["C-06", "F-13"]


def test_c15_all_lists_are_catalogues_of_some_kind(demo: Flask) -> None:
    with demo.app_context():
        kinds = {one.kind for one in reads.records("catalogues")}
    assert kinds == {"指导性目录", "实施目录", "服务项目目录"}


def test_the_conflicts_are_fifteen_and_rest_on_rules_that_there_are() -> None:
    assert [one.id for one in CONFLICTS] == [f"C{number}" for number in range(1, 16)]
    assert all(id in BY_ID for one in CONFLICTS for id in one.rules)
