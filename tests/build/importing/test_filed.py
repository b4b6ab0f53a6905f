"""What an import makes of the file that a record has already."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from build.importing.plan import Plan, describe
from build.importing.write import write_all
from portal.load import load
from portal.models.credit import Roster
from tests.build.importing.tables import notices, plan, workbook
from tests.factories import Content

TODAY = datetime.date(2026, 6, 30)


def stays(made: Plan) -> bool:
    """Whether the one record of the table is sound and stays as it is."""
    return (made.faults, made.files, made.same) == ((), {}, 1)


HEAD = ("编号", "标题", "摘要")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.xlsx"


@pytest.mark.parametrize("cell", ["（清空）", None])
def test_clearing_what_is_empty_changes_nothing(
    world: Content, file: Path, cell: str | None
) -> None:
    world.add("notices", "n1", title="标题")
    notices(file, ("n1", "标题", cell), head=HEAD)
    assert stays(plan(world, file))


def test_a_default_and_nothing_are_the_same(world: Content, file: Path) -> None:
    world.add("policies", "p1")
    head = ("编号", "核对情况")
    workbook(file, {"政策依据": [head, ("p1", "已核对全文")]})
    assert stays(plan(world, file))
    workbook(file, {"政策依据": [head, ("p1", "未核对")]})
    assert plan(world, file).filed[0].changed == ["certainty"]


@pytest.mark.parametrize(
    ("line", "comment"),
    [
        ("'title': '好'   # 注释", "# 注释"),
        ("# 注释\ntitle: 好", "# 注释"),
        ('title: "好 # 不是"   # 是', "# 是"),
        ("title: 好\nsummary: | # 注释\n  甲 # 不是", "# 注释"),
    ],
)
def test_comments_that_go_are_named(world: Content, file: Path, line: str, comment: str) -> None:
    fields = "published: 2026-03-02\nkind: 通知\nsource: 甲\n"
    world.write("notices/n1.md", f"---\n{line}\n{fields}---\n\n# 不是注释\n")
    notices(file, ("n1", "新标题"), head=HEAD[:2])
    made = plan(world, file)
    assert made.faults == ()
    told = list(describe(made, TODAY))
    assert told[-1] == f"      文件里的说明会去掉，要保留的请先抄下：「{comment}」"


def test_what_may_be_a_comment_or_a_text_is_refused(world: Content, file: Path) -> None:
    world.write("notices/n1.md", "---\ntitle: 好 # 注释\n---\n")
    notices(file, ("n1", "新标题"), head=HEAD[:2])
    (fault,) = plan(world, file).faults
    assert str(fault.place) == "content/notices/n1.md（第 2 行）"
    assert fault.reason == "# 后面的文字会当作说明，不会发布"


def test_a_file_without_comments_loses_none(world: Content, file: Path) -> None:
    fields = "title: 好#不是\npublished: 2026-03-02\nkind: 通知\nsource: '甲 # 乙'\n"
    world.write("notices/n1.md", f"---\n{fields}---\n\n# 不是\n")
    notices(file, ("n1", "新标题"), head=HEAD[:2])
    assert "说明会去掉" not in "\n".join(describe(plan(world, file), TODAY))


TABLE = "name,since,note\n甲社,2026-01-05,走访\n乙社,2026-01-06,\n"
ROWS = (("r1", "甲社", "2026-01-05"), ("r1", "乙社", "2026-01-06"))


@pytest.fixture
def listed(world: Content) -> Content:
    """A roster whose list stands in a CSV file beside it."""
    world.add("rosters", "r1", entries="r1.csv")
    world.write("rosters/r1.csv", TABLE)
    return world


def test_a_list_in_a_file_of_its_own_stays_there(listed: Content, file: Path) -> None:
    before = (listed.folder / "rosters/r1.md").read_bytes()
    head = ("所属记录", "名称", "列入日期", "说明")
    rows = [(*ROWS[0], "走访"), ROWS[1]]
    workbook(file, {"名录-名单": [head, *rows]})
    assert stays(plan(listed, file))
    workbook(file, {"名录-名单": [head, (*ROWS[0], "座谈"), ("r1", "丙，社", None, None)]})
    made = plan(listed, file)
    assert made.faults == ()
    assert list(made.files) == ["rosters/r1.csv"]
    write_all(listed.folder, made.files)
    text = (listed.folder / "rosters/r1.csv").read_text(encoding="utf-8")
    assert text == "name,since,note\n甲社,2026-01-05,座谈\n丙，社,,\n"
    assert (listed.folder / "rosters/r1.md").read_bytes() == before
    row = load(listed.folder).rows["rosters", "r1"]
    assert isinstance(row, Roster)
    assert [one.name for one in row.entries] == ["甲社", "丙，社"]


def test_a_new_column_comes_behind_those_of_the_file(listed: Content, file: Path) -> None:
    head = ("所属记录", "名称", "承接主体")
    workbook(file, {"名录-名单": [head, ("r1", "甲社", "supplier")]})
    made = plan(listed, file)
    assert made.faults == ()
    assert made.files == {"rosters/r1.csv": "name,since,note,supplier\n甲社,,,supplier\n".encode()}


def test_a_fault_in_a_list_of_its_own_file_stands_at_its_cell(listed: Content, file: Path) -> None:
    head = ("所属记录", "名称", "承接主体")
    workbook(file, {"名录-名单": [head, ("r1", "甲社", "nobody")]})
    (fault,) = plan(listed, file).faults
    assert str(fault.place) == "名录-名单 C2（承接主体）"
