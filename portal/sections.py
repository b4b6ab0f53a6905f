"""Which kinds of records there are: the one table that folders, addresses, lists and feeds follow.

A new 栏目 is one model, one row here and, where the general page is not enough, one template.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from portal.language import say, within
from portal.models.base import Record
from portal.models.catalogues import Catalogue, Plan
from portal.models.changes import Correction, SingleSource, Termination
from portal.models.credit import CreditRecord, Roster
from portal.models.delivery import Contract, Evaluation
from portal.models.exemptions import Exemption
from portal.models.money import Account, Amendment, Grant, Payment, Threshold
from portal.models.notices import Calendar, Notice, Page
from portal.models.oversight import Acceptance, Audit, FollowUp, Inspection, Objection
from portal.models.parties import Agency, Purchaser, Region, Supplier
from portal.models.policies import Policy, Scheme
from portal.models.projects import Announcement, Project, Publicity, Qualification, Review
from portal.models.reports import Meeting, Need, Reply, Standard, Statistic

# How many records stand on a page of a list.
PAGE_SIZE = 20


def page_of(number: int, size: int = PAGE_SIZE) -> int:
    """On which page of a list its newest record stands, of so many; page 1 is the oldest."""
    return max(1, -(-number // size))


class Group(StrEnum):
    """What readers find sections under, in this order."""

    PROCESS = "办理过程"
    OVERSIGHT = "监督"
    PARTIES = "名录与信用"
    BASIS = "依据"
    SITE = "通知与说明"


@dataclass(frozen=True)
class Section:
    """One kind of record.

    name: the folder under content/ and the first part of the address.
    chinese: its name in the record format; explained: what it holds. `title` and `about` are the same
    in the language of the site.
    group: where menus list it.
    columns: the model's fields that lists show beside title and date.
    dated: whether its records are news, and so stand in the feed of everything.
    template: of the record page, under templates/records/.
    """

    name: str
    chinese: str
    group: Group
    model: type[Record]
    explained: str
    columns: tuple[str, ...] = ()
    dated: bool = False
    template: str = "record.html"

    @property
    def message(self) -> str:
        """The title as the catalogue knows it: of many, where a field of the same name has one."""
        return within("section", self.chinese)

    @property
    def title(self) -> str:
        return say(self.message)

    @property
    def about(self) -> str:
        return say(self.explained)

    @property
    def address(self) -> str:
        return f"/{self.name}/"


SECTIONS = (
    Section(
        "announcements", "购买公告", Group.PROCESS, Announcement,
        "买什么、怎么买、谁可以申报、按什么标准评价。",
        ("project", "budget", "method", "closes"), dated=True, template="announcement.html",
    ),
    Section(
        "reviews", "项目评审", Group.PROCESS, Review,
        "谁来评、各家得分和名次、选定了谁。",
        ("project", "by", "chosen"), dated=True, template="review.html",
    ),
    Section(
        "publicity", "结果公示", Group.PROCESS, Publicity,
        "签合同之前，把选定的承接主体向社会公示。",
        ("project", "supplier", "amount", "until"), dated=True, template="publicity.html",
    ),
    Section(
        "contracts", "合同公告", Group.PROCESS, Contract,
        "合同的范围、数量、质量、期限、付款方式和违约责任。",
        ("project", "supplier", "amount", "ends"), dated=True, template="contract.html",
    ),
    Section(
        "evaluations", "绩效评价结果", Group.PROCESS, Evaluation,
        "服务做得怎么样，由谁评价，结果用在哪里。",
        ("project", "supplier", "stage", "rating"), dated=True, template="evaluation.html",
    ),
    Section(
        "projects", "购买项目", Group.PROCESS, Project,
        "每个项目一页，从预算到履约八个步骤一目了然。",
        ("purchasers", "form", "method", "budget"), dated=True, template="project.html",
    ),
    Section(
        "plans", "年度购买计划", Group.PROCESS, Plan,
        "各单位一年打算买哪些服务、花多少钱、什么时候买。",
        ("purchaser", "year", "approved"), dated=True, template="plan.html",
    ),
    Section(
        "catalogues", "指导性目录", Group.BASIS, Catalogue,
        "哪些服务可以购买；每个版本都保留，并标明改动。",
        ("kind", "region", "version", "effective"), dated=True, template="catalogue.html",
    ),
    Section(
        "corrections", "更正公告", Group.PROCESS, Correction,
        "对已公开记录的更正；原记录保持不变，两边互相链接。",
        ("project", "matter", "corrects"), dated=True,
    ),
    Section(
        "terminations", "终止公告", Group.PROCESS, Termination,
        "没有签成合同就结束的购买，以及原因。",
        ("project", "reason", "terminated"), dated=True,
    ),
    Section(
        "single-sources", "单一来源公示", Group.PROCESS, SingleSource,
        "只向一家购买之前的公示：为什么只能是这一家。",
        ("project", "supplier", "budget", "until"), dated=True,
    ),
    Section(
        "qualifications", "资格条件核查", Group.PROCESS, Qualification,
        "选定的承接主体是否逐条符合条件，主张的优先是否成立。",
        ("project", "supplier", "checked"), dated=True,
    ),
    Section(
        "objections", "异议", Group.OVERSIGHT, Objection,
        "收到的异议、答复和用时，不公开个人信息。",
        ("project", "by", "received", "answered", "ruling"), dated=True,
    ),
    Section(
        "amendments", "合同变更", Group.PROCESS, Amendment,
        "合同的变更、续签、追加和解除。",
        ("project", "kind", "signed", "amount", "ends"), dated=True,
    ),
    Section(
        "payments", "资金支付", Group.PROCESS, Payment,
        "每一笔按合同支付的钱，与约定的日期对照。",
        ("project", "supplier", "paid", "amount", "final"), dated=True,
    ),
    Section(
        "acceptances", "验收结果", Group.PROCESS, Acceptance,
        "服务完成后的验收，服务对象参与并提出意见。",
        ("project", "supplier", "accepted", "finding"), dated=True,
    ),
    Section(
        "followups", "跟踪记录", Group.PROCESS, FollowUp,
        "履约过程中的跟踪、督查和调整。",
        ("project", "kind", "seen", "progress"), dated=True,
    ),
    Section(
        "inspections", "监督抽查", Group.OVERSIGHT, Inspection,
        "抽查了多少项目，发现了什么。",
        ("inspector", "inspected", "population"), dated=True,
    ),
    Section(
        "audits", "审计", Group.OVERSIGHT, Audit,
        "审计、经审、巡察，以及承接主体的财务审计。",
        ("kind", "auditor", "audited", "issues"), dated=True,
    ),
    Section(
        "statistics", "半年统计", Group.OVERSIGHT, Statistic,
        "各单位每半年报送的项目、资金和服务人次，与公开记录对照。",
        ("purchaser", "year", "half", "projects", "amount", "served"), dated=True,
        template="statistic.html",
    ),
    Section(
        "accounts", "年度决算", Group.OVERSIGHT, Account,
        "各单位全年购买服务的预算和支出。",
        ("purchaser", "year", "budget", "spent"), dated=True,
    ),
    Section(
        "grants", "奖励补助", Group.PARTIES, Grant,
        "对成绩突出的承接主体的奖励性补助。",
        ("supplier", "purchaser", "amount", "decided"), dated=True,
    ),
    Section(
        "credits", "信用记录", Group.PARTIES, CreditRecord,
        "承接主体的激励、处罚和限制，注明来源和有效期。",
        ("supplier", "kind", "decided", "until"), dated=True,
    ),
    Section(
        "rosters", "名录", Group.PARTIES, Roster,
        "信息库、联合会、孵化、示范、退出等各类名录，按年度公布。",
        ("kind", "year", "keeper"), dated=True,
    ),
    Section(
        "needs", "需求调查", Group.BASIS, Need,
        "职工需要什么，问了多少人，对应哪些目录项。",
        ("purchaser", "source", "surveyed", "people"), dated=True,
    ),
    Section(
        "standards", "标准", Group.BASIS, Standard,
        "分门别类的服务标准、购买标准和评价标准。",
        ("kind", "maker", "category", "effective"), dated=True,
    ),
    Section(
        "thresholds", "限额标准", Group.BASIS, Threshold,
        "多少钱以下可以用什么方式，多少钱以上要集体决策。",
        ("region", "maker", "effective", "major"), dated=True,
    ),
    Section(
        "meetings", "专题会议", Group.OVERSIGHT, Meeting,
        "至少每半年一次的专题会议。",
        ("purchaser", "held"), dated=True,
    ),
    Section(
        "replies", "提案答复", Group.OVERSIGHT, Reply,
        "对提案的逐项答复。",
        ("number", "answerer", "answered", "adoption"), dated=True,
    ),
    Section(
        "exemptions", "个人信息公开例外", Group.OVERSIGHT, Exemption,
        "哪些个人信息经决定予以公开，谁决定的，为什么。",
        ("record", "kind", "decider", "decided"), dated=True,
    ),
    Section(
        "notices", "通知公告", Group.SITE, Notice,
        "培训、交流、解读和其他通知。",
        ("kind", "source"), dated=True,
    ),
    Section(
        "policies", "政策依据", Group.BASIS, Policy,
        "购买服务所依据的文件，逐条说明谁应当做什么。",
        ("number", "kind", "region", "signed"), dated=True, template="policy.html",
    ),
    Section(
        "purchasers", "购买主体", Group.PARTIES, Purchaser,
        "购买服务的工会、群团组织和机关。",
        ("kind", "level", "region"), template="party.html",
    ),
    Section(
        "suppliers", "承接主体", Group.PARTIES, Supplier,
        "承接服务的社会组织和其他单位。",
        ("kind", "region", "grade"), template="party.html",
    ),
    Section(
        "agencies", "代理、评估机构", Group.PARTIES, Agency,
        "受委托办理购买、评审和评价的机构。",
        ("kind", "region"), template="party.html",
    ),
    Section(
        "regions", "地区", Group.PARTIES, Region,
        "按地区查看购买主体、承接主体和项目。", template="region.html",
    ),
    Section(
        "schemes", "服务分类", Group.BASIS, Scheme,
        "各项政策各有一套服务分类，并列展示，不作合并。",
        ("policy", "clause"), template="scheme.html",
    ),
    Section(
        "calendar", "工作日历", Group.SITE, Calendar,
        "计算工作日所用的放假和调休安排。",
        ("year", "complete"),
    ),
    Section("pages", "网站说明", Group.SITE, Page, "关于本站和使用帮助。"),
)  # fmt: skip

BY_NAME = {section.name: section for section in SECTIONS}
# The four kinds of notices that most readers come for.
MAIN = tuple(BY_NAME[name] for name in ("announcements", "publicity", "contracts", "evaluations"))
GROUPS = tuple(
    (group, tuple(section for section in SECTIONS if section.group is group)) for group in Group
)
