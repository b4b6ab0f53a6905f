from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from portal.load.parsed import Unreadable
from portal.load.yaml import MAX_DEPTH, parse_yaml
from tests.portal.faults import outcome, unreadable

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn"]))
VALUES = st.recursive(
    TEXTS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=10
)
# What YAML gives a meaning to, and words between.
SYNTAX = st.lists(
    st.sampled_from(
        [*":-?,[]{}#&*!|>'\"%@` \n\t", ": ", "- ", "\n  ", "---\n", "...\n", "<<", "~", "\\x"]
    )
    | st.text(max_size=3)
).map("".join)


def parse(text: str) -> Any:
    return parse_yaml(text, "a.yaml").data


@pytest.mark.parametrize(
    "text",
    [
        *("0012", "1_000", "0x1D4C0", "1e5", ".nan", ".inf", "12:30:45", "2026-02-30", "+5"),
        *("no", "yes", "on", "off", "true", "null", "~", "1.0", "公示", "é", "𠮷"),
    ],
)
def test_a_scalar_stays_the_text_it_is(text: str) -> None:
    assert parse(f"a: {text}") == {"a": text}


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a:", {"a": ""}),
        ("a: ''", {"a": ""}),
        ("# 注\na: b\n  # 注\n# 注", {"a": "b"}),
        ("a: 'b' # 注\nc: [d] # 注\nf: # 注\n- g", {"a": "b", "c": ["d"], "f": ["g"]}),
        ("a: C#\nb: x#y", {"a": "C#", "b": "x#y"}),
        ("a: >\n  b\n  c\n", {"a": "b c\n"}),
        ("a: |\n  b\n  c\n", {"a": "b\nc\n"}),
        ("a:\n- b\n- c: d\n  e: f", {"a": ["b", {"c": "d", "e": "f"}]}),
        ("a: [b, {c: d}]", {"a": ["b", {"c": "d"}]}),
        ("a:\n  b:\n    c: d", {"a": {"b": {"c": "d"}}}),
        ("<<: a", {"<<": "a"}),
    ],
)
def test_lists_and_groups_are_read(text: str, data: object) -> None:
    assert parse(text) == data


def test_every_value_has_its_line() -> None:
    parsed = parse_yaml("a: 1\nb:\n- c\n- d: 2\n  e: 3\n", "a.md", first_line=2)
    lines = {location: line for location, (_, line) in parsed.places.items()}
    assert lines == {
        ("a",): 2,
        ("b",): 3,
        ("b", 0): 4,
        ("b", 1): 5,
        ("b", 1, "d"): 5,
        ("b", 1, "e"): 6,
    }
    assert parsed.place(("b", 1, "missing")) == ("a.md", 5)
    assert parsed.place(("missing",)) == ("a.md", 0)


@pytest.mark.parametrize(
    ("text", "line", "reason", "remedy"),
    [
        ("a: 1\nb: 2\na: 3", 3, "字段 a 写了两次", "只留一个"),
        ("a:\n- b: 1\n  b: 2", 3, "字段 b 写了两次", "只留一个"),
        (
            "a: &x 1",
            1,
            "用了 YAML 的锚点或别名（& 或 *）",
            "直接写出内容；文字以 & 或 * 开头时加引号",
        ),
        (
            "a: 1\nb: *a",
            2,
            "用了 YAML 的锚点或别名（& 或 *）",
            "直接写出内容；文字以 & 或 * 开头时加引号",
        ),
        (
            "a: &x [b]",
            1,
            "用了 YAML 的锚点或别名（& 或 *）",
            "直接写出内容；文字以 & 或 * 开头时加引号",
        ),
        (
            "a: !!python/object/apply:os.system [x]",
            1,
            "用了 YAML 的标签 tag:yaml.org,2002:python/objec…",
            "去掉标签；文字以 ! 开头时加引号",
        ),
        ("a: !x y", 1, "用了 YAML 的标签 !x", "去掉标签；文字以 ! 开头时加引号"),
        (
            "a: 1\n---\nb: 2",
            2,
            "字段区里又出现了 ---",
            "一个文件只写一组字段",
        ),
        ("- a", 1, "这里没有字段", "每行写一个「字段: 内容」"),
        ("a", 1, "这里没有字段", "每行写一个「字段: 内容」"),
        ("", 1, "这里没有字段", "每行写一个「字段: 内容」"),
        ("# 注", 1, "这里没有字段", "每行写一个「字段: 内容」"),
        ("? [a]\n: b", 1, "字段名不是文字", "写成「字段: 内容」"),
        ("a: 1\nb\nc: 2", 2, "这一行缺少冒号，或冒号后缺少空格", "写成「字段: 内容」"),
        ("a: 1\n\tb: 2", 2, "这一行用制表符缩进", "缩进用空格"),
        ("\ta: b", 1, "这一行用了制表符，或文字以特殊符号开头", "缩进用空格，文字加引号"),
        ("a: b: c", 1, "文字里有「冒号加空格」", "给整段文字加上英文双引号"),
        ("a: 1\n b: 2", 2, "文字里有「冒号加空格」", "给整段文字加上英文双引号"),
        ("a:\n    - x\n   b: 'c'", 3, "缩进不齐，或引号后面还有文字", "同级字段左对齐，引号成对"),
        ('a: "b\nc: d', 1, "引号没有成对", "补上另一个引号"),
        ("a: 1\nb: \x07", 2, "含有不允许的字符 U+0007", "删掉这个字符，或重新输入这一行"),
        ("公示: 五天\nb: \x00", 2, "含有不允许的字符 U+0000", "删掉这个字符，或重新输入这一行"),
        ("a: 1\u2028b: 2", 1, "含有不允许的字符 U+2028", "删掉这个字符，或重新输入这一行"),
        ("\ud800: 1", 1, "含有不允许的字符 U+D800", "删掉这个字符，或重新输入这一行"),
        ("a: [b", 1, "方括号或花括号没有成对", "补上另一半；以括号开头的文字加引号"),
        ("a: - b", 1, "「- 」不能写在这里", "列表另起一行"),
        ("a:\n  - b\n  c: d", 3, "列表的缩进不齐", "同级的「- 」左对齐"),
        ('a: "C:\\服务"', 1, "双引号里有反斜线", "改用单引号，或写两个反斜线"),
    ],
)
def test_a_fault_is_told_with_its_line(text: str, line: int, reason: str, remedy: str) -> None:
    problem = unreadable(lambda: parse(text))
    assert (problem.path, problem.line) == ("a.yaml", line)
    assert problem.reason.startswith(reason)
    assert problem.remedy == remedy


