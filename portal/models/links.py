"""The types of fields that name another record: stored ids, checked by the loader."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator

from portal.fields import ID, Kind, Ref, parse_id, parse_text, refuse, shown


def parse_part(value: object) -> str:
    """«id#code»: a row of a record, such as an item of a catalogue."""
    text = parse_text(value)
    record, mark, code = text.partition("#")
    if not (ID.fullmatch(record) and mark and code):
        refuse(f"{shown(text)}应当指向某条记录中的一行", "写成 记录编号#行编号，如 yc-2026#a01")
    return text


def parse_any(value: object) -> str:
    """«section/id»: a record of any section."""
    text = parse_text(value)
    section, mark, record = text.partition("/")
    if not (mark and ID.fullmatch(section) and ID.fullmatch(record)):
        refuse(f"{shown(text)}应当指向一条记录", "写成 栏目/编号，如 announcements/yc-2026-001")
    return text


_id = BeforeValidator(parse_id)
_part = BeforeValidator(parse_part)
_kind = Kind("link")

RegionId = Annotated[str, _id, _kind, Ref("regions")]
PolicyId = Annotated[str, _id, _kind, Ref("policies")]
PurchaserId = Annotated[str, _id, _kind, Ref("purchasers")]
SupplierId = Annotated[str, _id, _kind, Ref("suppliers")]
CatalogueId = Annotated[str, _id, _kind, Ref("catalogues")]
ProjectId = Annotated[str, _id, _kind, Ref("projects")]
ContractId = Annotated[str, _id, _kind, Ref("contracts")]
EvaluationId = Annotated[str, _id, _kind, Ref("evaluations")]
AgencyId = Annotated[str, _id, _kind, Ref("agencies")]
StandardId = Annotated[str, _id, _kind, Ref("standards")]
NeedId = Annotated[str, _id, _kind, Ref("needs")]
AnyId = Annotated[str, BeforeValidator(parse_any), _kind, Ref("")]
CatalogueItem = Annotated[str, _part, _kind, Ref("catalogues", "items")]
PlanLineId = Annotated[str, _part, _kind, Ref("plans", "lines")]
Category = Annotated[str, _part, _kind, Ref("schemes", "categories")]
Clause = Annotated[str, _part, _kind, Ref("policies", "articles")]
