"""Verification: what is wrong with a site is found, and nothing else, however little is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build.checks.facts import Facts, facts
from build.checks.judge import judge, judge_change
from build.trees import manifest
from build.verify import inspect
from search.documents import Document
from tests.build.command import run
from tests.search.made import files

BASE = "https://test.example.org/gk/"
PAGE = '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>页</title>{}'
SOUND = {
    "index.html": PAGE.format('<a href="notices/n1/index.html#art-1">一</a><a href="?q=1">问</a>'),
    "notices/n1/index.html": PAGE.format(
        '<link href="../../static/a.css"><h2 id="art-1">一</h2><h2 id="h-第二">二</h2>'
        '<a href="#art-1"></a><a href="#h-%E7%AC%AC%E4%BA%8C"></a><a href="../../index.html"></a>'
        '<a href="%E7%94%B3%E6%8A%A5%20%E8%A1%A8.pdf#page=2"></a><form action="../../index.html">'
        f'<a href="https://other.example.org/x"></a><link href="{BASE}notices/n1/#art-1">'
    ),
    "notices/n1/申报 表.pdf": "%PDF",
    "static/a.css": "body {}",
    "feed.xml": f"<list><link>{BASE}notices/n1/</link><id>{BASE}</id><p>{BASE}nowhere is text</p></list>",
    "404.html": PAGE.format('<a href="/anywhere/#x">from the root</a>'),
    "data.json": '{"a": 1}',
    "calendar.ics": "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
    **{
        f"search/index/{name}": data.decode()
        for name, data in files(
            [Document("n/1", "/n/1/", "公示", "正文", "2026-01-02", "通知")]
        ).items()
    },
}
PART = next(name for name in SOUND if name.startswith("search/index/s-"))


def known(files: Mapping[str, str | bytes]) -> dict[str, Facts]:
    return {
        path: facts(path, text if isinstance(text, bytes) else text.encode(), BASE)
        for path, text in files.items()
    }


def faults(**changes: str | bytes) -> list[str]:
    return judge(known({**SOUND, **{name.replace("__", "."): x for name, x in changes.items()}}))


def test_a_sound_site_passes() -> None:
    assert faults() == []


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ('<a href="../n2/index.html">', "链接指向 notices/n2/index.html"),
        ('<a href="../n1/">', "链接指向 notices/n1/"),
        ('<a href="../../notices/./n2/">', "链接指向 notices/n2/"),
        ('<a href="../../../index.html">', "链接 ../../../index.html 指到网站外面去了"),
        ('<a href="../../x/../../index.html">', "链接 ../../x/../../index.html 指到网站外面去了"),
        ('<img src="a.png">', "链接指向 notices/n3/a.png"),
        ('<script src="a.js?v=1"></script>', "链接指向 notices/n3/a.js"),
        ('<form action="../search/">', "链接指向 notices/search/"),
        ('<a href="#art-2">', "链接指向 notices/n3/index.html#art-2"),
        ('<a href="../../index.html#art-1">', "链接指向 index.html#art-1"),
        ("<a href='../n2/'>", "链接指向 notices/n2/"),
        ("<a class=\"b\" href='../n2/'>", "链接指向 notices/n2/"),
        ('<a class="b" HREF=../n2/>', "链接指向 notices/n2/"),
        ("<a title='>' href=\"../n2/\">", "链接指向 notices/n2/"),
        ('<a title=">" href="../n&amp;2/">', "链接指向 notices/n&2/"),
        (f'<a href="{BASE}notices/n9/">', "链接指向 notices/n9/index.html"),
        ('<a href="/notices/n1/">', "链接 /notices/n1/ 从根目录起，放进子目录就会断"),
        ('<p id="a"></p><p id="a"></p>', "锚点 a 不止一处"),
    ],
)
def test_a_link_that_leads_nowhere_is_found(markup: str, fault: str) -> None:
    page = PAGE.format(markup).encode()
    found = judge({**known(SOUND), "notices/n3/index.html": facts("notices/n3/index.html", page)})
    if BASE in markup:
        found = judge(known({**SOUND, "notices/n3/index.html": page}))
    assert [one.partition("，没有")[0] for one in found] == [f"notices/n3/index.html：{fault}"]


@pytest.mark.parametrize(
    "markup",
    [
        "<!-- <a href='gone'> -->",
        '<p title="&lt;a href=x&gt;">&lt;a href="gone"&gt;</p>',
        '<p>a < b href="gone"</p>',
        '<meta content="see href = x">',
    ],
)
def test_what_only_looks_like_a_link_is_none(markup: str) -> None:
    assert faults(other__html=PAGE.format(markup)) == []


@given(
    st.lists(
        st.sampled_from(
            [
                '<a href="../n2/">',
                '<a class="x" href="../n2/?a=b#c">',
                "<a href='../n3/'>",
                '<p id="one">',
                '<p ID="two">',
                "<p id=three>",
                '<a\n  href="../n4/">',
                '<a title="1 > 0" href="../n5/">',
                '<a data-href="gone" href = "../n6/">',
                '<img src="../a&amp;b.png">',
                "text id=\"no\" href='no' < ",
                "<!-- <p id='no'> -->",
                "</a></p>\n",
            ]
        ),
        max_size=6,
    )
)
def test_the_quick_way_through_a_page_finds_what_a_parser_finds(pieces: list[str]) -> None:
    page = PAGE.format("".join(pieces))
    quick = facts("notices/n1/index.html", page.encode())
    # A comment sends a page to the parser.
    parsed = facts("notices/n1/index.html", f"{page}<!-- -->".encode())
    assert (quick.anchors, set(quick.wants)) == (parsed.anchors, set(parsed.wants))


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("feed.xml", b"<rss><channel></rss>", "不是完好的 XML"),
        ("atom.xml", b"", "不是完好的 XML"),
        ("feed.xml", f"<list><link>{BASE}n9/</link></list>".encode(), "链接指向 n9/index.html"),
        ("404.html", "没有找到".encode("gb18030"), "不是 UTF-8 文字"),
        ("data.json", b'{"a": NaN}', "不是完好的 JSON"),
        ("data.json", b"[" * 100_000, "不是完好的 JSON"),
        ("log.jsonl", b"{}\n{", "不是完好的 JSON"),
        ("rows.csv", "甲".encode("gb18030"), "不是 UTF-8 文字"),
        ("calendar.ics", b"BEGIN:VCALENDAR\r\n", "不是完整的日历"),
        (PART, b'portalSearch.receive("c-2f",[]);\n', "不是检索索引的一部分"),
        ("search/index/x.js", b'portalSearch.receive("x",[);\n', "不是完好的 JSON"),
        ("search/index/entry.js", b'portalSearch.receive("entry",[]);\n', "不是完好的检索索引"),
    ],
)
def test_a_damaged_file_is_found(name: str, data: bytes, fault: str) -> None:
    (found,) = judge({**known(SOUND), name: facts(name, data, BASE)})
    assert found.startswith(f"{name}：{fault}")


def test_a_part_of_the_search_index_that_is_missing_is_found() -> None:
    parts = [name for name in SOUND if name.startswith("search/index/") and "entry" not in name]
    assert {name.removeprefix("search/index/")[0] for name in parts} == {"s", "t", "c"}
    for part in parts:
        lacking = known({name: data for name, data in SOUND.items() if name != part})
        assert judge(lacking) == [f"search/index/entry.js：链接指向 {part}，没有这样的文件或位置"]


def test_a_large_index_names_all_its_parts() -> None:
    bodies = [
        "".join(chr(0x4E00 + (7 * n + 13 * i * n) % 20000) for i in range(400)) for n in range(90)
    ]
    made = files([Document(f"n/{n}", "", f"题{n}", one, "", "") for n, one in enumerate(bodies)])
    whole = {
        f"search/index/{name}": facts(f"search/index/{name}", data) for name, data in made.items()
    }
    wanted = {want for one in whole.values() for want in one.wants}
    assert wanted | {"search/index/entry.js"} == whole.keys()


def test_pages_that_must_be_there_are_missed() -> None:
    assert judge(known({}), ["notices/n1/index.html"]) == [
        "index.html：没有这一页",
        "notices/n1/index.html：没有这一页",
    ]


PARTS = ["search/index/s-1-0.js", "search/index/t-1-0.js"]
NAMERS = ["search/index/p-1.js", "search/index/entry.js"]
names = st.sampled_from(["index.html", "a/index.html", "b/index.html", "c.css", *PARTS, *NAMERS])
anchors = st.sampled_from(["", "#x", "#y"])
found = st.builds(
    Facts,
    st.lists(st.sampled_from(["x", "y"]), unique=True).map(tuple),
    st.lists(st.builds("{}{}".format, names, anchors), unique=True).map(tuple),
    st.sampled_from([(), (), (), ("damaged",)]),
)


def _as_indexes_are(site: dict[str, Facts]) -> dict[str, Facts]:
    """Parts of the search index are named within it alone, and have no anchors."""
    parts = {*PARTS, "search/index/p-1.js"}
    return {
        path: Facts(
            () if path in {*PARTS, *NAMERS} else one.anchors,
            tuple(
                want for want in one.wants if path in NAMERS or want.partition("#")[0] not in parts
            ),
            one.faults,
        )
        for path, one in site.items()
    }


sites = st.dictionaries(names, found).map(_as_indexes_are)


@given(sites, sites, st.sets(names))
def test_looking_at_what_changed_finds_what_looking_at_all_finds(
    before: dict[str, Facts], changed: dict[str, Facts], removed: set[str]
) -> None:
    before = {path: Facts(one.anchors, one.wants) for path, one in before.items()}
    lacking = {
        want for fault in judge(before) for want in [fault.split("指向 ")[-1].split("，")[0]]
    }
    sound = {
        path: Facts(one.anchors, tuple(want for want in one.wants if want not in lacking))
        for path, one in before.items()
    }
    sound.setdefault("index.html", Facts())
    removed -= changed.keys()
    after = {path: one for path, one in {**sound, **changed}.items() if path not in removed}
    pages = ["a/index.html"]
    assert sorted(judge_change(sound, changed, removed, pages)) == sorted(judge(after, pages))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The sound site on disk, with its manifest."""
    for name, text in SOUND.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    entries = {name: one.entry for name, one in inspect(tmp_path).items()}
    (tmp_path / manifest.NAME).write_bytes(manifest.write(entries))
    return tmp_path


