"""Long tables: their page shows how they begin, and pages of their own hold each row once."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin

import pytest
from flask import Flask
from lxml import html

from portal import store
from portal.oversight import paging
from portal.oversight.pages import BY_NAME, PAGES
from portal.oversight.paging import Part, Slice
from portal.oversight.shares import shares
from portal.oversight.table import Row, Table, text
from portal.oversight.terms import terms
from tests.conftest import MakeApp
from tests.factories import Content
from tests.portal.oversight.conftest import Ask
from tests.portal.oversight.reading import addresses, named, texts


@pytest.fixture
def app(content: Content, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """A portal that divides tables of more than two rows into pages of three, and is asked."""
    for name, number in {"SIZE": 3, "MOST": 2, "LEAST": 1}.items():
        monkeypatch.setattr(paging, name, number)
    made = make_app()
    with made.app_context():
        yield made


def rows(number: int) -> tuple[Row, ...]:
    """The newest first."""
    return tuple(Row((text(str(one)),)) for one in range(number, 0, -1))


def show(app: Flask, monkeypatch: pytest.MonkeyPatch, *tables: Table) -> None:
    """Let the page of objections have these tables."""
    store.of(app).answers.clear()
    monkeypatch.setattr(paging, "_tables", lambda _: list(tables))


def table(number: int, id: str = "long", *, apart: bool = False, whole: bool = False) -> Table:
    return Table(id, "表", ("数",), rows(number), apart=apart, whole=whole)


def read(shown: Slice | None) -> list[list[str]]:
    assert shown
    return texts(shown.table)


def walk(id: str = "long") -> list[Slice]:
    """The pages of a table as a reader comes to them, from the first to the next."""
    by_address = {
        one.address: one
        for number in range(20)
        if (one := paging.slice_of("objections", id, number))
    }
    found = [by_address[f"/oversight/objections/tables/{id}/"]]
    while after := dict(found[-1].ways).get("after"):
        found.append(by_address[after])
    assert len(found) == len(by_address)
    return found


@pytest.mark.parametrize("number", range(3, 25))
def test_every_row_is_on_one_page_in_order(
    app: Flask, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    show(app, monkeypatch, table(number))
    pages = walk()
    assert [row for page in pages for row in page.table.rows] == list(rows(number))
    assert {len(page.table.rows) for page in pages[1:]} <= {paging.SIZE}
    assert len(pages[0].table.rows) < 2 * paging.SIZE
    assert [page.rows for page in pages] == [number, *(0 for _ in pages[1:])]
    assert list(paging.addresses("objections")) == [page.address for page in pages]


def test_one_comes_from_each_page_to_those_around_it(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(app, monkeypatch, table(15))
    pages = walk()
    place = {page.address: at for at, page in enumerate(pages)}
    assert [{way: place[address] for way, address in page.ways} for page in pages] == [
        {"after": 1, "last": 4},
        {"before": 0, "after": 2, "last": 4},
        {"first": 0, "before": 1, "after": 3, "last": 4},
        {"first": 0, "before": 2, "after": 4},
        {"first": 0, "before": 3},
    ]


@pytest.mark.parametrize("number", range(6, 12))
def test_a_row_that_joins_in_front_changes_no_full_page(
    app: Flask, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    show(app, monkeypatch, table(number))
    before = {page.address: page.table for page in walk()[1:]}
    show(app, monkeypatch, table(number + 1))
    assert before.items() <= {page.address: page.table for page in walk()[1:]}.items()


def test_the_page_shows_how_a_long_table_begins(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(app, monkeypatch, table(3), table(2, "short"), table(9, "whole", whole=True))
    own = "/oversight/objections/tables/long/"
    assert paging.parts("objections") == [
        Part(Table("long", "表", ("数",), rows(3)[:2]), 3, own),
        Part(table(2, "short"), 2, ""),
        Part(table(9, "whole", whole=True), 9, ""),
    ]
    assert list(paging.addresses("objections")) == [own]


def test_many_tables_show_fewer_rows_of_each(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "ROOM", 3)
    show(app, monkeypatch, table(2), table(2, "b"), table(2, "c"), table(2, "apart", apart=True))
    assert [len(part.table.rows) for part in paging.parts("objections")] == [1, 1, 1]


def test_a_table_apart_is_on_no_page_but_its_own(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(app, monkeypatch, table(1, apart=True))
    assert paging.parts("objections") == []
    assert read(paging.slice_of("objections", "long", 0)) == [["1"]]


@pytest.fixture
def objected(world: Content, app: Flask, make_app: MakeApp) -> Flask:
    """A portal with seven objections."""
    for number in range(7):
        world.add("objections", f"o{number}", about="projects/project")
    return make_app()


def tree(app: Flask, address: str) -> html.HtmlElement:
    answer = app.test_client().get(address)
    assert answer.status_code == 200, address
    return html.fromstring(answer.get_data(as_text=True))


def test_the_pages_of_a_table_are_served(objected: Flask) -> None:
    page = "/oversight/objections/"
    first, last = f"{page}tables/ledger/", f"{page}tables/ledger/1/"
    begins = tree(objected, page).get_element_by_id("ledger")
    assert [link.text_content() for link in begins.xpath("./p/a")] == ["全部 7 行：异议台账"]
    assert [urljoin(page, link) for link in begins.xpath("./p/a/@href")] == [first]
    titles = [tree(objected, one).findtext(".//title") for one in (first, last)]
    assert titles == [
        "异议台账 - 异议台账 - 测试网",
        "异议台账 从末尾数起第 1 页 - 异议台账 - 测试网",
    ]
    numbers = [len(tree(objected, one).xpath("//main//tbody/tr")) for one in (page, first, last)]
    assert numbers[1:] == [4, 3]
    trail = tree(objected, last).xpath("//nav[@class='trail']//a/@href")
    assert urljoin(last, trail[-1]) == f"{page}#ledger"


@pytest.mark.parametrize("rest", ["ledger/0/", "ledger/2/", "ledger/x/", "nothing/", "totals/"])
def test_there_is_no_page_beyond_the_last(objected: Flask, rest: str) -> None:
    address = f"/oversight/objections/tables/{rest}"
    assert objected.test_client().get(address).status_code == 404


@pytest.mark.parametrize("name", BY_NAME)
def test_every_page_of_a_table_is_reached_from_the_oversight_page(demo: Flask, name: str) -> None:
    page = BY_NAME[name].address
    with demo.app_context():
        wanted = set(paging.addresses(name))
    seen, new = set[str](), {page}
    while new:
        seen |= new
        links = {
            urldefrag(urljoin(one, link)).url
            for one in new
            for link in tree(demo, one).xpath("//main//a/@href")
        }
        new = {one for one in links if one.startswith(f"{page}tables/")} - seen
    assert seen == wanted | {page}


def test_tables_of_a_page_have_names_of_their_own(demo: Flask) -> None:
    with demo.app_context():
        for page in PAGES:
            ids = [one.id for one in page.tables()]
            assert len(ids) == len(set(ids)), page.name


def test_a_row_of_many_contracts_leads_to_all_of_them(world: Content, ask: Ask) -> None:
    for number in range(6):
        world.add("contracts", f"c{number}", number=str(number))
    tables = ask(terms)
    own = "/oversight/terms/tables/purchaser.supplier/"
    for id in ("stacking", "shares"):
        (row,) = named(tables, id).rows
        linked = [one for cell in row.cells for one in addresses(cell)]
        assert [one for one in linked if "/contracts/" in one or one == own] == [
            *(f"/contracts/c{number}/" for number in range(5)),
            own,
        ]
    assert len(named(tables, "purchaser.supplier").rows) == 6


def test_a_row_of_few_contracts_lists_them(world: Content, ask: Ask) -> None:
    for number in range(5):
        world.add("contracts", f"c{number}", number=str(number))
    assert [one.id for one in ask(terms)] == ["stacking", "single-source", "shares"]


def test_an_item_of_many_projects_leads_to_all_of_them(world: Content, ask: Ask) -> None:
    for number in range(5):  # besides the world's own
        world.add("projects", f"p{number}", number=f"P{number}")
    tables = ask(shares)
    own = "items-catalogue.a1"
    linked = [
        one for row in named(tables, "items-catalogue").rows for one in addresses(row.cells[2])
    ]
    assert f"/oversight/shares/tables/{own}/" in linked
    assert len(named(tables, own).rows) == 6
