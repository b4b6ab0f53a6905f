"""With --hold, what has a problem keeps its last published form or stays away; the rest goes out."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from build.health import read
from build.hold import Held, Shown
from portal.ledger.files import read_log
from portal.load import load
from portal.problems import ContentError
from tests.build.command import run, tree
from tests.build.holding import held, titles
from tests.factories import TODAY, Content
from tests.ledgers import Office


def test_sound_content_is_left_alone(office: Office) -> None:
    found = held(office)

    assert found == Held(office.settings())


def test_a_broken_record_keeps_its_last_published_form(office: Office) -> None:
    before = titles(held(office))
    file = office.content.folder / office.content.add("announcements", "one", closes="2026-01-01")
    broken = file.read_bytes()

    found = held(office)

    assert found.shown == {"announcements/one": Shown.EARLIER}
    assert titles(found) == before
    assert any("closes" in str(problem) for problem in found.problems)
    assert file.read_bytes() == broken


def test_a_new_broken_record_stays_away_with_what_names_it(office: Office) -> None:
    office.content.add("contracts", "new", number="", signed="不知道")
    office.content.add("payments", "paid", contract="new")

    found = held(office)

    assert found.shown == {"contracts/new": Shown.AWAY, "payments/paid": Shown.AWAY}
    assert "notices/fine" in titles(found)
    assert "contracts/new" not in titles(found)


def test_a_silent_edit_and_a_silent_deletion_are_undone(office: Office) -> None:
    office.content.add("notices", "fine", title="改过")
    (office.content.folder / "announcements/one.md").unlink()

    found = held(office)

    assert set(found.shown.values()) == {Shown.EARLIER}
    assert titles(found)["notices/fine"] == "notices fine"
    assert "announcements/one" in titles(found)


def test_files_that_belong_to_nothing_stay_away(office: Office) -> None:
    office.content.write("notices/stray.txt", "无主")

    assert held(office).shown == {"notices/stray.txt": Shown.AWAY}


@pytest.mark.parametrize("path", ["读我.txt", "notes.md", "notices/通知.md", "elsewhere/x.md"])
def test_files_that_can_be_no_record_stay_away(office: Office, path: str) -> None:
    before = titles(held(office))
    office.content.write(path, "---\ntitle: 放错\n---\n")

    found = held(office)

    assert found.shown == {path: Shown.AWAY}
    assert titles(found) == before
    assert found.withheld == ()


@pytest.mark.parametrize("folder", ["a", "x"])
def test_a_second_file_of_a_record_never_takes_its_place(office: Office, folder: str) -> None:
    """Whichever of the two is found first."""
    before = titles(held(office))
    office.content.write(f"notices/{folder}/fine.md", "---\ntitle: 草稿\n---\n草稿\n")

    found = held(office)

    assert found.shown == {"notices/fine": Shown.EARLIER}
    assert titles(found) == before


def test_two_files_of_a_new_record_both_stay_away(office: Office) -> None:
    text = (office.content.folder / "notices/fine.md").read_text("utf-8")
    for path in ("notices/new.md", "notices/x/new.md"):
        office.content.write(path, text)

    found = held(office)

    assert found.shown == {"notices/new": Shown.AWAY}
    assert "notices/new" not in titles(found)


def test_what_is_wrong_with_the_whole_site_is_not_held(office: Office) -> None:
    office.site(base_url="x")
    office.content.add("notices", "fine", title="悄悄改过")

    with pytest.raises(ContentError, match=r"base_url") as stopped:
        held(office)

    assert "关系到整个网站，--hold 不能只暂缓一处" in str(stopped.value)


def test_an_edit_that_is_declared_but_broken_waits(office: Office) -> None:
    n = office.look().log.newest["announcements/one"]
    office.content.add("announcements", "one", closes="2026-01-01")
    office.declare("announcements/one", n)

    assert held(office).shown == {"announcements/one": Shown.EARLIER}


def test_the_command_publishes_the_rest_and_says_what_it_held(
    world: Content, options: list[str], site: Path, tmp_path: Path
) -> None:
    office = Office(world, tmp_path / "state")
    assert run(*options).exit_code == 0
    world.add("projects", "project", budget="很多")
    world.add("notices", "fine", title="照常公开")

    assert run(*options).exit_code == 1
    found = run(*options, "--hold")

    assert found.exit_code == 5
    assert "projects/project：仍为上次公开的内容" in found.output
    assert (site / "notices/fine/index.html").is_file()
    assert "50,000" in (site / "projects/project/index.html").read_text("utf-8")
    assert "notices/fine" in office.files()["entries/0000.jsonl"].decode()
    last = read(tmp_path / "state")
    assert last
    assert last["problems"][0]["field"] == "budget"
    world.add("projects", "project")
    assert run(*options, "--hold").exit_code == 0


@pytest.fixture
def attached(office: Office) -> Path:
    """The published copy of a record's attachment, which was then changed silently in the content."""
    old = office.content.attach("notices/2026/form.docx", "第一版")
    attachments = [{"title": "表", "file": "form.docx"}]
    path = office.content.add("notices", "with-form", attachments=attachments)
    (office.content.folder / path).rename(old.with_name("with-form.md"))
    office.publish()
    copy = office.settings().site / "notices/with-form/form.docx"
    copy.parent.mkdir(parents=True)
    shutil.copyfile(old, copy)
    office.content.attach("notices/2026/form.docx", "悄悄换过")
    return copy


