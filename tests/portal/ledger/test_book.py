"""What is published is logged once and for good, and night by night the log grows."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from build import ledger
from build.exits import Busy
from portal.canonical import digest
from portal.ledger.files import append, continued, read_log, read_version
from portal.ledger.log import Act, Log
from portal.ledger.note import Head, Signer
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


def test_thirty_nights_of_edits_each_extend_all_former_heads(office: Office) -> None:
    heads: list[Head] = []
    for night in range(30):
        office.content.add("notices", f"n-{night}")
        if night % 3 == 2:
            id = f"n-{night * night % 11 % night}"
            n = office.look("2026-07-30").log.newest[f"notices/{id}"]
            office.content.add("notices", id, title=f"第 {night} 夜改")
            office.declare(f"notices/{id}", n)
        book = office.publish(f"2026-07-{night + 1:02d}")
        heads.append(book.checkpoint.head)

        for head in heads:
            assert book.log.tree.root_at(head.size) == head.root
    assert heads[-1].size == len(WORLD) + 30 + 10


def test_without_state_the_same_head_comes_out(office: Office) -> None:
    head = office.publish().checkpoint.head
    (office.state / ledger.REMEMBERED).unlink()

    assert office.publish().checkpoint.head == head


def test_two_builds_at_once_write_the_same(office: Office) -> None:
    one, other = office.look(), office.look()

    ledger.append(office.settings(), one)
    after = office.files()
    ledger.append(office.settings(), other)

    assert office.files() == after
    assert office.publish().log.size == one.log.size


def test_of_two_builds_at_once_that_differ_the_second_gives_way(
    office: Office, content: Content
) -> None:
    office.publish()
    content.add("notices", "another")
    one, other = office.look(), office.look("2026-09-01")
    ledger.append(office.settings(), one)
    after = office.files()

    with pytest.raises(Busy, match="另一个构建刚刚续写了账本"):
        ledger.append(office.settings("2026-09-01"), other)

    assert office.files() == after
    assert office.problems() == []


def grown(number: int, act: Act = Act.PUBLISH) -> Log:
    """A log of so many entries, of which the last one has this act."""
    log = Log()
    for at in range(number):
        log.add(
            act if at == number - 1 else Act.PUBLISH,
            "2026-01-01",
            f"notices/n{at}",
            sha256="0" * 64,
        )
    return log


@pytest.mark.parametrize("stored", [0, 1, 255, 256, 257])
@pytest.mark.parametrize("more", [0, 1, 256])
def test_what_stands_there_must_be_a_beginning_of_the_log(
    tmp_path: Path, stored: int, more: int
) -> None:
    log = grown(stored + 300)
    append(tmp_path, grown(stored + more), 0, {}, "")

    assert continued(tmp_path, log, stored)
    assert not continued(tmp_path, log, stored + more + 1)
    if more:
        append(tmp_path, grown(stored + more, Act.REVISE), 0, {}, "")
        assert not continued(tmp_path, log, stored)


def test_a_day_before_the_last_entry_is_refused(office: Office) -> None:
    """Records that the ledger tells of would not be public yet."""
    office.publish("2026-08-02")
    with pytest.raises(
        click.UsageError, match="账本里已有 2026-08-02 的记载，这一次却当作 2026-08-01"
    ):
        office.look("2026-08-01")


def test_old_entries_do_not_know_the_clock(office: Office) -> None:
    office.publish()
    before = office.files()["entries/0000.jsonl"]

    office.content.add("notices", "n")
    office.publish("2031-01-01")
    office.content.add("notices", "m")
    office.publish("2031-02-01")

    assert office.files()["entries/0000.jsonl"].startswith(before)
    assert read_log(office.content.folder)[1] == []


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
