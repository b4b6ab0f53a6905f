"""Which kinds of records there are: the one table that folders, addresses, lists and feeds follow.

A new 栏目 is one model, one row here and, where the general page is not enough, one template.
"""

from __future__ import annotations

from dataclasses import dataclass

from portal.models.base import Record
from portal.models.catalogues import Catalogue, Plan
from portal.models.delivery import Contract, Evaluation
from portal.models.notices import Calendar, Notice, Page
from portal.models.parties import Purchaser, Region, Supplier
from portal.models.policies import Policy, Scheme
from portal.models.projects import Announcement, Project, Publicity, Review

PAGE_SIZE = 20


@dataclass(frozen=True)
class Section:
    """One kind of record.

    name: the folder under content/ and the first part of the address.
    columns: the model's fields that lists show beside title and date.
    dated: whether its records are news, and so make feeds.
    template: of the record page, under templates/records/.
    """

    name: str
    title: str
    model: type[Record]
    about: str
    columns: tuple[str, ...] = ()
    dated: bool = False
    template: str = "record.html"

    @property
    def address(self) -> str:
        return f"/{self.name}/"


SECTIONS = (
    Section(
        "announcements", "购买公告", Announcement,
        "买什么、怎么买、谁可以申报、按什么标准评价。",
        ("project", "method", "closes"), dated=True, template="announcement.html",
    ),
    Section(
        "reviews", "项目评审", Review,
        "谁来评、各家得分和名次、选定了谁。",
        ("project", "by", "chosen"), dated=True, template="review.html",
    ),
    Section(
        "publicity", "结果公示", Publicity,
        "签合同之前，把选定的承接主体向社会公示五个工作日。",
        ("project", "supplier", "amount", "until"), dated=True, template="publicity.html",
    ),
    Section(
        "contracts", "合同公告", Contract,
        "合同的范围、数量、质量、期限、付款方式和违约责任。",
        ("project", "supplier", "amount", "ends"), dated=True, template="contract.html",
    ),
    Section(
        "evaluations", "绩效评价结果", Evaluation,
        "服务做得怎么样，由谁评价，结果用在哪里。",
        ("project", "supplier", "stage", "rating"), dated=True, template="evaluation.html",
    ),
    Section(
        "projects", "购买项目", Project,
        "每个项目一页，从预算到履约八个步骤一目了然。",
        ("purchasers", "form", "method", "budget"), dated=True, template="project.html",
    ),
    Section(
        "plans", "年度购买计划", Plan,
        "各单位一年打算买哪些服务、花多少钱、什么时候买。",
        ("purchaser", "year", "approved"), dated=True, template="plan.html",
    ),
    Section(
        "catalogues", "指导性目录", Catalogue,
        "哪些服务可以购买；每个版本都保留，并标明改动。",
        ("kind", "region", "version", "effective"), dated=True, template="catalogue.html",
    ),
    Section(
        "notices", "通知公告", Notice,
        "培训、交流、解读和其他通知。",
        ("kind", "source"), dated=True,
    ),
    Section(
        "policies", "政策依据", Policy,
        "购买服务所依据的文件，逐条说明谁应当做什么。",
        ("number", "kind", "region", "signed"), dated=True, template="policy.html",
    ),
    Section(
        "purchasers", "购买主体", Purchaser,
        "购买服务的工会、群团组织和机关。",
        ("kind", "level", "region"), template="party.html",
    ),
    Section(
        "suppliers", "承接主体", Supplier,
        "承接服务的社会组织和其他单位。",
        ("kind", "region", "grade"), template="party.html",
    ),
    Section(
        "regions", "地区", Region,
        "按地区查看购买主体、承接主体和项目。",
    ),
    Section(
        "schemes", "服务分类", Scheme,
        "各项政策各有一套服务分类，并列展示，不作合并。",
        ("policy", "clause"), template="scheme.html",
    ),
    Section(
        "calendar", "工作日历", Calendar,
        "计算工作日所用的放假和调休安排。",
        ("year", "complete"),
    ),
    Section("pages", "网站说明", Page, "关于本站和使用帮助。"),
)  # fmt: skip

BY_NAME = {section.name: section for section in SECTIONS}
