"""What processes tell is put down as it comes, whatever the disk does, and turned into who rests on what."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build.checks.facts import Facts, pack
from build.incremental.answers import Answers
from build.incremental.batch import Answered, Batch, Rendered
from build.incremental.learning import News, learn, turned_round
from build.incremental.spool import Spool
from build.incremental.traces import Traces
from portal.trace import Fact, Question

FACT: Fact = ("row", "notices", "one")
HERE = os.getpid()


def question(name: str) -> Question:
    return (name, (), ())


def numbers(*some: int) -> bytes:
    return b"".join(one.to_bytes(4, "little") for one in some)


def batch(
    process: int, new: list[str], *answered: Answered, page: str = "", asked: bytes = b""
) -> Batch:
    rendered = Rendered(f"/{page}", page, "0" * 64, 1, asked, pack(Facts((page,))))
    return Batch(process, [rendered] if page else [], [], list(map(question, new)), list(answered))


def learned(spool: Spool) -> Traces:
    traces = Traces.new()
    with TemporaryDirectory() as name, closing(Answers(Path(name) / "answers.sqlite")) as answers:
        learn(traces, News("", {}, (), (), (), spool, answers), "")
    return traces


@pytest.fixture
def spool() -> Iterator[Spool]:
    with closing(Spool()) as made:
        yield made


def test_numbers_of_several_processes_become_those_of_the_traces(spool: Spool) -> None:
    """Each process goes on from its parent's; what two ask is one question."""
    spool.add(batch(HERE, ["list"]))
    spool.add(
        batch(HERE + 2, ["shared"], Answered(1, b"1", frozenset(), b""), page="b", asked=numbers(1))
    )
    spool.add(
        batch(HERE + 1, ["shared", "own"], Answered(2, b"2", frozenset({FACT}), numbers(0, 1)))
    )
    spool.add(batch(HERE + 1, [], page="a", asked=numbers(1, 2)))
    with closing(learned(spool)) as traces:
        by_name = {known.question[0]: n for n in range(1, 9) if (known := traces.known(n))}
        assert by_name.keys() == {"list", "shared", "own"}
        assert traces.looking_up([FACT]) == {by_name["own"]}
        assert list(traces.asking(by_name["list"])) == [by_name["own"]]
        assert list(traces.asking(by_name["shared"])) == [by_name["own"]]
        assert traces.showing(by_name["shared"]) == ["/a", "/b"]
        known = traces.known(by_name["shared"])
        assert known
        assert known.digest == b"1"


def test_a_file_that_cannot_be_written_is_gone_on_with_in_memory(spool: Spool) -> None:
    spool.add(batch(HERE, ["one"], page="a", asked=numbers(0)))
    spool._database.execute("PRAGMA max_page_count = 8")  # as a disk that is full
    names = [f"page-{number}" for number in range(500)]
    for name in names:
        spool.add(batch(HERE, [name], page=name))
    spool.index()
    assert dict(spool.all_facts()) == {name: Facts((name,)) for name in ["a", *names]}
    with closing(learned(spool)) as traces:
        assert {page.file for page in traces.pages()} == {"a", *names}
        assert traces.known(501)


pairs = st.lists(st.tuples(st.integers(1, 9), st.lists(st.integers(1, 9))))


@given(pairs)
def test_who_names_a_number_is_found(rows: list[tuple[int, list[int]]]) -> None:
    expected = {
        number: [own for own, named in rows for one in named if one == number]
        for number in range(1, 10)
        if any(number in named for _, named in rows)
    }
    assert {n: list(found) for n, found in turned_round(9, lambda: iter(rows))} == expected
