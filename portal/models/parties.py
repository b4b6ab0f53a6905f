"""Who buys, who delivers, and where."""

from __future__ import annotations

from enum import StrEnum

from pydantic import model_validator
from sqlmodel import Field

from portal.fields import Count, Day, Phone, Text, Uscc, Yes, refuse
from portal.models.base import Record
from portal.models.links import RegionId


class Region(Record, table=True):
    """An administrative division; its id is the six-digit code of GB/T 2260."""

    short: Text = Field(title="简称")


class PurchaserKind(StrEnum):
    UNION = "地方工会"
    INDUSTRY_UNION = "产业工会"
    GRASSROOTS_UNION = "基层工会"
    UNION_INSTITUTION = "工会所属事业单位"
    MASS_ORGANISATION = "群团组织"
    SOCIAL_ORGANISATION = "社会组织"
    GOVERNMENT = "行政机关"
    ADMINISTRATIVE_INSTITUTION = "参公且有行政管理职能的事业单位"


class Level(StrEnum):
    PROVINCE = "省级"
    CITY = "市级"
    COUNTY = "县级"
    GRASSROOTS = "基层"


class Staffing(StrEnum):
    """Of what kind a body's posts are: with fiscal, it decides which mass organisations may buy."""

    ADMINISTRATIVE = "行政编制"
    INSTITUTIONAL = "事业编制"
    NONE = "没有编制"


class Institution(StrEnum):
    """The classes of public institutions; 公益一类 neither buys nor delivers (财政部令第102号)."""

    ADMINISTRATIVE = "承担行政职能"
    FIRST = "公益一类"
    SECOND = "公益二类"
    PRODUCTIVE = "从事生产经营"


class Purchaser(Record, table=True):
    uscc: Uscc = Field(title="统一社会信用代码", unique=True)
    kind: PurchaserKind = Field(title="主体类型")
    level: Level = Field(title="层级")
    region: RegionId = Field(title="地区", index=True)
    address: Text | None = Field(default=None, title="地址")
    system: Text | None = Field(default=None, title="所属系统")
    legal_person: Yes | None = Field(default=None, title="独立法人资格")
    administrative: Yes | None = Field(default=None, title="行政管理职能")
    staffing: Staffing | None = Field(default=None, title="编制性质")
    fiscal: Yes | None = Field(default=None, title="经费由财政负担")
    institution: Institution | None = Field(default=None, title="事业单位类别")
    pilot: Yes | None = Field(default=None, title="试点单位")
    supervision: Text | None = Field(default=None, title="内部监督制度")
    contact: Text | None = Field(default=None, title="联系部门")
    phone: Phone | None = Field(default=None, title="办公电话")


class SupplierKind(StrEnum):
    ASSOCIATION = "社会团体"
    SERVICE = "社会服务机构"
    FOUNDATION = "基金会"
    COMPANY = "企业"
    INSTITUTION = "事业单位"
    OTHER = "行业主管部门登记的机构"


class Grade(StrEnum):
    A1 = "1A"
    A2 = "2A"
    A3 = "3A"
    A4 = "4A"
    A5 = "5A"


class UnionForm(StrEnum):
    OWN = "单独建会"
    JOINT = "联合建会"
    COMMUNITY = "社区建会"
    COVERED = "工会工作覆盖"
    NONE = "未建会"


class Supplier(Record, table=True):
    uscc: Uscc = Field(title="统一社会信用代码", unique=True)
    kind: SupplierKind = Field(title="组织类型")
    region: RegionId = Field(title="地区", index=True)
    institution: Institution | None = Field(default=None, title="事业单位类别")
    registrar: Text | None = Field(default=None, title="登记机关")
    supervisor: Text | None = Field(default=None, title="业务主管单位")
    founded: Day | None = Field(default=None, title="成立日期")
    scope: Text = Field(title="业务范围")
    grade: Grade | None = Field(default=None, title="评估等级")
    grade_from: Day | None = Field(default=None, title="等级有效期起")
    grade_until: Day | None = Field(default=None, title="等级有效期止")
    staff: Count | None = Field(default=None, title="专职人员")
    social_workers: Count | None = Field(default=None, title="持证社会工作者")
    structure: Text | None = Field(default=None, title="组织基本情况")
    work: Text | None = Field(default=None, title="工作开展情况")
    party: Yes | None = Field(default=None, title="建立党组织")
    party_in_charter: Yes | None = Field(default=None, title="党建写入章程")
    cross_posts: Yes | None = Field(default=None, title="交叉任职")
    union: UnionForm | None = Field(default=None, title="建会情况")
    entered: Day | None = Field(default=None, title="入库日期")
    address: Text | None = Field(default=None, title="地址")
    phone: Phone | None = Field(default=None, title="办公电话")

    @model_validator(mode="after")
    def _grade_has_its_period(self) -> Supplier:
        if self.grade and not (self.grade_from and self.grade_until):
            refuse(
                "有评估等级，却没有等级有效期", "补上 grade_from 和 grade_until 两个日期", "grade"
            )
        if self.grade_from and self.grade_until and self.grade_from > self.grade_until:
            refuse("等级有效期的起日晚于止日", "核对 grade_from 和 grade_until", "grade_until")
        return self


class AgencyKind(StrEnum):
    PROCUREMENT = "采购代理"
    EVALUATION = "绩效评价"
    WHOLE = "全过程服务"
    ACCOUNTANT = "会计师事务所"


class Agency(Record, table=True):
    """代理、评估机构: a third party that works for the purchaser, from publication to acceptance."""

    uscc: Uscc = Field(title="统一社会信用代码", unique=True)
    kind: AgencyKind = Field(title="机构类型")
    region: RegionId = Field(title="地区", index=True)
    scope: Text = Field(title="业务范围")
    fee: Text | None = Field(default=None, title="收费标准")
    address: Text | None = Field(default=None, title="地址")
    phone: Phone | None = Field(default=None, title="办公电话")
