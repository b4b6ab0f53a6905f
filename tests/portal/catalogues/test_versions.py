"""What a new version of a catalogue says about the old one."""

from __future__ import annotations

from portal import reads
from portal.catalogues.versions import Changes, changes
from tests.conftest import MakeApp
from tests.factories import Content
from tests.reading import page, words


def item(code: str, content: str = "走访") -> dict[str, str]:
    return {"code": code, "title": f"服务{code}", "kind": "帮扶", "nature": "基础", "content": content}  # fmt: skip


def compared(make_app: MakeApp) -> Changes | None:
    with make_app().app_context():
        new = reads.record("catalogues", "new")
        assert new is not None
        return changes(new)


def test_a_first_version_has_no_changes(world: Content, make_app: MakeApp) -> None:
    world.add("catalogues", "new")

    assert compared(make_app) is None


def test_items_are_added_removed_and_changed_by_their_code(
    world: Content, make_app: MakeApp
) -> None:
    world.add("catalogues", "old", items=[item("a1"), item("a2"), item("a3"), item("a5")])
    later = [item("a5", "走访和慰问"), item("a4"), item("a1"), item("a3", "电话")]
    world.add("catalogues", "new", replaces="old", items=later)

    found = compared(make_app)

    assert found is not None
    assert found.former.id == "old"
    assert [one.code for one in found.added] == ["a4"]
    assert [one.code for one in found.removed] == ["a2"]
    assert [(one.code, fields) for one, fields in found.changed] == [
        ("a3", (("内容", "走访", "电话"),)),
        ("a5", (("内容", "走访", "走访和慰问"),)),
    ]


def test_every_field_of_an_item_that_differs_is_named(world: Content, make_app: MakeApp) -> None:
    world.add("catalogues", "old", items=[item("a1")])
    world.add(
        "catalogues", "new", replaces="old", items=[item("a1") | {"title": "新", "kind": "丙"}]
    )

    found = compared(make_app)

    assert found is not None
    assert [label for label, _, _ in found.changed[0][1]] == ["名称", "种类"]


def test_the_order_of_items_is_no_change(world: Content, make_app: MakeApp) -> None:
    world.add("catalogues", "old", items=[item("a1"), item("a2")])
    world.add("catalogues", "new", replaces="old", items=[item("a2"), item("a1")])

    found = compared(make_app)

    assert found is not None
    assert (found.added, found.removed, found.changed) == ((), (), ())
    assert "没有改动。" in words(page(make_app(), "/catalogues/new/"))


def test_the_page_links_added_and_removed_items_where_they_stand(
    world: Content, make_app: MakeApp
) -> None:
    world.add("catalogues", "old", items=[item("a1"), item("a2")])
    world.add("catalogues", "new", replaces="old", items=[item("a1", "电话"), item("a3")])

    new = page(make_app(), "/catalogues/new/")
    listed = new.find_class("changes")[0]

    assert listed.xpath(".//a/@href") == ["#item-a3", "../../catalogues/old/#item-a2", "#item-a1"]
    assert "内容：由「走访」改为「电话」" in words(listed)
    assert new.xpath("//details[@class='tree__item']/@id") == ["item-a1", "item-a3"]
    assert "已有新版本：catalogues new" in words(page(make_app(), "/catalogues/old/"))
