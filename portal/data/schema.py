"""A section's model as JSON Schema (draft 2020-12): what the canonical values of a record look like."""

from __future__ import annotations

import json
from typing import Any

from pydantic.fields import FieldInfo
from sqlmodel import SQLModel

from portal import reads
from portal.addresses import absolute
from portal.canonical import LEFT_OUT
from portal.data import derived, formats
from portal.fields import Kind, Ref
from portal.marks import enum_of, is_list, mark_of, part_of
from portal.models.base import Attachment
from portal.sections import BY_NAME

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_DECIMAL = {"type": "string", "pattern": r"^[0-9]+\.[0-9]{2}$"}
_WHOLE = {"type": "integer", "minimum": 0}
# Kind of field → how its canonical value looks.
_SHAPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "markdown": {"type": "string", "contentMediaType": "text/markdown"},
    "day": {"type": "string", "format": "date"},
    "amount": {**_DECIMAL, "description": "单位：元，恰有两位小数"},
    "number": {**_DECIMAL, "description": "恰有两位小数"},
    "percent": {**_DECIMAL, "description": "百分数，恰有两位小数"},
    "count": _WHOLE,
    "year": _WHOLE,
    "yes": {"type": "boolean"},
    "link": {"type": "string"},
}
# How what a file's bytes say looks (portal.canonical.OF_BYTES).
_PRINTS = {
    "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$", "title": "文件的 SHA-256"},
    "size": {"type": "integer", "title": "字节数"},
}


@reads.read
def schema(section: str) -> str:
    """The JSON Schema of `record` in a section's JSON, as text."""
    model = BY_NAME[section].model
    made = _object(model)
    made["properties"] = {"section": {"const": section, "title": "栏目"}, **made["properties"]}
    made["required"] = ["section", *made["required"]]
    head = {
        "$schema": DRAFT,
        "$id": absolute(formats.schema(section), reads.site().base_url),
        "$comment": f"version {formats.VERSION}",
        "title": BY_NAME[section].chinese,
        "description": BY_NAME[section].explained,
    }
    beside = {"$defs": {"derived": _derived(section)}} if derived.derived(section) else {}
    return json.dumps({**head, **made, **beside}, ensure_ascii=False, indent=1) + "\n"


def _derived(section: str) -> dict[str, Any]:
    """What stands as `derived` beside `record` in files of many records (portal.data.derived)."""
    text = {"type": "string"}
    named = {"type": "object", "properties": {"id": text, "title": text}}
    return {
        "title": "由所属项目或合同推出",
        "type": "object",
        "properties": {
            one.name: {
                "title": one.label,
                "description": f"{BY_NAME[one.section].chinese}（{one.section}）的编号和名称",
                **({"type": "array", "items": named} if one.name in derived.LISTS else named),
            }
            for one in derived.derived(section)
        },
    }


def _object(model: type[SQLModel]) -> dict[str, Any]:
    own = {name: field for name, field in model.model_fields.items() if name not in LEFT_OUT}
    properties = {name: _property(name, field) for name, field in own.items()}
    if model is Attachment:
        properties |= _PRINTS
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name, field in own.items() if field.is_required()],
        "additionalProperties": False,
    }


def _property(name: str, field: FieldInfo) -> dict[str, Any]:
    title = {"title": field.title or name}
    if part := part_of(field.annotation):
        return {**title, "type": "array", "items": _object(part)}
    shape = _shape(field)
    if is_list(field.annotation):
        return {**title, "type": "array", "items": shape}
    return {**title, **shape}


def _shape(field: FieldInfo) -> dict[str, Any]:
    if words := enum_of(field.annotation):
        return {"type": "string", "enum": [word.value for word in words]}
    kind = mark_of(field, Kind)
    shape = dict(_SHAPES[kind.name if kind else "text"])
    if ref := mark_of(field, Ref):
        named = (
            f"{BY_NAME[ref.section].chinese}（{ref.section}）的编号" if ref.section else "栏目/编号"
        )
        shape["description"] = named + ("#行编号" if ref.part else "")
    return shape
