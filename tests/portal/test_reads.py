"""The questions that pages may ask."""

from __future__ import annotations

from portal import reads
from tests.conftest import MakeApp
from tests.factories import Content


def test_records_come_oldest_first_and_by_id_on_one_day(
    content: Content, make_app: MakeApp
) -> None:
    for id, published in [("c", "2026-03-01"), ("b", "2026-03-02"), ("a", "2026-03-02")]:
        content.add("notices", id, published=published)
    with make_app().app_context():
        assert [one.id for one in reads.records("notices")] == ["c", "a", "b"]
        assert [one.id for one in reads.records("notices", 1, 2)] == ["a"]
        assert [one.id for one in reads.records("notices", 1)] == ["a", "b"]
        assert reads.count("notices") == 3
        assert reads.count("plans") == 0


def test_the_newest_of_several_sections_are_mixed_by_day(
    content: Content, make_app: MakeApp
) -> None:
    content.add("notices", "n-old", published="2026-03-01")
    content.add("pages", "p-mid", published="2026-03-02")
    content.add("notices", "n-new", published="2026-03-03")
    with make_app().app_context():
        both = reads.newest(("notices", "pages"), 2)
        assert [one.id for one in both] == ["n-new", "p-mid"]


def test_the_newest_of_one_day_stand_in_the_order_of_the_sections_then_by_id(
    content: Content, make_app: MakeApp
) -> None:
    content.add("pages", "z")
    content.add("notices", "a")
    content.add("notices", "b")
    with make_app().app_context():
        ids = [one.id for one in reads.newest(("pages", "notices"), 9)]
        assert ids == ["b", "a", "z"]


def test_what_is_not_there_is_none(content: Content, make_app: MakeApp) -> None:
    with make_app().app_context():
        assert reads.record("notices", "nobody") is None
        assert reads.file("/notices/nobody/a.pdf") is None
        assert reads.title("notices", "nobody") == "nobody"


def test_a_record_knows_who_names_it(world: Content, make_app: MakeApp) -> None:
    world.add("contracts", "contract", published="2026-03-12")
    world.add("publicity", "publicity", published="2026-03-02")
    with make_app().app_context():
        found = reads.related("suppliers", "supplier")
        assert [(by.name, [one.id for one in records]) for by, records in found] == [
            ("publicity", ["publicity"]),
            ("contracts", ["contract"]),
        ]


def test_naming_can_be_narrowed_to_a_field_or_a_row(world: Content, make_app: MakeApp) -> None:
    items = [
        {"code": code, "title": code, "kind": "k", "nature": "n", "content": "c"}
        for code in ("a1", "a2")
    ]
    world.add("catalogues", "catalogue", items=items)
    world.add("projects", "other", number="2", item="catalogue#a2", plan=None)
    world.add("catalogues", "next", replaces="catalogue")
    world.add("catalogues", "child", parent="catalogue")
    with make_app().app_context():
        assert ids("projects") == ["other", "project"]
        assert ids("projects", code="a2") == ["other"]
        assert ids("projects", code="a") == []
        assert ids("catalogues", field="replaces") == ["next"]
        assert ids("catalogues", field="parent") == ["child"]


def ids(by: str, field: str = "", code: str = "") -> list[str]:
    return [one.id for one in reads.naming("catalogues", "catalogue", by, field, code)]


def test_a_record_that_names_another_twice_is_listed_once(
    world: Content, make_app: MakeApp
) -> None:
    entries = [{"name": name, "supplier": "supplier"} for name in ("甲", "乙")]
    world.add("rosters", "twice", entries=entries)
    with make_app().app_context():
        found = reads.naming("suppliers", "supplier", "rosters")
        assert [one.id for one in found] == ["twice"]


def test_the_first_page_holds_the_oldest_and_there_is_always_one(
    content: Content, make_app: MakeApp
) -> None:
    for number in range(21):
        content.add("notices", f"n{number}")
    with make_app().app_context():
        assert reads.last_page("pages") == 1
        assert reads.last_page("notices") == 2


def test_an_answer_is_kept_for_its_application_only(content: Content, make_app: MakeApp) -> None:
    content.add("notices", "n", title="旧")
    with make_app().app_context():
        first = reads.record("notices", "n")
        assert reads.record("notices", "n") is first
    content.add("notices", "n", title="新")
    with make_app().app_context():
        assert reads.title("notices", "n") == "新"


def test_values_are_canonical_with_the_digests_of_attachments(
    world: Content, make_app: MakeApp
) -> None:
    world.write("projects/x.txt", b"abc")
    world.add("projects", "with", number="2", attachments=[{"file": "x.txt", "title": "合同"}])

    with make_app().app_context():
        found = reads.values("projects", "with")
        assert found is not None
        assert found["budget"] == "50000.00"
        assert found["attachments"][0]["size"] == 3
        assert reads.values("projects", "none") is None
