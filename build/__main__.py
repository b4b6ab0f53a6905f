"""`python -m build`."""

import io
import signal
import sys

from build.cli import main

# Where the output knows no Chinese (a log file on some systems), escapes do: no traceback.
if isinstance(sys.stdout, io.TextIOWrapper):
    sys.stdout.reconfigure(errors="backslashreplace")
# Ended by the system, it cleans up behind itself as it does after Ctrl-C.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
main(prog_name="python -m build")
