"""manifest.json: what it says, and that nobody can read anything else out of it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build.trees import manifest
from build.trees.manifest import Entry
from build.trees.place import MARK

paths = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
entries = st.builds(
    Entry, st.binary().map(lambda data: hashlib.sha256(data).hexdigest()), st.integers(min_value=0)
)


@given(st.dictionaries(paths, entries))
def test_what_is_written_is_read_again(files: dict[str, Entry]) -> None:
    assert manifest.parse(manifest.write(files)) == files


@given(st.dictionaries(paths, entries, min_size=2))
def test_the_order_of_files_does_not_matter(files: dict[str, Entry]) -> None:
    assert manifest.write(dict(reversed(files.items()))) == manifest.write(files)


def test_it_is_plain_json_with_a_line_for_each_file() -> None:
    data = manifest.write({"b.html": manifest.entry(b"b"), "甲.csv": manifest.entry(b"")})
    assert json.loads(data)["files"]["b.html"] == {
        "sha256": hashlib.sha256(b"b").hexdigest(),
        "size": 1,
    }
    assert [line.partition(":")[0] for line in data.decode().splitlines()[1:-1]] == [
        '"b.html"',
        '"甲.csv"',
    ]


DAMAGED = (
    *(b"", b"\xff", b"[]", b"1", b"[" * 100_000),
    *(b'{"version":1}', b'{"version":2,"files":{}}', b'{"version":1,"files":{"a":1}}'),
    b'{"version":1,"files":{"a":{"sha256":"x","size":"y"}}}',
)


@pytest.mark.parametrize("data", DAMAGED)
def test_a_damaged_manifest_is_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / manifest.NAME).write_bytes(data)
    assert manifest.load(tmp_path) is None


def test_files_are_found_at_any_depth_but_for_the_manifest_and_the_mark(tmp_path: Path) -> None:
    for name in ("index.html", "a/b/c.txt", "a/manifest.json", manifest.NAME, MARK):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert sorted(manifest.names(tmp_path)) == ["a/b/c.txt", "a/manifest.json", "index.html"]


@given(st.dictionaries(paths, entries), st.integers(0, 3))
def test_what_is_alike_in_a_tree_is_what_its_manifest_says(
    files: dict[str, Entry], differing: int
) -> None:
    there = dict(files)
    for name in list(files)[:differing]:
        there[name] = there[name]._replace(size=there[name].size + 1)
    with TemporaryDirectory() as folder:
        (Path(folder) / manifest.NAME).write_bytes(manifest.write(there))
        assert manifest.alike(Path(folder), files) == {
            name for name, _ in files.items() & there.items()
        }


def test_each_file_that_differs_is_named() -> None:
    one, other = manifest.entry(b"1"), manifest.entry(b"2")
    said = manifest.differences({"a": one, "b": one, "d": one}, {"b": other, "c": one, "d": one})
    assert list(said) == [
        "a：清单里没有这个文件",
        "b：内容与清单不符",
        "c：清单里有，网站里没有",
    ]
