"""The small objects of OCDS: values, moments, documents, organisations."""

from __future__ import annotations

import datetime
from typing import Any
from urllib.parse import quote

from portal import reads
from portal.addresses import absolute
from portal.ocds.codes import ATTACHMENTS, CURRENCY, IDENTIFIER, LANGUAGE, NOTICES
from portal.personal.kinds import media
from portal.plain import Plain

Object = dict[str, Any]


def moment(day: datetime.date) -> str:
    """The beginning of a day in China."""
    return f"{day.isoformat()}T00:00:00+08:00"


def end(day: datetime.date) -> str:
    """The last second of a day in China."""
    return f"{day.isoformat()}T23:59:59+08:00"


def period(first: datetime.date, last: datetime.date) -> Object:
    """Both days included."""
    return {"startDate": moment(first), "endDate": end(last)}


def money(fen: int) -> Object:
    """An amount of 分 as a value in 元."""
    return {"amount": fen // 100 if fen % 100 == 0 else fen / 100, "currency": CURRENCY}


def number(hundredths: int) -> int | float:
    """A score or percentage, kept in hundredths, as a number."""
    return hundredths // 100 if hundredths % 100 == 0 else hundredths / 100


def said(**values: Any) -> Object:
    """The values that say something: OCDS wants no empty fields."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def address(root_relative: str) -> str:
    """The full address of one of our pages."""
    return absolute(root_relative, reads.site().base_url)


def documents(one: Plain) -> list[Object]:
    """The record's page, and the files published with it."""
    page = {
        "id": one.key,
        "documentType": NOTICES[one.section],
        "title": one.title,
        **said(description=one.summary),
        "url": address(one.url),
        "datePublished": moment(one.published),
        "format": "text/html",
        "language": LANGUAGE,
    }
    return [page, *(_attachment(one, item) for item in one.attachments)]


def _attachment(one: Plain, item: Plain) -> Object:
    return {
        "id": f"{one.key}/{item.file}",
        **said(documentType=ATTACHMENTS.get(item.kind)),
        "title": item.title,
        "url": address(one.url + quote(item.file)),
        "datePublished": moment(one.published),
        "format": media(item.file),
        "language": LANGUAGE,
    }


def party_id(party: Plain) -> str:
    """The id of an organisation: its credit code under the scheme of org-id.guide."""
    return f"{IDENTIFIER}-{party.uscc}"


def reference(party: Plain) -> Object:
    """An organisation as other objects name it."""
    return {"id": party_id(party), "name": party.title}


def known(section: str, id: str) -> Plain:
    """A record that the loader has checked to be there; LookupError if it is not."""
    found = reads.record(section, id)
    if found is None:
        raise LookupError(f"{section}/{id}")
    return found


@reads.read
def organisation(section: str, id: str) -> Object:
    """A purchaser, supplier or agency as a party, without roles."""
    one = known(section, id)
    contact = said(name=getattr(one, "contact", None), telephone=one.phone)
    return {
        "id": party_id(one),
        "name": one.title,
        "identifier": {
            "scheme": IDENTIFIER,
            "id": one.uscc,
            "legalName": one.title,
            "uri": address(one.url),
        },
        "address": {
            **said(streetAddress=one.address),
            "region": reads.title("regions", one.region),
            "countryName": "中国",
        },
        **({"contactPoint": contact} if contact else {}),
        "details": {
            "classifications": [{"scheme": f"x_{section}", "id": one.kind, "description": one.kind}]
        },
    }
