"""Every change of the shape of the data, newest first; a test compares the shape with its record."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """One change. version: of the data format from that day on; text: what changed, in Chinese, as the catalogue knows it."""

    day: datetime.date
    version: str
    text: str


CHANGES = (
    Change(
        datetime.date(2026, 11, 27),
        "1",
        "撤回的购买项目不再从 OCDS 里消失：它的记录包和当年的发布包留一次发布，tender.status 为 withdrawn，"
        "tender.description 写明由谁、为什么撤回；以前的各次发布不再提供。日历里由它定下的日子改为已取消。",
    ),
    Change(
        datetime.date(2026, 11, 26),
        "1",
        "购买主体增加独立法人资格、行政管理职能、编制性质、经费由财政负担和事业单位类别，承接主体增加事业单位类别；"
        "资格条件增加「符合有关资质要求」；购买方式增加框架协议，结果公示增加框架协议有效期，合同增加第二阶段成交方式；购买主体类型增加社会组织，附件种类增加可行性论证。",
    ),
    Change(
        datetime.date(2026, 11, 26),
        "1",
        "写有购买项目的栏目，表格末尾增加购买主体、地区和服务类别各两列，写有合同而没有承接主体的再增加"
        "承接主体两列；栏目的 JSON 在每条记录旁增加 derived，内容相同。它们由所属的项目和合同推出，不属于记录本身。"
        "XLSX 里的日期由文字改为日期格式的数。",
    ),
    Change(
        datetime.date(2026, 11, 25),
        "1",
        "开放数据首次发布：各栏目的 XLSX、CSV、JSON 和 JSON Schema，单条记录的 JSON，"
        "OCDS 1.1 发布包和记录包，DCAT 目录，校验和清单，全部内容压缩包。",
    ),
)
