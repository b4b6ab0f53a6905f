"""Exemptions: personal data that somebody decided to publish, and why."""

from __future__ import annotations

from sqlmodel import Field

from portal.fields import Day, Line, Text
from portal.models.base import Record
from portal.models.links import AnyId


class Exemption(Record, table=True):
    """个人信息公开例外: lets one number stand in one field or attachment of one record.

    item: the field's name as the report of problems writes it (for the body 正文), or the
    attachment's file name. number: masked, as the report writes it.
    """

    record: AnyId = Field(title="所在记录", index=True)
    item: Line = Field(title="字段或附件")
    kind: Line = Field(title="信息种类")
    number: Line = Field(title="遮蔽后的号码")
    reason: Text = Field(title="公开理由")
    decider: Line = Field(title="决定者")
    decided: Day = Field(title="决定日期")
