"""Which facts of the content are not what they were: each fact has a digest, and two are compared."""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from itertools import groupby
from typing import Any

from build.incremental.digest import SIZE
from portal.columns import columns
from portal.sections import SECTIONS
from portal.store import Store
from portal.trace import Fact

# Without references between equal objects, so that equal values give equal bytes.
_PLAIN_MARSHAL = 2


def digests(store: Store) -> dict[Fact, bytes]:
    """The digest of every fact that holds in a store."""
    found: dict[Fact, bytes] = {("today",): _digest(store.today.isoformat())}
    for section in SECTIONS:
        rows = dict(_rows(store, section.name))
        order = [id for id, _ in sorted(rows.items(), key=lambda row: (row[1][0], row[0]))]
        found["keys", section.name] = _digest(order)
        found["rows", section.name] = _digest([(id, rows[id][1]) for id in order])
        for id, (_, digest) in rows.items():
            found["row", section.name, id] = digest
    query = "SELECT target, source, field, code FROM link ORDER BY target, source, field"
    for target, links in groupby(store.database.execute(query), lambda row: row[0]):
        found["links", target] = _digest(list(links))
    for address, file in store.files.items():
        found["file", address] = _digest(store.prints(file).sha256)
    read = store.digests
    found[("sources",)] = _digest(
        [(path, read.get(path) or store.prints(file).sha256) for path, file in store.sources]
    )
    found[("withheld",)] = _digest(repr(store.withheld))
    return found | dict(_ledger(store))


def _ledger(store: Store) -> Iterator[tuple[Fact, bytes]]:
    """All entries as one fact, and those of each record.

    An entry never changes, more may come; the text of one may go, of the newest or of any before it.
    """
    if book := store.book:
        gone: dict[str, list[int]] = {}
        for n in sorted(book.removed):
            gone.setdefault(book.entry(n).record, []).append(n)
        forks, removed = repr(book.forks), sorted(book.removed)
        yield ("ledger", ""), _digest([book.checkpoint.note, forks, removed])
        for key, n in book.log.newest.items():
            rest = [key in book.silent, key in book.earlier, gone.get(key, [])]
            yield ("ledger", key), _digest([n, *rest])


def changed(before: Mapping[Fact, bytes], now: Mapping[Fact, bytes]) -> set[Fact]:
    """The facts that are new, gone, or no longer what they were."""
    return {fact for fact, _ in before.items() ^ now.items()}


def _rows(store: Store, section: str) -> Iterator[tuple[str, tuple[str, bytes]]]:
    """(id, (day of publication, digest)) of each record."""
    model = next(one.model for one in SECTIONS if one.name == section)
    names = [one.name for one in columns(model)]
    id, published = names.index("id"), names.index("published")
    listed = ", ".join(f'"{name}"' for name in names)
    query = f'SELECT {listed} FROM "{model.__tablename__}"'  # noqa: S608 - names of our own
    for row in store.database.execute(query):
        yield row[id], (row[published], _digest(row))


def _digest(value: Any) -> bytes:
    return blake2b(marshal.dumps(value, _PLAIN_MARSHAL), digest_size=SIZE).digest()
