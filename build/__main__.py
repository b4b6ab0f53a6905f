"""`python -m build`."""

import atexit
import gc
import os
import sys

from build import signals
from build.log import result, steady, step
from build.trees.unchanged import asked_again

ended: list[int] = []


@atexit.register  # before anything else is, so it comes last
def _leave() -> None:
    """What stands in memory goes with the process; to take it down piece by piece takes seconds."""
    if ended:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(ended[0])


signals.listen()
steady()
try:
    # Only a command that has work to do pays for importing the portal.
    if said := asked_again(sys.argv[1:], os.environ):
        result(said)
        sys.exit(0)
    # What a build makes it keeps to its end: looking for garbage finds little, and takes long.
    gc.set_threshold(50_000, 20, 100)
    try:
        from build.cli import run
    # So small a machine cannot even load us.
    except (ImportError, MemoryError, SystemError) as error:
        print(f"错误：程序不能启动：{str(error) or '内存不足'}。", file=sys.stderr)
        sys.exit(4)
    sys.exit(run())
except (KeyboardInterrupt, signals.Stopped) as stopped:
    step("已中止。")
    ended.append(getattr(stopped, "code", 130))
    sys.exit(ended[0])
except SystemExit as error:
    if isinstance(error.code, int):
        ended.append(error.code)
    raise
