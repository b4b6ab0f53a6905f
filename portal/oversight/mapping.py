"""The categories of the policies side by side; they are compared, never merged."""

from __future__ import annotations

from portal import reads
from portal.language import say
from portal.oversight.table import Cell, Row, Table, count, heads, several
from portal.plain import Plain


def mapping() -> list[Table]:
    """For each scheme its categories, and the similar ones of every other scheme.

    Two categories are similar when either says so.
    """
    schemes = reads.records("schemes")
    pairs = {
        pair
        for scheme in schemes
        for category in scheme.categories
        for other in category.same
        for pair in (
            (_key(scheme, category), other),
            (other, _key(scheme, category)),
        )
    }
    return [_table(one, [other for other in schemes if other is not one], pairs) for one in schemes]


def _key(scheme: Plain, category: Plain) -> str:
    return f"{scheme.id}#{category.code}"


def _table(one: Plain, others: list[Plain], pairs: set[tuple[str, str]]) -> Table:
    rows = tuple(
        Row(
            (
                _category(one, category),
                count(_bought(one, category)),
                *(
                    several(
                        _category(other, similar)
                        for similar in other.categories
                        if (_key(one, category), _key(other, similar)) in pairs
                    )
                    for other in others
                ),
            )
        )
        for category in one.categories
    )
    columns = (*heads("类别", "项目数"), *(other.title for other in others))
    formula = say("依据：{policy}", policy=reads.title("policies", one.policy))
    return Table(one.id, one.title, columns, rows, formula=formula, whole=True)


def _category(scheme: Plain, category: Plain) -> Cell:
    parent = say("（{words}）", words=_title(scheme, category.parent)) if category.parent else ""
    return Cell(category.title, f"{scheme.url}#category-{category.code}", note=parent)


def _title(scheme: Plain, code: str) -> str:
    return next((one.title for one in scheme.categories if one.code == code), code)


def _bought(scheme: Plain, category: Plain) -> int:
    return len(reads.naming("schemes", scheme.id, "projects", code=category.code))
