"""What record pages say since: corrections, ends, objections, payments, bars, rosters."""

from __future__ import annotations

from flask import Flask
from lxml import html

from portal import documents
from tests.conftest import MakeApp
from tests.factories import Content


def words(app: Flask, address: str) -> str:
    answer = app.test_client().get(address)
    assert answer.status_code == 200, address
    (main,) = html.fromstring(answer.get_data(as_text=True)).xpath("//main")
    return " ".join("".join(f"{piece} " for piece in main.itertext()).split())


def links(app: Flask, address: str) -> list[str]:
    answer = app.test_client().get(address)
    found: list[str] = html.fromstring(answer.get_data(as_text=True)).xpath("//main//a/@href")
    return found


def test_a_correction_and_what_it_corrects_link_each_other(
    world: Content, make_app: MakeApp
) -> None:
    world.add("announcements", "notice")
    world.add("corrections", "fix", corrects="announcements/notice", published="2026-02-10")
    app = make_app()
    assert "本记录已更正。 更正内容见 corrections fix （2026年2月10日）" in words(
        app, "/announcements/notice/"
    )
    assert "../../announcements/notice/" in links(app, "/corrections/fix/")
    assert "户数 一百户 一百二十户" in words(app, "/corrections/fix/")


def test_an_end_stands_on_the_project_and_on_the_notice(world: Content, make_app: MakeApp) -> None:
    world.add("announcements", "notice")
    world.add("terminations", "end", ends="announcements/notice")
    app = make_app()
    assert "本项目已终止。" in words(app, "/projects/project/")
    assert "本项目已终止。" in words(app, "/announcements/notice/")
    assert "../../announcements/notice/" in links(app, "/terminations/end/")


def test_nothing_is_said_of_a_record_that_stands(world: Content, make_app: MakeApp) -> None:
    world.add("announcements", "notice")
    assert "已更正" not in words(make_app(), "/announcements/notice/")


def test_a_publicity_tells_objections_and_what_came_after(
    world: Content, make_app: MakeApp
) -> None:
    world.add("publicity", "publicity")
    world.add("objections", "doubt", about="publicity/publicity")
    world.add("contracts", "contract", published="2026-03-13")
    shown = words(make_app(), "/publicity/publicity/")
    assert "收到的异议 objections doubt" in shown
    assert "尚未答复" in shown
    assert "公示之后 contracts contract" in shown


def test_a_contract_lists_payments_amendments_and_acceptance(
    world: Content, make_app: MakeApp
) -> None:
    world.add("contracts", "contract", amount="48000")
    world.add("payments", "late", paid="2026-04-03", due="2026-04-01", amount="10000")
    world.add("amendments", "more", kind="追加", amount="2000")
    world.add("acceptances", "done")
    shown = words(make_app("2027-01-08"), "/contracts/contract/")
    assert "「payments late」比约定日期晚 2 天" in shown
    assert "合计已支付 10,000 元 （1 万元） ，合同金额 48,000 元 （4.8 万元）" in shown
    assert "amendments more 追加" in shown
    assert "acceptances done 2027年1月8日 通过" in shown


def test_a_bar_in_force_heads_the_page_of_a_supplier(world: Content, make_app: MakeApp) -> None:
    world.add("credits", "bar", kind="禁止承接", until="2026-06-30")
    world.add("rosters", "list", entries=[{"name": "甲", "supplier": "supplier"}])
    assert "禁止承接 正在生效，依据： credits bar （至2026年6月30日）" in words(
        make_app("2026-06-30"), "/suppliers/supplier/"
    )
    later = words(make_app("2026-07-01"), "/suppliers/supplier/")
    assert "正在生效" not in later
    assert "信用记录" in later
    assert "rosters list 社会组织名录 2025" in later


def test_a_bar_on_the_day_of_publicity_or_signing_is_noted_there(
    world: Content, make_app: MakeApp
) -> None:
    world.add("credits", "bar", kind="禁止承接", decided="2026-01-05", until="2026-03-10")
    world.add("publicity", "publicity", published="2026-03-02")
    world.add("contracts", "contract", signed="2026-03-11", published="2026-03-12")
    app = make_app("2026-06-30")
    noted = "2026年3月2日，这家承接主体正在「禁止承接」期内： credits bar （至2026年3月10日）"
    assert noted in words(app, "/publicity/publicity/")
    assert "期内" not in words(app, "/contracts/contract/")
    world.add("contracts", "contract", signed="2026-03-10", published="2026-03-12")
    assert "2026年3月10日，这家承接主体" in words(make_app("2026-06-30"), "/contracts/contract/")


def test_a_record_of_any_section_is_shown_and_found_by_its_title(
    world: Content, make_app: MakeApp
) -> None:
    world.add("publicity", "publicity", title="困难帮扶公示")
    world.add("objections", "doubt", about="publicity/publicity")
    app = make_app()
    assert "针对的记录 困难帮扶公示" in words(app, "/objections/doubt/")
    with app.app_context():
        (found,) = [one for one in documents.documents() if one.key == "objections/doubt"]
    assert "困难帮扶公示" in found.body


def test_a_project_page_offers_its_deadlines(world: Content, make_app: MakeApp) -> None:
    assert "../../projects/project/calendar.ics" not in links(make_app(), "/projects/project/")
    world.add("contracts", "contract")
    assert "../../projects/project/calendar.ics" in links(make_app(), "/projects/project/")
