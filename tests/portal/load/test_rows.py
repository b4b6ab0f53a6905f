from __future__ import annotations

from typing import Any

import pytest

from portal.load.parsed import Parsed
from portal.load.rows import field_name, make
from portal.models.catalogues import Catalogue, Plan
from portal.models.delivery import Contract
from portal.models.parties import Supplier
from portal.models.policies import Policy
from portal.models.projects import Announcement, Project, Publicity, Review
from portal.problems import Problem
from portal.sections import BY_NAME
from tests.factories import DEFAULTS, Content
from tests.portal.faults import fault, faults, line_of, place


def values(section: str, **changes: Any) -> dict[str, Any]:
    own = {"id": "a", "path": "a.md", "title": "标题", "published": "2026-03-02"}
    every = {**own, **DEFAULTS[section], **changes}
    return {name: value for name, value in every.items() if value is not None}


def problems(section: str, **changes: Any) -> list[tuple[str, str, str]]:
    """Field, reason and remedy of each problem of a record with these changes."""
    made = make(BY_NAME[section].model, values(section, **changes), Parsed("a.md", {}))
    assert isinstance(made, list)
    return [(one.field, one.reason, one.remedy) for one in made]


@pytest.mark.parametrize("section", DEFAULTS)
def test_a_sound_record_becomes_a_row(section: str) -> None:
    model = BY_NAME[section].model
    assert isinstance(make(model, values(section), Parsed("a.md", {})), model)


@pytest.mark.parametrize(
    ("section", "changes", "field", "reason", "remedy"),
    [
        ("pages", {"title": None}, "title", "缺少「标题」", "补上一行「title: …」"),
        ("contracts", {"amount": None}, "amount", "缺少「合同金额」", "补上一行「amount: …」"),
        (
            "notices",
            {"soruce": "x"},
            "soruce",
            "没有名为 soruce 的字段",
            "是不是「source」？可用的字段：title、published、summary、attachments、kind、source",
        ),
        (
            "regions",
            {"𠮷": "x"},
            "𠮷",
            "没有名为 𠮷 的字段",
            "可用的字段：title、published、summary、attachments、short",
        ),
        (
            "notices",
            {"a\u200b\nb": "x"},
            "a□ b",
            "没有名为 a□ b 的字段",
            "可用的字段：title、published、summary、attachments、kind、source",
        ),
        (
            "announcements",
            {"criteria": [{"name": "数量", "weight": "40", "weigth": "40"}]},
            "criteria[1].weigth",
            "没有名为 weigth 的字段",
            "是不是「weight」？可用的字段：name、weight",
        ),
        (
            "notices",
            {"kind": ""},
            "kind",
            "没有填写内容",
            "可选：通知、培训、政策解读、工作交流",
        ),
        (
            "notices",
            {"kind": "通 知"},
            "kind",
            "「通 知」不在可选的内容里",
            "是不是「通知」？可选：通知、培训、政策解读、工作交流",
        ),
        (
            "suppliers",
            {"grade": "六" * 40, "grade_from": None},
            "grade",
            f"「{'六' * 30}…」不在可选的内容里",
            "可选：1A、2A、3A、4A、5A",
        ),
        (
            "notices",
            {"kind": ["通知"]},
            "kind",
            "这里应当是文字，读到的是列表或分组",
            "写成一行文字；以括号开头的加英文双引号",
        ),
        (
            "contracts",
            {"reasons": ["内容相对固定", "方便"]},
            "reasons[2]",
            "「方便」不在可选的内容里",
            "可选：内容相对固定、连续性强、经费来源稳定、价格变化较小",
        ),
        (
            "projects",
            {"purchasers": "purchaser"},
            "purchasers",
            "这里应当是列表",
            "每项一行，以「- 」开头",
        ),
        (
            "plans",
            {"lines": {"code": "01"}},
            "lines",
            "这里应当是列表",
            "每项一行，以「- 」开头",
        ),
        (
            "plans",
            {"lines": ["01"]},
            "lines[1]",
            "这里应当是一组字段",
            "写成「字段: 内容」，比上一级多缩进两格",
        ),
        (
            "notices",
            {"source": ["甲"]},
            "source",
            "这里应当是文字，读到的是列表或分组",
            "写成一行文字；以括号开头的加英文双引号",
        ),
        ("notices", {"source": ""}, "source", "没有填写内容", "这一项必填，写上内容"),
        ("notices", {"summary": ""}, "summary", "没有填写内容", "填写内容；没有内容就删掉这一行"),
        (
            "publicity",
            {"amount": "4.8万元"},
            "amount",
            "金额「4.8万元」的写法不对，单位是元，只用半角数字",
            "写成 48000",
        ),
        (
            "publicity",
            {"until": "2026-02-30"},
            "until",
            "「2026-02-30」这一天不存在",
            "核对年月日，写成 2026-03-02 的样子",
        ),
        (
            "plans",
            {"plan": None, "purchaser": "购买主体"},
            "purchaser",
            "「购买主体」不是合法的编号",
            "只用小写字母、数字和连字符，如 yc-2026-001",
        ),
        (
            "projects",
            {"item": "catalogue"},
            "item",
            "「catalogue」应当指向某条记录中的一行",
            "写成 记录编号#行编号，如 yc-2026#a01",
        ),
    ],
)
def test_a_fault_is_told_with_field_reason_and_remedy(
    section: str, changes: dict[str, Any], field: str, reason: str, remedy: str
) -> None:
    assert problems(section, **changes) == [(field, reason, remedy)]


