"""Folders of people who mean harm, or of machines that fail: each ends in problems or harmless pages."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from portal.load import load
from portal.personal.kinds import KINDS
from portal.problems import ContentError
from tests.factories import Content
from tests.files import docx, zipped

ATTACHED = [{"file": "a.txt", "title": "附件"}]
needs_posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")


def body(text: str) -> Callable[[Content], object]:
    return lambda world: world.add("notices", "one", body=text)


def head(text: str) -> Callable[[Content], object]:
    lines = f"---\ntitle: a\npublished: 2026-01-02\nkind: 通知\nsource: a\n{text}\n---\n"
    return lambda world: world.write("notices/one.md", lines)


def raw(data: bytes) -> Callable[[Content], object]:
    return lambda world: world.write("notices/one.md", data)


def attached(name: str, data: bytes) -> Callable[[Content], object]:
    def make(world: Content) -> None:
        world.write(f"notices/{name}", data)
        world.add("notices", "one", attachments=[{"file": name, "title": "附件"}])

    return make


def cyclic(world: Content) -> None:
    items = [
        {
            "code": one,
            "title": one,
            "kind": "困难帮扶",
            "nature": "基础",
            "content": "x",
            "parent": f"catalogue#{other}",
        }
        for one, other in (("a1", "b1"), ("b1", "a1"))
    ]
    world.add("catalogues", "catalogue", items=items)


def fifo(world: Content) -> None:
    world.add("notices", "one")
    os.mkfifo(world.folder / "notices" / "pipe.md")


def link_out(world: Content) -> None:
    (world.folder / "notices").mkdir()
    (world.folder / "notices" / "one.md").symlink_to("/etc/hostname")


def loop(world: Content) -> None:
    (world.folder / "notices").mkdir()
    (world.folder / "notices" / "more").symlink_to(world.folder)


REFUSED = {
    "javascript link": body("[a](javascript:alert(1))"),
    "data link": body("[a](data:text/html,x)"),
    "remote picture": body("![a](https://example.org/x.png)"),
    "path that leaves the content": body("[a](../../../etc/passwd)"),
    "frame": body("<iframe src=//example.org></iframe>a"),
    "script": body("a<script>alert(1)</script>"),
    "meta refresh": body("<meta http-equiv=refresh content='0;//example.org'>a"),
    "named element": body("<form name=main><input name=x></form>a"),
    "unpaired brackets": body("[" * 20_000),
    "deep lists": body("* " * 2_500 + "x"),
    "deep definitions": body("a\n: b\n" * 9_000),
    "long body": body("中" * 500_001),
    "huge file": raw(b"---\n" + b"a" * 5_000_000),
    "tag": head("summary: !!python/object/apply:os.system [x]"),
    "alias": head("a: &a [x]\nb: *a"),
    "billion laughs": head("a: &a [x,x]\n" + "".join(f"b{n}: &b{n} [*a,*a]\n" for n in range(30))),
    "deep brackets": head("summary: " + "[" * 5_000),
    "list for a text": head("summary: [a, b]"),
    "key twice": head("title: b"),
    "control character": raw(b"---\ntitle: a\x07b\n---\n"),
    "NUL": raw(b"---\ntitle: a\0b\n---\n"),
    "lone surrogate": raw(b"---\ntitle: a\xed\xa0\x80b\n---\n"),
    "GBK": raw("---\ntitle: 公告\n---\n".encode("gbk")),
    "UTF-16": raw("---\ntitle: 公告\n---\n".encode("utf-16")),
    "hidden direction": head('summary: "a\u202eb"'),
    "zip bomb": attached("a.zip", zipped({"a.txt": b"0" * 20_000_000})),
    "external entity": attached(
        "a.docx",
        docx(more={"word/a.xml": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///x">]><a>&x;</a>'}),
    ),
    "formula": attached("a.csv", b"a\n=HYPERLINK(1)\n"),
    "page as picture": attached("a.png", b"<svg onload=alert(1)>"),
    "cyclic parents": cyclic,
    "FIFO": pytest.param(fifo, marks=needs_posix),
    "link out of the content": pytest.param(link_out, marks=needs_posix),
    "link to itself": pytest.param(loop, marks=needs_posix),
}


@pytest.mark.parametrize("make", REFUSED.values(), ids=REFUSED)
def test_it_is_refused_with_place_reason_and_remedy(
    world: Content, make: Callable[[Content], object]
) -> None:
    make(world)
    with pytest.raises(ContentError) as caught:
        load(world.folder)
    for problem in caught.value.problems:
        assert problem.path
        assert problem.reason
        assert problem.remedy
        assert str(problem).isprintable() or "\n" in str(problem)


HARMLESS = {
    "handler": "<b onclick=alert(1)>a</b>",
    "template": "{{ config }}{% include '/etc/passwd' %}",
    "comment that never ends": "a<!-- b",
}


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS)
def test_it_becomes_a_harmless_page(world: Content, text: str) -> None:
    world.add("notices", "one", body=text)
    html = load(world.folder).rows["notices", "one"].html
    for sign in ("<script", "onclick", "<iframe", "<meta", "<form", "<!--", "name="):
        assert sign not in html


def test_nothing_that_can_run_is_on_the_list_of_types() -> None:
    assert not KINDS.keys() & {".html", ".htm", ".js", ".svg", ".xml", ".exe", ".docm", ".xlsm"}
