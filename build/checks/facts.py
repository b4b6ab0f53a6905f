"""What one file of the site says about itself and about others: a pure function of its bytes.

Facts are made once per file, in any process, and may be kept as long as path and SHA-256 are the
same; `build.checks.judge` joins them.
"""

from __future__ import annotations

import html
import json
import marshal
import posixpath
import re
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from build.checks import markup
from build.checks.files import feed_faults, robots_faults, security_faults, xml_faults
from build.checks.indexed import INDEX, named
from build.checks.markup import with_anchor
from build.checks.page import page_faults

# Shown by the server at any depth, so its links start at the root of a host that is not known here.
ROOTED = "404.html"

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
# In XML: the text of the elements that hold addresses, and attributes, also inside escaped HTML.
_ADDRESS = re.compile(r'(?:<(?:loc|link|guid|id|uri)\b[^<>]*>|=")(https?://[^<>"\s]+)')
_CALL = re.compile(r'portalSearch\.receive\("([^"]+)",(.*)\);\n', re.DOTALL)


class Facts(NamedTuple):
    """The facts of one file.

    anchors: its ids. wants: what it links to, each «path» or «path#anchor» from the site's root.
    faults: what is wrong with it whatever else there is, sentences in Chinese without a full stop.
    """

    anchors: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


def facts(path: str, data: bytes, base: str = "") -> Facts:
    """The facts of the file at `path` (from the site's root, with forward slashes).

    base: the site's public address, which ends with a slash; absolute links below it count as
    links to files. Raises nothing: damage is a fault.
    """
    read = _READERS.get(path.rpartition(".")[2])
    if read is None:
        return _NONE
    try:
        return read(path, data, base)
    except UnicodeDecodeError:
        return Facts(faults=("不是 UTF-8 文字",))
    except etree.XMLSyntaxError as error:
        return Facts(faults=(f"不是完好的 XML（{error}）",))
    except (ValueError, RecursionError) as error:
        return Facts(faults=(f"不是完好的 JSON（{error}）",))


def _html(path: str, data: bytes, base: str) -> Facts:
    text = data.decode()
    anchors, over, links = markup.found(data, text, "../" * path.count("/"))
    faults = list(page_faults(text, rooted=path == ROOTED))
    if path == ROOTED:
        return Facts(anchors, faults=tuple(faults))
    wants = dict.fromkeys(over)
    for link in dict.fromkeys(links):
        if want := _target(path, link, base, faults):
            wants[want] = None
    if len(set(anchors)) < len(anchors):
        twins = sorted({one for one in anchors if anchors.count(one) > 1})
        faults.append(f"锚点 {'、'.join(twins)} 不止一处")
    return Facts(anchors, tuple(wants), tuple(faults))


def _target(path: str, link: str, base: str, faults: list[str]) -> str:
    """What a link leads to from the page at `path`; "" for other hosts and for faults."""
    if _SCHEME.match(link):
        return _below(link, base)
    if link.startswith("/"):
        faults.append(f"链接 {link} 从根目录起，放进子目录就会断")
        return ""
    place, _, anchor = link.partition("#")
    place = place.partition("?")[0]
    if place:
        place = unquote(place) if "%" in place else place
        folder, rest = path.rpartition("/")[0], place
        while rest.startswith("../") and folder:
            folder, rest = folder.rpartition("/")[0], rest[3:]
        target = f"{folder}/{rest}" if folder else rest
        if "./" in rest or "//" in rest or rest in ("", ".", ".."):
            target = posixpath.normpath(target)
        if target.startswith("../") or target == "..":
            faults.append(f"链接 {link} 指到网站外面去了")
            return ""
        target += "/" if place.endswith("/") and not target.endswith("/") else ""
    else:
        target = path
    return with_anchor(target, anchor)


def _below(address: str, base: str) -> str:
    """The file that an absolute address below `base` stands for, else ""."""
    if not base or not address.startswith(base):
        return ""
    place, _, anchor = address.removeprefix(base).partition("#")
    place = unquote(place.partition("?")[0])
    place += "index.html" if not place or place.endswith("/") else ""
    return with_anchor(place, anchor)


def _xml(_path: str, data: bytes, base: str) -> Facts:
    faults = tuple(xml_faults(etree.fromstring(data)))
    found = _ADDRESS.findall(data.decode())
    wants = [want for one in found if (want := _below(html.unescape(one), base))]
    return Facts(wants=tuple(dict.fromkeys(wants)), faults=faults)


def _json(path: str, data: bytes, _base: str) -> Facts:
    found = _DECODER.decode(data.decode())
    if path.rpartition("/")[2] == "feed.json" and isinstance(found, dict):
        return Facts(faults=tuple(feed_faults(found)))
    return _NONE


def _lines(path: str, data: bytes, base: str) -> Facts:
    for line in data.splitlines():
        _json(path, line, base)
    return _NONE


def _not_json(word: str) -> None:
    raise ValueError(word)


_DECODER = json.JSONDecoder(parse_constant=_not_json)


def _text(path: str, data: bytes, _base: str) -> Facts:
    text = data.decode()
    check = _TEXTS.get(path)
    return Facts(faults=tuple(check(text))) if check else _NONE


def _calendar(_path: str, data: bytes, _base: str) -> Facts:
    text = data.decode()
    whole = text.startswith("BEGIN:VCALENDAR\r\n") and text.endswith("END:VCALENDAR\r\n")
    return _NONE if whole else Facts(faults=("不是完整的日历",))


def _script(path: str, data: bytes, _base: str) -> Facts:
    """A script; one of the search index must be a call with its own name, and names others."""
    text = data.decode()
    if not path.startswith(INDEX):
        return _NONE
    call = _CALL.fullmatch(text)
    if call is None or f"{INDEX}{call[1]}.js" != path:
        return Facts(faults=("不是检索索引的一部分",))
    content = _DECODER.decode(call[2])
    try:
        names = dict.fromkeys(named(call[1], content))
        return Facts(wants=tuple(f"{INDEX}{name}.js" for name in names))
    except (KeyError, TypeError, AttributeError, ValueError):
        return Facts(faults=("不是完好的检索索引",))


def pack(found: Facts) -> bytes:
    """Facts in few bytes: most of what a page links to, all others link to as well."""
    return zlib.compress(marshal.dumps(tuple(found)), 1)


def unpack(data: bytes) -> Facts:
    """The facts that were packed on this machine."""
    return Facts(*marshal.loads(zlib.decompress(data))) if data else _NONE  # noqa: S302


_NONE = Facts()
_TEXTS: dict[str, Callable[[str], Iterator[str]]] = {
    "robots.txt": robots_faults,
    ".well-known/security.txt": security_faults,
}
_READERS: dict[str, Callable[[str, bytes, str], Facts]] = {
    "html": _html,
    "xml": _xml,
    "svg": _xml,
    "opml": _xml,
    "json": _json,
    "webmanifest": _json,
    "jsonl": _lines,
    "csv": _text,
    "css": _text,
    "txt": _text,
    "ics": _calendar,
    "js": _script,
}
