"""What was agreed and what came of it: contracts and evaluations."""

from __future__ import annotations

from enum import StrEnum

from pydantic import model_validator
from sqlmodel import Field

from portal.fields import Amount, Count, Day, Past, Percent, Score, Text, refuse
from portal.models.base import Part, Record, listed
from portal.models.links import AnyId, ProjectId, SupplierId


class LongTerm(StrEnum):
    """The four reasons that allow a term of more than one year."""

    FIXED = "内容相对固定"
    CONTINUOUS = "连续性强"
    FUNDED = "经费来源稳定"
    PRICE = "价格变化较小"


class SecondStage(StrEnum):
    """How one of the suppliers of a framework agreement is chosen when there is work (财政部令第110号)."""

    DIRECT = "直接选定"
    BIDDING = "二次竞价"
    TURN = "顺序轮候"


class Contract(Record, table=True):
    """合同公告 with the eight contents; those that the contract lacks stay empty and are named."""

    project: ProjectId = Field(title="购买项目", index=True)
    number: Text = Field(title="合同编号", unique=True)
    supplier: SupplierId = Field(title="承接主体", index=True)
    second_stage: SecondStage | None = Field(default=None, title="第二阶段成交方式")
    notified: Day | None = Field(default=None, title="实施通知书日期")
    signed: Past = Field(title="签订日期")
    starts: Day = Field(title="服务开始")
    ends: Day = Field(title="服务结束")
    amount: Amount = Field(title="合同金额")
    scope: Text | None = Field(default=None, title="服务范围")
    subject: Text | None = Field(default=None, title="服务标的")
    place: Text | None = Field(default=None, title="履约地点")
    unit_price: Text | None = Field(default=None, title="单价")
    quantity: Text | None = Field(default=None, title="服务数量")
    quality: Text | None = Field(default=None, title="质量要求")
    payment: Text | None = Field(default=None, title="资金支付方式")
    rights: Text | None = Field(default=None, title="权利义务")
    liability: Text | None = Field(default=None, title="违约责任")
    reasons: list[LongTerm] = listed("期限超过一年的理由")

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Contract:
        if self.ends < self.starts:
            refuse("服务结束早于服务开始", "核对 starts 和 ends", "ends")
        return self


class Stage(StrEnum):
    MIDTERM = "中期评估"
    FINAL = "末期评估"
    ANNUAL = "年度评价"
    SELF = "绩效自评"


class Side(StrEnum):
    BUYER = "购买主体"
    USERS = "服务对象"
    THIRD_PARTY = "第三方"


class Evaluator(Part):
    side: Side = Field(title="评价方")
    name: Text = Field(title="评价者")


class Dimension(StrEnum):
    QUANTITY = "数量"
    QUALITY = "质量"
    FUNDS = "资金使用"
    GOALS = "目标达成度"
    BENEFIT = "社会效益"
    ECONOMY = "经济效益"
    SATISFACTION = "满意度"
    MANAGEMENT = "计划管理"


class View(StrEnum):
    """The pairs of views that an evaluation should join (五青复〔2019〕6号 二（七）)."""

    PROCESS = "过程评价与结果评估"
    TERM = "短期效果与长远效果"
    BENEFIT = "社会效益与经济效益"


class ViewNote(Part):
    view: View = Field(title="评价视角")
    note: Text = Field(title="评价")


class Indicator(Part):
    name: Text = Field(title="指标")
    dimension: Dimension | None = Field(default=None, title="维度")
    weight: Percent = Field(title="权重")
    score: Score = Field(title="得分")


class Rating(StrEnum):
    EXCELLENT = "优秀"
    GOOD = "良好"
    ADEQUATE = "合格"
    FAIL = "不合格"


class Use(StrEnum):
    PAYMENT = "合同资金支付"
    BUDGET = "以后年度预算"
    CHOICE = "选择承接主体"


class Evaluation(Record, table=True):
    """绩效评价结果: who judged, by which indicators, and what the result is used for."""

    project: ProjectId = Field(title="购买项目", index=True)
    supplier: SupplierId = Field(title="承接主体", index=True)
    stage: Stage = Field(title="评价阶段")
    evaluated: Past = Field(title="评价日期")
    evaluators: list[Evaluator] = listed("评价方")
    indicators: list[Indicator] = listed("评价指标")
    score: Score = Field(title="总得分")
    rating: Rating = Field(title="评价等级")
    satisfaction: Percent | None = Field(default=None, title="服务对象满意度")
    served: Count | None = Field(default=None, title="服务人次")
    uses: list[Use] = listed("结果应用")
    used_in: list[AnyId] = listed("应用到的记录")
    views: list[ViewNote] = listed("综合视角")
    contractor_view: Text | None = Field(default=None, title="承接主体的评价")
    purchaser_side: Text | None = Field(default=None, title="对购买部门的评价")
    archive: Text | None = Field(default=None, title="资料档案")
