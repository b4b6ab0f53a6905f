"""From a filled form to content files: what is added, what changes, what stays."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from build.forms.shape import columns
from build.importing.plan import describe
from build.importing.write import undo, write_all
from portal.canonical import canonical, values
from portal.load import load
from portal.sections import BY_NAME
from tests.build.command import tree
from tests.build.importing.tables import begin_an_import, form, notices, plan, workbook
from tests.conftest import MakeApp
from tests.factories import DEFAULTS, Content, whole

TODAY = datetime.date(2026, 6, 30)
# They are there already, or have rows that name them.
NEEDED = ("contracts",)


def sheets(section: str, id: str, fields: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The record as rows of its section's form, by labels."""
    title, shape = BY_NAME[section].title, {one.name: one for one in columns(section)}
    made: dict[str, list[dict[str, Any]]] = {title: [{"编号": id}]}
    for name, value in fields.items():
        one = shape[name]
        if one.parts:
            labels = {part.name: part.label for part in one.parts}
            made[f"{title}-{one.label}"] = [
                {"所属记录": id, **{labels[key]: cell for key, cell in row.items()}}
                for row in value
            ]
        else:
            made[title][0][one.label] = "；".join(value) if isinstance(value, list) else value
    return made


def test_a_filled_form_gives_the_same_records_as_files_written_by_hand(
    world: Content, tmp_path: Path
) -> None:
    other = Content(tmp_path / "other").world()
    for content in (world, other):
        content.add("contracts", "contract")
    rows: dict[str, list[dict[str, Any]]] = {}
    for section in DEFAULTS.keys() - {
        "regions",
        "purchasers",
        "suppliers",
        "agencies",
        "contracts",
        "calendar",
        "projects",
    }:
        rows |= sheets(section, "one", whole(section, title="标题"))
        other.add(section, "one", title="标题")
    sections = [one for one in DEFAULTS if BY_NAME[one].title in rows]
    form(world, tmp_path / "form.xlsx", rows, *sections)
    made = plan(world, tmp_path / "form.xlsx")
    assert made.faults == ()
    write_all(world.folder, made.files)
    filled, by_hand = (
        {key: row.model_dump(exclude={"path"}) for key, row in load(one.folder).rows.items()}
        for one in (world, other)
    )
    assert filled == by_hand


def test_an_empty_cell_changes_nothing_and_a_cleared_one_empties(
    world: Content, tmp_path: Path
) -> None:
    world.add("notices", "n1", body="正文。", summary="摘要")
    notices(
        tmp_path / "a.xlsx",
        ("n1", "新标题", None, None, "（清空）"),
        head=("编号", "标题", "公开日期", "类型", "摘要"),
    )
    made = plan(world, tmp_path / "a.xlsx")
    assert made.faults == ()
    assert list(describe(made, TODAY)) == [
        "新增 0 条，改动 1 条，不变 0 条。",
        "  ~ 通知公告 n1 新标题 → notices/n1.md",
        "      标题：notices n1 → 新标题",
        "      摘要：摘要 → （空）",
        "      这条记录已经公开：一般应当另发更正公告；直接改动要在账本中声明（见手册「更正」）",
    ]
    write_all(world.folder, made.files)
    row = load(world.folder).rows["notices", "n1"]
    assert (row.title, row.summary, row.body) == ("新标题", None, "正文。")


def test_rows_of_a_list_take_the_place_of_the_former_rows(world: Content, tmp_path: Path) -> None:
    world.add("announcements", "a1")
    head = ("所属记录", "指标", "权重")
    workbook(tmp_path / "a.xlsx", {"购买公告-绩效评价标准": [head, ("a1", "质量", 100)]})
    made = plan(world, tmp_path / "a.xlsx")
    assert made.faults == ()
    assert made.filed[0].changed == ["criteria"]
    assert made.filed[0].after["criteria"] == [{"name": "质量", "weight": "100"}]


def test_the_same_file_again_changes_nothing(world: Content, tmp_path: Path) -> None:
    notices(tmp_path / "a.xlsx", ("n1", "标题", "2026-03-02", "通知", "甲"))
    write_all(world.folder, plan(world, tmp_path / "a.xlsx").files)
    again = plan(world, tmp_path / "a.xlsx")
    assert (again.files, again.same) == ({}, 1)


def test_one_fault_keeps_all_out(world: Content, tmp_path: Path) -> None:
    notices(
        tmp_path / "a.xlsx",
        ("n1", "标题", "2026-03-02", "通知", "甲"),
        ("n2", "标题", "2026-03-02", "不是", "甲"),
    )
    made = plan(world, tmp_path / "a.xlsx")
    assert [str(one.place) for one in made.faults] == ["通知公告 D3（类型）"]


def test_a_fault_in_the_content_itself_is_told_from_one_in_the_table(
    world: Content, tmp_path: Path
) -> None:
    world.add("pages", "broken", published="x")
    notices(tmp_path / "a.xlsx", ("n1", "标题", "2026-03-02", "通知", "甲"))
    (fault,) = plan(world, tmp_path / "a.xlsx").faults
    assert fault.place.sheet == "content/pages/broken.md"


