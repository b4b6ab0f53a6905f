"""Who goes on being bought from: terms that add up, repeated single source, shares of suppliers."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from portal import reads
from portal.language import say
from portal.oversight.figures import amendments, ends, whole
from portal.oversight.table import (
    FEW,
    Cell,
    Row,
    Table,
    apart,
    count,
    first_of,
    heads,
    listed,
    money,
    named,
    record,
    share,
    tag,
)
from portal.plain import Plain
from portal.rules.table import BY_ID

Pair = tuple[str, str]
Pairs = Sequence[tuple[Pair, list[Plain]]]
# 合同连同续签最长几年 (内蒙古自治区总工会实施意见 二（四）8), as the rule has it.
MOST_YEARS = BY_ID["E-02"].numbers["most"]
# After so many days without any contract a supplier begins anew. No text says a number: it is the
# general term of a contract, so that who is bought from every year goes on, whatever lies between.
APART = 365


def terms() -> list[Table]:
    """Three tables by purchaser and supplier, then what their rows have no room for.

    A joint purchase counts for each purchaser.
    """
    pairs = list(_pairs())
    return [_stacking(pairs), _single_source(pairs), _shares(pairs), *_behind(pairs)]


def _pairs() -> Iterator[tuple[Pair, list[Plain]]]:
    """The contracts of each (purchaser, supplier), by their signing, pairs in order of ids."""
    found = [
        ((purchaser, contract.supplier), contract)
        for contract in reads.records("contracts")
        for project in [reads.record("projects", contract.project)]
        if project
        for purchaser in project.purchasers
    ]
    found.sort(key=lambda one: (one[0], one[1].signed, one[1].id))
    for pair, rows in groupby(found, key=lambda one: one[0]):
        yield pair, [contract for _, contract in rows]


def runs(contracts: Iterable[Plain]) -> list[list[Plain]]:
    """Contracts, cut where more than APART days pass between the end of service and the next."""
    found: list[list[Plain]] = []
    last = datetime.date.min
    for one in sorted(contracts, key=lambda one: (one.starts, one.id)):
        if not found or (one.starts - last).days - 1 > APART:
            found.append([])
        found[-1].append(one)
        last = max(last, ends(one))
    return found


def covered(spans: Iterable[tuple[datetime.date, datetime.date]]) -> int:
    """Days that lie in at least one of the spans, first and last day included."""
    total, reached = 0, datetime.date.min
    for starts, last in sorted(spans):
        begins = max(starts, reached + datetime.timedelta(days=1))
        if last >= begins:
            total += (last - begins).days + 1
            reached = last
    return total


def months(days: int) -> int:
    """Tenths of months in some days: days ÷ 365.25 × 12, rounded."""
    return (days * 120 * 200 + 36525) // (2 * 36525)


def _behind(pairs: Pairs) -> Iterator[Table]:
    for pair, contracts in pairs:
        purchaser, supplier = pair
        gaps = {"purchaser": named("purchasers", purchaser).words}
        gaps["supplier"] = named("suppliers", supplier).words
        every = {_id(pair): contracts}
        for id, own in {**every, **_runs(pair, contracts)}.items():
            rows = [*own, *_renewals(own)]
            if len(rows) > FEW:
                yield listed(id, say("{purchaser}与{supplier}的合同和续签", **gaps), rows)


def _runs(pair: Pair, contracts: list[Plain]) -> dict[str, list[Plain]]:
    """The runs of a pair by the ids of their tables; a single one has that of the pair."""
    found = runs(contracts)
    if len(found) == 1:
        return {_id(pair): contracts}
    return {f"{_id(pair)}.{one[0].starts}": one for one in found}


def _renewals(contracts: list[Plain]) -> list[Plain]:
    return [later for one in contracts for later in amendments(one) if later.ends]


def _id(pair: Pair) -> str:
    return ".".join(pair)


def _some(id: str, rows: Sequence[Plain], whole: str = "全部 {number} 份") -> Cell:
    return first_of(list(map(record, rows)), whole, apart("terms", id))


def _stacking(pairs: Pairs) -> Table:
    rows = []
    found = ((pair, *run) for pair, contracts in pairs for run in _runs(pair, contracts).items())
    for pair, id, run in found:
        tenths = months(covered((one.starts, ends(one)) for one in run))
        some = _some(id, [*run, *_renewals(run)])
        rows.append((tenths, _stacked(pair, some, tenths)))
    rows.sort(key=lambda one: -one[0])
    return Table(
        "stacking",
        say("同一单位连续承接的期限"),
        heads("承接主体", "购买主体", "合同和续签", "合计期限", "是否超过"),
        tuple(row for _, row in rows),
        formula=say(
            "合计期限＝各份合同（含续签）覆盖的天数÷365.25×12，重叠的日子只计一次，中断超过 {days} 天的另起一行；超过 {years} 年的标出，由监督部门判断。",
            days=APART,
            years=MOST_YEARS,
        ),
    )


def _stacked(pair: Pair, some: Cell, tenths: int) -> Row:
    purchaser, supplier = pair
    too_long = tenths > MOST_YEARS * 120
    words = say("{number} 个月", number=f"{tenths // 10}.{tenths % 10}")
    words_over = say("超过 {years} 年", years=MOST_YEARS) if too_long else say("没有超过")
    state = tag(words_over, "bad" if too_long else "done")
    return Row(
        (
            named("suppliers", supplier),
            named("purchasers", purchaser),
            some,
            Cell(words, figure=True),
            state,
        )
    )


def _single_source(pairs: Pairs) -> Table:
    rows = []
    for pair, contracts in pairs:
        purchaser, supplier = pair
        projects = dict.fromkeys(one.project for one in contracts)
        found = [reads.record("projects", id) for id in projects]
        single = [one for one in found if one and one.method == "单一来源"]
        if len(single) > 1:
            cells = (named("suppliers", supplier), named("purchasers", purchaser))
            rows.append(
                Row(
                    (
                        *cells,
                        count(len(single), "{number} 个"),
                        _some(_id(pair), single, "全部 {number} 个"),
                    )
                )
            )
    return Table(
        "single-source",
        say("多次以单一来源购买"),
        heads("承接主体", "购买主体", "项目数", "项目"),
        tuple(rows),
        formula=say("同一购买主体以单一来源方式向同一承接主体购买两个及以上项目的。"),
        empty=say("没有向同一家多次单一来源购买的情况。"),
    )


def _shares(pairs: Pairs) -> Table:
    found = [(pair, sum(map(whole, contracts)), contracts) for pair, contracts in pairs]
    spent = {
        purchaser: sum(amount for pair, amount, _ in found if pair[0] == purchaser)
        for purchaser in {pair[0] for pair, _, _ in found}
    }
    found.sort(key=lambda one: (-one[1] * 10**6 // max(1, spent[one[0][0]]), one[0]))
    rows = tuple(
        Row(
            (
                named("suppliers", pair[1]),
                named("purchasers", pair[0]),
                _some(_id(pair), contracts),
                money(amount),
                money(spent[pair[0]]),
                share(amount, spent[pair[0]]),
            )
        )
        for pair, amount, contracts in found
    )
    return Table(
        "shares",
        say("一家承接主体占一个购买主体的份额"),
        heads("承接主体", "购买主体", "合同", "合同金额", "该购买主体合同总额", "份额"),
        rows,
        formula=say(
            "份额＝该承接主体的合同金额之和÷该购买主体全部合同金额之和，都含合同变更增加的金额；联合购买的合同，各购买主体都全额计入。份额高不等于违规。"
        ),
    )
