"""A text that is removed by law is nowhere on the site any more, and nothing brings it back."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from portal.ledger import files
from portal.ledger.files import read_log, read_version
from portal.ledger.log import Act
from tests.build.command import run, tree
from tests.build.portals import Portal
from tests.factories import Content
from tests.ledgers import Office

LEAK = "张三的住址"


def publish_and_withdraw(office: Office, options: list[str]) -> int:
    """A notice that says too much is published, then withdrawn; gives its entry."""
    office.content.add("notices", "leak", source=LEAK)
    assert run(*options).exit_code == 0
    n = office.records().index("notices/leak")
    (office.content.folder / "notices/leak.md").unlink()
    office.declare("notices/leak", n, "撤回")
    return n


def saying(site: Path, text: str) -> set[str]:
    """The files of a site that hold a text, also within archives and compressed twins."""
    found = set()
    for file in (one for one in site.rglob("*") if one.is_file()):
        data = file.read_bytes()
        if file.suffix == ".gz":
            data = gzip.decompress(data)
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as inside:
                data = b"".join(map(inside.read, inside.namelist()))
        if text.encode() in data or json.dumps(text).encode()[1:-1] in data:
            found.add(file.relative_to(site).as_posix())
    return found


def test_a_text_removed_by_law_is_gone_from_all_that_is_published(
    world: Content, options: list[str], site: Path, tmp_path: Path
) -> None:
    office = Office(world, tmp_path / "state")
    publish_and_withdraw(office, options)
    assert run(*options).exit_code == 0
    assert run("compress", *options).exit_code == 0
    assert run("publish", *options, tmp_path / "www").exit_code == 0
    assert {"ledger/versions/0.js", "data/archive.zip"} <= saying(tmp_path / "www", LEAK)

    assert run("ledger-remove", "notices/leak", *options).exit_code == 0
    assert run(*options).exit_code == 0
    assert run("publish", *options, tmp_path / "www").exit_code == 0

    assert saying(site, LEAK) == saying(tmp_path / "www", LEAK) == set()
    assert "已依法移除" in (site / "ledger/records/notices/leak/index.html").read_text("utf-8")
    assert run("verify", "--against", site, *options).exit_code == 0
    twice = run("ledger-remove", "notices/leak", *options)
    assert "没有还保存着的旧内容" in twice.output


def test_a_text_may_be_removed_in_the_same_publication_as_the_change(
    world: Content, options: list[str], site: Path, tmp_path: Path
) -> None:
    office = Office(world, tmp_path / "state")
    publish_and_withdraw(office, options)

    assert run("ledger-remove", "notices/leak", *options).exit_code == 0
    assert run(*options).exit_code == 0

    assert saying(site, LEAK) == set()
    assert (site / "notices/leak/index.html").is_file()


def test_rollback_brings_no_removed_text_back(
    world: Content, options: list[str], site: Path, tmp_path: Path
) -> None:
    office = Office(world, tmp_path / "state")
    publish_and_withdraw(office, options)
    assert run(*options).exit_code == 0
    assert run("rollback", *options).exit_code == 0
    assert run("rollback", *options).exit_code == 0
    run("ledger-remove", "notices/leak", *options)
    assert run(*options).exit_code == 0

    refused = run("rollback", *options)

    assert refused.exit_code == 1
    assert "已依法移除的内容（notices/leak）" in refused.output
    assert saying(site, LEAK) == set()
    world.add("notices", "next")
    assert run(*options).exit_code == 0
    assert run("rollback", *options).exit_code == 0


def test_what_is_public_now_is_not_removed_without_a_declaration(
    world: Content, options: list[str], tmp_path: Path
) -> None:
    office = Office(world, tmp_path / "state")
    assert run(*options).exit_code == 0
    first = office.records().index("projects/project")
    before = office.files()

    for refused in (
        run("ledger-remove", "projects/project", *options),
        run("ledger-remove", "notices/none", *options),
        run("ledger-remove", "projects/project", "--entry", first + 1, *options),
    ):
        assert refused.exit_code == 1
    assert office.files() == before

    world.add("projects", "project", budget="60000")
    office.declare("projects/project", first)
    assert run(*options).exit_code == 0
    second = len(office.records()) - 1
    assert run("ledger-remove", "projects/project", "--entry", second, *options).exit_code == 1
    assert run("ledger-remove", "projects/project", *options).exit_code == 0
    kept = [bool(read_version(world.folder, n)) for n in (first, second)]
    assert kept == [False, True]


def change(office: Office, number: int) -> None:
    """A notice says something else, is withdrawn, or is there again; declared where it has to be."""
    log, _ = read_log(office.content.folder)
    entry = log.public("notices/a")
    way = "撤回" if number % 2 and entry else "更正"
    office.content.add("notices", "a", title=f"第{number}次通知")
    if way == "撤回":
        (office.content.folder / "notices/a.md").unlink()
    if entry:
        office.declare("notices/a", entry.n, way)


def add(office: Office, number: int) -> None:
    office.content.add("notices", f"n-{number}")


def remove(office: Office, number: int) -> None:
    """The text of any version goes, the newest first."""
    log, _ = read_log(office.content.folder)
    texts = [one.n for one in log.entries if one.act != Act.WITHDRAW]
    files.remove(office.content.folder, [texts[-1 - number % len(texts)]])


History = list[list[tuple[Callable[[Office, int], None], int]]]
steps = st.tuples(st.sampled_from([change, add, remove]), st.integers(0, 9))


@pytest.mark.long
@settings(max_examples=2, suppress_health_check=[HealthCheck.too_slow])
@given(history=st.lists(st.lists(steps, min_size=1, max_size=2), min_size=2, max_size=4))
@example(history=[[(change, 0)], [(change, 2)], [(remove, 1)]])
def test_whatever_is_removed_the_site_is_that_of_a_clean_build(history: History) -> None:
    with TemporaryDirectory() as folder:
        portal = Portal(Path(folder))
        office = Office(portal.content, portal.state)
        portal.build()
        for round_ in history:
            for do, number in round_:
                do(office, number)
            portal.build()
        assert tree(portal.site) == portal.clean()
