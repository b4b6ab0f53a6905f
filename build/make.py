"""The whole way from content to a published site, one build at a time."""

from __future__ import annotations

import datetime
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from flask import Flask

from build import ledger
from build.checks.judge import judge, judge_change
from build.exits import cause
from build.freezing.freeze import Frozen, freeze
from build.freezing.garbage import unswept
from build.hold import Held, hold
from build.importing.write import undo
from build.incremental.stale import explained
from build.lock import only_one
from build.log import step, warn
from build.signals import decided, undisturbed
from build.touched import refuse_touched
from build.trees import manifest, unchanged, untouched
from build.trees.dates import Dates
from build.trees.former import Former, former
from build.trees.place import Place, refuse_unsafe
from build.trees.shrink import published, refuse_shrinking
from build.trees.staging import seal, staging
from build.trees.swap import heal, swap
from build.trees.untouched import Seen
from build.verify import refuse_broken
from portal import create_app, reads, store
from portal.processes import cores, meanwhile
from portal.sections import SECTIONS
from portal.settings import Settings

# The file of the state folder that what is public lies in, for as long as the build takes.
ROWS = "public.sqlite"
# So many records whose day has not come, or strange files, are named; of more it is said how many there are.
FEW = 10


@dataclass(frozen=True)
class Made:
    """What was published: how many files, and the records whose day has not come.

    why: a line for each page that was made anew because an answer changed. held: what was kept back.
    """

    files: int
    waiting: tuple[str, ...]
    why: tuple[str, ...]
    held: Held


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


def make(settings: Settings, *, allow_shrink: bool = False, holding: bool = False) -> Made:
    """Check, render, verify and publish; raises before anything changes when any of it fails.

    holding: publish what is sound, and keep back what is not (build.hold).
    """
    places = {"content": settings.content, "ledger": settings.content / "ledger"}
    before = _seen(places)
    with unswept(), at_work(settings) as place, ExitStack() as ended:
        if undo(settings.content):
            warn("上一次导入中途断了，已经恢复到导入之前。")
        seen_by_now = ended.enter_context(_looking(settings.state, place))
        held = hold(settings) if holding else Held(settings)
        rows = settings.state / ROWS
        app = create_app(held.settings, frozen=True, withheld=held.withheld, place=rows)
        ended.callback(store.of(app).database.close)
        book = store.of(app).book
        ledger.refuse(settings, store.of(app).site, book, held.forgives)
        with app.app_context():
            site, days = reads.site(), _days()
        wanted = {f"{key}/index.html" for key in days}
        step(f"内容没有问题，可以公开的记录有 {len(wanted)} 条。")
        if not allow_shrink:
            refuse_shrinking(published(place.site), wanted)
        seen = seen_by_now()
        old = former(place, seen)
        if old and old.odd:
            warn(f"网站里有不是本程序生成的文件，新换上的网站里没有：{_few(old.odd)}")
        with staging(place) as folder, closing(_freeze(app, folder, settings, old)) as frozen:
            same = not frozen.another
            if same:
                _judge(frozen, sorted(wanted))
                step("没有任何变化，网站保持原样。")
                ledger.append(settings, book)
            else:
                _refuse_odd(folder, frozen)
                _judge(frozen, sorted(wanted))
                refuse_touched(store.of(app), places, before)
                fresh = None if frozen.before is None else frozen.fresh.keys()
                seal(folder, frozen.files, Dates(days, site.opened), fresh, frozen.stirred)
                step("已写入磁盘，现在换上。")
                # No entry without a site that shows it, nor a site that the ledger does not tell of.
                with decided():
                    ledger.append(settings, book)
                    swap(place, folder)
            _note(partial(frozen.keep, manifest.digest(place.site)))
            _note(partial(ledger.remember, settings, book))
        made = Made(len(frozen.files), store.of(app).held, tuple(explained(frozen.why)), held)
        known = {name: before[name] for name in ("content", "code") if name in before}

        def remember() -> None:
            stayed = None if same else frozen.stayed
            site = untouched.note(settings.state, place, seen, frozen.files, stayed)
            if known and not held.shown:
                said = "\n".join(told(made, settings))
                now = places | {"site": place.site}
                unchanged.keep(settings.state, now, known | {"site": site}, said)

        _note(remember)
        return made


def _seen(places: Mapping[str, Path]) -> dict[str, str]:
    """What is seen before anything is read; nothing where not all can be seen, which loading reports."""
    try:
        return unchanged.seen(places)
    except OSError:
        return {}


def _looking(state: Path, place: Place) -> AbstractContextManager[Callable[[], Seen]]:
    """What tells how the trees look, which takes a while; where there is a second core, that begins now."""
    look = partial(untouched.see, state, place)
    return meanwhile(look) if cores() > 1 else nullcontext(look)


def _few(names: Sequence[str]) -> str:
    """The first of them, and how many there are."""
    more = f" 等 {len(names)} 个" if len(names) > FEW else ""
    return f"{'、'.join(names[:FEW])}{more}"


def told(made: Made, settings: Settings) -> Iterator[str]:
    """What a build says in the end."""
    for path in made.waiting[:FEW]:
        yield f"暂不发布（公开日期未到，或引用了未到日期的记录）：{path}"
    if more := Counter(path.partition("/")[0] for path in made.waiting[FEW:]):
        each = "、".join(f"{section} {number} 条" for section, number in sorted(more.items()))
        yield f"暂不发布的还有 {more.total()} 条：{each}。"
    yield f"已发布 {made.files} 个文件：{settings.site}"


def _freeze(app: Flask, folder: Path, settings: Settings, former: Former | None) -> Frozen:
    frozen = freeze(app, folder, settings.state, former)
    step(f"已生成 {len(frozen.fresh)} 个文件，{len(frozen.files) - len(frozen.fresh)} 个沿用。")
    return frozen


def _refuse_odd(folder: Path, frozen: Frozen) -> None:
    """Refuse a new tree that holds other files than those that were made."""
    odd = set(manifest.names(folder)) ^ frozen.files.keys()
    refuse_broken(f"{name}：写出的文件与页面表不符" for name in sorted(odd))


def _judge(frozen: Frozen, wanted: list[str]) -> None:
    """Refuse a tree that is broken; what was taken over has been judged before."""
    if frozen.before is None:
        refuse_broken(judge(frozen.fresh, wanted))
    else:
        refuse_broken(judge_change(frozen.before, frozen.fresh, frozen.gone, wanted))
    step(f"已核对 {len(frozen.files)} 个文件：链接、锚点、订阅和数据都完好。")


def _note(keep: Callable[[], None]) -> None:
    """The site is up: what cannot be noted any more is said, and the next build does without."""
    try:
        keep()
    except (OSError, sqlite3.Error) as error:
        said = cause(error) if isinstance(error, OSError) else str(error)
        warn(f"网站已发布，但没能记下这次构建的状态（{said}），下次会多花些时间。")


def _days() -> dict[str, datetime.date]:
    """«section/id» → day of publication of every public record."""
    return {
        f"{section.name}/{id}": datetime.date.fromisoformat(published)
        for section in SECTIONS
        for id, published in reads.stored(section.name, "id", "published")
    }
