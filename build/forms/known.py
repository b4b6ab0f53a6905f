"""Which records a content folder has, as a form offers them: ids with their titles."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from portal.anchors import ROWS
from portal.fields import Ref
from portal.load.parsed import Unreadable
from portal.load.text import read_record
from portal.load.walk import walk

# Between id and title in a drop-down; the importer keeps what stands before it.
BAR = " ｜ "


class Known:
    """The readable records of a content folder; what is wrong with them is no matter here."""

    def __init__(self, content: Path) -> None:
        self._data: dict[str, dict[str, Mapping[str, Any]]] = {}
        for source in walk(content).sources if content.is_dir() else ():
            try:
                parsed = read_record(content / source.path, source.path)
            except Unreadable:
                continue
            self._data.setdefault(source.section, {})[source.id] = parsed.data

    def choices(self, ref: Ref) -> list[str]:
        """«id ｜ title» of every record that a field with this mark can name, in order."""
        if not ref.section:
            return [
                f"{section}/{id}{BAR}{_text(data, 'title')}"
                for section, found in sorted(self._data.items())
                for id, data in sorted(found.items())
            ]
        found = self._data.get(ref.section, {})
        if not ref.part:
            return [f"{id}{BAR}{_text(data, 'title')}" for id, data in sorted(found.items())]
        rows = ROWS[ref.section]
        return [
            f"{id}#{_text(row, rows.code)}{BAR}{_text(row, rows.words)}"
            for id, data in sorted(found.items())
            for row in _rows(data.get(rows.part))
        ]


def _rows(value: Any) -> list[Mapping[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name)
    return " ".join(value.split()) if isinstance(value, str) else ""
