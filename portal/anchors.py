"""How the rows of records are referred to, and under which anchors they stand on pages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rows:
    """How the rows of a section's records are referred to.

    part: the field that holds them; code, words: their fields that identify and name one;
    anchor: what stands before the code in the anchor on the record's page.
    """

    part: str
    code: str
    words: str
    anchor: str


ROWS = {
    "policies": Rows("articles", "id", "clause", "art-"),
    "schemes": Rows("categories", "code", "title", "category-"),
    "catalogues": Rows("items", "code", "title", "item-"),
    "plans": Rows("lines", "code", "title", "line-"),
}
