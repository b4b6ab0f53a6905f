"""Calendar files: every deadline once, on its day, and valid for calendar programs."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from flask import Flask
from icalendar import Calendar, Component

from portal import deadlines, reads
from portal.settings import ZONE
from tests.conftest import MakeApp
from tests.factories import Content
from tests.ledgers import Office

UNION = "nm-zgh-2021"


@pytest.fixture
def busy(world: Content) -> Content:
    """A project under a policy that wants evaluation and acceptance, from notice to contract."""
    world.add("policies", UNION)
    world.add("projects", "project", title="帮扶", policies=[UNION])
    world.add("announcements", "notice")
    world.add("publicity", "publicity")
    world.add("contracts", "contract", ends="2026-12-31")
    return world


def text(app: Flask, address: str) -> bytes:
    answer = app.test_client().get(address)
    assert answer.status_code == 200
    assert answer.mimetype == "text/calendar"
    return answer.get_data()


def events(app: Flask, address: str = "/projects/project/calendar.ics") -> list[Component]:
    return list(Calendar.from_ical(text(app, address).decode()).walk("VEVENT"))


def days(found: list[Component]) -> dict[str, str]:
    return {str(one["summary"]): one.decoded("dtstart").isoformat() for one in found}


def test_a_project_has_all_its_deadlines(busy: Content, make_app: MakeApp) -> None:
    assert days(events(make_app())) == {
        "申报截止：帮扶": "2026-02-20",
        "公示最后一天：帮扶": "2026-03-09",
        "合同到期：帮扶": "2026-12-31",
        "验收结果最迟公开：帮扶": "2027-03-01",
        "末期评估最迟公开：帮扶": "2027-03-31",
    }


def test_a_renewal_moves_what_follows_the_contract(busy: Content, make_app: MakeApp) -> None:
    busy.add("amendments", "longer", kind="续签", ends="2027-06-30")
    found = days(events(make_app()))
    assert found["合同到期：帮扶"] == "2027-06-30"
    assert found["末期评估最迟公开：帮扶"] == "2027-09-28"


def test_only_policies_that_bind_make_deadlines(busy: Content, make_app: MakeApp) -> None:
    busy.add("projects", "project", title="帮扶", policies=["policy"])
    assert list(days(events(make_app()))) == [
        "申报截止：帮扶",
        "公示最后一天：帮扶",
        "合同到期：帮扶",
    ]


def test_what_two_policies_want_on_one_day_is_one_event(busy: Content, make_app: MakeApp) -> None:
    other = "wuhan-mz-2020-24"
    busy.add("policies", other)
    busy.add("projects", "project", title="帮扶", policies=[UNION, other])
    titles = [str(one["summary"]) for one in events(make_app())]
    assert titles.count("末期评估最迟公开：帮扶") == 1


def test_the_whole_calendar_adds_half_years(busy: Content, make_app: MakeApp) -> None:
    found = days(events(make_app("2026-11-20"), "/calendar.ics"))
    assert found["2026 年上半年统计报送截止"] == "2026-07-31"
    assert found["2026 年下半年统计报送截止"] == "2027-01-31"
    assert found["合同到期：帮扶"] == "2026-12-31"


def test_half_years_are_due_when_somebody_has_to_report(busy: Content, make_app: MakeApp) -> None:
    busy.add("purchasers", "purchaser", kind="行政机关")
    found = days(events(make_app("2026-11-20"), "/calendar.ics"))
    assert not any("统计报送截止" in one for one in found)


def test_events_are_whole_days_with_a_stamp_from_the_record(
    busy: Content, make_app: MakeApp
) -> None:
    one = next(one for one in events(make_app()) if str(one["uid"]).startswith("closes-"))
    assert str(one["uid"]) == "closes-announcements-notice@test.example.org"
    assert one.decoded("dtend") - one.decoded("dtstart") == datetime.timedelta(days=1)
    assert str(one["url"]) == "https://test.example.org/gk/announcements/notice/"
    # Midnight in China.
    assert one.decoded("dtstamp") == datetime.datetime(2026, 1, 1, 16, tzinfo=datetime.UTC)


def test_an_event_says_where_to_enquire_or_object(busy: Content, make_app: MakeApp) -> None:
    busy.add("announcements", "notice", contact="办公室", phone="0990-5550101", place="三楼, 西侧")
    busy.add("publicity", "publicity", channel="书面提出", contact="法律部", phone="0990-5550102")
    found = {str(one["summary"]): one for one in events(make_app())}

    assert str(found["申报截止：帮扶"]["description"]).split("\n") == [
        "联系部门：办公室",
        "办公电话：0990-5550101",
        "申报地点：三楼, 西侧",
        "https://test.example.org/gk/announcements/notice/",
    ]
    assert str(found["公示最后一天：帮扶"]["description"]).split("\n")[:3] == [
        "异议渠道：书面提出",
        "受理部门：法律部",
        "受理电话：0990-5550102",
    ]
    assert "description" not in found["合同到期：帮扶"]


@pytest.mark.parametrize("ends", ["announcements/notice", "projects/project", None])
def test_the_deadline_of_a_notice_that_was_ended_is_called_off(
    busy: Content, make_app: MakeApp, ends: str | None
) -> None:
    busy.add("announcements", "again", published="2026-02-16", closes="2026-03-02")
    busy.add("terminations", "end", ends=ends, terminated="2026-02-13", published="2026-02-14")

    found = {str(one["uid"]).partition("@")[0]: one for one in events(make_app())}

    ended, going = found["closes-announcements-notice"], found["closes-announcements-again"]
    assert [str(ended[name]) for name in ("summary", "status", "sequence")] == [
        "申报截止：帮扶（已终止）", "CANCELLED", "1",
    ]  # fmt: skip
    assert ended.decoded("dtstamp") == datetime.datetime(2026, 2, 13, 16, tzinfo=datetime.UTC)
    assert "status" not in going
    assert "status" not in found["until-publicity-publicity"], "published after it"
    assert str(going["summary"]) == "申报截止：帮扶"


def test_a_deadline_that_was_over_before_the_end_stays(busy: Content, make_app: MakeApp) -> None:
    for terminated, status in (("2026-02-20", "CANCELLED"), ("2026-02-21", None)):
        busy.add("terminations", "end", ends="announcements/notice", terminated=terminated)
        found = {str(one["uid"]).partition("@")[0]: one for one in events(make_app())}
        assert found["closes-announcements-notice"].get("status") == status


@pytest.mark.parametrize("what", ["closes-announcements-notice", "ends-contracts-contract"])
def test_a_deadline_tells_that_what_states_it_was_corrected(
    busy: Content, make_app: MakeApp, what: str
) -> None:
    section, id = what.split("-")[1:]
    for name, day in (("first", "2026-04-11"), ("second", "2026-04-12")):
        busy.add("corrections", name, corrects=f"{section}/{id}", title=name, published=day)

    found = {str(one["uid"]).partition("@")[0]: one for one in events(make_app())}

    one = found[what]
    assert str(one["summary"]).endswith("：帮扶（有更正）")
    assert str(one["description"]).split("\n")[-3:-1] == [
        "更正：first https://test.example.org/gk/corrections/first/",
        "更正：second https://test.example.org/gk/corrections/second/",
    ]
    # Who has noted it takes the newer one (RFC 5546, 2.1.5).
    assert str(one["sequence"]) == "2"
    assert one.decoded("dtstamp") == datetime.datetime(2026, 4, 11, 16, tzinfo=datetime.UTC)
    assert {name for name, it in found.items() if "sequence" in it} == {
        name for name in found if name.endswith(f"{section}-{id}")
    }


def on(day: str) -> dict[str, str]:
    return {"published": day, "signed": day}


def test_a_day_that_moved_takes_the_place_of_the_one_that_was_imported(
    busy: Content, make_app: MakeApp, tmp_path: Path
) -> None:
    """By SEQUENCE and DTSTAMP (RFC 5546, 2.1.5), also when no notice told of it but the ledger."""
    office = Office(busy, tmp_path / "state")
    first = office.publish("2026-03-20").log.newest["announcements/notice"]
    busy.add("announcements", "notice", closes="2026-02-25")
    office.declare("announcements/notice", first)
    busy.add("amendments", "longer", kind="续签", ends="2027-06-30", **on("2026-05-06"))
    office.publish("2026-06-01")

    found = {str(one["uid"]).partition("@")[0]: one for one in events(make_app())}

    def said(name: str) -> tuple[str, str, str]:
        one = found[name]
        return (
            one.decoded("dtstart").isoformat(),
            str(one["sequence"]),
            f"{one.decoded('dtstamp').astimezone(ZONE):%Y-%m-%d}",
        )

    assert said("closes-announcements-notice") == ("2026-02-25", "1", "2026-06-01")
    assert said("ends-contracts-contract") == ("2027-06-30", "1", "2026-05-06")
    (assessed,) = [name for name, one in found.items() if "末期评估" in str(one["summary"])]
    assert said(assessed) == ("2027-09-28", "1", "2026-05-06")
    assert "sequence" not in found["until-publicity-publicity"]


def test_what_was_corrected_and_then_ended_says_both(busy: Content, make_app: MakeApp) -> None:
    busy.add("corrections", "first", corrects="announcements/notice", published="2026-02-10")
    busy.add("terminations", "end", ends="announcements/notice", terminated="2026-02-13")

    found = {str(one["uid"]).partition("@")[0]: one for one in events(make_app())}

    ended = found["closes-announcements-notice"]
    assert [str(ended[name]) for name in ("summary", "status", "sequence")] == [
        "申报截止：帮扶（有更正）（已终止）", "CANCELLED", "2",
    ]  # fmt: skip


def test_the_whole_calendar_begins_with_last_year(busy: Content, make_app: MakeApp) -> None:
    def shown(day: str, address: str) -> bool:
        return "申报截止：帮扶" in days(events(make_app(day), address))

    assert shown("2027-12-31", "/calendar.ics")
    assert not shown("2028-01-01", "/calendar.ics")
    assert shown("2028-01-01", "/projects/project/calendar.ics")


def test_a_calendar_asks_to_be_looked_at_every_day(busy: Content, make_app: MakeApp) -> None:
    calendar = Calendar.from_ical(text(make_app(), "/calendar.ics").decode())
    assert calendar.decoded("refresh-interval") == datetime.timedelta(days=1)


def test_the_file_keeps_to_the_standard(busy: Content, make_app: MakeApp) -> None:
    busy.add(
        "projects", "project", title="为职工提供心理疏导和困难帮扶服务的项目" * 4, policies=[UNION]
    )
    made = text(make_app(), "/calendar.ics")
    lines = made.split(b"\r\n")
    assert b"\n" not in made.replace(b"\r\n", b"")
    assert max(len(line) for line in lines) <= 75
    assert lines[:1] == [b"BEGIN:VCALENDAR"]
    calendar = Calendar.from_ical(made.decode())
    assert (str(calendar["version"]), bool(calendar["prodid"])) == ("2.0", True)
    uids = [str(one["uid"]) for one in calendar.walk("VEVENT")]
    assert len(uids) == len(set(uids)) > 5


def test_the_same_content_makes_the_same_bytes(busy: Content, make_app: MakeApp) -> None:
    first = text(make_app("2026-06-30"), "/projects/project/calendar.ics")
    assert first == text(make_app("2026-12-31"), "/projects/project/calendar.ics")


def test_a_purchaser_a_supplier_and_a_region_have_the_deadlines_of_their_projects(
    busy: Content, make_app: MakeApp
) -> None:
    busy.add("projects", "other", title="培训", number="JS-2026-002", policies=["policy"])
    busy.add("announcements", "second", project="other", closes="2026-02-25")
    app = make_app()

    for place in ("purchasers/purchaser", "regions/990100"):
        found = days(events(app, f"/{place}/calendar.ics"))
        assert found["申报截止：帮扶"] == "2026-02-20"
        assert found["申报截止：培训"] == "2026-02-25"
    found = days(events(app, "/suppliers/supplier/calendar.ics"))
    assert "合同到期：帮扶" in found
    assert "申报截止：培训" not in found
    assert 'suppliers/supplier/calendar.ics"' in app.test_client().get("/suppliers/supplier/").text


def test_who_has_no_deadlines_has_no_calendar(world: Content, make_app: MakeApp) -> None:
    visitor = make_app().test_client()
    assert visitor.get("/suppliers/supplier/calendar.ics").status_code == 404
    assert visitor.get("/regions/990100/calendar.ics").status_code == 404
    assert 'supplier/calendar.ics"' not in visitor.get("/suppliers/supplier/").text


def test_an_empty_site_still_has_a_valid_calendar(content: Content, make_app: MakeApp) -> None:
    assert days(events(make_app(), "/calendar.ics")) == {"测试网开通": "2026-01-01"}


def test_a_project_without_deadlines_has_no_calendar(world: Content, make_app: MakeApp) -> None:
    visitor = make_app().test_client()
    assert visitor.get("/projects/project/calendar.ics").status_code == 404
    assert visitor.get("/projects/nothing/calendar.ics").status_code == 404


def test_all_uids_of_the_demonstration_differ(demo: Flask) -> None:
    uids = [str(one["uid"]) for one in events(demo, "/calendar.ics")]
    assert len(uids) == len(set(uids)) > 100


def test_who_has_a_calendar_is_known_without_making_it(demo: Flask) -> None:
    with demo.app_context():
        made = [one.id for one in reads.records("projects") if deadlines.of_project(one.id)]
        assert list(deadlines.having("projects")) == made
        for section in deadlines.GROUPS:
            made = [one.id for one in reads.records(section) if deadlines.of_group(section, one.id)]
            assert list(deadlines.having(section)) == made
            assert made
