"""content/ledger/: entries and versions as JSON lines, 256 in a file, and the last checkpoint.

Line i of `versions/K.jsonl` is the canonical JSON of the version that entry 256 K + i published,
or empty: for a withdrawal, and where a text had to be removed by law. The entry stays.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Collection, Iterator, Mapping
from itertools import count, takewhile
from pathlib import Path

from portal.canonical import digest
from portal.ledger.declared import FILE as DECLARED
from portal.ledger.log import BadEntry, Log
from portal.ledger.note import BadNote, Checkpoint, read_checkpoint
from portal.ledger.tree import WIDTH
from portal.problems import Problem

FOLDER = "ledger"
CHECKPOINT = "checkpoint"
_REMEDY = "账本由程序写入，不要手工改动：从版本库恢复这个文件"
_NAME = re.compile(r"(?:entries|versions)/\d{4,}\.jsonl", re.ASCII)


def bundle_name(kind: str, number: int) -> str:
    """«entries/0003.jsonl»: the file of the entries from 256 × 3 on."""
    return f"{kind}/{number:04d}.jsonl"


def read_log(content: Path) -> tuple[Log, list[Problem]]:
    """The entries of a content folder, each proved to follow the ones before it.

    With a problem, the log is what stands before it.
    """
    log = Log()
    problems = list(_strange(content / FOLDER))
    number = 0
    while (file := content / FOLDER / bundle_name("entries", number)).is_file():
        lines = _lines(file)
        for at, line in enumerate(lines):
            try:
                log.take(line)
            except BadEntry as error:
                path = f"{FOLDER}/{bundle_name('entries', number)}"
                return log, [*problems, Problem(path, at + 1, "", str(error), _REMEDY)]
        number += 1
        if log.size != number * WIDTH:
            break
    if (content / FOLDER / bundle_name("entries", number)).is_file() and log.size < number * WIDTH:
        path = f"{FOLDER}/{bundle_name('entries', number - 1)}"
        problems.append(Problem(path, 0, "", f"不足 {WIDTH} 条，后面却还有文件", _REMEDY))
    return log, problems


def read_head(content: Path, log: Log) -> tuple[Checkpoint | None, list[Problem]]:
    """The checkpoint beside the entries, which must be a head that the log has or had."""
    file, path = content / FOLDER / CHECKPOINT, f"{FOLDER}/{CHECKPOINT}"
    if not file.is_file():
        return None, []
    try:
        found = read_checkpoint(file.read_text(encoding="utf-8"))
    except (BadNote, UnicodeDecodeError) as error:
        reason = str(error) if isinstance(error, BadNote) else "不是 UTF-8 文字"
        return None, [Problem(path, 0, "", reason, _REMEDY)]
    if found.head.size > log.size or log.tree.root_at(found.head.size) != found.head.root:
        reason = f"账本现有 {log.size} 条，与这里记下的 {found.head.size} 条对不上"
        return None, [Problem(path, 0, "", reason, "从版本库恢复 ledger 文件夹，账本只能续写")]
    return found, []


def read_version(content: Path, n: int) -> bytes | None:
    """The canonical JSON that entry n published; None when it is not kept."""
    number, at = divmod(n, WIDTH)
    file = content / FOLDER / bundle_name("versions", number)
    lines = _lines(file) if file.is_file() else []
    return lines[at] or None if at < len(lines) else None


def continued(content: Path, log: Log, stored: int) -> bool:
    """Whether the log continues what stands in content/ now, of which `stored` entries had been read.

    Judged from the bundle of the last of these on: another build may have written there since, and what it
    wrote may be the same.
    """
    first = max(0, stored - 1) // WIDTH
    bundles = (content / FOLDER / bundle_name("entries", number) for number in count(first))
    found = [line for file in takewhile(Path.is_file, bundles) for line in _lines(file)]
    ours = [entry.line for entry in log.entries[first * WIDTH :]]
    return ours[: len(found)] == found and first * WIDTH + len(found) >= stored


def removed(content: Path, log: Log) -> tuple[frozenset[int], list[Problem]]:
    """The entries whose texts are not kept; a text that is not the one its entry fixes is a problem."""
    gone: set[int] = set()
    problems = []
    for number in range(-(-log.size // WIDTH)):
        name = bundle_name("versions", number)
        file = content / FOLDER / name
        lines = _lines(file) if file.is_file() else []
        for at, entry in enumerate(log.entries[number * WIDTH : (number + 1) * WIDTH]):
            line = lines[at] if at < len(lines) else b""
            if entry.sha256 and not line:
                gone.add(entry.n)
            elif line and digest(line) != entry.sha256:
                reason = f"不是账本第 {entry.n} 号公布的内容"
                remedy = "从版本库恢复这个文件；要依法移除，用 python -m build ledger-remove"
                problems.append(Problem(f"{FOLDER}/{name}", at + 1, "", reason, remedy))
    return frozenset(gone), problems


def remove(content: Path, numbers: Collection[int]) -> None:
    """Empty the lines of the versions that these entries published."""
    for number in sorted({n // WIDTH for n in numbers}):
        file = content / FOLDER / bundle_name("versions", number)
        lines = enumerate(_lines(file), number * WIDTH)
        _replace(file, _joined([b"" if n in numbers else line for n, line in lines]))


def append(content: Path, log: Log, stored: int, texts: Mapping[int, bytes], note: str) -> None:
    """Write the entries from `stored` on, with their versions, then the checkpoint.

    Each file is replaced as a whole, versions before entries and oldest first: after a kill the
    entries are a sound beginning of these, and the next build writes the rest.
    """
    for name, data in _files(content, log, stored, texts, note, first=stored // WIDTH):
        _replace(content / FOLDER / name, data)


def after(
    content: Path, log: Log, stored: int, texts: Mapping[int, bytes], note: str
) -> Iterator[tuple[str, bytes]]:
    """(path below content/, bytes) of every file that stands there after this publication."""
    for name, data in _files(content, log, stored, texts, note, first=0):
        yield f"{FOLDER}/{name}", data


def _files(
    content: Path, log: Log, stored: int, texts: Mapping[int, bytes], note: str, *, first: int
) -> Iterator[tuple[str, bytes]]:
    """The bundles from number `first` on, versions before entries, then the checkpoint."""
    for number in range(first, -(-log.size // WIDTH)):
        start, stop = number * WIDTH, min(log.size, (number + 1) * WIDTH)
        name = bundle_name("versions", number)
        file = content / FOLDER / name
        old = _lines(file)[: max(0, stored - start)] if file.is_file() else []
        # Of a line that a kill has lost nothing is known, as of a text that is not kept.
        old += [b""] * (max(0, min(stored, stop) - start) - len(old))
        new = [texts.get(n, b"") for n in range(max(start, stored), stop)]
        yield name, _joined([*old, *new])
        lines = [entry.line for entry in log.entries[start:stop]]
        yield bundle_name("entries", number), _joined(lines)
    yield CHECKPOINT, note.encode()


def _joined(lines: list[bytes]) -> bytes:
    return b"".join(line + b"\n" for line in lines)


def _lines(file: Path) -> list[bytes]:
    """Lines without their ends; a checkout on Windows or an editor may have changed the ends."""
    data = file.read_bytes().replace(b"\r\n", b"\n")
    return data.removesuffix(b"\n").split(b"\n") if data else []


def _replace(file: Path, data: bytes) -> None:
    """The file, whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".", dir=file.parent)
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        made.chmod(0o644)
        made.replace(file)
    finally:
        made.unlink(missing_ok=True)


def _strange(folder: Path) -> Iterator[Problem]:
    """Files that are none of the ledger's; what editors leave behind is not looked at."""
    for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
        name = file.relative_to(folder).as_posix()
        ours = _NAME.fullmatch(name) or name in (CHECKPOINT, DECLARED.rpartition("/")[2])
        if not file.is_dir() and not ours and not file.name.startswith("."):
            yield Problem(f"{FOLDER}/{name}", 0, "", "账本里没有这样的文件", "移到别处，或删掉")
