"""Templates say everything through the catalogue of words and hide nothing in themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from jinja2 import Environment, nodes

from portal.language import language
from portal.settings import CHECKOUT
from tests.catalogue import texts
from tests.conftest import MakeApp
from tests.factories import Content
from tests.reading import page, words

FOLDER = CHECKOUT / "portal" / "templates"
TEMPLATES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html"))
COMPONENTS = [name for name in TEMPLATES if name.startswith("components/")]
PAGES = [name for name in TEMPLATES if name not in COMPONENTS and name != "base.html"]
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
COMMENT = re.compile(r"{#.*?#}", re.DOTALL)
MACRO = re.compile(r"(?:{#((?:(?!#}).)*)#}\s*)?{% macro (\w+)\(([^)]*)\)", re.DOTALL)
# Only to parse, never to render.
PARSER = Environment(autoescape=True)


def text_of(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def family(name: str) -> Iterator[str]:
    """A template and those it extends, up to the base."""
    yield name
    for parent in PARSER.parse(text_of(name)).find_all(nodes.Extends):
        assert isinstance(parent.template, nodes.Const)
        yield from family(parent.template.value)


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_parses(name: str) -> None:
    assert PARSER.parse(text_of(name)).body


@pytest.mark.parametrize("name", PAGES)
def test_every_page_stands_on_the_base_and_defines_its_title(name: str) -> None:
    *own, base = family(name)
    blocks = {
        block.name for one in own for block in PARSER.parse(text_of(one)).find_all(nodes.Block)
    }

    assert base == "base.html"
    assert {"title", "main"} <= blocks


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_component_opens_with_what_it_is(name: str) -> None:
    first = next(line for line in text_of(name).splitlines() if not line.startswith("{% from "))

    assert first.startswith("{# ")


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_macro_names_its_parameters(name: str) -> None:
    macros = MACRO.findall(text_of(name))
    unnamed = [
        f"{macro}: {parameter}"
        for comment, macro, parameters in macros
        for parameter in re.findall(r"(\w+)(?:=[^,]*)?", parameters)
        if not re.search(rf"\b{parameter}(, \w+)*:", comment)
    ]

    assert macros
    assert unnamed == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_template_says_a_word_of_its_own(name: str) -> None:
    lines = COMMENT.sub("", text_of(name)).splitlines()

    assert [line for line in lines if HAN.search(line)] == []


def catalogue() -> dict[str, str]:
    """Every word that templates name by a key."""
    words = language().words
    return {
        f"{group}.{key}": text
        for group, keys in vars(words).items()
        for key, text in vars(keys).items()
    }


def uses_of_words() -> str:
    """All templates that show words, also those of the preview."""
    others = sorted((CHECKOUT / "build").rglob("preview/**/*.html"))
    texts = [text_of(name) for name in TEMPLATES]
    return "\n".join([*texts, *(path.read_text(encoding="utf-8") for path in others)])


def used() -> set[str]:
    """Words by name; all of a group where a template picks one of them by a value."""
    uses = uses_of_words()
    picked = set(re.findall(r"\bwords\.(\w+)\[", uses))
    return set(re.findall(r"\bwords\.(\w+\.\w+)", uses)) | {
        word for word in catalogue() if word.partition(".")[0] in picked
    }


def test_every_word_that_a_template_uses_is_in_the_catalogue() -> None:
    assert used() - catalogue().keys() == set()


def test_every_word_of_the_catalogue_is_used() -> None:
    assert catalogue().keys() - used() - texts() == set()


def test_every_gap_in_a_word_is_filled() -> None:
    """`words.a.b.format(…)` gives exactly the names in braces; a script fills its own."""
    uses = uses_of_words()
    for key, word in catalogue().items():
        gaps = set(re.findall(r"{(\w+)}", word))
        for call in re.findall(rf"words\.{key}\.format\(([^)]*)\)", uses):
            assert set(re.findall(r"(\w+)=", call)) == gaps, key
        assert f"words.{key}.format(" in uses or not gaps or key in texts(), key


def test_nothing_but_the_base_carries_style_or_script_in_itself() -> None:
    # A data block (JSON-LD) is no script.
    script = r'<script(?![^>]*(?:src=|type="application/ld\+json"))'
    inline = re.compile(rf"<style|style=|{script}|\son\w+=|javascript:")

    assert [name for name in TEMPLATES if inline.search(text_of(name))] == []


def test_nothing_is_marked_as_safe_in_a_template() -> None:
    unsafe = re.compile(r"\|\s*safe\b|autoescape|Markup")

    assert [name for name in TEMPLATES if unsafe.search(text_of(name))] == []


def test_markup_in_a_field_is_shown_as_text(world: Content, make_app: MakeApp) -> None:
    world.add("projects", "project", title="<i>甲</i>", number="<b>1</b>", summary='"><i>乙</i>')

    tree = page(make_app(), "/projects/project/")

    assert tree.xpath("//main//i | //main//b") == []
    assert words(tree.find(".//h1")) == "<i>甲</i>"
    assert "<b>1</b>" in words(tree)
