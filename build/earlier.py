"""The content as a second folder, in which records give way to the form in which they were published.

It is made of links, and a file that is changed there is a new one: the content itself stays as it is.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import yaml

from build.trees.hardlinks import link, link_all
from portal.canonical import OF_BYTES, Values, fingerprint
from portal.ledger.judge import fingerprints
from portal.load.files import claims
from portal.load.gather import gather
from portal.load.walk import Found, printable, walk


@dataclass(frozen=True)
class View:
    """The second folder. sites: published trees, in which the former attachments may still lie.

    state: what is remembered of reading files.
    """

    folder: Path
    sites: tuple[Path, ...]
    state: Path

    def copy(self, content: Path) -> None:
        """Begin with the content as it is, without copying it.

        A file whose name cannot be shown gets the name by which its problem is told.
        """
        root = len(f"{self.folder}/")

        def give(source: str, target: str) -> None:
            if target.isprintable():
                link(source, target)
                return
            named = self.folder / printable(target[root:])
            named.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileExistsError):
                link(source, str(named))

        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        link_all(content, self.folder, give)

    def owners(self) -> dict[str, str]:
        """Each file → its record, or itself if it is none's.

        A table or an attachment belongs to the first record that names it. Of a file that nobody can
        read, it is what stands there as a name.
        """
        found = walk(self.folder)
        gathered = gather(self.folder, found.sources, found.others, self.state)
        owners = {source.path: f"{source.section}/{source.id}" for source in found.sources}
        read = {gathered.paths[key] for key in gathered.parsed}
        named = [
            *((path, "/".join(key)) for key, path in claims(gathered)),
            *self._mentioned(
                {path: key for path, key in owners.items() if path not in read}, found
            ),
        ]
        for path, key in named:
            if path in found.others:
                owners.setdefault(path, key)
        rest = (*found.others, *(one.path for one in found.problems))
        return {one: one for one in rest if _removable(self.folder / one)} | owners

    def _mentioned(self, owners: Mapping[str, str], found: Found) -> Iterator[tuple[str, str]]:
        """(file, record) of what the files of these records mention that lies beside them."""
        for path, key in owners.items():
            try:
                text = (self.folder / path).read_text("utf-8", errors="replace")
            except OSError:
                continue
            folder = path.rpartition("/")[0]
            for other in sorted(found.others):
                beside, _, name = other.rpartition("/")
                if beside == folder and re.search(rf"(?<![\w-]){re.escape(name)}", text):
                    yield other, key

    def take_away(self, key: str, owners: Mapping[str, str]) -> None:
        """Remove a record's file, all of them if several say they are it, or a file that belongs to none."""
        for file in self._files(key, owners):
            file.unlink(missing_ok=True)

    def claimants(self) -> dict[str, set[str]]:
        """Each attachment or table → the records («section/id») that name it."""
        found = walk(self.folder)
        gathered = gather(self.folder, found.sources, found.others, self.state)
        named: dict[str, set[str]] = {}
        for key, path in claims(gathered):
            named.setdefault(path, set()).add("/".join(key))
        return named

    def put_back(
        self, key: str, text: bytes, owners: Mapping[str, str], shared: Collection[str]
    ) -> bool:
        """Write a record as the version says whose canonical JSON this is, with its attachments.

        False, and nothing is written, where one of these is nowhere any more as it was, or has to stay as
        it is for others (shared: such paths): with other bytes it would be a version that nobody has written.
        """
        said = json.loads(text)
        file = self._files(key, owners)[0]
        sources: dict[Path, Path] = {}
        for name, wanted in fingerprints(said).items():
            own = file.parent / name
            places = (one for one in (own, *self._published(key, name)) if one.is_file())
            source = next((one for one in places if fingerprint(one) == wanted), None)
            path = own.relative_to(self.folder).as_posix()
            if source is None or (source != own and path in shared):
                return False
            sources[own] = source
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        file.write_text(as_file(said), encoding="utf-8")
        for own, source in sources.items():
            if own != source:
                own.unlink(missing_ok=True)
                shutil.copyfile(source, own)
        return True

    def _published(self, key: str, name: str) -> Iterator[Path]:
        found = (site / key / name for site in self.sites)
        return (file for file in found if file.is_file())

    def _files(self, key: str, owners: Mapping[str, str]) -> list[Path]:
        """The files of a record, where they lie or one would; a file that belongs to none is its own."""
        named = [path for path, owner in owners.items() if owner == key and path.endswith(".md")]
        return [self.folder / one for one in named or [key if key in owners else f"{key}.md"]]


def _removable(file: Path) -> bool:
    return file.is_symlink() or (file.exists() and not file.is_dir())


def as_file(said: Values) -> str:
    """The file of a record that says these values."""
    fields = {
        name: _written(value)
        for name, value in said.items()
        if name not in ("section", "id", "body")
    }
    head = yaml.safe_dump(fields, allow_unicode=True, default_style='"', sort_keys=False)
    return f"---\n{head}---\n{said.get('body', '')}\n"


def _written(value: object) -> object:
    if isinstance(value, list):
        return [_written(one) for one in value]
    if isinstance(value, dict):
        return {name: _written(one) for name, one in value.items() if name not in OF_BYTES}
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)
