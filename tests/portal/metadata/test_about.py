"""What a page says of itself to whoever sees only a link to it."""

from __future__ import annotations

from collections import Counter

from flask import Flask

from portal import reads
from portal.metadata.about import MOST, about
from portal.sections import SECTIONS
from tests.conftest import MakeApp
from tests.factories import Content
from tests.reading import page


def description(make_app: MakeApp, address: str) -> str:
    (said,) = page(make_app(), address).xpath("//meta[@name='description']/@content")
    return str(said)


def test_a_record_says_its_summary_and_its_chief_facts(world: Content, make_app: MakeApp) -> None:
    world.add("publicity", "p", summary="一句话。")

    assert description(make_app, "/publicity/p/") == (
        "一句话。 购买项目：projects project；拟定承接主体：suppliers supplier；拟定金额：48,000 元；"
        "公示截止：2026年3月9日"
    )


def test_without_a_summary_facts_come_before_how_the_text_begins(
    content: Content, make_app: MakeApp
) -> None:
    content.add("notices", "n", body="各单位：" + "培训" * 200)

    said = description(make_app, "/notices/n/")
    assert said.startswith("类型：通知")
    assert said.endswith("…")
    assert MOST < len(said) <= MOST + 3


def test_a_narrowed_list_says_by_what(world: Content, make_app: MakeApp) -> None:
    world.add("announcements", "a", published="2026-02-02")
    said = [
        description(make_app, f"/announcements/{at}") for at in ("", "by/year/2026/", "page/1/")
    ]
    assert len(set(said)) == 3
    assert "年份：2026" in said[1]


def test_records_of_the_demonstration_can_be_told_apart(demo: Flask) -> None:
    with demo.app_context():
        said = Counter(about(one) for section in SECTIONS for one in reads.records(section.name))
    # Two suppliers are alike but for their names, which are titles.
    assert sum(times - 1 for times in said.values()) <= 1


def test_a_fact_is_whole_or_left_out(world: Content, make_app: MakeApp) -> None:
    world.add("suppliers", "supplier", title="长" * 190)
    world.add("publicity", "p")

    said = description(make_app, "/publicity/p/")
    assert said == "购买项目：projects project"
