"""A converter that lacks what a body does not need makes of it what one with everything makes."""

from __future__ import annotations

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.markdown import converter, markup
from portal.markdown.converter import convert
from tests.portal.markdown.test_markup import BODIES

# The signs with which anything begins, to be put together by chance, with and without raw HTML.
SIGNS = [
    *(
        "# 一\n",
        "公示",
        "\n",
        "\n\n",
        "- ",
        "+ ",
        "1. ",
        "> ",
        "    ",
        "  \n",
        " ",
        "　",
        "\\",
        "|",
    ),
    *("| a | b |\n|-|-|\n", "```\n", "~~~\n", "`", "**", "_", "[", "](", ")", "![", "=", ":", ": "),
    *(
        "[^1]",
        "\n[^1]: 注\n",
        "\n[a]: #x\n",
        "[a]",
        "词\n:   义\n",
        "---\n",
        "===\n",
        "* * *\n",
        "-",
    ),
    *("[TOC]", "&amp;", "&#2;", "&", "a", "1", "#", "***", '"', "'", "!", "\n\n    ", "a@b.c", ">"),
]
PLAIN = st.lists(st.sampled_from(SIGNS), max_size=25).map("".join)


def by_everything(body: str) -> str:
    whole = markdown.Markdown(
        extensions=converter._EXTENSIONS, extension_configs=converter._CONFIGS
    )
    return whole.convert(body)


@settings(max_examples=300, deadline=None)
@given(body=PLAIN | BODIES)
def test_what_is_left_out_would_have_done_nothing(body: str) -> None:
    assert convert(body) == by_everything(body)


@pytest.mark.parametrize(
    ("body", "lacks", "has"),
    [
        ("公示五天。", "inline", "empty"),
        ("公示**五天**。", "backtick", "em_strong"),
        ("- 甲\n- 乙", "olist", "ulist"),
        ("| 甲 | 乙 |\n|---|---|", "setextheader", "table"),
    ],
)
def test_a_body_is_asked_only_about_what_it_may_have(body: str, lacks: str, has: str) -> None:
    idle = {name for _, name in converter._idle(body)}
    assert lacks in idle
    assert has not in idle


def test_raw_html_leaves_nothing_out() -> None:
    assert converter._idle("甲<b>乙</b>") == frozenset()


def test_a_converter_that_gave_up_is_not_used_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def give_up(*_: object) -> None:
        raise RecursionError

    with monkeypatch.context() as broken:
        broken.setattr(markdown.Markdown, "convert", give_up)
        with pytest.raises(RecursionError):
            convert("甲")
    assert convert("甲") == "<p>甲</p>"


@settings(max_examples=200, deadline=None)
@given(body=PLAIN)
def test_markdown_alone_is_clean_after_one_pass(body: str) -> None:
    draft = markup.draft(body)
    if not draft.html:
        twice = markup._finished(markup._levelled(convert(body)), lambda *_: None)
        assert draft.clean == twice
