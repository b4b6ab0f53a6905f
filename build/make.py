"""The whole way from content to a published site, one build at a time."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from build import ledger
from build.dates import Dates
from build.freeze import freeze
from build.judge import judge
from build.lock import only_one
from build.log import step, warn
from build.place import Place, refuse_unsafe
from build.shrink import published, refuse_shrinking
from build.signals import undisturbed
from build.staging import seal, show, staging
from build.swap import heal
from build.verify import inspect, refuse_broken
from portal import create_app, reads, store
from portal.sections import SECTIONS
from portal.settings import Settings


@dataclass(frozen=True)
class Made:
    """What was published: how many files, and the records whose day has not come."""

    files: int
    waiting: tuple[str, ...]


@contextmanager
def at_work(settings: Settings) -> Iterator[Place]:
    """The place of the site, ours alone until the end, with nothing of a killed build in it.

    Raises UsageError for a place that is not ours, Busy when another build is at work.
    """
    refuse_unsafe(settings)
    place = Place(settings.site)
    with only_one(place.lock, settings.state / "lock"):
        with undisturbed():
            if heal(place):
                warn("上一次构建没有正常结束，已清理它留下的文件。")
        yield place


def make(settings: Settings, *, allow_shrink: bool = False) -> Made:
    """Check, render, verify and publish; raises before anything changes when any of it fails."""
    with at_work(settings) as place:
        app = create_app(settings, frozen=True)
        book = store.of(app).book
        ledger.refuse(settings, store.of(app).site, book)
        with app.app_context():
            site, days = reads.site(), _days()
        wanted = {f"{key}/index.html" for key in days}
        step(f"内容没有问题，可以公开的记录有 {len(wanted)} 条。")
        if not allow_shrink:
            refuse_shrinking(published(place.site), wanted)
        with staging(place) as folder:
            number = freeze(app, folder)
            step(f"已生成 {number} 个文件。")
            found = inspect(folder, site.base_url)
            if len(found) != number:
                refuse_broken([f"页面表里有 {number} 页，写出的却是 {len(found)} 个文件"])
            refuse_broken(judge({name: one.facts for name, one in found.items()}, sorted(wanted)))
            step(f"已核对 {len(found)} 个文件：链接、锚点、订阅和数据都完好。")
            entries = {name: one.entry for name, one in found.items()}
            seal(folder, entries, Dates(days, site.opened))
            step("已写入磁盘，现在换上。")
            ledger.append(settings, book)
            show(place, folder)
            ledger.remember(settings, book)
        return Made(number, store.of(app).held)


def _days() -> dict[str, datetime.date]:
    """«section/id» → day of publication of every public record."""
    return {
        f"{section.name}/{one.id}": one.published
        for section in SECTIONS
        for one in reads.records(section.name)
    }
