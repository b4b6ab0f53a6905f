from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.markdown import effort
from portal.markdown.markup import TooComplex, draft, finish
from portal.problems import Problem
from tests.factories import Content
from tests.portal.faults import fault, line_of

UNPAIRED = "方括号、圆括号或尖括号太多没有成对，无法排版"


# Each took Python-Markdown between four seconds and several minutes before there were limits.
@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("[" * 20_000, UNPAIRED),
        ("![" * 10_000, UNPAIRED),
        ("[" * 10_000 + "]" * 10_000, UNPAIRED),
        ("[a](" * 5_000, UNPAIRED),
        ("[a][" * 5_000, UNPAIRED),
        ("<![CDATA[" * 2_200, UNPAIRED),
        ("<!--" * 5_000, UNPAIRED),
        ("<b " * 7_000, UNPAIRED),
        ("\\" * 200_000, "「\\」有 200,000 个，超过 10,000"),
        ("<b>" * 70_000, "「<」有 70,000 个，超过 10,000"),
        ("a\n: b\n" * 20_000, "列表项和引用有 20,000 个，超过 10,000"),
        ("# a\n" * 50_000, "标题有 50,000 个，超过 2,000"),
        ("[^1]: <style>}\t" * 1_333, "脚注有 1,333 个，超过 500"),
        ("\n" * 450_000, "行有 450,000 个，超过 50,000"),
        ("中" * 500_001, "正文有 500,001 个字符，超过 500,000"),
    ],
)
def test_what_would_take_minutes_is_refused_at_once(body: str, reason: str) -> None:
    with pytest.raises(TooComplex) as caught:
        finish(draft(body), lambda _attribute, address: address)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "body",
    [
        "[公告](https://example.org/a) " * 1_000,
        ("一段文字，有（括号）、[脚注]和 a < b。\n\n" * 2_000),
        "| [甲](a.md) | 1 |\n" * 2_000,
        "## 标题\n\n" + "正文。\n\n" * 20_000,
        "- 项\n" * 5_000,
    ],
)
def test_long_ordinary_texts_pass(body: str) -> None:
    assert effort.fault(body) is None


@given(st.text("[]()<>!? \nab", max_size=400))
def test_short_texts_always_pass(body: str) -> None:
    assert effort.fault(body) is None


def test_the_place_where_it_is_too_much_is_named(world: Content) -> None:
    path = world.add("pages", "own", body="第一段\n\n第二段 " + "[" * 20_000)
    assert fault(world) == Problem(
        path, line_of(world, path, "第二段"), "正文", UNPAIRED, "补上另一半，或在括号前加反斜线"
    )
