"""Which feeds there are: of all, each section, project, party, region and category."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from portal import reads
from portal.divisions import own_level
from portal.feeds.past import gone
from portal.language import say
from portal.ledger import questions as ledger
from portal.sections import BY_NAME, SECTIONS

ALL = "all"
# The sections each record of which has a feed of its own, and what stands before its title.
FACETS = {
    "projects": "项目",
    "purchasers": "购买主体",
    "suppliers": "承接主体",
    "agencies": "代理、评估机构",
    "regions": "地区",
}


@dataclass(frozen=True)
class Feed:
    """One feed in all its formats.

    name: «all», a section, «section/id», or «schemes/id/code» for a category; part of permanent ids.
    address: the folder of its files, root-relative; home: the page that shows the same.
    """

    name: str
    title: str
    about: str
    address: str
    home: str


@reads.read
def find(name: str) -> Feed | None:
    """The feed of this name, or None."""
    section, _, rest = name.partition("/")
    if name == ALL:
        return Feed(ALL, say("全部更新"), reads.site().description, "/", "/")
    if section not in BY_NAME:
        return None
    if not rest:
        own = BY_NAME[section]
        return Feed(name, own.title, own.about, own.address, own.address)
    return _category(*rest.split("/")) if section == "schemes" else _facet(section, rest)


def _facet(section: str, id: str) -> Feed | None:
    named = _named(section, id) if section in FACETS else ""
    if not named:
        return None
    about = say(_ABOUT.get(section, _OTHERS), title=named)
    title = say("{kind}：{title}", kind=say(FACETS[section]), title=named)
    return Feed(f"{section}/{id}", title, about, f"/{section}/{id}/", f"/{section}/{id}/")


def _named(section: str, id: str) -> str:
    """The title of a record, and of one that was withdrawn: who followed it is to learn of that.

    A region's feed holds its own level, and says so where others lie in it.
    """
    if section == "regions" and reads.record(section, id):
        return own_level(id)
    there = reads.record(section, id) or ledger.withdrawn(section, id)
    return ledger.titled(section, id) if there else ""


_ABOUT = {
    "projects": "{title}的全部公开记录，从公告、公示、公示期满到合同、支付、评价和验收。",
}
_OTHERS = "{title}的全部公开记录，有新的就会送到。"


def _category(scheme: str, code: str = "") -> Feed | None:
    found = reads.record("schemes", scheme)
    row = next((one for one in found.categories if one.code == code), None) if found else None
    if found is None or row is None:
        return None
    return Feed(
        f"{found.key}/{code}",
        say("服务类别：{title}（{scheme}）", title=row.title, scheme=found.title),
        row.note
        or say(
            "{scheme}中属于「{title}」的项目的全部公开记录。", title=row.title, scheme=found.title
        ),
        f"{found.url}{code}/",
        f"{found.url}#category-{code}",
    )


def names() -> Iterator[str]:
    """The names of all feeds, in a fixed order."""
    yield ALL
    yield from (section.name for section in SECTIONS)
    for section in FACETS:
        yield from (f"{section}/{id}" for id in (*reads.keys(section), *gone().get(section, ())))
    for scheme in reads.records("schemes"):
        yield from (f"{scheme.key}/{row.code}" for row in scheme.categories)


def found(names: list[str]) -> list[Feed]:
    """Those feeds that there are, in this order."""
    return [one for one in map(find, names) if one]
