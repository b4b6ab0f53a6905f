"""How fully purchasers fill the notice forms of 财办库〔2020〕50号."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from portal import reads
from portal.display import fields
from portal.language import listed, say, within
from portal.oversight.forms import FORMS, Filled, filled
from portal.oversight.sheets import clause_address
from portal.oversight.table import Cell, Row, Table, apart, count, heads, record, share, text, to
from portal.sections import BY_NAME


def completeness() -> list[Table]:
    """Score per purchaser, then its notices that lack something.

    Score in percent = fields filled ÷ fields owed, over all of a purchaser's notices that have a
    form; a joint purchase counts for each purchaser.
    """
    found = {id: of(id) for id in reads.keys("purchasers")}
    scored = [(id, notices) for id, notices in found.items() if notices]
    scored.sort(key=lambda one: (-_ratio(one[1]), one[0]))
    overview = Table(
        "scores",
        say("各购买主体"),
        (*heads("购买主体", "公告数", "应填栏目", "已填栏目", "完整度"), *_kinds()),
        tuple(_score(id, notices) for id, notices in scored),
        formula=say(
            "完整度＝已填栏目÷应填栏目，按公告逐份计算后合计；各类公告一列是这一类的完整度。联合购买的公告计入每个购买主体。"
        ),
        empty=say("没有适用这套公告格式的公告。"),
    )
    return [overview, *(_lacking(id, notices) for id, notices in scored), _forms()]


class Notice(NamedTuple):
    """A notice against its form: how many fields it owes and fills, and what readers see of it."""

    section: str
    owed: int
    filled: int
    row: Row


Notices = Sequence[Notice]


@reads.kept
def of(purchaser: str) -> tuple[Notice, ...]:
    """The notices of a purchaser's projects that have a form."""
    projects = reads.naming("purchasers", purchaser, "projects", "purchasers")
    notices = [
        one
        for section in FORMS
        for project in projects
        for one in reads.naming("projects", project.id, section, "project")
    ]
    return tuple(_notice(form) for one in notices if (form := filled(one)))


def _notice(one: Filled) -> Notice:
    row = Row(
        (
            record(one.record),
            text(BY_NAME[one.record.section].title),
            share(one.filled, len(one.owed)),
            text(listed(one.lacking)),
        )
    )
    return Notice(one.record.section, len(one.owed), one.filled, row)


def _ratio(notices: Notices) -> int:
    return _done(notices) * 10**6 // _owed(notices)


def _done(notices: Notices) -> int:
    return sum(one.filled for one in notices)


def _owed(notices: Notices) -> int:
    return sum(one.owed for one in notices)


def _kinds() -> list[str]:
    return [BY_NAME[section].title for section in FORMS]


def _score(id: str, notices: Notices) -> Row:
    owned: list[Cell] = []
    for section in FORMS:
        own = [one for one in notices if one.section == section]
        owned.append(share(_done(own), _owed(own)))
    return Row(
        (
            to(reads.title("purchasers", id), f"/purchasers/{id}/"),
            count(len(notices), address=apart("completeness", f"lacking-{id}")),
            count(_owed(notices)),
            count(_done(notices)),
            share(_done(notices), _owed(notices)),
            *owned,
        )
    )


def _lacking(id: str, notices: Notices) -> Table:
    rows = tuple(one.row for one in notices)
    title = say("{purchaser}的公告", purchaser=reads.title("purchasers", id))
    columns = heads("公告", "种类", "完整度", "缺少")
    return Table(f"lacking-{id}", title, columns, rows, apart=True)


def _forms() -> Table:
    rows = tuple(
        Row(
            (
                to(BY_NAME[section].title, f"/{section}/"),
                text(listed(_labels(section))),
                count(reads.count(section)),
                to(rule.id, clause_address(rule.clause)),
            )
        )
        for section, rule in FORMS.items()
    )
    columns = heads("公告", within("form", "栏目"), "已公布", "依据")
    return Table("forms", say("各类公告应填的栏目"), columns, rows)


def _labels(section: str) -> list[str]:
    shown = fields(section)
    return [shown[name].label for name in FORMS[section].numbers["fields"]]
