"""Documents and queries for the tests; everything in them is invented."""

from __future__ import annotations

import random

from hypothesis import strategies as st

from search.documents import Document
from search.query import DATE, Question

LABELS = {"announcements": "购买公告", "publicity": "结果公示", "evaluations": "绩效评价"}

OWN = {f"publicity/{key}": "总工发〔2024〕12号" for key in ("r4", "r9", "r20", "r21", "p3")}
"""Which documents have a number of their own, and are named."""


def document(
    key: str = "announcements/a1",
    title: str = "",
    body: str = "",
    date: str = "2026-03-02",
    amount: int | None = None,
    **facets: str,
) -> Document:
    label = LABELS[key.partition("/")[0]]
    held = {"section": label, "year": date[:4], **facets}
    pairs = tuple((name, value) for name, value in held.items() if value)
    number, named = OWN.get(key, ""), key in OWN or key.endswith("7")
    return Document(key, f"/{key}/", title, body, date, label, pairs, amount, number, named)


_CITIES = ("云溪市", "青禾县", "白石区", "\U00020bb7野镇")
_SERVICES = (
    "职工心理服务", "困难职工帮扶", "法律援助服务", "职工子女托管", "技能竞赛组织",
    "服务职工阵地运营", "Wi-Fi 驿站维护", "劳动争议调解",
)  # fmt: skip
_SENTENCES = (
    "预算金额为1,234,567.00元，分两期支付。",
    "\u2063预算：\u2063 156,000 元 \u2063评审日期：\u2063 2026-03-02 \u2063备注：\u2063 合同金额15.60万元，03月02日前付清。",
    "依据总工发〔2024〕12号文件，面向社会组织公开购买服务，职工满意度不低于９０％。",
    "项目编号ＧＫ－２０２６－０１４，联系电话见附件。",
    "公示期为五个工作日，自2026年3月2日起。",
    "承接主体应当具备独立法人资格；近三年无违法记录。",
    "绩效评价由第三方机构（评估）实施！结果为优秀。",
    "项目负责人吕nǚ士，lǜ色通道已开通👍。",
    "服务对象为二○二六年在册会员，\n哈哈哈乐园亲子活动另行通知。",
    "Straße 与 ΣΊΣΥΦΟΣ 是样例外文，Ⅱ类项目适用。",
)


def corpus(count: int = 60) -> list[Document]:
    """Documents that resemble a portal's, the same every time, in no helpful order."""
    random_ = random.Random(20260302)  # noqa: S311
    made = []
    for number in range(count):
        section = random_.choice(list(LABELS))
        title = f"{random_.choice(_CITIES)}总工会{random_.choice(_SERVICES)}项目{LABELS[section]}"
        body = "\n".join(random_.choices(_SENTENCES, k=random_.randint(0, 7)))
        date = random_.choice(["", "2025-11-20", "2026-03-02", "2026-03-03"])
        amount = random_.choice([None, 123456700, 8650050, 100])
        region = random_.choice(["", *_CITIES])
        made.append(document(f"{section}/r{number}", title, body, date, amount, region=region))
    return made


QUERIES = (
    "服务", "职工", "服务职工", "服务 职工", "职工 服务", "务职", "工", "会", "𠮷", "𠮷野", "野镇总工",
    "云溪市", "云溪 公示", "青禾县总工会职工心理服务项目购买公告", "托管", "法律援助 白石", "wifi", "WI-FI",
    "Ｗｉ－Ｆｉ 驿站", "i", "fi驿", "1,234,567.00", "1234567", "234,56", "67.00元", "6700元分", "〔2024〕12号",
    "总工发[2024]12号", "202412", "12", "2", "0", "GK-2026-014", "gk2026", "ｇｋ－２０", "014联系", "2026-014 公告",
    "五个工作日", "个工作日自2026", "2026年3月2日", "lǜ", "lu\u0308\u0300色", "LU色通道", "nü士", "女士", "二〇二六年",
    "二○二六", "哈哈", "哈哈哈", "哈 哈哈", "乐园，亲子", "strasse", "STRAẞE 与", "σισυφος", "Ⅱ类", "II类项目",
    "满意度不低于90%", "支付 预算", "支付依据", "元分两期支付公示期", "第三方 机构 评估 优秀", "没有的词", "服务 没有的词",
    "👍", "，。", "", "  ", "通道已开通。服务对象", "公告公示", "公示期为五个工作日，自2026年3月2日起。公示期为五个工作日",
    "服务 -职工", "-服务 职工", "-服务", "服务 －云溪 -青禾", "\"服务 职工\"", "“总工会 职工”", "-「职工 子女」 服务",
    "服务”职工", "1,234,567.00", "1234567.00元", "金额为1，234，567.0", "职工心里服务", "云溪市总公会", "法律援肋 服务",
    "2026-03-02", "2026.3.2", "2026/03/02 职工", "-2026-03-02 服务", "3-02", "15.6万", "15.6万元 服务", "123.4567万",
    "20260302", "3月2日 -服务", "2026-03", "2026年3月 职工", "2026 年 3 月 2 日", "-2026 年 ３ 月", "服务 15.6 万元",
    "２０２６－０３－０２", "2026-03-02 没有的词", "项目编号GK-2026-015", "白石区总工会技能竞赛组织项目结果公示",
)  # fmt: skip

# Words, quotes, minus, and conditions; each with and without some of the others.
QUESTIONS = [
    *(Question(query) for query in QUERIES),
    *(Question(query, page) for query in ("工会", "服务 -职工", "2") for page in (2, 3, 99)),
    *(
        Question(query, sort=DATE)
        for query in ("服务", "职工 公告", "心理", "“五个工作日 自2026”", "没有的词")
    ),
    *(
        Question(query, **conditions)
        for query in ("", "服务", "工会 -公告", '"职工 子女"', "没有的词")
        for conditions in (
            {"facets": {"section": ("购买公告",)}},
            {"facets": {"section": ("购买公告", "结果公示"), "region": ("云溪市",)}},
            {"facets": {"region": ("没有的地区",), "year": ("2026",)}},
            {"facets": {"category": ("没有的类别",)}},
            {"since": "2026-03-02"},
            {"until": "2026-03-02"},
            {"since": "2025-01-01", "until": "2026-03-02", "facets": {"year": ("2025",)}},
            {"least": 8650050},
            {"most": 8650050, "sort": DATE},
            {"least": 101, "most": 8650050, "facets": {"region": ("青禾县", "白石区")}},
        )
    ),
]

_CHARACTERS = st.one_of(
    st.sampled_from("工会服务职１2aＡ，。 \n\U00020000ǜ\u0300ß"),
    st.characters(codec="utf-8"),
)
TEXTS = st.text(_CHARACTERS, max_size=30)
DOCUMENTS = st.lists(
    st.builds(
        document,
        st.sampled_from([f"publicity/p{number}" for number in range(8)]),
        TEXTS,
        TEXTS,
        st.sampled_from(["", "2026-03-02", "2026-03-03"]),
        st.sampled_from([None, 0, 123456]),
        region=st.sampled_from(["", "云溪市", "青禾县"]),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda made: made.key,
)
SHUFFLED = DOCUMENTS.flatmap(lambda made: st.tuples(st.just(made), st.permutations(made)))
"""The same documents twice, in two orders."""


@st.composite
def runs(draw: st.DrawFn, text: str) -> str:
    """Any run of characters of `text`, which is not empty."""
    start = draw(st.integers(0, len(text) - 1))
    return text[start : draw(st.integers(start + 1, len(text)))]
