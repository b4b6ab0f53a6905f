"""Has anything changed since the last build? Asked before anything else is imported.

A nightly build that has nothing to do should cost nothing: what the build rests on (content, code,
settings, day) and what it made are compared by what the file system says of each file (`build.trees.snapshots`):
an edited file is never taken for the old one; a file that only looks new costs one ordinary build.

Standard library only: importing the portal takes longer than all of this.
"""

from __future__ import annotations

import datetime
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from build.trees import snapshots

NAME = "unchanged.json"
HEALTH = "last.json"
CHECKOUT = Path(__file__).resolve().parents[2]
CODE = ("portal", "search", "build", "deploy", "pyproject.toml")
# China has no summer time; portal.settings has the zone by name.
_CHINA = datetime.timezone(datetime.timedelta(hours=8))
# The clock of the file system ticks: what is written within a tick bears the same time.
TICK = 0.02
_NOTHING: Mapping[str, str] = {}
# The places that are seen besides those of the content.
SITE, CODE_SEEN = "site", "code"


def asked_again(arguments: Sequence[str], environ: Mapping[str, str]) -> str:
    """What the last build said, if this command is the same and would do nothing; else ""."""
    try:
        state = _state(arguments, environ)
        kept = json.loads((state / NAME).read_bytes())
        if kept["asked"] != asked(arguments, environ):
            return ""
        places = {name: Path(place) for name, place in kept["places"].items()}
        if kept["seen"].keys() != {*places, CODE_SEEN} or any(
            kept["seen"][name] != now for name, now in _each(places)
        ):
            return ""
        _still_well(state / HEALTH)
        return str(kept["said"])
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return ""


def asked(arguments: Sequence[str], environ: Mapping[str, str]) -> list[object]:
    """What was asked for, from where, on which day, of which Python."""
    ours = sorted((name, value) for name, value in environ.items() if name.startswith("PORTAL_"))
    today = _now().date().isoformat()
    day = "" if "--as-of" in " ".join(arguments) or environ.get("PORTAL_TODAY") else today
    return [list(arguments), [list(one) for one in ours], str(Path.cwd()), day, sys.version]


def seen(places: Mapping[str, Path], known: Mapping[str, str] = _NOTHING) -> dict[str, str]:
    """A digest of what the file system says of all files in each place, and of our code.

    known: those that are known already.
    """
    return {**known, **dict(_each(places, known))}


def _each(
    places: Mapping[str, Path], known: Mapping[str, str] = _NOTHING
) -> Iterator[tuple[str, str]]:
    """What is seen of each place that is not known; the site, of which there is most, at last."""
    for name, place in places.items():
        if name not in known and name != SITE:
            inside = [one for one in places.values() if place in one.parents]
            yield name, _digest([place], inside)
    if CODE_SEEN not in known:
        made = (CHECKOUT / "build" / "site", CHECKOUT / "build" / "state")
        yield CODE_SEEN, _digest([CHECKOUT / name for name in CODE], made)
    if SITE in places and SITE not in known:
        yield SITE, snapshots.digest(snapshots.take(places[SITE]))


def keep(state: Path, places: Mapping[str, Path], known: Mapping[str, str], said: str) -> None:
    """Remember that everything is built, for the same command.

    places: all that counts. known: what was `seen` of content and code before they were read, and
    the snapshot of the site; of the rest the present state counts. said: what the command says to a
    person.
    """
    kept = {
        "asked": asked(sys.argv[1:], os.environ),
        "places": {name: str(place) for name, place in places.items()},
        "seen": seen(places, known),
        "said": said,
    }
    # A path that the locale cannot read has halves of surrogates, which only escapes can hold.
    (state / NAME).write_text(json.dumps(kept), encoding="ascii")


def _now() -> datetime.datetime:
    """The clock of portal.settings, which takes too long to import."""
    return datetime.datetime.now(_CHINA)


def _state(arguments: Sequence[str], environ: Mapping[str, str]) -> Path:
    """The state folder, as the options of every command say it: of two the last one counts."""
    for number, one in reversed(list(enumerate(arguments))):
        if one.startswith("--state="):
            return Path(one.partition("=")[2])
        if one == "--state":
            return Path(arguments[number + 1])
    home = Path(environ.get("PORTAL_HOME") or CHECKOUT)
    return Path(environ.get("PORTAL_STATE") or home / "build" / "state")


def _still_well(health: Path) -> None:
    """The health file says when a build was last seen to be well: that is now."""
    said = json.loads(health.read_bytes())
    now = _now().isoformat(timespec="seconds")
    said |= {"started": now, "finished": now, "last_published": now}
    new = health.with_name(f"{HEALTH}.new")
    text = json.dumps(said, ensure_ascii=False, indent=1)
    new.write_text(text, encoding="utf-8", errors="surrogateescape")
    new.chmod(0o644)
    new.replace(health)


def _digest(places: Iterable[Path], apart: Iterable[Path] = ()) -> str:
    found = sha256()
    # What lies there may be a link itself: its own name counts.
    but = tuple(f"{os.path.realpath(one.parent)}{os.sep}{one.name}" for one in apart)
    for place in places:
        for line in _lines(os.path.realpath(place), but):
            found.update(line.encode(errors="surrogateescape"))
    return found.hexdigest()


def _lines(place: str, apart: tuple[str, ...]) -> Iterator[str]:
    """A line for each file at or below a place, in a fixed order; one for a place that is not there.

    apart: what does not count here, with what is called «site.spare» beside a «site». Hidden files are
    neither code nor content, and the site's lock, which every build writes, is one of them.
    """
    more = tuple(f"{one}." for one in apart)
    waiting = [place]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda one: one.name)
        except NotADirectoryError:
            yield _line(folder, os.stat(folder))  # noqa: PTH116 - a hundred thousand times
            continue
        except FileNotFoundError:
            yield f"{folder}\n"
            continue
        for entry in entries:
            path = entry.path
            if entry.name.startswith(".") or path in apart or path.startswith(more):
                continue
            if not entry.is_dir(follow_symlinks=False):
                yield _line(path, entry.stat(follow_symlinks=False))
            elif entry.name != "__pycache__":
                waiting.append(path)


def _line(path: str, one: os.stat_result) -> str:
    return f"{path}\0{snapshots.said(one)}\n"
