"""What stands between content and visitors: lock, guard against shrinking, times, rollback."""

from __future__ import annotations

import datetime
import shutil
import signal
from pathlib import Path

import pytest

from build import health, signals
from build.exits import Busy
from build.lock import only_one
from build.trees import manifest
from build.trees.dates import Dates
from build.trees.place import Place
from build.trees.shrink import record_pages
from portal.settings import ZONE
from tests.build.command import run, tree
from tests.factories import Content


def times(folder: Path) -> dict[str, float]:
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime for path in folder.rglob("*")}


def test_a_second_build_says_busy_and_changes_nothing(
    options: list[str], site: Path, tmp_path: Path
) -> None:
    run(*options)
    before = tree(tmp_path)
    for lock in (Place(site).lock, tmp_path / "state" / "lock"):
        with only_one(lock):
            busy = run(*options)
        assert busy.exit_code == 3
        assert f"另一个构建正在进行（{lock} 被占用）" in busy.output
    assert tree(tmp_path) == before


def test_a_file_that_somebody_put_into_the_site_goes_with_the_next_build(
    options: list[str], site: Path
) -> None:
    """It stops no build, also not one that changes nothing else: the site is what was verified."""
    run(*options)
    before = tree(site)
    (site / "owner.html").write_text("a1b2")
    told = run(*options)
    assert told.exit_code == 0
    assert "不是本程序生成的文件，新换上的网站里没有：owner.html" in told.output
    assert tree(site) == before


def test_of_many_records_whose_day_has_not_come_some_are_named_and_the_others_counted(
    options: list[str], world: Content
) -> None:
    for number in range(12):
        world.add("notices", f"n{number:02}", published="2099-01-01")
    said = run(*options).output
    assert [f"notices/n{number:02}.md" in said for number in range(12)] == [True] * 10 + [False] * 2
    assert "暂不发布的还有 2 条：notices 2 条。" in said


def test_a_lock_is_free_again_after_its_time(tmp_path: Path) -> None:
    lock = tmp_path / "new folder" / "lock"
    for _ in range(2):
        with only_one(lock), pytest.raises(Busy), only_one(lock):
            pytest.fail("two held one lock")


@pytest.fixture
def notices(world: Content) -> Content:
    """The little world of eight records, and four notices; pages of renamed ones are no records."""
    world.site(moved=[{"old": f"plans/old{one}", "new": "plans/plan"} for one in range(6)])
    for number in range(4):
        world.add("notices", f"n{number}")
    return world


@pytest.mark.parametrize(("gone", "code"), [(4, 0), (5, 1)])
def test_more_than_a_third_of_the_records_goes_only_when_that_is_meant(
    gone: int, code: int, options: list[str], site: Path, notices: Content
) -> None:
    run(*options)
    before = tree(site)
    for number in range(4):
        (notices.folder / f"notices/n{number}.md").unlink()
    if gone == 5:
        (notices.folder / "projects/project.md").unlink()
    told = run(*options)
    assert told.exit_code == code
    if code:
        assert "已发布的 12 条记录有 5 条会消失（notices/n0、notices/n1" in told.output
        assert tree(site) == before
        assert run(*options, "--allow-shrink").exit_code == 0
    assert not (site / "notices/n0").exists()


def test_a_damaged_manifest_is_named_written_anew_and_still_guards(
    options: list[str], site: Path, notices: Content
) -> None:
    run(*options)
    before = tree(site)
    (site / manifest.NAME).write_bytes(b"{")
    shutil.rmtree(notices.folder / "notices")
    (notices.folder / "projects/project.md").unlink()
    refused = run(*options)
    assert refused.exit_code == 1
    assert "会消失" in refused.output
    assert refused.output.count("没有或已损坏") == 1
    notices.world()
    for number in range(4):
        notices.add("notices", f"n{number}")
    assert run(*options).exit_code == 0
    assert tree(site) == before


