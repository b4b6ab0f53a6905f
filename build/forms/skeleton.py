"""A new record's file with every field explained, to be filled in by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from build.forms.hints import describe, example
from build.forms.shape import Column, columns
from portal.fields import ID
from portal.load.bounds import UNFILLED
from portal.sections import BY_NAME, Section
from portal.settings import Settings


def write_skeleton(settings: Settings, section: Section, id: str | None) -> Path:
    """Write the skeleton where the record belongs; its path. Raises click.UsageError.

    id: without one, the first free «year-number» of the section.
    """
    folder, year = settings.content / section.name, str(settings.today.year)
    taken = {path.stem for path in folder.rglob("*.md")} if folder.is_dir() else set()
    if id is None:
        free = (f"{year}-{number:03d}" for number in range(1, len(taken) + 2))
        id = next(name for name in free if name not in taken)
    if not ID.fullmatch(id) or len(id) > 80:
        raise click.UsageError(
            f"「{id}」不能作编号：只用小写字母、数字和连字符，如 {year}-001 或 yc-{year}-001。"
        )
    if id in taken:
        raise click.UsageError(f"{section.chinese}里已经有 {id}，没有改动它。请换一个编号。")
    path = settings.content / place(section, id, year)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(skeleton(section.name, settings.today.isoformat()), encoding="utf-8")
    return path


def place(section: Section, id: str, year: str) -> str:
    """Where a new record's file goes, relative to the content folder: news lies by years."""
    return f"{section.name}/{year}/{id}.md" if section.dated else f"{section.name}/{id}.md"


def skeleton(section: str, today: str) -> str:
    """The text of the file: required fields to fill in, the others behind a #."""
    lines = [
        "---",
        f"# {BY_NAME[section].chinese}：{BY_NAME[section].explained}",
        "# 「必填」的写在冒号后面；其余的要用就去掉行首的「# 」。以 # 开头的说明不会发布。",
        "# 写完运行 python -m build check，它会逐条指出缺什么、错什么、怎么改。",
        "",
    ]
    for one in columns(section)[:-1]:
        lines += _field(section, one, today)
    return "\n".join([*lines, "# 正文写在下一行之后（Markdown），可以没有。", "---", ""])


def _field(section: str, one: Column, today: str) -> Iterator[str]:
    need = "必填。" if one.required else ""
    yield f"# {one.label}：{need}{describe(one)}" + _example(one)
    if one.ref and one.ref.section:
        yield f"# 有哪些可以写：python -m build explain {section}.{one.name}"
    mark = "" if one.required else "# "
    if one.kind == "parts":
        yield f"{mark}{one.name}:"
        for number, part in enumerate(one.parts):
            lead = "- " if not number else "  "
            # On a line of its own: what stands behind a value might be taken for it, and is refused.
            yield f"{mark}  # {part.label}{'，必填' if part.required else ''}：{describe(part)}"
            yield f"{mark}  {lead}{part.name}: {'' if one.required else example(part) or UNFILLED}".rstrip()
    elif one.many:
        yield f"{mark}{one.name}:"
        yield f"{mark}  - {'' if one.required else example(one)}".rstrip()
    elif one.name == "published":
        yield f"{one.name}: {today}"
    else:
        yield f"{mark}{one.name}: {'' if one.required else example(one) or UNFILLED}".rstrip()
    yield ""


def _example(one: Column) -> str:
    return f"。例：{example(one)}" if example(one) and not one.choices else ""
