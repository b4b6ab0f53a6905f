"""With --hold, published records that were renamed, lost or changed without a word are put back first."""

from __future__ import annotations

import pytest

from build.hold import Shown
from portal.load import load
from portal.withheld import Cause
from tests.build.holding import held, titles
from tests.ledgers import Office


def test_an_undeclared_rename_publishes_the_old_name_alone(office: Office) -> None:
    before = titles(held(office))
    folder = office.content.folder / "notices"
    (folder / "fine.md").rename(folder / "new.md")

    found = held(office)

    assert found.shown == {"notices/fine": Shown.EARLIER, "notices/new": Shown.AWAY}
    assert titles(found) == before


@pytest.mark.parametrize("title", ["notices fine", "另一个标题"])
def test_a_record_that_was_renamed_and_edited_stays_under_its_old_name(
    office: Office, title: str
) -> None:
    before = titles(held(office))
    (office.content.folder / "notices/fine.md").unlink()
    office.content.add("notices", "new", title=title)

    found = held(office)

    assert found.shown == {"notices/fine": Shown.EARLIER, "notices/new": Shown.AWAY}
    assert titles(found) == before


def test_a_new_record_that_says_something_else_does_not_wait_for_one_that_is_gone(
    office: Office,
) -> None:
    (office.content.folder / "notices/fine.md").unlink()
    office.content.add("notices", "new", "正文", title="新", source="乙市总工会")

    assert held(office).shown == {"notices/fine": Shown.EARLIER}


@pytest.mark.parametrize("lost", ["projects/project", "policies/policy"])
def test_what_was_lost_is_put_back_and_takes_nothing_away(office: Office, lost: str) -> None:
    before = titles(held(office))
    (office.content.folder / f"{lost}.md").unlink()

    found = held(office)

    assert found.shown == {lost: Shown.EARLIER}
    assert [one.cause for one in found.withheld] == [Cause.UNDECLARED]
    assert titles(found) == before


def test_a_row_that_was_taken_out_silently_is_put_back_for_who_names_it(office: Office) -> None:
    before = titles(held(office))
    line = {"title": "别的项目", "need": "一百户", "budget": "50000", "month": "3"}
    office.content.add("plans", "plan", lines=[{**line, "code": "02", "item": "catalogue#a1"}])
    office.content.add("contracts", "new", signed="不知道")

    found = held(office)

    assert found.shown == {"plans/plan": Shown.EARLIER, "contracts/new": Shown.AWAY}
    assert {one.record: one.cause for one in found.withheld} == {
        "plans/plan": Cause.UNDECLARED,
        "contracts/new": Cause.CONTENT,
    }
    assert titles(found) == before


def test_a_former_attachment_takes_no_place_from_whoever_else_names_it(
    office: Office,
) -> None:
    """Or a new record would be published with bytes that it never had."""
    attachments = [{"title": "表", "file": "a.csv"}]
    office.content.write("notices/a.csv", "旧\n")
    office.content.add("notices", "old", attachments=attachments)
    office.publish()
    copy = office.settings().site / "notices/old/a.csv"
    copy.parent.mkdir(parents=True)
    copy.write_text("旧\n", encoding="utf-8")
    office.content.write("notices/a.csv", "新\n")
    assert held(office).shown == {"notices/old": Shown.EARLIER}

    office.content.add("notices", "new", attachments=attachments)
    found = held(office)

    assert found.shown == {"notices/old": Shown.AWAY}
    shown = load(found.settings.content).files["/notices/new/a.csv"]
    assert shown.read_text(encoding="utf-8") == "新\n"
