"""What every record has, and the lists inside a record."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import ConfigDict
from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from portal.fields import Day, Id, Line, Markdown, Text

# What validates is made of a model when the first of its records is: mostly all have been read before.
_CONFIG = ConfigDict(extra="forbid", defer_build=True)


class Part(SQLModel):
    """A row of a list inside a record; it has no page of its own."""

    model_config = _CONFIG  # type: ignore[assignment]


def listed(title: str, *, required: bool = False) -> Any:
    """A field that holds a list, labelled `title`: of texts, ids, words or parts.

    Parts may stand in YAML, or in a CSV file that is named there.
    """
    if required:
        return Field(title=title, sa_type=JSON)
    return Field(default_factory=list, title=title, sa_type=JSON)


class DocumentKind(StrEnum):
    NOTICE = "公告文本"
    PROCUREMENT = "采购文件"
    FEASIBILITY = "可行性论证"
    APPLICATION = "申报文件"
    REVIEW = "评审报告"
    CONTRACT = "合同文本"
    PLAN = "实施方案"
    EVALUATION = "评价报告"
    ACCOUNTS = "财务审计报告"
    OTHER = "其他"


class Attachment(Part):
    """A file that lies beside the record's own file and is published with it."""

    file: Text = Field(title="文件名")
    title: Text = Field(title="名称")
    kind: DocumentKind | None = Field(default=None, title="文件种类")


class Record(SQLModel):
    """The fields of every record.

    `id` and `path` come from the place of its file, `body` from below its front matter, and `html`
    is the body rendered by the loader with root-relative addresses.
    """

    model_config = _CONFIG  # type: ignore[assignment]

    id: Id = Field(primary_key=True, title="编号")
    path: Text = Field(title="源文件")
    title: Line = Field(title="标题")
    published: Day = Field(title="公开日期", index=True)
    summary: Text | None = Field(default=None, title="摘要")
    attachments: list[Attachment] = listed("附件")
    body: Markdown | None = Field(default=None, title="正文")
    html: str = Field(default="", title="正文 HTML")
