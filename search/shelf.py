"""Texts on a shelf: laid in a file, ready to be indexed, because they take more memory than all else."""

from __future__ import annotations

import os
import tempfile
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from search.analyzer import fold
from search.documents import Document
from search.jsonp import as_json


class Lines:
    """Texts in a file; they are read again whenever they are gone through, by several processes if need be."""

    def __init__(self, file: IO[bytes], number: int) -> None:
        self._file = file
        self._places, self._sizes = array("Q", bytes(8 * number)), array("I", bytes(4 * number))

    def put(self, number: int, text: str) -> None:
        """Lay down the text of this number."""
        self._places[number] = self._file.tell()
        self._sizes[number] = self._file.write(text.encode("utf-8", "surrogatepass"))

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[str]:
        for place, size in zip(self._places, self._sizes, strict=True):
            yield _read(self._file, place, size).decode("utf-8", "surrogatepass")


class Shelf(NamedTuple):
    """The texts of documents, in their order.

    headings, bodies: squashed. rows: as JSON, what is shown of a hit: see `search.static`. folder: where
    other files may be laid for a while, None for the system's own place.
    """

    headings: Lines
    bodies: Lines
    rows: Lines
    folder: Path | None


@contextmanager
def shelved(
    documents: Iterable[Document], keys: Sequence[str], folder: Path | None = None
) -> Iterator[Shelf]:
    """The shelf of documents, which come in any order and have these keys, as long as the context.

    folder: where its file lies, which nobody else sees. Raises ValueError if one of them is missing or
    comes twice, OSError if the file cannot be written.
    """
    numbers = {key: number for number, key in enumerate(keys)}
    with tempfile.TemporaryFile(dir=folder) as file:
        headings, bodies, rows = (Lines(file, len(keys)) for _ in range(3))
        for each in documents:
            number = numbers.pop(each.key, None)
            if number is None:
                raise ValueError(f"a document that is not wanted, or no more: {each.key!r}")
            headings.put(number, fold(each.heading))
            bodies.put(number, fold(each.body))
            rows.put(number, as_json(_row(each)))
        if numbers:
            raise ValueError(f"documents are missing: {next(iter(numbers))!r}")
        del numbers, keys, documents  # what is made of the shelf needs the room
        file.flush()
        yield Shelf(headings, bodies, rows, folder)


def _row(one: Document) -> list[str]:
    """What is shown of a hit; an address that follows from the key is left out."""
    address = "" if one.address == f"/{one.key}/" else one.address
    texts = [one.key, address, one.title, one.body, one.date, one.label]
    return [*texts, one.number] if one.number else texts


def _read(file: IO[bytes], place: int, size: int) -> bytes:
    """Read without the file's position, which forked processes share; where there is no such call, none forks."""
    if hasattr(os, "pread"):
        return os.pread(file.fileno(), size, place)
    file.seek(place)
    return file.read(size)
