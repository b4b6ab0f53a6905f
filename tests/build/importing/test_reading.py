"""Files as offices send them: what is understood, and what is refused with the reason."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build.importing.plan import Plan
from tests.build.importing.tables import NOTICE, faults, notices, plan, workbook
from tests.factories import Content

ROW = ("n1", "培训通知", "2026年3月2日", "培训", "甲市总工会")


def text(made: Plan) -> str:
    (one,) = made.filed
    return one.text


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "表.xlsx"


SOUND = "---\ntitle: 培训通知\npublished: 2026-03-02\nkind: 培训\nsource: 甲市总工会\n---\n"


def test_a_plain_sheet_is_read(content: Content, file: Path) -> None:
    notices(file, ROW)
    made = plan(content, file)
    assert made.faults == ()
    assert text(made) == SOUND
    assert made.filed[0].path == "notices/2026/n1.md"


def test_titles_above_the_heading_are_named(content: Content, file: Path) -> None:
    workbook(file, {"通知公告": [["甲市总工会通知一览"], NOTICE, ROW]})
    made = plan(content, file)
    assert text(made) == SOUND
    assert made.notes == ("「通知公告」第 1 行在表头上面，当作标题，没有读",)


def test_a_file_in_gb18030_is_read_and_said(content: Content, tmp_path: Path) -> None:
    csv = tmp_path / "通知公告.csv"
    csv.write_bytes(
        "编号;标题;公开日期;类型;来源\r\nn1;培训通知;2026/3/2;培训;甲市总工会\r\n".encode("gb18030")
    )
    made = plan(content, csv)
    assert text(made) == SOUND
    assert made.notes == ("「通知公告.csv」不是 UTF-8，按 GB18030 读",)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"id,title\nn1,\xff\xff\n", "第 2 行：既不是 UTF-8（第 13 个字节）也不是 GB18030（第 13 个字节）"),
        ("编号,标题\n".encode("utf-16"), "文件是 UTF-16 编码"),
        ("编号,标题,公开日期,类型,来源\nn1,a,2026-03-02\n".encode(), "通知公告 第 2 行：这一行有 3 格，表头有 5 格"),
        ('编号,标题\nn1,"a\n'.encode(), "通知公告 第 2 行：不是完好的 CSV"),
        (b"", "文件里没有一行内容"),
    ],
)  # fmt: skip
def test_a_csv_that_is_unclear_is_refused(
    content: Content, tmp_path: Path, data: bytes, said: str
) -> None:
    csv = tmp_path / "通知公告.csv"
    csv.write_bytes(data)
    assert faults(content, csv)[0].startswith(said)


def test_a_value_merged_downwards_stands_in_each_row(content: Content, file: Path) -> None:
    book = notices(file, ROW, ("n2", "会议通知", "2026-03-03", "通知", None))
    book.worksheets[0].merge_cells("E2:E3")
    book.save(file)
    made = plan(content, file)
    assert [one.after["source"] for one in made.filed] == ["甲市总工会", "甲市总工会"]
    assert "E2:E3" in made.notes[0]


def test_other_merges_are_refused(content: Content, file: Path) -> None:
    book = notices(file, ROW)
    book.worksheets[0].merge_cells("D2:E2")
    book.save(file)
    assert faults(content, file) == [
        "通知公告 D2:E2：合并了单元格，看不出各格的内容。改法：取消合并，每格各写各的。"
    ]


def test_what_is_hidden_is_left_out_and_named(content: Content, file: Path) -> None:
    book = notices(file, ROW, ("n2", "旧", "2026-03-03", "通知", "x"))
    book.worksheets[0].row_dimensions[3].hidden = True
    book.create_sheet("草稿").sheet_state = "hidden"
    book["草稿"].append(["x"])
    book.save(file)
    made = plan(content, file)
    assert [one.draft.id for one in made.filed] == ["n1"]
    assert made.notes == ("隐藏的表「草稿」没有读", "「通知公告」隐藏的第 3 行没有读")


def test_a_formula_without_its_value_and_an_error_are_named(content: Content, file: Path) -> None:
    notices(file, ("n1", "=A2", "2026-03-02", "#REF!", "x"))
    reasons = faults(content, file)
    assert "通知公告 B2：这一格是公式，文件里没有存计算结果" in reasons[0]
    assert "通知公告 D2：这一格是错误值 #REF!" in reasons[1]


def test_dates_of_both_systems_are_read(content: Content, file: Path) -> None:
    book = notices(file, ("n1", "培训通知", datetime.date(2026, 3, 2), "培训", "甲市总工会"))
    assert text(plan(content, file)) == SOUND
    book.epoch = datetime.datetime(1904, 1, 1)  # noqa: DTZ001 - Excel knows no zones
    book.save(file)
    assert text(plan(content, file)) == SOUND


@pytest.mark.parametrize(
    ("head", "row", "said"),
    [
        (("编号", "标题", "公开日期", "类形", "来源"), ROW, "通知公告 D1：没有叫「类形」的字段。改法：是不是「类型」？"),
        (("编号", "标题", "标题", "类型", "来源"), ROW, "通知公告 C1：表头「标题」出现了两次"),
        (("标题", "公开日期", "类型", "来源"), ROW[1:], "通知公告 第 1 行：没有「编号」这一列"),
        (NOTICE, (*ROW, "多"), "通知公告 F2：这一列没有表头"),
        (NOTICE, (None, *ROW[1:]), "通知公告 第 2 行：这一行没有写「编号」"),
        (NOTICE, ("甲 1", *ROW[1:]), "通知公告 A2（编号）：「甲 1」不能作编号"),
        (NOTICE, ("n1", None, *ROW[2:]), "通知公告 第 2 行（标题）：缺少「标题」。改法：在「标题」这一列填写。"),
        (NOTICE, (*ROW[:3], "培讯", "x"), "通知公告 D2（类型）：「培讯」不在可选的内容里。改法：是不是「培训」？"),
        (NOTICE, ("n1", "a", "2026年2月30日", "培训", "x"), "通知公告 C2（公开日期）：「2026年2月30日」这一天不存在"),
    ],
)  # fmt: skip
def test_every_fault_names_its_cell_and_the_remedy(
    content: Content, file: Path, head: tuple[str, ...], row: tuple[str, ...], said: str
) -> None:
    notices(file, row, head=head)
    assert faults(content, file)[0].startswith(said)


def test_two_rows_of_one_record_are_refused(content: Content, file: Path) -> None:
    notices(file, ROW, ROW)
    assert "编号 n1 和通知公告 第 2 行相同" in faults(content, file)[0]


def test_a_sheet_of_no_section_is_known_by_its_headings_or_wants_to_be_named(
    content: Content, file: Path
) -> None:
    workbook(file, {"Sheet1": [NOTICE, ROW]})
    assert text(plan(content, file)) == SOUND
    workbook(file, {"Sheet1": [NOTICE[:3], ROW[:3]]})
    assert faults(content, file)[0].startswith("Sheet1：看不出这张表是哪个栏目")
    assert plan(content, file, "pages").faults == ()


def test_faults_of_the_model_speak_of_headings(world: Content, file: Path) -> None:
    head = (
        "编号",
        "标题",
        "公开日期",
        "购买项目",
        "申报开始",
        "申报截止",
        "预算金额（万元）",
        "联系部门",
        "办公电话",
    )
    row = (
        "a1",
        "公告",
        "2026-03-02",
        "projetc",
        "2026-03-09",
        "2026-03-03",
        8.65,
        "社会组织部",
        "0990-5550001",
    )
    workbook(file, {"购买公告": [head, row]})
    assert faults(world, file) == [
        "购买公告 D2（购买项目）：购买项目里没有编号为 projetc 的记录。改法：是不是 project？",
        "购买公告 F2（申报截止）：申报截止早于申报开始。改法：核对「申报开始」和「申报截止」。",
    ]


def test_what_contradicts_other_records_is_told_at_its_cell(world: Content, file: Path) -> None:
    world.add("projects", "other", number="JS-2")
    world.add("contracts", "elsewhere", project="other")
    head = (
        "编号",
        "标题",
        "公开日期",
        "购买项目",
        "合同",
        "收款单位",
        "支付日期",
        "支付金额",
        "是否尾款",
    )
    row = ("p1", "支付", "2026-04-01", "project", "elsewhere", "supplier", "2026-04-02", 100, "否")
    workbook(file, {"资金支付": [head, row]})
    assert faults(world, file) == [
        (
            "资金支付 E2（合同）：contracts/elsewhere 属于购买项目 other，这条记录写的项目是 project。"
            "改法：核对「合同」和「购买项目」，改正写错的一处。"
        ),
        (
            "资金支付 G2（支付日期）：「支付日期」2026-04-02 晚于公开日期 2026-04-01。"
            "改法：核对「支付日期」和「公开日期」：还没有发生的事，发生以后再公开。"
        ),
    ]


def zipped(file: Path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def test_files_that_would_harm_are_not_opened(content: Content, file: Path) -> None:
    zipped(file, {"xl/workbook.xml": b"0" * 50_000_000})
    assert "压缩得异常" in faults(content, file)[0]
    zipped(file, {"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})
    assert "不该有的声明" in faults(content, file)[0]
    zipped(file, {"xl/vbaProject.bin": b"x"})
    assert "文件里有宏" in faults(content, file)[0]
    file.write_bytes(b"\xd0\xcf\x11\xe0" + b"0" * 100)
    assert "旧版的 .xls 文件，或者加了密码" in faults(content, file)[0]
    file.write_bytes(b"PK")
    assert "这不是 .xlsx 文件" in faults(content, file)[0]


def test_a_stray_cell_at_the_end_of_the_sheet_costs_nothing(content: Content, file: Path) -> None:
    book = notices(file, ROW)
    book.worksheets[0].cell(1_048_576, 16_384, "x")
    book.save(file)
    assert (
        faults(content, file)
        == ["通知公告 XFD1048576：这一列没有表头。改法：在表头写明这一列是什么，或删掉内容。"]
        or "XFD1048576" in faults(content, file)[0]
    )


@given(
    place=st.floats(0, 1, exclude_max=True), junk=st.binary(max_size=4), part=st.integers(-1, 20)
)
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
def test_a_damaged_file_is_a_fault_and_never_an_error(
    tmp_path_factory: pytest.TempPathFactory, place: float, junk: bytes, part: int
) -> None:
    """Damage in the packed file (part -1), or in one of its parts."""
    folder = tmp_path_factory.mktemp("damaged")
    content = Content(folder / "content")
    file = folder / "a.xlsx"
    notices(file, ROW)
    if part < 0:
        file.write_bytes(spoilt(file.read_bytes(), place, junk))
    else:
        with zipfile.ZipFile(file) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        name = sorted(parts)[part % len(parts)]
        zipped(file, {**parts, name: spoilt(parts[name], place, junk)})
    assert isinstance(plan(content, file), Plan)


def spoilt(data: bytes, place: float, junk: bytes) -> bytes:
    at = int(place * len(data))
    return data[:at] + junk + data[at + 1 :]


@pytest.mark.parametrize("name", ["~$公告.xlsx", ".~公告.xlsx"])
def test_what_a_spreadsheet_lays_beside_an_open_file_is_told_from_a_broken_one(
    content: Content, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(b"\x05user" + b" " * 160)
    assert faults(content, tmp_path / name) == [
        f"这是表格软件开着文件时留下的临时文件。改法：关掉表格软件，导入名字前面没有 {name[:2]} 的那一份。"
    ]
