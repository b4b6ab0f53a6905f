"""Clause sheets: counts, order, and the pages that show them."""

from __future__ import annotations

from flask import Flask
from lxml import html

from portal.oversight import sheets
from portal.oversight.findings import failures
from portal.oversight.rules import rules
from portal.rules.outcome import Outcome
from portal.rules.table import RULES
from tests.conftest import MakeApp
from tests.factories import Content
from tests.portal.oversight.conftest import Ask
from tests.portal.oversight.reading import addresses, column, named, texts

UNION = "nm-zgh-2021"
ARTICLE = {
    "id": "2-4-6",
    "clause": "二（四）6",
    "title": "公示",
    "binds": "购买主体",
    "note": "五天",
}


def short(world: Content) -> None:
    """A project under a policy that wants five working days, with a publicity of three."""
    world.add("policies", UNION, articles=[ARTICLE])
    world.add("projects", "project", policies=[UNION])
    world.add("publicity", "publicity", published="2026-03-02", until="2026-03-05")


def test_the_sheet_counts_every_duty_and_folds_the_kept_ones(world: Content, ask: Ask) -> None:
    short(world)
    sheet = ask(sheets.clause_sheet, "projects", "project")
    (group,) = sheet.groups
    counts = dict(sheet.counts)
    assert list(counts) == list(Outcome)
    assert sum(counts.values()) == len(group.open) + len(group.kept)
    assert {one.verdict.outcome for one in group.kept} <= {
        Outcome.PASSED,
        Outcome.NOT_APPLICABLE,
    }
    order = [list(Outcome).index(one.verdict.outcome) for one in group.open]
    assert order == sorted(order)
    assert "D-12" in {one.rule.id for one in group.open}


def test_a_record_that_no_rule_binds_has_no_sheet(world: Content, ask: Ask) -> None:
    assert ask(sheets.clause_sheet, "projects", "project") is None
    assert ask(sheets.clause_sheet, "suppliers", "supplier") is None


def page(app: Flask, address: str) -> html.HtmlElement:
    answer = app.test_client().get(address)
    assert answer.status_code == 200
    return html.fromstring(answer.get_data(as_text=True))


def test_a_finding_on_the_page_shows_clause_reason_and_evidence(
    world: Content, make_app: MakeApp
) -> None:
    short(world)
    tree = page(make_app(), "/projects/project/")
    finding = tree.get_element_by_id("rule-D-12")
    words = " ".join(finding.text_content().split())
    assert finding.get("data-outcome") == "FAILED"
    assert "不符合 结果公示不少于 5 个工作日 二（四）6" in words
    assert "只公示 3 个工作日" in words
    assert "公示截止：2026年3月5日" in words
    links = finding.xpath(".//a/@href")
    assert "../../policies/nm-zgh-2021/#art-2-4-6" in links
    assert "../../publicity/publicity/" in links
    assert not finding.xpath("ancestor::details")


def test_evidence_names_what_a_record_refers_to(world: Content, make_app: MakeApp) -> None:
    short(world)
    world.add("reviews", "review")
    finding = page(make_app(), "/projects/project/").get_element_by_id("rule-D-11")
    assert "选定承接主体：suppliers supplier" in finding.text_content()


def test_a_kept_duty_is_folded_away(world: Content, make_app: MakeApp) -> None:
    short(world)
    world.add("publicity", "publicity", published="2026-03-02", until="2026-03-09")
    finding = page(make_app(), "/projects/project/").get_element_by_id("rule-D-12")
    assert finding.get("data-outcome") == "PASSED"
    assert finding.xpath("ancestor::details")


def test_an_article_names_the_rules_that_check_it(world: Content, make_app: MakeApp) -> None:
    short(world)
    article = page(make_app(), f"/policies/{UNION}/").get_element_by_id("art-2-4-6")
    assert article.xpath(".//a/@href")[-1] == "../../oversight/rules/#rule-D-12"


def test_failures_are_listed_by_rule_the_newest_first(world: Content, ask: Ask) -> None:
    short(world)
    world.add("projects", "later", number="P-2", policies=[UNION], published="2026-04-01")
    world.add("publicity", "other", project="later", published="2026-04-01", until="2026-04-02")
    found = named(ask(failures), "rule-D-12")
    assert column(found, "记录") == ["projects later", "projects project"]
    assert column(found, "购买主体") == ["purchasers purchaser"] * 2
    assert found.formula == f"条款：《policies {UNION}》二（四）6"


def test_the_table_of_rules_has_a_row_for_each_with_its_counts(world: Content, ask: Ask) -> None:
    short(world)
    (table,) = ask(rules)
    assert [row.id for row in table.rows] == [f"rule-{rule.id}" for rule in RULES]
    row = next(row for row in table.rows if row.id == "rule-D-12")
    assert [cell.text for cell in row.cells[4:]] == ["1", "0", "0", "0", "0"]
    assert addresses(row.cells[4]) == ["/oversight/findings/#rule-D-12"]


def test_a_rule_whose_text_is_not_here_says_so(world: Content, ask: Ask) -> None:
    (table,) = ask(rules)
    assert {row[2] for row in texts(table)} == {"本站尚未收录该文件，规则不起作用"}
