"""What a purchaser or supplier did: how much, with whom, how well, and what each year brought."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from portal import reads
from portal.charts import chart
from portal.charts.chart import Chart
from portal.display import number, percent
from portal.language import in_year, say
from portal.models.delivery import Stage
from portal.oversight import figures
from portal.plain import Plain
from portal.sections import PAGE_SIZE


@dataclass(frozen=True)
class Work:
    """One contract: partner is the other side; rating of the newest evaluation, or None.

    amount: 分, with what amendments added; added: that alone.
    """

    project: Plain
    contract: Plain
    partners: tuple[Plain, ...]
    rating: str | None
    score: int | None
    amount: int
    added: int


@dataclass(frozen=True)
class Profile:
    """All of it. total, mean: 分 and hundredths of a point, None without evaluations.

    works: the newest of the contracts, as many as a page of a list holds; number: how many there are.
    shares: the other sides with amounts; in a supplier's, how much of all that the purchaser spends.
    evaluated, mean and ratings (a bar a year) count the same evaluations: those of `_judged`.
    """

    works: tuple[Work, ...]
    number: int
    total: int
    mean: int | None
    evaluated: int
    years: Chart
    shares: Chart
    ratings: Chart


@reads.read
def supplier(id: str) -> Profile:
    """What a supplier did for whom; its share of each purchaser's spending."""
    contracts = reads.naming("suppliers", id, "contracts", "supplier")
    earned: Counter[str] = Counter()
    for one in contracts:
        if project := reads.record("projects", one.project):
            earned[project.purchasers[0]] += figures.whole(one)
    bars = [_share(purchaser, fen) for purchaser, fen in _largest(earned)]
    about = say("它的合同金额，以及占这家单位全部合同金额的比例。联合购买计在第一家单位名下。")
    head = (say("购买主体"), say("金额（元）"))
    told = _judged(reads.naming("suppliers", id, "evaluations", "supplier"))
    bars += _others(earned)
    return _profile(contracts, chart.chart("shares", say("为谁服务"), about, head, bars), told)


def _share(purchaser: str, fen: int) -> chart.Bar:
    whole = sum(figures.whole(one) for one in figures.documents(purchaser, "contracts"))
    bar = chart.money(reads.title("purchasers", purchaser), fen, f"/purchasers/{purchaser}/")
    share = percent(fen, whole or 1)
    words = say("{amount}，占其合同金额 {share}%", amount=bar.words, share=share)
    return replace(bar, words=words)


@reads.read
def purchaser(id: str) -> Profile:
    """What a purchaser bought from whom."""
    contracts = figures.documents(id, "contracts")
    spent: Counter[str] = Counter()
    for one in contracts:
        spent[one.supplier] += figures.whole(one)
    bars = [
        chart.money(reads.title("suppliers", one), fen, f"/suppliers/{one}/")
        for one, fen in _largest(spent)
    ]
    bars += _others(spent)
    about = say("向每家承接主体购买的合同金额，从多到少。")
    head = (say("承接主体"), say("金额（元）"))
    told = _judged(figures.documents(id, "evaluations"))
    return _profile(contracts, chart.chart("shares", say("由谁承接"), about, head, bars), told)


def _work(contract: Plain) -> Work | None:
    project = reads.record("projects", contract.project)
    if project is None:
        return None
    told = [
        one
        for one in _judged(reads.naming("projects", project.id, "evaluations", "project"))
        if one.supplier == contract.supplier
    ]
    last = max(told, key=lambda one: (one.evaluated, one.id), default=None)
    partners = [reads.record("purchasers", one) for one in project.purchasers]
    return Work(
        project,
        contract,
        tuple(one for one in partners if one),
        last.rating if last else None,
        last.score if last else None,
        figures.whole(contract),
        figures.added(contract),
    )


def _judged(told: Iterable[Plain]) -> list[Plain]:
    """The evaluations that somebody else made: no 绩效自评, in which one judges oneself."""
    return [one for one in told if one.stage != Stage.SELF]


def _by_size(sums: Counter[str]) -> list[tuple[str, int]]:
    return sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))


def _largest(sums: Counter[str]) -> list[tuple[str, int]]:
    return _by_size(sums)[:PAGE_SIZE]


def _others(sums: Counter[str]) -> list[chart.Bar]:
    """All but the largest together, so that no chart grows without end."""
    rest = [fen for _, fen in _by_size(sums)[PAGE_SIZE:]]
    return [chart.money(say("其余 {count} 家", count=len(rest)), sum(rest))] if rest else []


def _profile(contracts: list[Plain], shares: Chart, told: list[Plain]) -> Profile:
    newest = sorted(contracts, key=lambda one: (one.signed, one.id), reverse=True)
    works = filter(None, map(_work, newest[:PAGE_SIZE]))
    scores = [one.score for one in told]
    years: Counter[int] = Counter()
    for one in contracts:
        years[one.signed.year] += figures.whole(one)
    about = say("按合同签订日期归入年度，含合同变更增加的金额。")
    head = (say("年度"), say("金额（元）"))
    bars = [chart.money(in_year(year), years[year]) for year in sorted(years)]
    return Profile(
        tuple(works),
        len(contracts),
        sum(years.values()),
        figures.mean(scores),
        len(scores),
        chart.chart("years", say("每年的合同金额"), about, head, bars),
        shares,
        _ratings(told),
    )


def _ratings(told: Iterable[Plain]) -> Chart:
    """How well each year's work was judged; a full bar is a hundred points."""
    years: dict[int, list[int]] = {}
    for one in told:
        years.setdefault(one.evaluated.year, []).append(one.score)
    about = say(
        "按评价日期归入年度，当年各次评价（中期、末期、年度）总得分的平均数，满分 100 分；不含绩效自评。"
    )
    head = (say("年度"), say("平均得分"))
    bars = [_scored(year, years[year]) for year in sorted(years)]
    return chart.chart("ratings", say("每年的评价得分"), about, head, bars, full=100_00)


def _scored(year: int, scores: list[int]) -> chart.Bar:
    mean = figures.mean(scores) or 0
    words = say("{score} 分（{count} 次评价）", score=number(mean), count=len(scores))
    return chart.Bar(in_year(year), mean, words, f"{mean // 100}.{mean % 100:02d}")
