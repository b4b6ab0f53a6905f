"""The live engine: a Whoosh index with the same analyser, the only module that knows Whoosh.

The index is a cache. It lies in a folder named by the digest of all that it depends on, sealed by
the digests of its files; what is missing or damaged is built again, aside, and moved in. When
documents change, a copy of the former index is brought up to date, record by record, by their
digests. Whoosh reads pickles: never give it an index that this module has not made.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from whoosh import query as whoosh_query
from whoosh.analysis import Token, Tokenizer
from whoosh.fields import ID, STORED, TEXT, Schema
from whoosh.index import FileIndex, create_in, open_dir

from search.analyzer import GRAM, VERSION, grams
from search.answering import Found, Source, answer, assist
from search.columns import columns
from search.documents import Answer, Document, Help, arrange
from search.query import Question

LAYOUT = 2
"""Raise it when the fields below or the release of Whoosh change what lies on disk."""

FIELDS = ("title", "body")
SEAL = "seal.json"

Given = TypeVar("Given", Answer, Help)


class GramTokenizer(Tokenizer):  # type: ignore[misc]  # Whoosh carries no types
    """Yield the grams of a text with their positions."""

    def __call__(self, value: str, start_pos: int = 0, **kwargs: object) -> Iterator[Token]:
        token = Token(**kwargs)
        for position, gram in enumerate(grams(value), start_pos):
            token.text = token.original = gram
            token.pos = position
            yield token


class LiveIndex:
    """Answers questions about a fixed set of documents; made by `LiveIndex.open`."""

    def __init__(self, home: Path, documents: tuple[Document, ...]) -> None:
        self._home = home
        self._documents = documents
        self._numbers = {document.key: number for number, document in enumerate(documents)}
        self._source = Source(documents, columns(documents), self._find)
        self._index = _open(home) or _build(home, documents)

    @classmethod
    def open(cls, folder: Path, documents: Iterable[Document]) -> LiveIndex:
        """Open the index of `documents` below `folder`, building it where there is no sound one.

        Where an index of other documents is there, only what differs is indexed. `folder` is made
        if need be; other indexes of ours in it are removed. Raises ValueError if a key occurs
        twice, OSError if the index cannot be written.
        """
        arranged = arrange(documents)
        folder.mkdir(parents=True, exist_ok=True)
        digest = _sha([(document.key, _version(document)) for document in arranged])
        return cls(folder / f"{_kind()}-{digest}", arranged)

    def search(self, question: Question) -> Answer:
        """Return the one-based page that is asked for; a page out of range is moved in."""
        return self._ask(answer, question)

    def help(self, question: Question) -> Help:
        """Return what to ask instead of a question that found nothing."""
        return self._ask(assist, question)

    def _ask(self, ask: Callable[[Source, Question], Given], question: Question) -> Given:
        try:
            return ask(self._source, question)
        except Exception:  # noqa: BLE001  # damage has no one class in Whoosh
            self._index = _build(self._home, self._documents)
            return ask(self._source, question)

    def _find(self, term: str) -> Found:
        with self._index.searcher() as searcher:
            titles, bodies = (
                frozenset(
                    self._numbers[searcher.stored_fields(docnum)["key"]]
                    for docnum in searcher.docs_for_query(_run(field, term))
                )
                for field in FIELDS
            )
        return Found(titles, bodies)


def _run(field: str, term: str) -> whoosh_query.Query:
    """Return the Whoosh query for `term` as a run of characters in `field`."""
    if len(term) < GRAM:
        return whoosh_query.Prefix(field, term)
    if len(term) == GRAM:
        return whoosh_query.Term(field, term)
    return whoosh_query.Phrase(field, grams(term)[:-1])


def _kind() -> str:
    """Return what the names of all indexes begin with that can be brought up to date."""
    return f"index-{_sha([LAYOUT, VERSION])}"


def _version(document: Document) -> str:
    """Return the digest of what the index holds of a document."""
    return _sha([document.heading, document.body])


def _sha(data: object) -> str:
    return hashlib.sha256(json.dumps(data).encode()).hexdigest()[:16]


def _open(home: Path) -> FileIndex | None:
    """Return the index in `home`, or None where it is missing or damaged."""
    try:
        seal = json.loads((home / SEAL).read_text(encoding="utf-8"))
        return open_dir(home) if seal == _contents(home) else None
    except Exception:  # noqa: BLE001  # damage has no one class in Whoosh
        return None


def _build(home: Path, documents: Sequence[Document]) -> FileIndex:
    """Make the index of `documents`, from a sound former one if there is any, and return it.

    It is made aside and moved to `home`.
    """
    staging = Path(tempfile.mkdtemp(prefix="index-new-", dir=home.parent))
    try:
        formers = sorted(home.parent.glob(f"{_kind()}-*"))
        former = next((one for one in formers if one != home and _open(one)), None)
        if former:
            shutil.copytree(former, staging, dirs_exist_ok=True)
            (staging / SEAL).unlink()
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
    """Bring the index in `folder` up to `documents`, or make it.

    Each document is deleted and added once at most, because Whoosh keeps both of two that are added
    under one key before a commit.
    """
    text = TEXT(analyzer=GramTokenizer(), phrase=True)
    schema = Schema(key=ID(stored=True, unique=True), version=STORED, title=text, body=text)
    index = open_dir(folder) if any(folder.iterdir()) else create_in(folder, schema)
    with index.searcher() as searcher:
        known = {row["key"]: row["version"] for row in searcher.all_stored_fields()}
    wanted = {document.key: _version(document) for document in documents}
    writer = index.writer()
    for key in sorted(known):
        if known[key] != wanted.get(key):
            writer.delete_by_term("key", key)
    for document in documents:
        version = wanted[document.key]
        if known.get(document.key) != version:
            writer.add_document(
                key=document.key, version=version, title=document.heading, body=document.body
            )
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
