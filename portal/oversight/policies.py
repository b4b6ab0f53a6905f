"""The register of policies: their dates, what they lean on, and where they disagree."""

from __future__ import annotations

from portal import reads
from portal.language import say
from portal.oversight.conflicts import CONFLICTS, Conflict
from portal.oversight.table import (
    EMPTY,
    Cell,
    Row,
    Table,
    day,
    heads,
    record,
    several,
    tag,
    text,
    to,
)
from portal.plain import Plain
from portal.rules.table import BY_ID
from portal.status import status


def policies() -> list[Table]:
    """The register by date, the regulations that policies want issued, and the conflict map.

    A policy leans on a repealed text when that was repealed on or before the policy's own day.
    """
    found = sorted(reads.records("policies"), key=lambda one: (_made(one), one.id))
    register = Table(
        "register",
        say("政策登记册"),
        heads("文件", "文号和制定单位", "日期", "核对情况", "依据是否有效"),
        tuple(_policy(one) for one in found),
        formula=say(
            "文件成文时，所依据的文件已经废止的，标为「依据了已废止的文件」。没有核对过全文的文件，规则只作提示。"
        ),
    )
    return [register, _required(found), _conflicts()]


def _made(one: Plain) -> str:
    found = one.signed or one.printed or one.effective or one.published
    return str(found.isoformat())


def _policy(one: Plain) -> Row:
    now = status(one)
    return Row(
        (
            several([record(one), *([tag(now.word, now.tone)] if now else [])]),
            several(text(words) for words in (one.number, *one.issuers) if words),
            _dates(one),
            tag(say(one.certainty), "done" if one.certainty == "已核对全文" else "soon"),
            _basis(one),
        )
    )


def _dates(one: Plain) -> Cell:
    """The dates that are known, each by its own name, and what the text says of its time."""
    known = (
        ("成文", one.signed),
        ("印发", one.printed),
        ("施行", one.effective),
        ("废止", one.repealed),
        ("有效期止", one.until),
    )
    dates = [
        Cell(say("{name} {day}", name=say(name), day=day(on).words), figure=True)
        for name, on in known
        if on
    ]
    return several([*dates, *([text(one.term)] if one.term else [])])


def leans(one: Plain) -> list[Plain]:
    """The texts a policy leans on that had been repealed when it was made."""
    made = one.signed or one.printed or one.published
    return [row for row in one.basis if row.repealed and row.repealed <= made]


def _basis(one: Plain) -> Cell:
    gone = leans(one)
    if gone:
        return several(
            [
                tag(say("依据了已废止的文件"), "bad"),
                *(text(row.title, _replaced(row)) for row in gone),
            ]
        )
    return text(say("没有登记废止")) if one.basis else EMPTY


def _replaced(row: Plain) -> str:
    return say("（由{title}替代）", title=row.replaced_by) if row.replaced_by else ""


def _required(found: list[Plain]) -> Table:
    rows = tuple(
        Row((text(row.title), record(one), _issued(row))) for one in found for row in one.required
    )
    return Table(
        "required",
        say("要求另行制定的文件"),
        heads("应当制定的文件", "由哪份文件要求", "是否收录"),
        rows,
        empty=say("没有要求另行制定的文件。"),
    )


def _issued(row: Plain) -> Cell:
    return (
        record(reads.record("policies", row.policy)) if row.policy else tag(say("没有收录"), "soon")
    )


def _conflicts() -> Table:
    return Table(
        "conflicts",
        say("文件之间不一致的地方"),
        heads("事项", "编号", "各文件怎么写", "本站怎么处理", "规则"),
        tuple(_conflict(one) for one in CONFLICTS),
        formula=say("两份文件说法不同的，是两条规则，各自只管适用它的项目；本站不替文件作取舍。"),
        whole=True,
    )


def _conflict(one: Conflict) -> Row:
    return Row(
        (
            text(say(one.matter)),
            text(one.id),
            several(_says(policy, words) for policy, words in one.says),
            text(say(one.handled)),
            several(
                to(f"{id} {BY_ID[id].text}", f"/oversight/rules/#rule-{id}") for id in one.rules
            ),
        ),
        id=one.id.lower(),
    )


def _says(id: str, words: str) -> Cell:
    policy = reads.record("policies", id)
    if policy is None:
        return text(say(words))
    return Cell(say(words), policy.url, note=say("（{words}）", words=policy.title))
