"""Personal data in records and attachments: each number stops the build unless it is exempted."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from portal.canonical import Fingerprints
from portal.load.files import beside, claims
from portal.load.gather import Gathered, gather
from portal.load.parsed import Parsed, Unreadable
from portal.load.rows import field_name
from portal.load.text import read_text
from portal.load.walk import SITE, walk
from portal.models.exemptions import Exemption
from portal.personal.detect import MOBILE, Hit, find
from portal.personal.kinds import KINDS
from portal.personal.scan import scan
from portal.problems import Problem

BODY = "正文"
# Between letters and digits of a file's name, as in «zhang13800138000.md».
_LETTERS = re.compile(r"(?<=[a-z])(?=[0-9])")


@dataclass(frozen=True, order=True)
class Finding:
    """One piece of personal data: in which file, at which line, in which field or attachment."""

    path: str
    item: str
    hit: Hit
    record: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What an exemption has to name."""
        return self.record, self.item, self.hit.masked


def judge(
    content: Path,
    gathered: Gathered,
    others: Iterable[str],
    state: Path | None,
    prints: Fingerprints,
) -> Iterator[Problem]:
    """What stops the build: attachments that cannot be published, and personal data not exempted.

    others: paths of the files that are no records. prints: will know each of these.
    """
    exempted = _exempted(gathered)
    verdicts = scan(_files(content, others), state, prints)
    # A table is judged where it is read, and a file that nobody names is a problem already.
    attached = {path for row in gathered.rows.values() for path in beside(row)}
    for path, verdict in verdicts.items():
        if verdict.fault and path in attached:
            yield Problem(path, 0, "", *verdict.fault)
    yield from _site(content)
    hits = {path: verdict.hits for path, verdict in verdicts.items()}
    for finding in sorted(findings(gathered, hits)):
        if finding.hit.certain and finding.key not in exempted:
            yield _problem(finding)


def survey(content: Path, state: Path | None) -> list[tuple[Finding, str]]:
    """All findings of a content folder, each with what becomes of it, also the doubtful ones."""
    found = walk(content)
    gathered = gather(content, found.sources, found.others)
    exempted = _exempted(gathered)
    verdicts = scan(_files(content, found.others), state)
    hits = {path: verdict.hits for path, verdict in verdicts.items()}
    every = [*findings(gathered, hits), *_telephones(content)]
    return [(one, _fate(one, exempted)) for one in sorted(every)]


def _fate(finding: Finding, exempted: set[tuple[str, str, str]]) -> str:
    if finding.key in exempted:
        return "已列为例外"
    return "须删去或列为例外" if finding.hit.certain else "请人工核对"


def _exempted(gathered: Gathered) -> set[tuple[str, str, str]]:
    """(record, item, masked number) of each exemption."""
    rows = [row for row in gathered.rows.values() if isinstance(row, Exemption)]
    return {(row.record, row.item, row.number) for row in rows}


def _files(content: Path, others: Iterable[str]) -> dict[str, Path]:
    return {path: content / path for path in others if PurePosixPath(path).suffix in KINDS}


def findings(gathered: Gathered, attached: Mapping[str, tuple[Hit, ...]]) -> Iterator[Finding]:
    """All that was found, doubtful things included, exempted or not.

    attached: path of each attachment → what was found in it.
    """
    owners: dict[str, set[str]] = {}
    for (section, id), parsed in gathered.parsed.items():
        record = f"{section}/{id}"
        for hit in find(_LETTERS.sub(" ", id)):
            yield Finding(parsed.path, "文件名", hit, record)
        if parsed.personal:
            fields = _Fields(parsed.whole)
            for hit in parsed.personal:
                yield Finding(parsed.path, fields.at(hit.line), hit, record)
    for key, path in claims(gathered):
        owners.setdefault(path, set()).add("/".join(key))
    for path, hits in attached.items():
        name = PurePosixPath(path).name
        for hit in (*hits, *find(name, "文件名")):
            for record in sorted(owners.get(path, {""})):
                yield Finding(path, name, hit, record)


def _site(content: Path) -> Iterator[Problem]:
    """The portal's own settings; their telephone may be mobile, as the office gives it out itself."""
    for hit in _of_site(content):
        if hit.certain and hit.kind != MOBILE:
            yield _problem(Finding(SITE, "", hit))


def _telephones(content: Path) -> Iterator[Finding]:
    """Mobile numbers that the office gives out, and that may be somebody's own."""
    for hit in _of_site(content):
        if hit.kind == MOBILE:
            yield Finding(SITE, "", replace(hit, certain=False))


def _of_site(content: Path) -> tuple[Hit, ...]:
    try:
        return find(read_text(content / SITE, SITE))
    except Unreadable:
        return ()


class _Fields:
    """Which field of a record stands at a line of its file."""

    def __init__(self, parsed: Parsed) -> None:
        self.body_line = parsed.body_line
        own = [(line, at) for at, (path, line) in parsed.places.items() if path == parsed.path]
        own.sort(key=lambda one: one[0])
        self.lines = [line for line, _ in own]
        self.locations = [at for _, at in own]

    def at(self, line: int) -> str:
        if line >= self.body_line:
            return BODY
        place = bisect_right(self.lines, line)
        return field_name(self.locations[place - 1]) if place else ""


def _problem(finding: Finding) -> Problem:
    hit = finding.hit
    where = f"（{hit.where}）" if hit.where else ""
    masked = f" {hit.masked}" if hit.masked else ""
    reason = f"含有个人信息：{hit.kind}{masked}{where}"
    remedy = "删去或遮蔽"
    if finding.record:
        remedy += f"；确需公开的，列为例外：{_exemption(finding)}"
    return Problem(finding.path, hit.line, finding.item, reason, remedy)


def _exemption(finding: Finding) -> str:
    """The file of an exemption to paste, with what only a person knows left open."""
    lines = [
        "新建一个文件 exemptions/编号.md，照抄下面几行，填上空着的各项",
        "---",
        "title:",
        "published:",
        f"record: {finding.record}",
        f'item: "{finding.item}"',
        f"kind: {finding.hit.kind}",
        f'number: "{finding.hit.masked}"',
        "reason:",
        "decider:",
        "decided:",
        "---",
    ]
    return "\n".join([*lines, ""])
