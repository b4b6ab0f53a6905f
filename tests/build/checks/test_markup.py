"""What stands in a page: read quickly, and as a whole parser reads it."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from build.checks.markup import found

UP = "../../"
# What a page is put together from: ours and, now and then, what our templates never write.
PIECES = (
    "<body>",
    '<main class="main" id="main">',
    "</main>",
    '<a href="../../plans/index.html">计划</a>',
    '<a class="x"\n href="../../plans/index.html#art-1">第一条</a>',
    '<a href="../other/?a=1&amp;b=2" id="一">',
    '<img src="甲.png" alt="">',
    '<form action="#here">',
    "文字 id=&#34;x&#34; 文字",
    "正文写着 href=\"y\" 和 src='z'。",
    "<p>",
    "</p>",
    "<br>",
)
ODD = ("<!-- <a href='no'> -->", '<a title=">" href="../x">', "<a HREF=y>", "1 < 2", "<a href='z'>")


def parsed(text: str) -> tuple[list[str], set[str]]:
    root = etree.HTML(f"<!doctype html><html>{text}</html>")
    links = {str(one) for one in root.xpath("//@href|//@src|//@action")}
    return [str(one) for one in root.xpath("//@id")], links


def read(text: str) -> tuple[list[str], set[str]]:
    page = f"<!doctype html><html>{text}</html>"
    anchors, over, links = found(page.encode(), page, UP)
    return list(anchors), {*links, *(UP + one for one in over)}


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_a_page_is_read_as_a_parser_reads_it(text: str) -> None:
    assert read(text) == parsed(text)


@given(st.lists(st.sampled_from((*PIECES, *ODD))).map("".join))
def test_so_is_one_that_our_templates_do_not_write(text: str) -> None:
    assert read(text) == parsed(text)


@pytest.mark.parametrize("address", ["/", "/projects/jz-2025-002/", "/policies/nm-zbf-2014-80/"])
def test_our_own_pages_are_read_so(demo: Flask, address: str) -> None:
    page = demo.test_client().get(address).data
    up = "../" * (address.count("/") - 1)
    anchors, over, links = found(page, page.decode(), up)
    root = etree.HTML(page.decode())
    assert list(anchors) == [str(one) for one in root.xpath("//@id")]
    wanted = {str(one) for one in root.xpath("//@href|//@src|//@action")}
    assert {*links, *(up + one for one in over)} == wanted
