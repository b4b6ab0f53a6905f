from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.fields import HIDDEN
from portal.load import load
from portal.problems import ContentError, Problem
from portal.sections import SECTIONS
from tests.conftest import MakeApp
from tests.factories import DEFAULTS, SITE, WORLD, Content
from tests.portal.faults import dangers, fault, faults, line_of, outcome, place
from tests.portal.load.test_yaml import SYNTAX
from tests.portal.markdown.test_markup import BODIES


def snapshot(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_sound_folder_is_loaded(world: Content) -> None:
    loaded = load(world.folder)
    assert set(loaded.rows) == set(WORLD.items())
    assert loaded.site.title == SITE["title"]
    assert loaded.rows["projects", "project"].model_dump()["budget"] == 5_000_000


def test_all_problems_of_a_run_are_told_at_once_and_in_order(world: Content) -> None:
    world.site(base_url="test.example.org", demo=None)
    world.write("notices/gbk.md", "---\ntitle: 公示".encode("gbk"))
    world.write("notices/unclosed.md", "---\ntitle: a\n")
    world.write("News/a.md", "")
    world.write("policies/orphan.pdf", "")
    world.add("notices", "dangling", body="[甲](b.md)")
    world.add("contracts", "c1", amount="-1", signed="昨天")
    world.add("contracts", "c2", project="zzz", number="HT-2")
    world.add("contracts", "c3", number="HT-2")
    problems = faults(world)
    assert list(problems) == sorted(set(problems))
    assert {place(problem) for problem in problems} == {
        ("News/a.md", 0, ""),
        ("contracts/c1.md", line_of(world, "contracts/c1.md", "amount"), "amount"),
        ("contracts/c1.md", line_of(world, "contracts/c1.md", "signed"), "signed"),
        ("contracts/c2.md", line_of(world, "contracts/c2.md", "zzz"), "project"),
        ("contracts/c3.md", line_of(world, "contracts/c3.md", "HT-2"), "number"),
        ("notices/dangling.md", line_of(world, "notices/dangling.md", "甲]"), "正文"),
        ("notices/gbk.md", 2, ""),
        ("notices/unclosed.md", 1, ""),
        ("policies/orphan.pdf", 0, ""),
        ("site.yaml", 0, "demo"),
        ("site.yaml", line_of(world, "site.yaml", "base_url"), "base_url"),
    }


def test_a_problem_reads_as_a_sentence_and_ends_the_run_with_1(world: Content) -> None:
    world.add("notices", "a", kind="x")
    with pytest.raises(ContentError) as caught:
        load(world.folder)
    assert caught.value.exit_code == 1
    line = line_of(world, "notices/a.md", "kind")
    assert caught.value.message == (
        "内容有 1 处问题，没有发布任何东西：\n"
        f"notices/a.md 第 {line} 行，字段 kind：「x」不在可选的内容里。"
        "改法：可选：通知、培训、政策解读、工作交流。"
    )


def test_nothing_is_written_when_there_are_problems(
    world: Content, make_app: MakeApp, tmp_path: Path
) -> None:
    world.add("notices", "a", kind="x")
    before = snapshot(tmp_path)
    with pytest.raises(ContentError):
        make_app()
    after = snapshot(tmp_path)
    assert {file: after[file] for file in after if file.parent != tmp_path / "state"} == before


@pytest.mark.parametrize(
    ("changes", "field", "reason", "remedy"),
    [
        ({"title": None}, "title", "缺少「网站名称」", "补上一行「title: …」"),
        (
            {"base_url": "https://test.example.org/gk"},
            "base_url",
            "「https://test.example.org/gk」不是完整的网址",
            "写成 https://gongkai.example.org/ 的样子，以斜线结尾",
        ),
        (
            {"feed_authority": "test.example.org"},
            "feed_authority",
            "「test.example.org」不能作永久编号的前缀",
            "写成「域名,年份」，如 gongkai.example.org,2025",
        ),
        ({"demo": "true"}, "demo", "「true」既不是「是」也不是「否」", "写「是」或「否」"),
        (
            {"start_rule": "次日"},
            "start_rule",
            "「次日」不在可选的内容里",
            "是不是「次日起算」？可选：次日起算、当日起算",
        ),
        (
            {"frames": ["https://www.example.org/"]},
            "frames[1]",
            "「https://www.example.org/」不能作可以嵌入本站的网站",
            "只写到域名，末尾没有斜线，如 https://www.example.org",
        ),
        (
            {"targets": "nobody"},
            "targets",
            "没有购买主体「nobody」",
            "写购买主体的编号（文件名去掉 .md）",
        ),
        (
            {"moved": [{"old": "notice/a", "new": "projects/project"}]},
            "moved[1].old",
            "没有「notice/a」所在的栏目",
            "核对栏目的文件夹名",
        ),
        (
            {"moved": [{"old": "projects/project", "new": "plans/plan"}]},
            "moved[1].old",
            "「projects/project」还是一条记录",
            "删掉这一条跳转",
        ),
        (
            {"moved": [{"old": "notices/a", "new": f"plans/{new}"} for new in ("plan", "plan")]},
            "moved[2].old",
            "「notices/a」写了两次",
            "只留一处",
        ),
        (
            {"moved": [{"old": "projects/old", "new": "projects/projcet"}]},
            "moved[1].new",
            "没有「projects/projcet」这条记录",
            "是不是 projects/project？",
        ),
    ],
)
def test_a_fault_of_the_site_itself_is_told(
    world: Content, changes: dict[str, Any], field: str, reason: str, remedy: str
) -> None:
    world.site(**changes)
    problem = fault(world)
    assert (problem.path, problem.field) == ("site.yaml", field)
    assert (problem.reason, problem.remedy) == (reason, remedy)


@pytest.mark.parametrize("make", ["nothing", "file", "folder"])
def test_a_folder_without_the_site_s_file_is_no_content(tmp_path: Path, make: str) -> None:
    folder = tmp_path / "content"
    if make == "file":
        folder.touch()
    if make == "folder":
        (folder / "site.yaml").mkdir(parents=True)
        (folder / "photo.raw").touch()
    with pytest.raises(ContentError) as caught:
        load(folder)
    assert caught.value.problems == (
        Problem(
            "site.yaml",
            0,
            "",
            f"内容文件夹 {folder} 里没有这个文件",
            "核对内容文件夹的位置（PORTAL_HOME、PORTAL_CONTENT 或 --content）；"
            "还没有网站的，先运行 python -m build init",
        ),
    )


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root opens anything")
@pytest.mark.parametrize("path", [".", "site.yaml", "notices", "notices/a.md"])
def test_what_may_not_be_read_is_told(world: Content, path: str) -> None:
    world.add("notices", "a")
    (world.folder / path).chmod(0)
    try:
        assert fault(world).path == (path if path != "." else "site.yaml")
    finally:
        (world.folder / path).chmod(0o755)


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"\x00",
        b"\xff\xfe",
        b"- a",
        b"title: &a x\npublisher: *a",
        b"a: " + b"[" * 10_000,
        b"x" * 2_000_001,
    ],
    ids=["empty", "nul", "utf-16", "list", "alias", "deep", "huge"],
)
def test_a_damaged_site_file_is_told_with_all_else(world: Content, damage: bytes) -> None:
    world.write("site.yaml", damage)
    world.add("notices", "a", kind="x")
    assert [problem.path for problem in faults(world)] == ["notices/a.md", "site.yaml"]


