"""Documents and queries for the tests; everything in them is invented."""

from __future__ import annotations

import random

from hypothesis import strategies as st

from search.documents import Document

LABELS = {"announcements": "购买公告", "publicity": "结果公示", "evaluations": "绩效评价"}


def document(
    key: str = "announcements/a1", title: str = "", body: str = "", date: str = "2026-03-02"
) -> Document:
    section = key.partition("/")[0]
    return Document(key, f"/{key}/", title, body, date, section, LABELS[section])


_CITIES = ("云溪市", "青禾县", "白石区", "\U00020bb7野镇")
_SERVICES = (
    "职工心理服务", "困难职工帮扶", "法律援助服务", "职工子女托管", "技能竞赛组织",
    "服务职工阵地运营", "Wi-Fi 驿站维护", "劳动争议调解",
)  # fmt: skip
_SENTENCES = (
    "预算金额为1,234,567.00元，分两期支付。",
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
        made.append(document(f"{section}/r{number}", title, body, date))
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
)  # fmt: skip

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
