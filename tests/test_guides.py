"""What README, CONTRIBUTING and DECISIONS name is there."""

from __future__ import annotations

import re

import pytest

from build.cli import COMMANDS
from portal.settings import CHECKOUT

GUIDES = ("README.md", "README.zh-CN.md", "CONTRIBUTING.md", "DECISIONS.md")
# The section that CONTRIBUTING adds as an example.
EXAMPLE = "portal/templates/records/decision.html"


def text(guide: str) -> str:
    """A guide without its examples."""
    lines = (CHECKOUT / guide).read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("    "))


def anchors(guide: str) -> set[str]:
    """The anchors of its headings, as GitHub makes them."""
    heads = re.findall(r"^#+ (.+)$", text(guide), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("guide", GUIDES)
def test_every_link_leads_somewhere(guide: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)", text(guide))

    lost = [
        f"{path}#{anchor}"
        for path, anchor in links
        if not (CHECKOUT / (path or guide)).exists()
        or (anchor and anchor not in anchors(path or guide))
    ]

    assert lost == []


@pytest.mark.parametrize("guide", GUIDES)
def test_every_path_of_the_code_is_there(guide: str) -> None:
    named = re.findall(r"`((?:portal|search|build|tests|deploy|handbook)/[\w./-]+)`", text(guide))
    made = ("build/site", "build/state")

    assert {one for one in named if not one.startswith(made) and not (CHECKOUT / one).exists()} <= {
        EXAMPLE
    }


@pytest.mark.parametrize("guide", GUIDES)
def test_every_command_is_there(guide: str) -> None:
    whole = (CHECKOUT / guide).read_text(encoding="utf-8")
    assert set(re.findall(r"python -m build ([a-z][a-z-]*)", whole)) <= COMMANDS.keys()
