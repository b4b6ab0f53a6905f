"""What commands have in common: the options for folders and date, and how they end in trouble."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from build.exits import STOPPED, of_machine
from build.log import step
from build.signals import Stopped
from build.trees.place import refuse_state
from portal.settings import Settings


def with_settings(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options for folders and date, and the Settings made of them."""

    @wraps(command)
    def run(
        content: str | None, site: str | None, state: str | None, as_of: str | None, **rest: Any
    ) -> Any:
        settings = Settings.read(content=content, site=site, state=state, today=as_of)
        try:
            with of_machine():
                refuse_state(settings)
                return command(settings, **rest)
        except (KeyboardInterrupt, Stopped) as stopped:
            step("已中止，没有发布任何东西。")
            raise SystemExit(getattr(stopped, "code", None) or STOPPED) from None

    for name, help_text in (
        ("--as-of", "当作这一天来构建（YYYY-MM-DD），默认今天。"),
        ("--state", "缓存放在哪个文件夹，默认 build/state。"),
        ("--site", "网站放在哪个文件夹，默认 build/site。"),
        ("--content", "内容在哪个文件夹，默认 content。"),
    ):
        run = click.option(name, help=help_text)(run)
    return run
