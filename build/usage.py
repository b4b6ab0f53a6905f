"""What click says of commands, in the language of those who type: usage, help, and what is wrong.

click asks gettext for its words, which would take a variable of the environment that every process we start
inherits. So its few words are replaced where they are put together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from unicodedata import east_asian_width

import click

from build import signals

# Headings of help, and what stands for a value whose option does not name it itself.
_HEADINGS = {"Options": "选项", "Commands": "命令"}
_VALUES = {
    "text": "文字",
    "integer": "整数",
    "integer range": "整数",
    "path": "路径",
    "file": "文件",
    "directory": "文件夹",
}
# What click says of a value → what we say. The value may hold Chinese itself, as names of files do.
_FAULTS = (
    (r".* '(.*)' does not exist\.", "没有这个文件或文件夹：{}。"),
    (r".* '(.*)' is a directory\.", "这里要写文件，{} 是文件夹。"),
    (r".* '(.*)' is a file\.", "这里要写文件夹，{} 是文件。"),
    (r".* '(.*)' is not (?:readable|writable)\.", "{} 不允许读写。"),
    (r"'(.*)' is not a valid integer.*", "「{}」不是整数。"),
    (r"(.*) is not in the range (.*)\.", "{} 不在允许的范围（{}）里。"),
)


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or "用法：")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """In two columns as a terminal shows them, which sets Chinese twice as wide; it breaks lines itself."""
        found = list(rows)
        first = max(_columns(name) for name, _ in found)
        for name, text in found:
            gap = " " * (first - _columns(name) + col_spacing)
            self.write(f"{'':>{self.current_indent}}{name}{gap}{text}\n")

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{_HEADINGS.get(heading, heading)}：\n")


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in text)


class Context(click.Context):
    """Of every command of ours."""

    formatter_class = _Formatter


def in_chinese(command: click.Command, ctx: click.Context) -> None:
    """Give a command Chinese words where it has click's. ctx: any, which knows how help is asked for."""
    command.context_class = Context
    command.options_metavar = "[选项]"
    command.short_help = (command.help or "").partition("\n")[0]
    if help_ := command.get_help_option(ctx):
        help_.help = "显示这段说明。"
    for one in command.params:
        if isinstance(one, click.Option) and not one.is_flag:
            one.metavar = one.metavar or _VALUES.get(one.type.name)


def told(error: click.ClickException) -> str:
    """How a command ended, for whoever typed it: of a wrong one also how it is used."""
    message = _said(error) if isinstance(error, click.UsageError) else error.format_message()
    lines = [f"错误：{message}"]
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    if ctx is not None:
        lines = [ctx.get_usage(), f"说明：{ctx.command_path} --help", "", *lines]
    return "\n".join(lines)


def _said(error: click.UsageError) -> str:
    if isinstance(error, click.BadParameter) and (fault := _fault(error)):
        return fault
    if any("\u4e00" <= character <= "\u9fff" for character in error.message or ""):
        return error.message
    if isinstance(error, click.NoSuchOption):
        near = f"是不是 {error.possibilities[0]}？" if error.possibilities else ""
        return f"没有 {error.option_name} 这个选项。{near}"
    if isinstance(error, click.MissingParameter) and error.param:
        return f"没有写「{_named(error.param)}」。"
    if isinstance(error, click.BadParameter) and error.param:
        return f"「{_named(error.param)}」写得不对。"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 后面少了内容，或多了内容。"
    return "命令的写法不对：多写了文字，或少了引号。"


def _fault(error: click.BadParameter) -> str:
    """What is wrong with a value that click itself refuses; "" for what it does not say."""
    where = f"「{_named(error.param)}」：" if error.param else ""
    for pattern, said in _FAULTS:
        if found := re.fullmatch(pattern, error.message, re.DOTALL):
            return where + said.format(*found.groups())
    return ""


def _named(param: click.Parameter) -> str:
    """An option as it is typed, an argument as the help names it."""
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    return (param.metavar or param.human_readable_name).strip("[]")


def typed(path: Path) -> str:
    """A path as it is typed in bash, PowerShell and cmd: in quotes where it would fall to pieces."""
    text = str(path)
    return text if re.fullmatch(r"[\w./\\:~-]+", text) else f'"{text}"'


def agreed(question: str) -> bool:
    """Ask on the terminal; all but a clear yes is none. Raises click.UsageError where nobody can answer."""
    try:
        answer = click.prompt(f"{question}（y 或 n）", default="n", show_default=False)
    except click.Abort:
        signals.check()  # it was Ctrl-C
        raise click.UsageError(
            "没有人可以回答，没有写入任何文件。由脚本运行时，加 --yes 就不询问。"
        ) from None
    return str(answer).strip().lower() in ("y", "yes", "是")
