"""The site on its way to a folder, by a real rsync and into a store: whole, in order, resumed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from build.publish.folder import Folder
from build.publish.journal import Journal
from build.publish.plan import stage
from build.publish.rsync import Rsync
from build.publish.store import Store, kind_of
from build.trees.manifest import NAME
from build.trees.place import MARK, MARKED
from tests.build.command import run
from tests.build.faults import Scene
from tests.build.publish.there import There, folder, publish


def test_the_site_arrives_and_then_only_what_changed(
    scene: Scene, there: There, order: list[str]
) -> None:
    dry = publish(scene, there, "--dry-run")
    assert there.read() == {}
    assert f"将上传 {len(scene.files(scene.a)) + 1} 个文件" in dry

    publish(scene, there)
    assert there.read() == scene.files(scene.a) | {MARK: MARKED, NAME: scene.a[NAME]}
    stages = [stage(path) for path in order]
    assert stages == sorted(stages)
    assert order[-2:] == ["index.html", NAME]

    order.clear()
    there.put("verification-by-a-search-engine.html", b"by hand")
    run(*scene.options)
    said = publish(scene, there, "--dry-run")
    assert "\n删除 notices/leaving/index.html\n" in said
    publish(scene, there)
    now = there.read()
    assert now.pop("verification-by-a-search-engine.html") == b"by hand"
    assert now == scene.files(scene.b) | {MARK: MARKED, NAME: scene.b[NAME]}
    changed = {path for path, data in scene.b.items() if data != scene.a.get(path) and data}
    gone = {f"-{path}" for path in scene.files(scene.a).keys() - scene.b.keys()}
    assert set(order) == changed | gone
    assert [one for one in order if one.startswith("-")] == order[-len(gone) :]

    order.clear()
    assert "已上传 0 个文件" in publish(scene, there)
    assert order == []
    if not there.name.startswith("s3:"):
        assert not Path(there.name.removeprefix("rsync:"), "notices/leaving").exists()


def test_what_was_lost_or_cut_over_there_is_sent_again(scene: Scene, there: There) -> None:
    publish(scene, there)
    there.remove("index.html")
    there.put("notices/index.html", b"cut")
    assert "已上传 2 个文件" in publish(scene, there)
    there.put(NAME, b"{")
    assert "全部重新上传" in publish(scene, there)
    assert there.read() == scene.files(scene.a) | {MARK: MARKED, NAME: scene.a[NAME]}


def test_compressed_twins_go_with_their_files(scene: Scene, there: There) -> None:
    twins = ("index.html.gz", "notices/leaving/index.html.gz")
    for twin in twins:
        (scene.site / twin).write_bytes(b"squeezed")
    publish(scene, there)
    assert there.read().keys() >= set(twins)
    assert "已上传 0 个文件" in publish(scene, there)
    run(*scene.options)
    (scene.site / twins[0]).write_bytes(b"squeezed anew")
    publish(scene, there)
    now = there.read()
    assert now[twins[0]] == b"squeezed anew"
    assert twins[1] not in now


def test_a_place_that_holds_anything_else_is_left_alone(scene: Scene, there: There) -> None:
    there.put("index.html", b"somebody else's")
    assert "里有不是本程序发布的文件（index.html 等 1 个）" in publish(scene, there, code=2)
    assert there.read() == {"index.html": b"somebody else's"}


@pytest.mark.parametrize("prefix", ["", "rsync:"])
def test_names_in_another_encoding_are_somebody_elses(
    scene: Scene, prefix: str, tmp_path: Path
) -> None:
    if prefix and shutil.which("rsync") is None:
        pytest.skip("rsync is not installed (run.py test does, as root)")
    place = tmp_path / "there"
    there = folder(place, f"{prefix}{place}")
    publish(scene, there)
    (place / os.fsdecode("旧闻.htm".encode("gbk"))).touch()
    assert "已上传 0 个文件" in publish(scene, there)
    (place / MARK).unlink()
    assert "里有不是本程序发布的文件" in publish(scene, there, code=2)
    assert Journal(tmp_path, os.fsdecode("网".encode("gbk"))).done("") == {}


def test_what_does_not_arrive_is_noticed(
    scene: Scene, there: There, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind in (Folder, Rsync, Store):
        monkeypatch.setattr(kind, "put", lambda self, folder, paths: iter(paths))
    assert "发布后核对不符" in publish(scene, there, code=4)


def test_a_site_that_is_damaged_is_not_published(scene: Scene, tmp_path: Path) -> None:
    (scene.site / "index.html").write_text("spoilt")
    told = run("publish", tmp_path / "there", *scene.options)
    assert told.exit_code == 1
    assert "index.html：内容与清单不符" in told.output
    assert not (tmp_path / "there").exists()


@pytest.mark.parametrize("kind", ["folder", "rsync"])
def test_times_arrive_too(scene: Scene, kind: str, tmp_path: Path) -> None:
    if kind == "rsync" and shutil.which("rsync") is None:
        pytest.skip("rsync is not installed (run.py test does, as root)")
    to = tmp_path / "there"
    run("publish", f"rsync:{to}" if kind == "rsync" else to, *scene.options)
    for path in scene.files(scene.a):
        assert (to / path).stat().st_mtime == (scene.site / path).stat().st_mtime
        assert (to / path).stat().st_mode & 0o777 == 0o644


def test_browsers_are_told_types() -> None:
    kinds = {
        path: kind_of(path) for path in ("a/index.html", "a.css", "a.js", "a.xml", "a.png", "x")
    }
    assert kinds == {
        "a/index.html": "text/html; charset=utf-8",
        "a.css": "text/css; charset=utf-8",
        "a.js": "text/javascript; charset=utf-8",
        "a.xml": "application/xml; charset=utf-8",
        "a.png": "image/png",
        "x": "application/octet-stream",
    }


def test_a_store_whose_package_is_missing_is_named(scene: Scene) -> None:
    told = run("publish", "gs://bucket/web", *scene.options)
    assert told.exit_code == 4
    assert "不能发布到 gs://bucket/web：" in told.output


@pytest.mark.skipif(shutil.which("rsync") is None, reason="rsync is not installed")
def test_why_rsync_could_not_write_is_said_in_chinese_with_the_folder(
    scene: Scene, tmp_path: Path
) -> None:
    told = run("publish", f"rsync:{tmp_path}/没有 建好/网站", *scene.options)
    assert told.exit_code == 4
    assert "rsync 以 11 结束，目标写不进去：上级文件夹还没有（先建好）" in told.output
    assert f"{tmp_path}/没有 建好/网站" in told.output.partition("rsync 以 11")[2]
