"""Documents on a shelf: arranged in a file, because their texts take more memory than all else."""

from __future__ import annotations

import pickle
import tempfile
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from operator import attrgetter
from pathlib import Path
from typing import IO, NamedTuple

from search.documents import Document, arrange

_ROW = attrgetter(*Document.__dataclass_fields__)


class _Slip(NamedTuple):
    """Where the document with this key and date lies in the file, and in how many bytes."""

    key: str
    date: str
    place: int
    size: int


class Shelf:
    """Documents as `arrange` has them; they are read again whenever they are gone through.

    folder: where other files may be laid for a while, None for the system's own place.
    """

    def __init__(
        self, file: IO[bytes], places: array[int], sizes: array[int], folder: Path | None
    ) -> None:
        self._file, self._places, self._sizes = file, places, sizes
        self.folder = folder

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Document]:
        for place, size in zip(self._places, self._sizes, strict=True):
            self._file.seek(place)
            yield Document(*pickle.loads(self._file.read(size)))  # noqa: S301 - our own file

    def __getitem__(self, part: slice) -> Shelf:
        return Shelf(self._file, self._places[part], self._sizes[part], self.folder)


@contextmanager
def shelved(documents: Iterable[Document], folder: Path | None = None) -> Iterator[Shelf]:
    """A shelf of these documents, which is there as long as the context.

    folder: where its file lies, which nobody else sees. Raises ValueError if a key occurs twice,
    OSError if the file cannot be written.
    """
    with tempfile.TemporaryFile(dir=folder) as file:
        slips = arrange(_laid(documents, file))
        places = array("Q", [slip.place for slip in slips])
        sizes = array("I", [slip.size for slip in slips])
        del slips
        yield Shelf(file, places, sizes, folder)


def _laid(documents: Iterable[Document], file: IO[bytes]) -> Iterator[_Slip]:
    place = 0
    for each in documents:
        size = file.write(pickle.dumps(_ROW(each), pickle.HIGHEST_PROTOCOL))
        yield _Slip(each.key, each.date, place, size)
        place += size
