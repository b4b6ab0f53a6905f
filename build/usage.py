"""What click says of a command that is wrong, in the language of those who typed it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click


@contextmanager
def in_chinese() -> Iterator[None]:
    """Raise click's own errors of usage with Chinese words; ours have them already."""
    try:
        yield
    except click.UsageError as error:
        # Of the plain class: the others put English words around what they say.
        raise click.UsageError(_said(error), error.ctx) from None


def _said(error: click.UsageError) -> str:
    if any("\u4e00" <= character <= "\u9fff" for character in error.message or ""):
        return error.message
    if isinstance(error, click.NoSuchOption):
        near = f"是不是 {error.possibilities[0]}？" if error.possibilities else ""
        return f"没有 {error.option_name} 这个选项。{near}"
    if isinstance(error, click.MissingParameter) and error.param:
        return f"没有写「{error.param.metavar or error.param.human_readable_name}」。"
    if isinstance(error, click.BadParameter) and error.param:
        return f"「{error.param.metavar or error.param.human_readable_name}」写得不对。"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 后面少了内容，或多了内容。"
    return "命令的写法不对：多写了文字，或少了引号。"
