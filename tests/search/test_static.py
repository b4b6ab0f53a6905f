from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given

from search.analyzer import VERSION, fold
from search.documents import Document
from search.packing import unpack
from search.scripts import NAME, client_files
from tests.search.made import come, files, unpack_ascending
from tests.search.samples import SHUFFLED, corpus, document

CALL = re.compile(r'portalSearch\.receive\("([^"]+)",(.*)\);\n', re.DOTALL)


def texts(documents: list[Document], limit: int = 5) -> dict[str, str]:
    return {name: content.decode() for name, content in files(documents, limit).items()}


def data(text: str) -> Any:
    call = CALL.fullmatch(text)
    assert call
    return json.loads(call[2])


def postings(parts: dict[str, str], family: int) -> dict[str, str]:
    """Run → the rest of its posting list, of one family."""
    found = {}
    for _, page, starts in data(parts["entry.js"])["segments"][0]["families"][family]:
        for number in range(len(starts.split(" "))):
            for posting in data(parts[f"s-{page}-{number}.js"]).split(" "):
                run = re.split("[!#]", posting)[0]
                found[run] = posting[len(run) :]
    return found


def test_every_file_hands_over_its_own_name() -> None:
    for name, text in texts(corpus()).items():
        call = CALL.fullmatch(text)
        assert call
        assert f"{call[1]}.js" == name


def test_files_are_sorted_by_name() -> None:
    assert list(files(corpus())) == sorted(files(corpus()))


@given(SHUFFLED)
def test_files_come_one_by_one_in_an_order_of_their_own_and_the_entry_last(
    twice: tuple[list[Document], list[Document]],
) -> None:
    found = list(come(twice[0]))
    assert found == list(come(twice[1]))
    assert found[-1][0] == "entry.js"
    assert len({name for name, _ in found}) == len(found)


@pytest.mark.parametrize("bound", ["postings.BATCH", "runs.PIECE", "runs.MANY"])
def test_how_much_is_held_at_once_does_not_matter(
    monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    whole = files(corpus(), limit=5)
    monkeypatch.setattr(f"search.{bound}", 7)
    assert files(corpus(), limit=5) == whole


def test_all_documents_are_taken_before_the_first_file_comes() -> None:
    coming = iter(corpus())
    next(come(coming))
    assert next(coming, None) is None


def test_a_directory_that_is_small_lies_in_the_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not [name for name in files(corpus()) if name.startswith("p-")]
    monkeypatch.setattr("search.segments.INLINE", 0)
    parts = texts(corpus())
    pages = data(parts["entry.js"])["segments"][0]["families"][0]
    assert [len(page) for page in pages] == [2] * len(pages)
    assert all(f"p-{name}.js" in parts for _, name in pages)


def test_a_rare_run_has_documents_and_positions_in_titles_and_bodies() -> None:
    found = postings(texts([document("publicity/a", "会服务", "服务，服务", "")]), 0)
    titles, title_at, bodies, body_at = map(unpack, found["服"].split("!")[1:])
    assert (titles, title_at, bodies, body_at) == ([0], [1], [0, 0], [0, 2])
    assert [unpack(text) for text in found["会"].split("!")[1:]] == [[0], [0], [], []]


def test_backward_a_position_is_that_of_the_first_character_of_the_reversed_run() -> None:
    found = postings(texts([document(body="甲乙丙乙")], limit=1), 1)
    assert "乙" not in found
    assert [unpack(text) for text in found["乙甲"].split("!")[1:]] == [[0], [1]]
    assert [unpack(text) for text in found["乙丙"].split("!")[1:]] == [[0], [3]]


def test_a_frequent_run_has_documents_only_and_each_once() -> None:
    documents = [document(f"publicity/p{n}", "服务", "服务服务") for n in range(3)]
    titles, bodies = postings(texts(documents), 0)["服务"].split("#")[1:]
    assert unpack_ascending(titles) == unpack_ascending(bodies) == [0, 1, 2]


@pytest.mark.parametrize("family", [0, 1])
def test_at_each_place_begins_exactly_one_rare_run(family: int) -> None:
    documents = corpus()
    places = 0
    for run, posting in postings(texts(documents), family).items():
        if posting.startswith("!") and not run.endswith("$"):
            *_, titles, _, bodies, _ = ["", "", *posting.split("!")[1:]]
            places += len(unpack(titles)) + len(unpack(bodies))
    whole = sum(len(fold(each.title) + fold(each.body)) for each in documents)
    ends = sum(posting.startswith("#") for posting in postings(texts(documents), 0).values())
    assert 0 < whole - places < ends * len(documents)  # where a text ends in a frequent run


@given(SHUFFLED)
def test_the_order_of_arrival_does_not_matter(twice: tuple[list[Document], list[Document]]) -> None:
    assert list(files(twice[0]).items()) == list(files(twice[1]).items())


def test_another_status_changes_a_column_and_the_entry_only() -> None:
    before = files([document(title="公告", status="报名中")])
    after = files([document(title="公告", status="报名截止")])
    changed = {name for name, content in after.items() if before.get(name) != content}
    assert {name[0] for name in changed} == {"c", "e"}
    assert len(changed) == 2


def test_a_new_document_leaves_the_texts_of_full_packs_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("search.segments.TEXTS", 4)
    before = files(corpus(90))
    after = files([*corpus(90), document("publicity/new", "新公告", date="2026-12-01")])
    packs = [name for name in before if name.startswith("t-")]
    assert len(packs) > 8
    assert len([name for name in packs if name not in after]) <= 4


@pytest.mark.parametrize("hostile", ["</script><script>", "<!--<script", "\u2028\u2029", "\ud800"])
def test_text_cannot_leave_its_script(hostile: str) -> None:
    parts = texts([document(title=hostile, body=hostile)])
    assert not re.search("[<\u2028\u2029\ud800-\udfff]", "".join(parts.values()))
    (chunk,) = (data(text) for name, text in parts.items() if name.startswith("t-"))
    assert chunk[0][2] == hostile


def test_no_documents_make_an_entry_and_empty_columns() -> None:
    parts = texts([])
    assert {name[0] for name in parts} == {"c", "e"}
    assert data(parts["entry.js"])["version"] == VERSION


def test_one_key_names_one_document() -> None:
    with pytest.raises(ValueError, match="announcements/a1"):
        files([document(), document()])


def test_the_client_is_one_strict_script_that_begins_with_the_spec() -> None:
    script = client_files()[NAME]
    assert script.startswith('"use strict";\nwindow.portalSearch = { spec: ')
    assert VERSION in script
    forbidden = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|\beval\b|new Function|fetch\(")
    assert not forbidden.search(script)
