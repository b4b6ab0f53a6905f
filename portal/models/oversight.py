"""Who looked after a purchase, and what they found: objections, acceptance, inspection, audit."""

from __future__ import annotations

from enum import StrEnum

from pydantic import model_validator
from sqlmodel import Field

from portal.fields import Amount, Count, Day, Line, Past, Percent, Text, Year, refuse
from portal.models.base import Part, Record, listed
from portal.models.delivery import Side
from portal.models.links import AnyId, ContractId, ProjectId, PurchaserId, SupplierId


class Objector(StrEnum):
    """What kind of person objected; never who (个人信息保护法)."""

    APPLICANT = "申报组织"
    WORKER = "职工群众"
    CITIZEN = "社会公众"
    BODY = "有关单位"


class Ruling(StrEnum):
    UPHELD = "成立"
    PARTLY = "部分成立"
    DISMISSED = "不成立"
    WITHDRAWN = "撤回"


class Objection(Record, table=True):
    """异议: received, answered, upheld or not. No personal data."""

    project: ProjectId = Field(title="购买项目", index=True)
    about: AnyId = Field(title="针对的记录", index=True)
    by: Objector = Field(title="提出方")
    received: Past = Field(title="收到日期")
    matter: Text = Field(title="异议事项")
    answered: Day | None = Field(default=None, title="答复日期")
    ruling: Ruling | None = Field(default=None, title="处理结果")
    answer: Text | None = Field(default=None, title="答复内容")
    action: Text | None = Field(default=None, title="后续措施")

    @model_validator(mode="after")
    def _answer_is_whole(self) -> Objection:
        if self.answered and self.answered < self.received:
            refuse("答复早于收到", "核对 received 和 answered", "answered")
        if bool(self.answered) != bool(self.ruling):
            written = "answered" if self.answered else "ruling"
            refuse(
                "答复日期和处理结果只写了一个", "answered 和 ruling 要么都写，要么都不写", written
            )
        return self


class Member(Part):
    side: Side = Field(title="代表方")
    name: Line = Field(title="成员")


class Finding(StrEnum):
    PASSED = "通过"
    CONDITIONAL = "整改后通过"
    FAILED = "不通过"


class Acceptance(Record, table=True):
    """验收结果; for public services the users take part and give an opinion (实施条例 45)."""

    project: ProjectId = Field(title="购买项目", index=True)
    contract: ContractId = Field(title="合同", index=True)
    supplier: SupplierId = Field(title="承接主体", index=True)
    accepted: Past = Field(title="验收日期")
    content: Text | None = Field(default=None, title="服务内容和要求")
    period: Line | None = Field(default=None, title="履约期限")
    place: Line | None = Field(default=None, title="履约地点")
    members: list[Member] = listed("验收组成员")
    users_opinion: Text | None = Field(default=None, title="服务对象意见")
    opinion: Text | None = Field(default=None, title="验收意见")
    finding: Finding = Field(title="验收结论")


class Sample(Part):
    project: ProjectId = Field(title="抽查项目")
    finding: Finding = Field(title="结论")
    note: Text | None = Field(default=None, title="发现的问题")


class Inspection(Record, table=True):
    """监督抽查: which share of the projects was looked at, and what was found."""

    inspector: Line = Field(title="抽查单位")
    inspected: Past = Field(title="抽查日期")
    scope: Text = Field(title="抽查范围")
    population: Count = Field(title="范围内项目数")
    samples: list[Sample] = listed("抽查结果")

    @model_validator(mode="after")
    def _share_is_possible(self) -> Inspection:
        if len(self.samples) > self.population:
            refuse("抽查的项目比范围内的项目还多", "核对 population 和 samples", "samples")
        return self


class AuditKind(StrEnum):
    AUDIT = "审计"
    UNION = "经审"
    SPECIAL = "专项审计"
    DISCIPLINE = "巡视巡察"
    ACCOUNTS = "承接主体财务报告审计"


class Audit(Record, table=True):
    """审计、经审、巡视巡察; also the yearly audit of a supplier's accounts by a CPA."""

    kind: AuditKind = Field(title="审计种类")
    auditor: Line = Field(title="审计单位")
    audited: Past = Field(title="审计日期")
    year: Year | None = Field(default=None, title="所审年度")
    project: ProjectId | None = Field(default=None, title="购买项目", index=True)
    purchaser: PurchaserId | None = Field(default=None, title="购买主体", index=True)
    supplier: SupplierId | None = Field(default=None, title="承接主体", index=True)
    covers: list[Line] = listed("审计内容")
    amount: Amount | None = Field(default=None, title="所审金额")
    issues: Count | None = Field(default=None, title="发现问题数")
    result: Text = Field(title="审计结论")
    rectified: Text | None = Field(default=None, title="整改情况")


class FollowUpKind(StrEnum):
    TRACKING = "过程跟踪"
    SUPERVISION = "督查"
    ADJUSTMENT = "中途调整"
    ASSESSMENT = "考核"


class FollowUp(Record, table=True):
    """跟踪记录: what was seen on the way, and what was adjusted."""

    project: ProjectId = Field(title="购买项目", index=True)
    kind: FollowUpKind = Field(title="跟踪方式")
    seen: Past = Field(title="跟踪日期")
    progress: Percent | None = Field(default=None, title="进度")
    finding: Text = Field(title="跟踪情况")
    action: Text | None = Field(default=None, title="调整措施")
