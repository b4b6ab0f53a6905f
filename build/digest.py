"""Answers → digests: two answers with the same digest say the same."""

from __future__ import annotations

import io
import pickle
import weakref
from hashlib import blake2b
from typing import Any

from portal.plain import Plain
from portal.rules.rule import Rule
from portal.sections import Section
from portal.today import Today

SIZE = 16


class _Pickler(pickle.Pickler):
    """pickle without its memory of objects seen: what is equal is written alike, shared or not.

    Rules and sections are code, which the base of every page covers; their names will do. Records
    stand in many answers, as one object: a digest of each will do.
    """

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, Plain):
            own = value.__dict__
            return (Plain, (), own) if "key" not in own else (Plain, (_of_record(value),))
        if isinstance(value, Rule):
            return Rule, (value.id,)
        if isinstance(value, Section):
            return Section, (value.name,)
        if isinstance(value, Today):
            return Today, ()  # whoever looks at it rests on what he sees
        if isinstance(value, (set, frozenset)):
            return type(value), (sorted(value),)
        return NotImplemented


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


def digest(answer: Any) -> bytes:
    """SIZE bytes for a plain value: a tree of texts, numbers, days, lists, Plain and dataclasses."""
    return blake2b(written(answer), digest_size=SIZE).digest()


def written(value: Any) -> bytes:
    """The value as bytes, the same for equal values."""
    buffer = io.BytesIO()
    pickler = _Pickler(buffer, pickle.HIGHEST_PROTOCOL)
    pickler.fast = True
    pickler.dump(value)
    return buffer.getvalue()


def restored(data: bytes) -> Any:
    """The value that was `written`; only for what this machine wrote itself."""
    return pickle.loads(data)  # noqa: S301 - from our own state folder
