"""Suppliers over time: credit records, and the lists on which they stand."""

from __future__ import annotations

from enum import StrEnum

from pydantic import model_validator
from sqlmodel import Field

from portal.fields import Count, Day, Line, Past, Text, Year, refuse
from portal.models.base import Part, Record, listed
from portal.models.links import ProjectId, PurchaserId, SupplierId


class CreditKind(StrEnum):
    REWARD = "守信激励"
    EVALUATION = "评价结果"
    PENALTY = "行政处罚"
    DISHONEST = "失信惩戒"
    RESTRICTION = "限制承接"
    BAR = "禁止承接"


class CreditRecord(Record, table=True):
    """One entry of a supplier's credit: reward, penalty or bar, with its dates and source."""

    supplier: SupplierId = Field(title="承接主体", index=True)
    kind: CreditKind = Field(title="记录类型")
    decided: Past = Field(title="决定日期")
    until: Day | None = Field(default=None, title="有效期止")
    decider: Line = Field(title="决定单位")
    document: Line | None = Field(default=None, title="文书号")
    facts: Text = Field(title="事实和依据")
    source: Line = Field(title="信息来源")

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> CreditRecord:
        if self.until and self.until < self.decided:
            refuse("有效期止早于决定日期", "核对 decided 和 until", "until")
        return self


class RosterKind(StrEnum):
    LIBRARY = "购买服务职工信息库"
    CONTACTED = "已联系社会组织"
    COLLECTED = "已采集信息社会组织"
    FEDERATION = "联合会会员"
    INCUBATED = "孵化培育"
    MODEL = "专业型示范社会组织"
    HUB = "枢纽型社会组织"
    EXCELLENT = "优秀项目"
    EXIT = "退出名单"
    ORGANISATIONS = "社会组织名录"
    CREDIT = "信用记录名单"
    INSTITUTIONS = "事业单位名录"
    QUALIFIED = "行业资质名录"


class RosterState(StrEnum):
    """How far a group has come that is not registered yet."""

    INCUBATING = "孵化中"
    FILED = "已备案"
    REGISTERED = "已登记"


class Entry(Part):
    """One line of a list: a registered supplier, or a group or project by its name."""

    name: Line = Field(title="名称")
    supplier: SupplierId | None = Field(default=None, title="承接主体")
    project: ProjectId | None = Field(default=None, title="购买项目")
    since: Day | None = Field(default=None, title="列入日期")
    consented: Day | None = Field(default=None, title="同意日期")
    state: RosterState | None = Field(default=None, title="状态")
    field: Line | None = Field(default=None, title="类别")
    note: Text | None = Field(default=None, title="说明")


class Roster(Record, table=True):
    """A list of organisations or projects for one year, kept by one body."""

    kind: RosterKind = Field(title="名录种类", index=True)
    year: Year = Field(title="年度", index=True)
    keeper: Line = Field(title="编制单位")
    issued: Day = Field(title="编制日期")
    purchaser: PurchaserId | None = Field(default=None, title="购买主体", index=True)
    source: Line | None = Field(default=None, title="来源")
    total: Count | None = Field(default=None, title="原名录总数")
    entries: list[Entry] = listed("名单")
