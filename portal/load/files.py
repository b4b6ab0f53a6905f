"""The files beside records: each attachment must be there, each file must belong to a record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from portal.fields import shown
from portal.load import names
from portal.load.gather import Gathered
from portal.load.parsed import Key, Parsed, Sound
from portal.models.base import Attachment, Record
from portal.personal.kinds import KINDS
from portal.problems import Problem

# How editors and systems end the name of what was meant as a record.
_MEANT = re.compile(r"(.+)\.(?:md|markdown|mkd|md\.(?:txt|md|docx?))", re.IGNORECASE)

# What a text editor makes of a record that is saved without its ending.
_TEXTS = (".txt", ".yaml", ".yml")


def attachments(gathered: Gathered, others: frozenset[str]) -> Iterator[tuple[str, str] | Problem]:
    """(address, path) for each attachment; a Problem for each missing, odd or unclaimed file.

    others: paths of the files in the content folder that are no records.
    """
    claimed = {path for _, path in claims(gathered)}
    unread = {_folder(path) for key, path in gathered.paths.items() if key not in gathered.parsed}
    for key, row in gathered.rows.items():
        for number, one in enumerate(row.attachments):
            path = f"{_folder(row.path)}/{one.file}"
            fault = _fault(one, path, others)
            if fault:
                place = gathered.parsed[key].place(("attachments", number, "file"))
                yield Problem(*place, f"attachments[{number + 1}].file", *fault)
            else:
                yield address(key, one), path
    yield from names.twins([*gathered.paths.values(), *others])
    # What a file that could not be read may have named is not judged.
    for path in sorted(path for path in others - claimed if _folder(path) not in unread):
        name = path.rpartition("/")[2]
        if found := _MEANT.fullmatch(name):
            remedy = f"改名为 {found[1]}.md（记事本另存时，「保存类型」选「所有文件」）"
            yield Problem(path, 0, "", "像是一条记录，但文件名不是以 .md 结尾", remedy)
        elif name.endswith(_TEXTS):
            remedy = f"是附件：列入一条记录的 attachments；是一条记录：改名为 {name.rpartition('.')[0]}.md；都不是：删掉"
            yield Problem(path, 0, "", "没有任何记录提到这个文本文件", remedy)
        else:
            remedy = "列入一条记录的 attachments，或删掉"
            yield Problem(path, 0, "", "没有任何记录提到这个文件", remedy)


def sources(gathered: Gathered, others: frozenset[str]) -> dict[str, frozenset[str]]:
    """Each file that the content's records are made of → the records, «section/id», that name it."""
    found = {row.path: {"/".join(key)} for key, row in gathered.rows.items()}
    for key, path in claims(gathered):
        if key in gathered.rows and path in others:
            found.setdefault(path, set()).add("/".join(key))
    return {path: frozenset(keys) for path, keys in found.items()}


def claims(gathered: Gathered) -> Iterator[tuple[Key, str]]:
    """(record, path) of each table and attachment of a record; of one that is not sound, of what may be one."""
    for key, parsed in gathered.parsed.items():
        if isinstance(parsed, Sound):
            for path in (*parsed.tables, *beside(gathered.rows[key])):
                yield key, path
        else:
            for path in _named(parsed):
                yield key, path


def address(key: Key, attachment: Attachment) -> str:
    """Root-relative address of an attachment: beside the page of its record."""
    return f"/{key[0]}/{key[1]}/{attachment.file}"


def beside(row: Record) -> Iterator[str]:
    """Paths of the attachments that a record names."""
    values = vars(row)  # every row is asked, most have none
    for one in values["attachments"]:
        yield f"{_folder(values['path'])}/{one.file}"


def _fault(attachment: Attachment, path: str, others: frozenset[str]) -> tuple[str, str] | None:
    if "/" in attachment.file or path not in others:
        where = _whereabouts(attachment.file, path, others)
        reason = f"找不到附件{shown(attachment.file)}"
        return (reason, where) if where else (reason, "把文件放在记录旁边，核对文件名")
    if fault := names.file_fault(attachment.file):
        return fault
    if PurePosixPath(path).suffix not in KINDS:
        return "附件的类型不允许", f"换成其中一种（小写）：{'、'.join(sorted(KINDS))}"
    return None


def _whereabouts(written: str, path: str, others: frozenset[str]) -> str:
    """What to write if a file of that name lies beside the record in other letters, or in a folder there; or ""."""
    folder, name = f"{_folder(path.removesuffix(written))}/", written.replace("\\", "/")
    name = name.rpartition("/")[2].lower()
    for other in sorted(one for one in others if one.startswith(folder)):
        if name and other.rpartition("/")[2].lower() == name:
            near = other.removeprefix(folder)
            return f"把 {near} 移到记录旁边，这里只写文件名" if "/" in near else f"写成 {near}"
    return ""


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _named(parsed: Parsed) -> Iterator[str]:
    """Paths that the file of a broken record may name: tables and attachments beside it."""
    listed = parsed.data.get("attachments")
    items = listed if isinstance(listed, list) else []
    files = [item.get("file") for item in items if isinstance(item, dict)]
    folder = _folder(parsed.path)
    for text in [*parsed.data.values(), *files]:
        if isinstance(text, str):
            yield f"{folder}/{text}"
