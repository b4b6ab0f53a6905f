"""Answers → digests: two answers with the same digest say the same.

A value is written by marshal, which is the quickest there is and writes what is equal alike in its
version 2, shared or not. It knows only Python's own texts, numbers and containers, so everything else
is said in those.
"""

from __future__ import annotations

import datetime
import io
import marshal
import pickle
import weakref
from collections.abc import Callable, Collection, Iterable
from dataclasses import fields, is_dataclass
from enum import Enum
from hashlib import blake2b
from typing import Any

from portal.plain import Plain
from portal.rules.rule import Rule
from portal.sections import Section
from portal.today import Today

SIZE = 16
_VERSION = 2
_Said = tuple[Any, ...]
_OWN = frozenset({str, int, float, bool, bytes, type(None)})


def digest(answer: Any) -> bytes:
    """SIZE bytes for a plain value: a tree of texts, numbers, days, lists, Plain and dataclasses."""
    try:
        data = marshal.dumps(answer, _VERSION)
    except ValueError:
        data = marshal.dumps(_plain(answer), _VERSION)
    return blake2b(data, digest_size=SIZE).digest()


def _plain(value: Any) -> Any:
    """The value in the words of marshal; ... begins what is not Python's own, and no answer has it."""
    kind = type(value)
    if kind in _OWN:
        return value
    if kind is tuple or kind is list:
        return kind(_plainly(value))
    if kind is dict:
        return dict(zip(_plainly(value.keys()), _plainly(value.values()), strict=True))
    way = _WAYS.get(kind)
    if way is None:
        way = _WAYS[kind] = _way(kind)
    return way(value)


def _plainly(values: Collection[Any]) -> Iterable[Any]:
    """Each of them in the words of marshal; mostly they are that already."""
    return values if _OWN.issuperset(map(type, values)) else map(_plain, values)


def _way(kind: type) -> Callable[[Any], _Said]:
    """How values of a kind are said: its name, then what there is to them."""
    name = f"{kind.__module__}.{kind.__qualname__}"
    if issubclass(kind, Enum):
        return lambda value: (..., name, value.name)
    if issubclass(kind, tuple):
        return lambda value: (..., name, *_plainly(value))
    if issubclass(kind, str):
        return lambda value: (..., name, str(value))
    if is_dataclass(kind):
        names = [field.name for field in fields(kind)]
        return lambda value: (..., name, *_plainly([getattr(value, one) for one in names]))
    return lambda value: (..., name, written(value))


def _record(value: Plain) -> _Said:
    """A record stands in many answers, as one object: a digest of each will do."""
    own = value.__dict__
    return (..., "record", _of_record(value)) if "key" in own else (..., "part", _plain(own))


def _set(value: frozenset[Any]) -> _Said:
    return (..., "set", sorted(marshal.dumps(_plain(one), _VERSION) for one in value))


# Rules and sections are code, which the base of every page covers; their names will do.
_WAYS: dict[type, Callable[[Any], _Said]] = {
    Plain: _record,
    Rule: lambda value: (..., "rule", value.id),
    Section: lambda value: (..., "section", value.name),
    Today: lambda _: (..., "today"),  # whoever looks at it rests on what he sees
    datetime.date: lambda value: (..., "day", value.toordinal()),
    set: _set,
    frozenset: _set,
}


def _of_record(record: Plain) -> bytes:
    """The digest of a record, found once as long as the object lives."""
    place = id(record)
    known = _records.get(place)
    if known and known[0]() is record:
        return known[1]
    found = digest(record.__dict__)
    _records[place] = weakref.ref(record, lambda _: _records.pop(place, None)), found
    return found


_records: dict[int, tuple[weakref.ref[Plain], bytes]] = {}


def written(value: Any) -> bytes:
    """A plain value as bytes from which it can be `restored`, the same for equal values.

    pickle without its memory of objects seen, which would tell those that are shared.
    """
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, pickle.HIGHEST_PROTOCOL)
    pickler.fast = True
    pickler.dump(value)
    return buffer.getvalue()


def restored(data: bytes) -> Any:
    """The value that was `written`; only for what this machine wrote itself."""
    return pickle.loads(data)  # noqa: S301 - from our own state folder
