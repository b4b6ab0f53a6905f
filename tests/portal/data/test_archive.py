"""The archive is enough to make the same site again, to the last byte."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from flask import Flask

from portal import reads
from portal.data import archive
from portal.sections import SECTIONS
from tests.build.command import run, tree
from tests.conftest import MakeApp
from tests.factories import TODAY, Content
from tests.portal.data.conftest import Ask


def names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as bundle:
        assert bundle.testzip() is None
        return bundle.namelist()


@pytest.fixture
def whole(purchase: Content) -> Content:
    """A world with all that content can be made of: a table, an attachment, another folder."""
    items = [{"code": "b1", "title": "乙", "kind": "乙", "nature": "基础", "content": "乙"}]
    purchase.add("catalogues", "by-table", items="by-table.csv")
    head = ",".join(items[0])
    purchase.write("catalogues/by-table.csv", f"{head}\n{','.join(items[0].values())}\n")
    purchase.write(
        "notices/2026/n1.md",
        "---\ntitle: 通知\npublished: 2026-01-05\nkind: 通知\nsource: 甲\n---\n正文\n",
    )
    return purchase


def test_it_holds_every_file_of_the_content_as_it_is(whole: Content, ask: Ask) -> None:
    data = ask(archive.archive)

    lying = {
        f"content/{path.relative_to(whole.folder).as_posix()}": path.read_bytes()
        for path in whole.folder.rglob("*")
        if path.is_file()
    }
    with zipfile.ZipFile(io.BytesIO(data)) as bundle:
        held = {name: bundle.read(name) for name in bundle.namelist() if name != archive.README}
    assert held == lying
    assert "content/catalogues/by-table.csv" in held


def test_it_says_how_to_use_it(whole: Content, ask: Ask) -> None:
    with zipfile.ZipFile(io.BytesIO(ask(archive.archive))) as bundle:
        text = bundle.read(archive.README).decode()
    assert names(ask(archive.archive))[0] == archive.README
    assert "python3 run.py site --as-of" in text
    assert "https://test.example.org/gk/data/" in text


def build(content: Path, work: Path) -> dict[str, bytes | None]:
    """The files of the site made of a content folder."""
    folders = ("--content", content, "--site", work / "site", "--state", work / "state")
    done = run(*folders, "--as-of", TODAY)
    assert done.exit_code == 0, done.output
    return tree(work / "site")


def differing(one: dict[str, bytes | None], other: dict[str, bytes | None]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def test_the_same_site_can_be_made_of_it(whole: Content, tmp_path: Path) -> None:
    first = build(whole.folder, tmp_path / "first")
    data = first["data/archive.zip"]
    assert data is not None
    with zipfile.ZipFile(io.BytesIO(data)) as bundle:
        bundle.extractall(tmp_path / "unzipped")

    second = build(tmp_path / "unzipped" / "content", tmp_path / "second")

    assert differing(first, second) == []


def test_what_is_held_until_its_day_is_not_in_it(whole: Content, make_app: MakeApp) -> None:
    whole.add(
        "notices", "later", published="2027-01-01", attachments=[{"file": "x.txt", "title": "甲"}]
    )
    whole.write("notices/x.txt", "还不公开\n")
    whole.add(
        "notices", "now", published="2026-01-06", attachments=[{"file": "y.txt", "title": "乙"}]
    )
    whole.add(
        "notices",
        "also-later",
        published="2027-01-01",
        attachments=[{"file": "y.txt", "title": "乙"}],
    )
    whole.write("notices/y.txt", "已经公开\n")
    with make_app().app_context():
        held = names(archive.archive())
    with make_app("2027-01-01").app_context():
        public = names(archive.archive())

    secret = {"content/notices/later.md", "content/notices/x.txt", "content/notices/also-later.md"}
    assert secret & set(held) == set()
    assert "content/notices/y.txt" in held
    assert secret <= set(public)


def test_it_is_the_same_on_any_day_while_the_content_is_the_same(
    whole: Content, make_app: MakeApp
) -> None:
    made = []
    for today in (TODAY, "2026-07-01"):
        with make_app(today).app_context():
            made.append(archive.archive())
    assert made[0] == made[1]


def test_the_demonstration_has_files_of_every_section_in_it(demo: Flask) -> None:
    with demo.app_context():
        held = {name.split("/")[1] for name in names(archive.archive()) if name.count("/") > 1}
        filled = {one.name for one in SECTIONS if reads.count(one.name)}
        assert held == {"ledger", *filled}


def test_with_a_ledger_the_same_site_can_be_made_too(whole: Content, tmp_path: Path) -> None:
    """The archive holds the ledger as this publication leaves it: a rebuild has nothing to add."""
    whole.site(ledger="是")
    whole.write("ledger/declared.yaml", "changes: []\n")

    first = build(whole.folder, tmp_path / "first")
    data = first["data/archive.zip"]
    assert data is not None
    with zipfile.ZipFile(io.BytesIO(data)) as bundle:
        bundle.extractall(tmp_path / "unzipped")
    unzipped = tmp_path / "unzipped" / "content"

    assert tree(unzipped) == tree(whole.folder), "what lies in content/ after the publication"
    assert differing(first, build(unzipped, tmp_path / "second")) == []
    assert differing(first, build(whole.folder, tmp_path / "third")) == []
