"""Money that moves: payments, amendments of contracts, grants, thresholds, yearly accounts."""

from __future__ import annotations

from enum import StrEnum

from pydantic import model_validator
from sqlmodel import Field

from portal.fields import Amount, Day, Line, Past, Text, Year, Yes, refuse
from portal.models.base import Part, Record, listed
from portal.models.links import (
    ContractId,
    EvaluationId,
    ProjectId,
    PurchaserId,
    RegionId,
    SupplierId,
)
from portal.models.projects import Form, Method


class Payment(Record, table=True):
    """资金支付: one payment under a contract."""

    project: ProjectId = Field(title="购买项目", index=True)
    contract: ContractId = Field(title="合同", index=True)
    supplier: SupplierId = Field(title="收款单位", index=True)
    paid: Past = Field(title="支付日期")
    due: Day | None = Field(default=None, title="约定支付日期")
    amount: Amount = Field(title="支付金额")
    final: Yes = Field(title="是否尾款")
    evaluation: EvaluationId | None = Field(default=None, title="依据的评价结果")
    condition: Text | None = Field(default=None, title="支付条件")


class AmendmentKind(StrEnum):
    CHANGE = "变更"
    RENEWAL = "续签"
    ADDITION = "追加"
    SUBCONTRACT = "分包"
    ASSIGNMENT = "转包"
    ENDING = "解除"


class Amendment(Record, table=True):
    """合同变更: a renewal, an addition, a subcontract or an end, as a record of its own."""

    project: ProjectId = Field(title="购买项目", index=True)
    contract: ContractId = Field(title="原合同", index=True)
    kind: AmendmentKind = Field(title="变更种类")
    signed: Past = Field(title="签订日期")
    ends: Day | None = Field(default=None, title="变更后服务结束")
    amount: Amount | None = Field(default=None, title="增加金额")
    consented: Yes | None = Field(default=None, title="购买主体同意")
    reason: Text = Field(title="变更原因")


class Grant(Record, table=True):
    """奖励性补助 for a supplier whose work stood out."""

    supplier: SupplierId = Field(title="承接主体", index=True)
    purchaser: PurchaserId = Field(title="给予单位", index=True)
    project: ProjectId | None = Field(default=None, title="购买项目", index=True)
    amount: Amount = Field(title="补助金额")
    decided: Past = Field(title="决定日期")
    reason: Text = Field(title="突出成绩")


class Limit(Part):
    form: Form = Field(title="购买形式")
    method: Method = Field(title="购买方式")
    amount: Amount = Field(title="金额上限")
    note: Text | None = Field(default=None, title="说明")


class Threshold(Record, table=True):
    """限额标准: up to which amount a method may be used, and from which a decision is a major one.

    procurement: from which budget on a purchase is bound by 政府采购法 (its articles 2 and 8); tender:
    from which one it is tendered in public (its article 27).
    """

    region: RegionId = Field(title="地区", index=True)
    maker: Line = Field(title="制定单位")
    effective: Day = Field(title="施行日期")
    until: Day | None = Field(default=None, title="失效日期")
    major: Amount = Field(title="重大项目起点金额")
    procurement: Amount | None = Field(default=None, title="政府采购限额标准")
    tender: Amount | None = Field(default=None, title="公开招标数额标准")
    limits: list[Limit] = listed("限额")

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Threshold:
        if self.until and self.until < self.effective:
            refuse("失效日期早于施行日期", "核对 effective 和 until", "until")
        return self


class Account(Record, table=True):
    """年度决算: what a purchaser spent on services in a year.

    new_services: its new spending on public services by purchase; to_organisations: the part of
    it that went to social organisations (武民政〔2020〕24号 三（四）: at least 30 %).
    """

    purchaser: PurchaserId = Field(title="购买主体", index=True)
    year: Year = Field(title="年度", index=True)
    budget: Amount = Field(title="年初预算")
    spent: Amount = Field(title="实际支出")
    new_services: Amount | None = Field(default=None, title="新增公共服务购买支出")
    to_organisations: Amount | None = Field(default=None, title="其中向社会组织购买")
    matched: Amount | None = Field(default=None, title="市、区配套资金")
    social: Amount | None = Field(default=None, title="社会资金")
    approved: Past = Field(title="审定日期")
    note: Text | None = Field(default=None, title="说明")
