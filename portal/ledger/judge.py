"""Records against the log: what is new, what was declared, and what changed without a word."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pydantic import ValidationError

from portal.canonical import Fingerprint, Values, canonical, digest, values, written
from portal.ledger.declared import Change, Declarations, Way
from portal.ledger.difference import difference
from portal.ledger.log import Act, Entry, Log
from portal.ledger.renamed import renamed
from portal.models.base import Record
from portal.nearest import nearest
from portal.problems import Problem
from portal.sections import BY_NAME, SECTIONS


@dataclass(frozen=True)
class Now:
    """What the content says today.

    digests: of every record, also of those whose day has not come; public: those on the site.
    paths: each record's file; text: gives a record's canonical JSON. unread: records whose files are
    there and cannot be read.
    """

    digests: Mapping[str, str]
    public: Mapping[str, str]
    paths: Mapping[str, str]
    text: Callable[[str], bytes]
    unread: frozenset[str] = frozenset()


@dataclass(frozen=True)
class New:
    """An act that the log does not hold yet."""

    act: Act
    record: str
    change: Change | None = None


@dataclass(frozen=True)
class Judged:
    """acts: to be appended, in order; problems: what stops a publication; silent: changed records."""

    acts: tuple[New, ...]
    problems: tuple[Problem, ...]
    silent: frozenset[str]


Version = Callable[[int], bytes | None]


@dataclass(frozen=True)
class _Names:
    log: Log
    now: Now

    @cached_property
    def new(self) -> dict[str, Values]:
        """What each record says that is not in the log."""
        found = (one for one in self.now.digests if self.log.public(one) is None)
        return {one: json.loads(self.now.text(one)) for one in found}


def judge(log: Log, declared: Declarations, now: Now, version: Version) -> Judged:
    """Compare every record with its newest entry; nothing is written and no clock is asked.

    now.public: record → date of publication, which orders new entries.
    """
    acts: list[New] = []
    problems = list(_declared(log, declared))
    silent: set[str] = set()
    names = _Names(log, now)
    for record, n in sorted(log.newest.items()):
        entry = log.entries[n]
        if entry.act == Act.WITHDRAW or record in now.unread:
            continue
        change = declared.of(entry)
        way = _way(entry, now, version)
        if way is None:
            if change:
                reason = f"声明了{change.act.value}，记录却与账本第 {n} 号相同"
                problems.append(declared.problem(change, "act", reason, "完成修改，或删掉这条声明"))
        elif change and change.see and change.see not in now.public:
            silent.add(record)
            problems.append(_unseen(declared, change, now))
        elif change and change.act is way and (way is Way.WITHDRAW or record in now.public):
            acts.append(New(way.act, record, change))
        else:
            silent.add(record)
            text = version(n)
            said = json.loads(text) if text else {}
            new = renamed(said, names.new) if said and way is Way.WITHDRAW else ""
            problems.append(_silent(entry, now, said, change, new))
            if new:
                problems.append(_renamed(record, new, now))
    acts += [New(Act.PUBLISH, record) for record in _new(log, now)]
    return Judged(tuple(acts), tuple(problems), frozenset(silent))


def _new(log: Log, now: Now) -> list[str]:
    """Public records without an entry, by date, section and id."""
    order = {section.name: number for number, section in enumerate(SECTIONS)}
    found = [record for record in now.public if log.public(record) is None]
    return sorted(found, key=lambda one: (now.public[one], order[one.partition("/")[0]], one))


def _way(entry: Entry, now: Now, version: Version) -> Way | None:
    """How a record differs from its entry, or None."""
    found = now.digests.get(entry.record)
    if found is None:
        return Way.WITHDRAW
    if found == entry.sha256:
        return None
    # A field that the model has gained since then changes the form, not what the record says.
    text = version(entry.n)
    again = _today(text) if text else None
    return None if again and digest(again) == found else Way.REVISE


def _today(text: bytes) -> bytes | None:
    """A version in today's form, or None when today's model cannot read it."""
    row = restore(json.loads(text))
    if row is None:
        return None
    return canonical(values(json.loads(text)["section"], row, fingerprints(json.loads(text))))


def restore(said: Values) -> Record | None:
    """The record that these values describe, or None when today's model cannot read them."""
    section = BY_NAME.get(said["section"])
    try:
        return section.model.model_validate(written(said)) if section else None
    except ValidationError:
        return None


