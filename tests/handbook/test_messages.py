from __future__ import annotations

import os

from tests.handbook.chapters import HANDBOOK
from tests.handbook.messages import chapter


def test_the_chapter_of_messages_holds_every_message_of_the_code() -> None:
    file, text = HANDBOOK / "messages.md", chapter()
    if os.environ.get("PORTAL_GOLDEN") == "write":
        file.write_text(text, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == text, "PORTAL_GOLDEN=write rewrites the chapter"


def test_messages_are_found_with_their_remedies() -> None:
    text = chapter()
    for row in (
        "| 申报截止早于申报开始 | 核对 opens 和 closes |",
        "| 「…」… 晚于公开日期 … | 核对 … 和 published：还没有发生的事，发生以后再公开 |",
        "| 得分 … 超过 … | 满分按 … 分计；",
        "| 合同…，没有写明服务到哪一天结束 | ",
        "| … 属于购买项目 …，这条记录写的项目是 … | ",
        "| 这个购买主体的同一期已经有一份：… | ",
        "| 字段区没有结束 | 在字段之后单独写一行 --- |",
        "| 没有任何记录提到这个文件 | 列入一条记录的 attachments，或删掉 |",
        "| 文字里有「冒号加空格」 | 给整段文字加上英文双引号 |",
        "| 冒号后面没有空格 | ",
        "| # 后面的文字会当作说明，不会发布 | ",
        "| 内容不是 … | ",
        "| PDF 加了密码，无法检查 | 去掉密码再发布 |",
        "| 压缩包已损坏，打不开 | ",
        "已公开的记录不见了 | 恢复这个文件；或",
        "| 上次发布的账本有 … 条，现在的账本不是它的续写",
    ):
        assert row in text
    assert text.count("\n| ") > 100
