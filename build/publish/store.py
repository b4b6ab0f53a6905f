"""An object store (S3, OSS and others) through fsspec, with the type that browsers need to be told."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from build.exits import Machine

try:
    import fsspec
except ImportError:  # an extra, which most do without
    fsspec = None

AT_ONCE = 8
BATCH = 500
# What makes the stores' packages say the type of a file, by protocol; others go by the name.
_TYPED: dict[str, Callable[[str], dict[str, Any]]] = {
    "s3": lambda kind: {"ContentType": kind},
    "oss": lambda kind: {"headers": {"Content-Type": kind}},
    "gs": lambda kind: {"content_type": kind},
}
# Stores that only resemble S3 do not know the checksums that Amazon's own client sends since 2025.
_OPTIONS: dict[str, dict[str, Any]] = {
    "s3": {"config_kwargs": {"request_checksum_calculation": "when_required"}}
}
_TEXT = ("javascript", "json", "xml")

Answer = TypeVar("Answer")


class Store:
    """Files are objects whose keys begin with the path of the address."""

    def __init__(self, address: str) -> None:
        """address: as fsspec reads it, e.g. «s3://bucket/folder». Raises Machine without its package."""
        if fsspec is None:
            raise Machine(
                "发布到对象存储需要 fsspec：请先运行 python -m pip install '.[publish]'。"
            )
        protocol = address.partition("://")[0]
        try:
            options = {"skip_instance_cache": True, **_OPTIONS.get(protocol, {})}
            self._files, root = fsspec.core.url_to_fs(address, **options)
        except (ImportError, ValueError) as error:
            raise Machine(f"不能发布到 {address}：{error}") from None
        self._root = root.rstrip("/")
        self._typed: Callable[[str], dict[str, Any]] = _TYPED.get(protocol, lambda _: {})

    def read(self, path: str) -> bytes | None:
        """As in `Target`."""
        try:
            return bytes(_asked(self._files.cat_file, self._key(path)))
        except FileNotFoundError:
            return None

    def sizes(self) -> dict[str, int]:
        """As in `Target`."""
        self._files.invalidate_cache()
        try:
            found = _asked(self._files.find, self._root, detail=True)
        except FileNotFoundError:
            return {}
        return {key[len(self._root) + 1 :]: int(one["size"] or 0) for key, one in found.items()}

    def write(self, path: str, data: bytes) -> None:
        """As in `Target`."""
        _asked(self._files.pipe_file, self._key(path), data, **self._typed(kind_of(path)))

    def put(self, folder: Path, paths: Sequence[str]) -> Iterator[str]:
        """As in `Target`, several at once."""

        def one(path: str) -> str:
            self.write(path, (folder / path).read_bytes())
            return path

        with ThreadPoolExecutor(AT_ONCE) as pool:
            try:
                yield from pool.map(one, paths)
            finally:
                pool.shutdown(cancel_futures=True)

    def remove(self, paths: Sequence[str]) -> Iterator[str]:
        """As in `Target`; a store has no folders."""
        for begin in range(0, len(paths), BATCH):
            batch = paths[begin : begin + BATCH]
            _asked(self._files.rm, [self._key(path) for path in batch])
            yield from batch

    def _key(self, path: str) -> str:
        return f"{self._root}/{path}"


def kind_of(path: str) -> str:
    """The media type of a file, with the encoding of texts."""
    name = PurePosixPath(path).name
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    text = kind.startswith("text/") or kind.endswith(_TEXT)
    return f"{kind}; charset=utf-8" if text else kind


def _asked(ask: Callable[..., Answer], *arguments: Any, **named: Any) -> Answer:
    """Call a store; what its package raises, of whatever kind, becomes an OSError."""
    try:
        return ask(*arguments, **named)
    except OSError:
        raise
    except Exception as error:  # each package has errors of its own
        raise OSError(f"{type(error).__name__}：{error}") from error
