"""Each lack in the head of a page is found."""

from __future__ import annotations

import pytest

from build.checks.page import page_faults

SOUND = """<!doctype html><html lang="zh-CN"><head><title>公示 - 网</title>
<link rel="canonical" href="https://a.example/p/">
<meta name="SiteName" content="网"><meta name="SiteDomain" content="a.example">
<meta name="ColumnName" content="公示"><meta name="ColumnDescription" content="说明">
<meta name="ColumnKeywords" content="词"><meta name="ColumnType" content="信息公开目录">
<meta name="ArticleTitle" content="公示"><meta name="PubDate" content="2026-03-02 00:00">
<meta name="ContentSource" content="总工会">
<meta property="og:title" content="公示"><meta property="og:type" content="article">
<meta property="og:url" content="https://a.example/p/"><meta property="og:site_name" content="网">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebPage"}]}</script>
</head><body></body></html>"""


def test_a_sound_page_has_no_faults() -> None:
    assert list(page_faults(SOUND)) == []
    assert list(page_faults("<p>a piece without a head</p>")) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("<title>公示 - 网</title>", "", "一个标题"),
        ("</title>", "</title><title>二</title>", "一个标题"),
        ('name="SiteName" content="网"', 'name="SiteName" content=""', "缺少元数据 SiteName"),
        ('<meta name="ColumnType" content="信息公开目录">', "", "缺少元数据 ColumnType"),
        ('<meta name="ContentSource" content="总工会">', "", "缺少元数据 ContentSource"),
        ('<meta property="og:title" content="公示">', "", "缺少元数据 og:title"),
        ('<meta name="SiteDomain"', '<meta name="SiteName"', "元数据 SiteName 重复"),
        ("2026-03-02 00:00", "2026-03-02", "PubDate"),
        ('canonical" href="https://a.example/p/"', 'canonical" href="p/"', "规范网址"),
        (
            'canonical" href="https://a.example/p/"',
            'canonical" href="https://b.example/"',
            "不一致",
        ),
        ('{"@context"', '{@context"', "不是完好的 JSON"),
        ("https://schema.org", "https://schema.example", "schema.org"),
        ('{"@type":"WebPage"}', "{}", "@type"),
        ("application/ld+json", "text/plain", "缺少 JSON-LD"),
    ],
)
def test_a_fault_is_found(old: str, new: str, fault: str) -> None:
    assert old in SOUND
    assert any(fault in found for found in page_faults(SOUND.replace(old, new, 1)))


def test_the_page_for_what_is_not_there_needs_no_address() -> None:
    metas = '<meta name="SiteName" content="网"><meta name="SiteDomain" content="a.example">'
    page = f"<head><title>没有找到</title>{metas}</head>"

    assert list(page_faults(page, rooted=True)) == []
    assert list(page_faults(page)) != []
