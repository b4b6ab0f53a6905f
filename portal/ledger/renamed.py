"""Which new record is one that is gone, under another name and perhaps edited as well."""

from __future__ import annotations

from collections.abc import Mapping

from portal.canonical import Values


def renamed(said: Values, new: Mapping[str, Values]) -> str:
    """The new record («section/id») that says most of what a record said that is gone; "" for none.

    Most are more than half of the fields that either of them fills; a document of another project is
    another document.
    """
    found = {
        record: _alike(said, other)
        for record, other in sorted(new.items())
        if other["section"] == said["section"] and other.get("project") == said.get("project")
    }
    best = max(found, key=lambda one: found[one], default="")
    return best if best and found[best] > _HALF else ""


_HALF = 0.5
# What another name changes, and what all records of a section have in common.
_APART = ("id", "section")


def _alike(one: Values, other: Values) -> float:
    """The share of equal fields."""
    names = [name for name in one.keys() | other.keys() if name not in _APART]
    equal = [name for name in names if one.get(name) == other.get(name)]
    return len(equal) / len(names)
