"""The same content in three languages: Chinese, English, and one that only this test has.

Of the invented one every message stands between ⟦ and ⟧, so that a word outside them was said past the
catalogue; that it can be built at all shows that a language is a file. It has Chinese characters, so
that no mark of language falls inside a message.
"""

from __future__ import annotations

import calendar
import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from flask import Flask

from build.freezing.freeze import freeze
from portal import create_app, language
from portal.models.heading import ColumnType
from portal.settings import CHECKOUT, Settings
from tests.build.command import run, tree
from tests.catalogue import read, written
from tests.conftest import DEMO_DAY
from tests.factories import Content
from tests.shown import texts, told

INVENTED = "eo"  # Esperanto, which Babel knows and nobody has translated us into
SAID = re.compile("⟦[^⟦⟧]*⟧")
# Addresses, digests, dates, ids: not words.
CODE = re.compile(r"(?:https?|tag|mailto):[^\s<>]+|[\w./:+=-]*[0-9][\w./:+=-]*", re.ASCII)
WORD = re.compile("[\u3400-\u4dbf\u4e00-\u9fffA-Za-z]{2,}")
# Patterns and codes rather than words.
PATTERNS = {"format.day": "y-MM-dd", "format.locale": "en_GB", "money.power": "6"}
# Names that are the same in every language, and what formats are called.
NAMES = set("RSS Atom JSON Feed OPML OCDS CSV XLSX ZIP SHA KB MB USCC verify".split())  # noqa: SIM905
# Said by Babel, which knows the days of the week in every language.
NAMES |= set(calendar.day_name)
# The vocabulary of government metadata, which collectors compare, and file names of columns.
COLUMNS = {kind.value for kind in ColumnType}


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder of translations with one file more."""
    folder = tmp_path_factory.mktemp("languages") / "translations"
    shutil.copytree(language.FOLDER, folder)
    english = read(language.file("en").read_text(encoding="utf-8"))
    messages = {key: PATTERNS.get(key[1], f"⟦语{text}⟧") for key, text in english.items()}
    patch = pytest.MonkeyPatch()
    patch.setattr(language, "FOLDER", folder)
    language.file(INVENTED).parent.mkdir(parents=True)
    language.file(INVENTED).write_bytes(written(INVENTED, messages))
    yield folder
    patch.undo()


@pytest.fixture(scope="module")
def app_in(invented: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Flask]:
    """The portal over the demonstration content, in a language."""

    def make(name: str) -> Flask:
        work = tmp_path_factory.mktemp(name)
        content = work / "content"
        shutil.copytree(CHECKOUT / "content", content)
        with (content / "site.yaml").open("a", encoding="utf-8") as site:
            site.write(f"language: {name}\n")
        return create_app(Settings(content, work / "site", work / "state", DEMO_DAY), frozen=True)

    return make


def frozen(app: Flask) -> dict[str, bytes]:
    """Every file of the site."""
    folder = app.config["STATE"].parent / "site"
    folder.mkdir()
    freeze(app, folder, app.config["STATE"]).close()
    return {name: data for name, data in tree(folder).items() if data is not None}


def past_the_catalogue(files: dict[str, bytes], known: Callable[[str], bool]) -> dict[str, str]:
    """Words outside the brackets that are not known: word → where."""
    found: dict[str, str] = {}
    for name, data in files.items():
        for key, _, text in texts(name, data):
            for word in outside(text):
                if not known(word):
                    found.setdefault(word, f"{name}: {key}: {text.strip()[:80]}")
    return found


@cache
def outside(text: str) -> tuple[str, ...]:
    """The words of a text that stand outside the brackets."""
    while SAID.search(text):
        text = SAID.sub(" ", text)
    return tuple(WORD.findall(CODE.sub(" ", text)))


@pytest.mark.long
def test_no_page_says_a_word_past_the_catalogue(app_in: Callable[[str], Flask]) -> None:
    files = frozen(app_in(INVENTED))

    def known(word: str) -> bool:
        return word in NAMES or word in told() or word in COLUMNS

    assert past_the_catalogue(files, known) == {}


def test_another_language_makes_every_page_anew(
    world: Content, options: list[str], site: Path, tmp_path: Path
) -> None:
    assert run(*options).exit_code == 0
    world.site(language="en")
    assert run(*options).exit_code == 0
    turned = tree(site)
    clean = [*options[:2], "--site", str(tmp_path / "new" / "site"), *options[4:]]
    clean[clean.index("--state") + 1] = str(tmp_path / "new" / "state")
    assert run(*clean).exit_code == 0

    assert turned == tree(tmp_path / "new" / "site")
    assert "Tender notices" in (site / "index.html").read_text(encoding="utf-8")


def test_a_language_that_is_not_there_is_refused(world: Content, options: list[str]) -> None:
    world.site(language="法语")
    said = run(*options)

    assert said.exit_code == 1
    assert "没有界面语言「法语」" in said.output
    assert "写 en、" in said.output
