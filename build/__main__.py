"""`python -m build`."""

import io
import sys

from build.cli import main

# Where the output knows no Chinese (a log file on some systems), escapes do: no traceback.
if isinstance(sys.stdout, io.TextIOWrapper):
    sys.stdout.reconfigure(errors="backslashreplace")
main(prog_name="python -m build")
