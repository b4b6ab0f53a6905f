"""What may be bought (directive catalogues) and what is going to be bought (annual plans)."""

from __future__ import annotations

from enum import StrEnum

from pydantic import model_validator
from sqlmodel import Field

from portal.fields import Amount, Count, Day, Id, Text, Year, Yes, refuse
from portal.models.base import Part, Record, listed
from portal.models.links import CatalogueId, CatalogueItem, PurchaserId, RegionId


class CatalogueKind(StrEnum):
    DIRECTIVE = "指导性目录"
    IMPLEMENTATION = "实施目录"
    PROJECTS = "服务项目目录"


class Item(Part):
    """One kind of service that may be bought."""

    code: Id = Field(title="编码")
    title: Text = Field(title="名称")
    kind: Text = Field(title="种类")
    nature: Text = Field(title="性质")
    content: Text = Field(title="内容")
    parent: CatalogueItem | None = Field(default=None, title="上级目录项")


class Catalogue(Record, table=True):
    """One version of a catalogue; a new version is a new record that names the one it replaces."""

    kind: CatalogueKind = Field(title="目录种类")
    region: RegionId = Field(title="地区", index=True)
    maker: Text = Field(title="编制单位")
    version: Text = Field(title="版本")
    effective: Day = Field(title="施行日期")
    until: Day | None = Field(default=None, title="失效日期")
    parent: CatalogueId | None = Field(default=None, title="上级目录")
    replaces: CatalogueId | None = Field(default=None, title="替代版本")
    reason: Text | None = Field(default=None, title="调整原因")
    place: Text | None = Field(default=None, title="公布渠道")
    items: list[Item] = listed("目录项")

    @model_validator(mode="after")
    def _is_a_version(self) -> Catalogue:
        if self.until and self.until < self.effective:
            refuse("失效日期早于施行日期", "核对 effective 和 until", "until")
        if self.id in (self.replaces, self.parent):
            own = "parent" if self.parent == self.id else "replaces"
            refuse("目录指向了它自己", f"{own} 要写另一个目录的编号", own)
        return self


class PlanLine(Part):
    """One project of a plan, as budgeted (采购意向)."""

    code: Id = Field(title="序号")
    title: Text = Field(title="拟购项目")
    item: CatalogueItem = Field(title="目录项")
    need: Text = Field(title="需求概况")
    budget: Amount = Field(title="预算金额")
    month: Count = Field(title="预计购买月份")
    sme: Yes | None = Field(default=None, title="面向中小企业")
    note: Text | None = Field(default=None, title="备注")


class Plan(Record, table=True):
    purchaser: PurchaserId = Field(title="购买主体", index=True)
    year: Year = Field(title="年度", index=True)
    approver: Text = Field(title="审批机关")
    approved: Day = Field(title="审批日期")
    lines: list[PlanLine] = listed("计划项目")

    @model_validator(mode="after")
    def _months_exist(self) -> Plan:
        for number, line in enumerate(self.lines, 1):
            if not 1 <= line.month <= 12:
                field = f"lines[{number}].month"
                refuse(f"月份 {line.month} 不存在", "写 1 到 12", field)
        return self
