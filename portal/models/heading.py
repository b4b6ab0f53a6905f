"""How a section is described to machines that collect pages of public bodies."""

from __future__ import annotations

from enum import StrEnum

from sqlmodel import Field

from portal.fields import Line, Text
from portal.models.base import Part


class ColumnType(StrEnum):
    """栏目类别: the words of 国办发〔2017〕47号, annex (metadata of pages)."""

    HOME = "首页"
    OVERVIEW = "概况信息"
    FUNCTIONS = "机构职能"
    LEADERS = "负责人信息"
    NEWS = "工作动态"
    POLICIES = "政策文件"
    GUIDE = "信息公开指南"
    CATALOGUE = "信息公开目录"
    REPORT = "信息公开年报"
    REQUESTS = "依法申请公开"
    FIGURES = "数据发布"
    DATA = "数据开放"
    INTERPRETATION = "政策解读"
    ANSWERS = "回应关切"
    SERVICES = "办事服务"
    COMPLAINTS = "咨询投诉"
    SURVEYS = "征集调查"
    INTERVIEWS = "在线访谈"


class Column(Part):
    """What site.yaml says of one section where the portal's own words do not fit."""

    section: Line = Field(title="栏目")
    type: ColumnType | None = Field(default=None, title="栏目类别")
    keywords: list[Text] = Field(default_factory=list, title="关键词")
    description: Text | None = Field(default=None, title="栏目说明")
