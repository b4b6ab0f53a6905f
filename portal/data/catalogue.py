"""What there is under /data/: the datasets with their files, as pages and DCAT tell them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from portal import reads
from portal.canonical import digest
from portal.data import archive, exports, formats
from portal.data.exports import File
from portal.data.formats import JSON, Format
from portal.data.parts import parts
from portal.data.schema import schema
from portal.language import say
from portal.ocds import packages
from portal.ocds.packages import KINDS
from portal.sections import BY_NAME, SECTIONS

OCDS = "ocds"
ARCHIVE = Format("zip", "ZIP", archive.MEDIA, "ZIP")


@dataclass(frozen=True)
class Dataset:
    """Some data that belong together.

    name: part of its permanent id; address: of its page below /data/; landing: of the pages that
    people read; count: its records; newest: the day of the latest, None while there is none;
    schema: address of the JSON Schema, or "".
    """

    name: str
    title: str
    about: str
    address: str
    landing: str
    count: int
    newest: datetime.date | None
    files: tuple[File, ...]
    schema: str = ""

    @property
    def changed(self) -> datetime.date | None:
        """The day on which one of its files last changed."""
        return max((one.changed for one in self.files), default=None)

    def largest(self) -> tuple[File, ...]:
        """The files of the first part: the whole, or the newest year."""
        return tuple(one for one in self.files if one.part == self.files[0].part)


@reads.read
def dataset(section: str) -> Dataset:
    """A section as a dataset."""
    found = BY_NAME[section]
    files, held = tuple(exports.files(section)), parts(section)
    return Dataset(
        section,
        found.title,
        found.about,
        formats.home(section),
        found.address,
        reads.count(section),
        held[0].newest if held else None,
        files,
        formats.schema(section),
    )


def datasets() -> list[Dataset]:
    """All sections, in the order of the menu, and the open contracting data."""
    return [*(dataset(section.name) for section in SECTIONS), contracting()]


@reads.read
def contracting() -> Dataset:
    """All projects as open contracting data."""
    pages = [packages.described(kind, *it) for kind in KINDS for it in packages.pages(kind)[::-1]]
    files = tuple(
        File(
            it.address,
            JSON,
            it.size,
            it.sha256,
            it.changed,
            f"{it.kind} {it.year} {it.number}",
            it.count,
        )
        for it in pages
    )
    newest = max((one.changed for one in files), default=None)
    count = len(packages.processes())
    about = say(
        "每个项目是一个采购过程，每条公开的记录是一次发布，按国际通用的开放招采数据标准组织。"
    )
    landing = BY_NAME["projects"].address
    title = say("OCDS 开放招采数据")
    return Dataset(OCDS, title, about, packages.HOME, landing, count, newest, files)


@reads.read
def bundle() -> File:
    """The archive of everything."""
    changed = max((one.changed for one in datasets() if one.changed), default=reads.site().opened)
    count = sum(reads.count(section.name) for section in SECTIONS)
    return File(archive.ADDRESS, ARCHIVE, *archive.described(), changed, "all", count)


def sums() -> str:
    """Every data file in the format of sha256sum, by paths from /data/ on."""
    return "".join(sorted(f"{sha256}  {address}\n" for address, sha256 in _digests()))


def _digests() -> Iterator[tuple[str, str]]:
    for one in datasets():
        if one.schema:
            yield one.schema.removeprefix(formats.HOME), digest(schema(one.name).encode())
        yield from ((file.address.removeprefix(formats.HOME), file.sha256) for file in one.files)
    yield archive.ADDRESS.removeprefix(formats.HOME), bundle().sha256
