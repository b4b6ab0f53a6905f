"""An entry says what happened, to which project, when, and in full."""

from __future__ import annotations

import datetime
import json

import pytest

from portal.feeds.entry import moment
from portal.personal.kinds import KINDS
from tests.conftest import MakeApp
from tests.factories import Content
from tests.feed_rules import ATOM
from tests.portal.feeds.reading import BASE, entries, ids, items, read


def test_an_entry_says_what_where_and_when(content: Content, make_app: MakeApp) -> None:
    content.add("notices", "n", title="培训通知", summary="下周一开班。", published="2026-03-02")

    (entry,) = entries(make_app())

    assert entry.findtext(f"{ATOM}title") == "【通知公告】培训通知 2026-03-02"
    assert entry.findtext(f"{ATOM}summary") == "下周一开班。\n类型：通知\n来源：甲市总工会"
    assert entry.findtext(f"{ATOM}published") == "2026-03-02T00:00:00+08:00"
    assert entry.find(f"{ATOM}link").get("href") == f"{BASE}/notices/n/"
    assert dict(entry.find(f"{ATOM}category").attrib) == {"term": "notices", "label": "通知公告"}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("帮扶项目结果公示", "【结果公示】帮扶项目结果公示 2026-03-02"),
        ("结果公示", "【结果公示】结果公示（帮扶项目） 2026-03-02"),
    ],
)
def test_a_title_names_the_project_once(
    world: Content, make_app: MakeApp, title: str, expected: str
) -> None:
    world.add("projects", "project", title="帮扶项目")
    world.add("publicity", "p", title=title, until="2026-12-31")

    assert items(make_app(), "/publicity/feed.json")[0]["title"] == expected


@pytest.mark.parametrize(
    ("body", "summary", "expected"),
    [
        ("正文", "摘要", "摘要"),
        ("正文", "摘要" * 400, "摘要" * 400),
        ("一段\n\n**二**段", None, "一段 二段"),
        ("", None, "notices n"),
        ("字" * 300, None, "字" * 300),
        ("字" * 301, None, "字" * 300 + "…"),
    ],
)
def test_the_summary_is_the_records_own_else_how_its_text_begins(
    content: Content, make_app: MakeApp, body: str, summary: str | None, expected: str
) -> None:
    content.add("notices", "n", body=body, summary=summary)

    text = items(make_app(), "/notices/feed.json")[0]["content_text"]

    assert text.splitlines()[0] == expected


@pytest.mark.parametrize("ends", ["publicity/p", None])
def test_a_window_that_was_called_off_is_not_said_to_be_over(
    world: Content, make_app: MakeApp, ends: str | None
) -> None:
    world.add("publicity", "p", until="2026-03-09")
    world.add(
        "terminations", "t", ends=ends, terminated="2026-03-05", published="2026-03-06", reason="无"
    )
    app = make_app()
    (item,) = [one for one in items(app, "/publicity/feed.json") if "until" in one["id"]]
    (entry,) = [one for one in entries(app, "/publicity/atom.xml") if "until" in one[0].text]
    links = {one.get("rel"): one.get("href") for one in entry.iterfind(f"{ATOM}link")}

    assert item["title"].startswith("【公示已终止】publicity p")
    assert item["content_text"].splitlines() == [
        "公示从2026年3月2日开始，2026年3月5日已终止，没有公示到2026年3月9日。",
        "购买项目：projects project",
        "终止原因：无",
    ]
    assert links["alternate"] == f"{BASE}/publicity/p/"
    assert links["related"] == f"{BASE}/terminations/t/"


@pytest.mark.parametrize(
    ("terminated", "told"), [("2026-03-10", "2026-03-10"), ("2026-03-05", "2026-03-09")]
)
def test_what_was_said_of_a_window_that_was_over_stays(
    world: Content, make_app: MakeApp, terminated: str, told: str
) -> None:
    """On its last day nobody knew of a termination that was published on that day or later."""
    world.add("publicity", "p", until="2026-03-09")
    world.add("terminations", "t", ends="publicity/p", terminated=terminated, published=told)

    (item,) = [one for one in items(make_app(), "/publicity/feed.json") if "until" in one["id"]]

    assert item["title"].startswith("【公示最后一天】")
    assert "24:00 期满" in item["content_text"]


def test_the_chief_facts_stand_in_the_entry(world: Content, make_app: MakeApp) -> None:
    world.add("publicity", "p", until="2026-12-31", amount="48000.50")

    (item,) = items(make_app(), "/publicity/feed.json")

    assert item["content_text"].splitlines()[1:] == [
        "购买项目：projects project",
        "拟定承接主体：suppliers supplier",
        "拟定金额：48,000.50 元",
        "公示截止：2026年12月31日",
    ]


@pytest.mark.parametrize(
    ("section", "field", "line"),
    [
        ("announcements", "budget", "预算金额：48,000 元"),
        ("single-sources", "budget", "预算金额：48,000 元"),
        ("amendments", "amount", "增加金额：48,000 元"),
    ],
)
def test_an_entry_about_money_says_how_much(
    world: Content, make_app: MakeApp, section: str, field: str, line: str
) -> None:
    world.add("contracts", "contract")
    world.add(section, "one", **{field: "48000"})

    item = items(make_app(), f"/{section}/feed.json")[-1]

    assert line in item["content_text"].splitlines()


