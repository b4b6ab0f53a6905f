"""What is published is logged once and for good; what changes needs a word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from build import ledger
from portal.canonical import digest
from portal.ledger import files
from portal.ledger.files import read_log, read_version
from portal.ledger.log import Act
from portal.ledger.note import Checkpoint, Head, Signer
from tests.factories import WORLD, Content
from tests.ledgers import Office


def test_a_publication_logs_every_public_record_with_its_version(office: Office) -> None:
    book = office.publish()

    assert {entry.record for entry in book.log.entries} == {f"{a}/{b}" for a, b in WORLD.items()}
    assert {entry.act for entry in book.log.entries} == {"publish"}
    for entry in book.log.entries:
        text = read_version(office.content.folder, entry.n)
        assert text is not None
        assert digest(text) == entry.sha256
        assert json.loads(text)["section"] == entry.record.partition("/")[0]


def test_publishing_again_adds_nothing(office: Office) -> None:
    office.publish()
    before = {name: (office.folder / name).stat().st_mtime_ns for name in office.files()}

    book = office.publish("2026-07-15")

    assert book.stored == book.log.size
    assert {name: (office.folder / name).stat().st_mtime_ns for name in office.files()} == before


def test_looking_writes_nothing(office: Office) -> None:
    office.look()

    assert not office.folder.exists()


def test_a_record_is_logged_on_its_day_and_not_before(office: Office) -> None:
    office.content.add("notices", "later", published="2026-07-10")

    assert "notices/later" not in office.publish("2026-07-09").log.newest
    book = office.publish("2026-07-10")

    assert book.entry(book.log.newest["notices/later"]).date == "2026-07-10"
    # A build as of an earlier day finds nothing amiss.
    assert office.publish("2026-07-01").log.size == book.log.size


def test_an_edit_without_a_word_is_named_with_what_differs(office: Office) -> None:
    n = office.publish().log.newest["projects/project"]

    office.content.add("projects", "project", budget="60000")

    (problem,) = office.problems()
    assert "projects/project.md，字段 budget" in problem
    assert "「预算金额」原为「50000.00」，现为「60000.00」" in problem
    assert f"entry: {n}，act: 更正" in problem


def test_a_declared_edit_is_a_new_entry_and_both_versions_stay(office: Office) -> None:
    first = office.publish()
    n = first.log.newest["projects/project"]
    old = office.files()["entries/0000.jsonl"]

    office.content.add("projects", "project", budget="60000")
    office.declare("projects/project", n, see="projects/project")
    book = office.publish()

    entry = book.entry(book.log.newest["projects/project"])
    assert (entry.act, entry.prev, entry.reason) == (Act.REVISE, n, "金额写错")
    assert office.files()["entries/0000.jsonl"].startswith(old)
    budgets = [json.loads(book.version(one) or b"")["budget"] for one in (n, entry.n)]
    assert budgets == ["50000.00", "60000.00"]
    # The declaration is spent: it covers no second edit.
    office.content.add("projects", "project", budget="70000")
    assert f"entry: {entry.n}" in office.problems()[0]


def test_a_deleted_record_stops_and_is_withdrawn_by_declaration(office: Office) -> None:
    office.content.add("notices", "gone")
    n = office.publish().log.newest["notices/gone"]

    (office.content.folder / "notices/gone.md").unlink()
    (problem,) = office.problems()
    assert "notices/gone.md：" in problem
    assert "记录不见了" in problem

    office.declare("notices/gone", n, "撤回")
    book = office.publish()
    assert book.entry(book.log.newest["notices/gone"]).act == Act.WITHDRAW
    assert book.log.public("notices/gone") is None
    assert office.problems() == []


def test_a_renamed_record_is_recognised(office: Office) -> None:
    office.content.add("notices", "old", title="通知")
    office.publish()

    (office.content.folder / "notices/old.md").rename(office.content.folder / "notices/new.md")

    assert "像是改名成了 notices/new" in office.problems()[0]


def test_moving_a_file_or_rewriting_its_yaml_changes_nothing(office: Office) -> None:
    path = office.content.folder / office.content.add("notices", "n", title="通知")
    office.publish()

    text = path.read_text(encoding="utf-8").replace('"', "'")
    path.unlink()
    office.content.write("notices/2026/n.md", text)

    assert office.problems() == []


def test_a_changed_attachment_is_a_changed_record(office: Office) -> None:
    office.content.write("notices/x.txt", "甲".encode())
    office.content.add("notices", "n", attachments=[{"file": "x.txt", "title": "附件"}])
    office.publish()

    office.content.write("notices/x.txt", "乙".encode())

    assert "「附件」" in office.problems()[0]


@pytest.mark.parametrize(
    ("record", "offset", "act", "said"),
    [
        ("projects/project", 0, "更正", "记录却与账本"),
        ("projects/project", 1, "更正", "它的序号是"),
        ("projects/other", 99, "更正", "它还没有记入账本"),
    ],
)
def test_a_declaration_that_fits_nothing_is_a_problem(
    office: Office, record: str, offset: int, act: str, said: str
) -> None:
    n = office.publish().log.newest["projects/project"]

    office.declare(record, n + offset, act)

    (problem,) = office.problems()
    assert problem.startswith("ledger/declared.yaml 第 ")
    assert said in problem


def test_a_published_record_cannot_become_one_of_the_future(office: Office) -> None:
    office.content.add("notices", "n")
    n = office.publish().log.newest["notices/n"]

    office.content.add("notices", "n", published="2026-12-01")
    office.declare("notices/n", n)

    assert "不能改到以后" in office.problems()[0]


def test_without_a_word_in_site_yaml_no_ledger_is_begun_and_a_begun_one_goes_on(
    office: Office,
) -> None:
    office.site(ledger=None)
    with pytest.raises(AssertionError):
        office.look()
    office.site()
    size = office.publish().log.size

    office.site(ledger=None)
    office.content.add("notices", "n")
    assert office.publish().log.size == size + 1

    office.site(ledger="否")
    office.content.add("notices", "m")
    office.content.add("notices", "n", title="改")
    assert office.publish().log.size == size + 1


# --- the tests that the reliability notes ask for -------------------------------------------------


def test_thirty_nights_of_edits_each_extend_all_former_heads(office: Office) -> None:
    heads: list[Head] = []
    for night in range(30):
        office.content.add("notices", f"n-{night}")
        if night % 3 == 2:
            id = f"n-{night * night % 11 % night}"
            n = office.look().log.newest[f"notices/{id}"]
            office.content.add("notices", id, title=f"第 {night} 夜改")
            office.declare(f"notices/{id}", n)
        book = office.publish(f"2026-07-{night + 1:02d}")
        heads.append(book.checkpoint.head)

        for head in heads:
            assert book.log.tree.root_at(head.size) == head.root
    assert heads[-1].size == len(WORLD) + 30 + 10


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


def test_without_state_the_same_head_comes_out(office: Office) -> None:
    head = office.publish().checkpoint.head
    (office.state / ledger.REMEMBERED).unlink()

    assert office.publish().checkpoint.head == head


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


def test_two_builds_at_once_write_the_same(office: Office) -> None:
    one, other = office.look(), office.look()

    ledger.append(office.settings(), one)
    after = office.files()
    ledger.append(office.settings(), other)

    assert office.files() == after
    assert office.publish().log.size == one.log.size


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


def test_old_entries_do_not_know_the_clock(office: Office) -> None:
    office.publish()
    before = office.files()["entries/0000.jsonl"]

    office.content.add("notices", "n")
    office.publish("2031-01-01")
    office.content.add("notices", "m")
    office.publish("2026-02-01")

    assert office.files()["entries/0000.jsonl"].startswith(before)
    assert read_log(office.content.folder)[1] == []


def test_a_field_that_the_model_gained_is_no_change(office: Office, content: Content) -> None:
    """A version without a field that today's form writes (here: what a policy's default says)."""
    book = office.look()
    n = book.log.newest["policies/policy"]
    text = json.loads(book.texts[n])
    del text["certainty"]
    older = json.dumps(text, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    log = type(book.log)()
    texts = {}
    for entry in book.log.entries:
        texts[entry.n] = older if entry.n == n else book.texts[entry.n]
        log.add(Act.PUBLISH, entry.date, entry.record, sha256=digest(texts[entry.n]))
    head = Head("test.example.org/gk/ledger", log.size, log.tree.root())
    files.append(office.content.folder, log, 0, texts, Checkpoint(head).note)

    assert office.problems() == []


def test_a_key_signs_and_a_build_without_it_keeps_the_signature(
    office: Office, tmp_path: Path
) -> None:
    signer = Signer("test.example.org/gk/ledger", bytes(range(32)))
    key = tmp_path / "key"
    key.write_text(signer.skey, encoding="utf-8")
    office.site(ledger_key=signer.verifier.vkey)

    signed = office.publish(ledger_key=key).checkpoint
    assert signer.verifier.verifies(signed.head.text, signed.signatures)

    assert office.publish().checkpoint == signed
    office.content.add("notices", "n")
    with pytest.raises(Exception, match="PORTAL_LEDGER_KEY"):
        office.publish()
