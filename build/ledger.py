"""The ledger's part in a publication: nothing is published over a broken promise, then it grows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import click

from build.exits import Busy
from build.lock import alone_in
from portal.ledger import files
from portal.ledger.book import Book
from portal.ledger.declared import FILE
from portal.ledger.note import BadNote, Checkpoint, read_checkpoint
from portal.models.site import Site
from portal.problems import ContentError, Problem
from portal.settings import Settings

# The last head that was published from here.
REMEMBERED = "ledger-checkpoint"


def refuse(
    settings: Settings,
    site: Site,
    book: Book | None,
    forgives: Callable[[Problem], bool] = lambda _: False,
) -> None:
    """Raise ContentError unless every record is as logged, or declared, and the log only grew.

    forgives: which problems come from holding a record back on purpose.
    Raises click.UsageError when new entries would go out unsigned although site.yaml names a key, and on a
    day before the last entry's, when records that it tells of are not public yet.
    """
    if book is None:
        return
    silent = [problem for problem in book.problems if not forgives(problem)]
    problems = [*silent, *_forks(settings, book)]
    if problems:
        raise ContentError(problems)
    newest = book.log.entries[book.stored - 1].date if book.stored else ""
    if newest > settings.today.isoformat():
        raise click.UsageError(
            f"账本里已有 {newest} 的记载，这一次却当作 {settings.today}：日子不能倒退。"
            "核对 --as-of（PORTAL_TODAY），没有写的，核对这台机器的时钟。"
        )
    if site.ledger_key and not book.checkpoint.signatures:
        raise click.UsageError(
            "site.yaml 写明了账本的公钥，这里却没有私钥：用 PORTAL_LEDGER_KEY 指明私钥文件。"
        )


def append(settings: Settings, book: Book | None) -> None:
    """Write this publication's entries to content/ledger/; called once the new site is whole.

    Raises Busy when a build of another site has written something else there since this one read it.
    """
    if book and (book.stored < book.log.size or not _written(settings, book)):
        folder = settings.content / files.FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        with alone_in(folder):
            if not files.continued(settings.content, book.log, book.stored):
                raise Busy(
                    f"另一个构建刚刚续写了账本（{folder}），这一次什么也没有发布。请再运行一次。"
                )
            files.append(settings.content, book.log, book.stored, book.texts, book.checkpoint.note)


def remember(settings: Settings, book: Book | None) -> None:
    """Keep the head that is public now, against which the next publication is held."""
    if book:
        settings.state.mkdir(parents=True, exist_ok=True)
        note = book.checkpoint.note
        (settings.state / REMEMBERED).write_text(note, encoding="utf-8", newline="")


def _written(settings: Settings, book: Book) -> bool:
    """Whether the checkpoint in content/ is this one; a kill may have left the one before."""
    if not book.log.size:
        return True
    file = settings.content / files.FOLDER / files.CHECKPOINT
    return file.is_file() and file.read_bytes() == book.checkpoint.note.encode()


def _forks(settings: Settings, book: Book) -> Iterator[Problem]:
    """Heads that were published from here and that this log never had."""
    for file in (settings.state / REMEMBERED, settings.site / "ledger" / "checkpoint"):
        found = _head(file)
        if found is None:
            continue
        head, log = found.head, book.log
        if head.size <= log.size and log.tree.root_at(head.size) == head.root:
            continue
        given_up = {(fork.size, fork.root) for fork in book.forks}
        if (head.size, head.root.hex()) not in given_up:
            reason = f"上次发布的账本有 {head.size} 条，现在的账本不是它的续写：有记载被改动或删除"
            remedy = (
                "从版本库恢复 ledger 文件夹；确要另开账本，就在 ledger/declared.yaml 的 forks 下"
                f"写明 size: {head.size}，root: {head.root.hex()}，再写 date、by 和 reason；"
                f"那是另一个网站（{head.origin}，如演示网站）、不再要它的：删掉 {settings.site} 和 {settings.state}"
            )
            yield Problem(FILE, 0, "forks", reason, remedy)


def _head(file: Path) -> Checkpoint | None:
    """The checkpoint in a file; a damaged cache is no evidence."""
    try:
        return read_checkpoint(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, BadNote):
        return None
