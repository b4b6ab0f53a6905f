"""Every component with an example, on one page of the live portal: /-/patterns/.

The examples are what tests look at, too. Those that need a record take the newest of a section.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, render_template

from portal import reads, status, steps
from portal.charts import chart
from portal.display import fields
from portal.feeds.feed import ALL, find
from portal.holidays import Span, Year
from portal.language import say
from portal.lists.rows import columns, row
from portal.pieces import Piece
from portal.plain import Plain
from portal.sections import BY_NAME

ADDRESS = "/-/patterns/"
_DAY = datetime.date(2026, 3, 2)
_PIECES = (
    Piece("文字"),
    Piece("链接", "/"),
    Piece("2026年3月2日", day="2026-03-02"),
    Piece("1,200 元", figure=True),
    Piece("0980-5550110", call="tel:09805550110"),
)


def _bars() -> chart.Chart:
    bars = [chart.money("甲", 120_000_00), chart.money("乙", 45_000_00, tone="soon")]
    return chart.chart("example", "示例图表", "怎样算出。", ("项", "金额（元）"), bars)


@dataclass(frozen=True)
class Pattern:
    """A macro of a component. needs: a section whose newest record the example shows, or ""."""

    file: str
    macro: str
    example: Callable[[Any], tuple[Any, ...]]
    needs: str = ""


PATTERNS = (
    Pattern("tag", "tag", lambda _: (say("公示中"), "open")),
    Pattern("tag", "status_tag", lambda one: (one,), "publicity"),
    Pattern("time", "time", lambda _: (_DAY,)),
    Pattern("money", "money", lambda _: (120_000_00,)),
    Pattern("pieces", "show_pieces", lambda _: (_PIECES,)),
    Pattern("summary", "summary", lambda _: ([("合同", "2 份"), ("金额", "97.2 万元")],)),
    Pattern("chart", "bar_chart", lambda _: (_bars(),)),
    Pattern("chart", "column_chart", lambda _: (_bars(),)),
    Pattern("lines", "line_table", lambda one: ("示例", columns(BY_NAME["contracts"]), [row(one.section, one.id)], True), "contracts"),
    Pattern("listing", "brief", lambda one: ([one],), "contracts"),
    Pattern("fields", "field_list", lambda one: (one, ["supplier", "signed", "amount"]), "contracts"),
    Pattern("fields", "owed_list", lambda one: (one, ["scope", "liability"]), "contracts"),
    Pattern("parts", "parts_table", lambda one: (fields("reviews")["candidates"], one.candidates), "reviews"),
    Pattern("timeline", "timeline", lambda one: (steps.timeline(one),), "projects"),
    Pattern("window", "window_table", lambda one: (status.window(one), one.until, None), "publicity"),
    Pattern("objections", "objection_list", lambda one: ([one],), "objections"),
    Pattern("attachments", "attachments", lambda one: (one,), "notices"),
    Pattern("subscribe", "subscribe", lambda _: ([find(ALL)],)),
    Pattern("calendar", "calendar", lambda _: ("/calendar.ics",)),
    Pattern("holidays", "holiday_table", lambda _: (Year(2026, (Span(_DAY, _DAY, "示例假期"),)),)),
    Pattern("narrowing", "narrowing", lambda _: (BY_NAME["contracts"], None)),
    Pattern("headline", "headline_list", lambda _: ({"overdue": 3, "findings": 1, "objections": 0},)),
    Pattern("cite", "cite", lambda one: (one,), "notices"),
    Pattern("trail", "trail", lambda _: (BY_NAME["notices"], "示例")),
)  # fmt: skip


def shown() -> Iterator[tuple[Pattern, str]]:
    """Each pattern with the markup of its example; one whose record is missing is left out."""
    for one in PATTERNS:
        record = _newest(one.needs) if one.needs else None
        if one.needs and record is None:
            continue
        macros = current_app.jinja_env.get_template(f"components/{one.file}.html").module
        yield one, getattr(macros, one.macro)(*one.example(record))


def _newest(section: str) -> Plain | None:
    found = reads.newest((section,), 1)
    return found[0] if found else None


def page() -> str:
    return render_template("patterns.html", patterns=list(shown()))


def attach(app: Flask) -> None:
    """Add the page to a live portal."""
    if not app.config["FROZEN"]:
        app.add_url_rule(ADDRESS, "patterns", page)
