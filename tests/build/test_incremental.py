"""A build that takes over what did not change gives the same bytes as one that makes everything."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build.freezing import freeze as freezing
from build.freezing.freeze import Frozen, freeze
from build.incremental.stale import explained
from build.trees.former import Former
from portal import create_app
from portal.settings import Settings
from tests.build.command import tree
from tests.build.portals import Portal, divided_early


@pytest.fixture(scope="module", autouse=True)
def _short() -> Iterator[None]:
    with divided_early():
        yield


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    return Portal(tmp_path)


def rendered(made: Frozen) -> set[str]:
    return {name.removesuffix("index.html") for name in made.fresh}


def test_nothing_changed_nothing_rendered(portal: Portal) -> None:
    everything = portal.build()
    inode = (portal.site / "index.html").stat().st_ino

    again = portal.build()

    assert everything.fresh.keys() == everything.files.keys()
    assert not again.fresh
    assert again.files == everything.files
    assert (portal.site / "index.html").stat().st_ino == inode


def test_a_changed_record_renders_the_pages_that_show_it_and_says_why(portal: Portal) -> None:
    portal.content.add("notices", "one", title="甲通知")
    portal.build()
    portal.content.add("notices", "one", title="乙通知")

    made = portal.build()

    assert {"feed.xml", "notices/", "notices/one/", "notices/feed.xml"} <= rendered(made)
    assert "contracts/contract/" not in rendered(made)
    assert "projects/project/" not in rendered(made)
    lines = list(explained(made.why))
    assert any(
        line.startswith("/notices/one/ ← ") and "reads.record(notices, one)" in line
        for line in lines
    )


def test_an_attachment_with_other_bytes_is_published_anew(portal: Portal) -> None:
    attach_a_file(portal, 0)
    portal.build()
    attach_a_file(portal, 9)
    portal.build()

    assert (portal.site / "notices/attached/a.csv").read_bytes() == b"a,9\n"
    assert tree(portal.site) == portal.clean()


def test_the_next_day_renders_only_what_turned(portal: Portal) -> None:
    portal.content.add("publicity", "publicity", until="2026-03-20")
    portal.build()
    portal.day = date(2026, 3, 21)

    pages = rendered(portal.build())

    assert "publicity/publicity/" in pages
    assert "projects/project/" in pages
    assert not {"notices/", "catalogues/", "policies/policy/"} & pages


def test_of_the_index_only_the_file_that_was_touched_is_made_again(portal: Portal) -> None:
    portal.build()
    (portal.site / "search/index/entry.js").write_text("?")
    made = portal.build()
    assert list(made.fresh) == ["search/index/entry.js"]
    assert tree(portal.site) == portal.clean()


OPERATIONS: dict[str, Callable[[Portal, int], None]] = {}


def operation(do: Callable[[Portal, int], None]) -> Callable[[Portal, int], None]:
    OPERATIONS[do.__name__] = do
    return do


@operation
def edit_a_title(portal: Portal, number: int) -> None:
    portal.content.add("suppliers", "supplier", title=f"第{number}服务社")


@operation
def edit_a_body(portal: Portal, number: int) -> None:
    portal.content.add(
        "contracts", "contract", f"正文 {number}，见[项目](../projects/project.md)。"
    )


@operation
def add_a_record(portal: Portal, number: int) -> None:
    portal.content.add("notices", f"n{number}", published=f"2026-01-{number + 1:02d}")


@operation
def delete_a_record(portal: Portal, number: int) -> None:
    for path in sorted((portal.content.folder / "notices").glob("[mn]*.md"))[: number % 3]:
        path.unlink()


@operation
def withdraw_a_record(portal: Portal, number: int) -> None:
    portal.content.site(ledger="是")
    log = portal.book.log if portal.book else None
    files = [
        (portal.content.folder / f"{one}.md", one) for one in sorted(log.newest if log else ())
    ]
    there = [(file, one) for file, one in files if "publicity/" in one or "notices/" in one]
    for file, one in [pair for pair in there if pair[0].exists()][number % 3 :][:1]:
        file.unlink()
        if one == "notices/attached":
            file.with_name("a.csv").unlink()
        entry = log.newest[one] if log else 0
        portal.declare(one, entry, "撤回")


@operation
def rename_a_record(portal: Portal, number: int) -> None:
    for path in sorted((portal.content.folder / "notices").glob("[mn]*.md"))[:1]:
        path.rename(path.with_name(f"m{number}.md"))


@operation
def change_a_date(portal: Portal, number: int) -> None:
    portal.content.add("publicity", "publicity", until=f"2026-03-{number + 9:02d}")


@operation
def correct_a_record(portal: Portal, number: int) -> None:
    portal.content.add("corrections", f"c{number}", corrects="contracts/contract")


@operation
def attach_a_file(portal: Portal, number: int) -> None:
    portal.content.write("notices/a.csv", f"a,{number}\n")
    portal.content.add("notices", "attached", attachments=[{"file": "a.csv", "title": "表"}])


@operation
def change_the_site(portal: Portal, number: int) -> None:
    portal.content.site(publisher=f"第{number}单位")


@operation
def let_days_pass(portal: Portal, number: int) -> None:
    portal.day += timedelta(days=number)


@operation
def object_so_often(portal: Portal, number: int) -> None:
    portal.object(number)


@operation
def edit_the_output(portal: Portal, number: int) -> None:
    if portal.site.exists():
        (portal.site / "contracts" / "contract" / "index.html").write_text(str(number))


@operation
def add_to_the_output(portal: Portal, number: int) -> None:
    (portal.site / f"strange{number}.html").write_text("?")


@operation
def delete_an_output(portal: Portal, _: int) -> None:
    (portal.site / "index.html").unlink(missing_ok=True)


@operation
def damage_the_traces(portal: Portal, number: int) -> None:
    path = portal.state / freezing.NAME
    if path.exists():
        data = path.read_bytes()
        path.write_bytes(data[: len(data) * number // 10])


@operation
def lose_the_state(portal: Portal, _: int) -> None:
    shutil.rmtree(portal.state, ignore_errors=True)


steps = st.tuples(st.sampled_from(sorted(OPERATIONS)), st.integers(0, 9))
# How many are tried; a longer search: PORTAL_HISTORIES=200.
HISTORIES = int(os.environ.get("PORTAL_HISTORIES", "6"))
# Four builds: only the fourth builds upon the tree of another (build/trees/former.py).
histories = st.lists(st.lists(steps, min_size=1, max_size=3), min_size=1, max_size=4)


@pytest.mark.long
@settings(max_examples=HISTORIES, suppress_health_check=[HealthCheck.too_slow])
@given(history=histories)
def test_every_history_ends_in_the_bytes_of_a_clean_build(
    history: list[list[tuple[str, int]]],
) -> None:
    with TemporaryDirectory() as folder:
        portal = Portal(Path(folder))
        portal.build()
        for round_ in history:
            for name, number in round_:
                OPERATIONS[name](portal, number)
            portal.build()
        assert tree(portal.site) == portal.clean()


def test_traces_in_which_a_byte_has_turned_are_not_believed(portal: Portal) -> None:
    portal.build()
    path = portal.state / freezing.NAME
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    portal.content.add("notices", "late")

    made = portal.build()

    assert made.fresh.keys() == made.files.keys()
    assert tree(portal.site) == portal.clean()


def test_traces_that_were_not_kept_are_not_believed(portal: Portal) -> None:
    portal.build()
    portal.content.add("notices", "late")
    where = Settings(portal.content.folder, portal.site, portal.state, portal.day)
    (portal.folder / "killed").mkdir()

    made = freeze(
        create_app(where, frozen=True), portal.folder / "killed", portal.state, Former(portal.site)
    )
    made.close()

    portal.build()
    assert tree(portal.site) == portal.clean()


def test_another_base_renders_everything(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = portal.build()
    monkeypatch.setattr(freezing, "base", lambda _: "changed code")
    assert portal.build().fresh.keys() == everything.files.keys()


def test_every_question_of_a_page_is_written_down(portal: Portal) -> None:
    portal.build()
    with sqlite3.connect(portal.state / freezing.NAME) as database:
        facts = {row[0] for row in database.execute("SELECT name FROM looking")}
    assert {
        "today",
        "keys\tnotices",
        "row\tcontracts\tcontract",
        "links\tprojects/project",
    } <= facts
    database.close()
