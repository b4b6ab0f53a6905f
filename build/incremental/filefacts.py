"""The facts of files that lie in a database, as far as anybody asks for them."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping, Set
from typing import Protocol

from build.checks.facts import Facts


class Source(Protocol):
    """Where facts lie: the traces, or what has been told."""

    def facts(self, file: str) -> Facts | None: ...

    def all_facts(self) -> Iterator[tuple[str, Facts]]: ...


class FactsIn(Mapping[str, Facts]):
    """The facts of these files, which are all that the source has, read when they are asked for."""

    def __init__(self, source: Source, files: Set[str]) -> None:
        self._source, self._files = source, files

    def __getitem__(self, file: str) -> Facts:
        found = self._source.facts(file)
        if found is None:
            raise KeyError(file)
        return found

    def __contains__(self, file: object) -> bool:
        return file in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._files))

    def __len__(self) -> int:
        return len(self._files)

    def items(self) -> ItemsView[str, Facts]:
        """Each file with its facts, in the order of the source, read in one go."""
        return _Items(self, self._source)


class _Items(ItemsView[str, Facts]):
    def __init__(self, whole: Mapping[str, Facts], source: Source) -> None:
        super().__init__(whole)
        self._source = source

    def __iter__(self) -> Iterator[tuple[str, Facts]]:
        return self._source.all_facts()
