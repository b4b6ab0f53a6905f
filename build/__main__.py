"""`python -m build`."""

from build.cli import main

main(prog_name="python -m build")
