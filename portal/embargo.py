"""Which records are public on a day: those whose day has come, and that name none whose day has not.

A record dated in the future is held until its day, and so is whatever leads to it; a build says so.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from portal.load import Loaded

# A link to a record in the HTML of a body.
LINK = re.compile(r'href="/([a-z0-9-]+/[a-z0-9-]+)/')


def release(loaded: Loaded, today: datetime.date) -> tuple[Loaded, tuple[str, ...]]:
    """The part of the content that is public today, and the paths of the records that are held."""
    held = {f"{a}/{b}" for (a, b), row in loaded.rows.items() if row.published > today}
    names: dict[str, set[str]] = {}
    for link in loaded.links:
        names.setdefault(link.target, set()).add(link.source)
    for (section, id), row in loaded.rows.items():
        for target in LINK.findall(row.html):
            names.setdefault(target, set()).add(f"{section}/{id}")
    waiting = list(held)
    while waiting:
        new = names.get(waiting.pop(), set()) - held
        held |= new
        waiting += new
    if not held:
        return loaded, ()
    rows = {key: row for key, row in loaded.rows.items() if "/".join(key) not in held}
    links = tuple(one for one in loaded.links if one.source not in held)
    files = {
        address: file
        for address, file in loaded.files.items()
        if address.strip("/").rpartition("/")[0] not in held
    }
    sources = {
        path: (file, keys)
        for path, (file, keys) in loaded.sources.items()
        if not keys or keys - held
    }
    paths = sorted(row.path for key, row in loaded.rows.items() if key not in rows)
    public = replace(loaded, rows=rows, links=links, files=files, sources=sources)
    return public, tuple(paths)
