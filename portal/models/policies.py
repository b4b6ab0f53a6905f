"""Policies, and the schemes of categories that they bring."""

from __future__ import annotations

from enum import StrEnum

from pydantic import model_validator
from sqlmodel import Field

from portal.fields import Day, Id, Text, refuse
from portal.models.base import Part, Record, listed
from portal.models.links import Category, Clause, PolicyId, RegionId


class PolicyKind(StrEnum):
    OPINION = "实施意见"
    SCHEME = "实施方案"
    REPLY = "提案答复"
    LAW = "法律"
    REGULATION = "行政法规"
    RULES = "部门规章"
    NORMATIVE = "规范性文件"
    MEASURE = "管理办法"
    NOTICE = "通知"


class Article(Part):
    """One duty of a policy; `id` is its permanent anchor on the policy's page («art-» + id)."""

    id: Id = Field(title="条款编号")
    clause: Text = Field(title="条款")
    title: Text = Field(title="事项")
    binds: Text = Field(title="责任主体")
    note: Text = Field(title="要点")


class Basis(Part):
    """A text that a policy leans on, and what became of it."""

    title: Text = Field(title="文件")
    number: Text | None = Field(default=None, title="文号")
    repealed: Day | None = Field(default=None, title="废止日期")
    replaced_by: Text | None = Field(default=None, title="替代文件")


class Certainty(StrEnum):
    """How sure the portal is of a text: read in full, from a second source, or from knowledge."""

    FULL = "已核对全文"
    SECONDARY = "据二手资料"
    UNVERIFIED = "未核对"


class Required(Part):
    """A regulation that a policy wants issued, and the policy that answers it."""

    title: Text = Field(title="应当制定的文件")
    policy: PolicyId | None = Field(default=None, title="已制定的文件")


class Policy(Record, table=True):
    """A text. until: its last day, when it says one; term: what it says of its time, as a trial of two years."""

    number: Text | None = Field(default=None, title="文号")
    issuers: list[Text] = listed("发文机关")
    kind: PolicyKind = Field(title="文种")
    region: RegionId = Field(title="适用地区", index=True)
    signed: Day | None = Field(default=None, title="成文日期")
    printed: Day | None = Field(default=None, title="印发日期")
    effective: Day | None = Field(default=None, title="施行日期")
    repealed: Day | None = Field(default=None, title="废止日期")
    until: Day | None = Field(default=None, title="有效期止")
    term: Text | None = Field(default=None, title="期限说明")
    source: Text | None = Field(default=None, title="文本来源")
    certainty: Certainty = Field(default=Certainty.FULL, title="核对情况")
    copied_to: Text | None = Field(default=None, title="抄送")
    required: list[Required] = listed("要求制定的制度")
    basis: list[Basis] = listed("依据文件")
    articles: list[Article] = listed("条款要点")

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Policy:
        if self.until and self.effective and self.until < self.effective:
            refuse("有效期止早于施行日期", "核对 effective 和 until", "until")
        return self


class SchemeCategory(Part):
    code: Id = Field(title="类别编号")
    title: Text = Field(title="类别")
    parent: Id | None = Field(default=None, title="上级类别")
    same: list[Category] = Field(default_factory=list, title="相近类别")
    note: Text | None = Field(default=None, title="说明")


class Scheme(Record, table=True):
    """One policy's own way to divide services; schemes stand side by side, never merged."""

    policy: PolicyId = Field(title="政策依据")
    clause: Clause = Field(title="条款")
    categories: list[SchemeCategory] = listed("类别")
