"""JSON → drafts: one record in its canonical form, a list of them, or an OCDS release package."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from build.forms.shape import columns
from build.importing import ocds
from build.importing.delimited import decode
from build.importing.drafts import Draft, Drafts
from build.importing.faults import Fault, Misread, Place, Refused
from build.importing.nested import decimal, read_value
from portal.canonical import canonical, digest
from portal.fields import ID, brief, shown
from portal.sections import BY_NAME, Section

MAX_BYTES = 20_000_000
# Of the canonical form, but not of the file: what the portal knows itself.
_OURS = frozenset({"section", "id"})


def read_json(file: Path, given: Section | None) -> tuple[Drafts, list[Fault], list[str]]:
    """(drafts, faults, notes); raises Refused and OSError.

    given: the section of records that do not name theirs.
    """
    size = file.stat().st_size
    if size > MAX_BYTES:
        raise Refused(f"文件有 {size:,} 字节，超过 {MAX_BYTES:,}", "分成几个文件导入")
    text, _ = decode(file.read_bytes())
    data = _parse(text)
    notes: list[str] = []
    if isinstance(data, dict) and isinstance(data.get("releases"), list):
        records, notes = ocds.records(data["releases"])
    elif isinstance(data, dict) and isinstance(data.get("records"), list):
        records = data["records"]
        given = BY_NAME.get(str(data.get("section")), given)
    else:
        records = data if isinstance(data, list) else [data]
    drafts: Drafts = {}
    faults: list[Fault] = []
    for number, entry in enumerate(records, 1):
        place = Place(file.name, label=f"第 {number} 条记录")
        record = _opened(entry, place, faults)
        draft = _draft(record, given, place, faults)
        if draft and drafts.setdefault((draft.section, draft.id), draft) is not draft:
            faults.append(Fault(place, f"编号 {draft.id} 出现了两次", "删去重复的一条"))
    return drafts, faults, notes


def _parse(text: str) -> Any:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            raise Refused("一个对象里有两个同名的字段", "只留一个")
        return made

    def never(word: str) -> Any:
        raise Refused(f"{word} 不是数", "写出确切的数，或删去这个字段")

    try:
        return json.loads(text, object_pairs_hook=once, parse_float=decimal, parse_constant=never)
    except json.JSONDecodeError as error:
        place = Place(row=error.lineno)
        raise Refused("不是完好的 JSON", "检查这一行附近的引号、逗号和括号", place) from None
    except (RecursionError, ValueError):
        raise Refused("JSON 嵌套太深，或数字太长", "核对这个文件是不是本系统导出的") from None


def _opened(entry: Any, place: Place, faults: list[Fault]) -> Any:
    """The record of an entry of our open data, which must have the digest that stands beside it."""
    if not (isinstance(entry, dict) and isinstance(record := entry.get("record"), dict)):
        return entry
    said = entry.get("sha256")
    if said is not None and said != _digest(record):
        reason = "内容与旁边的 SHA-256 不符，文件被改动过"
        faults.append(Fault(place, reason, "重新下载；有意改动的，删去 sha256 一项"))
    return record


def _digest(record: dict[str, Any]) -> str:
    """Of what can be a record of ours; "" for what our open data never holds, as fractions."""
    try:
        return digest(canonical(record))
    except (TypeError, ValueError):
        return ""


def _draft(record: Any, given: Section | None, place: Place, faults: list[Fault]) -> Draft | None:
    if not isinstance(record, dict):
        faults.append(Fault(place, "这里应当是一条记录", "写成 {字段: 内容} 的样子"))
        return None
    section = BY_NAME.get(str(record.get("section"))) or given
    id = record.get("id")
    if section is None:
        remedy = "加上 section，或用 --section 说明是哪个栏目"
        faults.append(Fault(place, "看不出这条记录是哪个栏目", remedy))
        return None
    if not isinstance(id, str) or not ID.fullmatch(id) or len(id) > 80:
        remedy = "只用小写字母、数字和连字符，如 yc-2026-001"
        faults.append(Fault(place, f"{shown(str(id))}不能作编号", remedy))
        return None
    whole = Place(place.sheet, label=f"{section.name}/{id}")
    draft = Draft(section.name, id, places={"": whole}, labelled=False)
    fields = {one.name: one for one in columns(section.name)}
    for name, value in record.items():
        if name not in _OURS:
            where = Place(place.sheet, label=f"{section.name}/{id} 的 {brief(name)}")
            draft.places[name] = where
            try:
                draft.values[name] = read_value(fields.get(name), value)
            except Misread as error:
                faults.append(Fault(where, error.reason, error.remedy))
    return draft
