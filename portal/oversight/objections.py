"""The ledger of objections."""

from __future__ import annotations

from portal import reads
from portal.language import say
from portal.oversight.table import Cell, Row, Table, count, day, heads, record, share, tag, text
from portal.plain import Plain
from portal.references import target
from portal.window import StartRule, UnknownYear

_TONES = {"成立": "bad", "部分成立": "soon", "不成立": "done", "撤回": "done"}


def objections() -> list[Table]:
    """Totals, then every objection, the newest first.

    Days: working days after the day of receipt (民法典 201) to the answer, or to today.
    """
    found = sorted(
        reads.records("objections"), key=lambda one: (one.received, one.id), reverse=True
    )
    answered = [one for one in found if one.answered]
    upheld = [one for one in answered if one.ruling in ("成立", "部分成立")]
    cells = (
        text(say("全部异议")),
        count(len(found), "{number} 件"),
        count(len(answered), "{number} 件"),
        count(len(found) - len(answered), "{number} 件"),
        count(len(upheld), "{number} 件"),
        share(len(upheld), len(answered)),
    )
    return [
        Table(
            "totals",
            say("合计"),
            heads("范围", "收到", "已答复", "未答复", "成立或部分成立", "占已答复"),
            (Row(cells),),
        ),
        Table(
            "ledger",
            say("异议台账"),
            heads("异议", "项目", "针对", "收到", "答复", "用时", "结果"),
            tuple(_row(one) for one in found),
            formula=say(
                "用时按工作日计算，收到当日不计；没有答复的算到今天。不公开提出人的个人信息。"
            ),
            empty=say("没有收到异议。"),
        ),
    ]


def _row(one: Plain) -> Row:
    project = reads.record("projects", one.project)
    about = target(*one.about.split("/"))
    state = tag(say(one.ruling or "尚未答复"), _TONES.get(one.ruling, "soon"))
    return Row(
        (
            record(one),
            record(project),
            Cell(about.words, about.address),
            day(one.received),
            day(one.answered),
            _taken(one),
            state,
        )
    )


def _taken(one: Plain) -> Cell:
    end = one.answered or reads.today()
    try:
        taken = reads.workdays().between(one.received, end, StartRule.NEXT_DAY)
    except UnknownYear:
        return text(say("放假安排未公布"))
    return count(taken, "{number} 个工作日")
