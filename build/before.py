"""The facts of the files of the tree that is published, as far as anybody asks for them."""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator, Mapping

from build.facts import Facts
from build.render import Page
from build.traces import Traces


class FactsBefore(Mapping[str, Facts]):
    """The facts of the files of the former tree, read when they are asked for."""

    def __init__(self, traces: Traces, pages: Iterable[Page]) -> None:
        self._traces = traces
        self._files = frozenset(page.file for page in pages)

    def __getitem__(self, file: str) -> Facts:
        found = self._traces.facts(file)
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
        """Each file with its facts, read in one go."""
        return _Items(self, self._traces)


class _Items(ItemsView[str, Facts]):
    def __init__(self, whole: Mapping[str, Facts], traces: Traces) -> None:
        super().__init__(whole)
        self._traces = traces

    def __iter__(self) -> Iterator[tuple[str, Facts]]:
        return self._traces.all_facts()
