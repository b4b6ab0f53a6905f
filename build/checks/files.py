"""Files for machines: sitemaps, OpenSearch, feeds, lists of feeds, robots.txt, security.txt.

Sources: sitemaps.org 0.9, OpenSearch 1.1 draft 6, RSS 2.0, RFC 4287, JSON Feed 1.1, OPML 2.0, RFC 9309,
RFC 9116.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from lxml import etree

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
_ATOM = "{http://www.w3.org/2005/Atom}"
_MOST = 50_000
_EXPIRES = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")


def xml_faults(root: Any) -> Iterator[str]:
    """What is wrong with a file of one of these kinds, known by its root; others have no faults."""
    check = _BY_ROOT.get(root.tag)
    if check is not None:
        yield from check(root)


def _sitemap(root: Any) -> Iterator[str]:
    if not 1 <= len(root) <= _MOST:
        yield f"站点地图有 {len(root)} 个地址，应当有 1 到 {_MOST} 个"
    places = [str(one.findtext(f"{_MAP}loc")) for one in root]
    yield from _absolute(places)
    yield from _once("地址", places)
    for one in root:
        day = one.findtext(f"{_MAP}lastmod")
        if day is not None and not _DAY.fullmatch(day):
            yield f"站点地图的日期「{day}」应当写成 2026-03-02 的样子"


def _opensearch(root: Any) -> Iterator[str]:
    name = str(root.findtext(f"{_SEARCH}ShortName") or "")
    if not 1 <= len(name) <= 16:
        yield "检索说明的 ShortName 应当有 1 到 16 个字"
    if not root.findtext(f"{_SEARCH}Description"):
        yield "检索说明缺少 Description"
    templates = [url.get("template", "") for url in root.iterfind(f"{_SEARCH}Url")]
    if not any("{searchTerms}" in one for one in templates):
        yield "检索说明没有带 {searchTerms} 的网址"
    yield from _absolute(templates)


def _rss(root: Any) -> Iterator[str]:
    channel = root.find("channel")
    if channel is None:
        yield "订阅没有频道（channel）"
        return
    yield from _told(channel, "title", "link", "description")
    for item in _RSS_LACKING(channel):
        yield from _told(item, *_RSS_ITEM)
    yield from _once("条目编号", _RSS_IDS(channel))


def _atom(root: Any) -> Iterator[str]:
    yield from _told(root, *(_ATOM + name for name in ("id", "title", "updated")))
    for entry in _ATOM_LACKING(root):
        yield from _told(entry, *(_ATOM + name for name in _ATOM_ENTRY))
    yield from _once("条目编号", _ATOM_IDS(root))
    own = root.findall(f"{_ATOM}link[@rel='self']")
    if len(own) != 1:
        yield "订阅没有写明自己的地址（rel=self）"


def _xpath(path: str) -> Any:
    return etree.XPath(path, namespaces={"a": _ATOM[1:-1]}, smart_strings=False)


def _lacking(item: str, parts: Iterable[str]) -> Any:
    """Finds the items that lack one of these parts; that is looked up item by item only then."""
    return _xpath(f"{item}[{' or '.join(f'not(normalize-space({one}))' for one in parts)}]")


_RSS_ITEM = ("title", "link", "guid", "pubDate", "description")
_RSS_LACKING = _lacking("item", _RSS_ITEM)
_RSS_IDS = _xpath("item/guid/text()")
_ATOM_ENTRY = ("id", "title", "updated", "summary")
_ATOM_LACKING = _lacking("a:entry", [f"a:{one}" for one in _ATOM_ENTRY])
_ATOM_IDS = _xpath("a:id/text() | a:entry/a:id/text()")


def _opml(root: Any) -> Iterator[str]:
    feeds = [one.get("xmlUrl", "") for one in root.iter("outline") if one.get("type")]
    if not feeds:
        yield "订阅列表是空的"
    yield from _absolute(feeds)
    yield from _once("订阅", feeds)


def feed_faults(found: dict[str, Any]) -> Iterator[str]:
    """What is wrong with a JSON Feed."""
    if found.get("version") != "https://jsonfeed.org/version/1.1":
        yield "没有写明 JSON Feed 的版本"
    if not found.get("title") or not found.get("feed_url"):
        yield "JSON Feed 缺少 title 或 feed_url"
    items = found.get("items", [])
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        yield "JSON Feed 的条目（items）应当是一列对象"
        return
    for name in ("id", "url", "title", "content_text", "date_published"):
        if not all(item.get(name) for item in items):
            yield f"JSON Feed 有条目缺少 {name}"
    yield from _once("条目编号", [str(item.get("id")) for item in items])


def security_faults(text: str) -> Iterator[str]:
    """What is wrong with a security.txt: it needs a contact, and one date of expiry."""
    fields = [line.partition(":")[::2] for line in text.splitlines() if line and line[0] != "#"]
    values = [(name.lower(), value.strip()) for name, value in fields]
    contacts = [value for name, value in values if name == "contact"]
    if not contacts or not all(one.startswith(("https://", "mailto:", "tel:")) for one in contacts):
        yield "security.txt 没有可用的联系方式（Contact）"
    expires = [value for name, value in values if name == "expires"]
    if len(expires) != 1 or not _EXPIRES.fullmatch(expires[0]):
        yield "security.txt 要有一个有效期（Expires），写成 2026-12-31T23:59:59+08:00 的样子"


def robots_faults(text: str) -> Iterator[str]:
    """What is wrong with a robots.txt: it must say for whom, and where the sitemap is."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines or not lines[0].lower().startswith("user-agent:"):
        yield "robots.txt 应当以 User-agent 开头"
    places = [
        line.partition(":")[2].strip() for line in lines if line.lower().startswith("sitemap:")
    ]
    if not places:
        yield "robots.txt 没有写明站点地图（Sitemap）"
    yield from _absolute(places)


def _told(element: Any, *names: str) -> Iterator[str]:
    for name in names:
        if not (element.findtext(name) or "").strip():
            yield f"{_local(element.tag)} 缺少 {_local(name)}"


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _absolute(addresses: Iterable[str]) -> Iterator[str]:
    for one in addresses:
        if not one.startswith(("http://", "https://")):
            yield f"「{one}」不是完整的网址"


def _once(what: str, values: list[str]) -> Iterator[str]:
    if len(set(values)) < len(values):
        yield f"{what}有重复"


_BY_ROOT: dict[str, Callable[[Any], Iterator[str]]] = {
    f"{_MAP}urlset": _sitemap,
    f"{_MAP}sitemapindex": _sitemap,
    f"{_SEARCH}OpenSearchDescription": _opensearch,
    "rss": _rss,
    f"{_ATOM}feed": _atom,
    "opml": _opml,
}
