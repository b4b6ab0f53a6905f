"""The forms of 财办库〔2020〕50号: which fields of its form a notice fills, and which it lacks."""

from __future__ import annotations

from dataclasses import dataclass

from portal import reads
from portal.display import fields
from portal.plain import Plain
from portal.rules.adopted import policies_of
from portal.rules.checks.terms import notice_form
from portal.rules.rule import Rule
from portal.rules.table import RULES

# Each form's rule names the section it is about and the fields it wants.
FORMS = {
    rule.numbers["section"].replace("_", "-"): rule for rule in RULES if rule.check is notice_form
}


@dataclass(frozen=True)
class Filled:
    """A notice against its form. owed, lacking: labels of fields; lacking is part of owed."""

    record: Plain
    rule: Rule
    owed: tuple[str, ...]
    lacking: tuple[str, ...]

    @property
    def filled(self) -> int:
        """How many of the owed fields are there."""
        return len(self.owed) - len(self.lacking)


def filled(one: Plain) -> Filled | None:
    """The notice against its form; None for kinds without a form, or where it does not bind."""
    return _filled(one) if one.section in FORMS else None


@reads.read
def _filled(one: Plain) -> Filled | None:
    rule = FORMS[one.section]
    if rule.policy not in policies_of(one.project):
        return None
    if reads.record("policies", rule.policy) is None:
        return None
    labels = {name: fields(one.section)[name].label for name in rule.numbers["fields"]}
    lacking = tuple(label for name, label in labels.items() if getattr(one, name) in (None, []))
    return Filled(one, rule, tuple(labels.values()), lacking)
