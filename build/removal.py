"""Texts that the ledger gives up by law: which may go, and which trees still show one that went."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from build.exits import Refused
from portal.canonical import digest
from portal.ledger import files
from portal.ledger.declared import Declarations, read_declared
from portal.ledger.log import Act
from portal.problems import ContentError


def removable(content: Path, record: str, entries: Collection[int] = ()) -> list[int]:
    """The entries of a record («section/id») whose texts are kept and may be removed, oldest first.

    All but the one that says what is public: for that it takes a declared change first. entries: those
    that are meant, if not all. Raises ContentError for a damaged ledger, Refused when it may not be.
    """
    log, problems = files.read_log(content)
    gone, altered = files.removed(content, log)
    declared = read_declared(content)
    if problems or altered or not isinstance(declared, Declarations):
        wrong = declared if isinstance(declared, list) else []
        raise ContentError([*problems, *altered, *wrong])
    own = {one.n: one for one in log.of(record)}
    if not own or not own.keys() >= set(entries):
        numbers = "、".join(map(str, own)) or "没有"
        raise Refused(
            f"账本里 {record} 的序号：{numbers}。记录写成「栏目/编号」，如 notices/tz-001。"
        )
    newest = log.entries[log.newest[record]]
    meant = [n for n in entries or own if own[n].sha256]
    if newest.act != Act.WITHDRAW and not declared.of(newest):
        if newest.n in entries or len(own) == 1:
            raise Refused(
                f"{record} 第 {newest.n} 号就是现在公开的内容。先改正或删掉这条记录，"
                "在 ledger/declared.yaml 里声明，再移除。"
            )
        meant = [n for n in meant if n != newest.n]
    return sorted(n for n in meant if n not in gone)


def refuse_removed(content: Path, tree: Path) -> None:
    """Raise Refused when a tree shows a text that the ledger has removed since it was made."""
    log, _ = files.read_log(content)
    gone, _ = files.removed(content, log)
    kept = {one.sha256 for one in log.entries if one.n not in gone}
    records = {log.entries[n].sha256: log.entries[n].record for n in gone}
    shown = {digest(line) for line in _texts(tree)} if gone else set[str]()
    found = sorted({records[one] for one in records.keys() & shown - kept})
    if found:
        raise Refused(
            f"{tree} 里还有已依法移除的内容（{'、'.join(found)}），不能换回。"
            "改好 content 再发布一次；这个文件夹可以删掉。"
        )


def _texts(tree: Path) -> list[bytes]:
    """The versions that a tree shows: a line each in the scripts of the ledger."""
    scripts = sorted((tree / "ledger" / "versions").glob("*.js"))
    return [line.removesuffix(b",") for file in scripts for line in file.read_bytes().split(b"\n")]
