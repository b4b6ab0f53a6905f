"""A log that is damaged, cut short or written anew is found out; one that was left half written heals."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.ledger import files
from portal.ledger.files import read_version
from tests.ledgers import Office


def test_every_flipped_byte_of_the_entries_is_found(office: Office) -> None:
    for number in range(20):
        office.content.add("notices", f"n-{number}")
    office.publish()
    # The first line of a checkpoint is a name; what it says of the log comes after it.
    for name, start in (("entries/0000.jsonl", 0), ("checkpoint", 27)):
        file = office.folder / name
        whole = file.read_bytes()
        for at in range(start, len(whole) - 2, len(whole) // 75 + 1):
            changed = bytearray(whole)
            changed[at] ^= 1 << at % 7
            file.write_bytes(changed)
            assert office.problems() != [], (name, at)
        file.write_bytes(whole)
    assert office.problems() == []


@pytest.mark.parametrize("lost", [1, 3])
def test_entries_cut_off_are_missed(office: Office, lost: int) -> None:
    office.publish()
    file = office.folder / "entries/0000.jsonl"

    file.write_bytes(b"".join(line + b"\n" for line in file.read_bytes().split(b"\n")[: -1 - lost]))

    assert "只能续写" in office.problems()[0]
    (office.folder / "checkpoint").unlink()
    assert "不是它的续写" in office.problems("2026-07-01")[0]
    # On the same day the same entries are written again, so nothing is lost.
    assert office.problems() == []


def test_a_log_that_was_written_anew_is_found_and_can_be_declared(office: Office) -> None:
    old = office.publish().checkpoint.head
    for path in sorted(office.folder.rglob("*.jsonl")):
        path.unlink()
    (office.folder / "checkpoint").unlink()
    office.content.add("projects", "project", budget="60000")

    (problem,) = office.problems()
    assert f"size: {old.size}，root: {old.root.hex()}" in problem

    said = {"size": str(old.size), "root": old.root.hex(), "date": "2026-06-30"}
    office.forks.append({**said, "by": "甲市总工会", "reason": "磁盘损坏"})
    office.write_declared()
    assert office.publish().checkpoint.head.origin == "test.example.org/gk/ledger/2"


def test_a_kill_between_any_two_files_heals(
    office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for number in range(260):
        office.content.add("notices", f"n-{number}")
    whole = office.look()
    replace = files._replace
    for survived in range(6):
        left = [survived]

        def dying(file: Path, data: bytes, left: list[int] = left) -> None:
            if not left[0]:
                raise KeyboardInterrupt
            left[0] -= 1
            replace(file, data)

        for path in [*office.folder.rglob("*.jsonl"), office.folder / "checkpoint"]:
            path.unlink(missing_ok=True)
        monkeypatch.setattr(files, "_replace", dying)
        try:
            office.publish()
        except KeyboardInterrupt:
            assert survived < 5
        monkeypatch.setattr(files, "_replace", replace)

        book = office.publish()

        assert book.checkpoint.head == whole.checkpoint.head
        assert all(read_version(office.content.folder, n) for n in range(book.log.size))
        assert (office.folder / "checkpoint").read_text(encoding="utf-8") == whole.checkpoint.note


def test_a_text_that_was_changed_is_found_and_one_that_is_gone_is_not_missed(
    office: Office,
) -> None:
    office.content.add("notices", "one", source="甲处")
    n = office.publish().log.newest["notices/one"]
    file = office.folder / "versions/0000.jsonl"
    whole = file.read_bytes()

    file.write_bytes(whole.replace("甲处".encode(), "某处".encode()))
    (problem,) = office.problems()
    assert problem.startswith(f"ledger/versions/0000.jsonl 第 {n + 1} 行")
    assert "python -m build ledger-remove" in problem

    file.write_bytes(whole.removesuffix(b"\n"))  # as an editor may leave it
    assert office.look().removed == frozenset()
    files.remove(office.content.folder, [n])
    assert read_version(office.content.folder, n) is None
    assert office.look().removed == {n}
