"""The style sheet: the colours and short parts, an idea each, joined into the one file that every page loads."""

from __future__ import annotations

from portal.palette import COLOURS, rules
from portal.settings import CHECKOUT

PARTS = (
    "type",
    "layout",
    "header",
    "footer",
    "words",
    "tags",
    "lists",
    "tables",
    "records",
    "steps",
    "home",
    "oversight",
    "charts",
    "search",
    "feeds",
    "touch",
    "print",
    "forced",
)
"""In the order in which they overrule each other, after the colours; the first names the layers."""

FOLDER = CHECKOUT / "portal/styles"


def sheet() -> str:
    """Colours and parts as one text: pages wait for one request instead of eighteen."""
    parts = ((FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in PARTS)
    return "\n".join([rules(COLOURS), *parts])
