"""A target as tests look at it, and the command that publishes there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.build.command import run
from tests.build.faults import Scene


class There:
    """A target as a visitor sees it, and as the command names it."""

    def __init__(
        self,
        name: str,
        read: Callable[[], dict[str, bytes]],
        put: Callable[[str, bytes], object],
        remove: Callable[[str], object],
    ) -> None:
        self.name, self.read, self.put, self.remove = name, read, put, remove


def folder(place: Path, name: str) -> There:
    def put(path: str, data: bytes) -> None:
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_bytes(data)

    return There(name, lambda: files(place), put, lambda path: (place / path).unlink())


def files(place: Path) -> dict[str, bytes]:
    return {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in sorted(place.rglob("*"))
        if path.is_file()
    }


def publish(scene: Scene, there: There, *more: str, code: int = 0) -> str:
    told = run("publish", there.name, *scene.options, *more)
    assert told.exit_code == code, told.output
    return told.output
