"""Lists: the index shows the newest, the archive behind it never changes."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urljoin

import lxml.html
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal import create_app
from portal.sections import PAGE_SIZE
from portal.settings import Settings
from tests.conftest import MakeApp
from tests.factories import TODAY, Content
from tests.reading import page, words

# The number of records of each content folder made so far → the portal over it.
made: dict[int, Flask] = {}


def portal(number: int) -> FlaskClient:
    """The portal over so many notices, a day apart, n000 the oldest."""
    if number not in made:
        with TemporaryDirectory() as name:
            content = Content(Path(name) / "content")
            for one in range(number):
                month, day = divmod(one, 28)
                published = f"2026-{month + 1:02d}-{day + 1:02d}"
                content.add("notices", f"n{one:03d}", published=published)
            folder = Path(name)
            today = Settings.read({}, today=TODAY).today
            made[number] = create_app(Settings(content.folder, folder, folder, today))
    return made[number].test_client()


def tree(client: FlaskClient, address: str) -> Any:
    return lxml.html.document_fromstring(client.get(address).text)


def listed(client: FlaskClient, address: str) -> list[int]:
    """The numbers of the records that a list shows, in its order."""
    rows = tree(client, address).xpath("//tbody//th//a/@href")
    return [int(row.rstrip("/").rpartition("n")[2]) for row in rows]


def archive(client: FlaskClient) -> dict[int, bytes]:
    """The pages of the archive by number."""
    pages: dict[int, bytes] = {}
    while (response := client.get(f"/notices/page/{len(pages) + 1}/")).status_code == 200:
        pages[len(pages) + 1] = response.data
    return pages


numbers = st.integers(0, 65)
around_full_pages = settings(deadline=None, max_examples=15)


@around_full_pages
@given(numbers)
@example(19)
@example(20)
@example(21)
@example(40)
@example(60)
def test_a_new_record_leaves_every_page_before_the_newest_as_it_was(number: int) -> None:
    before, after = archive(portal(number)), archive(portal(number + 1))

    finished = list(before)[:-1]

    assert len(before) == max(1, -(-number // PAGE_SIZE))
    assert {one: after[one] for one in finished} == {one: before[one] for one in finished}


@around_full_pages
@given(numbers)
@example(0)
@example(20)
@example(21)
@example(40)
@example(41)
def test_from_the_index_back_through_the_archive_each_record_comes_once_newest_first(
    number: int,
) -> None:
    client, address = portal(number), "/notices/"
    found: list[int] = []
    while address:
        found += listed(client, address)
        older = tree(client, address).xpath("//nav[@class='pager']/a[@rel='next']/@href")
        address = f"/notices/page/{older[0].rstrip('/').rpartition('/')[2]}/" if older else ""

    assert found == list(range(number))[::-1]
    assert f"共 {number} 条记录" in words(tree(client, "/notices/"))


def test_the_first_page_is_the_oldest_and_each_page_is_newest_first() -> None:
    client = portal(45)

    assert listed(client, "/notices/page/1/") == list(range(20))[::-1]
    assert listed(client, "/notices/page/3/") == list(range(40, 45))[::-1]


def test_the_index_shows_the_newest_page_and_the_full_one_before_it() -> None:
    assert listed(portal(45), "/notices/") == list(range(20, 45))[::-1]
    assert listed(portal(40), "/notices/") == list(range(20, 40))[::-1]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, {}),
        (2, {"older": "../../../notices/page/1/"}),
        (3, {"older": "../../../notices/page/2/"}),
    ],
)
def test_archive_pages_link_each_other(number: int, expected: dict[str, str]) -> None:
    links = tree(portal(45), f"/notices/page/{number}/").xpath("//nav[@class='pager']/a")
    relations = {"next": "older", None: "newest"}

    found = {relations[link.get("rel")]: link.get("href") for link in links}

    assert found == {**expected, "newest": "../../../notices/"}


def test_an_empty_section_says_so(content: Content, make_app: MakeApp) -> None:
    empty = page(make_app(), "/notices/")

    assert "这个栏目还没有记录。" in words(empty)
    assert empty.xpath("//main//table") == []


def test_a_list_shows_its_columns_and_the_status_of_each_record(
    world: Content, make_app: MakeApp
) -> None:
    world.add("announcements", "open", title="甲", closes="2026-06-30", published="2026-03-03")
    world.add("announcements", "closed", title="乙", closes="2026-06-29")

    table = page(make_app(), "/announcements/").find_class("list")[0]

    assert [words(cell) for cell in table.xpath("thead//th")] == [
        "标题", "购买主体", "预算金额", "购买方式", "申报截止", "状态", "公开日期",
    ]  # fmt: skip
    assert [[words(cell) for cell in row] for row in table.xpath("tbody/tr")] == [
        [
            "甲",
            "purchasers purchaser",
            "50,000 元",
            "公开招标",
            "2026年6月30日",
            "报名中",
            "2026年3月3日",
        ],
        [
            "乙",
            "purchasers purchaser",
            "50,000 元",
            "公开招标",
            "2026年6月29日",
            "报名截止",
            "2026年1月2日",
        ],
    ]


@pytest.mark.parametrize("repealed", ["policy", "other"])
def test_a_status_is_shown_whichever_record_has_it(
    world: Content, make_app: MakeApp, repealed: str
) -> None:
    for id in ("policy", "other"):
        world.add("policies", id, repealed="2026-06-01" if id == repealed else None)

    rows = page(make_app(), "/policies/").find_class("list")[0].xpath("tbody/tr")

    assert {row.xpath("th//a/@href")[0]: "已废止" in words(row) for row in rows} == {
        "../policies/policy/": repealed == "policy",
        "../policies/other/": repealed == "other",
    }


def test_a_project_is_listed_with_the_step_it_stands_at(world: Content, make_app: MakeApp) -> None:
    world.add("announcements", "announcement", closes="2026-06-30")

    (tag,) = page(make_app(), "/projects/").find_class("tag")

    assert words(tag) == "接受项目申报：进行中"
    assert "tag--open" in tag.get("class")


def test_a_step_says_in_words_how_far_it_is(world: Content, make_app: MakeApp) -> None:
    world.add("contracts", "contract")

    tags = [
        page(make_app(day), "/projects/").find_class("tag") for day in ("2026-12-31", "2027-01-01")
    ]

    assert [words(tag) for (tag,) in tags] == ["履行合同：进行中", "履行合同：已完成"]


def test_an_ended_project_is_so_wherever_it_is_named(world: Content, make_app: MakeApp) -> None:
    world.add("announcements", "announcement", closes="2026-06-30")
    world.add("terminations", "end", ends="announcements/announcement")
    app = make_app()

    for address in ("/projects/", "/announcements/"):
        assert [words(tag) for tag in page(app, address).find_class("tag")] == ["已终止"]
    lead = page(app, "/projects/project/").xpath("//section/p[@class='lead']")[0]
    assert words(lead) == "在第 3 步（接受项目申报）终止 已终止"
    assert not page(app, "/").find_class("now__item")


def test_an_ended_project_that_is_announced_anew_goes_on(world: Content, make_app: MakeApp) -> None:
    world.add("announcements", "first", published="2026-03-02", closes="2026-03-20")
    world.add("terminations", "end", terminated="2026-04-01", ends="announcements/first")
    world.add(
        "announcements", "again", published="2026-06-01", opens="2026-06-01", closes="2026-06-30"
    )

    tree = page(make_app(), "/projects/project/")

    assert "本项目已终止" not in words(tree)
    assert words(tree.xpath("//section/p[@class='lead']")[0]).startswith(
        "目前到第 3 步：接受项目申报"
    )


def test_a_contract_costs_what_its_amendments_add(world: Content, make_app: MakeApp) -> None:
    world.add("contracts", "contract", amount="48000")
    world.add("amendments", "more", kind="追加", amount="2000")
    app = make_app()

    assert "50,000 元" in words(page(app, "/contracts/").xpath("//table[@class='list']")[0])
    note = page(app, "/contracts/contract/").xpath("//p[@class='note']")[0]
    assert words(note) == "合同变更增加 2,000 元，现在共 50,000 元。"


def test_a_contract_lasts_as_its_amendments_say(world: Content, make_app: MakeApp) -> None:
    world.add("contracts", "contract")
    world.add("amendments", "longer", kind="续签", ends="2027-06-30")
    app = make_app("2027-01-01")

    row = words(page(app, "/contracts/").xpath("//tbody/tr")[0])
    assert "2027年6月30日" in row
    assert "履行中" in row
    assert "续签或变更后，服务到 2027年6月30日" in words(page(app, "/contracts/contract/"))
    last = page(app, "/projects/project/").find_class("timeline__step")[-1]
    assert "进行中" in words(last)
    assert "2027年6月30日" in words(last)


def test_a_printed_list_names_itself(world: Content, make_app: MakeApp) -> None:
    world.add("notices", "one", title="甲", published="2026-02-02")
    world.add("notices", "two", title="乙", published="2026-02-03")
    said = b"/notices/two/\t2026-02-03\t\xe4\xb9\x99\n/notices/one/\t2026-02-02\t\xe7\x94\xb2\n"

    (printed,) = page(make_app(), "/notices/").xpath("//p[@class='printed']")

    assert "https://test.example.org/gk/notices/" in words(printed)
    assert "2026年2月3日" in words(printed)
    assert sha256(said).hexdigest() in words(printed)


def test_a_row_leads_to_its_record_from_every_list(world: Content, make_app: MakeApp) -> None:
    world.add("announcements", "open", published="2026-03-03")
    app = make_app()
    for address in ("/announcements/", "/announcements/by/year/2026/page/1/"):
        row = page(app, address).xpath("//tbody/tr")[0]
        links = [urljoin(address, href) for href in row.xpath(".//@href")]
        assert links == ["/announcements/open/", "/purchasers/purchaser/"]


def test_the_calendar_lists_the_days_by_which_is_counted(world: Content, make_app: MakeApp) -> None:
    world.add("calendar", "local", holidays=[{"day": "2026-08-06", "name": "本地节日"}])

    said = [words(row) for row in page(make_app(), "/calendar/").xpath("//section//tbody/tr")]

    assert said[0] == "2026年1月1日 至 2026年1月3日 元旦假期"
    assert "2026年10月1日 至 2026年10月7日 国庆节假期" in said
    assert "2026年10月10日 国庆节调休上班" in said
    assert "2026年8月6日 本地节日" in said


def test_a_year_nobody_knows_is_said_not_guessed(world: Content, make_app: MakeApp) -> None:
    assert "还不知道 2099 年的放假安排" in words(page(make_app("2099-06-30"), "/calendar/"))
