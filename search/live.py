"""The live engine: a Whoosh index with the same analyser, the only module that knows Whoosh.

The index is a cache. It lies in a folder named by the digest of all that it depends on, sealed by
the digests of its files; what is missing, damaged or of other documents is built again, aside, and
moved in. Whoosh reads pickles: never give it an index that this module has not made.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple
from pathlib import Path

from whoosh import query as ask
from whoosh.analysis import Token, Tokenizer
from whoosh.fields import STORED, TEXT, Schema
from whoosh.index import FileIndex, create_in, open_dir

from search.analyzer import GRAM, VERSION, fold, grams, terms
from search.documents import PAGE_SIZE, Answer, Document, Hit, arrange, paginate
from search.ranking import score
from search.snippets import marked, snippet

LAYOUT = 1
"""Raise it when the fields below or the release of Whoosh change what lies on disk."""

FIELDS = ("title", "body")
SEAL = "seal.json"


class GramTokenizer(Tokenizer):  # type: ignore[misc]  # Whoosh carries no types
    """Yield the grams of a text with their positions."""

    def __call__(self, value: str, start_pos: int = 0, **kwargs: object) -> Iterator[Token]:
        token = Token(**kwargs)
        for position, gram in enumerate(grams(value), start_pos):
            token.text = token.original = gram
            token.pos = position
            yield token


class LiveIndex:
    """Answers queries about a fixed set of documents; made by `LiveIndex.open`."""

    def __init__(self, home: Path, documents: tuple[Document, ...]) -> None:
        self._home = home
        self._documents = documents
        self._index = _open(home) or _build(home, documents)

    @classmethod
    def open(cls, folder: Path, documents: Iterable[Document]) -> LiveIndex:
        """Open the index of `documents` below `folder`, building it where there is no sound one.

        `folder` is made if need be; other indexes of ours in it are removed. Raises ValueError if
        a key occurs twice, OSError if the index cannot be written.
        """
        arranged = arrange(documents)
        folder.mkdir(parents=True, exist_ok=True)
        return cls(folder / f"index-{_digest(arranged)}", arranged)

    def search(self, query: str, page: int = 1) -> Answer:
        """Return the one-based `page` of the hits for `query`; a page out of range is moved in."""
        wanted = terms(query)
        try:
            numbers = self._ranked(wanted)
        except Exception:  # noqa: BLE001  # damage has no one class in Whoosh
            self._index = _build(self._home, self._documents)
            numbers = self._ranked(wanted)
        page, pages = paginate(len(numbers), page)
        shown = numbers[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
        hits = tuple(_hit(self._documents[number], wanted) for number in shown)
        return Answer(len(numbers), page, pages, hits)

    def _ranked(self, wanted: Sequence[str]) -> list[int]:
        """Return the numbers of the documents that hold all of `wanted`, best first."""
        if not wanted:
            return []
        question = ask.And([ask.Or([_run(field, term) for field in FIELDS]) for term in wanted])
        scored = []
        with self._index.searcher() as searcher:
            for docnum in searcher.docs_for_query(question):
                number: int = searcher.stored_fields(docnum)["number"]
                document = self._documents[number]
                value = score(fold(document.title), fold(document.body), wanted)
                if value is not None:
                    scored.append((value, number))
        return [number for _, number in sorted(scored, reverse=True)]


def _run(field: str, term: str) -> ask.Query:
    """Return the Whoosh query for `term` as a run of characters in `field`."""
    if len(term) < GRAM:
        return ask.Prefix(field, term)
    if len(term) == GRAM:
        return ask.Term(field, term)
    return ask.Phrase(field, grams(term)[:-1])


def _hit(document: Document, wanted: Sequence[str]) -> Hit:
    return Hit(
        key=document.key,
        address=document.address,
        title=marked(document.title, wanted),
        snippet=snippet(document.body, wanted),
        date=document.date,
        section=document.section,
        label=document.label,
    )


def _digest(documents: Sequence[Document]) -> str:
    everything = [LAYOUT, VERSION, [astuple(document) for document in documents]]
    return hashlib.sha256(json.dumps(everything).encode()).hexdigest()[:16]


def _open(home: Path) -> FileIndex | None:
    """Return the index in `home`, or None where it is missing or damaged."""
    try:
        seal = json.loads((home / SEAL).read_text(encoding="utf-8"))
        return open_dir(home) if seal == _contents(home) else None
    except Exception:  # noqa: BLE001  # damage has no one class in Whoosh
        return None


def _build(home: Path, documents: Sequence[Document]) -> FileIndex:
    """Build the index of `documents` aside, move it to `home` and return it."""
    staging = Path(tempfile.mkdtemp(prefix="index-new-", dir=home.parent))
    try:
        _write(staging, documents)
        shutil.rmtree(home, ignore_errors=True)
        staging.rename(home)
    except OSError:
        if _open(home) is None:  # else another process built the same and was quicker
            raise
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    for other in home.parent.glob("index-*"):
        if other != home:
            shutil.rmtree(other, ignore_errors=True)
    return open_dir(home)


def _write(folder: Path, documents: Sequence[Document]) -> None:
    text = TEXT(analyzer=GramTokenizer(), phrase=True)
    index = create_in(folder, Schema(title=text, body=text, number=STORED))
    writer = index.writer()
    for number, document in enumerate(documents):
        writer.add_document(title=document.title, body=document.body, number=number)
    writer.commit()
    index.close()
    seal = json.dumps(_contents(folder), sort_keys=True)
    (folder / SEAL).write_text(seal, encoding="utf-8")


def _contents(folder: Path) -> dict[str, str]:
    """Return file name -> digest of all files in `folder` but the seal."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if path.name != SEAL
    }