@pytest.mark.parametrize(
    ("section", "changes", "reason"),
    [
        ("announcements", {"closes": "2026-02-01"}, "申报截止早于申报开始"),
        ("publicity", {"until": "2026-03-01"}, "公示截止早于公开日期"),
        ("contracts", {"ends": "2026-03-14"}, "服务结束早于服务开始"),
        ("catalogues", {"until": "2025-12-31"}, "失效日期早于施行日期"),
        ("policies", {"effective": "2026-02-02", "until": "2026-02-01"}, "有效期止早于施行日期"),
        ("catalogues", {"replaces": "a"}, "目录指向了它自己"),
        ("catalogues", {"parent": "a"}, "目录指向了它自己"),
        ("suppliers", {"grade": "3A"}, "有评估等级，却没有等级有效期"),
        (
            "suppliers",
            {"grade_from": "2026-02-02", "grade_until": "2026-02-01"},
            "等级有效期的起日晚于止日",
        ),
        ("projects", {"purchasers": []}, "没有写明购买主体"),
        (
            "plans",
            {"lines": [{**DEFAULTS["plans"]["lines"][0], "month": "13"}]},
            "月份 13 不存在",
        ),
    ],
)
def test_what_has_no_meaning_is_refused(section: str, changes: dict[str, Any], reason: str) -> None:
    ((field, told, remedy),) = problems(section, **changes)
    assert told == reason
    assert field.partition("[")[0] in {"", *changes}
    assert remedy


@pytest.mark.parametrize(
    ("model", "section", "changes"),
    [
        (Announcement, "announcements", {"content": None, "method": None, "criteria": []}),
        (Announcement, "announcements", {"closes": "2026-02-02"}),
        (Publicity, "publicity", {"until": "2026-03-03"}),
        (Review, "reviews", {"chosen": None, "decided": None, "candidates": []}),
        (Contract, "contracts", {"ends": "2031-12-31", "payment": None}),
        (Contract, "contracts", {"signed": "2027-01-01"}),
        (Project, "projects", {"plan": None, "item": None, "funds": None}),
        (Plan, "plans", {"lines": []}),
        (Policy, "policies", {"number": None, "signed": None}),
        (Supplier, "suppliers", {"party": None, "union": None}),
        (Catalogue, "catalogues", {"items": []}),
    ],
)
def test_what_is_irregular_is_loaded_because_it_must_be_shown(
    model: type[Any], section: str, changes: dict[str, Any]
) -> None:
    assert isinstance(make(model, values(section, **changes), Parsed("a.md", {})), model)


def test_all_faults_of_a_record_are_told_each_at_its_line(world: Content) -> None:
    path = world.add(
        "announcements",
        "bad",
        published="2026-3-2",
        method="招标",
        criteria=[{"name": "数量", "weight": "40"}, {"name": "", "weight": "六十"}],
        extra="x",
        phone=None,
    )
    assert [place(problem) for problem in faults(world)] == [
        (path, 0, "phone"),
        (path, line_of(world, path, "published"), "published"),
        (path, line_of(world, path, "招标"), "method"),
        (path, line_of(world, path, "六十") - 1, "criteria[2].name"),
        (path, line_of(world, path, "六十"), "criteria[2].weight"),
        (path, line_of(world, path, "extra"), "extra"),
    ]


@pytest.mark.parametrize("name", ["id", "path", "body", "html"])
def test_a_field_that_the_loader_fills_cannot_be_written(world: Content, name: str) -> None:
    path = world.add("notices", "a")
    text = (world.folder / path).read_text(encoding="utf-8")
    world.write(path, text.replace("---\n", f"---\n{name}: x\n", 1))
    reason = f"不能填写 {name}，它由文件自动得出"
    assert fault(world) == Problem(path, 2, name, reason, "删掉这一行")


def test_rows_are_counted_from_one() -> None:
    assert field_name(("criteria", 1, "weight")) == "criteria[2].weight"
    assert field_name(()) == ""


def test_who_writes_a_label_is_told_the_name_of_the_field() -> None:
    ((field, reason, remedy),) = problems("notices", 摘要="甲")
    assert (field, reason) == ("摘要", "没有名为 摘要 的字段")
    assert remedy.startswith("是不是「summary」？")