def test_only_records_count_as_records() -> None:
    """A list does not, nor what answers where a record was withdrawn or renamed."""
    names = ["index.html", "notices/index.html", "notices/page/1/index.html", "notices/n/a.pdf"]
    record = ["notices/n/index.html", "notices/n/record.json"]
    others = ["notices/gone/index.html", "static/n/index.html", "data/notices/2026.json"]
    assert record_pages([*names, *record, *others]) == {"notices/n/index.html"}


def test_rollback_shows_the_former_site_and_back_again(
    options: list[str], site: Path, world: Content, tmp_path: Path
) -> None:
    assert run("rollback", *options).exit_code == 1
    assert health.read(tmp_path / "state") is None
    run(*options)
    first = tree(site)
    world.add("notices", "later")
    run(*options)
    second = tree(site)
    published = health.read(tmp_path / "state") or {}
    for former, records in ((first, 8), (second, 9)):
        told = run("rollback", *options)
        assert told.exit_code == 0
        assert told.stdout.startswith("已换回上一个版本")
        assert tree(site) == former
        last = health.read(tmp_path / "state") or {}
        assert (last["outcome"], last["records"]) == ("已换回上一个版本", records)
        assert last["last_published"] == published["last_published"]


def test_a_damaged_former_site_is_not_shown(options: list[str], site: Path, world: Content) -> None:
    for title in ("一", "二"):
        world.add("notices", "n", title=title)
        run(*options)
    before = tree(site)
    (Place(site).previous / "index.html").unlink()  # the same file serves both trees
    (Place(site).previous / "index.html").write_text("spoilt")
    refused = run("rollback", *options)
    assert refused.exit_code == 1
    assert "index.html：内容与清单不符" in refused.output
    assert tree(site) == before


def test_a_build_without_changes_changes_no_time_and_keeps_the_former_site(
    options: list[str], site: Path, world: Content
) -> None:
    run(*options)
    world.add("notices", "later")
    run(*options)
    before, kept = times(site), tree(Place(site).previous)
    run(*options)
    assert times(site) == before
    assert tree(Place(site).previous) == kept


def test_times_are_those_of_records_and_differ_where_the_page_does(
    options: list[str], site: Path, world: Content
) -> None:
    world.add("notices", "old", published="2026-02-03")
    world.add("announcements", "open")
    page = "announcements/open/index.html"
    seen = []
    for day in ("2026-02-20", "2026-02-21"):
        assert run(*options, "--as-of", day).exit_code == 0
        seen.append(times(site))
    at = {
        name: datetime.datetime.fromtimestamp(seen[0][name], ZONE).date().isoformat()
        for name in (page, "notices/old/index.html", "notices/index.html", "static/portal.css")
    }
    assert list(at.values()) == ["2026-01-02", "2026-02-03", "2026-02-03", "2026-01-01"]
    former = tree(Place(site).previous)
    now = tree(site)
    assert now[page] != former[page]
    both = [name for name in now if name in former and now[name] is not None]
    assert all((seen[0][name] == seen[1][name]) == (now[name] == former[name]) for name in both)


def test_a_file_of_nothing_bears_the_day_the_site_was_opened() -> None:
    opened = datetime.date(2026, 1, 1)
    dates = Dates({"notices/n": datetime.date(2025, 3, 2)}, opened)
    days = {path: dates.day(path) for path in ("notices/n/x.pdf", "notices/", "index.html", "a/b")}
    assert days["notices/n/x.pdf"] == datetime.date(2025, 3, 2)
    assert {days["notices/"], days["index.html"], days["a/b"]} == {opened}


def test_a_signal_whose_exception_was_lost_is_heeded_before_the_swap(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Before the ledger grows as well, which is one act with the swap."""
    monkeypatch.setattr(signals, "_asked", [signal.SIGTERM])
    with pytest.raises(signals.Stopped) as stopped, signals.decided():
        pytest.fail("it was not heeded")
    assert stopped.value.code == 143
    monkeypatch.setattr(signals, "_asked", [signal.SIGINT])
    with pytest.raises(KeyboardInterrupt), signals.decided():
        pytest.fail("it was not heeded")
