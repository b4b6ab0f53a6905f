"""The eight steps of a project on any day of its life."""

from __future__ import annotations

import pytest

from portal import reads, steps
from portal.plain import Plain
from portal.rules.table import LAW, WUHAN
from portal.steps import State
from tests.conftest import MakeApp
from tests.factories import Content, code
from tests.reading import page, words

DOCUMENTS = ("announcements", "reviews", "publicity", "contracts")
SIGNS = {"已完成": "x", "进行中": ">", "未到": ".", "未公开": "!", "不适用": "-"}


@pytest.fixture
def project(world: Content) -> Content:
    """The world's project with a document for each step, as the defaults date them.

    Plan 01-05, announcement 02-02, applications 02-02 to 02-20, review 02-26, choice 02-27,
    publicity 03-02 to 03-09, contract signed 03-12, service 03-15 to 12-31.
    """
    world.add("announcements", "announcement", published="2026-02-02")
    for section in DOCUMENTS[1:]:
        world.add(section, section.removesuffix("s"))
    return world


def found(make_app: MakeApp, today: str = "2026-06-30") -> list[steps.Step]:
    with make_app(today).app_context():
        return steps.steps(the_project())


def the_project() -> Plain:
    one = reads.record("projects", "project")
    assert one is not None
    return one


def remarks(make_app: MakeApp, step: int) -> list[str]:
    return list(found(make_app)[step - 1].remarks)


def states(make_app: MakeApp, today: str) -> str:
    """A sign for each of the eight steps: done x, going on >, not yet ., missing !."""
    return "".join(SIGNS[step.state.value] for step in found(make_app, today))


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-01-04", "........"),
        ("2026-01-05", "x......."),
        ("2026-02-01", "x......."),
        ("2026-02-02", "xx>....."),
        ("2026-02-20", "xx>....."),
        ("2026-02-21", "xxx....."),
        ("2026-02-26", "xxxx...."),
        ("2026-02-27", "xxxxx..."),
        ("2026-03-02", "xxxxx>.."),
        ("2026-03-09", "xxxxx>.."),
        ("2026-03-10", "xxxxxx.."),
        ("2026-03-12", "xxxxxxx."),
        ("2026-03-15", "xxxxxxx>"),
        ("2026-12-31", "xxxxxxx>"),
        ("2027-01-01", "xxxxxxxx"),
    ],
)
def test_each_step_begins_and_ends_on_its_day(
    project: Content, make_app: MakeApp, today: str, expected: str
) -> None:
    assert states(make_app, today) == expected


def test_a_period_of_a_single_day_goes_on_all_that_day(project: Content, make_app: MakeApp) -> None:
    project.add("announcements", "announcement", published="2026-02-02", closes="2026-02-02")

    assert states(make_app, "2026-02-02") == "xx>....."
    assert states(make_app, "2026-02-03") == "xxx....."


def test_several_documents_of_a_step_span_it_from_the_first_to_the_last(
    project: Content, make_app: MakeApp
) -> None:
    project.add("announcements", "second", opens="2026-02-24", closes="2026-02-25")

    applications = found(make_app)[2]
    assert (f"{applications.begins}", f"{applications.ends}") == ("2026-02-02", "2026-02-25")


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        ("announcements", "x!!xxxx>"),
        ("reviews", "xxx!!xx>"),
        ("publicity", "xxxxx!x>"),
        ("contracts", "xxxxxx.."),
    ],
)
def test_a_step_without_a_record_is_missing_only_when_a_later_one_has_begun(
    project: Content, make_app: MakeApp, missing: str, expected: str
) -> None:
    for path in (project.folder / missing).iterdir():
        path.unlink()

    assert states(make_app, "2026-06-30") == expected


def test_a_project_outside_every_plan_lacks_its_first_step(
    project: Content, make_app: MakeApp
) -> None:
    project.add("projects", "project", plan=None)

    assert states(make_app, "2026-01-31") == "........"
    assert states(make_app, "2026-02-02") == "!x>....."


def test_a_step_that_is_announced_but_has_not_begun_is_not_missing(
    project: Content, make_app: MakeApp
) -> None:
    project.add("announcements", "announcement", opens="2026-07-01", closes="2026-07-10")
    assert states(make_app, "2026-06-30") == "xx.xxxx>"


def test_a_review_that_chose_nobody_is_a_review_without_a_choice(
    project: Content, make_app: MakeApp
) -> None:
    project.add("reviews", "review", chosen=None, decided=None)

    assert states(make_app, "2026-06-30") == "xxxx!xx>"


def test_nobody_applies_where_a_single_source_notice_stands_for_the_announcement(
    project: Content, make_app: MakeApp
) -> None:
    (project.folder / "announcements/announcement.md").unlink()
    project.add("single-sources", "single", published="2026-02-02")

    assert states(make_app, "2026-02-10") == "xx-....."
    assert states(make_app, "2026-06-30") == "xx-xxxx>"
    assert remarks(make_app, 3) == ["单一来源，以单一来源公示代替公告"]


def test_what_a_terminated_project_has_not_reached_does_not_apply(
    project: Content, make_app: MakeApp
) -> None:
    for section in ("publicity", "contracts"):
        for path in (project.folder / section).iterdir():
            path.unlink()
    assert states(make_app, "2026-06-30") == "xxxxx..."
    project.add("terminations", "ended")

    assert states(make_app, "2026-06-30") == "xxxxx---"


