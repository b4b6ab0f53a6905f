"""Parts of a regular purchase: what its policies allow, whom they let supply, and how it is judged."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from portal.models.projects import Condition, Method, Priority
from portal.rules.table import BY_ID, LAW, STATE, UNION, WUHAN
from tests.factories import code
from tests.portal.rules.purchase import CENT, Day

# The rule of each set that names its methods.
METHODS = {UNION: "D-01", WUHAN: "D-02", LAW: "D-03"}
DIMENSIONS = ("数量", "质量", "资金使用", "目标达成度", "社会效益", "满意度")


def method(draw: st.DrawFn, policies: list[str], *, single: bool) -> str:
    if single:
        return "单一来源"
    allowed = {one.value for one in Method} - {"单一来源"}
    for policy in policies:
        if policy in METHODS:
            named = BY_ID[METHODS[policy]].numbers
            allowed &= set(named["methods"]) - set(named.get("goods", ()))
    return draw(st.sampled_from(sorted(allowed)))


def purchaser(draw: st.DrawFn, policies: list[str]) -> dict[str, Any]:
    """A purchaser that all of these policies let buy."""
    union = ("地方工会", "产业工会", "基层工会", "工会所属事业单位")
    others = ("行政机关",) if STATE in policies else (*union, "群团组织")
    return {
        "kind": draw(st.sampled_from(union if UNION in policies else others)),
        "legal_person": "是",
        "administrative": "是",
        "staffing": "行政编制",
        "fiscal": "是",
        "institution": "承担行政职能",
    }


def supplier(draw: st.DrawFn, announced: Day) -> tuple[dict[str, Any], dict[str, Any]]:
    """A supplier that meets every condition, and the check that says so."""
    supplier = {
        "uscc": code("MC000001", draw(st.sampled_from(["51", "52", "53"]))),
        "grade": draw(st.sampled_from(["3A", "4A", "5A"])),
        "grade_from": announced - datetime.timedelta(draw(st.integers(0, 900))),
        "grade_until": announced + datetime.timedelta(draw(st.integers(0, 900))),
        "union": draw(st.sampled_from(["单独建会", "联合建会", "社区建会", "工会工作覆盖"])),
        "party": "是",
    }
    claims = draw(st.lists(st.sampled_from([one.value for one in Priority]), unique=True))
    checked = [{"condition": one.value, "met": "符合"} for one in Condition]
    return supplier, {"conditions": checked, "priorities": claims}


def funds(draw: st.DrawFn, budget: Decimal) -> list[dict[str, Any]]:
    part = (budget * draw(st.integers(1, 99)) / 100).quantize(CENT)
    return [
        {"source": "工会经费", "amount": part},
        {"source": "社会捐赠", "amount": budget - part},
    ]


def evaluation(stage: str, made: Day, published: Day) -> dict[str, Any]:
    weights = (20, 20, 20, 20, 10, 10)
    return {
        "stage": stage,
        "published": published,
        "evaluated": made,
        "evaluators": [
            {"side": side, "name": f"{side}代表"} for side in ("购买主体", "服务对象", "第三方")
        ],
        "indicators": [
            {"name": name, "dimension": name, "weight": weight, "score": 90}
            for name, weight in zip(DIMENSIONS, weights, strict=True)
        ],
        "uses": ["以后年度预算"],
        "purchaser_side": "目标合理",
    }
