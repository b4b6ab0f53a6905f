"""A portal of any size, made up from a seed: what the benchmark and the oracle test search in.

About 560 characters a record, as in the measurements that we compare with: a paragraph that every
office writes much the same, free sentences over a vocabulary that grows with the number of records
(Heaps' law), a table and a list. Nothing in it is about a real body.
"""

from __future__ import annotations

import datetime
import random
from bisect import bisect
from collections.abc import Iterator
from itertools import accumulate

from search.documents import Document

SECTIONS = ("购买公告", "结果公示", "合同公告", "绩效评价结果")
METHODS = ("公开招标", "竞争性磋商", "竞争性谈判", "单一来源", "询价", "委托")
CATEGORIES = (
    "困难帮扶",
    "心理服务",
    "法律援助",
    "技能培训",
    "文体活动",
    "子女托管",
    "权益维护",
    "就业服务",
)
STATUSES = ("报名截止", "公示期满", "履行中", "履行期满", "公示中", "报名中")
_FORMS = ("服务", "项目", "行动", "计划", "活动", "工程", "驿站", "阵地运营")
_BODIES = (
    "总工会",
    "教育工会",
    "产业工会",
    "总工会职工服务中心",
    "工人文化宫",
    "财贸工会",
    "机关工会",
)
_KINDS = (
    "社会工作服务中心",
    "公益服务促进会",
    "职工服务社",
    "志愿者协会",
    "心理咨询服务中心",
    "法律服务所",
)
_FIRST = datetime.date(2018, 1, 2)
# The usual words of the field, the most frequent first, between which the grown ones stand.
_COMMON = [
    "服务",
    "职工",
    "工会",
    "项目",
    "组织",
    "开展",
    "购买",
    "承接",
    "社会组织",
    "活动",
    "资金",
    "管理",
    "评价",
    "培训",
    "按照",
    "进行",
    "困难",
    "提供",
    "要求",
    "合同",
    "单位",
    "人员",
    "工作",
    "内容",
    "情况",
    "标准",
    "监督",
    "公开",
    "审核",
    "满意度",
    "企业",
    "会员",
    "帮扶",
    "建立",
    "完成",
    "资料",
    "实施",
    "方案",
    "年度",
    "考核",
]
# Characters for grown words: those of the base plane that are taught first stand in no one table,
# so a stretch of the block stands in for them; what matters is how often they meet.
_CHARACTERS = [chr(0x4E00 + (number * 7919) % 16000) for number in range(2200)]


class _Words:
    """Grown words, drawn by Zipf's law; `size` of them."""

    def __init__(self, size: int, seed: random.Random) -> None:
        weights = list(accumulate(1 / (rank + 3) for rank in range(len(_CHARACTERS))))

        def word() -> str:
            length = seed.choices((2, 3, 4), (7, 2, 1))[0]
            return "".join(
                _CHARACTERS[bisect(weights, seed.random() * weights[-1])] for _ in range(length)
            )

        self._words = [*_COMMON, *(word() for _ in range(size))]
        self._weights = list(accumulate(1 / (rank + 8) for rank in range(len(self._words))))
        self._seed = seed

    def __call__(self) -> str:
        drawn = self._seed.random() * self._weights[-1]
        return self._words[bisect(self._weights, drawn)]


def documents(count: int, seed: int = 4) -> list[Document]:
    """`count` documents, the same every time, oldest first."""
    return list(coming(count, seed))


def coming(count: int, seed: int = 4) -> Iterator[Document]:
    """The same, one after another."""
    chance = random.Random(f"{seed}/{count}")  # noqa: S311
    words = _Words(round(40 * count**0.6), chance)
    regions = [f"{words()[:2]}{unit}" for unit in "市县区旗" for _ in range(5)]
    purchasers = [
        (region, f"{region}{words()}{chance.choice(_BODIES)}")
        for region in chance.choices(regions, k=20 + count // 100)
    ]
    suppliers = [
        f"{chance.choice(regions)}{words()}{words()}{chance.choice(_KINDS)}"
        for _ in range(20 + count // 25)
    ]
    for number in range(count):
        yield _document(
            number,
            count=count,
            chance=chance,
            words=words,
            purchasers=purchasers,
            suppliers=suppliers,
        )


def _document(
    number: int,
    *,
    count: int,
    chance: random.Random,
    words: _Words,
    purchasers: list[tuple[str, str]],
    suppliers: list[str],
) -> Document:
    day = _FIRST + datetime.timedelta(days=number * 3200 // count)
    region, purchaser = chance.choice(purchasers)
    supplier = chance.choice(suppliers)
    section, category = chance.choice(SECTIONS), chance.choice(CATEGORIES)
    method = chance.choices(METHODS, (8, 4, 3, 2, 2, 1))[0]
    amount = chance.choice((chance.randrange(50, 5000) * 1_000_00, chance.randrange(9**9)))
    code = f"{chance.choice(('GK', 'ZGH', 'FW'))}-{day.year}-{number * 37 % 99991:05d}"
    name = f"{region}{words()}{category}{chance.choice(_FORMS)}"
    yuan = f"{amount // 100:,}.{amount % 100:02d}元"
    paper = f"{region[0]}工发〔{day.year}〕{chance.randrange(1, 300)}号"

    def sentence() -> str:
        parts = ["".join(words() for _ in range(chance.randrange(3, 8))) for _ in range(3)]
        return "，".join(parts[: chance.randrange(1, 4)]) + "。"

    opening = (
        f"根据《{region}购买社会组织服务办法》（{paper}）要求，{purchaser}就{name}面向社会组织公开购买服务，"
        f"采用{method}方式，预算金额{yuan}，项目编号{code}。"
    )
    table = (
        f"承接主体 {supplier}\n金额 {yuan}\n服务期限 {day.isoformat()} 至 {day.year + 1}年{day.month}月"
        f"{day.day}日\n联系电话 0{chance.randrange(300, 999)}-{chance.randrange(10**7):07d}"
    )
    closing = f"现将有关情况予以公示，公示期为五个工作日。如有异议，请在公示期内以书面形式向{purchaser}反映。"
    steps = "\n".join(f"{place}、{words()}{words()}{words()}{words()}" for place in "一二三四")
    body = [opening, *(sentence() for _ in range(9)), "\n", table, "\n", steps, "\n"]
    while sum(map(len, body)) < chance.randrange(460, 580):
        body.insert(2, sentence())
    key = f"r/{number:06d}"
    return Document(
        key=key,
        address=f"/{key}/",
        title=f"{purchaser}{name}{section}",
        body="".join([*body, closing]),
        date=day.isoformat(),
        label=section,
        facets=(
            ("section", section),
            ("region", region),
            ("category", category),
            ("method", method),
            ("year", str(day.year)),
            ("status", chance.choice(STATUSES)),
        ),
        amount=amount,
    )
