"""What every answer says about itself: the one table of headers.

The live portal and `python -m build serve` send them; `deploy/` holds them for nginx and Caddy, the
file `_headers` for hosts that read one; the policy also stands in every page, for folders on a disk.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "portal-data",
}
# Browsers ignore it in a page, and checkers of HTML call it an error.
_HEADER_ONLY = {"frame-ancestors"}


def _policy(without: set[str] | frozenset[str] = frozenset()) -> str:
    return "; ".join(f"{name} {value}" for name, value in _POLICY.items() if name not in without)


META_POLICY = _policy(_HEADER_ONLY)
"""The content security policy as a page may state it itself."""

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def always(frames: Sequence[str] = ()) -> dict[str, str]:
    """Sent with every answer, also 304 and 404. That of https (HSTS) is the server's: it knows its name.

    frames: origins whose pages may show the portal in a frame (site.yaml).
    """
    said = _policy().replace("frame-ancestors 'none'", f"frame-ancestors {' '.join(frames)}")
    return {"Content-Security-Policy": said if frames else _policy(), **_ALWAYS}


CHECKPOINT = "/ledger/checkpoint"

CACHE = (
    # Names that hold the hash of their content never mean anything else.
    (r"/search/index/.+-[0-9a-f]{12}\.js$", "public, max-age=31536000, immutable"),
    (r"/(?:atom|feed)[^/]*\.(?:xml|json)$", "public, max-age=60"),
    (r"/ledger/", "public, max-age=60"),
)
"""(pattern of the path, Cache-Control); what matches none gets CACHE_DEFAULT."""
WRITTEN = "# 由 portal/headers.py 的表得出，测试保证一致；不要在这里改。"
WRITTEN_SITE = "# 由 python -m build servers 按 site.yaml 的 moved 写出；不要在这里改。"
CACHE_DEFAULT = "public, max-age=300, must-revalidate"


def cache_control(path: str) -> str:
    """How long a browser may keep what lies at this root-relative path."""
    return next((value for pattern, value in CACHE if re.search(pattern, path)), CACHE_DEFAULT)


def every(path: str, frames: Sequence[str] = ()) -> Iterator[tuple[str, str]]:
    """(name, value) of the headers for an answer at this path."""
    yield from always(frames).items()
    yield "Cache-Control", cache_control(path)


def nginx(frames: Sequence[str] = ()) -> str:
    """deploy/nginx/headers.conf: for every server and every location with an add_header of its own."""
    lines = [f'add_header {name} "{value}" always;' for name, value in always(frames).items()]
    lines.append("add_header Cache-Control $gongkai_cache always;")
    return "\n".join([WRITTEN, *lines, ""])


def nginx_cache() -> str:
    """deploy/nginx/cache.conf: the variable that headers.conf uses, for the level of http."""
    rules = [f'    "~{pattern}" "{value}";' for pattern, value in CACHE]
    lines = [
        WRITTEN,
        "map $uri $gongkai_cache {",
        f'    default "{CACHE_DEFAULT}";',
        *rules,
        "}",
        "",
    ]
    return "\n".join(lines)


def nginx_moved(moved: Iterable[tuple[str, str]] = ()) -> str:
    """deploy/nginx/moved.map: what gongkai.conf includes in its map of (former, new) addresses."""
    return "\n".join([WRITTEN_SITE, *(f"{old} {new};" for old, new in moved), ""])


def caddy(frames: Sequence[str] = (), moved: Iterable[tuple[str, str]] = ()) -> str:
    """deploy/headers.caddy: the same for Caddy, as snippets; moved: (former, new) addresses."""
    lines = [f'        {name} "{value}"' for name, value in always(frames).items()]
    rules = []
    for number, (pattern, value) in enumerate(CACHE):
        rules.append(f"    @cache{number} path_regexp {pattern}")
        rules.append(f'    header @cache{number} Cache-Control "{value}"')
    redirects = [f"    redir {old} {new} 301" for old, new in moved]
    led = ["(gongkai_moved) {", *redirects, "}"]
    rules.append(f"    @checkpoint path_regexp {CHECKPOINT}$")
    rules.append('    header @checkpoint Content-Type "text/plain; charset=utf-8"')
    # The question mark leaves alone what a rule has set.
    default = f'        ?Cache-Control "{CACHE_DEFAULT}"'
    common = ["(gongkai_headers) {", "    header {", *lines, default, "    }", "}"]
    return "\n".join([WRITTEN, *common, "(gongkai_cache) {", *rules, "}", *led, ""])


def host_file(frames: Sequence[str] = ()) -> str:
    """`_headers`, which Netlify, Cloudflare Pages and their like read from the root of a site."""
    lines = [f"  {name}: {value}" for name, value in every("/", frames)]
    return "\n".join(
        [
            "/*",
            *lines,
            "/search/index/*",
            "  ! Cache-Control",
            f"  Cache-Control: {CACHE[0][1]}",
            CHECKPOINT,
            "  Content-Type: text/plain; charset=utf-8",
            "",
        ]
    )