def test_an_exception_that_is_to_be_copied_names_the_field_as_the_content_does(
    world: Content, tmp_path: Path
) -> None:
    """With the label of the table in it, it would match nothing."""
    head = ("编号", "标题", "公开日期", "购买项目", "申报开始", "申报截止", "联系部门", "办公电话")
    row = ("a1", "标题", "2026-03-02", "project", "2026-03-02", "2026-03-20", "部", "13912345678")
    workbook(tmp_path / "a.xlsx", {"购买公告": [head, row]})
    (fault,) = plan(world, tmp_path / "a.xlsx").faults
    assert '\nitem: "phone"\n' in fault.remedy


def test_a_record_in_its_canonical_form_comes_back_as_it_was(
    world: Content, tmp_path: Path
) -> None:
    world.add("evaluations", "e1", body="正文。")
    row = load(world.folder).rows["evaluations", "e1"]
    (world.folder / "evaluations/e1.md").unlink()
    (tmp_path / "e1.json").write_bytes(canonical(values("evaluations", row)))
    made = plan(world, tmp_path / "e1.json")
    assert made.faults == ()
    write_all(world.folder, made.files)
    again = load(world.folder).rows["evaluations", "e1"]
    assert again.model_dump(exclude={"path"}) == row.model_dump(exclude={"path"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "第 1 行：不是完好的 JSON"),
        ("[1]", "x.json（第 1 条记录）：这里应当是一条记录"),
        ('{"id": "a"}', "x.json（第 1 条记录）：看不出这条记录是哪个栏目"),
        ('{"section": "notices", "id": "A"}', "x.json（第 1 条记录）：「A」不能作编号"),
        ('{"section": "notices", "id": "a", "soruce": 1}', "x.json（notices/a 的 soruce）：没有名为 soruce 的字段"),
        ('{"a": 1, "a": 2}', "一个对象里有两个同名的字段"),
        ('{"a": NaN}', "NaN 不是数"),
        ('{"closes": 1e999999999}', "JSON 嵌套太深，或数字太长"),
        ('{"budget": 1e-999999999}', "JSON 嵌套太深，或数字太长"),
        ('{"budget": 1e99999999999999999999}', "JSON 嵌套太深，或数字太长"),
        ('{"section": "projects", "id": "project", "budget": "sNaN"}', "x.json（projects/project 的 budget）：「sNaN」不是金额"),
        ('{"record": {"section": "notices", "id": "a", "n": 1.5}, "sha256": "0"}', "x.json（第 1 条记录）：内容与旁边的 SHA-256 不符"),
        ('{"releases": [{"parties": [{"roles": [{}]}], "tender": {}}]}', "x.json（第 1 条记录）：「」不能作编号"),
        ("[" * 100_000, "JSON 嵌套太深"),
    ],
)  # fmt: skip
def test_json_that_is_unclear_is_refused(
    world: Content, tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    told = [str(fault) for fault in plan(world, tmp_path / "x.json").faults]
    assert any(one.startswith(said) for one in told), told


def test_an_ocds_release_becomes_records_as_far_as_it_maps(world: Content, tmp_path: Path) -> None:
    release = {
        "ocid": "ocds-abc-JS-2",
        "date": "2026-02-01T09:00:00+08:00",
        "tag": ["award"],
        "parties": [{"id": "supplier", "name": "供应商", "roles": ["supplier"]}],
        "awards": [
            {
                "id": "award-1",
                "title": "结果公示",
                "date": "2026-02-27T00:00:00+08:00",
                "value": {"amount": 48000.5, "currency": "CNY"},
                "suppliers": [{"id": "supplier"}],
            }
        ],
        "bids": {},
    }
    (tmp_path / "o.json").write_text(json.dumps({"releases": [release]}), encoding="utf-8")
    made = plan(world, tmp_path / "o.json")
    assert made.notes == ("ocds-abc-JS-2 的 bids 没有对应的字段，没有读",)
    assert {fault.reason for fault in made.faults} == {
        "缺少「公示截止」",
        "缺少「异议渠道」",
        "缺少「受理部门」",
        "缺少「受理电话」",
        "购买项目里没有编号为 ocds-abc-js-2 的记录",
    }


def test_files_are_written_all_or_not_at_all(world: Content, tmp_path: Path) -> None:
    world.write("notices/old.md", "旧")
    before = tree(world.folder)
    missing = tmp_path / "missing"
    with pytest.raises(FileNotFoundError):
        write_all(world.folder, {"notices/a.md": b"new", "notices/old.md": missing})
    assert tree(world.folder) == before


def test_an_import_that_was_killed_is_undone(world: Content) -> None:
    world.add("notices", "fine")
    before = tree(world.folder)
    begin_an_import(world)
    assert undo(world.folder)
    assert tree(world.folder) == before
    assert not undo(world.folder)


def test_open_data_that_was_altered_is_refused(
    world: Content, make_app: MakeApp, tmp_path: Path
) -> None:
    world.add("announcements", "a1", title="甲的公告")
    text = make_app().test_client().get("/data/announcements/all.json").get_data(as_text=True)
    (tmp_path / "a.json").write_text(text.replace("甲的公告", "乙的公告"), encoding="utf-8")
    assert "内容与旁边的 SHA-256 不符" in str(plan(world, tmp_path / "a.json").faults[0])
