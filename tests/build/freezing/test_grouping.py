"""Pages in portions: each once, and those of a project with those of all that names it."""

from __future__ import annotations

import pytest
from flask import Flask

from build.freezing import grouping
from build.freezing.freezer import Freezer
from build.freezing.grouping import Portion
from build.pages import BUNDLES, LATE
from portal import store
from portal.trace import Question
from tests.conftest import MakeApp
from tests.factories import Content


@pytest.fixture
def addresses(world: Content, make_app: MakeApp) -> tuple[list[str], list[Portion]]:
    """All addresses of a portal, and the portions that they are made in."""
    world.add("announcements", "announcement")
    freezer = Freezer(make_app(frozen=True))
    found = [*freezer.addresses(), *LATE, *BUNDLES]
    with freezer.working():
        return found, list(grouping.portions(found))


def test_every_page_is_in_one_portion(
    addresses: tuple[list[str], list[Portion]],
) -> None:
    found, made = addresses
    assert sorted(one for portion in made for one in portion.addresses) == sorted(found)


def test_bundles_come_first_and_great_pages_last(world: Content, make_app: MakeApp) -> None:
    freezer = Freezer(make_app(frozen=True))
    with freezer.working():
        found = list(grouping.portions([*freezer.addresses(), *LATE, *BUNDLES], whole=True))
    first, *_, data, oversight = (one.addresses for one in found)
    assert first[0] in BUNDLES
    assert "/data/" in data
    assert {"/", "/charts/", "/oversight/overdue/"} <= {*oversight}


def test_when_some_pages_are_wanted_each_great_one_is_made_by_itself(
    addresses: tuple[list[str], list[Portion]],
) -> None:
    great = {"/", "/charts/", "/data/"}
    found = [one.addresses for one in addresses[1]]
    assert [[one] for one in sorted(great)] == sorted(list(one) for one in found if great & {*one})


def test_long_tables_are_made_with_their_page(world: Content, make_app: MakeApp) -> None:
    page = "/oversight/overdue/"
    wanted = [page, "/oversight/", f"{page}tables/overdue/", f"{page}tables/overdue/1/"]
    with Freezer(make_app(frozen=True)).working():
        found = [one.addresses for one in grouping.portions(wanted)]
    assert found == [[page, *wanted[2:]], ["/oversight/"]]


def test_a_projects_pages_are_made_with_those_of_all_that_names_it(
    world: Content, make_app: MakeApp
) -> None:
    world.add("announcements", "announcement")
    freezer = Freezer(make_app(frozen=True))
    with freezer.working():
        found = list(grouping.portions(freezer.addresses()))
    (portion,) = (one for one in found if "/projects/project/" in one.addresses)
    wanted = {"/announcements/announcement/", "/projects/project/ocds.json"}
    assert wanted <= {*portion.addresses}
    assert not {"/suppliers/supplier/", "/projects/"} & {*portion.addresses}


def test_what_great_pages_and_the_index_ask_of_a_record_is_asked_before(demo: Flask) -> None:
    freezer = Freezer(demo)
    with freezer.working():
        found = list(grouping.portions([*freezer.addresses(), *LATE, *BUNDLES], whole=True))
        for portion in found:
            for ask in portion.first:
                ask()
        asked = sheets_and_documents(demo)
        assert asked
        for address in found[-1].addresses:
            for one in LATE[address]() if address in LATE else [address]:
                freezer.render(one)
        BUNDLES["/search/index/"].source()
        assert sheets_and_documents(demo) == asked


def sheets_and_documents(app: Flask) -> set[Question]:
    """The questions about single records that have been answered so far."""
    names = ("portal.rules.sheet.sheet", "portal.rules.case.case", "portal.documents._portion")
    return {one for one in store.of(app).answers if one[0] in names}
