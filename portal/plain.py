"""Rows → plain values: what templates get instead of database objects."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any


class Plain(SimpleNamespace):
    """A record or a part of one: texts, numbers, dates, lists of texts, lists of Plain.

    A record also has `section` (name), `key` («section/id») and `url` (root-relative address).
    """

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)  # for type checkers: any field may be asked for
