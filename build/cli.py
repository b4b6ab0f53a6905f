"""`python -m build`: the table of its commands."""

from __future__ import annotations

import sys
import traceback
from difflib import get_close_matches
from importlib import import_module
from typing import Any, NoReturn

import click

from build.exits import CRASHED, MACHINE, SAID, STOPPED
from build.log import step
from build.signals import Stopped
from build.usage import Context, in_chinese, told

# Name → module and function. A command is imported when it is asked for: those that write workbooks or
# publish bring libraries that a build does not need, a tenth of its start.
COMMANDS = {
    "all": "making:build_all",
    "check": "checking:check",
    "verify": "making:verify",
    "rollback": "making:rollback",
    "publish": "publishing:publish",
    "serve": "viewing:serve",
    "window": "viewing:window",
    "personal": "safety:personal",
    "compress": "safety:compress",
    "doctor": "safety:doctor",
    "servers": "safety:servers",
    "template": "filling:template",
    "import": "filling:import_",
    "new": "filling:new",
    "explain": "checking:explain",
    "schema": "checking:schema",
    "preview": "previewing:preview",
    "init": "starting:init",
    "verify-log": "ledger:verify_log",
    "ledger-key": "ledger:ledger_key",
    "ledger-remove": "ledger:ledger_remove",
}


class CannotStart(click.ClickException):
    """So small a machine cannot even load us."""

    exit_code = MACHINE

    def __init__(self, error: BaseException) -> None:
        super().__init__(f"程序不能启动：{str(error) or '内存不足'}。")


class Group(click.Group):
    """Without a command name, the arguments are those of `all`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] != "--help"):
            args = ["all", *args]
        return super().parse_args(ctx, args)

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """As click's own, but what ends a command is told in Chinese, and Ctrl-C has a code of its own."""
        try:
            code = super().main(*args, **{**extra, "standalone_mode": False})
        except click.ClickException as error:
            click.echo(told(error), err=True)
            code = error.exit_code
        except click.Abort as aborted:
            if isinstance(aborted.__cause__, EOFError):  # of a file, which is a mistake of ours
                raise
            click.echo("错误：已中止。", err=True)
            code = STOPPED
        except Stopped as stopped:  # before a command began that says it itself
            click.echo("错误：已中止。", err=True)
            code = stopped.code
        sys.exit(code or 0)

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        # Whoever asks for the help of the group wants a context already.
        in_chinese(self, Context(self, parent))
        return super().make_context(info_name, args, parent, **extra)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant; one that there is none of is told in Chinese."""
        if args[0] not in COMMANDS:
            close = get_close_matches(args[0], COMMANDS, n=1)
            meant = f"是不是 {close[0]}？" if close else ""
            ctx.fail(f"没有名为 {args[0]} 的命令。{meant}全部命令：python -m build --help。")
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, imported now (click's «lazily loading subcommands»)."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        try:
            command: click.Command = getattr(import_module(f"build.commands.{module}"), name)
        except (ImportError, MemoryError, SystemError) as error:
            raise CannotStart(error) from None
        in_chinese(command, ctx)
        return command


@click.group(cls=Group, epilog=SAID, subcommand_metavar="命令 …")
def main() -> None:
    """检查内容，生成网站。不写命令时等于 all：检查、生成、核对，全部通过才换上新网站。"""


def run() -> int:
    """Do what was typed; the exit code of the process. What only a mistake of ours can be is 70."""
    try:
        main(prog_name="python -m build")
    except Exception:  # noqa: BLE001 - whatever it is, it is not the content's fault
        traceback.print_exc()
        step("程序出错了，不是内容的问题。请把上面的文字发给维护程序的人。")
    return CRASHED