# From here on: whatever stands in a file, the folder is loaded or its problems are told.

SCALARS = st.sampled_from(
    [
        *("2026-03-02", "2026-02-30", "50000", "５万元", "-1", "NaN", "是", "否", "yes", "", " "),
        *("policy", "policy#1", "catalogue#a1", "#", "a#", "zzz", "x.csv", "../x.csv", "lines.csv"),
        *("通知", "公开招标", "政策解读", "次日起算", "9" * 5000, "长" * 300 + ".csv", "\u202e"),
        *("\x00", "\r", "a\nb", "<script>", "{{ 1 }}", "javascript:x", "91350100M000100Y43"),
    ]
)
NAMES = st.sampled_from(sorted({name for one in SECTIONS for name in one.model.model_fields}))
VALUES = st.recursive(
    SCALARS | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(NAMES | st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Content:
    """One folder for all examples of a property; each writes the same file anew."""
    return Content(tmp_path_factory.mktemp("fuzz") / "content").world()


def loads_or_tells(content: Content, path: str, text: str | bytes) -> None:
    file = content.write(path, text)
    made = outcome(lambda: load(content.folder), ContentError)
    file.unlink()
    if isinstance(made, ContentError):
        assert made.problems
        for problem in made.problems:
            assert problem.line >= 0
            assert problem.reason
            assert problem.remedy
            assert not HIDDEN.search(str(problem))
    else:
        for row in made.rows.values():
            assert dangers(row.html) == []
            assert not HIDDEN.search(row.html)


@settings(deadline=None)
@given(data=st.binary() | st.text().map(str.encode))
def test_any_bytes_as_a_record(shared: Content, data: bytes) -> None:
    loads_or_tells(shared, "notices/fuzz.md", data)


@settings(deadline=None)
@given(head=SYNTAX, body=st.text())
def test_any_text_as_fields(shared: Content, head: str, body: str) -> None:
    text = f"---\ntitle: a\n{head}\n---\n{body}"
    loads_or_tells(shared, "notices/fuzz.md", text.encode(errors="surrogatepass"))


@settings(deadline=None)
@given(
    section=st.sampled_from(sorted(DEFAULTS)),
    changes=st.dictionaries(NAMES | st.text(max_size=5), VALUES, max_size=6),
)
@example(section="plans", changes={"lines": "长" * 300 + ".csv"})
@example(section="contracts", changes={"amount": "9" * 5000 + "元"})
@example(section="calendar", changes={"year": "9" * 12, "complete": "是"})
def test_any_values_as_fields(shared: Content, section: str, changes: dict[str, Any]) -> None:
    values = {"title": "a", "published": "2026-03-02", **DEFAULTS[section], **changes}
    head = yaml.dump(values, allow_unicode=True, default_style='"')
    loads_or_tells(shared, f"{section}/fuzz.md", f"---\n{head}---\n")


@settings(deadline=None)
@given(body=BODIES)
@example(body="[甲]()")
@example(body="&#2;&#8203;")
@example(body="<a href='java&#2;script:x'>")
def test_any_body(shared: Content, body: str) -> None:
    head = "title: a\npublished: 2026-03-02\nkind: 通知\nsource: 甲"
    text = f"---\n{head}\n---\n{body}"
    loads_or_tells(shared, "notices/fuzz.md", text.encode(errors="surrogatepass"))


@settings(deadline=None, max_examples=50)
@given(data=st.binary() | st.text('code,title "\n\t;').map(str.encode))
def test_any_bytes_as_a_table(shared: Content, data: bytes) -> None:
    shared.add("catalogues", "fuzz", items="items.csv")
    loads_or_tells(shared, "catalogues/items.csv", data)
