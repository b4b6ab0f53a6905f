"""With --hold, a wrong row of site.yaml or declared.yaml is left out, and stops nobody else."""

from __future__ import annotations

import pytest

from build.hold import Shown
from portal.load import load
from tests.build.command import run
from tests.build.holding import held, titles
from tests.ledgers import Office

MOVED = {"old": "notices/fine", "new": "notices/new"}


def test_a_redirection_waits_for_the_rename_that_nobody_declared(office: Office) -> None:
    before = titles(held(office))
    folder = office.content.folder / "notices"
    (folder / "fine.md").rename(folder / "new.md")
    office.site(moved=[MOVED])
    file = office.content.folder / "site.yaml"
    written = file.read_bytes()

    found = held(office)

    assert found.shown == {
        "notices/fine": Shown.EARLIER,
        "notices/new": Shown.AWAY,
        "site.yaml moved[1]": Shown.IGNORED,
    }
    assert titles(found) == before
    assert [one.record for one in found.withheld] == ["notices/fine", "notices/new"]
    assert file.read_bytes() == written


def test_rows_keep_their_numbers_and_the_sound_ones_count(office: Office) -> None:
    office.content.add("notices", "broken", kind="没有")
    wrong, sound = (
        {"old": "x/y", "new": "notices/fine"},
        {"old": "notices/o", "new": "notices/fine"},
    )
    office.site(moved=[wrong, sound, {"old": "notices/p", "new": "notices/broken"}])

    found = held(office)

    away = {one for one, shown in found.shown.items() if shown is Shown.IGNORED}
    assert away == {"site.yaml moved[1]", "site.yaml moved[3]"}
    assert {one.field for one in found.problems} >= {"moved[1].old", "moved[3].new"}
    assert [one.old for one in load(found.settings.content).site.moved] == ["notices/o"]


@pytest.mark.parametrize(
    ("entry", "reason"), [("0", "有误"), ("4", "")], ids=["another's number", "no reason"]
)
def test_what_is_declared_wrongly_waits_alone(office: Office, entry: str, reason: str) -> None:
    before = titles(held(office))
    office.content.add("notices", "fine", title="改过")
    office.content.add("announcements", "one", title="也改过", body="“正文”\n\n- 一")
    office.declare("notices/fine", int(entry), reason=reason)
    office.declare("announcements/one", office_number(office, "announcements/one"))

    found = held(office)

    assert found.shown == {
        "ledger/declared.yaml changes[1]": Shown.IGNORED,
        "notices/fine": Shown.EARLIER,
    }
    assert titles(found) == {**before, "announcements/one": "也改过"}


def office_number(office: Office, record: str) -> int:
    """The number of a record's newest entry."""
    lines = office.files()["entries/0000.jsonl"].decode().splitlines()
    return next(n for n, line in enumerate(lines) if f'"record":"{record}"' in line)


def test_the_command_names_the_row_and_publishes_the_rest(
    office: Office, options: list[str]
) -> None:
    office.site(moved=[{"old": "notices/old", "new": "notices/fin"}])
    office.content.add("notices", "late", title="照常公开")

    assert run(*options).exit_code == 1
    found = run(*options, "--hold")

    assert found.exit_code == 5, found.output
    assert "site.yaml moved[1]：暂不采用" in found.output
    assert "没有「notices/fin」这条记录。改法：是不是 notices/fine？" in found.output
    assert "notices/late" in office.files()["entries/0000.jsonl"].decode()
