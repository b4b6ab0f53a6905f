import os
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, render_template

from portal import language
from portal.language import CHINESE
from portal.templating.bytecode import Compiled
from portal.templating.jinja import Quick

TEXT = "<p>{{ words.search.button }}</p>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "templates"


def shown(folder: Path, text: str = TEXT, spoken: str = CHINESE, within: str = "pages") -> str:
    """What a new application makes of a template, with what the folder keeps."""
    page = folder.parent / within / "page.html"
    page.parent.mkdir(exist_ok=True)
    page.write_text(text, encoding="utf-8")
    app = Flask(__name__, template_folder=str(page.parent))
    app.jinja_environment = Quick
    app.jinja_options = {"bytecode_cache": Compiled(folder)}
    language.attach(app, spoken)
    with app.test_request_context():
        return render_template("page.html")


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One for each template that is compiled."""
    seen: list[str] = []
    before = Quick._generate

    def noted(*args: object, **kwargs: object) -> str:
        seen.append("")
        return before(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(Quick, "_generate", noted)
    return seen


def test_a_template_is_compiled_once(folder: Path, compiled: list[str]) -> None:
    assert shown(folder) == shown(folder) == "<p>检索</p>"
    assert len(compiled) == 1


def test_another_text_or_other_words_are_compiled_anew(folder: Path) -> None:
    assert shown(folder) == "<p>检索</p>"
    assert shown(folder, "<b>{{ words.search.button }}</b>") == "<b>检索</b>"
    assert shown(folder, spoken="en") == "<p>Search</p>"
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-1], lambda data: data[:-9] + b"?" * 9], ids=["cut", "turned"]
)
def test_code_that_was_damaged_is_made_anew(
    folder: Path, compiled: list[str], damage: Callable[[bytes], bytes]
) -> None:
    shown(folder)
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    assert shown(folder) == "<p>检索</p>"
    assert (len(compiled), file.read_bytes()) == (2, whole)


def test_where_nothing_can_be_kept_pages_are_made_all_the_same(folder: Path) -> None:
    folder.write_text("a file")
    assert shown(folder) == "<p>检索</p>"


def test_a_path_that_is_no_text_is_as_good_as_any(folder: Path, compiled: list[str]) -> None:
    within = os.fsdecode("页面".encode("gbk"))
    assert shown(folder, within=within) == shown(folder, within=within) == "<p>检索</p>"
    assert len(compiled) == 1
