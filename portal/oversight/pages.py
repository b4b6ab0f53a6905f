"""Which oversight pages there are: the one table that addresses, menus and the build follow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from portal.language import say
from portal.oversight.completeness import completeness
from portal.oversight.delivery import delivery
from portal.oversight.findings import failures
from portal.oversight.halves import halves
from portal.oversight.mapping import mapping
from portal.oversight.objections import objections
from portal.oversight.overdue import overdue
from portal.oversight.policies import policies
from portal.oversight.rules import rules
from portal.oversight.shares import shares
from portal.oversight.table import HOME, Table
from portal.oversight.targets import targets
from portal.oversight.terms import terms
from portal.oversight.years import years


@dataclass(frozen=True)
class Page:
    """One oversight page. name: the last part of its address; tables: what it shows.

    chinese, explained: title and about as the catalogue knows them.
    """

    name: str
    chinese: str
    explained: str
    tables: Callable[[], list[Table]]
    template: str = "oversight/page.html"

    @property
    def title(self) -> str:
        """The title in the language of the site."""
        return say(self.chinese)

    @property
    def about(self) -> str:
        """What it is about, in the language of the site."""
        return say(self.explained)

    @property
    def address(self) -> str:
        return f"{HOME}{self.name}/"


PAGES = (
    Page("overdue", "逾期未公开", "到今天应当公开、却还没有公开的，按逾期天数排列。", overdue),
    Page("findings", "不符合规定的记录", "逐条对照文件核对出的不符合，按规则列出。", failures),
    Page("delivery", "承诺与履行", "每个项目计划、公告、公示、合同、支付和结果并排对照。", delivery),
    Page("objections", "异议台账", "收到多少异议、多久答复、结果怎样。", objections),
    Page("targets", "年度目标", "文件定下的数量目标完成了多少，每个数都列出背后的记录。", targets),
    Page("terms", "续签与集中度", "谁连续承接了多久、是否反复单一来源、占多大份额。", terms),
    Page("completeness", "公告完整度", "各单位的公告填全了多少规定的栏目。", completeness),
    Page("halves", "半年统计对照", "各单位每半年报送的数，与本站记录算出的数并排。", halves),
    Page("years", "年度对比", "各单位每年的项目、资金、人次和评价，与上一年相比。", years),
    Page("shares", "目录使用和抽查", "目录里的服务有多少真正购买了，项目抽查了多少。", shares),
    Page("rules", "规则一览", "本站核对的每一条规则：出自哪一条款，核对结果多少。", rules),
    Page("policies", "政策登记册", "每份文件的日期、效力和依据，文件之间哪里不一致。", policies),
    Page("mapping", "分类对照", "各份文件的服务分类并排对照，不作合并。", mapping),
)  # fmt: skip

BY_NAME = {page.name: page for page in PAGES}
