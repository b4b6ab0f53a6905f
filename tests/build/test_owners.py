"""With --hold, what a fault belongs to stays away: not more, and nothing that only lies beside it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from build.hold import Held, Shown, hold
from portal.load import load
from tests.factories import Content
from tests.ledgers import Office


@pytest.fixture
def office(world: Content, tmp_path: Path) -> Office:
    office = Office(world, tmp_path / "state")
    world.add("notices", "fine")
    world.add("announcements", "one")
    office.publish()
    return office


def held(office: Office) -> Held:
    return hold(office.settings())


def pages(found: Held) -> set[str]:
    """Whatever is loaded of the content that goes out: records and attachments, by address."""
    loaded = load(found.settings.content)
    return {"/".join(key) for key in loaded.rows} | set(loaded.files)


def test_what_lies_behind_a_link_is_never_published(office: Office, tmp_path: Path) -> None:
    before = pages(held(office))
    elsewhere = Content(tmp_path / "elsewhere")
    elsewhere.add("notices", "draft")
    notices = office.content.folder / "notices"
    (notices / "linked").symlink_to(elsewhere.folder / "notices", target_is_directory=True)
    (notices / "other.md").symlink_to(elsewhere.folder / "notices/draft.md")

    found = held(office)

    assert found.shown == {"notices/linked": Shown.AWAY, "notices/other.md": Shown.AWAY}
    assert pages(found) == before
    assert elsewhere.folder.joinpath("notices/draft.md").is_file()


def test_a_name_that_cannot_be_shown_is_held_by_what_is_shown_of_it(office: Office) -> None:
    before = pages(held(office))
    gbk = os.fsdecode("公开".encode("gbk"))
    for path in (f"notices/{gbk}.pdf", f"notices/{gbk}/a.pdf", "notices/a\u200b.md", "a\u200b.md"):
        office.content.write(path, "---\n")

    found = held(office)

    assert set(found.shown) == {
        "notices/□□□□.pdf", "notices/□□□□/a.pdf", "notices/a□.md", "a□.md"
    }  # fmt: skip
    assert set(found.shown.values()) == {Shown.AWAY}
    assert pages(found) == before


def test_a_fault_in_an_attachment_holds_the_record_that_names_it(office: Office) -> None:
    """And none whose attachment has a name that ends alike."""
    for id, name in (("a", "补充合同.txt"), ("b", "合同.txt")):
        office.content.attach(f"notices/{name}", "一份合同")
        office.content.add("notices", id, attachments=[{"title": "合同", "file": name}])
    office.content.write("notices/合同.txt", "身份证号 11010519491231002X")

    found = held(office)

    assert found.shown == {"notices/b": Shown.AWAY}
    assert "/notices/a/补充合同.txt" in pages(found)


def test_what_a_file_names_that_cannot_be_read_is_held_with_it(office: Office) -> None:
    office.content.attach("notices/合同.txt", "一份合同")
    office.content.write("notices/合同.txt", "身份证号 11010519491231002X")
    office.content.write(
        "notices/broken.md", "---\ntitle: [\nattachments:\n- file: 合同.txt\n---\n"
    )

    assert held(office).shown == {"notices/broken": Shown.AWAY}


def test_declarations_of_what_is_held_wait_with_it(office: Office) -> None:
    """A wrong one of another record waits by itself."""
    n = office.look().log.newest["announcements/one"]
    office.declare("announcements/one", n)
    office.content.add("contracts", "new", signed="不知道")

    assert held(office).shown == {
        "contracts/new": Shown.AWAY,
        "ledger/declared.yaml changes[1]": Shown.IGNORED,
    }

    office.content.add("announcements", "one", closes="2026-01-01")
    office.declare("announcements/one", n)
    found = held(office)

    assert found.shown == {"announcements/one": Shown.EARLIER, "contracts/new": Shown.AWAY}
    said = [problem.field for problem in found.problems if "declared" in problem.path]
    assert said == ["changes[1].entry"]
