"""A small published site with the search page, as the portal makes it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from search.documents import Document
from search.static import SCRIPTS, client_files, files

POLICY = (
    "default-src 'none'; script-src 'self'; "
    "require-trusted-types-for 'script'; trusted-types portal-data"
)

PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}"><title>检索</title></head><body>
<main id="portal-search" data-mode="{mode}" data-index="../search-index/" data-root="../"
  data-suffix="{suffix}" data-text-loading="正在检索" data-text-none="没有找到" data-text-failed="检索失败"
  data-text-empty="请输入检索词" data-text-total="共 {{total}} 条" data-text-outdated="索引已更新"
  data-text-more="下一页" data-text-previous="上一页">
<form id="portal-search-form" role="search" method="get">
<input id="portal-search-query" name="q" type="search"><button>检索</button></form>
<p id="portal-search-status" role="status" aria-live="polite"></p>
<ol id="portal-search-hits"></ol><nav id="portal-search-pages"></nav></main>
{scripts}</body></html>
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
    ) -> Published:
        """Write a site of its own, deep below the root; `changed` replaces files of the index."""
        documents = list(documents)
        prefix = f"deep/{next(self._numbers)}"
        folder = self.folder / prefix
        scripts = "".join(f'<script src="../static/{name}"></script>\n' for name in SCRIPTS)
        page = PAGE.format(policy=POLICY, mode=mode, suffix=suffix, scripts=scripts)
        parts = files(documents) | dict(changed or {})
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
