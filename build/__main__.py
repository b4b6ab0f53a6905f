"""`python -m build`."""

import sys

from build import signals

signals.listen()
try:
    from build.cli import main
    from build.log import steady
except (ImportError, MemoryError, SystemError) as error:  # so small a machine cannot even load us
    print(f"Error: 程序不能启动：{str(error) or '内存不足'}。", file=sys.stderr)
    sys.exit(4)
steady()
main(prog_name="python -m build")
