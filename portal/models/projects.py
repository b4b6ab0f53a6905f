"""A purchase from its budget to the chosen supplier: the spine and its first documents."""

from __future__ import annotations

from enum import StrEnum

from pydantic import model_validator
from sqlmodel import Field

from portal.fields import Amount, Count, Day, Number, Past, Percent, Phone, Text, Yes, refuse
from portal.models.base import Part, Record, listed
from portal.models.links import (
    AgencyId,
    CatalogueItem,
    Category,
    NeedId,
    PlanLineId,
    PolicyId,
    ProjectId,
    PurchaserId,
    RegionId,
    StandardId,
    SupplierId,
)
from portal.window import StartRule


class Form(StrEnum):
    SERVICE = "服务项目"
    POST = "管理岗位"
    EVENT = "公益活动"
    SUBSIDY = "项目补贴"
    AWARD = "项目奖励"


class Method(StrEnum):
    OPEN = "公开招标"
    INVITED = "邀请招标"
    NEGOTIATION = "竞争性谈判"
    CONSULTATION = "竞争性磋商"
    QUOTATION = "询价"
    SINGLE_SOURCE = "单一来源"
    FRAMEWORK = "框架协议"
    COMMISSION = "委托"
    FRANCHISE = "特许经营"
    COOPERATION = "战略合作"


class FundSource(StrEnum):
    UNION = "工会经费"
    FISCAL = "财政资金"
    SUBSIDY = "行政补助"
    DONATION = "社会捐赠"


class Suitability(StrEnum):
    """What a service must be to be bought (内蒙古自治区总工会实施意见 二（三）)."""

    REFORM = "符合群团改革方向"
    NEEDED = "适应职工需求"
    MARKET = "适合市场化方式"
    EXPERT = "专业性较强"
    ABLE = "社会组织能够承接"


class Novelty(StrEnum):
    NEW = "新增事项"
    TEMPORARY = "临时性事项"
    PHASE = "阶段性事项"


class Fund(Part):
    source: FundSource = Field(title="资金来源")
    amount: Amount = Field(title="金额")


class Project(Record, table=True):
    """One purchase: everything published about it names it; its page is a timeline."""

    number: Text = Field(title="项目编号", unique=True)
    purchasers: list[PurchaserId] = listed("购买主体")
    region: RegionId = Field(title="地区", index=True)
    policies: list[PolicyId] = listed("适用政策")
    plan: PlanLineId | None = Field(default=None, title="年度计划")
    item: CatalogueItem | None = Field(default=None, title="目录项")
    category: Category = Field(title="服务类别")
    form: Form = Field(title="购买形式")
    posts: Count | None = Field(default=None, title="管理岗位数")
    method: Method = Field(title="购买方式")
    method_reason: Text | None = Field(default=None, title="选用该方式的理由")
    budget: Amount = Field(title="预算金额")
    funds: list[Fund] = listed("资金构成")
    decision: Text | None = Field(default=None, title="集体决策")
    beneficiaries: Text | None = Field(default=None, title="服务对象")
    public: Yes | None = Field(default=None, title="向社会公众提供")
    need: NeedId | None = Field(default=None, title="需求来源")
    suitability: list[Suitability] = listed("适宜购买的条件")
    novelty: Novelty | None = Field(default=None, title="新增或临时事项")
    estimate: Text | None = Field(default=None, title="价格测算依据")
    standard: StandardId | None = Field(default=None, title="执行标准")
    agency: AgencyId | None = Field(default=None, title="委托机构")

    @model_validator(mode="after")
    def _has_a_purchaser(self) -> Project:
        if not self.purchasers:
            refuse("没有写明购买主体", "在 purchasers 下至少写一个购买主体的编号", "purchasers")
        return self


class Criterion(Part):
    name: Text = Field(title="指标")
    weight: Percent = Field(title="权重")


class Announcement(Record, table=True):
    """购买公告. Its four required contents may be missing: that is irregular, and shown."""

    project: ProjectId = Field(title="购买项目", index=True)
    content: Text | None = Field(default=None, title="项目内容")
    method: Method | None = Field(default=None, title="购买方式")
    requirements: Text | None = Field(default=None, title="对承接主体的要求")
    criteria: list[Criterion] = listed("绩效评价标准")
    opens: Day = Field(title="申报开始")
    closes: Day = Field(title="申报截止")
    budget: Amount | None = Field(default=None, title="预算金额")
    ceiling: Amount | None = Field(default=None, title="最高限价")
    term: Text | None = Field(default=None, title="合同履行期限")
    consortium: Yes | None = Field(default=None, title="接受联合体")
    preferences: Text | None = Field(default=None, title="落实的政策")
    obtain: Text | None = Field(default=None, title="获取采购文件")
    opening: Text | None = Field(default=None, title="提交和开启")
    notice_days: Count | None = Field(default=None, title="公告期限（工作日）")
    materials: Text | None = Field(default=None, title="申报材料")
    place: Text | None = Field(default=None, title="申报地点")
    contact: Text = Field(title="联系部门")
    phone: Phone = Field(title="办公电话")

    @model_validator(mode="after")
    def _closes_after_it_opens(self) -> Announcement:
        if self.closes < self.opens:
            refuse("申报截止早于申报开始", "核对 opens 和 closes", "closes")
        return self


