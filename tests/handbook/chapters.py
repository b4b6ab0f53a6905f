"""The handbook's commands, and what a reader does between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl

from portal.settings import CHECKOUT
from tests.build.command import run

HANDBOOK = CHECKOUT / "handbook"
_PIECE = re.compile(r"<!-- 准备: (\S+) -->|```console\n(.*?)```", re.DOTALL)
TODAY = "2026-11-20"


@dataclass
class Command:
    """A command after «$», with the lines that its output must hold and its exit code."""

    line: str
    shown: list[str] = field(default_factory=list)
    code: int = 0


def pieces(chapter: str) -> Iterator[str | Command]:
    """What happens in a chapter, in order: names of preparations and commands."""
    for prepared, block in _PIECE.findall((HANDBOOK / chapter).read_text(encoding="utf-8")):
        if prepared:
            yield prepared
        command: Command | None = None
        for line in block.splitlines():
            if line.startswith("$ "):
                if command:
                    yield command
                command = Command(line[2:])
            elif command and line.startswith("退出码 "):
                command.code = int(line.removeprefix("退出码 "))
            elif command:
                command.shown.append(line)
        if command:
            yield command


def holds(output: str, shown: str) -> bool:
    """Whether the output holds the line, «…» standing for anything."""
    return re.search(".*".join(map(re.escape, shown.split("…"))), output) is not None


CITY = ("--title", "宜昌购买服务公开网", "--city", "宜昌市", "--region", "420500")


def _new_site(folder: Path) -> None:
    assert run("init", folder / "content", *CITY).exit_code == 0


def _published_site(folder: Path) -> None:
    _new_site(folder)
    _edit(folder / "content/site.yaml", "# ledger: 是", "ledger: 是")
    assert run("all").exit_code == 0


def _fill_form(_folder: Path) -> None:
    book = openpyxl.load_workbook("购买公告.xlsx")
    sheet = book["购买公告"]
    heads = {str(cell.value).rstrip("*"): place for place, cell in enumerate(sheet[1], 1)}
    values = {
        "编号": "yc-2026-002",
        "标题": "困难帮扶服务购买公告",
        "公开日期": "2026年11月18日",
        "购买项目": "shili-001 ｜ 职工关爱服务（示例）",
        "申报开始": "2026/11/19",
        "申报截止": "2026/12/9",
        "预算金额": "8.65万元",
        "联系部门": "社会组织工作部",
        "办公电话": "0000-5550100",
    }
    for label, value in values.items():
        sheet.cell(2, heads[label], value)
    book.save("购买公告.xlsx")


def _write_notice(folder: Path) -> None:
    (file,) = folder.glob("content/notices/*/px-2026-01.md")
    _edit(file, "title:\n", "title: 培训通知\n")
    _edit(file, "kind:\n", "kind: 培训\n")
    _edit(file, "source:\n", "source: 宜昌市总工会\n")


def _write_correction(folder: Path) -> None:
    (file,) = folder.glob("content/corrections/*/gz-001.md")
    for field_, value in (
        ("title", "职工关爱服务购买公告的更正"),
        ("corrects", "announcements/shili-001"),
        ("first_published", TODAY),
        ("matter", "公告内容"),
        ("  - item", "户数"),
        ("    before", "一百户"),
        ("    after", "一百二十户"),
    ):
        _edit(file, f"\n{field_}:\n", f"\n{field_}: {value}\n")
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub("\n# project: .*", "\nproject: shili-001", text), encoding="utf-8")


def _change(folder: Path) -> None:
    _edit(folder / "content/announcements/shili-001.md", "走访困难职工一百户", "走访困难职工二百户")


def _change_what_leaked(folder: Path) -> None:
    _edit(folder / "content/announcements/shili-001.md", "二百户", "三百户")


def _declare(folder: Path) -> None:
    """Copy what the message says, as the chapter tells the reader to do."""
    told = run("check").output
    sample = told[told.index("changes:\n") :]
    for name, value in (("date", TODAY), ("by", "宜昌市总工会"), ("reason", "户数写错")):
        sample = sample.replace(f"    {name}:", f"    {name}: {value}")
    (folder / "content/ledger/declared.yaml").write_text(sample, encoding="utf-8")


def _edit(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(before) == 1, (file, before)
    file.write_text(text.replace(before, after), encoding="utf-8")


PREPARED: dict[str, Callable[[Path], None]] = {
    "新网站": _new_site,
    "已发布的网站": _published_site,
    "填表": _fill_form,
    "写好通知": _write_notice,
    "写好更正": _write_correction,
    "直接改动": _change,
    "改掉泄露的内容": _change_what_leaked,
    "声明改动": _declare,
}
