from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given

from search.analyzer import VERSION
from search.documents import Document
from search.static import SCRIPTS, SHARD_BYTES, client_files, files
from tests.search.samples import SHUFFLED, corpus, document

CALL = re.compile(r'portalSearch\.receive\("([^"]+)",(.*)\);\n', re.DOTALL)


def data(text: str) -> Any:
    call = CALL.fullmatch(text)
    assert call
    return json.loads(call[2])


def test_every_file_hands_over_its_own_name() -> None:
    for name, text in files(corpus()).items():
        call = CALL.fullmatch(text)
        assert call
        assert f"{call[1]}.js" == name


def test_files_are_sorted_by_name() -> None:
    parts = files(corpus())
    assert list(parts) == sorted(parts)


def test_the_entry_names_all_parts_and_the_version() -> None:
    parts = files(corpus(25))
    entry = data(parts["entry.js"])
    assert entry["version"] == VERSION
    assert entry["documents"] == 25
    assert len(entry["chunks"]) == 3
    named = {name for _, name in entry["shards"]} | set(entry["chunks"]) | {"entry"}
    assert {f"{name}.js" for name in named} == set(parts)


def test_grams_that_begin_alike_share_one_shard_of_modest_size() -> None:
    rare = "".join(map(chr, range(0x4E00, 0x6E00)))
    parts = files([document(title="服务", body=rare)])
    shards = [data(text) for name, text in parts.items() if name.startswith("g-")]
    beginnings = [{gram[0] for gram in shard} for shard in shards]
    assert len(shards) > 2
    assert sum(map(len, beginnings)) == len(set().union(*beginnings))
    assert max(len(text.encode()) for text in parts.values() if "g-" in text) < SHARD_BYTES + 100


def test_postings_hold_positions_in_title_and_body() -> None:
    parts = files([document("publicity/a", "会服务", "服务，服务", "")])
    (shard,) = (data(text) for name, text in parts.items() if name.startswith("g-"))
    assert shard["服务"] == [0, [1], [0, 2]]
    assert shard["务"] == [0, [2], [3]]


@given(SHUFFLED)
def test_the_order_of_arrival_does_not_matter(twice: tuple[list[Document], list[Document]]) -> None:
    assert list(files(twice[0]).items()) == list(files(twice[1]).items())


def test_a_new_document_leaves_full_chunks_of_older_ones_alone() -> None:
    before = files(corpus(40))
    after = files([*corpus(40), document("publicity/new", "新公告", date="2026-12-01")])
    assert len([name for name in before if name.startswith("d-") and name in after]) == 4


@pytest.mark.parametrize("hostile", ["</script><script>", "<!--<script", "\u2028\u2029", "\ud800"])
def test_text_cannot_leave_its_script(hostile: str) -> None:
    parts = files([document(title=hostile, body=hostile)])
    text = "".join(parts.values())
    assert not re.search("[<\u2028\u2029\ud800-\udfff]", text)
    (chunk,) = (data(text) for name, text in parts.items() if name.startswith("d-"))
    assert chunk[0][2] == hostile


def test_no_documents_make_an_entry_only() -> None:
    assert list(files([])) == ["entry.js"]


def test_one_key_names_one_document() -> None:
    with pytest.raises(ValueError, match="announcements/a1"):
        files([document(), document()])


def test_the_client_is_complete_and_the_spec_comes_first() -> None:
    scripts = client_files()
    assert tuple(scripts) == SCRIPTS
    assert all(text.startswith('"use strict";') for text in scripts.values())
    assert VERSION in scripts["spec.js"]
    forbidden = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|\beval\b|new Function|fetch\(")
    assert not [name for name, text in scripts.items() if forbidden.search(text)]
