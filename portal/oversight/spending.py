"""The share of new spending that went to social organisations, of government bodies."""

from __future__ import annotations

from portal import reads
from portal.language import say
from portal.oversight.sheets import article, clause_address
from portal.oversight.table import Cell, Row, Table, heads, money, record, share, text, to
from portal.plain import Plain

SHARE, CLAUSE = 30, "wuhan-mz-2020-24#3-4-share"
GOVERNMENT = "行政机关"


def years() -> list[int]:
    """The years that contracts, rosters or accounts speak of, newest first."""
    told = {one.year for section in ("rosters", "accounts") for one in reads.records(section)}
    told |= {int(day[:4]) for (day,) in reads.stored("contracts", "signed")}
    return sorted((year for year in told if year <= reads.today().year), reverse=True)


def new_spending() -> Table:
    """What yearly accounts say was bought from social organisations ÷ new spending by purchase.

    The 30 % are for a whole government and «in principle»: no body's account is judged.
    """
    rows = []
    for year in years():
        told = [one for one in reads.records("accounts") if one.year == year and _public(one)]
        rows += [_account(one) for one in told]
        if told:
            rows.append(_share(text(say("{year} 年合计", year=year)), told))
    return Table(
        "share",
        say("新增购买支出向社会组织倾斜（原则上不低于 {share}%）", share=SHARE),
        heads("决算", "新增公共服务购买支出", "其中向社会组织购买", "比例", "条款"),
        tuple(rows),
        formula=say(
            "比例＝向社会组织购买的支出÷新增公共服务购买支出，取自行政机关的年度决算；没有公布这两个数的决算不计入合计。文件说的是一级政府的全部新增支出，对单个单位不作判断。"
        ),
    )


def _public(account: Plain) -> bool:
    purchaser = reads.record("purchasers", account.purchaser)
    return purchaser is not None and purchaser.kind == GOVERNMENT


def _account(one: Plain) -> Row:
    return _share(record(one), [one])


def _share(title: Cell, accounts: list[Plain]) -> Row:
    told = [one for one in accounts if None not in (one.new_services, one.to_organisations)]
    whole = sum(one.new_services for one in told)
    part = sum(one.to_organisations for one in told)
    numbers = (money(whole if told else None), money(part if told else None), share(part, whole))
    return Row((title, *numbers, to(article(CLAUSE), clause_address(CLAUSE))))
