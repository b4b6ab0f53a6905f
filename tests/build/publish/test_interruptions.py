"""Publications that break off anywhere, from several machines: the one that ends leaves its site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from hypothesis import example, given, settings
from hypothesis import strategies as st

from build.exits import Machine
from build.publish.folder import Folder
from build.publish.publish import Publication
from build.trees import manifest
from build.trees.place import MARK, MARKED

PAGE, TWIN, OTHER = "notices/n1/index.html", "notices/n1/index.html.br", "notices/n2/index.html"
# All files of a version say its name, so that none is known by its size.
VERSIONS = {
    "A": ("index.html", PAGE, TWIN),
    "B": ("index.html", PAGE, TWIN, OTHER),
    "C": ("index.html", PAGE, "style.css"),
}


class Line(Folder):
    """A folder over a line that breaks after so many steps, before or after a file is there."""

    def __init__(self, folder: Path, steps: int) -> None:
        super().__init__(folder)
        self._left = steps

    def write(self, path: str, data: bytes) -> None:
        self._step()
        super().write(path, data)
        self._step()

    def put(self, folder: Path, paths: Sequence[str]) -> Iterator[str]:
        for path in paths:
            self._step()
            for there in super().put(folder, [path]):
                self._step()
                yield there

    def remove(self, paths: Sequence[str]) -> Iterator[str]:
        for path in paths:
            self._step()
            yield from super().remove([path])

    def _step(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise OSError("线路断了")


class Attempt(NamedTuple):
    """A publication: what, from which machine, and after how many steps the line breaks."""

    version: str
    machine: str
    steps: int


def site(folder: Path, version: str) -> Path:
    made = folder / version
    for path in VERSIONS[version]:
        (made / path).parent.mkdir(parents=True, exist_ok=True)
        (made / path).write_text(version)
    files = {path: manifest.entry((made / path).read_bytes()) for path in manifest.names(made)}
    (made / manifest.NAME).write_bytes(manifest.write(files))
    return made


def files(folder: Path) -> dict[str, bytes]:
    return {path: (folder / path).read_bytes() for path in manifest.files_below(folder)}


WHOLE = 1000
attempts = st.builds(
    Attempt,
    st.sampled_from(sorted(VERSIONS)),
    st.sampled_from(["office", "other"]),
    st.one_of(st.integers(0, 16), st.just(WHOLE)),
)


@given(st.lists(attempts, max_size=5), st.sampled_from(sorted(VERSIONS)))
@example([Attempt("A", "office", WHOLE), Attempt("B", "office", 12)], "A")
@example([Attempt("A", "office", 6), Attempt("B", "other", 8), Attempt("A", "other", 0)], "A")
@settings(deadline=None)
def test_what_ends_is_all_there_and_nothing_else(tried: list[Attempt], last: str) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        sites = {version: site(folder, version) for version in VERSIONS}
        for one in (*tried, Attempt(last, "office", WHOLE)):
            line = Line(folder / "www", one.steps)
            with suppress(Machine):
                Publication(sites[one.version], line, "www", folder / one.machine).run()
                assert files(folder / "www") == files(sites[one.version]) | {MARK: MARKED}


def test_what_arrived_is_not_sent_again_however_often_the_line_breaks(tmp_path: Path) -> None:
    made = site(tmp_path, "B")
    left = [len(VERSIONS["B"]) + 1]
    while left[-1]:
        # Two steps for the mark, two for each of two files.
        publication = Publication(made, Line(tmp_path / "www", 6), "www", tmp_path / "state")
        left.append(len(publication.plan.paths))
        with suppress(Machine):
            publication.run()
    assert left == [5, 5, 3, 1, 0]
    assert files(tmp_path / "www") == files(made) | {MARK: MARKED}
