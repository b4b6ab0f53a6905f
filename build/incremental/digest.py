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
from operator import attrgetter
from typing import Any

from portal.plain import Plain
from portal.rules.rule import Finding, Rule
from portal.sections import Section
from portal.today import Today

SIZE = 16
# A sequence is digested in parts of so many values.
PART = 500
_VERSION = 2
_Said = tuple[Any, ...]
_OWN = frozenset({str, int, float, bool, bytes, type(None)})


def digest(answer: Any) -> bytes:
    """SIZE bytes for a plain value: a tree of texts, numbers, days, lists, Plain and dataclasses."""
    return weighed(answer)[0]


def weighed(answer: Any) -> tuple[bytes, int]:
    """The digest, and how many bytes there are to say of it; what other answers hold too counts once."""
    if type(answer) is bytes:  # which may be as large as the archive: no second time in memory
        return blake2b(answer, digest_size=SIZE, person=b"bytes").digest(), len(answer)
    before = _weight.said
    try:
        data = marshal.dumps(answer, _VERSION)
    except ValueError:
        data = marshal.dumps(_plain(answer), _VERSION)
    return _short(data), _weight.said - before


class _Weight:
    """How many bytes this process has digested."""

    said = 0


_weight = _Weight()


def _short(data: bytes) -> bytes:
    _weight.said += len(data)
    return blake2b(data, digest_size=SIZE).digest()


def _plain(value: Any) -> Any:
    """The value in the words of marshal; ... begins what is not Python's own, and no answer has it."""
    kind = type(value)
    return value if kind in _OWN else (_WAYS.get(kind) or _way(kind))(value)


def _plainly(values: Collection[Any]) -> Iterable[Any]:
    """Each of them in the words of marshal; mostly they are that already."""
    return values if _OWN.issuperset(map(type, values)) else list(map(_plain, values))


def _in_parts(values: list[Any] | tuple[Any, ...]) -> Iterable[Any]:
    """As `_plainly`; of a long sequence digests of its parts, so that not all is in memory again."""
    if len(values) <= PART:
        return _plainly(values)
    starts = range(0, len(values), PART)
    parts = (_plainly(values[one : one + PART]) for one in starts)
    return [..., "long", *(_short(marshal.dumps(list(one), _VERSION)) for one in parts)]


def _way(kind: type) -> Callable[[Any], _Said]:
    """How values of a kind are said: its name, then what there is to them."""
    found = _WAYS[kind] = _way_of(kind, f"{kind.__module__}.{kind.__qualname__}")
    return found


def _way_of(kind: type, name: str) -> Callable[[Any], _Said]:
    if issubclass(kind, Enum):
        return lambda value: (..., name, value.name)
    if issubclass(kind, tuple):
        return lambda value: (..., name, *_plainly(value))
    if issubclass(kind, str):
        return lambda value: (..., name, str(value))
    if is_dataclass(kind):
        # Of one name alone, attrgetter gives no tuple.
        parts = attrgetter("__class__.__name__", *[field.name for field in fields(kind)])
        return lambda value: (..., name, *_plainly(parts(value)))
    return lambda value: (..., name, written(value))


def _record(value: Plain) -> _Said:
    own = value.__dict__
    return (..., "record", _once(value)) if "key" in own else (..., "part", _dict(own))


def _dict(value: dict[Any, Any]) -> dict[Any, Any]:
    return dict(zip(_plainly(value.keys()), _plainly(value.values()), strict=True))


def _set(value: frozenset[Any]) -> _Said:
    return (..., "set", sorted(marshal.dumps(_plain(one), _VERSION) for one in value))


# Rules and sections are code, which the base of every page covers; their names will do.
_WAYS: dict[type, Callable[[Any], Any]] = {
    tuple: lambda value: tuple(_in_parts(value)),
    list: lambda value: list(_in_parts(value)),
    dict: _dict,
    Plain: _record,
    Finding: lambda value: (..., "finding", _once(value)),
    Rule: lambda value: (..., "rule", value.id),
    Section: lambda value: (..., "section", value.name),
    Today: lambda _: (..., "today"),  # whoever looks at it rests on what he sees
    datetime.date: lambda value: (..., "day", value.toordinal()),
    set: _set,
    frozenset: _set,
}


def _once(value: Any) -> bytes:
    """The digest of what stands in many answers as one object, found once as long as it lives."""
    place = id(value)
    known = _found.get(place)
    if known and known[0]() is value:
        return known[1]
    found = _short(marshal.dumps(_dict(value.__dict__), _VERSION))
    _found[place] = weakref.ref(value, lambda _: _found.pop(place, None)), found
    return found


_found: dict[int, tuple[weakref.ref[Any], bytes]] = {}


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
