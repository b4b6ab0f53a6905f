"""The forms of 财办库〔2020〕50号: what a notice lacks, and the score of a purchaser."""

from __future__ import annotations

from lxml import html

from portal import reads
from portal.oversight.completeness import completeness
from portal.oversight.forms import FORMS, Filled, filled
from tests.conftest import MakeApp
from tests.factories import Content, code
from tests.portal.oversight.conftest import Ask
from tests.portal.oversight.reading import named, texts

FORM = "mof-2020-50"


def bound(world: Content, **publicity: str) -> None:
    world.add("policies", FORM)
    world.add("projects", "project", policies=[FORM])
    world.add("publicity", "publicity", **publicity)


def against() -> Filled | None:
    one = reads.record("publicity", "publicity")
    assert one
    return filled(one)


def test_seven_kinds_of_notices_have_a_form() -> None:
    assert set(FORMS) == {
        "announcements", "publicity", "contracts", "acceptances", "corrections", "terminations",
        "single-sources",
    }  # fmt: skip


def test_a_notice_says_which_fields_of_its_form_it_lacks(world: Content, ask: Ask) -> None:
    bound(world, agency_fee="不收取")
    found = ask(against)
    assert (len(found.owed), found.filled) == (7, 5)
    assert found.lacking == ("供应商地址", "主要标的信息")


def test_a_form_binds_only_where_its_policy_does(world: Content, ask: Ask) -> None:
    world.add("policies", FORM)
    world.add("publicity", "publicity")
    assert ask(against) is None


def test_the_score_is_filled_over_owed(world: Content, ask: Ask) -> None:
    bound(world)
    world.add("terminations", "end", contact="社会组织部")
    rows = texts(named(ask(completeness), "scores"))
    # 结果公示 4 of 7, 终止公告 2 of 3.
    assert rows[0][:5] == ["purchasers purchaser", "2", "10", "6", "60.0%"]
    assert [row[0] for row in texts(named(ask(completeness), "lacking-purchaser"))] == [
        "publicity publicity",
        "terminations end",
    ]


def test_a_joint_purchase_counts_for_each_purchaser(world: Content, ask: Ask) -> None:
    bound(world)
    world.add("purchasers", "other", uscc=code("MB000009", "81"))
    world.add("projects", "project", policies=[FORM], purchasers=["purchaser", "other"])
    assert len(named(ask(completeness), "scores").rows) == 2


def test_the_notice_itself_shows_what_it_lacks(world: Content, make_app: MakeApp) -> None:
    bound(world)
    answer = make_app().test_client().get("/publicity/publicity/").get_data(as_text=True)
    words = "".join(html.fromstring(answer).text_content().split())
    assert "应有7个栏目，公布了4个" in words
    assert "缺少：供应商地址、主要标的信息、代理服务收费" in words
