"""The head of a page: title, address, government metadata, Open Graph, JSON-LD.

Source of the names: 国办发〔2017〕47号, annex; ogp.me; schema.org.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from html import unescape

_TITLE = re.compile(r"<title\b[^>]*>(.*?)</title>", re.DOTALL)
_META = re.compile(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">')
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)">')
# Our JSON holds no "<": where one stands, it is cut and so found damaged.
_LINKED = re.compile(r'<script type="application/ld\+json">([^<]*)')
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")

_SITE = ("SiteName", "SiteDomain")
_COLUMN = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
_ARTICLE = ("PubDate", "ContentSource")
_GRAPH = ("og:title", "og:type", "og:url", "og:site_name")


def page_faults(text: str, *, rooted: bool = False) -> Iterator[str]:
    """What is wrong with the head of a page; one without <head> says nothing and has no faults.

    rooted: it is shown under any address (404.html), and so has none of its own.
    """
    start, end = text.find("<head>"), text.find("</head>")
    if start < 0:
        return
    head = text[start:end]
    metas = _META.findall(head)
    said = {name: unescape(content).strip() for name, content in metas}
    if [bool(title.strip()) for title in _TITLE.findall(head)] != [True]:
        yield "页面要有一个标题（title），而且只有一个"
    yield from (
        f"元数据 {name} 重复" for name, count in Counter(n for n, _ in metas).items() if count > 1
    )
    wanted: tuple[str, ...] = _SITE if rooted else (*_SITE, *_COLUMN, *_GRAPH)
    wanted += _ARTICLE if "ArticleTitle" in said else ()
    yield from (f"缺少元数据 {name}" for name in wanted if not said.get(name))
    yield from (f"元数据 {name} 是空的" for name, content in said.items() if not content)
    if "PubDate" in said and not _MOMENT.fullmatch(said["PubDate"]):
        yield f"元数据 PubDate「{said['PubDate']}」应当写成 2026-03-02 00:00 的样子"
    if not rooted:
        yield from _address(_CANONICAL.findall(head), said.get("og:url", ""))
        yield from _linked(_LINKED.findall(head))


def _address(canonical: list[str], shared: str) -> Iterator[str]:
    if len(canonical) != 1 or not canonical[0].startswith(("http://", "https://")):
        yield "页面要有一个完整的规范网址（canonical）"
    elif unescape(canonical[0]) != shared:
        yield f"规范网址 {canonical[0]} 和 og:url {shared} 不一致"


def _linked(blocks: list[str]) -> Iterator[str]:
    """JSON-LD must be JSON, in the form of ours: a graph of schema.org, and every node of a type."""
    if not blocks:
        yield "缺少 JSON-LD 数据"
    for block in blocks:
        try:
            found = json.loads(block)
        except ValueError as error:
            yield f"JSON-LD 不是完好的 JSON（{error}）"
            continue
        said = found if isinstance(found, dict) else {}
        graph = said.get("@graph")
        if said.get("@context") != "https://schema.org" or not (graph and isinstance(graph, list)):
            yield "JSON-LD 没有写明 schema.org 的内容"
        elif not all(isinstance(node, dict) and node.get("@type") for node in graph):
            yield "JSON-LD 中有一项没有写明类型（@type）"
