"""The charts of the whole portal: where the money went, how well the work was done, what was kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from portal import reads, status
from portal.charts import chart
from portal.charts.chart import Bar, Chart
from portal.language import in_year, say
from portal.lists import facets
from portal.models.delivery import Rating
from portal.models.projects import Method
from portal.oversight.spending import years as target_years
from portal.oversight.table import HOME, apart
from portal.oversight.targets import TARGETS, in_its_year
from portal.plain import Plain
from portal.portions import every
from portal.window import PUBLICITY_DAYS

_AMOUNT = "金额（元）"
_NUMBER = "数量"
_SPENT = "合同金额与合同变更增加的金额之和，按合同签订日期归入年度。"
_BY_REGION = "合同金额与合同变更增加的金额之和。每个地区只计它本级签的，不含下级地区。"
_BY_SCHEME = (
    "合同金额与合同变更增加的金额之和，按合同签订日期归入年度。各项政策的分类并列，不作合并。"
)


@dataclass(frozen=True)
class Spent:
    """One contract or amendment with an amount in 分, and what its project says."""

    year: int
    amount: int
    region: str
    category: str
    method: str


@reads.read
def spending() -> tuple[Spent, ...]:
    """Every contract, and every amendment that adds money."""
    return tuple(
        _spent(one, project)
        for section in ("contracts", "amendments")
        for one in every(section)
        if one.amount and (project := reads.record("projects", one.project))
    )


def _spent(one: Plain, project: Plain) -> Spent:
    return Spent(one.signed.year, one.amount, project.region, project.category, project.method)


def _sums(key: Callable[[Spent], str]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for one in spending():
        sums[key(one)] += one.amount
    return sums


def _by_year() -> Iterable[Bar]:
    sums = _sums(lambda one: str(one.year))
    return (chart.money(in_year(int(year)), sums[year]) for year in sorted(sums))


def _by_region() -> Iterable[Bar]:
    sums = _sums(lambda one: one.region)
    for region in sorted(sums):
        address = facets.address("contracts", "region", region)
        yield chart.money(facets.title("region", region), sums[region], address)


def _by_category() -> Iterable[Bar]:
    """Schemes are never merged: a category is named with its scheme."""
    sums = _sums(lambda one: one.category)
    for reference in sorted(sums, key=lambda one: (one.partition("#")[0], -sums[one], one)):
        value = reference.replace("#", ".")
        label = facets.title("category", value)
        yield chart.money(label, sums[reference], facets.address("contracts", "category", value))


def _by_method() -> Iterable[Bar]:
    sums = _sums(lambda one: one.method)
    slugs = {one.value: one.name.lower().replace("_", "-") for one in Method}
    for method in [one.value for one in Method if one.value in sums]:
        yield chart.money(
            say(method), sums[method], facets.address("contracts", "method", slugs[method])
        )


def _ratings() -> Iterable[Bar]:
    found = Counter(one.rating for one in every("evaluations") if one.stage == "末期评估")
    tones = {Rating.EXCELLENT: "open", Rating.GOOD: "open", Rating.FAIL: "bad"}
    return (
        chart.count(say(one.value), found[one.value], "{number} 个", tone=tones.get(one, "soon"))
        for one in Rating
    )


def _owing() -> Iterable[Plain]:
    """The publicities for which some policy sets a number of working days."""
    return (one for one in every("publicity") if status.days_owed(one) is not None)


def _windows() -> Iterable[Bar]:
    held = [not status.short(one) for one in _owing()]
    kept = say("满 {days} 个工作日", days=PUBLICITY_DAYS)
    short = say("不满 {days} 个工作日", days=PUBLICITY_DAYS)
    yield chart.count(kept, sum(held), "{number} 次", tone="open")
    yield chart.count(short, len(held) - sum(held), "{number} 次", tone="bad")


def _window_years() -> Iterable[Bar]:
    """The share of each year's windows that were long enough."""
    kept: Counter[int] = Counter()
    held: Counter[int] = Counter()
    for one in _owing():
        held[one.published.year] += 1
        kept[one.published.year] += not status.short(one)
    for year in sorted(held):
        yield chart.share(in_year(year), kept[year], held[year], "{number} 次")


def _targets() -> Iterable[Bar]:
    """How far each target of each year is reached, in percent; more than reached counts as 100."""
    for year in target_years():
        for target, reached in ((one, it) for one in TARGETS for it in one.reach(year)):
            percent = min(100, reached.value * 100 // (reached.owed or 1))
            number = say(target.unit, number=f"{reached.value}/{reached.owed}")
            words = say("{name}（{words}）", name=f"{percent}%", words=number)
            own = apart("targets", f"{target.id}-{year}")
            address = own if reached.rows else f"{HOME}targets/"
            tone = "open" if percent == 100 else "soon"
            label = in_its_year(year, target.titled(reached))
            yield Bar(label, percent, words, str(percent), address, tone)


# The charts in the order of the page: id, then messages (title, how it is computed, heads), bars.
_TABLE: tuple[tuple[str, str, str, tuple[str, str], Callable[[], Iterable[Bar]]], ...] = (
    ("years", "每年签了多少", _SPENT, ("年度", _AMOUNT), _by_year),
    ("categories", "签下的钱用在哪些服务上", _BY_SCHEME, ("服务类别", _AMOUNT), _by_category),
    ("regions", "各地区签了多少", _BY_REGION, ("地区", _AMOUNT), _by_region),
    ("methods", "用什么方式购买", _SPENT, ("购买方式", _AMOUNT), _by_method),
    ("ratings", "服务做得怎么样", "末期评估结果的等级，每次评估计一个。", ("评价等级", _NUMBER), _ratings),
    ("windows", "公示期守住了没有", "适用的文件定了工作日数的结果公示，实际公示的工作日数与它相比。", ("公示期", _NUMBER), _windows),
    ("window-years", "每年的公示期守住了多少", "当年公布的结果公示中，达到应有工作日数的次数÷文件定了工作日数的全部次数。", ("年度", "守住（%）"), _window_years),
    ("targets", "年度目标完成了多少", "已完成的数÷应完成的数，最多按 100% 计；年度未结束时是到今天为止的数。", ("目标", "完成（%）"), _targets),
)  # fmt: skip
# Those in percent, of which a hundred is a full bar.
_PERCENT = frozenset({"window-years", "targets"})
NAMES = tuple(id for id, *_ in _TABLE)


@reads.read
def figure(id: str) -> Chart:
    """The chart of this id."""
    row = next(row for row in _TABLE if row[0] == id)
    _, title, about, head, bars = row
    full = 100 if id in _PERCENT else 0
    return chart.chart(id, say(title), say(about), (say(head[0]), say(head[1])), bars(), full=full)
