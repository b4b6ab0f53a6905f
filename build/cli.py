"""`python -m build`: the table of its commands."""

from __future__ import annotations

import click

from build.commands.checking import check, explain, schema
from build.commands.filling import import_, new, template
from build.commands.ledger import ledger_key, verify_log
from build.commands.making import build_all, rollback, verify
from build.commands.previewing import preview
from build.commands.publishing import publish
from build.commands.safety import compress, doctor, personal, servers
from build.commands.starting import init
from build.commands.viewing import serve, window
from build.exits import SAID

COMMANDS = (
    build_all,
    check,
    verify,
    rollback,
    publish,
    serve,
    window,
    personal,
    compress,
    doctor,
    servers,
    template,
    import_,
    new,
    explain,
    schema,
    preview,
    init,
    verify_log,
    ledger_key,
)


class Group(click.Group):
    """Without a command name, the arguments are those of `all`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] != "--help"):
            args = ["all", *args]
        return super().parse_args(ctx, args)


@click.group(cls=Group, epilog=SAID)
def main() -> None:
    """检查内容，生成网站。不写命令时等于 all：检查、生成、核对，全部通过才换上新网站。"""


for _command in COMMANDS:
    main.add_command(_command)