def timeline(make_app: MakeApp, today: str) -> list[tuple[str, list[str], list[str]]]:
    """(state, «what day» of what is late, of what is owed) of the last three steps."""
    with make_app(today).app_context():
        return [
            (
                step.state.value,
                [f"{one.what} {one.due}" for one in step.late],
                [f"{one.what} {one.due}" for one in step.owed],
            )
            for step in steps.timeline(the_project())[5:]
        ]


def test_a_step_is_due_until_its_last_day_and_overdue_after_it(
    project: Content, make_app: MakeApp
) -> None:
    project.add("policies", LAW)
    project.add("projects", "project", policies=[LAW])
    project.add("publicity", "publicity", until="2026-03-09", notified="2026-03-02")
    contract = next((project.folder / "contracts").iterdir())
    contract.unlink()

    before, after = timeline(make_app, "2026-04-03"), timeline(make_app, "2026-04-04")

    assert before[1] == ("待公开", [], ["合同公告 2026-04-03"])
    assert after[1] == ("逾期未公开", ["合同公告 2026-04-03"], [])
    assert timeline(make_app, "2026-06-30") == after, "nothing turns from day to day"


def test_a_sound_project_has_no_remarks(project: Content, make_app: MakeApp) -> None:
    assert [step.remarks for step in found(make_app)] == [()] * 8


@pytest.mark.parametrize(
    ("signed", "expected"),
    [
        ("2026-03-02", ["签订时公示期未满"]),
        ("2026-03-08", ["签订时公示期未满"]),
        ("2026-03-09", ["签订时公示期未满"]),
        ("2026-03-10", []),
    ],
)
def test_a_contract_may_be_signed_the_day_after_the_window(
    project: Content, make_app: MakeApp, signed: str, expected: list[str]
) -> None:
    project.add("contracts", "contract", signed=signed)

    assert remarks(make_app, 7) == expected


@pytest.mark.parametrize(("until", "signed"), [("03-06", "03-09"), ("03-11", "03-11")])
def test_a_contract_waits_for_the_five_days_and_for_a_stated_end_after_them(
    project: Content, make_app: MakeApp, until: str, signed: str
) -> None:
    project.owes_five_days()
    project.add("publicity", "publicity", until=f"2026-{until}")
    project.add("contracts", "contract", signed=f"2026-{signed}")

    assert remarks(make_app, 7) == ["签订时公示期未满"]


def test_each_of_several_contracts_waits_for_its_own_window(
    project: Content, make_app: MakeApp
) -> None:
    project.owes_five_days()
    lot = {"supplier": "other", "number": "HT-2", "published": "2026-04-20"}
    project.add("suppliers", "other", title="同行社", uscc=code("MC000009"))
    project.add("publicity", "lot", supplier="other", published="2026-04-01", until="2026-04-08")
    project.add("contracts", "lot", **lot, signed="2026-04-10")
    shown = [remarks(make_app, step) for step in (6, 7)]
    assert shown == [["同行社：只公示 4 个工作日，应为 5 个"], []]
    project.add("contracts", "lot", **lot, signed="2026-04-08")
    assert remarks(make_app, 7) == ["合同 HT-2：签订时公示期未满"]


@pytest.mark.parametrize(("held", "expected"), [("2026-02-01", 1), ("2026-02-02", 0)])
def test_a_step_that_begins_before_an_earlier_one_is_remarked(
    project: Content, make_app: MakeApp, held: str, expected: int
) -> None:
    project.add("reviews", "review", held=held)

    assert remarks(make_app, 4) == ["早于前面的步骤"] * expected


def test_the_project_stands_at_the_last_step_that_has_begun(
    project: Content, make_app: MakeApp
) -> None:
    with make_app("2026-03-10").app_context():
        step = steps.current(the_project())
        assert (step.number, step.title, step.state) == (6, "项目结果公示", State.DONE)
    with make_app("2026-01-02").app_context():
        assert steps.current(the_project()).number == 1


def test_the_timeline_shows_state_days_documents_and_remarks(
    project: Content, make_app: MakeApp
) -> None:
    project.owes_five_days()
    project.add("publicity", "publicity", until="2026-03-06")
    (project.folder / "reviews" / "review.md").unlink()

    timeline = page(make_app(), "/projects/project/").find_class("timeline__step")

    assert [one.get("data-step") for one in timeline] == list("12345678")
    review, publicity = words(timeline[3]), words(timeline[5])
    assert "未公开" in review
    assert "后面的步骤已经开始，这一步没有公开记录" in review
    assert "2026年3月2日 至 2026年3月6日" in publicity
    assert "只公示 4 个工作日，应为 5 个" in publicity
    assert timeline[5].xpath(".//a/@href") == ["../../publicity/publicity/"]


def test_everything_that_names_the_project_is_among_its_documents(
    project: Content, make_app: MakeApp
) -> None:
    project.add("evaluations", "evaluation", published="2026-06-30")
    with make_app().app_context():
        keys = [one.key for one in steps.documents(the_project())]
        assert keys == [
            "announcements/announcement",
            "reviews/review",
            "publicity/publicity",
            "contracts/contract",
            "evaluations/evaluation",
        ]


def test_every_state_has_a_tone() -> None:
    assert {state.tone for state in State} == {"done", "open", "soon", "bad", "none"}


def test_the_page_of_a_project_says_at_its_head_what_is_overdue(
    project: Content, make_app: MakeApp
) -> None:
    project.add("policies", WUHAN)
    project.add("projects", "project", policies=[WUHAN])

    lead = page(make_app("2027-01-01"), "/projects/project/").xpath("//p[@class='lead']")[0]

    assert words(lead) == "目前到第 8 步：履行合同 已完成 逾期未公开"
