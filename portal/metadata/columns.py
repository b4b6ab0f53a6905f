"""How each page is filed: the column (栏目) that government metadata wants of it."""

from __future__ import annotations

from dataclasses import dataclass

from portal import reads
from portal.language import say
from portal.models.heading import ColumnType
from portal.sections import BY_NAME, Group

T = ColumnType
# Where a section is no part of 信息公开目录, the list of what must be public.
_TYPES = {
    "needs": T.SURVEYS,
    "objections": T.COMPLAINTS,
    "statistics": T.FIGURES,
    "accounts": T.FIGURES,
    "policies": T.POLICIES,
    "replies": T.ANSWERS,
    "notices": T.NEWS,
    "pages": T.OVERVIEW,
    "purchasers": T.OVERVIEW,
    "suppliers": T.OVERVIEW,
    "agencies": T.OVERVIEW,
    "regions": T.OVERVIEW,
}
# Pages that are no section, by the beginning of their address.
_PLACES = (
    ("/data/", T.DATA),
    ("/oversight/", T.FIGURES),
    ("/feeds/", T.SERVICES),
    ("/search/", T.SERVICES),
    ("/ledger/", T.SERVICES),
)
KEYWORD = "购买社会组织服务"


@dataclass(frozen=True)
class Column:
    """name, description, keywords and type, as the metadata call them."""

    name: str
    description: str
    keywords: tuple[str, ...]
    type: str


def of_section(name: str) -> Column:
    """The column of a section: as site.yaml says, else as the table."""
    section = BY_NAME[name]
    said = next((one for one in reads.site().columns if one.section == name), None)
    kind = (said and said.type) or _TYPES.get(name, T.CATALOGUE)
    keywords = tuple(said.keywords) if said else ()
    return Column(
        section.title,
        (said and said.description) or section.about,
        keywords or _keywords(section.title, section.group),
        kind.value,
    )


def _keywords(title: str, group: Group) -> tuple[str, ...]:
    return tuple(dict.fromkeys((title, say(group), say(KEYWORD))))


def of_page(address: str, title: str, description: str) -> Column:
    """The column that a page of its own is."""
    kind = next((kind for start, kind in _PLACES if address.startswith(start)), T.OVERVIEW)
    return Column(
        title, description, (title, say(KEYWORD)), (T.HOME if address == "/" else kind).value
    )
