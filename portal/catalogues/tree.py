"""A catalogue as a tree: kinds, their items, what changed, and what was bought under each."""

from __future__ import annotations

from dataclasses import dataclass

from portal import reads
from portal.catalogues.versions import changes
from portal.plain import Plain


@dataclass(frozen=True)
class Leaf:
    """One item. change: added, changed or ""; projects bought under it; below: items of lower catalogues."""

    item: Plain
    change: str
    projects: tuple[Plain, ...]
    below: tuple[tuple[Plain, Plain], ...]


@dataclass(frozen=True)
class Branch:
    """One kind of services with its items."""

    title: str
    leaves: tuple[Leaf, ...]


@reads.read
def tree(catalogue: Plain) -> tuple[Branch, ...]:
    """The kinds in the order in which the catalogue first names them."""
    turned = changes(catalogue)
    marks = dict.fromkeys((one.code for one in turned.added), "added") if turned else {}
    marks |= dict.fromkeys((item.code for item, _ in turned.changed), "changed") if turned else {}
    kinds: dict[str, list[Leaf]] = {}
    for item in catalogue.items:
        leaf = Leaf(
            item,
            marks.get(item.code, ""),
            tuple(reads.naming("catalogues", catalogue.id, "projects", "item", item.code)),
            tuple(_below(catalogue.id, item.code)),
        )
        kinds.setdefault(item.kind, []).append(leaf)
    return tuple(Branch(kind, tuple(leaves)) for kind, leaves in kinds.items())


def _below(id: str, code: str) -> list[tuple[Plain, Plain]]:
    """(catalogue, item) of the items that name this one as their parent."""
    parent = f"{id}#{code}"
    return [
        (other, item)
        for other in reads.naming("catalogues", id, "catalogues", "items", code)
        for item in other.items
        if item.parent == parent
    ]
