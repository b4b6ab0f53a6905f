"""What bodies report about their own work: statistics, meetings, replies, standards, needs."""

from __future__ import annotations

from enum import StrEnum

from pydantic import model_validator
from sqlmodel import Field

from portal.fields import Amount, Count, Day, Line, Past, Text, Year, Yes, refuse
from portal.models.base import Part, Record, listed
from portal.models.links import CatalogueItem, Category, Clause, PurchaserId, RegionId


class Half(StrEnum):
    FIRST = "上半年"
    SECOND = "下半年"


class Statistic(Record, table=True):
    """半年统计 (内蒙古自治区总工会实施意见 四（二）); a nil return says so outright."""

    purchaser: PurchaserId = Field(title="购买主体", index=True)
    year: Year = Field(title="年度", index=True)
    half: Half = Field(title="半年")
    reported: Past = Field(title="报送日期")
    nil: Yes = Field(title="零报告")
    projects: Count = Field(title="实施项目数")
    amount: Amount = Field(title="投入资金")
    served: Count = Field(title="服务职工群众人次")
    note: Text | None = Field(default=None, title="说明")

    @model_validator(mode="after")
    def _nil_is_nil(self) -> Statistic:
        if self.nil and (self.projects or self.amount or self.served):
            refuse("写明零报告，却填了数字", "零报告的项目数、资金、人次都写 0", "nil")
        return self


class Meeting(Record, table=True):
    """专题会议, at least every half-year (北京市总工会实施方案 三（二）)."""

    purchaser: PurchaserId = Field(title="召开单位", index=True)
    held: Past = Field(title="召开日期")
    topics: list[Line] = listed("议题")
    decisions: Text | None = Field(default=None, title="议定事项")


class Answer(Part):
    """How one matter of policy design is answered (五青复〔2019〕6号 二（一）)."""

    matter: Line = Field(title="事项")
    answer: Text = Field(title="答复")


class Adoption(StrEnum):
    ADOPTED = "采纳"
    PARTLY = "部分采纳"
    PLANNED = "列入计划"
    NOT = "不采纳"


class Reply(Record, table=True):
    """提案答复."""

    number: Line = Field(title="提案编号")
    proposer: Line = Field(title="提案方")
    answerer: Line = Field(title="答复单位")
    answered: Past = Field(title="答复日期")
    adoption: Adoption = Field(title="采纳情况")
    answers: list[Answer] = listed("逐项答复")


class StandardKind(StrEnum):
    SERVICE = "服务标准"
    PURCHASE = "购买标准"
    EVALUATION = "评价标准"


class Requirement(Part):
    name: Line = Field(title="项目")
    requirement: Text = Field(title="要求")


class Standard(Record, table=True):
    """Standards by kind of service, which projects cite."""

    kind: StandardKind = Field(title="标准种类")
    maker: Line = Field(title="制定单位")
    effective: Day = Field(title="施行日期")
    category: Category | None = Field(default=None, title="服务类别")
    clause: Clause | None = Field(default=None, title="政策依据")
    requirements: list[Requirement] = listed("标准内容")


class NeedSource(StrEnum):
    SURVEY = "问卷调查"
    DATABASE = "职工需求数据库"
    HOTLINE = "12351 职工服务热线"
    VISIT = "走访座谈"


class Want(Part):
    want: Line = Field(title="需求")
    people: Count = Field(title="提出人次")
    item: CatalogueItem | None = Field(default=None, title="对应目录项")


class Need(Record, table=True):
    """职工需求调查: where projects come from."""

    purchaser: PurchaserId = Field(title="调查单位", index=True)
    region: RegionId = Field(title="地区", index=True)
    source: NeedSource = Field(title="需求来源")
    surveyed: Past = Field(title="调查日期")
    people: Count = Field(title="调查人数")
    wants: list[Want] = listed("主要需求")
