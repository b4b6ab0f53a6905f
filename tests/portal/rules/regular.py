"""Purchases as they should be: random days, amounts, methods and holidays, and nothing amiss."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from portal.models.projects import Form, Suitability
from portal.rules.table import EIGHT, UNION
from tests.portal.rules import parts
from tests.portal.rules.purchase import CENT, Day, Purchase, nth_workday

REASONS = ["内容相对固定", "连续性强", "经费来源稳定", "价格变化较小"]


@st.composite
def purchases(
    draw: st.DrawFn, policies: list[str], single: bool | None = None, long: bool | None = None
) -> Purchase:
    """A regular purchase under these policies. single: by single source, or not; long: for more
    than a year, or not; either way when None.
    """

    def days(least: int, most: int) -> datetime.timedelta:
        return datetime.timedelta(draw(st.integers(least, most)))

    def yes() -> bool:
        return draw(st.booleans())

    single = yes() if single is None else single
    long = yes() if long is None else long
    budget = draw(st.decimals(Decimal(1000), Decimal(900_000), places=2))
    approved = draw(st.dates(Day(2012, 1, 1), Day(2021, 12, 31)))
    planned = approved + days(0, 20)
    announced = planned + days(30, 60)
    holidays = frozenset(announced + days(1, 70) for _ in range(draw(st.integers(0, 3))))
    method = parts.method(draw, policies, single=single)
    form = draw(st.sampled_from(Form))
    supplier, qualification = parts.supplier(draw, announced)

    opens = announced + days(0, 5)
    closes = nth_workday(announced, 5, holidays) if single else opens + days(0, 15)
    held = closes + days(14, 30)
    decided = held + days(0, 5)
    public = nth_workday(decided, draw(st.integers(0, 2)), holidays)
    start_rule = draw(st.sampled_from(["次日起算", "当日起算"]))
    until = nth_workday(public, 5, holidays) + days(0, 3)
    signed = max(min(until + days(1, 30), public + datetime.timedelta(30)), until + days(1, 1))
    starts = signed + days(0, 10)
    term = draw(st.integers(370, 1000) if long else st.integers(100, 360))
    ends = starts + datetime.timedelta(term)
    open_ = nth_workday(signed, draw(st.integers(0, 2)), holidays)
    later = max(starts, open_)
    price = (budget * draw(st.integers(50, 80)) / 100).quantize(CENT)

    about = {"project": "project", "supplier": "supplier"}
    under = {**about, "contract": "contract"}
    records: dict[str, list[dict[str, Any]]] = {
        "calendar": [
            {"year": year, "holidays": [{"day": day, "name": "地方假日"} for day in sorted(those)]}
            for year in sorted({day.year for day in holidays})
            if (those := [day for day in holidays if day.year == year])
        ],
        "purchasers": [parts.purchaser(draw, policies)],
        "suppliers": [supplier],
        "catalogues": [{"effective": announced - days(0, 400), "until": announced + days(0, 90)}],
        "standards": [{}],
        "thresholds": [
            {
                "effective": announced - days(0, 400),
                "major": budget + draw(st.sampled_from([-CENT, CENT, Decimal(0)])),
                "tender": budget,
                "limits": [{"form": form.value, "method": method, "amount": budget}],
            }
        ],
        "plans": [
            {
                "approved": approved,
                "published": planned,
                "lines": [
                    {
                        "code": "01",
                        "title": "帮扶项目",
                        "item": "catalogue#a1",
                        "need": "一百户",
                        "budget": budget + draw(st.integers(0, 100)),
                        "month": 3,
                    }
                ],
            }
        ],
        "projects": [
            {
                "published": planned,
                "policies": policies,
                "form": form.value,
                "method": method,
                "method_reason": "全市只有一家",
                "budget": budget,
                "funds": parts.funds(draw, budget),
                "decision": "集体研究",
                "suitability": [one.value for one in Suitability],
                "estimate": "按户测算",
                "public": "是",
                "standard": "standard",
            }
        ],
        "announcements": [
            {
                "published": announced,
                "method": method,
                "opens": opens,
                "closes": closes,
                "budget": budget,
                "ceiling": budget,
                "term": "见合同",
                "consortium": "否",
                "preferences": "无",
                "obtain": "现场",
                "opening": "现场",
                "notice_days": 5,
            }
        ],
        "single-sources": [
            {
                "published": announced,
                "until": closes,
                "description": "走访",
                "budget": budget,
                "reason": "只有一家",
                "opinion": "同意",
                "finance_contact": "财政局",
                "contact": "采购科",
                "phone": "0990-5550001",
            }
        ],
        "reviews": [{"published": decided, "held": held, "decided": decided}],
        "qualifications": [{**qualification, "checked": held, "published": decided}],
        "publicity": [
            {
                **about,
                "published": public,
                "until": until,
                "start_rule": start_rule,
                "notified": public,
                "amount": price,
                "supplier_address": "同心路 1 号",
                "lots": [{"name": "走访", "scope": "全市"}],
                "agreement_from": until,
                "agreement_until": until + days(300, 700),
                "agency_fee": "不收费",
            }
        ],
        "objections": [
            {
                "published": signed,
                "by": "申报组织",
                "about": "publicity/publicity",
                "received": public,
                "answered": min(signed, nth_workday(public, 7, holidays)),
                "ruling": "不成立",
            }
        ]
        * yes(),
        "contracts": [
            {
                **about,
                "published": open_,
                "notified": signed,
                "signed": signed,
                "starts": starts,
                "ends": ends,
                "amount": price,
                **{name: "见合同" for name in EIGHT if name != "ends"},
                "unit_price": "见合同",
                "place": "全市",
                "reasons": REASONS if long else None,
                "second_stage": "直接选定" if method == "框架协议" else None,
                "attachments": [{"file": "plan.txt", "title": "走访方案", "kind": "实施方案"}],
            }
        ],
        "amendments": [
            {"published": later, "kind": "追加", "signed": starts, "amount": price // 10}
        ]
        * yes(),
        "payments": [],
        "evaluations": [],
        "acceptances": [],
        "corrections": [
            {
                "first_published": announced,
                "published": opens,
                "effective": opens,
                "contact": "采购科",
                "phone": "0990-5550001",
            }
        ]
        * yes(),
    }
    records["announcements" if single else "single-sources"] = []
    if long and yes():  # the same days, but the last part of them by a renewal
        records["contracts"][0]["ends"] = starts + datetime.timedelta(300)
        records["amendments"].append(
            {"published": later, "kind": "续签", "signed": starts, "ends": ends}
        )
    if UNION not in policies and yes():
        records["amendments"].append(
            {"published": later, "kind": "分包", "signed": starts, "consented": "是"}
        )

    middle = starts + days(30, 60)
    finally_ = ends + days(1, 20)
    paid = finally_ + days(0, 20)
    records["evaluations"] += [
        parts.evaluation(
            "中期评估", middle, nth_workday(middle, draw(st.integers(0, 15)), holidays)
        ),
        parts.evaluation(
            "末期评估", finally_, nth_workday(finally_, draw(st.integers(0, 20)), holidays)
        ),
    ]
    records["payments"] += [
        {**under, "published": open_, "paid": signed, "due": signed, "amount": price / 2},
        {**under, "published": paid, "paid": paid, "due": paid + days(0, 9), "amount": price // 4},
    ]
    records["payments"][0]["amount"] = (price / 2).quantize(CENT, "ROUND_DOWN")
    records["payments"][1]["final"] = "是"
    accepted = ends + days(0, 60)
    records["acceptances"].append(
        {
            **under,
            "published": accepted,
            "accepted": accepted,
            "content": "走访",
            "period": "全年",
            "place": "全市",
            "members": [
                {"side": "购买主体", "name": "甲市总工会"},
                {"side": "服务对象", "name": "职工代表"},
            ],
            "users_opinion": "满意",
            "opinion": "同意通过",
        }
    )
    return Purchase(records, holidays)
