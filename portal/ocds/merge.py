"""Releases → the compiled release, by the rules of OCDS 1.1 (merging).

Later values replace earlier ones; objects merge field by field, lists of objects with ids by id.
The tests compare the outcome with the reference implementation, ocdsmerge.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from portal.ocds.pieces import Object

# Lists of objects that the schema wants replaced as a whole (`wholeListMerge`).
_WHOLE = frozenset({"additionalClassifications", "additionalIdentifiers"})
_OWN = frozenset({"id", "date", "tag"})


def compiled(releases: Sequence[Object]) -> Object:
    """The state of a process after all its releases, which are given from the oldest on."""
    last = releases[-1]
    made: Object = {}
    for release in releases:
        _merge(made, {name: value for name, value in release.items() if name not in _OWN})
    head = {"tag": ["compiled"], "id": f"{last['ocid']}-{last['date']}", "date": last["date"]}
    return {**head, **made}


def _merge(old: Object, new: Object) -> None:
    for name, value in new.items():
        if isinstance(value, dict):
            before = old.setdefault(name, {})
            _merge(before, value)
        elif _by_id(name, value):
            _merge_list(old.setdefault(name, []), value)
        else:
            # Never changed afterwards, so it may stay the release's own.
            old[name] = value


def _by_id(name: str, value: Any) -> bool:
    return (
        isinstance(value, list)
        and name not in _WHOLE
        and all(isinstance(item, dict) and "id" in item for item in value)
    )


def _merge_list(old: list[Object], new: list[Object]) -> None:
    places = {item["id"]: item for item in old}
    for item in new:
        if item["id"] not in places:
            places[item["id"]] = {}
            old.append(places[item["id"]])
        _merge(places[item["id"]], item)
