"""How a file of the static index is written: a call that hands JSON over, under a name that tells its content."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable

_UNSAFE = re.compile("[<\u2028\u2029\ud800-\udfff]")


def call(name: str, json_: bytes) -> bytes:
    """Return the script that hands JSON over under a name."""
    return b'portalSearch.receive("%b",%b);\n' % (name.encode(), json_)


def as_json(data: object) -> str:
    """Return `data` as JSON that may stand in a script, also in one inside a page."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def digest(contents: Iterable[bytes]) -> str:
    """Return what names files of these contents; no two lists of contents have one name."""
    told = hashlib.sha256()
    for content in contents:
        told.update(b"%d " % len(content))
        told.update(content)
    return told.hexdigest()[:12]