class ReviewBy(StrEnum):
    INTERNAL = "内部评审小组"
    THIRD_PARTY = "第三方专业服务机构"


class Candidate(Part):
    supplier: SupplierId = Field(title="申报组织")
    score: Number = Field(title="得分")
    rank: Count = Field(title="名次")
    recommended: Yes | None = Field(default=None, title="推荐")


class Review(Record, table=True):
    """项目评审: who judged, how the applicants ranked, and which one was chosen."""

    project: ProjectId = Field(title="购买项目", index=True)
    held: Past = Field(title="评审日期")
    by: ReviewBy = Field(title="评审组织")
    reviewers: list[Text] = listed("评审人员")
    candidates: list[Candidate] = listed("申报与得分")
    chosen: SupplierId | None = Field(default=None, title="选定承接主体")
    decided: Day | None = Field(default=None, title="选定日期")
    reason: Text | None = Field(default=None, title="未选第一名的理由")


class Lot(Part):
    """The main service won, as the result form of 财办库〔2020〕50号 wants it."""

    name: Text = Field(title="服务名称")
    scope: Text = Field(title="服务范围")
    requirement: Text | None = Field(default=None, title="服务要求")
    time: Text | None = Field(default=None, title="服务时间")
    standard: Text | None = Field(default=None, title="服务标准")


class Publicity(Record, table=True):
    """结果公示: the public window between the choice of a supplier and the contract."""

    project: ProjectId = Field(title="购买项目", index=True)
    supplier: SupplierId = Field(title="拟定承接主体", index=True)
    amount: Amount = Field(title="拟定金额")
    until: Day = Field(title="公示截止")
    supplier_address: Text | None = Field(default=None, title="供应商地址")
    lots: list[Lot] = listed("主要标的信息")
    agency_fee: Text | None = Field(default=None, title="代理服务收费")
    start_rule: StartRule | None = Field(default=None, title="起算方式")
    notified: Day | None = Field(default=None, title="中标、成交通知书日期")
    agreement_from: Day | None = Field(default=None, title="框架协议有效期起")
    agreement_until: Day | None = Field(default=None, title="框架协议有效期止")
    channel: Text = Field(title="异议渠道")
    contact: Text = Field(title="受理部门")
    phone: Phone = Field(title="受理电话")

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Publicity:
        if self.until < self.published:
            refuse("公示截止早于公开日期", "核对 published 和 until", "until")
        first, last = self.agreement_from, self.agreement_until
        if first and last and last < first:
            reason = "框架协议有效期的止日早于起日"
            refuse(reason, "核对 agreement_from 和 agreement_until", "agreement_until")
        return self


class Condition(StrEnum):
    """What a contractor must be, over all policies; each policy names some of them."""

    LAWFUL = "依法设立、独立承担民事责任"
    GOVERNANCE = "治理结构和内部管理健全"
    ACCOUNTS = "财务会计和资产管理制度健全"
    CAPACITY = "设施、人员和专业能力"
    SCOPE = "业务范围与购买内容一致"
    CREDIT = "信用良好、近三年无违法失信"
    TAXES = "依法缴纳税收和社会保险"
    REPUTATION = "社会和商业信誉良好"
    QUALIFIED = "符合有关资质要求"
    OTHER = "其他规定条件"


class Met(StrEnum):
    YES = "符合"
    NO = "不符合"
    UNKNOWN = "未核实"


class Priority(StrEnum):
    UNION = "已建工会或工会覆盖"
    GRADE = "评估等级 3A 以上"
    PARTY = "党组织健全"


class ConditionCheck(Part):
    condition: Condition = Field(title="条件")
    met: Met = Field(title="核查结果")
    evidence: Text | None = Field(default=None, title="依据")


class Qualification(Record, table=True):
    """资格条件核查: whether the chosen supplier met each condition, and the priority it claimed."""

    project: ProjectId = Field(title="购买项目", index=True)
    supplier: SupplierId = Field(title="承接主体", index=True)
    checked: Past = Field(title="核查日期")
    conditions: list[ConditionCheck] = listed("条件核查")
    priorities: list[Priority] = listed("主张的优先条件")
