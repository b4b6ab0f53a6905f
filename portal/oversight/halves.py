"""Half-year statistics as reported, beside the same figures computed from the records."""

from __future__ import annotations

from portal import reads
from portal.halfyears import Half
from portal.halfyears import halves as half_years
from portal.language import say
from portal.oversight import figures
from portal.oversight.table import (
    Cell,
    Row,
    Table,
    apart,
    count,
    day,
    heads,
    listed,
    money,
    record,
    several,
    tag,
    text,
)
from portal.plain import Plain
from portal.rules.force import owing
from portal.rules.sheet import binds
from portal.rules.table import BY_ID

# What wants them, and the days after the end of a half-year until they are due.
RULE = BY_ID["H-01"]
DAYS = RULE.numbers["days"]


def halves() -> list[Table]:
    """One row a purchaser and half-year, the newest first: reported | computed.

    Computed: projects whose first contract was signed in the half-year; 分 paid in it; 人次 that
    evaluations add (figures.bought, paid, served). A half-year that runs is listed only once reported,
    and so is any half-year of a body that need not report.
    """
    found = [of(id) for id in reads.keys("purchasers")]
    rows = [row for rows, _ in found for row in rows]
    rows.sort(key=lambda one: one[0], reverse=True)
    return [
        Table(
            "halves",
            say("报送数与记录对照"),
            heads("购买主体", "半年", "报送情况", "报送项目数", "记录中的项目数", "报送资金", "记录中的资金",
                  "报送人次", "记录中的人次"),
            tuple(row for _, row in rows),
            formula=say(
                "半年结束后 {days} 日内报送（期限由本站设定），没有适用文件的单位只列已报送的。记录数由本站计算：项目数＝首份合同在半年内签订的项目；资金＝半年内的支付；服务人次＝半年内各次评价公布的人次，减去以前已公布的；联合购买由列在首位的购买主体统计。",
                days=DAYS,
            ),
            empty=say("还没有结束的半年。"),
        ),
        *(table for _, behind in found for table in behind),
    ]  # fmt: skip


_Row = tuple[Half, Row]


@reads.kept
def of(id: str) -> tuple[tuple[_Row, ...], tuple[Table, ...]]:
    """The rows of a purchaser, each with its half-year, and the records behind them."""
    purchaser, today = reads.record("purchasers", id), reads.today()
    rows: list[_Row] = []
    behind: list[Table] = []
    if purchaser is None:
        return (), ()
    wanted = owing(RULE.policy, purchaser.published, today) if binds(RULE, purchaser) else []
    told = {Half(one.year, one.half): one for one in _told(purchaser)}
    for half in half_years(purchaser.published, today):
        if half not in told and (half.last >= today or half not in wanted):
            continue
        id = f"{purchaser.id}-{half.year}-{half.number}"
        span = figures.Span(half.first, half.last)
        found = [measure(purchaser.id, span) for measure in _MEASURES]
        rows.append((half, _row(purchaser, half, told.get(half), found, id)))
        records = list({one.key: one for figure in found for one in figure.rows}.values())
        if records:
            title = say("{name}，{span}的记录", name=purchaser.title, span=half.words)
            behind.append(listed(id, title, records))
    return tuple(rows), tuple(behind)


_MEASURES = (figures.bought, figures.paid, figures.served)


@reads.read
def beside(told: Plain) -> Table:
    """What one statistic reports beside the same figures of the records, a row for each."""
    half = Half(told.year, told.half)
    span = figures.Span(half.first, half.last)
    id = f"{told.purchaser}-{half.year}-{half.number}"
    found = [measure(told.purchaser, span) for measure in _MEASURES]
    link = apart("halves", id) if any(figure.rows for figure in found) else ""
    projects, amount, served = (figure.value for figure in found)
    rows = (
        (say("实施项目数"), count(told.projects), count(projects, address=link)),
        (say("投入资金"), money(told.amount), money(amount, link)),
        (say("服务职工群众人次"), count(told.served), count(served, address=link)),
    )
    return Table(
        "beside",
        say("与本站记录对照"),
        heads("项目", "报送", "记录中"),
        tuple(Row((text(label), *cells)) for label, *cells in rows),
    )


def _told(purchaser: Plain) -> list[Plain]:
    return reads.naming("purchasers", purchaser.id, "statistics", "purchaser")


def _row(
    purchaser: Plain,
    half: Half,
    told: Plain | None,
    found: list[figures.Figure],
    id: str,
) -> Row:
    projects, amount, served = found
    link = apart("halves", id) if any(figure.rows for figure in found) else ""
    return Row(
        (
            record(purchaser),
            text(half.words),
            _state(half, told, found),
            count(told.projects if told else None),
            count(projects.value, address=link),
            money(told.amount if told else None),
            money(amount.value, link),
            count(told.served if told else None),
            count(served.value, address=link),
        )
    )


def _state(half: Half, told: Plain | None, found: list[figures.Figure]) -> Cell:
    if told is None:
        late = (reads.today() - half.due(DAYS)).days
        if late <= 0:
            return tag(say("尚未到期"), "done")
        return several((tag(say("未报送"), "bad"), text(say("逾期 {days} 天", days=late))))
    cells = [record(told, say("零报告" if told.nil else "已报送")), day(told.reported)]
    if told.nil and any(figure.value for figure in found):
        cells.append(tag(say("零报告，但有公开的记录"), "bad"))
    elif (told.projects, told.amount, told.served) != tuple(figure.value for figure in found):
        cells.append(tag(say("与记录有出入"), "soon"))
    return several(cells)
