"""Is the frozen site whole? Every relative link and anchor leads somewhere, every XML can be read.

404.html is left out, whose links start at the root of a host that is not known here.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

# Shown by the server at any depth, so its links start at the root of the host.
ROOTED = "404.html"


class Broken(Exception):
    """The site has faults; the text lists them in Chinese, a line each."""


class _Page(HTMLParser):
    """The ids and the addresses of one page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            elif name in ("href", "src", "action") and value is not None:
                self.links.append(value)


def verify_folder(folder: Path) -> None:
    """Raise Broken when a page links to nothing or an XML file cannot be parsed."""
    faults = list(_faults(folder))
    if faults:
        raise Broken("\n".join([f"生成的网站有 {len(faults)} 处问题：", *faults]))


def _faults(folder: Path) -> Iterator[str]:
    names = sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )
    if "index.html" not in names:
        yield f"{folder}：没有首页"
        return
    pages = {
        name: _Page((folder / name).read_text(encoding="utf-8", errors="replace"))
        for name in names
        if name.endswith(".html")
    }
    files = set(names)
    for name, page in pages.items():
        if name == ROOTED:
            continue
        for link in page.links:
            if fault := _fault(name, link, pages, files):
                yield f"{name}：链接 {link} {fault}"
    for name in names:
        if damage := _damage(folder / name):
            yield f"{name}：{damage}"


def _damage(file: Path) -> str | None:
    """Why a file cannot be read as what its name says, or None."""
    try:
        if file.suffix == ".html":
            file.read_text(encoding="utf-8")
        elif file.suffix == ".xml":
            etree.parse(file)
    except UnicodeDecodeError:
        return "不是 UTF-8 文字"
    except etree.XMLSyntaxError as error:
        return f"不是完好的 XML（{error}）"
    return None


def _fault(name: str, link: str, pages: dict[str, _Page], files: set[str]) -> str | None:
    """What is wrong with a link on the page `name`, or None."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    if parts.path.startswith("/"):
        return "从根目录起，放进子目录就会断"
    path = unquote(parts.path)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
    if target not in files:
        return "没有指向任何文件"
    anchor = unquote(parts.fragment)
    if anchor and target in pages and anchor not in pages[target].ids:
        return "指向的锚点不存在"
    return None
