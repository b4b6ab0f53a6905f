"""tests/rules.yaml: what each rule must find, as cases on the world of the factories."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from portal.rules.outcome import Outcome
from portal.sections import BY_NAME
from tests.factories import DEFAULTS, TODAY, Content, code
from tests.portal.rules.judging import identifier

FILE = Path(__file__).parents[2] / "rules.yaml"
# Whose credit codes begin how, and the first of their organisation numbers.
CODES = {"purchasers": ("81", "MB00000"), "suppliers": ("52", "MC00000")}


@dataclass(frozen=True)
class Example:
    """One case of one rule: records laid over the world, a day, and what is found then."""

    rule: str
    title: str
    today: str
    of: str
    records: dict[str, Any]
    outcome: Outcome
    reason: str


class _Text(yaml.SafeLoader):
    """Every scalar stays text, as in content; «<<» takes over the fields of another case."""


_Text.yaml_implicit_resolvers = {"<": [("tag:yaml.org,2002:merge", re.compile("<<"))]}


def examples() -> Iterator[Example]:
    """Every case of the file; a key may name several rules, to which its cases apply alike."""
    for rules, written in yaml.load(FILE.read_text("utf-8"), _Text).items():  # noqa: S506
        for rule in rules.split(", "):
            for one in written:
                yield _example(rule, dict(one))


def _example(rule: str, one: dict[str, Any]) -> Example:
    title, outcome, reason = one.pop("case"), Outcome(one.pop("is")), one.pop("because")
    today, of = one.pop("today", TODAY), one.pop("of", "")
    assert set(one) <= set(BY_NAME), f"{rule} {title}: {set(one) - set(BY_NAME)}"
    return Example(rule, title, today, of, one, outcome, reason)


def build(content: Content, records: dict[str, Any]) -> None:
    """Lay the records over the world: a section has one record or a list of them."""
    for section, written in records.items():
        rows = written if isinstance(written, list) else [written or {}]
        for number, fields in enumerate(rows, 1):
            _add(content, section, number, dict(fields))


def _add(content: Content, section: str, number: int, fields: dict[str, Any]) -> None:
    first = identifier(section)
    id = fields.pop("id", first if number == 1 else f"{first}-{number}")
    if section in CODES:
        prefix, organisation = CODES[section]
        fields["uscc"] = code(f"{organisation}{number}", fields.pop("prefix", prefix))
    if (entries := fields.get("entries", "")) and isinstance(entries, str):
        fields["entries"] = [{"name": f"会员{n}"} for n in range(int(entries))]
    for attachment in fields.get("attachments", ()):
        content.write(f"{section}/{attachment['file']}", "附件")
    if "number" in DEFAULTS[section]:
        fields.setdefault("number", id)
    values: dict[str, Any] = {name: value or None for name, value in fields.items()}
    content.add(section, id, **values)
