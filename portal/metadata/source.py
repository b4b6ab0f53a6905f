"""Whose words a record is, and since when its page is as it is."""

from __future__ import annotations

from portal import reads
from portal.ledger.questions import line
from portal.plain import Plain


def buyers(record: Plain) -> list[str]:
    """The ids of the purchasers of a record or of its project."""
    project = getattr(record, "project", None)
    named = reads.record("projects", project) if project else record
    if one := getattr(record, "purchaser", None):
        return [one]
    return list(getattr(named, "purchasers", ()))


def sources(record: Plain) -> list[str]:
    """Who answers for a record: who issued it, else the purchasers, else the portal's publisher."""
    if issuers := getattr(record, "issuers", None):
        return list(issuers)
    if record.section == "notices":
        return [record.source]
    named = [reads.title("purchasers", id) for id in buyers(record)]
    return named or [reads.site().publisher]


def revision(record: Plain) -> str:
    """The day (YYYY-MM-DD) on which the record was changed by declaration or corrected, the later; else ""."""
    told = line(record.section, record.id)
    days = [told.day] if told and told.number > 1 else []
    fixes = reads.naming(record.section, record.id, "corrections", "corrects")
    days += [one.published for one in fixes]
    return max(days).isoformat() if days else ""
