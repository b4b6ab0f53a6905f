from __future__ import annotations

from itertools import permutations

from portal.nearest import nearest
from portal.problems import ContentError, Problem, grouped

SITE = Problem("site.yaml", 2, "title", "缺", "补")
UNREADABLE = Problem("pages/z.md", 3, "", "读不出", "改")
FIELDS = [Problem("pages/a.md", line, "title", "缺", "补") for line in (9, 10)]
ORPHAN = Problem("pages/a.pdf", 0, "", "没有任何记录提到这个文件", "删掉")


def test_problems_are_told_by_file_those_that_hide_others_first() -> None:
    told = [SITE, UNREADABLE, *FIELDS, ORPHAN]
    for mixed in permutations(told):
        assert grouped([*mixed, mixed[0]]) == [[SITE], [UNREADABLE], FIELDS, [ORPHAN]]


def test_a_remedy_that_asks_ends_with_its_question() -> None:
    assert str(Problem("a", 0, "", "缺", "是不是 b？")) == "a：缺。改法：是不是 b？"


def test_files_stand_apart_in_the_message() -> None:
    text = ContentError([*FIELDS, ORPHAN]).message
    assert text.startswith("内容有 3 处问题，没有发布任何东西：\npages/a.md 第 9 行")
    assert text.split("\n\n")[1] == str(ORPHAN)


def test_the_nearest_word_is_found_and_nothing_when_none_is_near() -> None:
    assert nearest("类形", ["标题", "类型", "来源"]) == "类型"
    assert nearest("Titel ", ["title", "source"]) == "title"
    assert nearest("天气", ["标题", "类型"]) is None
