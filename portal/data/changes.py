"""Every change of the shape of the data, newest first; a test compares the shape with its record."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """One change. version: of the data format from that day on; text: what changed, in Chinese, as the catalogue knows it."""

    day: datetime.date
    version: str
    text: str


CHANGES = (
    Change(
        datetime.date(2026, 11, 25),
        "1",
        "开放数据首次发布：各栏目的 XLSX、CSV、JSON 和 JSON Schema，单条记录的 JSON，"
        "OCDS 1.1 发布包和记录包，DCAT 目录，校验和清单，全部内容压缩包。",
    ),
)
