"""Files into the content folder, all or nothing, whatever happens in between.

New files are made ready in a hidden folder, with what they replace and a journal; then they are
moved into place one by one. Whoever finds the journal afterwards undoes what had been moved.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from build.trees.disk import flush, sync

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
            (work / f"{number}.new").chmod(0o644)
            if target.exists():
                shutil.copy2(target, work / f"{number}.old")
            journal.append((number, path, target.exists()))
        # What the journal promises is on the disk before the journal is.
        flush(work)
        (work / "journal.tmp").write_text(json.dumps(journal), encoding="utf-8")
        sync(work / "journal.tmp")
        (work / "journal.tmp").replace(work / JOURNAL)
        sync(work)
        for number, path, _ in journal:
            target = content / path
            target.parent.mkdir(parents=True, exist_ok=True)
            (work / f"{number}.new").replace(target)
    except BaseException:
        undo(content)
        raise
    # From here on the import is done: without a journal there is nothing to undo.
    (work / JOURNAL).unlink()
    shutil.rmtree(work)


def begun(content: Path) -> bool:
    """Whether an import that did not end has changed files."""
    return (content / WORK / JOURNAL).is_file()


def undo(content: Path) -> bool:
    """Put back what an import that did not end had changed; whether there was one.

    Only for whoever may write: an import that is still at work looks the same.
    """
    work = content / WORK
    had_begun = begun(content)
    if had_begun:
        for number, path, existed in json.loads((work / JOURNAL).read_bytes()):
            if (work / f"{number}.new").exists():
                continue  # it had not come to this file
            if existed:
                shutil.copy2(work / f"{number}.old", content / path)
                sync(content / path)
            else:
                (content / path).unlink(missing_ok=True)
        (work / JOURNAL).unlink()
    if work.exists():
        shutil.rmtree(work)
    return had_begun
