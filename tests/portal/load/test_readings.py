"""Loading with what was kept gives what loading without it gives: rows, links, and every problem."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.canonical import canonical, digest, values
from portal.load import gather as gathering
from portal.load import load
from portal.load import readings as module
from portal.load.parsed import Parsed
from portal.load.readings import NAME
from portal.load.stored import revived, stored
from portal.load.text import parse_record
from portal.problems import ContentError
from portal.settings import CHECKOUT
from tests.factories import Content

# Right in its check digit, of a place that does not exist.
PERSON = "110101199001010015"


def seen(content: Path, state: Path | None) -> object:
    """All that loading gives, or all that it complains of, in order."""
    try:
        loaded = load(content, state)
    except ContentError as error:
        return error.problems
    rows = {key: (type(row), repr(vars(row))) for key, row in loaded.rows.items()}
    known = loaded.digests, loaded.canonical
    return loaded.site, rows, loaded.links, loaded.files, loaded.workdays, loaded.sources, known


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the files that were parsed."""
    asked: list[str] = []

    def asking(data: bytes, path: str) -> Parsed:
        asked.append(path)
        return parse_record(data, path)

    monkeypatch.setattr(gathering, "parse_record", asking)
    return asked


def test_only_a_changed_file_is_read_again(
    world: Content, parsed: list[str], tmp_path: Path
) -> None:
    load(world.folder, tmp_path)
    parsed.clear()
    world.add("suppliers", "supplier", title="改了的名称")

    assert load(world.folder, tmp_path).rows["suppliers", "supplier"].title == "改了的名称"
    assert parsed == ["suppliers/supplier.md"]


def test_a_file_with_the_bytes_of_another_is_not_taken_for_it(
    content: Content, tmp_path: Path
) -> None:
    content.add("notices", "one")
    load(content.folder, tmp_path)
    (content.folder / "notices/one.md").rename(content.folder / "notices/two.md")

    loaded = load(content.folder, tmp_path)
    assert loaded.rows["notices", "two"].path == "notices/two.md"


def test_what_a_record_says_has_the_digest_that_the_ledger_finds(
    world: Content, tmp_path: Path
) -> None:
    """Where it rests on the bytes of attachments too, nobody knows it from the record's file."""
    world.add("publicity", "publicity", "正文，见[项目](../projects/project.md)。")
    world.write("notices/a.csv", "a\n")
    world.add("notices", "attached", attachments=[{"file": "a.csv", "title": "表"}])
    for _ in range(2):
        loaded = load(world.folder, tmp_path)
        known = dict(loaded.canonical)
        assert known.pop(("notices", "attached")) == ""
        assert known == {key: digest(canonical(values(key[0], loaded.rows[key]))) for key in known}
        assert len(known) == len(loaded.rows) - 1


ROW = "code,title,kind,nature,content\na1,帮扶,困难帮扶,基础,{}\n"


def test_a_record_is_read_again_when_its_table_has_changed(
    world: Content, parsed: list[str], tmp_path: Path
) -> None:
    world.add("catalogues", "catalogue", items="rows.csv")
    world.write("catalogues/rows.csv", ROW.format("走访"))
    before = seen(world.folder, tmp_path)
    parsed.clear()
    assert seen(world.folder, tmp_path) == before
    assert parsed == []

    world.write("catalogues/rows.csv", ROW.format("慰问"))
    assert seen(world.folder, tmp_path) == seen(world.folder, None) != before
    world.write("catalogues/rows.csv", ROW.format("走访").replace("a1", ""))
    assert seen(world.folder, tmp_path) == seen(world.folder, None)
    (world.folder / "catalogues/rows.csv").unlink()
    assert seen(world.folder, tmp_path) == seen(world.folder, None)


def test_other_code_believes_nothing(
    world: Content, parsed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(world.folder, tmp_path)
    read = list(parsed)
    monkeypatch.setattr(module, "_MADE_BY", b"newer")
    load(world.folder, tmp_path)
    assert parsed == read * 2


def test_a_damaged_file_is_made_anew(world: Content, tmp_path: Path) -> None:
    sound = seen(world.folder, tmp_path)
    (tmp_path / NAME).write_bytes(b"SQLite format 3\0" * 100)
    assert seen(world.folder, tmp_path) == seen(world.folder, tmp_path) == sound


def test_every_row_of_the_demonstration_comes_back_from_json() -> None:
    for row in load(CHECKOUT / "content").rows.values():
        values = json.loads(json.dumps(stored(row)))
        again = revived(type(row), values)
        assert (type(again), repr(vars(again))) == (type(row), repr(vars(row)))


OPERATIONS: tuple[Callable[[Content, int], Any], ...] = (
    lambda content, n: content.add("notices", f"n{n}", published=f"2026-01-{n + 1:02d}"),
    lambda content, n: content.add("notices", f"n{n}", kind="x"),
    lambda content, n: content.add("notices", f"n{n}", f"# 一\n\n[甲](n{n + 1}.md#一)"),
    lambda content, n: content.add("notices", f"n{n}", f"[甲](n{n}.md#{n})\n\n{PERSON}"),
    lambda content, n: content.add(
        "notices", f"n{n}", attachments=[{"file": "a.txt", "title": "甲"}]
    ),
    lambda content, n: content.write("notices/a.txt", "甲" if n else PERSON),
    lambda content, n: content.write(f"notices/n{n}.md", "---\ntitle: a\n title: b\n---\n"),
    lambda content, n: content.write(f"notices/n{n}.md", "x"),
    lambda content, n: (content.folder / f"notices/n{n}.md").unlink(missing_ok=True),
    lambda content, n: content.add("contracts", f"c{n}", number=f"HT-{n // 2}"),
    lambda content, n: content.add("contracts", f"c{n}", number=f"T-{n}", amount="-1"),
    lambda content, n: content.add("policies", f"p{n}", replaces=[f"p{n + 1}"]),
    lambda content, n: content.add("catalogues", f"k{n}", replaces=f"k{n ^ 1}"),
    lambda content, n: content.add("catalogues", f"k{n}", items="rows.csv"),
    lambda content, n: content.write(
        "catalogues/rows.csv",
        "code,title,kind,nature,content\n" + f"a{n},帮扶,困难帮扶,基础,走访\n" * (1 + n % 2),
    ),
    lambda content, n: (content.folder / "catalogues/rows.csv").unlink(missing_ok=True),
    lambda content, n: content.add("suppliers", "supplier", title=f"第{n}服务社"),
    lambda content, n: content.add("suppliers", "supplier", region=f"99010{n}"),
    lambda content, n: content.add(
        "calendar", f"d{n}", holidays=[{"day": "2026-02-17", "name": "节"}]
    ),
    lambda content, n: content.add("publicity", f"u{n}", published=f"{2026 + n // 2}-12-30"),
)


@settings(max_examples=40, deadline=None)
@given(steps=st.lists(st.tuples(st.sampled_from(OPERATIONS), st.integers(0, 3)), max_size=12))
def test_a_history_of_edits_is_loaded_as_if_nothing_were_kept(
    steps: list[tuple[Callable[[Content, int], Any], int]],
) -> None:
    with TemporaryDirectory() as folder:
        content, state = Content(Path(folder) / "content").world(), Path(folder) / "state"
        for change, number in steps:
            change(content, number)
            assert seen(content.folder, state) == seen(content.folder, None)
