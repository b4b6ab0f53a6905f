from __future__ import annotations

import re
from html import unescape

import nh3
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.fields import HIDDEN
from portal.markdown.markup import TooComplex, draft, finish, plain_text, rebase
from tests.portal.faults import dangers

# What bodies are made of, and what people put into them who mean harm.
PIECES = st.sampled_from(
    [
        *(
            "# 一\n",
            "## 二\n",
            "公示",
            "\n",
            "\n\n",
            "- ",
            "1. ",
            "> ",
            "    ",
            "| a | b |\n|-|-|\n",
        ),
        *("```\n", "`", "**", "_", "[", "](", ")", "![", "<", ">", '"', "'", "=", "&", ";", ":"),
        *("[^1]", "\n[^1]: 注\n", "\n[a]: #x\n", "词\n:   义\n", "<!--", "-->", "<![CDATA[", "]]>"),
        *("<script>", "</script>", "<style>", "<svg onload=alert(1)>", "<img src=x onerror=y>"),
        *("<a onclick=x href=#y>", "<td style=x>", "<li onfocus=x>", "<h3 class=x>", "</h2>"),
        *("<a href=", "javascript:alert(1)", "JaVa&#115;cript&colon;", "java&Tab;script:", "data:"),
        *("&#2;", "&#8203;", "&#xD800;", "<p id=main>", "<form>", "<iframe src=", "<?php", "<!"),
        *("<math><mtext>", "<template>", "<noscript>", "<textarea>", "<title>", "<h1>", "</p>"),
    ]
)
BODIES = st.lists(PIECES | st.text(max_size=5), max_size=30).map("".join)


def page(body: str) -> str:
    """The HTML of a body whose links stay as they are."""
    return finish(draft(body), lambda _attribute, address: address)


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("公示**五天**", "<p>公示<strong>五天</strong></p>"),
        ("- 甲\n- 乙", "<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>"),
        ("3. 甲", '<ol start="3">\n<li>甲</li>\n</ol>'),
        ("词\n:   义", "<dl>\n<dt>词</dt>\n<dd>义</dd>\n</dl>"),
        ("```\na < b\n```", "<pre><code>a &lt; b\n</code></pre>"),
        ("![图](a.png)", '<p><img alt="图" src="a.png"></p>'),
        (
            "[甲](https://example.org/)",
            '<p><a href="https://example.org/" rel="noopener noreferrer">甲</a></p>',
        ),
        ("H~2~O <sub>2</sub>", "<p>H~2~O <sub>2</sub></p>"),
        ("", ""),
    ],
)
def test_markdown_becomes_html(body: str, html: str) -> None:
    assert page(body) == html


def test_a_table_keeps_its_cells() -> None:
    html = page("| 指标 | 权重 |\n|---|---|\n| 数量 | 40 |")
    assert re.findall(r"<t[hd]>(.*?)</t[hd]>", html) == ["指标", "权重", "数量", "40"]


def test_headings_begin_at_the_second_level_under_ids_of_their_own() -> None:
    assert page("# 一\n\n## 二\n\n# 一\n\n###### 六").split("\n") == [
        '<h2 id="h-一">一</h2>',
        '<h3 id="h-二">二</h3>',
        '<h2 id="h-一_1">一</h2>',
        '<h6 id="h-六">六</h6>',
    ]


@pytest.mark.parametrize("body", ["# 一\n\n## 二", "## 一\n\n### 二", "#### 一\n\n##### 二"])
def test_the_highest_heading_is_of_the_second_level(body: str) -> None:
    assert re.findall(r"<h(\d)", page(body)) == ["2", "3"]


def test_footnotes_lead_to_their_place_and_back() -> None:
    html = finish(draft("甲[^1]\n\n[^1]: 注"), lambda _attribute, address: f"#h-{address[1:]}")
    ids = set(re.findall(r'id="(.*?)"', html))
    assert set(re.findall(r'href="#(.*?)"', html)) == ids == {"h-fn:1", "h-fnref:1"}


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("甲<script>alert(1)</script>乙", "<p>甲乙</p>"),
        ("甲<style>p {}</style>乙", "<p>甲乙</p>"),
        ("甲<a onclick=x target=y>乙</a>", "<p>甲<a>乙</a></p>"),
        ("甲<b onclick=x>乙</b>", "<p>甲<b>乙</b></p>"),
        ("甲<img src=a.png onerror=x>", '<p>甲<img src="a.png"></p>'),
        ("甲<iframe src=x></iframe><form>乙</form>", "<p>甲</p>乙<p></p>"),
        ("甲<!-- 乙 -->丙", "<p>甲丙</p>"),
        ('甲<b id="main" name="x" class="y" style="z">乙</b>', '<p>甲<b id="h-main">乙</b></p>'),
        ("甲</p></main></body>乙", "<p>甲</p>乙<p></p>"),
        ("甲<b>乙", "<p>甲<b>乙</b></p>"),
        ("甲<svg onload=x></svg>乙", "<p>甲乙</p>"),
        ("甲{: onclick=x }", "<p>甲{: onclick=x }</p>"),
        ("{{ config }}{% x %}", "<p>{{ config }}{% x %}</p>"),
        ("甲&#2;乙&#8203;丙&#x202E;", "<p>甲乙丙</p>"),
    ],
)
def test_what_is_not_on_the_list_goes_and_its_text_stays(body: str, html: str) -> None:
    assert page(body).replace(' rel="noopener noreferrer"', "") == html


