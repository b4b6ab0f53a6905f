"""The eight steps of a purchase by their names (内蒙古自治区总工会实施意见 二（四）1-8), in order."""

from __future__ import annotations

from enum import StrEnum


class StepName(StrEnum):
    BUDGET = "编制项目预算"
    NOTICE = "发布项目公告"
    APPLYING = "接受项目申报"
    REVIEW = "组织项目评审"
    CHOICE = "遴选承接主体"
    PUBLICITY = "项目结果公示"
    CONTRACT = "签订合同"
    SERVICE = "履行合同"
