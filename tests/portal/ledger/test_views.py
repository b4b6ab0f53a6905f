"""What readers see of the ledger, and what programs fetch."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from build.pages import pages
from portal.ledger import questions
from portal.ledger.note import read_checkpoint
from portal.ledger.tree import leaf_hash
from tests.conftest import MakeApp
from tests.ledgers import Office
from tests.reading import page, words


@pytest.fixture
def app(told: Office, make_app: MakeApp) -> Flask:
    return make_app("2026-06-30")


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def test_a_records_page_names_its_entry(client: FlaskClient) -> None:
    seen = words(page(client.application, "/regions/990100/"))

    assert "公开账本第" in seen
    assert "2026-03-12" in seen
    assert "共 2 个版本" not in seen
    assert "共 2 个版本" in words(page(client.application, "/projects/project/"))


def test_a_records_page_says_at_its_head_that_it_was_changed(client: FlaskClient) -> None:
    said = "//p[@role='note'][contains(., '公开后')]"
    (note,) = page(client.application, "/projects/project/").xpath(said)

    assert words(note).startswith("公开后有更正。2026年6月30日由甲市总工会更正，原因：金额写错")
    assert note.xpath("a/@href") == ["../../ledger/records/projects/project/"]
    assert not page(client.application, "/regions/990100/").xpath(said)


def test_both_versions_of_a_corrected_record_can_be_read(client: FlaskClient) -> None:
    seen = words(page(client.application, "/ledger/records/projects/project/"))

    assert "甲市总工会，金额写错" in seen
    assert "50,000 元" in seen
    assert "60,000 元" in seen
    assert "改过的正文。" in seen


def test_a_withdrawn_record_keeps_its_address_with_reason_and_date(client: FlaskClient) -> None:
    seen = words(page(client.application, "/notices/gone/"))

    assert "记录 notices/gone 已于 2026-06-30 由甲市总工会撤回" in seen
    assert "金额写错" in seen
    assert "撤回" in words(page(client.application, "/ledger/records/notices/gone/"))
    for address in ("/notices/gone/", "/ledger/records/notices/gone/"):
        (link,) = page(client.application, address).xpath("//a[contains(@href, 'notices/moved')]")
        assert words(link) == "新通知"
    assert client.get("/notices/never/").status_code == 404


def test_what_explained_a_change_is_no_link_where_it_is_gone(
    told: Office, make_app: MakeApp
) -> None:
    (told.content.folder / "notices/moved.md").unlink()
    app = make_app()

    for address in ("/notices/gone/", "/ledger/records/notices/gone/"):
        assert not page(app, address).xpath("//a[contains(@href, 'notices/moved')]")


def test_the_rows_of_a_list_are_compared_as_people_read_them(
    office: Office, make_app: MakeApp
) -> None:
    office.content.add("reviews", "r")
    n = office.publish().log.newest["reviews/r"]
    row = {"supplier": "supplier", "score": "91.5", "rank": "1", "recommended": "是"}
    office.content.add("reviews", "r", candidates=[row])
    office.declare("reviews/r", n)
    office.publish()

    (told,) = page(make_app(), "/ledger/records/reviews/r/").xpath("//tr[td/del]")

    assert words(told.find(".//del")) == "申报组织：supplier，得分：90，名次：1"
    assert words(told.find(".//ins")) == "申报组织：supplier，得分：91.5，名次：1，推荐：是"


def test_a_former_version_may_name_a_row_that_is_gone(office: Office, make_app: MakeApp) -> None:
    log = office.publish().log
    office.content.add("schemes", "scheme", categories=[{"code": "aid", "title": "新类"}])
    office.content.add("projects", "project", category="scheme#aid")
    for record in ("schemes/scheme", "projects/project"):
        office.declare(record, log.newest[record])
    office.publish()

    seen = page(make_app(), "/ledger/records/projects/project/")

    named = {
        words(one): one.get("href") for one in seen.xpath("//dl//a[contains(@href, 'scheme')]")
    }
    assert named == {
        "schemes scheme · 新类": "../../../../schemes/scheme/#category-aid",
        "schemes scheme · care": "../../../../schemes/scheme/",
    }


def test_a_withdrawn_record_that_was_renamed_leads_on(told: Office, make_app: MakeApp) -> None:
    told.site(moved=[{"old": "notices/gone", "new": "notices/moved"}])

    seen = page(make_app(), "/notices/gone/")

    (refresh,) = seen.xpath("//meta[@http-equiv='refresh']/@content")
    assert refresh == "0; url=../../notices/moved/"
    assert "记录 notices/gone 已于 2026-06-30 由甲市总工会撤回" in words(seen)
    assert "这个页面换了地址" in words(seen)
    assert "到新的地址查看" in words(seen)


def test_the_ledgers_page_shows_the_checkpoint_and_what_changed(client: FlaskClient) -> None:
    seen = words(page(client.application, "/ledger/"))
    note = client.get("/ledger/checkpoint").text

    assert note.split("\n")[2] in seen
    assert "notices gone 2026年6月30日撤回，编号 notices/gone" in seen
    assert "projects project 2026年6月30日更正，编号 projects/project" in seen
    assert "简单地说" in seen
    assert "没有签名" in seen
    assert read_checkpoint(note).head.size == 12


def test_the_page_that_checks_leads_to_the_program_of_ones_own(client: FlaskClient) -> None:
    seen = page(client.application, "/ledger/verify/")

    assert seen.xpath("//a[@download]/@href") == ["../../ledger/verify.py"]
    assert not seen.xpath("//input/@pattern")


def test_tiles_are_those_of_the_specification(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        entries = questions.page(1)
    lines = [entry.line for entry in entries]

    hashes = client.get("/ledger/tile/0/000.p/12").data
    assert hashes == b"".join(leaf_hash(line) for line in lines)
    bundled = client.get("/ledger/tile/entries/000.p/12").data
    assert bundled == b"".join(len(line).to_bytes(2, "big") + line for line in lines)


@pytest.mark.parametrize(
    "address",
    [
        "tile/0/000",
        "tile/0/000.p/11",
        "tile/0/000.p/012",
        "tile/0/001",
        "tile/1/000",
        "tile/0/x",
        "tile/entries/000",
        "page/0/",
        "page/2/",
        "entries/1.js",
        "versions/1.js",
        "records/notices/never/",
    ],
)
def test_there_is_nothing_at_other_addresses(client: FlaskClient, address: str) -> None:
    assert client.get(f"/ledger/{address}").status_code == 404


def test_a_preview_says_that_a_record_differs_from_its_entry(
    told: Office, make_app: MakeApp
) -> None:
    told.content.add("regions", "990100", title="乙市")

    app = make_app()

    assert "尚未声明更正" in words(page(app, "/regions/990100/"))


def test_without_a_ledger_there_are_no_pages_and_no_lines(
    office: Office, make_app: MakeApp
) -> None:
    office.site(ledger=None)
    app = make_app()

    assert app.test_client().get("/ledger/").status_code == 404
    assert "公开账本" not in words(page(app, "/projects/project/"))
    with app.app_context():
        assert questions.head() is None


def test_the_head_changes_only_when_the_log_grows(told: Office, make_app: MakeApp) -> None:
    def head(day: str) -> questions.Head | None:
        with make_app(day).app_context():
            return questions.head()

    before = head("2026-06-30")
    assert before is not None
    assert before.size == 12
    assert head("2026-07-20") == before

    told.content.add("notices", "n", published="2026-07-21")
    assert head("2026-07-20") == before
    after = head("2026-07-21")
    assert after is not None
    assert after.size == 13


def test_a_later_page_leaves_the_earlier_as_they_were(office: Office, make_app: MakeApp) -> None:
    for number in range(questions.PAGE_SIZE):
        office.content.add("notices", f"n-{number:03d}")
    office.publish("2026-05-01")
    first = make_app().test_client().get("/ledger/page/1/").data

    for number in range(questions.PAGE_SIZE):
        office.content.add("notices", f"m-{number:03d}")
    office.publish()

    assert make_app().test_client().get("/ledger/page/1/").data == first


def test_every_kind_of_page_of_the_ledger_is_frozen(app: Flask) -> None:
    kinds = {rule.endpoint for rule in app.url_map.iter_rules()}
    with app.app_context():
        listed = list(pages(app))

    assert {kind for kind in kinds if kind.startswith("ledger.")} <= {one for one, _ in listed}
    assert ("pages.record", {"section": "notices", "id": "gone"}) in listed