@pytest.mark.parametrize(
    ("body", "asked"),
    [
        ("[a](x.md)", [("href", "x.md")]),
        ("![a](x.png)", [("src", "x.png")]),
        ("[a]()", [("href", "")]),
        ("[a](javascript:alert(1))", [("href", "javascript:alert(1)")]),
        ("<a href='JAVASCRIPT:x'>a</a>", [("href", "JAVASCRIPT:x")]),
        ("<a href='java&#115;cript:x'>a</a>", [("href", "javascript:x")]),
        ("[a](data:text/html,x)", [("href", "data:text/html,x")]),
        ("<ftp://example.org/x>", [("href", "ftp://example.org/x")]),
        ("[a](//example.org/)", [("href", "//example.org/")]),
    ],
)
def test_every_address_is_asked_about(body: str, asked: list[tuple[str, str]]) -> None:
    seen: list[tuple[str, str]] = []
    finish(draft(body), lambda attribute, address: seen.append((attribute, address)))
    assert seen == asked


@pytest.mark.parametrize(
    "address", ["javascript:x", "data:text/html,x", "ftp://example.org/", "java&#2;script:x"]
)
def test_a_forbidden_address_goes_even_if_it_is_given_back(address: str) -> None:
    assert "href" not in page(f'<a href="{address}">甲</a>')


def test_an_address_without_an_answer_is_left_out() -> None:
    assert (
        finish(draft("![图](a.png)"), lambda _attribute, _address: None) == '<p><img alt="图"></p>'
    )


@settings(max_examples=200, deadline=None)
@given(body=BODIES)
def test_no_body_makes_dangerous_html(body: str) -> None:
    html = page(body)
    assert dangers(html) == []
    assert not HIDDEN.search(html)
    assert dangers(rebase(html, lambda address: address)) == []


@settings(deadline=None)
@given(body=BODIES)
def test_the_text_of_a_page_has_no_markup_left(body: str) -> None:
    once = plain_text(page(body))
    assert not HIDDEN.search(once)
    assert once == once.strip()


@settings(deadline=None)
@given(body=BODIES, at=st.integers(0, 300))
@example(body='[甲](/x/ "a > b") <a href="/y/" title="1 < 2">乙</a>', at=40)
def test_the_text_is_what_a_parser_finds_also_where_the_html_is_cut_off(body: str, at: int) -> None:
    for html in (whole := page(body), whole[:at].rpartition("<")[0]):
        lines = re.sub(r"</(?:p|li|h\d|td|th|tr|dt|dd|pre|blockquote)>|<br>", "\n", html)
        found = unescape(nh3.clean(lines, tags=set()))
        assert plain_text(html) == re.sub(r"\n\s*", "\n", found).strip()


def test_root_relative_addresses_are_rebased_and_no_others() -> None:
    html = page("[a](/x/) [b](#h-y) [c](https://example.org/) ![d](/z.png)")
    addresses = re.findall(r'(?:href|src)="(.*?)"', rebase(html, lambda address: f"..{address}"))
    assert addresses == ["../x/", "#h-y", "https://example.org/", "../z.png"]


def test_plain_text_has_a_line_for_each_block() -> None:
    html = page(
        "# 一\n\n甲 &amp; **乙**\n\n- 丙\n- &lt;b&gt;\n\n| 丁 | 戊 |\n|---|---|\n| 己 | 庚 |"
    )
    assert plain_text(html).split("\n") == [
        *("一", "甲 & 乙", "丙", "<b>", "丁", "戊", "己", "庚"),
    ]


# At ten to a hundred times this size, some of these take Python-Markdown a minute.
@pytest.mark.parametrize(
    ("piece", "times"),
    [
        ("[", 1000),
        ("![", 1000),
        ("[a](", 500),
        ("[a][", 500),
        ("<![CDATA[", 300),
        ("<b>", 3000),
        ("<div>", 2000),
        ("<a href=", 500),
        ("<!--", 900),
        ("<?", 1200),
        ("`", 5000),
        ("*", 5000),
        ("**a *b ", 300),
        (">", 5000),
        ("> ", 200),
        ("- ", 20),
        ("[^1]: ", 500),
        ("a", 100_000),
        ("a:", 10_000),
        ("a.", 50_000),
    ],
)
def test_what_is_hard_to_render_still_makes_a_page(piece: str, times: int) -> None:
    assert dangers(page(piece * times + "x")) == []


@pytest.mark.parametrize(
    "body",
    [
        "[" * 1000 + "]" * 1000,
        "".join("    " * depth + "- x\n" for depth in range(100)),
        "|" * 1000 + "\n" + "|-" * 1000 + "\n" + "|" * 1000,
    ],
    ids=["brackets", "lists", "cells"],
)
def test_what_nests_still_makes_a_page(body: str) -> None:
    assert dangers(page(body)) == []


@pytest.mark.parametrize(("piece", "times"), [("* ", 2500), ("1. ", 1000), ("- ", 1000)])
def test_what_nests_too_deeply_is_refused(piece: str, times: int) -> None:
    with pytest.raises(TooComplex):
        page(piece * times + "x")
