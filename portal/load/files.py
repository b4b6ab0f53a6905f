"""The files beside records: each attachment must be there, each file must belong to a record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from portal.load.gather import Gathered
from portal.load.parsed import Key, Parsed
from portal.models.base import Attachment
from portal.problems import Problem

TYPES = {
    ".pdf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".csv", ".txt", ".zip", ".png", ".jpg",
}  # fmt: skip


def attachments(gathered: Gathered, others: frozenset[str]) -> Iterator[tuple[str, str] | Problem]:
    """(address, path) for each attachment; a Problem for each missing, odd or unclaimed file.

    others: paths of the files in the content folder that are no records.
    """
    claimed: set[str] = set()
    for key, parsed in gathered.parsed.items():
        claimed.update(path for path, _ in parsed.places.values())
        if key in gathered.broken:
            claimed.update(_named(parsed))
    for key, row in gathered.rows.items():
        for number, one in enumerate(row.attachments):
            path = str(PurePosixPath(row.path).parent / one.file)
            fault = _fault(one, path, others)
            if fault:
                place = gathered.parsed[key].place(("attachments", number, "file"))
                yield Problem(*place, f"attachments[{number + 1}].file", *fault)
            else:
                claimed.add(path)
                yield address(key, one), path
    for path in sorted(others - claimed):
        yield Problem(path, 0, "", "没有任何记录提到这个文件", "列入一条记录的 attachments，或删掉")


def address(key: Key, attachment: Attachment) -> str:
    """Root-relative address of an attachment: beside the page of its record."""
    return f"/{key[0]}/{key[1]}/{attachment.file}"


def _fault(attachment: Attachment, path: str, others: frozenset[str]) -> tuple[str, str] | None:
    if "/" in attachment.file or path not in others:
        return f"找不到附件「{attachment.file}」", "把文件放在记录旁边，核对文件名"
    if PurePosixPath(path).suffix not in TYPES:
        return "附件的类型不允许", f"换成其中一种（小写）：{'、'.join(sorted(TYPES))}"
    return None


def _named(parsed: Parsed) -> Iterator[str]:
    """Files that a broken record names: they are not to be called unclaimed as well."""
    listed = parsed.data.get("attachments")
    for item in listed if isinstance(listed, list) else ():
        if isinstance(item, dict) and isinstance(item.get("file"), str):
            yield str(PurePosixPath(parsed.path).parent / item["file"])