def fingerprints(said: Values) -> dict[str, Fingerprint]:
    """The attachments' fingerprints that the values carry, by file name."""
    return {
        one["file"]: Fingerprint(one["sha256"], one["size"])
        for one in said.get("attachments", ())
        if "sha256" in one
    }


def _declared(log: Log, declared: Declarations) -> Iterator[Problem]:
    """Declarations that fit no entry."""
    seen: set[int] = set()
    for change in declared.said.changes:
        if change.entry >= log.size or log.entries[change.entry].record != change.record:
            own = [str(entry.n) for entry in log.of(change.record)]
            remedy = f"它的序号是 {'、'.join(own)}" if own else "它还没有记入账本，直接修改就行"
            reason = f"账本第 {change.entry} 号不是 {change.record}"
            yield declared.problem(change, "entry", reason, remedy)
        elif change.entry in seen:
            reason = f"账本第 {change.entry} 号已经声明过一次"
            yield declared.problem(change, "entry", reason, "并成一条声明")
        else:
            seen.add(change.entry)


def _unseen(declared: Declarations, change: Change, now: Now) -> Problem:
    """Nobody could read the record that is to explain a change, and the log would name it for ever.

    A problem of the changed record, so that it is held back, and not of the whole site.
    """
    see = str(change.see)
    said = declared.problem(change, "see", "", "")
    reason = f"{said.path} 第 {said.line} 行的 see 写着 {see}，没有这条记录"
    remedy = "写成有的记录（栏目/编号），或删掉 see"
    if see in now.digests:
        reason = f"{said.path} 第 {said.line} 行的 see 写着 {see}，它还没有公开"
        remedy = "等它公开了再改，或删掉 see"
    elif close := nearest(see, now.digests):
        remedy = f"是不是 {close}？"
    place = now.paths.get(change.record, f"{change.record}.md")
    return Problem(place, 0, "", reason, remedy)


def _silent(entry: Entry, now: Now, said: Values, change: Change | None, moved: str) -> Problem:
    """What a person is told. said: the version's values, if its text is kept. moved: its new name, or ""."""
    way = Way.REVISE if entry.record in now.digests else Way.WITHDRAW
    place = now.paths.get(entry.record, f"{entry.record}.md")
    published = f"账本第 {entry.n} 号（{entry.date}）"
    if change and change.act is way:
        remedy = "公开日期改回来；确要撤下就声明撤回"
        return Problem(place, 0, "published", f"{published}已公开，不能改到以后再公开", remedy)
    if way is Way.WITHDRAW:
        reason = f"{published}已公开的记录不见了" + (f"，像是改名成了 {moved}" if moved else "")
        return Problem(place, 0, "", reason, f"恢复这个文件；或{_declaration(entry, way, moved)}")
    after = json.loads(now.text(entry.record))
    different = differing(said, after)
    section = entry.record.partition("/")[0]
    shown = [difference(section, name, said.get(name), after.get(name)) for name in different[:3]]
    more = f"等 {len(different)} 处" if len(different) > 3 else ""
    reason = f"{published}公开后被改动，没有声明：{'；'.join(shown)}{more}"
    return Problem(
        place, 0, next(iter(different), ""), reason, f"改回原文；或{_declaration(entry, way)}"
    )


def _declaration(entry: Entry, way: Way, moved: str = "") -> str:
    """What a person is to declare, with the lines to paste."""
    words = (
        "在 ledger/declared.yaml 里声明：照抄下面几行（已有 changes: 的，不抄第一行），"
        "填上 date（日期）、by（决定单位）和 reason（原因）"
    )
    lines = [
        words,
        "changes:",
        f"  - record: {entry.record}",
        f"    entry: {entry.n}",
        f"    act: {way.value}",
        *([f"    see: {moved}"] if moved else []),
        "    date:",
        "    by:",
        "    reason:",
    ]
    return "\n".join([*lines, ""])


def _renamed(old: str, new: str, now: Now) -> Problem:
    """The new name is as undeclared as the old one's going: neither enters the log without the other."""
    reason = f"像是 {old} 改名来的，旧的还没有声明撤回"
    return Problem(now.paths[new], 0, "", reason, "照旧记录的改法声明；或把文件名改回去")


def differing(before: Values, after: Values) -> list[str]:
    """The fields that two versions say differently."""
    names = dict.fromkeys([*after, *before])
    return [name for name in names if before.get(name) != after.get(name)]
