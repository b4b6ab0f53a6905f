"""The ledger as one build sees it: what content/ledger/ holds, and what this publication adds."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from portal.canonical import Fingerprint, canonical, digest, values
from portal.ledger.declared import Declarations, Fork, read_declared
from portal.ledger.files import read_head, read_log, read_version, removed
from portal.ledger.judge import Judged, Now, judge
from portal.ledger.log import Act, Entry, Log
from portal.ledger.note import Checkpoint, Head, Signer
from portal.load import Loaded
from portal.load.parsed import Key
from portal.models.site import Site
from portal.problems import ContentError, Problem

Digests = Mapping[Key, str]


@dataclass(frozen=True)
class Book:
    """The log with the acts of this publication; `stored` of its entries are in content/ already.

    texts: canonical JSON of the new entries' versions, by entry. silent: records that differ from
    their entry undeclared; problems: what they and others are, for whoever is about to publish.
    earlier: records shown as they were last published, because what is new in them is held back.
    removed: entries whose texts were taken away, by law as a rule.
    """

    content: Path
    log: Log
    stored: int
    checkpoint: Checkpoint
    texts: Mapping[int, bytes] = field(default_factory=dict)
    silent: frozenset[str] = frozenset()
    earlier: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    forks: tuple[Fork, ...] = ()
    removed: frozenset[int] = frozenset()

    def version(self, n: int) -> bytes | None:
        """The canonical JSON that entry n published; None when its text is not kept."""
        return self.texts[n] if n in self.texts else read_version(self.content, n)

    def entry(self, n: int) -> Entry:
        return self.log.entries[n]


def is_kept(site: Site, log: Log) -> bool:
    """Whether this portal keeps a ledger: as site.yaml says, else whether one was begun."""
    return site.ledger if site.ledger is not None else bool(log.size)


def open_book(
    content: Path,
    loaded: Loaded,
    public: Loaded,
    today: datetime.date,
    *,
    signer: Signer | None = None,
    digests: Digests | None = None,
) -> Book | None:
    """The ledger of this content, None where none is kept. Nothing is written.

    loaded: every sound record; public: those on the site today.
    digests: each record's canonical digest where it is known already; else they are computed.
    Raises ContentError when content/ledger/ itself is damaged.
    """
    log, problems = read_log(content)
    checkpoint, wrong = (None, []) if problems else read_head(content, log)
    gone, altered = (frozenset[int](), []) if problems else removed(content, log)
    problems += altered
    declared = read_declared(content)
    if isinstance(declared, list):
        problems += declared
    if problems or wrong or not isinstance(declared, Declarations):
        raise ContentError([*problems, *wrong])
    if not (log.size or is_kept(loaded.site, log)):
        return None
    stored = log.size
    texts: dict[int, bytes] = {}
    judged = Judged((), (), frozenset())
    if is_kept(loaded.site, log):
        now = _now(loaded, public, digests)
        judged = judge(log, declared, now, lambda n: read_version(content, n))
        _extend(log, texts, judged, now, today)
    forks = tuple(declared.said.forks)
    head = Head(origin(loaded.site, len(forks)), log.size, log.tree.root())
    signed = _signed(head, checkpoint, signer)
    return Book(
        content,
        log,
        stored,
        signed,
        texts,
        silent=judged.silent,
        problems=judged.problems,
        forks=forks,
        removed=gone,
    )


def origin(site: Site, forks: int) -> str:
    """The log's name in checkpoints; a log that was begun anew never bears the old one."""
    name = site.base_url.partition("://")[2] + "ledger"
    return f"{name}/{forks + 1}" if forks else name


def _now(loaded: Loaded, public: Loaded, known: Digests | None) -> Now:
    def text(record: str) -> bytes:
        section, _, id = record.partition("/")
        row = loaded.rows[section, id]
        seen = {one.file: _seen(loaded, f"/{record}/{one.file}") for one in row.attachments}
        files = {name: found for name, found in seen.items() if found}
        return canonical(values(section, row, files))

    known = known or {}
    return Now(
        digests={
            "/".join(key): known.get(key) or digest(text("/".join(key))) for key in loaded.rows
        },
        public={"/".join(key): row.published.isoformat() for key, row in public.rows.items()},
        paths={"/".join(key): row.path for key, row in loaded.rows.items()},
        text=text,
        unread=loaded.unread,
    )


def _seen(loaded: Loaded, address: str) -> Fingerprint | None:
    file = loaded.files.get(address)
    return loaded.prints(file) if file else None


def _extend(
    log: Log, texts: dict[int, bytes], judged: Judged, now: Now, today: datetime.date
) -> None:
    for new in judged.acts:
        rest = {}
        if new.act is not Act.WITHDRAW:
            text = now.text(new.record)
            texts[log.size] = text
            rest["sha256"] = digest(text)
        if new.change:
            rest |= {"by": new.change.by, "reason": new.change.reason}
            rest |= {"see": new.change.see} if new.change.see else {}
        log.add(new.act, today.isoformat(), new.record, **rest)


def _signed(head: Head, last: Checkpoint | None, signer: Signer | None) -> Checkpoint:
    """The last checkpoint where the log has not grown, so that a build without the key repeats it."""
    if last and last.head == head and (last.signatures or not signer):
        return last
    return Checkpoint(head, (signer.sign(head.text),) if signer else ())