QUOTED = "给整段文字加上英文双引号"


@pytest.mark.parametrize(
    "value",
    [
        *("*重要* 通知", "> 好", "| 好", "@某人", "%5", "& 某", "&某", "`x`", ", x", "]x"),
        *("[重要] 通知", "{x} 通知", "!"),
    ],
)
@pytest.mark.parametrize("text", ["x: 1\na: {}\nb: c", "x: 1\na: {}", "x:\n- {}\nb: c"])
def test_a_sign_that_yaml_reads_for_itself_wants_quotes(text: str, value: str) -> None:
    problem = unreadable(lambda: parse(text.format(value)))
    assert problem.line == 2
    assert (value[0] in problem.reason and problem.remedy == QUOTED) or value == "!"
    assert parse(text.format(f'"{value}"'))


@pytest.mark.parametrize("value", ['"重要" 通知', "'重要' 通知"])
def test_text_behind_a_quoted_one_is_told(value: str) -> None:
    problem = unreadable(lambda: parse(f"x: 1\na: {value}\nb: c"))
    assert (problem.line, problem.reason) == (2, "英文引号后面还有文字")


@pytest.mark.parametrize(
    "text",
    [
        *("a: 关于 #安康杯# 的通知\nb: c", "a: #1 通知\nb: c", "a:\n  - b #c", "a: 2026 # 年"),
        *("a: # 说明", "a: b #c\n  d", "a:\n  b: c\n  d: e #f\n"),
    ],
)
def test_nothing_behind_a_value_is_taken_for_a_remark(text: str) -> None:
    """It may be the rest of the text: a title that YAML cut in half was published so."""
    problem = unreadable(lambda: parse(text))
    assert problem.reason == "# 后面的文字会当作说明，不会发布"
    assert problem.line == next(n for n, one in enumerate(text.split("\n"), 1) if "#" in one)


def test_who_typed_every_colon_in_chinese_is_told_once_how_many() -> None:
    text = "title：培训\npublished：2026-01-02\n# 说明：\nkind: 培训\nsource：甲\n"
    problem = unreadable(lambda: parse(text))
    assert problem.line == 1
    assert problem.remedy.endswith("title: 培训；后面还有 2 行也是这样，一起改")


@pytest.mark.parametrize(
    ("glued", "reason"),
    [
        ("title:培训", "冒号后面没有空格"),
        ("title:\u3000培训", "冒号后面是全角空格"),
        ("title：培训", "用了中文的冒号"),
        ("title： 培训", "用了中文的冒号"),
    ],
)
@pytest.mark.parametrize(
    ("text", "line"), [("{}", 1), ("{}\nb: c", 1), ("# x\n{}\n\n# x\nb: c", 2), ("a: 1\n{}", 2)]
)
def test_a_colon_without_its_blank_is_told_where_it_stands(
    glued: str, reason: str, text: str, line: int
) -> None:
    problem = unreadable(lambda: parse(text.format(glued)))
    assert (problem.line, problem.reason) == (line, reason)
    assert problem.remedy.startswith("用英文冒号，后面空一格：title: 培训")


@given(text=SYNTAX)
@example("{0#")  # the value that is not there lies behind the last line
def test_a_message_holds_no_words_of_the_parser(text: str) -> None:
    made = outcome(lambda: parse_yaml(f"a: {text}", "a.yaml"), Unreadable)
    if isinstance(made, Unreadable):
        said = made.problem.reason + made.problem.remedy
        assert not re.search(r"[a-z]{3,} [a-z]{3,}", said.replace(text, ""))


@pytest.mark.parametrize("brackets", ["[" * 10_000, "[" * 10_000 + "]" * 10_000, "{a: " * 10_000])
def test_deep_nesting_is_refused_at_once(brackets: str) -> None:
    problem = unreadable(lambda: parse(f"a: {brackets}"))
    assert problem.reason == f"内容嵌套超过 {MAX_DEPTH} 层"


def test_a_billion_laughs_are_refused_at_the_first() -> None:
    laughs = "a: &a [x, x]\n" + "".join(
        f"{name}: &{name} [*{before}, *{before}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert unreadable(lambda: parse(laughs)).line == 1


@given(data=st.dictionaries(TEXTS, VALUES, min_size=1))
def test_what_is_written_is_what_is_read(data: dict[str, Any]) -> None:
    assert parse(yaml.dump(data, default_style='"', allow_unicode=True)) == data


@given(text=SYNTAX | st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    made = outcome(lambda: parse_yaml(text, "a.yaml"), Unreadable)
    if isinstance(made, Unreadable):
        assert 1 <= made.problem.line <= text.count("\n") + 2
    else:
        assert isinstance(made.data, dict)
