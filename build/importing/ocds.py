"""OCDS 1.1 releases → records, as far as they map; what does not is named, not guessed.

Source of the mapping: the release schema and codelists of OCDS 1.1.5. What our records need and a
release does not say (region, category of service, channel for objections …) stays out: the plan
then asks for it, field by field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Values = dict[str, Any]
_METHODS = {"open": "公开招标", "selective": "邀请招标", "direct": "单一来源"}
_MAPPED = frozenset(
    {"ocid", "id", "date", "tag", "initiationType", "language", "parties", "buyer", "tender",
     "awards", "contracts"}
)  # fmt: skip


def records(releases: list[Any]) -> tuple[list[Values], list[str]]:
    """(records with «section» and «id», notes on what was left out) of a package's releases."""
    made: dict[tuple[str, str], Values] = {}
    notes: list[str] = []
    for release in releases:
        if not isinstance(release, dict):
            notes.append("releases 里有一项不是对象，没有读")
            continue
        for record in _of_release(release):
            key = record["section"], record["id"]
            made[key] = made.get(key, {}) | {k: v for k, v in record.items() if v is not None}
        if left := sorted(release.keys() - _MAPPED):
            notes.append(f"{release.get('ocid', '')} 的 {'、'.join(left)} 没有对应的字段，没有读")
    return list(made.values()), notes


def _of_release(release: Values) -> Iterator[Values]:
    project = slug(str(release.get("ocid", "")))
    published = str(release.get("date", ""))[:10]
    parties = {str(one.get("id")): one for one in _dicts(release.get("parties"))}
    for party in parties.values():
        if section := _role(party):
            yield _party(section, party, published)
    tender = release.get("tender")
    if isinstance(tender, dict):
        yield from _tender(tender, release, project, published)
    for award in _dicts(release.get("awards")):
        yield _award(award, project, published)
    for contract in _dicts(release.get("contracts")):
        yield _contract(contract, _dicts(release.get("awards")), project, published)


def _role(party: Values) -> str | None:
    roles = party.get("roles")
    named = set(map(str, roles)) if isinstance(roles, list) else set()
    if named & {"buyer", "procuringEntity"}:
        return "purchasers"
    return "suppliers" if named & {"supplier", "tenderer"} else None


def _party(section: str, party: Values, published: str) -> Values:
    identifier = _dict(party.get("identifier"))
    address = _dict(party.get("address"))
    return {
        "section": section,
        "id": slug(str(party.get("id", ""))),
        "title": party.get("name"),
        "published": published,
        "uscc": identifier.get("id"),
        "address": address.get("streetAddress"),
    }


def _tender(tender: Values, release: Values, project: str, published: str) -> Iterator[Values]:
    buyer = _dict(release.get("buyer")) or _dict(tender.get("procuringEntity"))
    method = tender.get("procurementMethodDetails") or _METHODS.get(
        str(tender.get("procurementMethod"))
    )
    period = _dict(tender.get("tenderPeriod"))
    shared = {"title": tender.get("title"), "published": published, "method": method}
    yield {
        "section": "projects",
        "id": project,
        **shared,
        "number": tender.get("id"),
        "purchasers": [slug(str(buyer["id"]))] if buyer.get("id") else None,
        "budget": _amount(tender.get("value")),
    }
    yield {
        "section": "announcements",
        "id": project,
        **shared,
        "project": project,
        "content": tender.get("description"),
        "requirements": tender.get("eligibilityCriteria"),
        "opens": _day(period.get("startDate")),
        "closes": _day(period.get("endDate")),
        "budget": _amount(tender.get("value")),
    }


def _award(award: Values, project: str, published: str) -> Values:
    return {
        "section": "publicity",
        "id": slug(str(award.get("id", ""))),
        "title": award.get("title"),
        "published": _day(award.get("date")) or published,
        "project": project,
        "supplier": _supplier(award),
        "amount": _amount(award.get("value")),
    }


def _contract(contract: Values, awards: list[Values], project: str, published: str) -> Values:
    award = next((one for one in awards if one.get("id") == contract.get("awardID")), {})
    period = _dict(contract.get("period"))
    return {
        "section": "contracts",
        "id": slug(str(contract.get("id", ""))),
        "title": contract.get("title"),
        "published": published,
        "project": project,
        "number": contract.get("id"),
        "supplier": _supplier(award),
        "signed": _day(contract.get("dateSigned")),
        "starts": _day(period.get("startDate")),
        "ends": _day(period.get("endDate")),
        "amount": _amount(contract.get("value")),
        "subject": contract.get("description"),
    }


def _supplier(award: Values) -> str | None:
    return next((slug(str(one.get("id"))) for one in _dicts(award.get("suppliers"))), None)


def slug(text: str) -> str:
    """The id that a foreign identifier becomes: lower case, all but letters and digits as hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:80].strip("-")


def _day(value: Any) -> str | None:
    return value[:10] if isinstance(value, str) else None


def _amount(value: Any) -> Any:
    """The amount of a Value in yuan; other currencies are left out, never converted."""
    found = _dict(value)
    return found.get("amount") if found.get("currency") in (None, "CNY") else None


def _dict(value: Any) -> Values:
    return value if isinstance(value, dict) else {}


def _dicts(value: Any) -> list[Values]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