def test_the_old_attachment_stays_with_the_old_form(office: Office, attached: Path) -> None:
    changed = (office.content.folder / "notices/2026/form.docx").read_bytes()

    found = held(office)

    assert found.shown == {"notices/with-form": Shown.EARLIER}
    shown = load(found.settings.content).files["/notices/with-form/form.docx"]
    assert shown.read_bytes() == attached.read_bytes()
    assert (office.content.folder / "notices/2026/form.docx").read_bytes() == changed


def test_a_record_removed_with_its_attachment_comes_back_with_it(
    office: Office, attached: Path
) -> None:
    for name in ("form.docx", "with-form.md"):
        (office.content.folder / "notices/2026" / name).unlink()

    found = held(office)

    assert found.shown == {"notices/with-form": Shown.EARLIER}
    shown = load(found.settings.content).files["/notices/with-form/form.docx"]
    assert shown.read_bytes() == attached.read_bytes()


def test_without_the_old_attachment_the_record_stays_away(office: Office, attached: Path) -> None:
    attached.write_bytes(b"PK")

    found = held(office)

    assert found.shown == {"notices/with-form": Shown.AWAY}
    assert {one.path for one in found.problems} == {"notices/2026/with-form.md"}


def test_a_declared_edit_that_is_broken_makes_no_version_that_nobody_wrote(
    office: Office, attached: Path
) -> None:
    """Its former text with the new bytes of the attachment."""
    attached.unlink()
    office.declare(
        "notices/with-form", read_log(office.content.folder)[0].newest["notices/with-form"]
    )
    file = office.content.folder / "notices/2026/with-form.md"
    file.write_text(file.read_text("utf-8") + "\n[无](nowhere.md)\n", encoding="utf-8")

    found = held(office)

    assert found.shown == {"notices/with-form": Shown.AWAY}
    assert "notices/with-form" not in titles(found)


def status(site: Path) -> str:
    """What the status page says, without its tags."""
    page = (site / "status/index.html").read_text("utf-8")
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_the_public_page_names_what_is_held_and_no_value(
    world: Content, options: list[str], site: Path, tmp_path: Path
) -> None:
    Office(world, tmp_path / "state")
    world.add("notices", "fine")
    run(*options)
    assert "没有因为核对出问题而暂缓公开的记录" in status(site)
    world.add("notices", "fine", title="改过")
    world.add("contracts", "new", signed="不知道")
    world.add("payments", "paid", contract="new")
    world.add("notices", "13800138000", title="电话", body="我的电话是 13800138000")

    assert run(*options, "--hold").exit_code == 5

    said = status(site)
    assert "有 4 条记录暂缓公开" in said
    assert f"notices fine 通知公告 上次公开的内容（{TODAY} 起） 公开后有改动" in said
    assert "new 合同公告 尚未公开 内容有待更正（涉及：签订日期）" in said
    assert "paid 资金支付 尚未公开 与它有关的记录暂缓（涉及：合同）" in said
    assert "（不显示编号）" in said
    assert "13800138000" not in said
    assert "不知道" not in said


def test_a_record_in_its_former_form_says_so_until_it_is_mended(
    world: Content, options: list[str], site: Path, tmp_path: Path
) -> None:
    Office(world, tmp_path / "state")
    file = world.folder / world.add("notices", "fine")
    sound = file.read_bytes()
    run(*options)
    page = site / "notices/fine/index.html"
    plain = page.read_bytes()
    world.add("notices", "fine", title="改过")

    run(*options, "--hold")
    assert "有改动正在核对" in page.read_text("utf-8")
    held = tree(site)
    shutil.rmtree(tmp_path / "state")
    run(*options, "--hold")
    assert tree(site) == held
    file.write_bytes(sound)
    run(*options)

    assert page.read_bytes() == plain
    assert "没有因为核对出问题而暂缓公开的记录" in status(site)


def test_the_address_of_a_record_that_goes_away_for_the_time_says_so(
    world: Content, options: list[str], site: Path, tmp_path: Path
) -> None:
    office = Office(world, tmp_path / "state")
    world.add("contracts", "contract")
    for number in range(30):
        world.add("notices", f"n{number}")
    assert run(*options).exit_code == 0
    n = office.look().log.newest["projects/project"]
    (world.folder / "projects/project.md").unlink()
    office.declare("projects/project", n, "撤回")

    found = run(*options, "--hold")

    assert found.exit_code == 5, found.output
    assert "contracts/contract：暂不公开" in found.output
    page = (site / "contracts/contract/index.html").read_text("utf-8")
    assert f"暂时撤下（曾于 {TODAY} 公开）" in page
    assert "内容有待更正（涉及：购买项目）" in page
    assert "48,000" not in page
    assert "暂时撤下" in status(site)
