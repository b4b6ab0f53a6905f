"""What a reader sees on a record's page can be found."""

from __future__ import annotations

from typing import Any

import lxml.html
from flask import Flask

from portal.documents import document, documents
from portal.places import PLACE
from portal.plain import Plain
from portal.reads import record
from portal.sections import SECTIONS
from search.analyzer import ASIDE, aside, fold
from search.documents import Document
from search.snippets import snippet
from tests.conftest import MakeApp
from tests.factories import Content

# The content of a page: values of fields and of tables of parts, texts, names of files.
SEEN = (
    "//main//h1",
    "//main//header/p[@class='lead']",
    "//main//dl[contains(@class, 'fields')]//dd//*[not(*)]",
    "//main//article/div[@class='prose']//*[not(*)]",
    "//main//article//table[@class='table']//tr//*[self::span or self::a or self::time]",
    "//main//section[@class='article']/h3",
    "//main//section[@class='article']/p",
    "//main//a[@download]",
)
# Said by the portal about the record, or by other records about it, not by the record.
OURS = (
    "ancestor-or-self::*[contains(@class, 'window') or contains(@class, 'faint')"
    " or contains(@class, 'lacking') or contains(@class, 'binds')"
    " or contains(@class, 'ledger') or contains(@class, 'objection') or contains(@class, 'tree__')"
    " or contains(@class, 'article__rules') or @id = 'sheet']"
    " | ancestor-or-self::caption | ancestor-or-self::thead | ancestor-or-self::tfoot"
    " | self::a[ancestor::td and contains(@href, '/projects/')]"  # who bought a line of a plan
)


def of(section: str, id: str) -> Document:
    one = record(section, id)
    assert isinstance(one, Plain)
    return document(one)


def test_every_record_is_a_document_with_its_address_and_day(
    world: Content, make_app: MakeApp
) -> None:
    with make_app().app_context():
        made = list(documents())
        assert len([one for one in made if not one.key.startswith(PLACE)]) == 8
        one = of("projects", "project")
        assert one in made
        assert (one.key, one.address) == ("projects/project", "/projects/project/")
        assert (one.title, one.date) == ("projects project", "2026-01-02")
        assert one.label == "购买项目"


def test_fields_stand_in_the_body_as_the_page_shows_them(world: Content, make_app: MakeApp) -> None:
    with make_app().app_context():
        lines = of("projects", "project").body.splitlines()
        assert f"{aside('项目编号：')}JS-2026-001" in lines
        assert f"{aside('预算金额：')}50,000 元" in lines
        assert any(line.endswith(f"：{ASIDE}公开招标") for line in lines)
        assert f"{aside('购买主体：')}purchasers purchaser" in lines
        assert any(line.endswith("catalogues catalogue · 帮扶") for line in lines)


def test_a_project_is_found_by_who_serves_and_for_how_much(
    world: Content, make_app: MakeApp
) -> None:
    world.add("contracts", "contract", amount="48000")
    with make_app().app_context():
        lines = of("projects", "project").body.splitlines()
        assert f"{aside('承接主体：')}suppliers supplier" in lines
        assert f"{aside('合同金额：')}48,000 元" in lines


def test_a_row_of_a_list_is_one_line(world: Content, make_app: MakeApp) -> None:
    with make_app().app_context():
        plan = of("plans", "plan").body
        row = "01 帮扶项目 catalogues catalogue · 帮扶 一百户 50,000 元 3"
        assert fold(row) in map(fold, plan.splitlines())


def test_labels_are_shown_with_the_values_and_not_searched(
    world: Content, make_app: MakeApp
) -> None:
    with make_app().app_context():
        body = of("projects", "project").body
    assert "项目编号" not in fold(body)
    assert "".join(text for text, _ in snippet(body, ["js2026001"])).startswith(
        "项目编号：JS-2026-001"
    )


def test_summary_text_and_attachments_are_in_the_body(content: Content, make_app: MakeApp) -> None:
    content.write("notices/表.csv", "a,b\n")
    content.add(
        "notices",
        "n",
        body="## 小标题\n\n一段**重要**文字。",
        summary="摘要在此",
        attachments=[{"file": "表.csv", "title": "附表"}],
    )
    with make_app().app_context():
        lines = of("notices", "n").body.splitlines()
        assert lines[:3] == ["摘要在此", "小标题", "一段重要文字。"]
        assert lines[-1] == "附表 表.csv"


def test_what_a_reader_sees_on_any_page_of_the_demonstration_is_in_its_document(
    demo: Flask,
) -> None:
    client = demo.test_client()
    with demo.app_context():
        made = [one for one in documents() if not one.key.startswith(PLACE)]
    lacking = {
        (one.key, text)
        for one in made
        for text in seen(lxml.html.document_fromstring(client.get(one.address).text))
        if fold(text) not in fold(one.title) + fold(one.body)
    }

    assert len(made) > 200
    assert {one.key.partition("/")[0] for one in made} >= {one.name for one in SECTIONS} - {
        "calendar",
        "exemptions",
    }
    assert lacking == set()


def seen(tree: Any) -> set[str]:
    for button in tree.xpath("//*[contains(@class, 'copy')]"):
        button.drop_tree()
    return {
        " ".join(element.text_content().split())
        for path in SEEN
        for element in tree.xpath(path)
        if not element.xpath(OURS)
    }


def test_a_record_has_its_own_number_and_a_body_its_name(world: Content, make_app: MakeApp) -> None:
    with make_app().app_context():
        project, supplier = of("projects", "project"), of("purchasers", "purchaser")
    assert (project.number, project.named) == ("JS-2026-001", False)
    assert (supplier.number, supplier.named) == ("", True)


def test_what_is_asked_for_by_its_number_or_name_comes_first(demo: Flask) -> None:
    client = demo.test_client()
    for query, key in [
        ("内政办发〔2014〕80号", "policies/nm-zbf-2014-80"),
        ("心屿", "suppliers/lc-xinyu"),
    ]:
        tree = lxml.html.document_fromstring(client.get("/search/", query_string={"q": query}).text)
        assert tree.xpath("//li/@data-record")[0] == key
