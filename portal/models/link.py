"""The derived table of links between records."""

from __future__ import annotations

from sqlmodel import Field, SQLModel


class Link(SQLModel, table=True):
    """The record `source` names the record `target` in `field`; both are «section/id».

    code: the row of the target that is meant, or "".
    """

    source: str = Field(primary_key=True)
    field: str = Field(primary_key=True)
    target: str = Field(index=True)
    code: str = ""
