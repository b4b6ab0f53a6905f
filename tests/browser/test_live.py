"""The live portal in a process of its own: `flask --app portal run`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from portal.settings import CHECKOUT
from tests.factories import TODAY, Content


def start(content: Content, state: Path) -> subprocess.Popen[str]:
    """Start the portal on a free port."""
    settings = {
        "PORTAL_CONTENT": str(content.folder),
        "PORTAL_STATE": str(state),
        "PORTAL_TODAY": TODAY,
    }
    return subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "portal", "run", "--port", "0"],
        cwd=CHECKOUT,
        env={**os.environ, **settings, "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


@contextmanager
def running(content: Content, state: Path) -> Iterator[str]:
    """The portal's address, for as long as it runs."""
    with start(content, state) as server:
        assert server.stderr is not None
        try:
            lines = (re.search(r"http://127\.0\.0\.1:\d+", line) for line in server.stderr)
            yield next(address[0] for address in lines if address)
        finally:
            server.terminate()
            server.communicate(timeout=10)


def get(address: str) -> str:
    with urlopen(address, timeout=10) as answer:  # noqa: S310 - the loopback
        text: str = answer.read().decode()
        return text


def test_the_live_portal_shows_pages_and_answers_questions(world: Content, tmp_path: Path) -> None:
    world.add("notices", "n1", title="关于报送统计表的通知")
    with running(world, tmp_path / "state") as address:
        assert "关于报送统计表的通知" in get(f"{address}/notices/")
        page = get(f"{address}/search/?q={quote('送统计')}")
        assert 'data-total="1"' in page
        assert 'data-record="notices/n1"' in page
        assert "<mark>送统计</mark>" in page
        assert "测试网" in get(f"{address}/")


@pytest.mark.parametrize("fault", [{"published": "2026-02-30"}, {"unknown": "x"}])
def test_bad_content_is_told_without_a_traceback(
    world: Content, tmp_path: Path, fault: dict[str, str]
) -> None:
    world.add("notices", "n1", **fault)
    with start(world, tmp_path / "state") as server:
        _, told = server.communicate(timeout=30)
    assert server.returncode == 1
    assert "Error: 内容有 1 处问题，没有发布任何东西：\nnotices/n1.md 第 " in told
    assert "Traceback" not in told
