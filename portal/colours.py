"""Colours: contrast after WCAG 2.2, and the one colour that a site may choose."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator

from portal.fields import parse_line, refuse, shown
from portal.palette import COLOURS, Shades

# Paper, and the wash behind the menu: where the site's colour is set as text, or paper's colour on it.
GROUNDS = tuple(COLOURS[name].light for name in ("paper", "wash"))
DARK_GROUNDS = tuple(COLOURS[name].dark for name in ("paper", "wash"))
ENOUGH = 4.5
_STEPS = 16
_HEX = re.compile(r"#[0-9a-f]{6}")


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1, of «#rrggbb» (WCAG 2.2, definitions)."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def shades(colour: str) -> Shades:
    """A site's colour «#rrggbb» in every scheme: in the dark with no more white than it takes to be read."""
    lighter = (_mixed(colour, step) for step in range(_STEPS + 1))
    lit = next(
        one for one in lighter if min(contrast(one, ground) for ground in DARK_GROUNDS) >= ENOUGH
    )
    return Shades(colour, lit)


def _mixed(colour: str, white: int) -> str:
    """The colour with `white` sixteenths of white."""
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{part + (255 - part) * white // _STEPS:02x}" for part in parts)


def parse_colour(value: Any) -> str:
    """A colour «#rrggbb» that is dark enough to be read on the site's grounds, and under white."""
    text = parse_line(value).lower()
    if not _HEX.fullmatch(text):
        refuse(f"{shown(text)}不是颜色", "写成 #a61b1b 的样子，井号后六位")
    least = min(contrast(text, ground) for ground in GROUNDS)
    if least < ENOUGH:
        reason = f"颜色{shown(text)}太浅：与底色的对比只有 {least:.1f}，应不低于 {ENOUGH}"
        refuse(reason, "换一个更深的颜色，如 #a61b1b")
    return text


Colour = Annotated[str, BeforeValidator(parse_colour)]
