"""The derived table of links between records."""

from __future__ import annotations

from typing import NamedTuple

from sqlmodel import Field, SQLModel


class Link(SQLModel, table=True):
    """The record `source` names the record `target` in `field`; both are «section/id».

    code: the row of the target that is meant, or "".
    """

    source: str = Field(primary_key=True)
    field: str = Field(primary_key=True)
    target: str = Field(index=True)
    code: str = ""


class Naming(NamedTuple):
    """A row of the table as the loader makes it: there are many, and the model takes its time."""

    source: str
    field: str
    target: str
    code: str
