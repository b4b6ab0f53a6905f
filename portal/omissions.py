"""What a webmaster may want to look at: what a site leaves out, and what records say without effect; no faults."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from portal.embargo import release
from portal.load import Loaded
from portal.models.delivery import Contract
from portal.models.money import Payment
from portal.models.parties import Region
from portal.models.policies import Policy
from portal.models.projects import Project
from portal.models.site import Site
from portal.rules.force import STEPS, in_force

# Codes of divisions (GB/T 2260), and of townships and villages below them (GB/T 10114), are found by
# how they begin.
_CODE = re.compile(r"\d{6}(?:\d{3}){0,2}")
# 国办发〔2017〕47号 and the yearly inspections: what a footer should name.
EXPECTED = ("contact", "phone", "address", "icp", "police", "site_code", "mark", "errors")

# How many files one line names.
FEW = 3


def notes(loaded: Loaded, today: datetime.date) -> Iterator[str]:
    """One line for each thing to look at; of what a site lacks, none for a demonstration."""
    yield from _waiting(loaded, today)
    if not loaded.site.demo:
        yield from _of_site(loaded.site)
        yield from _regions(loaded)
    yield from _lapsed(loaded)
    yield from _payees(loaded)


def _waiting(loaded: Loaded, today: datetime.date) -> Iterator[str]:
    """Records that are not public yet: perhaps a slip in the year."""
    days = {row.path: row.published for row in loaded.rows.values()}
    for path in release(loaded, today)[1]:
        if days[path] > today:
            yield f"提示：{path} 的公开日期是 {days[path]}，到那一天才公开。"
        else:
            yield f"提示：{path} 引用了还没有到公开日期的记录，等到那一天一起公开。"


def _of_site(site: Site) -> Iterator[str]:
    for name in EXPECTED:
        if getattr(site, name) is None:
            label = Site.model_fields[name].title
            yield f"提示：site.yaml 没有写{label}（{name}），页脚不会显示这一项。"


def _regions(loaded: Loaded) -> Iterator[str]:
    """Regions without a code, which figures cannot place."""
    for row in loaded.rows.values():
        if isinstance(row, Region) and not _CODE.fullmatch(row.id):
            yield (
                f"提示：{row.path} 的文件名不是行政区划代码（六位数字，如 420500），"
                "限额标准、图表和地区订阅看不出它属于哪个地区。"
            )


def _lapsed(loaded: Loaded) -> Iterator[str]:
    """Policies that a project names and that were not in force when it was begun."""
    begun = {
        id: row.published for (section, id), row in loaded.rows.items() if section == "projects"
    }
    for (section, _), row in loaded.rows.items():
        if section in STEPS:
            project: str = row.project  # type: ignore[attr-defined]
            day: datetime.date = getattr(row, STEPS[section])
            begun[project] = min(begun[project], day)
    found: dict[str, list[str]] = {}
    for row in loaded.rows.values():
        for id in row.policies if isinstance(row, Project) else ():
            policy = loaded.rows.get(("policies", id))
            if isinstance(policy, Policy) and not in_force(policy, begun[row.id]):
                found.setdefault(id, []).append(row.path)
    for id, paths in sorted(found.items()):
        yield (
            f"提示：适用政策（policies）里的 {id}，在这些项目开始那天不在施行期内，不据以核对："
            f"{_some(paths)}。"
        )


def _payees(loaded: Loaded) -> Iterator[str]:
    """Payments to who has no contract of the project: perhaps a member of a consortium, perhaps a slip."""
    rows = loaded.rows.values()
    contractors = {(one.project, one.supplier) for one in rows if isinstance(one, Contract)}
    paths = [
        one.path
        for one in rows
        if isinstance(one, Payment) and (one.project, one.supplier) not in contractors
    ]
    if paths:
        yield (
            f"提示：这些付款的收款单位（supplier）在所属项目里没有合同，项目页上会给出提示：{_some(paths)}。"
            "确是联合体成员或者另有约定的，不用改。"
        )


def _some(paths: list[str]) -> str:
    """The first of some files, and how many there are: a policy that ended is named by hundreds."""
    first = "、".join(sorted(paths)[:FEW])
    return first if len(paths) <= FEW else f"{first} 等 {len(paths)} 个文件"
