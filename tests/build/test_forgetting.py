"""What is let go of while pages are made is asked again when it is wanted, with the same answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from build import forgetting, together
from build.forgetting import forget
from portal import store
from tests.build.command import tree
from tests.build.portals import Portal
from tests.conftest import MakeApp
from tests.factories import Content


def test_long_texts_go_short_ones_stay(world: Content, make_app: MakeApp) -> None:
    app = make_app()
    at_work = store.of(app)
    texts = {"short": "a", "long": b"a" * (forgetting.LONG + 1)}
    for name, text in texts.items():
        at_work.answers[name, (), ()] = text
    forget(at_work, list(at_work.answers))
    assert [name for name, _, _ in at_work.answers] == ["short"]


def test_a_site_is_the_same_however_much_is_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal = Portal(tmp_path)
    remembered = portal.clean()
    monkeypatch.setattr(forgetting, "LONG", 0)
    monkeypatch.setattr(together, "PORTION", 1)

    assert portal.clean() == remembered
    portal.build()
    portal.content.add("contracts", "contract", signed="2026-03-09")
    portal.build()
    assert tree(portal.site) == portal.clean()
