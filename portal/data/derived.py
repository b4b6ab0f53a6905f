"""What files add to a record from the project and the contract that it names: who buys, where, what.

So one table answers «who paid whom» without a second one. The record does not say it itself: it stands
behind the record's own columns, and outside of what is digested.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from portal import reads
from portal.display import fields
from portal.plain import Plain
from portal.references import target


@dataclass(frozen=True)
class Derived:
    """One thing that is added. through: the record's field that leads to who says it, in its field `name`.

    name: also of the JSON; label: of the columns; section: whose ids these are.
    """

    name: str
    label: str
    through: str
    section: str


_ALL = (
    Derived("purchasers", "购买主体", "project", "purchasers"),
    Derived("region", "地区", "project", "regions"),
    Derived("category", "服务类别", "project", "schemes"),
    Derived("supplier", "承接主体", "contract", "suppliers"),
)
# The fields through which something is found → the section of the records that they name.
_THROUGH = {"project": "projects", "contract": "contracts"}
# What a project may have more than one of.
LISTS = frozenset({"purchasers"})
LABELS = frozenset(f"{one.label}{end}" for one in _ALL for end in ("编号", "名称"))

Named = tuple[tuple[str, str], ...]
"""(id, words) of each record that is named."""


@cache
def derived(section: str) -> tuple[Derived, ...]:
    """What is added to a section's records: nothing that they say themselves under the same label."""
    known = fields(section)
    own = {one.chinese for one in known.values()}
    return tuple(one for one in _ALL if one.through in known and one.label not in own)


def of(one: Plain) -> Mapping[str, Named]:
    """What is added to a record, by name; nothing where it names no project or contract."""
    found: dict[str, Named] = {}
    for through in dict.fromkeys(item.through for item in derived(one.section)):
        if id := getattr(one, through):
            found.update(_said(through, id))
    return found


@reads.read
def _said(through: str, id: str) -> dict[str, Named]:
    """What a project or a contract gives to all that name it."""
    found = reads.record(_THROUGH[through], id)
    said: dict[str, Named] = {}
    for item in _ALL if found else ():
        if item.through == through:
            value = getattr(found, item.name)
            ids = value if isinstance(value, list) else [value]
            said[item.name] = tuple((one, target(item.section, one).words) for one in ids)
    return said