def test_the_description_of_rss_is_html_of_the_same_lines(
    content: Content, make_app: MakeApp
) -> None:
    content.add("notices", "n", summary="a < b & c")

    assert (
        "<description>a &amp;lt; b &amp;amp; c&lt;br&gt;\n类型：通知&lt;br&gt;\n"
        in read(make_app(), "/notices/feed.xml").decode()
    )


def test_a_correction_is_a_new_entry_that_links_the_old_one(
    world: Content, make_app: MakeApp
) -> None:
    world.add("publicity", "p", title="结果公示", until="2026-12-31")
    world.add(
        "corrections",
        "c",
        published="2026-03-05",
        corrects="publicity/p",
        changes=[{"item": "金额", "before": "48000", "after": "47000"}],
    )
    app = make_app()
    correction, old = entries(app, "/projects/project/atom.xml")[:2]

    assert [one.findtext(f"{ATOM}id")[-13:] for one in (correction, old)] == [
        "corrections/c",
        "6:publicity/p",
    ]
    related = {"rel": "related", "type": "text/html", "title": "结果公示"}
    related["href"] = f"{BASE}/publicity/p/"
    assert related in [dict(link.attrib) for link in correction.findall(f"{ATOM}link")]
    assert "金额：由「48000」更正为「47000」" in correction.findtext(f"{ATOM}summary")
    rss = read(app, "/corrections/feed.xml").decode()
    assert f'href="{BASE}/publicity/p/" rel="related"' in rss
    assert items(app, "/corrections/feed.json")[0]["_changes"] == [
        {"url": f"{BASE}/publicity/p/", "title": "结果公示"}
    ]


def test_the_end_of_a_public_window_is_an_entry_from_the_day_it_ends(
    world: Content, make_app: MakeApp
) -> None:
    world.add("publicity", "p", title="结果公示", until="2026-03-09")
    at = "/projects/project/atom.xml"

    before, last = make_app("2026-03-08"), make_app("2026-03-09")

    assert "publicity/p/until" not in ids(before, at)
    assert ids(last, at)[0] == "publicity/p/until"
    assert read(last, at) == read(make_app("2026-03-31"), at)
    end = items(last, "/publicity/feed.json")[0]
    assert end["title"].startswith("【公示最后一天】结果公示")
    assert end["date_published"] == "2026-03-09T00:00:00+08:00"
    assert "到2026年3月9日 24:00 期满" in end["content_text"]


def test_attachments_are_enclosures(content: Content, make_app: MakeApp) -> None:
    files = [{"file": "申报 表.txt", "title": "申报表"}, {"file": "b.csv", "title": "明细"}]
    content.add("notices", "n", attachments=files)
    content.write("notices/申报 表.txt", b"12345678")
    content.write("notices/b.csv", b"a,b\n")
    app = make_app()

    (entry,) = entries(app)
    found = {
        link.get("href"): (link.get("type"), link.get("length"), link.get("title"))
        for link in entry.findall(f"{ATOM}link")
        if link.get("rel") == "enclosure"
    }

    first = f"{BASE}/notices/n/%E7%94%B3%E6%8A%A5%20%E8%A1%A8.txt"
    assert found == {
        first: ("text/plain", "8", "申报表"),
        f"{BASE}/notices/n/b.csv": ("text/csv", "4", "明细"),
    }
    assert f'<enclosure url="{first}" length="8"' in read(app, "/notices/feed.xml").decode()
    one = items(app, "/notices/feed.json")[0]
    assert [file["url"] for file in one["attachments"]] == list(found)[::-1]
    assert "附件：申报表（申报 表.txt）" in one["content_text"]


def test_every_type_that_may_be_attached_is_told_by_its_media_type(
    world: Content, make_app: MakeApp
) -> None:
    for ending in KINDS:
        world.attach(f"announcements/a{ending}")
    files = [{"file": f"a{ending}", "title": "附件"} for ending in KINDS]
    world.add("announcements", "a", attachments=files)
    app = make_app()
    owed = {f"a{ending}": kind.media for ending, kind in KINDS.items()}

    (item,) = items(app, "/announcements/feed.json")
    told = {one["url"].rpartition("/")[2]: one["mime_type"] for one in item["attachments"]}
    (process,) = json.loads(read(app, "/projects/project/ocds.json"))["records"]
    documents = process["releases"][-1]["tender"]["documents"]

    assert told == owed
    formats = {one["id"].removeprefix("announcements/a/"): one["format"] for one in documents}
    assert owed.items() <= formats.items()
    assert app.test_client().get("/announcements/a/").status_code == 200


def test_a_day_is_midnight_in_china() -> None:
    assert moment(datetime.date(2026, 3, 2)).isoformat() == "2026-03-02T00:00:00+08:00"
