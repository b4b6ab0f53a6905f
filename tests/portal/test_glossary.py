"""Each term of the glossary has an anchor, and texts lead there once."""

from __future__ import annotations

from portal import glossary
from portal.markdown.markup import draft, finish
from tests.conftest import MakeApp
from tests.factories import Content
from tests.reading import page

TABLE = """
| 名词 | 意思 |
|---|---|
| 公示期 | 五个工作日 |
| 公示 | 公开听取意见 |
| 中期评估、末期评估 | 两次评价 |
| 公示 | 又一次 |
"""


def html(body: str) -> str:
    return finish(draft(body), lambda _attribute, address: address)


def test_every_term_has_one_anchor(world: Content, make_app: MakeApp) -> None:
    world.add("pages", "glossary", body=TABLE + "\n词一\n: 意思\n")

    tree = page(make_app(), "/pages/glossary/")

    terms = tree.xpath("//div[@class='prose']//*[@id]/@id")
    assert terms == ["term-公示期", "term-公示", "term-中期评估末期评估", "term-词一"]


def test_a_text_leads_to_each_term_once(world: Content, make_app: MakeApp) -> None:
    world.add("pages", "glossary", body=TABLE)
    world.add("policies", "text", body="## 公示期\n\n公示期满，公示期又满，公示。末期评估。")

    links = page(make_app(), "/policies/text/").xpath("//div[@class='prose']//a")

    assert [(one.text, one.get("href")) for one in links] == [
        ("公示期", "../../pages/glossary/#term-公示期"),
        ("公示", "../../pages/glossary/#term-公示"),
        ("末期评估", "../../pages/glossary/#term-中期评估末期评估"),
    ]


def test_a_notice_stays_as_written(world: Content, make_app: MakeApp) -> None:
    world.add("pages", "glossary", body=TABLE)
    world.add("notices", "text", body="公示期")

    assert not page(make_app(), "/notices/text/").xpath("//div[@class='prose']//a")


def test_links_code_and_headings_are_left_alone() -> None:
    text = html("# 公示\n\n[公示](/a/) `公示`\n\n    公示\n\n<b title='公示'>公</b>")

    assert glossary.linked(text, (("公示", "term-公示"),)) == text


def test_without_a_glossary_nothing_changes(world: Content, make_app: MakeApp) -> None:
    world.add("policies", "text", body="公示期")

    assert not page(make_app(), "/policies/text/").xpath("//div[@class='prose']//a")
