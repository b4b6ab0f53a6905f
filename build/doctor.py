"""What will break next: the machine and the content's horizon, each point judged with a remedy."""

from __future__ import annotations

import datetime
import importlib.metadata
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from build import health
from portal.load import Loaded
from portal.problems import ContentError
from portal.settings import CHECKOUT, Settings, now
from portal.window import UnknownYear

OLDEST, NEWEST = (3, 11), (3, 14)
_STALE = datetime.timedelta(hours=48)
_ROOM = 3
# How many days the calendar is looked ahead, and how near what it lacks is urgent.
_AHEAD, _NEAR = 365, 14
_PINS = CHECKOUT / "build" / "requirements" / "site.txt"


Content = Loaded | ContentError


class Grade(StrEnum):
    GOOD = "正常"
    SOON = "留意"
    BAD = "要处理"


@dataclass(frozen=True)
class Point:
    """One thing looked at. remedy: what to do, "" when it is in order."""

    name: str
    grade: Grade
    found: str
    remedy: str = ""


def examine(settings: Settings, loaded: Content) -> list[Point]:
    """All points, in a fixed order; reads the machine and changes nothing.

    loaded: the content, or what is wrong with it, which keeps nobody from looking at the machine.
    """
    return [point for look in LOOKS for point in look(settings, loaded)]


def _python(_settings: Settings, _loaded: Content) -> Iterator[Point]:
    found = f"{sys.version_info[0]}.{sys.version_info[1]}.{sys.version_info[2]}"
    good = OLDEST <= sys.version_info[:2] < NEWEST
    remedy = "" if good else "用 Python 3.11 到 3.13，再运行 python3 run.py site"
    yield Point("Python", Grade.GOOD if good else Grade.BAD, found, remedy)


def _packages(_settings: Settings, _loaded: Content) -> Iterator[Point]:
    wrong = []
    for line in _PINS.read_text(encoding="utf-8").splitlines():
        name, pinned, rest = line.partition("==")
        # Lines for other systems carry a condition; a dependency of another system may be missing.
        if not pinned or line.startswith((" ", "#")) or ";" in rest:
            continue
        wanted = rest.split()[0]
        try:
            found = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found = "没有安装"
        if found != wanted:
            wrong.append(f"{name} {found}（应为 {wanted}）")
    if wrong:
        remedy = "运行 python3 run.py site，会装回固定的版本"
        yield Point("依赖", Grade.SOON, "、".join(wrong[:5]), remedy)
    else:
        yield Point("依赖", Grade.GOOD, "与 build/requirements/site.txt 一致")


def _calendar(settings: Settings, loaded: Content) -> Iterator[Point]:
    """Working days for the coming year; next year's notice comes out in November."""
    if isinstance(loaded, ContentError):
        return
    for days in range(_AHEAD + 1):
        day = settings.today + datetime.timedelta(days=days)
        try:
            loaded.workdays.last(day, start_rule=loaded.site.start_rule)
        except UnknownYear as error:
            found = f"还不知道 {error.year} 年的放假安排，{day.isoformat()} 起的公示期算不出"
            remedy = (
                f"国务院办公厅一般在 11 月发布下一年的通知：写入 content/calendar/{error.year}.md，"
                "或更新 chinesecalendar"
            )
            yield Point("工作日历", Grade.BAD if days <= _NEAR else Grade.SOON, found, remedy)
            return
    yield Point("工作日历", Grade.GOOD, "今后一年的工作日都能算")


def _disk(settings: Settings, _loaded: Content) -> Iterator[Point]:
    """Room for a new tree beside the old one, three times over."""
    folder = next(one for one in (settings.site, *settings.site.parents) if one.exists())
    free = shutil.disk_usage(folder).free
    size = _size(settings.site)
    found = f"剩余 {free // 2**20:,} MB，网站 {size // 2**20:,} MB"
    if free < max(_ROOM * size, 100 * 2**20):
        yield Point("磁盘", Grade.BAD, found, "清理磁盘：构建时新旧两份网站同时存在")
    else:
        yield Point("磁盘", Grade.GOOD, found)
    for name, place in (("网站", folder), ("缓存", settings.state), ("内容", settings.content)):
        there = next(one for one in (place, *place.parents) if one.exists())
        if not os.access(there, os.W_OK):
            yield Point("权限", Grade.BAD, f"{name}文件夹不可写：{there}", "改文件夹的所有者或权限")


def _size(folder: object) -> int:
    total = 0
    for root, _folders, names in os.walk(str(folder)):
        for name in names:
            try:
                total += os.lstat(os.path.join(root, name)).st_size  # noqa: PTH118 - ten times faster
            except OSError:
                continue
    return total


def _fonts(_settings: Settings, _loaded: Content) -> Iterator[Point]:
    """Only tests and printing need fonts; visitors bring their own."""
    tool = shutil.which("fc-list")
    if tool is None:
        yield Point("中文字体", Grade.GOOD, "无法查看（没有 fc-list），网站本身不需要")
        return
    listed = subprocess.run([tool, ":lang=zh"], check=False, capture_output=True).stdout
    if listed.strip():
        yield Point("中文字体", Grade.GOOD, "已安装")
    else:
        yield Point(
            "中文字体", Grade.SOON, "没有", "测试和本机打印需要：apt-get install fonts-noto-cjk"
        )


def _last_build(settings: Settings, _loaded: Content) -> Iterator[Point]:
    last = health.read(settings.state)
    if last is None:
        yield Point(
            "上次构建",
            Grade.SOON,
            f"没有记录（{settings.state / health.NAME}）",
            "运行 python -m build",
        )
        return
    found = f"{last['finished']}，{last['outcome']}，{last['files']} 个文件"
    if last["exit_code"] not in (0, 5):
        yield Point(
            "上次构建",
            Grade.BAD,
            f"{found}：{last['message']}",
            "运行 python -m build check 看原因",
        )
        return
    # Of a site that was only ever brought back nobody knows when it was published.
    published = datetime.datetime.fromisoformat(last["last_published"] or last["finished"])
    if now() - published > _STALE:
        yield Point("上次构建", Grade.BAD, found, "已超过 48 小时：检查 systemctl list-timers")
    else:
        yield Point("上次构建", Grade.GOOD, found)


def _content(settings: Settings, loaded: Content) -> Iterator[Point]:
    if isinstance(loaded, ContentError):
        found = f"有 {len(loaded.problems)} 处问题，第一处：{loaded.problems[0]}"
        yield Point("内容", Grade.BAD, found, "运行 python -m build check，照每条的改法改")
        return
    site = loaded.site
    yield Point("内容", Grade.GOOD, f"{len(loaded.rows)} 条记录，没有问题，在 {settings.content}")
    # A demonstration has no code and no weakness to report.
    wanted = ("contact", "phone") if site.demo else ("contact", "phone", "site_code", "security")
    fields = type(site).model_fields
    lacking = [str(fields[name].title) for name in wanted if not getattr(site, name)]
    if lacking:
        yield Point("网站信息", Grade.SOON, f"site.yaml 没有填{'、'.join(lacking)}", "补上")
    if ".example." in site.base_url and not site.demo:
        yield Point(
            "网站信息", Grade.BAD, f"网址还是示例：{site.base_url}", "在 site.yaml 里改 base_url"
        )


Look = Callable[[Settings, Content], Iterator[Point]]
LOOKS: tuple[Look, ...] = (_python, _packages, _calendar, _disk, _fonts, _content, _last_build)
