"""A small published site with the search page, as the portal makes it."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from search.documents import Document
from search.runs import LIMIT
from search.scripts import client_files
from tests.search.made import files

POLICY = (
    "default-src 'none'; script-src 'self'; "
    "require-trusted-types-for 'script'; trusted-types portal-data"
)

TEXTS = {
    "loading": "正在检索", "none": "没有找到", "failed": "检索失败", "empty": "请输入检索词", "total": "共 {total} 条",
    "outdated": "索引已更新", "more": "下一页", "previous": "上一页", "near": "是不是：", "parts": "其中一段：",
    "unfiltered": "不加条件：",
    "facets": {"section": "栏目", "region": "地区", "category": "类别", "method": "方式", "year": "年份", "status": "状态"},
}  # fmt: skip

PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}"><title>检索</title></head><body>
<main id="portal-search" data-mode="{mode}" data-index="../search-index/" data-root="../"
  data-suffix="{suffix}" data-texts='{texts}'>
<form id="portal-search-form" role="search" method="get">
<input id="portal-search-query" name="q" type="search"><button>检索</button>
<details id="portal-search-filters"><summary>筛选</summary>
<input type="radio" name="sort" value="" checked><input type="radio" name="sort" value="date">
<input name="from"><input name="to"><input name="least"><input name="most">
<span id="portal-search-least-fault" hidden>看不懂</span><span id="portal-search-most-fault" hidden>看不懂</span>
<div id="portal-search-facets"></div></details></form>
<p id="portal-search-status" role="status" aria-live="polite"></p><div id="portal-search-help"></div>
<ol id="portal-search-hits"></ol><nav id="portal-search-pages"></nav></main>
<script src="../static/search.js" defer></script>
<script src="../search-index/entry.js" defer></script></body></html>
"""

RECORD = '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{title}</title>'


@dataclass(frozen=True)
class Published:
    """One site: its folder, and the address of its search page on the server and as a file."""

    folder: Path
    http: str
    file: str


@dataclass
class Host:
    """Publishes sites below `folder`, which a server shows at `address`."""

    folder: Path
    address: str
    _numbers: itertools.count[int] = field(default_factory=itertools.count)

    def publish(
        self,
        documents: Iterable[Document],
        *,
        mode: str = "static",
        suffix: str = "index.html",
        changed: Mapping[str, str] | None = None,
        limit: int = LIMIT,
    ) -> Published:
        """Write a site of its own, deep below the root; `changed` replaces files of the index,
        `limit` says which runs are frequent."""
        documents = list(documents)
        prefix = f"deep/{next(self._numbers)}"
        folder = self.folder / prefix
        texts = json.dumps(TEXTS, ensure_ascii=False)
        page = PAGE.format(policy=POLICY, mode=mode, suffix=suffix, texts=texts)
        parts = {name: data.decode() for name, data in files(documents, limit).items()}
        parts |= dict(changed or {})
        for name, text in {
            "search/index.html": page,
            **{f"static/{name}": text for name, text in client_files().items()},
            **{f"search-index/{name}": text for name, text in parts.items()},
            **{f"{d.key}/index.html": RECORD.format(title=escape(d.key)) for d in documents},
        }.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        return Published(
            folder,
            f"{self.address}/{prefix}/search/index.html",
            (folder / "search" / "index.html").as_uri(),
        )
