"""A rule, a field or a section in words, for someone who met its name in a message."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from build.forms.hints import describe, example
from build.forms.known import Known
from build.forms.shape import Column, column, columns, section_words
from portal import reads
from portal.nearest import nearest
from portal.rules.outcome import Outcome
from portal.rules.rule import Finding, Rule
from portal.rules.sheet import sheet
from portal.rules.table import RULES
from portal.sections import BY_NAME, Section

SHOWN = 3
# How many records or rows that a field may name are listed.
LISTED = 100


def explain(word: str, content: Path, *, sound: bool = True) -> Iterator[str]:
    """Lines on a rule («D-12»), a field («announcements.closes») or a section («announcements»).

    Sections and fields may also be called by their Chinese names: «购买公告.申报截止».

    content: the folder whose records a field may name. sound: whether there is content to quote the clause and examples from; then it needs the
    application's context. Raises click.UsageError for a word that is none of them.
    """
    rules = {rule.id: rule for rule in RULES}
    called, _, name = word.strip().partition(".")
    section = section_words().get(called) or section_words().get(called.lower())
    found = column(section.name, name) if section and name else None
    if rule := rules.get(word.upper()):
        yield f"规则 {rule.id}：{rule.text}"
        yield f"核对的栏目：{BY_NAME[rule.subject].chinese}（{rule.subject}）"
        yield from _seen(rule) if sound else _unseen(rule)
    elif section and found:
        yield from _field(section, _by_names(section, name), found)
        if found.ref:
            yield from _there(Known(content).choices(found.ref))
    elif section and not name:
        yield from _section(section)
    else:
        fields = [f"{one}.{field.name}" for one in BY_NAME for field in columns(one)]
        close = nearest(word, [*rules, *section_words(), *fields])
        meant = f"是不是 {close}？" if close else ""
        raise click.UsageError(
            f"没有叫「{word}」的规则、字段或栏目。{meant}"
            "写法：D-12（规则）、announcements.closes（字段）、announcements 或 购买公告（栏目）。"
        )


def _unseen(rule: Rule) -> Iterator[str]:
    yield f"依据：{rule.clause}"
    yield "内容还有问题，所以没有列出条款和本站的例子；先按 python -m build check 改好。"


def _seen(rule: Rule) -> Iterator[str]:
    """The clause as this site publishes it, and what the rule finds here."""
    policy, _, code = rule.clause.partition("#")
    record = reads.record("policies", policy)
    article = next((one for one in record.articles if one.id == code), None) if record else None
    if record and article:
        yield f"依据：《{record.title}》{article.clause}「{article.title}」"
        yield f"要点：{article.note}"
        yield f"条款地址：/policies/{policy}/#art-{code}"
    else:
        yield f"依据：{rule.clause}（本站没有收录这份政策，或这一条）"
    found = (sheet(rule.subject, id) for id in reads.keys(rule.subject))
    judged = [one for findings in found for one in findings if one.rule.id == rule.id]
    for outcome in Outcome:
        alike = [one for one in judged if one.verdict.outcome is outcome]
        if alike:
            yield f"本站结论为「{outcome.value}」的 {len(alike)} 条，例如："
            yield from (f"  {line}" for line in map(_finding, alike[:SHOWN]))


def _finding(finding: Finding) -> str:
    evidence = "；".join(f"{one.label}：{one.value}" for one in finding.verdict.evidence)
    said = f"：{finding.verdict.reason}" if finding.verdict.reason else ""
    return f"{finding.record.key}{said}" + (f"（{evidence}）" if evidence else "")


def _there(choices: list[str]) -> Iterator[str]:
    """What there is to be named, as a form offers it."""
    yield f"本站现有 {len(choices)} 个" + ("：" if choices else "，先建立要引用的记录。")
    yield from (f"  {one}" for one in choices[:LISTED])
    if len(choices) > LISTED:
        yield "  ……"


def _by_names(section: Section, path: str) -> str:
    """The path with the names of fields where it has their labels; every step is known."""
    steps = path.split(".")
    starts = (".".join(steps[: end + 1]) for end in range(len(steps)))
    return ".".join(one.name for start in starts if (one := column(section.name, start)))


def _section(section: Section) -> Iterator[str]:
    yield f"栏目 {section.name}：{section.chinese}。{section.explained}"
    for one in columns(section.name):
        yield f"  {one.name}（{one.label}）{'必填，' if one.required else ''}{describe(one)}"


def _field(section: Section, name: str, one: Column) -> Iterator[str]:
    yield f"字段 {section.name}.{name}：{section.chinese}的「{one.label}」"
    yield f"写法：{'必填。' if one.required else '可以不写。'}{describe(one)}"
    if example(one):
        yield f"例子：{one.name}: {example(one)}"
    for part in one.parts:
        yield f"  {part.name}（{part.label}）{'必填，' if part.required else ''}{describe(part)}"
