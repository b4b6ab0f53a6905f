"""The whole way from a content folder to rows, collecting every problem before it gives up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TypeVar

from portal.canonical import Fingerprints
from portal.load import agree, bounds, checks, files, links, personal, prose
from portal.load.gather import Gathered, gather
from portal.load.parsed import Key, Unreadable
from portal.load.rows import make, prepare
from portal.load.text import read_text
from portal.load.walk import SITE, walk
from portal.load.yaml import parse_yaml
from portal.models.base import Record
from portal.models.link import Naming
from portal.models.site import Site
from portal.problems import ContentError, Problem
from portal.window import Workdays


@dataclass(frozen=True)
class Loaded:
    """Sound content: typed rows by (section, id), and what is derived from them.

    files: root-relative address of each attachment → its file.
    sources: each file of the content, by its path → where it is, and the records («section/id»)
    that are made of it, none for the site's own. digests: what stands for the bytes of those of them
    that were read as records. canonical: of each record, as far as it is known, the SHA-256 of what it
    says. prints: gives the fingerprint of any of the files, and knows the attachments'.
    unread: the records («section/id») whose files cannot be read, of content that is not sound.
    """

    site: Site
    rows: Mapping[Key, Record]
    links: tuple[Naming, ...]
    files: Mapping[str, Path]
    workdays: Workdays
    sources: Mapping[str, tuple[Path, frozenset[str]]] = field(default_factory=dict)
    digests: Mapping[str, bytes] = field(default_factory=dict)
    canonical: Mapping[Key, str] = field(default_factory=dict)
    prints: Fingerprints = field(default_factory=Fingerprints)
    unread: frozenset[str] = frozenset()


def load(content: Path, state: Path | None = None) -> Loaded:
    """Read and check a content folder; raises ContentError with every problem of the run.

    state: the folder that keeps what reading a file gave, what Markdown made of a body and what was
    found in an attachment, each by the digest of its bytes, so that it is done once.
    """
    prepare()
    site = _site(content)
    if isinstance(site, list) and not _has_site(content):
        raise ContentError(site)
    found = walk(content)
    gathered = gather(content, found.sources, found.others, state)
    problems = [*found.problems, *gathered.problems]
    linked = _sound(links.check(gathered), problems)
    titles = list(links.titles(gathered))
    # Said better than that it is no id.
    told = {(one.path, one.line, one.field) for one in titles}
    problems = [one for one in problems if (one.path, one.line, one.field) not in told] + titles
    attached = _sound(files.attachments(gathered, found.others), problems)
    workdays = checks.workdays(gathered)
    ledger = found.ledger or not isinstance(site, Site) or bool(site.ledger)
    problems += prose.render(gathered, state, ledger=ledger)
    prints = Fingerprints()
    for path in found.own:
        prints(content / path)
    problems += personal.judge(content, gathered, found.others, state, prints)
    problems += chain.from_iterable(check(gathered) for check in _CHECKS)
    if isinstance(site, Site):
        problems += _of_site(site, gathered, {address for address, _ in attached}, workdays)
    else:
        problems += site
    if problems or not isinstance(site, Site):
        raise ContentError(problems)
    published = {address: content / path for address, path in attached}
    named = dict.fromkeys(found.own, frozenset[str]()) | files.sources(gathered, found.others)
    sources = {path: (content / path, keys) for path, keys in sorted(named.items())}
    return Loaded(
        site,
        gathered.rows,
        tuple(linked),
        published,
        workdays,
        sources,
        gathered.digests,
        gathered.canonical,
        prints,
    )


# What all records are judged by together, in this order; those that need no more than them.
_CHECKS: tuple[Callable[[Gathered], Iterable[Problem]], ...] = (
    checks.twins,
    checks.repeats,
    checks.twice,
    checks.reports,
    checks.loops,
    agree.purchases,
    agree.endings,
    bounds.bounds,
    checks.calendars,
)


def _of_site(
    site: Site, gathered: Gathered, addresses: Set[str], workdays: Workdays
) -> Iterator[Problem]:
    """What site.yaml says against the records. addresses: those of attachments."""
    yield from checks.headings(site)
    yield from checks.moved(site, gathered)
    yield from checks.logo(site, addresses)
    yield from checks.targets(site, gathered)
    yield from checks.codes(site, gathered)
    yield from checks.windows(site, gathered, workdays)


def readable(content: Path, state: Path | None = None) -> Loaded | None:
    """What can be read of content that is not sound: the rows that are, each by itself, without links.

    state: as of `load`. None where even site.yaml cannot be read.
    """
    prepare()
    site = _site(content)
    if isinstance(site, list):
        return None
    found = walk(content)
    gathered = gather(content, found.sources, found.others, state)
    attached = _sound(files.attachments(gathered, found.others), [])
    return Loaded(
        site,
        gathered.rows,
        (),
        {address: content / path for address, path in attached},
        checks.workdays(gathered),
        canonical=gathered.canonical,
        unread=frozenset("/".join(key) for key in gathered.broken),
    )


Sound = TypeVar("Sound")


def _sound(results: Iterable[Sound | Problem], problems: list[Problem]) -> list[Sound]:
    """The results that are no problems; the others go to the list of problems."""
    sound: list[Sound] = []
    for result in results:
        if isinstance(result, Problem):
            problems.append(result)
        else:
            sound.append(result)
    return sound


def _has_site(content: Path) -> bool:
    try:
        return (content / SITE).is_file()
    except OSError:
        return False


def _site(content: Path) -> Site | list[Problem]:
    if not _has_site(content):
        remedy = (
            "核对内容文件夹的位置（PORTAL_HOME、PORTAL_CONTENT 或 --content）；"
            "还没有网站的，先运行 python -m build init"
        )
        return [Problem(SITE, 0, "", f"内容文件夹 {content} 里没有这个文件", remedy)]
    try:
        parsed = parse_yaml(read_text(content / SITE, SITE), SITE)
    except Unreadable as error:
        return [error.problem]
    return make(Site, parsed.data, parsed)
