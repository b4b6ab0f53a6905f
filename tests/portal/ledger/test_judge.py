"""What changes of a published record needs a word, and what is no change needs none."""

from __future__ import annotations

import json

import pytest

from portal.canonical import digest
from portal.ledger import files
from portal.ledger.log import Act
from portal.ledger.note import Checkpoint, Head
from tests.factories import Content
from tests.ledgers import Office


def test_an_edit_without_a_word_is_named_with_what_differs(office: Office) -> None:
    n = office.publish().log.newest["projects/project"]

    office.content.add("projects", "project", budget="60000")

    (problem,) = office.problems()
    assert "projects/project.md，字段 budget" in problem
    assert "「预算金额」原为「50000.00」，现为「60000.00」" in problem
    assert f"    entry: {n}\n    act: 更正\n" in problem


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


@pytest.mark.parametrize("text", ["", "# 没有\n\n", "changes:\n", "changes: []\nforks:\n"])
def test_declarations_may_all_be_taken_out_again(office: Office, text: str) -> None:
    office.publish()

    office.content.write("ledger/declared.yaml", text)

    assert office.problems() == []


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

    new, old = office.problems()
    assert "像是改名成了 notices/new" in old
    assert "像是 notices/old 改名来的" in new


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


@pytest.mark.parametrize(
    ("see", "said"),
    [
        ("notices/nw", "没有这条记录。改法：是不是 notices/new？"),
        ("notices/later", "它还没有公开"),
        ("notices/gone", "没有这条记录"),
    ],
)
def test_what_explains_a_change_can_be_read(office: Office, see: str, said: str) -> None:
    office.content.add("notices", "gone")
    n = office.publish().log.newest["notices/gone"]
    office.content.add("notices", "new")
    office.content.add("notices", "later", published="2026-12-01")
    (office.content.folder / "notices/gone.md").unlink()
    office.declare("notices/gone", n, "撤回", see=see)

    (problem,) = office.problems()

    assert problem.startswith("notices/gone.md：ledger/declared.yaml 第 ")
    assert f"see 写着 {see}，{said}" in problem


def test_a_published_record_cannot_become_one_of_the_future(office: Office) -> None:
    office.content.add("notices", "n")
    n = office.publish().log.newest["notices/n"]

    office.content.add("notices", "n", published="2026-12-01")
    office.declare("notices/n", n)

    assert "不能改到以后" in office.problems()[0]


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


LONG = "各单位：培训班定于下月举办，请各单位在规定的期限以内报名，名额"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ({"body": f"{LONG}三十人。"}, {"body": f"{LONG}五十人。"}, "原为「…限以内报名，名额三十人。」，现为「…限以内报名，名额五十人。」"),
        ({"summary": "短"}, {"summary": "长"}, "「摘要」原为「短」，现为「长」"),
        ({"summary": None}, {"summary": "长"}, "「摘要」原为（没有），现为「长」"),
    ],
)  # fmt: skip
def test_the_place_that_differs_is_shown(
    office: Office, before: dict[str, str], after: dict[str, str], said: str
) -> None:
    office.content.add("notices", "one", **before)
    office.publish()
    office.content.add("notices", "one", **after)
    (problem,) = office.problems()
    assert said in problem


def test_of_a_list_the_item_that_differs_is_shown(office: Office) -> None:
    def announce(*weights: str) -> None:
        rows = [{"name": name, "weight": one} for name, one in zip("甲乙丙", weights, strict=False)]
        office.content.add("announcements", "one", criteria=rows)

    announce("60", "40")
    office.publish()
    announce("60", "30")
    assert "「绩效评价标准」第 2 项的「权重」原为「40.00」，现为「30.00」" in office.problems()[0]
    announce("60", "30", "10")
    assert "「绩效评价标准」原有 2 项，现有 3 项" in office.problems()[0]


def test_an_attachment_whose_bytes_changed_is_named(office: Office) -> None:
    office.content.attach("notices/名册.txt", "甲")
    office.content.add("notices", "one", attachments=[{"file": "名册.txt", "title": "名册"}])
    office.publish()
    office.content.attach("notices/名册.txt", "乙")
    assert "「附件」第 1 项「名册.txt」的内容变了" in office.problems()[0]
