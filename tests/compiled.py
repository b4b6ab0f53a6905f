"""Templates that are compiled once in a run of the tests, not once in every application of every test.

Compiling the seventy of them takes 0.4 s, and a test seldom more than that. The code of a template
depends on its text and on the language, whose words stand in it (portal.jinja).
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from typing import Any

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

from portal.language import Language, of


class Compiled(FileSystemBytecodeCache):
    """A folder of compiled templates for applications in any language."""

    def get_bucket(self, environment: Any, name: str, filename: str | None, source: str) -> Bucket:
        spoken = _words(of(environment.app))
        return super().get_bucket(environment, name, f"{filename} {spoken}", source)


@cache
def _words(language: Language) -> str:
    return sha256(repr(sorted(language.texts.items())).encode()).hexdigest()
