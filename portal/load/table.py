"""CSV files that hold a record's list of parts."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from portal.load.parsed import Parsed, Unreadable
from portal.load.text import read_text


def read_table(file: Path, path: str, field: str, parsed: Parsed) -> list[dict[str, Any]]:
    """The rows of a CSV file as mappings of texts, empty cells left out.

    The first line names the fields. Notes each cell's place in `parsed`; raises Unreadable.
    """
    reader = csv.reader(io.StringIO(read_text(file, path), newline=""), strict=True)
    rows: list[dict[str, Any]] = []
    header: list[str] = []
    try:
        for line in reader:
            cells = [cell.strip() for cell in line]
            if not any(cells):
                continue
            if not header:
                header = cells
                if len(set(header)) < len(header) or "" in header:
                    reason = "表头有空格或重复的列名"
                    raise Unreadable(path, reader.line_num, reason, "每列写一个不同的字段名")
                continue
            if len(cells) != len(header):
                raise Unreadable(
                    path,
                    reader.line_num,
                    f"这一行有 {len(cells)} 格，表头有 {len(header)} 格",
                    "补齐或删去多余的格；含逗号的文字加英文双引号",
                )
            parsed.places[(field, len(rows))] = (path, reader.line_num)
            rows.append({name: cell for name, cell in zip(header, cells, strict=True) if cell})
    except csv.Error as error:
        raise Unreadable(
            path, reader.line_num, f"不是完好的 CSV（{error}）", "检查引号是否成对"
        ) from None
    return rows
