"""Files into the content folder, all or nothing, whatever happens in between.

New files are made ready in a hidden folder, with what they replace and a journal; then they are
moved into place one by one. Whoever finds the journal afterwards undoes what had been moved.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

WORK, JOURNAL = ".import", "journal.json"


def write_all(content: Path, files: Mapping[str, bytes | Path]) -> None:
    """Put each file in its place; on any error put back what was there, and raise it.

    files: path below the content folder → its bytes, or the file to copy. Raises OSError.
    """
    work = content / WORK
    undo(content)
    work.mkdir()
    try:
        journal: list[tuple[int, str, bool]] = []
        for number, (path, made) in enumerate(sorted(files.items())):
            if isinstance(made, bytes):
                (work / f"{number}.new").write_bytes(made)
            else:
                shutil.copyfile(made, work / f"{number}.new")
            target = content / path
            if target.exists():
                shutil.copy2(target, work / f"{number}.old")
            journal.append((number, path, target.exists()))
        _sync(work / "journal.tmp", json.dumps(journal).encode())
        (work / "journal.tmp").replace(work / JOURNAL)
        for number, path, _ in journal:
            target = content / path
            target.parent.mkdir(parents=True, exist_ok=True)
            (work / f"{number}.new").chmod(0o644)
            (work / f"{number}.new").replace(target)
    except BaseException:
        undo(content)
        raise
    # From here on the import is done: without a journal there is nothing to undo.
    (work / JOURNAL).unlink()
    shutil.rmtree(work)


def undo(content: Path) -> bool:
    """Put back what an import that did not end had changed; whether there was one."""
    work = content / WORK
    if not work.exists():
        return False
    begun = (work / JOURNAL).is_file()
    if begun:
        for number, path, existed in json.loads((work / JOURNAL).read_bytes()):
            if existed:
                shutil.copy2(work / f"{number}.old", content / path)
            elif not (work / f"{number}.new").exists():
                (content / path).unlink(missing_ok=True)
        (work / JOURNAL).unlink()
    shutil.rmtree(work)
    return begun


def _sync(file: Path, data: bytes) -> None:
    with file.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
