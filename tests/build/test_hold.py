"""With --hold, what has a problem keeps its last published form or stays away; the rest goes out."""

from __future__ import annotations

from pathlib import Path

import pytest

from build.hold import Held, Shown, hold
from portal.load import load
from portal.problems import ContentError
from tests.build.command import run
from tests.factories import Content
from tests.ledgers import Office


@pytest.fixture
def office(world: Content, tmp_path: Path) -> Office:
    office = Office(world, tmp_path / "state")
    world.add("notices", "fine")
    world.add("announcements", "one", body="“正文”\n\n- 一")
    office.publish()
    return office


def held(office: Office) -> Held:
    return hold(office.settings())


def titles(found: Held) -> dict[str, str]:
    rows = load(found.settings.content).rows
    return {"/".join(key): row.title for key, row in rows.items()}


def test_sound_content_is_left_alone(office: Office) -> None:
    found = held(office)

    assert found == Held(office.settings())


def test_a_broken_record_keeps_its_last_published_form(office: Office) -> None:
    before = titles(held(office))
    file = office.content.folder / office.content.add("announcements", "one", closes="2026-01-01")
    broken = file.read_bytes()

    found = held(office)

    assert found.shown == {"announcements/one": Shown.EARLIER}
    assert titles(found) == before
    assert any("closes" in str(problem) for problem in found.problems)
    assert file.read_bytes() == broken


def test_a_new_broken_record_stays_away_with_what_names_it(office: Office) -> None:
    office.content.add("contracts", "new", number="", signed="不知道")
    office.content.add("payments", "paid", contract="new")

    found = held(office)

    assert found.shown == {"contracts/new": Shown.AWAY, "payments/paid": Shown.AWAY}
    assert "notices/fine" in titles(found)
    assert "contracts/new" not in titles(found)


def test_a_silent_edit_and_a_silent_deletion_are_undone(office: Office) -> None:
    office.content.add("notices", "fine", title="改过")
    (office.content.folder / "announcements/one.md").unlink()

    found = held(office)

    assert set(found.shown.values()) == {Shown.EARLIER}
    assert titles(found)["notices/fine"] == "notices fine"
    assert "announcements/one" in titles(found)


def test_files_that_belong_to_nothing_stay_away(office: Office) -> None:
    office.content.write("notices/stray.txt", "无主")

    assert held(office).shown == {"notices/stray.txt": Shown.AWAY}


def test_what_is_wrong_with_the_whole_site_is_not_held(office: Office) -> None:
    office.site(base_url="x")

    with pytest.raises(ContentError, match="base_url"):
        held(office)


def test_an_edit_that_is_declared_but_broken_waits(office: Office) -> None:
    n = office.look().log.newest["announcements/one"]
    office.content.add("announcements", "one", closes="2026-01-01")
    office.declare("announcements/one", n)

    assert held(office).shown == {"announcements/one": Shown.EARLIER}


def test_the_command_publishes_the_rest_and_says_what_it_held(
    world: Content, options: list[str], site: Path, tmp_path: Path
) -> None:
    office = Office(world, tmp_path / "state")
    assert run(*options).exit_code == 0
    page = (site / "projects/project/index.html").read_bytes()
    world.add("projects", "project", budget="很多")
    world.add("notices", "fine", title="照常公开")

    assert run(*options).exit_code == 1
    found = run(*options, "--hold")

    assert found.exit_code == 5
    assert "projects/project：仍为上次公开的内容" in found.output
    assert (site / "notices/fine/index.html").is_file()
    assert (site / "projects/project/index.html").read_bytes() == page
    assert "notices/fine" in office.files()["entries/0000.jsonl"].decode()
    world.add("projects", "project")
    assert run(*options, "--hold").exit_code == 0
