"""Notices that change what was published: corrections, terminations, single-source notices."""

from __future__ import annotations

from enum import StrEnum

from pydantic import model_validator
from sqlmodel import Field

from portal.fields import Amount, Day, Line, Past, Phone, Text, refuse
from portal.models.base import Part, Record, listed
from portal.models.links import AnyId, ProjectId, SupplierId


class Matter(StrEnum):
    NOTICE = "公告内容"
    DOCUMENT = "采购文件"
    RESULT = "结果"
    CONTRACT = "合同"


class Change(Part):
    """One thing that a correction puts right."""

    item: Line = Field(title="更正事项")
    before: Text = Field(title="更正前")
    after: Text = Field(title="更正后")


class Correction(Record, table=True):
    """更正公告 (财办库〔2020〕50号): a published record stays as it was; this one corrects it.

    project: of the corrected record; a notice belongs to none.
    """

    project: ProjectId | None = Field(default=None, title="购买项目", index=True)
    corrects: AnyId = Field(title="更正的记录", index=True)
    first_published: Past = Field(title="首次公告日期")
    matter: Matter = Field(title="更正类别")
    changes: list[Change] = listed("更正内容", required=True)
    effective: Day | None = Field(default=None, title="更正日期")
    reason: Text | None = Field(default=None, title="更正原因")
    contact: Line | None = Field(default=None, title="联系部门")
    phone: Phone | None = Field(default=None, title="联系电话")

    @model_validator(mode="after")
    def _changes_something(self) -> Correction:
        if not self.changes:
            refuse("没有写明更正了什么", "在 changes 下至少写一项更正前后的内容", "changes")
        for number, one in enumerate(self.changes, 1):
            if one.before == one.after:
                where = f"changes[{number}].after"
                refuse("更正前后的内容一样", "写明原来的和改正后的内容", where)
        return self


class Termination(Record, table=True):
    """终止公告: ends a purchase before a contract, and says why."""

    project: ProjectId = Field(title="购买项目", index=True)
    ends: AnyId | None = Field(default=None, title="终止的公告", index=True)
    reason: Text = Field(title="终止原因")
    terminated: Day = Field(title="终止日期")
    failed: Line | None = Field(default=None, title="流标情形")
    contact: Line | None = Field(default=None, title="联系部门")
    phone: Phone | None = Field(default=None, title="联系电话")


class SingleSource(Record, table=True):
    """单一来源公示 (实施条例 38: five working days before the purchase)."""

    project: ProjectId = Field(title="购买项目", index=True)
    supplier: SupplierId = Field(title="拟定供应商", index=True)
    description: Text | None = Field(default=None, title="拟采购服务的说明")
    budget: Amount | None = Field(default=None, title="预算金额")
    reason: Text | None = Field(default=None, title="采用单一来源的原因")
    opinion: Text | None = Field(default=None, title="专业人员论证意见")
    until: Day = Field(title="公示截止")
    finance_contact: Line | None = Field(default=None, title="财政部门联系方式")
    contact: Line | None = Field(default=None, title="联系部门")
    phone: Phone | None = Field(default=None, title="联系电话")

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> SingleSource:
        if self.until < self.published:
            refuse("公示截止早于公开日期", "核对 published 和 until", "until")
        return self
