"""A content folder of any size, made from a seed: what the freezing benchmark builds.

One purchase in five records: a project and its announcement, publicity, contract and evaluation,
each but the project with about 560 characters of text, a table and a list, as in the measurements
that we compare with. The policies, schemes and regions are those of the demonstration, so that every
rule and every oversight page has its work. Nothing in the made part is about a real body.
"""

from __future__ import annotations

import datetime
import shutil
import sys
from pathlib import Path

from portal.settings import CHECKOUT
from search.documents import Document
from tests.bench.generate import documents
from tests.factories import Content, code

# Kept from the demonstration: what rules and categories refer to.
KEPT = ("policies", "schemes", "regions", "pages/privacy.md")
REGIONS = ("990100", "990200", "990300")
CATEGORIES = ("shengchan", "shenghuo", "zhiye", "falv", "wenti", "xinli", "kunnan")


def write(folder: Path, records: int) -> Content:
    """Write a content folder of `records` records (a multiple of five) beside parties and policies."""
    content = Content(folder)
    demonstration = CHECKOUT / "content"
    for name in KEPT:
        if (demonstration / name).is_dir():
            shutil.copytree(demonstration / name, folder / name)
        else:
            content.write(name, (demonstration / name).read_bytes())
    content.site(opened="2017-01-01", adopted=None)
    purchasers = [f"purchaser-{number}" for number in range(max(1, records // 500))]
    suppliers = [f"supplier-{number}" for number in range(max(1, records // 125))]
    for section, ids, kind in (("purchasers", purchasers, "81"), ("suppliers", suppliers, "52")):
        for number, id in enumerate(ids):
            content.add(
                section,
                id,
                title=f"{'工会' if section == 'purchasers' else '服务社'}{number}",
                published="2017-01-02",
                uscc=code(f"MA{number:06d}", kind),
                region=REGIONS[number % 3],
            )
    for number, texts in enumerate(zip(*[iter(documents(records))] * 5, strict=True)):
        _purchase(
            content,
            number,
            texts,
            purchasers[number % len(purchasers)],
            suppliers[number % len(suppliers)],
        )
    return content


def _purchase(
    content: Content, number: int, texts: tuple[Document, ...], purchaser: str, supplier: str
) -> None:
    first = datetime.date.fromisoformat(texts[0].date)
    id = f"p-{first.year}-{number:06d}"
    folder = str(first.year)
    amount = str(1000 * (number % 900 + 100))

    def day(days: int) -> str:
        return (first + datetime.timedelta(days)).isoformat()

    def add(section: str, text: Document, days: int, **fields: object) -> None:
        content.add(
            section,
            f"{folder}/{id}",
            _markdown(text.body),
            title=text.title,
            published=day(days),
            project=id,
            **fields,
        )

    content.add(
        "projects",
        f"{folder}/{id}",
        title=texts[0].title,
        published=day(0),
        number=f"GK-{first.year}-{number:06d}",
        purchasers=[purchaser],
        region=REGIONS[number % 3],
        policies=["nm-zgh-2021"],
        plan=None,
        item=None,
        category=f"gonghui-7#{CATEGORIES[number % 7]}",
        funds=[{"source": "工会经费", "amount": amount}],
        budget=amount,
    )
    add("announcements", texts[1], 5, opens=day(6), closes=day(20))
    add("publicity", texts[2], 40, supplier=supplier, amount=amount, until=day(50))
    add(
        "contracts",
        texts[3],
        55,
        supplier=supplier,
        number=f"HT-{number}",
        amount=amount,
        signed=day(54),
        starts=day(60),
        ends=day(300),
    )
    add("evaluations", texts[4], 330, supplier=supplier, evaluated=day(320))


def _markdown(body: str) -> str:
    """The text with its lines «name value» as a table and its numbered lines as a list."""
    prose, *lines, closing = body.splitlines()
    rows = [line.split(" ", 1) for line in lines[:4]]
    sentences = prose.split("。")
    blocks = ["。".join(sentences[at : at + 3]) + "。" for at in range(0, len(sentences) - 1, 3)]
    blocks += ["| 项 | 内容 |\n|---|---|\n" + "\n".join(f"| {a} | {b} |" for a, b in rows)]
    blocks += ["\n".join(f"{at}. {step[2:]}" for at, step in enumerate(lines[4:], 1))]
    return "\n\n".join([*blocks, closing])


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
