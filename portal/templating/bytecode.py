"""Templates are compiled once: all of them take 0.4 s, and each process of each build would do it again.

What is kept, in the state folder, is code: it counts only whole, and for the same text, words and
compiler. Where it cannot be kept, templates are compiled again.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from portal.language import Language, of
from portal.templating import jinja

_DIGEST = 32


class Compiled(BytecodeCache):
    """A folder with a file for each template: the digest of its code, and the code."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get_bucket(self, environment: Any, name: str, filename: str | None, source: str) -> Bucket:
        # A path may hold what is no text, as one in Chinese does where no locale is set.
        rests_on = f"{filename!r}\n{_compiler()}\n{_words(of(environment.app))}\n{source}"
        return super().get_bucket(environment, name, None, rests_on)

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            data = self._path(bucket).read_bytes()
            if sha256(data[_DIGEST:]).digest() == data[:_DIGEST]:
                bucket.bytecode_from_string(data[_DIGEST:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        code = bucket.bytecode_to_string()
        path = self._path(bucket)
        new = path.with_suffix(".new")
        with suppress(OSError):
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                new.write_bytes(sha256(code).digest() + code)
                new.replace(path)
            finally:
                new.unlink(missing_ok=True)

    def _path(self, bucket: Bucket) -> Path:
        return self._folder / bucket.key


@cache
def _compiler() -> str:
    """What stands for that which makes code of templates."""
    ours = sha256(Path(jinja.__file__).read_bytes()).hexdigest()
    return f"{jinja2.__version__} {ours}"


@cache
def _words(language: Language) -> str:
    """What stands for the words, which the code of a template holds."""
    return sha256(repr(sorted(language.texts.items())).encode()).hexdigest()
