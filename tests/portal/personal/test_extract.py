from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.personal.detect import MOBILE, Hit
from portal.personal.extract import NO_TEXT, examine
from portal.personal.kinds import KINDS
from portal.personal.light import PLACE
from tests.files import docx, jpeg, pdf, png, sample, xlsx, zipped

ENDINGS = sorted(KINDS)
PHONE = "13800138000"
MASKED = "138****8000"


def masked(data: bytes, ending: str) -> set[tuple[str, str]]:
    """(where, number) of all that was found for certain in a file that is sound."""
    verdict = examine(data, ending)
    assert verdict.fault is None
    return {(hit.where, hit.masked) for hit in verdict.hits if hit.certain}


def fault(data: bytes, ending: str) -> str:
    refused = examine(data, ending).fault
    assert refused is not None
    return refused[0]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_sound_file_of_every_type_passes(ending: str) -> None:
    assert masked(sample(f"a{ending}", "0990-5550100"), ending) == set()


@pytest.mark.parametrize("ending", ENDINGS)
def test_personal_data_is_found_in_every_type(ending: str) -> None:
    assert MASKED in {number for _, number in masked(sample(f"a{ending}", PHONE), ending)}


def test_a_number_broken_into_runs_is_found_in_word() -> None:
    assert masked(docx("联系人 " + PHONE), ".docx") == {("正文", MASKED)}


def test_sheet_and_cell_are_named_also_of_numbers() -> None:
    found = masked(xlsx(PHONE, number="1.3900139000E10"), ".xlsx")
    assert found == {("工作表 名单 B3", MASKED), ("工作表 名单 C3", "139****9000")}


def test_page_and_property_are_named_in_a_pdf() -> None:
    assert masked(pdf(PHONE, author="13900139000"), ".pdf") == {
        ("第 1 页", MASKED),
        ("属性 Author", "139****9000"),
    }


def test_authors_are_reported_and_stop_nothing() -> None:
    for data, ending in ((docx(author="王小明"), ".docx"), (pdf("a", author="Wang"), ".pdf")):
        verdict = examine(data, ending)
        assert [(hit.kind, hit.masked[0], hit.certain) for hit in verdict.hits] == [
            ("作者", "王" if ending == ".docx" else "W", False)
        ]


def test_a_scanned_pdf_says_that_it_cannot_be_searched() -> None:
    assert examine(pdf(), ".pdf").hits == (Hit(0, "", NO_TEXT, "", certain=False),)


def test_where_a_picture_was_taken_is_found_also_inside_a_document() -> None:
    picture = jpeg(position=True)
    inside = docx(more={"word/media/a.jpg": picture})
    assert examine(picture, ".jpg").hits == (Hit(0, "EXIF", PLACE, "经纬度"),)
    assert examine(inside, ".docx").hits == (Hit(0, "图片 a.jpg", PLACE, "经纬度"),)


def test_a_link_in_a_word_file_is_searched() -> None:
    relation = f'<a><Relationship Target="tel:{PHONE}"/></a>'.encode()
    data = docx(more={"word/_rels/document.xml.rels": relation})
    assert masked(data, ".docx") == {("正文", MASKED)}


@pytest.mark.parametrize("name", ["a.txt", f"{PHONE}.txt"])
def test_a_zip_is_searched_with_its_names(name: str) -> None:
    found = examine(zipped({name: PHONE.encode()}), ".zip").hits
    assert {hit.kind for hit in found} == {MOBILE}


@pytest.mark.parametrize("ending", [one for one in ENDINGS if KINDS[one].magic])
@pytest.mark.parametrize(
    "data", [b"", b"x", b"<html><script>alert(1)</script>", b"\xd0\xcf\x11\xe0"]
)
def test_a_file_must_be_what_its_name_says(ending: str, data: bytes) -> None:
    assert fault(data, ending).startswith(f"内容不是 {KINDS[ending].name}")


@pytest.mark.parametrize(
    ("data", "ending", "reason"),
    [
        (b"<!DOCTYPE html>", ".pdf", "内容不是 PDF，而是网页或 XML"),
        (pdf(), ".docx", "内容不是 Word 文件，而是 PDF"),
        ("公告".encode("gbk"), ".txt", "第 1 个字节不是 UTF-8 编码"),
        (b"a\0b", ".csv", "含有空字符 U+0000"),
        (b"a\n=cmd|x!A1,b\n", ".csv", "第 2 行有以「=」开头的格，表格程序会当作公式"),
        ("a,＝1+1\n".encode(), ".csv", "第 1 行有以「＝」开头的格，表格程序会当作公式"),
        (b"PK\x03\x04xxxx", ".docx", "压缩包已损坏，打不开"),
        (b"%PDF-1.7\nxxxx", ".pdf", "文件已损坏，读不出"),
        (png(size=(60_000, 60_000)), ".png", "图片有 60000×60000 像素，太大"),
        (pdf(catalog="/OpenAction << /S /JavaScript /JS (x) >>"), ".pdf", "PDF 里有脚本"),
        (docx(more={"word/vbaProject.bin": b"x"}), ".docx", "文件里有宏"),
        (zipped({"a.html": b"x"}), ".zip", "压缩包里的「a.html」不是允许的类型"),
        (zipped({"a.zip": zipped({})}), ".zip", "压缩包里的「a.zip」不是允许的类型"),
        (zipped({"a.pdf": b"x"}), ".zip", "压缩包里的「a.pdf」：内容不是 PDF"),
        (zipped({"../a.txt": b"x"}), ".zip", "压缩包里的文件名指向压缩包之外"),
        (zipped({"C:a.txt": b"x"}), ".zip", "压缩包里的文件名指向压缩包之外"),
        (
            zipped({f"{n}.txt": b"" for n in range(2001)}),
            ".zip",
            "压缩包里有 2001 个文件，超过 2000",
        ),
        (
            zipped({"a.txt": b" " * 3_000_000}),
            ".zip",
            "压缩包里有压缩比异常的文件（可能是压缩炸弹）",
        ),
    ],
)
def test_a_harmful_file_is_refused_with_its_reason(data: bytes, ending: str, reason: str) -> None:
    assert fault(data, ending).startswith(reason)


@pytest.mark.parametrize("part", ["word/a.xml", "docProps/app.xml"])
def test_entities_are_neither_expanded_nor_fetched(part: str) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "&x;&x;">]><a>&y;</a>'
    assert fault(docx(more={part: bomb}), ".docx") == "文件里有 XML 实体声明"


def test_numbers_are_no_formulas() -> None:
    assert masked(b"a,-12.5,+3%,- 4\n", ".csv") == set()


def test_a_locked_archive_is_refused() -> None:
    file = io.BytesIO(zipped({"a.txt": b"x"}))
    locked = bytearray(file.getvalue())
    for head, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(head) + place] |= 1
    assert zipfile.is_zipfile(io.BytesIO(bytes(locked)))
    assert fault(bytes(locked), ".zip") == "文件加了密码，无法检查"


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(ENDINGS), st.data())
def test_a_damaged_file_gets_a_verdict(ending: str, data: st.DataObject) -> None:
    whole = bytearray(sample(f"a{ending}", PHONE))
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    for damaged in (bytes(whole), bytes(whole[:cut])):
        verdict = examine(damaged, ending)
        assert verdict.fault is None or all(verdict.fault)
