from __future__ import annotations

import json
from pathlib import Path

import pytest

from portal.personal import extract, scan
from portal.personal.verdict import Verdict
from tests.files import sample


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """A few attachments, light and heavy."""
    found = {}
    for name in ("a.txt", "b.docx", "c.pdf"):
        found[name] = tmp_path / name
        found[name].write_bytes(sample(name, "13800138000"))
    return found


def test_light_and_heavy_files_are_searched(files: dict[str, Path]) -> None:
    verdicts = scan.scan(files)
    assert {path: verdict.hits[0].masked for path, verdict in verdicts.items()} == dict.fromkeys(
        files, "138****8000"
    )


def test_what_was_searched_is_not_searched_again(
    files: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = scan.scan(files, tmp_path / "state")
    monkeypatch.setattr(scan, "judged", None)
    monkeypatch.setattr(scan, "_worker", None)
    copy = tmp_path / "copy.txt"
    copy.write_bytes(files["a.txt"].read_bytes())
    assert scan.scan({**files, "copy.txt": copy}, tmp_path / "state") == {
        **first,
        "copy.txt": first["a.txt"],
    }


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"version": "x", "verdicts": {}}'])
def test_a_damaged_or_older_memory_is_made_anew(
    files: dict[str, Path], tmp_path: Path, damage: str
) -> None:
    state = tmp_path / "state"
    light = {"a.txt": files["a.txt"]}
    first = scan.scan(light, state)
    (state / "attachments.json").write_text(damage)
    assert scan.scan(light, state) == first
    assert len(json.loads((state / "attachments.json").read_bytes())["verdicts"]) == 1


def test_the_memory_holds_no_personal_data(files: dict[str, Path], tmp_path: Path) -> None:
    scan.scan(files, tmp_path / "state")
    kept = (tmp_path / "state" / "attachments.json").read_bytes()
    assert b"138****8000" in kept
    assert b"13800138000" not in kept


def test_a_file_that_takes_too_long_is_refused_and_the_others_are_searched(
    files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = scan._worker
    calls = []

    def hangs_at_first(waiting: list[tuple[str, Path, str]]) -> object:
        calls.append(len(waiting))
        return iter(()) if len(calls) == 1 else worker(waiting)

    monkeypatch.setattr(scan, "_worker", hangs_at_first)
    verdicts = scan.scan(files)
    assert verdicts["b.docx"].fault == (
        "文件太复杂，30 秒内没有检查完",
        "用原来的程序打开，另存一份",
    )
    assert verdicts["c.pdf"].hits


def test_a_worker_that_is_silent_is_ended(
    files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan, "SECONDS", 0)
    assert list(scan._worker([("key", files["c.pdf"], ".pdf")])) == []


def test_a_missing_and_a_huge_file_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan, "MAX_BYTES", 3)
    huge = tmp_path / "b.txt"
    huge.write_bytes(b"four")
    verdicts = scan.scan({"a.txt": tmp_path / "a.txt", "b.txt": huge})
    assert verdicts["a.txt"].fault is not None
    assert verdicts["b.txt"].fault == ("文件有 4 字节，超过 3", "压缩图片，或分成几个文件")


def test_a_verdict_survives_being_written(files: dict[str, Path]) -> None:
    for name, file in files.items():
        verdict = extract.examine(file.read_bytes(), f".{name.partition('.')[2]}")
        assert Verdict.of(json.loads(json.dumps(verdict.plain()))) == verdict
