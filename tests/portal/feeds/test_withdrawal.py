"""A withdrawal is news where the record stood, and takes nothing out of any archive."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from portal.ledger.files import remove
from tests.conftest import MakeApp
from tests.factories import Content
from tests.feed_rules import RULES
from tests.ledgers import Office
from tests.portal.feeds.reading import BASE, ids, items, read

PLACES = ("", "publicity/", "projects/project/", "suppliers/supplier/", "regions/990100/")
KEY = "publicity/p"


class Shown:
    """An office that has published a publicity, and takes it back."""

    def __init__(self, world: Content, state: Path) -> None:
        self.content = world
        self.add()
        self.office = Office(world, state)
        self.number = self.office.publish("2026-03-02").log.newest[KEY]

    def add(self, until: str = "2026-03-09") -> None:
        self.content.add("publicity", "p", title="帮扶公示", published="2026-03-02", until=until)

    def publish(self, day: str) -> int:
        """The number of the entry that this day's publication makes of it."""
        self.number = self.office.publish(day).log.newest[KEY]
        return self.number

    def withdraw(self, day: str, **rest: str) -> int:
        (self.content.folder / f"{KEY}.md").unlink()
        self.office.declare(KEY, self.number, "撤回", **rest)
        return self.publish(day)


@pytest.fixture
def shown(world: Content, tmp_path: Path) -> Shown:
    return Shown(world, tmp_path / "state")


def test_it_stands_where_the_record_stood_and_names_who_and_why(
    shown: Shown, make_app: MakeApp
) -> None:
    shown.content.add("corrections", "c", corrects="projects/project")
    number = shown.withdraw("2026-04-30", see="corrections/c")
    app = make_app("2026-04-30")

    for place in PLACES:
        assert ids(app, f"/{place}atom.xml")[0] == f"{KEY}/{number}"
        for file, rule in RULES.items():
            assert rule(read(app, f"/{place}{file}"), f"{BASE}/{place}{file}") == []
    news, end, first = items(app, "/publicity/feed.json")
    assert news["title"] == "【公开后撤回】帮扶公示（projects project） 2026-04-30"
    assert news["url"] == f"{BASE}/{KEY}/"
    assert [one["url"] for one in news["_changes"]] == [
        f"{BASE}/ledger/records/{KEY}/",
        f"{BASE}/corrections/c/",
    ]
    assert (news["_ledger"]["entry"], "sha256" in news["_ledger"]) == (number, False)
    assert end["title"].startswith("【公示最后一天】帮扶公示")
    assert first["title"] == "【结果公示】帮扶公示（projects project） 2026-03-02"
    for one in (news, end, first):
        assert "由甲市总工会撤回。原因：金额写错" in one["content_text"]
        assert "supplier" not in one["content_text"]
    assert first["date_modified"] == "2026-04-30T00:00:00+08:00"


def test_a_window_that_was_not_over_never_ends(shown: Shown, make_app: MakeApp) -> None:
    number = shown.withdraw("2026-03-08")

    assert ids(make_app("2026-04-30"), "/publicity/atom.xml") == [f"{KEY}/{number}", KEY]


def test_a_record_that_came_again_is_news_and_nothing_of_it_moves(
    shown: Shown, make_app: MakeApp
) -> None:
    withdrawn = shown.withdraw("2026-04-30")
    shown.add()
    returned = shown.publish("2026-05-06")
    app = make_app("2026-05-06")

    assert ids(app, "/publicity/atom.xml") == [
        f"{KEY}/{returned}",
        f"{KEY}/{withdrawn}",
        f"{KEY}/until",
        KEY,
    ]
    news, *_ = items(app, "/publicity/feed.json")
    assert news["title"].startswith("【撤回后重新公开】帮扶公示")


def test_who_followed_a_withdrawn_project_learns_of_it(
    world: Content, tmp_path: Path, make_app: MakeApp
) -> None:
    world.add("projects", "p", title="甲项目", number="B", published="2026-03-01")
    world.add("announcements", "a", title="公告", project="p", published="2026-03-02")
    office = Office(world, tmp_path / "state")
    log = office.publish("2026-03-02").log
    for record in ("announcements/a", "projects/p"):
        (world.folder / f"{record}.md").unlink()
        office.declare(record, log.newest[record], "撤回")
    office.publish("2026-03-03")

    titles = [one["title"] for one in items(make_app("2026-03-03"), "/projects/p/feed.json")]

    assert titles == [
        "【公开后撤回】甲项目 2026-03-03",
        "【公开后撤回】公告（甲项目） 2026-03-03",
        "【购买公告】公告（甲项目） 2026-03-02",
        "【购买项目】甲项目 2026-03-01",
    ]


@pytest.mark.parametrize("kept", [True, False])
def test_full_archives_keep_their_entries(
    content: Content, tmp_path: Path, make_app: MakeApp, *, kept: bool
) -> None:
    for n in range(60):
        content.add("notices", f"n{n:02d}", title=f"第{n}", published="2026-03-02")
    office = Office(content, tmp_path / "state")
    log = office.publish("2026-03-02").log
    before = archived(make_app("2026-03-02"))
    (content.folder / "notices/n05.md").unlink()
    office.declare("notices/n05", log.newest["notices/n05"], "撤回")
    office.publish("2026-03-03")
    if not kept:
        remove(content.folder, [log.newest["notices/n05"]])

    app = make_app("2026-03-03")

    assert archived(app) == before
    assert len(before) == 50
    texts = read(app, "/notices/atom-1.xml").decode().split("<entry")
    (gone,) = [one for one in texts if "notices/n05<" in one]
    assert "由甲市总工会撤回" in gone
    assert ("【通知公告】第5 " in gone) == kept


def archived(app: Flask) -> list[str]:
    return ids(app, "/notices/atom-1.xml")
