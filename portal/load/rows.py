"""Values → rows: the only place where records are made, and where pydantic's faults become ours."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from sqlalchemy.orm import configure_mappers
from sqlmodel import SQLModel

from portal.fields import EMPTY, brief, shown
from portal.load.parsed import Location, Parsed
from portal.marks import enum_of, part_of
from portal.nearest import nearest
from portal.problems import Problem

# Filled by the loader; a file that sets one of them is mistaken about what it means.
DERIVED = ("id", "path", "body", "html")

Model = TypeVar("Model", bound=SQLModel)


def make(model: type[Model], values: dict[str, Any], parsed: Parsed) -> Model | list[Problem]:
    """A validated row, or every problem of its values.

    As `model_validate` makes it, but for the bookkeeping of the ORM, which takes as long as all the
    rest and which nobody here uses: a row is only read, so no field of it can be set.
    """
    row: Model = model.__new__(model)
    try:
        _validator(model).validate_python(values, self_instance=row)
    except ValidationError as error:
        return [_problem(model, fault, parsed) for fault in error.errors(include_url=False)]
    return row


@cache
def prepare() -> None:
    """Make the tables of the ORM known, which even reading a row wants, also one that was kept.

    Without an instance of the ORM nobody else does.
    """
    configure_mappers()


@cache
def _validator(model: type[SQLModel]) -> Any:
    prepare()
    model.model_rebuild()
    return model.__pydantic_validator__


def _problem(model: type[SQLModel], fault: ErrorDetails, parsed: Parsed) -> Problem:
    # A check over several fields stands at the whole, and names the one that is meant.
    location: Location = (*fault["loc"], *location_of(fault.get("ctx", {}).get("field", "")))
    path, line = parsed.place(location)
    reason, remedy = _explain(model, fault)
    return Problem(path, line, field_name(location), reason, remedy)


def field_name(location: Iterable[str | int]) -> str:
    """«criteria[2].weight»: rows counted from 1, as a person counts them."""
    name = ""
    for step in location:
        name += f"[{step + 1}]" if isinstance(step, int) else f".{brief(step)}"
    return name.removeprefix(".")


def location_of(name: str) -> Location:
    """What `field_name` made the name of: («criteria», 1, «weight») of «criteria[2].weight»."""
    steps = re.findall(r"[^.\[\]]+", name)
    return tuple(int(step) - 1 if step.isdigit() else step for step in steps)


def _explain(model: type[SQLModel], fault: ErrorDetails) -> tuple[str, str]:
    kind, location, context = fault["type"], fault["loc"], fault.get("ctx", {})
    name = str(location[-1]) if location else ""
    owner = _owner(model, location)
    if kind == "portal":
        if context["reason"] == EMPTY and name in owner and owner[name].is_required():
            return EMPTY, "这一项必填，写上内容"
        return context["reason"], context["remedy"]
    if kind == "missing":
        return f"缺少「{owner[name].title or name}」", f"补上一行「{name}: …」"
    if kind == "extra_forbidden":
        known = [one for one in owner if len(location) > 1 or one not in DERIVED]
        # Who writes the label means the field.
        meant = next((one for one in known if owner[one].title == name.strip()), name)
        return f"没有名为 {brief(name)} 的字段", _meant(meant, known, "可用的字段")
    if kind == "enum":
        written = fault["input"]
        if not isinstance(written, str):
            return "这里应当是文字，读到的是列表或分组", "写成一行文字；以括号开头的加英文双引号"
        field = next(step for step in reversed(location) if isinstance(step, str))
        choices = [one.value for one in enum_of(owner[field].annotation) or ()]
        if not written.strip():
            return EMPTY, f"可选：{'、'.join(choices)}"
        return f"{shown(written)}不在可选的内容里", _meant(written, choices, "可选")
    if kind == "list_type":
        return "这里应当是列表", "每项一行，以「- 」开头"
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return "这里应当是一组字段", "写成「字段: 内容」，比上一级多缩进两格"
    return f"读不懂这个内容（{fault['msg']}）", "对照 README 里的示例修改"


def _owner(model: type[SQLModel], location: Location) -> dict[str, Any]:
    """The fields of the class that the last step of the location belongs to."""
    fields = model.model_fields
    for step in location[:-1]:
        if isinstance(step, str) and step in fields:
            part = part_of(fields[step].annotation)
            fields = part.model_fields if part else fields
    return dict(fields)


def _meant(written: str, choices: list[str], heading: str) -> str:
    close = nearest(written, choices)
    every = f"{heading}：{'、'.join(choices)}"
    return f"是不是「{close}」？{every}" if close else every
