"""Content folders for tests: a sound little world, to which a test adds only what matters to it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from portal.fields import Kind
from portal.marks import mark_of
from portal.sections import BY_NAME
from portal.uscc import check, organisation_check
from tests import defaults
from tests.files import sample

SITE = {
    "title": "测试网",
    "publisher": "测试单位",
    "description": "测试用的网站。",
    "base_url": "https://test.example.org/gk/",
    "feed_authority": "test.example.org,2026",
    "opened": "2026-01-01",
    "demo": "是",
    "start_rule": "次日起算",
}
TODAY = "2026-06-30"


def code(organisation: str = "MA0000012", kind: str = "52") -> str:
    """A valid credit code of the invented province."""
    eight = organisation[:8]
    body = f"{kind}990100{eight}{organisation_check(eight)}"
    return body + check(body)


# What a record of each section needs at least. Records named here are those of `world`.
DEFAULTS: dict[str, dict[str, Any]] = {
    "regions": {"short": "甲市"},
    "policies": {
        "issuers": ["甲市总工会"],
        "kind": "实施意见",
        "region": "990100",
        "articles": [
            {"id": "1", "clause": "一", "title": "公示", "binds": "购买主体", "note": "公示五天。"}
        ],
    },
    "schemes": {
        "policy": "policy",
        "clause": "policy#1",
        "categories": [{"code": "care", "title": "困难帮扶"}],
    },
    "purchasers": {
        "uscc": code("MB000001", "81"),
        "kind": "地方工会",
        "level": "市级",
        "region": "990100",
    },
    "suppliers": {
        "uscc": code("MC000001", "52"),
        "kind": "社会服务机构",
        "region": "990100",
        "scope": "职工服务",
    },
    "catalogues": {
        "kind": "指导性目录",
        "region": "990100",
        "maker": "甲市财政局",
        "version": "2026年版",
        "effective": "2026-01-01",
        "items": [
            {"code": "a1", "title": "帮扶", "kind": "困难帮扶", "nature": "基础", "content": "走访"}
        ],
    },
    "plans": {
        "purchaser": "purchaser",
        "year": "2026",
        "approver": "甲市财政局",
        "approved": "2026-01-05",
        "lines": [
            {
                "code": "01",
                "title": "帮扶项目",
                "item": "catalogue#a1",
                "need": "一百户",
                "budget": "50000",
                "month": "3",
            }
        ],
    },
    "projects": {
        "number": "JS-2026-001",
        "purchasers": ["purchaser"],
        "region": "990100",
        "policies": ["policy"],
        "plan": "plan#01",
        "item": "catalogue#a1",
        "category": "scheme#care",
        "form": "服务项目",
        "method": "公开招标",
        "budget": "50000",
    },
    "announcements": {
        "project": "project",
        "content": "走访一百户",
        "method": "公开招标",
        "requirements": "依法登记",
        "criteria": [{"name": "数量", "weight": "100"}],
        "opens": "2026-02-02",
        "closes": "2026-02-20",
        "contact": "社会组织部",
        "phone": "0990-5550001",
    },
    "reviews": {
        "project": "project",
        "held": "2026-02-26",
        "by": "内部评审小组",
        "candidates": [{"supplier": "supplier", "score": "90", "rank": "1"}],
        "chosen": "supplier",
        "decided": "2026-02-27",
    },
    "publicity": {
        "project": "project",
        "supplier": "supplier",
        "amount": "48000",
        "until": "2026-03-09",
        "channel": "书面提出",
        "contact": "纪检组",
        "phone": "0990-5550002",
    },
    "contracts": {
        "project": "project",
        "number": "HT-1",
        "supplier": "supplier",
        "signed": "2026-03-12",
        "starts": "2026-03-15",
        "ends": "2026-12-31",
        "amount": "48000",
    },
    "evaluations": {
        "project": "project",
        "supplier": "supplier",
        "stage": "中期评估",
        "evaluated": "2026-06-20",
        "score": "92.5",
        "rating": "优秀",
    },
    "notices": {"kind": "通知", "source": "甲市总工会"},
    "pages": {},
    "calendar": {"year": "2026", "complete": "否", "source": "甲市通知"},
    **defaults.DEFAULTS,
    "agencies": {**defaults.DEFAULTS["agencies"], "uscc": code("MD000001", "91")},
}

# Nothing is public before its day, so each kind has one that fits its other days; what tells of an
# event is public no sooner than that.
PUBLISHED = {"reviews": "2026-02-26", "publicity": "2026-03-02", "contracts": "2026-03-12"}

# The records that the defaults refer to.
WORLD = {
    "regions": "990100",
    "policies": "policy",
    "schemes": "scheme",
    "purchasers": "purchaser",
    "suppliers": "supplier",
    "catalogues": "catalogue",
    "plans": "plan",
    "projects": "project",
}


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@cache
def _past(section: str) -> tuple[str, ...]:
    """The fields of a section that tell when an event happened."""
    fields = BY_NAME[section].model.model_fields.items()
    marked = ((name, mark_of(field, Kind)) for name, field in fields)
    return tuple(name for name, kind in marked if kind and kind.past)


def whole(section: str, **fields: Any) -> dict[str, Any]:
    """These fields of a record, title and day among them, and those that it needs by default."""
    values = {**DEFAULTS[section], **fields}
    happened = [str(values[name]) for name in _past(section) if name in values]
    days = [day for day in happened if _DAY.fullmatch(day)]
    published = max([PUBLISHED.get(section, "2026-01-02"), *days])
    return {"title": "", "published": published, **values}


class Content:
    """A content folder under construction."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.site()

    def site(self, **changes: Any) -> None:
        """Write site.yaml; None leaves a field out."""
        self.write("site.yaml", _yaml({**SITE, **changes}))

    def write(self, path: str, text: str | bytes) -> Path:
        """Write any file below the folder."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def attach(self, path: str, text: str = "") -> Path:
        """Write a sound file of the type that its name says, which holds the text."""
        return self.write(path, sample(path, text))

    def add(self, section: str, id: str, body: str = "", **fields: Any) -> str:
        """Write a record, its other fields by default; None leaves a field out. Gives its path."""
        values = whole(section, **{"title": f"{section} {id}", **fields})
        path = f"{section}/{id}.md"
        self.write(path, f"---\n{_yaml(values)}---\n{body}\n")
        return path

    def owes_five_days(self) -> None:
        """Lay the world's project under the one policy that wants a result public for five workdays."""
        self.add("policies", "nm-zgh-2021")
        self.add("projects", "project", policies=["nm-zgh-2021"])

    def world(self) -> Content:
        """One record of each section that others refer to, all sound."""
        for section, id in WORLD.items():
            self.add(section, id)
        return self


_Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def _yaml(values: dict[str, Any]) -> str:
    kept = {name: value for name, value in values.items() if value is not None}
    text: str = yaml.dump(
        kept, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_style='"'
    )
    return text
