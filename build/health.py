"""state/last.json: how the last build ended, for a monitor and for `doctor`.

The one place beside the portal's day where a clock is read; nothing of it reaches the site.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import Any

import click

from build.exits import BUSY, CRASHED, PUBLISHED, STOPPED, HeldBack, cause, of_machine
from build.log import warn
from build.signals import Stopped
from build.trees import manifest
from build.trees.shrink import record_pages
from portal.problems import ContentError
from portal.settings import Settings, now

NAME = "last.json"
VERSION = 1
SHOWN = 100
OUTCOMES = {0: "已发布", 1: "内容有问题", 2: "命令用错", 4: "机器的问题", 5: "已发布，有暂缓"}


def recorded(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command that gets Settings first leave a health file, however it ends.

    A build that only found another at work leaves that of the other alone.
    """

    @wraps(command)
    def run(settings: Settings, **rest: Any) -> Any:
        started = now()
        code = CRASHED
        error: BaseException | None = None
        try:
            with of_machine():
                answer = command(settings, **rest)
            code = PUBLISHED
        except click.ClickException as raised:
            code, error = raised.exit_code, raised
            raise
        except KeyboardInterrupt as raised:
            code, error = STOPPED, raised
            raise
        except Stopped as raised:
            code, error = raised.code, raised
            raise
        except BaseException as raised:
            error = raised
            raise
        finally:
            if code != BUSY:
                _write(settings, started.isoformat(timespec="seconds"), code, error)
        return answer

    return run


def returned(settings: Settings) -> None:
    """Tell what the site is now that the former one is shown again; when it was published stays as told."""
    _write(settings, now().isoformat(timespec="seconds"), PUBLISHED, None, "已换回上一个版本")


def read(state: Path) -> dict[str, Any] | None:
    """What the last build left; None when there is nothing that can be read."""
    try:
        found = json.loads((state / NAME).read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and found.get("version") == VERSION else None


def _write(
    settings: Settings, started: str, code: int, error: BaseException | None, outcome: str = ""
) -> None:
    finished = now().isoformat(timespec="seconds")
    listed = manifest.listed(settings.site) or []
    problems = error.problems if isinstance(error, (ContentError, HeldBack)) else ()
    published = code in (0, 5) and not outcome
    said = {
        "version": VERSION,
        "outcome": outcome or OUTCOMES.get(code, "已中止" if code > 128 else "程序出错"),
        "exit_code": code,
        "started": started,
        "finished": finished,
        "last_published": finished
        if published
        else (read(settings.state) or {}).get("last_published"),
        "as_of": settings.today.isoformat(),
        "site": str(settings.site),
        "files": len(listed),
        "records": len(record_pages(listed)),
        "held": error.shown if isinstance(error, HeldBack) else {},
        "problem_count": len(problems),
        "problems": [vars(problem) for problem in problems[:SHOWN]],
        "message": _message(error),
    }
    try:
        settings.state.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f"{NAME}.", dir=settings.state)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", errors="surrogateescape") as file:
                json.dump(said, file, ensure_ascii=False, indent=1)
            # A monitor may be somebody else.
            Path(name).chmod(0o644)
            Path(name).replace(settings.state / NAME)
        finally:
            with suppress(OSError):
                Path(name).unlink()
    except OSError as failed:
        warn(f"没有写下 {settings.state / NAME}：{cause(failed)}")


def _message(error: BaseException | None) -> str:
    if isinstance(error, click.ClickException):
        return error.format_message().partition("\n")[0]
    return type(error).__name__ if error else ""
