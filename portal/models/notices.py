"""Texts: notices, free pages, and the working-day calendar."""

from __future__ import annotations

from enum import StrEnum

from pydantic import model_validator
from sqlmodel import Field

from portal.fields import Day, Text, Year, Yes, refuse
from portal.models.base import Part, Record, listed


class NoticeKind(StrEnum):
    NOTICE = "通知"
    TRAINING = "培训"
    INTERPRETATION = "政策解读"
    EXCHANGE = "工作交流"


class Notice(Record, table=True):
    kind: NoticeKind = Field(title="类型")
    source: Text = Field(title="来源")


class Page(Record, table=True):
    """A free page, such as «about this site»."""


class NamedDay(Part):
    day: Day = Field(title="日期")
    name: Text = Field(title="名称")


class Calendar(Record, table=True):
    """Days off and make-up workdays that the installed calendar does not know (工作日历).

    complete: the record holds a whole year's notice of the State Council, so that every other day
    of the year follows the week; otherwise it only adds local days to a year that is known.
    """

    year: Year = Field(title="年度")
    complete: Yes = Field(title="是否为全年安排")
    source: Text = Field(title="依据")
    holidays: list[NamedDay] = listed("放假日")
    workdays: list[NamedDay] = listed("调休上班日")

    @model_validator(mode="after")
    def _is_one_year(self) -> Calendar:
        free, worked = ({one.day for one in days} for days in (self.holidays, self.workdays))
        for name in ("holidays", "workdays"):
            for number, one in enumerate(getattr(self, name), 1):
                field = f"{name}[{number}].day"
                if one.day.year != self.year:
                    refuse(f"{one.day} 不在 {self.year} 年", "一个文件只写一年的日子", field)
                if one.day in free & worked:
                    refuse(f"{one.day} 既放假又上班", "从 holidays 或 workdays 中删去一处", field)
        if self.complete and not free:
            refuse(
                "写明是全年安排，却没有放假日",
                "写全放假通知里的每一天；只有地方假日时 complete 写否",
                "complete",
            )
        return self
