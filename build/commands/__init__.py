"""The commands of `python -m build`, one module for those that belong together; `build.cli` is their table."""
