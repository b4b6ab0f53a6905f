"""`python -m build`."""

import io
import sys

from build import signals
from build.cli import main

# Where the output knows no Chinese (a log file on some systems), escapes do: no traceback.
for stream in (sys.stdout, sys.stderr):
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
signals.listen()
main(prog_name="python -m build")
