"""A new site for another city: its settings with comments, a few examples, the policies to adopt."""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from string import Template

import click

from portal import uscc
from portal.embargo import LINK
from portal.load import Loaded, load
from portal.settings import CHECKOUT

STARTER = Path(__file__).with_name("starter")
SOURCE = CHECKOUT / "content"
# What every site can use as it stands: texts of policies and the schemes that they bring.
SHARED = ("policies", "schemes")
Key = tuple[str, str]


def start(folder: Path, values: dict[str, str], today: datetime.date, origin: Path = SOURCE) -> int:
    """Write the new content folder; how many files it has. Raises click.UsageError and OSError.

    values: title, publisher, city, region (six digits) and url.
    origin: the content folder whose policies and schemes are taken over.
    """
    if folder.exists() and any(folder.iterdir()):
        raise click.UsageError(f"{folder} 里已经有文件，没有改动。请换一个空的或还没有的文件夹。")
    if not re.fullmatch(r"\d{6}", values["region"]):
        raise click.UsageError("--region 写六位行政区划代码，如 420500。")
    if not re.fullmatch(r"https?://[^\s/]+(?:/\S*)?", values["url"]):
        raise click.UsageError("--url 写完整的网址，如 https://gk.example.org/。")
    shared = _shared(origin)
    filled = _filled(values, today)
    written = 0
    for file in sorted(path for path in STARTER.rglob("*") if path.is_file()):
        path = folder / file.relative_to(STARTER)
        if path.stem == "region":
            path = path.with_stem(values["region"])
        path.parent.mkdir(parents=True, exist_ok=True)
        text = Template(file.read_text(encoding="utf-8")).substitute(filled)
        path.write_text(text, encoding="utf-8")
        written += 1
    for source in shared:
        path = folder / source
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(origin / source, path)
            written += 1
    return written


def _filled(values: dict[str, str], today: datetime.date) -> dict[str, str]:
    host = re.sub(r"^https?://", "", values["url"]).partition("/")[0].partition(":")[0]
    return values | {
        "url": values["url"].rstrip("/") + "/",
        "today": today.isoformat(),
        "closes": (today + datetime.timedelta(days=20)).isoformat(),
        "authority": f"{host},{today.year}",
        "purchaser": _code("81", "MB000001"),
        "supplier": _code("52", "MC000001"),
        "phone": "0000-5550100",
    }


def _code(kind: str, organisation: str) -> str:
    """A credit code of the invented province, right in both of its check characters."""
    body = (
        f"{kind}{uscc.FICTIONAL_PROVINCE}0100{organisation}{uscc.organisation_check(organisation)}"
    )
    return body + uscc.check(body)


def _shared(origin: Path) -> list[str]:
    """Paths of the shared records and of all that they name, directly or through others.

    Raises click.UsageError when the folder has none, as when the demonstration was moved away.
    """
    if not all((origin / section).is_dir() for section in SHARED):
        raise click.UsageError(
            f"{origin} 里没有政策依据和服务分类（{'、'.join(SHARED)}），没有写任何文件。"
            "演示内容移到别处了的，用 --from 写明它现在的文件夹，如 --from demo。"
        )
    return list(_needed(load(origin)))


def _needed(loaded: Loaded) -> Iterator[str]:
    named = _named(loaded)
    waiting = [key for key in loaded.rows if key[0] in SHARED]
    found = set(waiting)
    while waiting:
        new = {key for key in named.get(waiting.pop(), ()) if key in loaded.rows} - found
        found |= new
        waiting += new
    for key in sorted(found):
        row = loaded.rows[key]
        yield row.path
        folder = row.path.rpartition("/")[0]
        yield from (f"{folder}/{one.file}" for one in row.attachments)


def _named(loaded: Loaded) -> dict[Key, set[Key]]:
    """Which records each record names, in its fields and in its body."""
    named: dict[Key, set[Key]] = {}

    def add(source: Key, targets: Iterable[Key]) -> None:
        named.setdefault(source, set()).update(targets)

    for link in loaded.links:
        add(_key(link.source), [_key(link.target)])
    for key, row in loaded.rows.items():
        add(key, map(_key, LINK.findall(row.html)))
    return named


def _key(text: str) -> Key:
    section, _, id = text.partition("/")
    return section, id
