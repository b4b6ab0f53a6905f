"""The files that a table names: copied beside their records, known by size and hash."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from build.importing.faults import Fault
from build.importing.filed import Filed
from portal.canonical import Fingerprint, fingerprint
from portal.fields import shown

MAX_BYTES = 100_000_000


@dataclass(frozen=True)
class Copy:
    """A file to be copied into the content folder, to `path` below it."""

    source: Path
    path: str
    print: Fingerprint


def find_copies(
    filed: Iterable[Filed], folder: Path, content: Path
) -> tuple[list[Copy], list[Fault]]:
    """The attachments that lie beside the table and not yet, or differently, beside the record.

    A name that is nowhere is no fault here: the trial run finds it.
    """
    copies: dict[str, Copy] = {}
    faults: list[Fault] = []
    for one in filed:
        listed = one.after.get("attachments", []) if one.draft.values.get("attachments") else []
        for number, row in enumerate(listed, 1):
            name = row.get("file", "") if isinstance(row, dict) else ""
            place = one.draft.place(f"attachments[{number}].file")
            if not name or "/" in name or "\\" in name or name.startswith("."):
                continue
            source, path = folder / name, str(PurePosixPath(one.path).parent / name)
            if source.is_symlink() or not source.is_file():
                continue
            if source.stat().st_size > MAX_BYTES:
                reason = f"附件{shown(name)}超过 {MAX_BYTES:,} 字节"
                faults.append(Fault(place, reason, "压缩，或分成几个文件"))
                continue
            copy = Copy(source, path, fingerprint(source))
            other = copies.get(path)
            there = other.print if other else _there(content / path)
            if there and there != copy.print:
                reason = f"{path} 已经有了，内容不同"
                faults.append(Fault(place, reason, "给附件换一个文件名，再导入"))
            elif not there:
                copies[path] = copy
    return list(copies.values()), faults


def _there(file: Path) -> Fingerprint | None:
    return fingerprint(file) if file.is_file() else None
