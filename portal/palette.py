"""Every colour of the portal: on a light screen and on paper, on a dark screen, and where the visitor's own are forced.

`tests/portal/test_colours.py` says which of them must be readable on which, in both schemes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple


class Shades(NamedTuple):
    """light, dark: «#rrggbb»; forced: a system colour of CSS Color 4, where a visitor allows few colours."""

    light: str
    dark: str
    forced: str = "CanvasText"


COLOURS: Mapping[str, Shades] = {
    # Text, and what is less important; the grounds that they stand on.
    "ink": Shades("#1b1f24", "#e4e7eb"),
    "faint": Shades("#57606a", "#a9b2bc"),
    "paper": Shades("#ffffff", "#15181d", "Canvas"),
    "wash": Shades("#f5f6f8", "#1f242b", "Canvas"),
    # Lines that part, and edges of what can be pressed or filled in.
    "line": Shades("#d5dae0", "#3b434d"),
    "edge": Shades("#7d8894", "#7d8894"),
    "brand": Shades("#a61b1b", "#f28b82"),
    "link": Shades("#0b4fa8", "#8ab8f5", "LinkText"),
    "focus": Shades("#b35900", "#ffb84d", "Highlight"),
    # Words that were searched, what an address leads to, the banner of a demonstration.
    "mark": Shades("#ffeb99", "#4d3f00", "Mark"),
    "target": Shades("#fff9db", "#332d12", "Canvas"),
    "demo": Shades("#4d3800", "#f3dd95"),
    "demo-wash": Shades("#fff3c4", "#3b3110", "Canvas"),
    "foot": Shades("#e6e9ed", "#d5dae0"),
    "foot-wash": Shades("#23272e", "#0d0f12", "Canvas"),
    "chart": Shades("#0b4fa8", "#6fa8f0"),
    # Statuses, each on its own ground.
    "open": Shades("#0a5c36", "#7ccf9c"),
    "open-wash": Shades("#e3f4ea", "#12301f", "Canvas"),
    "soon": Shades("#7a4b00", "#e9b765"),
    "soon-wash": Shades("#fdf1dc", "#36280c", "Canvas"),
    "bad": Shades("#a0111f", "#ff9b95"),
    "bad-wash": Shades("#fde8e8", "#421a1c", "Canvas"),
    "done": Shades("#3c444d", "#c3cad2"),
    "done-wash": Shades("#e9ecf0", "#2c333b", "Canvas"),
    # Behind pictures of others, which may be dark and have no ground of their own.
    "plate": Shades("#ffffff", "#ffffff", "Canvas"),
}


_SCHEMES = (
    ("{}", "light"),
    ("@media screen and (prefers-color-scheme: dark) {{ {} }}", "dark"),
    ("@media (forced-colors: active) {{ {} }}", "forced"),
)


def rules(colours: Mapping[str, Shades]) -> str:
    """CSS that sets these colours in every scheme; paper is always light."""
    return "".join(f"{rule}\n" for rule in _rules(colours))


def _rules(colours: Mapping[str, Shades]) -> Iterator[str]:
    for when, scheme in _SCHEMES:
        values = " ".join(f"--{name}: {getattr(one, scheme)};" for name, one in colours.items())
        yield when.format(f":root {{ {values} }}")