def test_the_command_finds_a_sound_site_sound(site: Path) -> None:
    told = run("verify", "--site", site)
    assert (told.exit_code, told.output) == (
        0,
        f"网站没有问题：{len(SOUND)} 个文件与清单相符，{site}\n",
    )


def test_the_command_names_what_differs_and_what_is_broken(site: Path) -> None:
    (site / "static/a.css").unlink()
    (site / "stray.txt").touch()
    (site / "data.json").write_text("{}")
    told = run("verify", "--site", site)
    assert told.exit_code == 1
    assert told.output.splitlines() == [
        "错误：网站有 4 处问题：",
        "data.json：内容与清单不符",
        "static/a.css：清单里有，网站里没有",
        "stray.txt：清单里没有这个文件",
        "notices/n1/index.html：链接指向 static/a.css，没有这样的文件或位置",
    ]


def test_the_command_follows_absolute_addresses_below_that_of_the_home_page(site: Path) -> None:
    home = site / "index.html"
    home.write_text(f'{home.read_text("utf-8")}<link rel="canonical" href="{BASE}">', "utf-8")
    (site / "feeds.opml").write_text(f'<opml><a xmlUrl="{BASE}gone/feed.xml"/></opml>')
    entries = {name: one.entry for name, one in inspect(site).items() if name != manifest.NAME}
    (site / manifest.NAME).write_bytes(manifest.write(entries))

    told = run("verify", "--site", site).output

    assert "feeds.opml：链接指向 gone/feed.xml，没有这样的文件或位置" in told


@pytest.mark.parametrize("damage", ["gone", "empty", "site"])
def test_the_command_needs_a_site_with_its_manifest(site: Path, damage: str) -> None:
    if damage == "empty":
        (site / manifest.NAME).write_bytes(b"")
    elif damage == "gone":
        (site / manifest.NAME).unlink()
    told = run("verify", "--site", site / "gone" if damage == "site" else site)
    assert told.exit_code == 1
    assert "python -m build" in told.output
