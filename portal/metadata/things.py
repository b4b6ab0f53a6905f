"""Which thing of schema.org a record is, and its public window as an event."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from portal import reads
from portal.addresses import absolute
from portal.language import say
from portal.metadata.source import buyers, revision
from portal.models.parties import PurchaserKind, SupplierKind
from portal.plain import Plain
from portal.status import called_off, status

Node = dict[str, Any]
# Windows: section → first and last day, and what one can do in it.
_WINDOWS = {
    "announcements": ("opens", "closes", "申报：{title}"),
    "publicity": ("published", "until", "公示：{title}"),
    "single-sources": ("published", "until", "公示：{title}"),
}
_NGO = {SupplierKind.ASSOCIATION, SupplierKind.SERVICE, SupplierKind.FOUNDATION}


def thing(record: Plain) -> Node:
    """The record as schema.org knows it: a party, a region, a law, else a document."""
    base = reads.site().base_url
    node: Node = {"@id": f"{absolute(record.url, base)}#it", "url": absolute(record.url, base)}
    node |= {"name": record.title, **_THINGS.get(record.section, _document)(record)}
    return {name: value for name, value in node.items() if value not in (None, "", [])}


def publisher(*, whole: bool = False) -> Node:
    """The body that runs the portal; whole: with its contacts."""
    site = reads.site()
    node: Node = {
        "@type": "GovernmentOrganization",
        "@id": f"{site.base_url}#publisher",
        "name": site.publisher,
    }
    if whole:
        contacts = {
            "url": site.publisher_url or site.base_url,
            "telephone": site.phone,
            "address": site.address,
            "identifier": site.publisher_code and _code("USCC", site.publisher_code),
        }
        node |= {name: value for name, value in contacts.items() if value}
    return node


def _code(scheme: str, value: str) -> Node:
    return {"@type": "PropertyValue", "propertyID": scheme, "value": value}


def window(record: Plain) -> Node | None:
    """The days in which one may apply or object, as an event; both days belong to it."""
    if record.section not in _WINDOWS:
        return None
    base = reads.site().base_url
    first, last, words = _WINDOWS[record.section]
    address = absolute(record.url, base)
    off = called_off(record, getattr(record, last))
    return {
        "@type": "Event",
        "@id": f"{address}#window",
        "name": say(words, title=record.title),
        "startDate": getattr(record, first).isoformat(),
        "endDate": getattr(record, last).isoformat(),
        "eventStatus": f"https://schema.org/{'EventCancelled' if off else 'EventScheduled'}",
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "location": {"@type": "VirtualLocation", "url": address},
        "organizer": [
            {
                "@type": "Organization",
                "name": reads.title("purchasers", id),
                "url": absolute(f"/purchasers/{id}/", base),
            }
            for id in buyers(record)
        ],
    }


def _document(record: Plain) -> Node:
    base = reads.site().base_url
    project = getattr(record, "project", None)
    corrected = getattr(record, "corrects", None)
    return {
        "@type": "DigitalDocument",
        "publisher": publisher(),
        "datePublished": record.published.isoformat(),
        "dateModified": revision(record),
        "inLanguage": "zh-CN",
        "isPartOf": project
        and {
            "@type": "CreativeWork",
            "name": reads.title("projects", project),
            "url": absolute(f"/projects/{project}/", base),
        },
        "isBasedOn": corrected and absolute(f"/{corrected.partition('#')[0]}/", base),
    }


def _law(record: Plain) -> Node:
    now = status(record)
    repealed = now is not None and now.tone == "bad"
    return {
        "@type": "Legislation",
        "sdPublisher": publisher(),
        "inLanguage": "zh-CN",
        "legislationIdentifier": record.number,
        "legislationType": record.kind,
        "legislationDate": record.signed and record.signed.isoformat(),
        "legislationPassedBy": [{"@type": "Organization", "name": one} for one in record.issuers],
        "legislationJurisdiction": _region(record.region),
        "legislationLegalForce": f"https://schema.org/{'NotInForce' if repealed else 'InForce'}",
    }


def _purchaser(record: Plain) -> Node:
    government = record.kind == PurchaserKind.GOVERNMENT.value
    return _party(record, "GovernmentOrganization" if government else "Organization")


def _supplier(record: Plain) -> Node:
    return _party(record, "NGO" if record.kind in _NGO else "Organization")


def _party(record: Plain, kind: str = "Organization") -> Node:
    return {
        "@type": kind,
        "identifier": _code("USCC", record.uscc),
        "address": record.address,
        "telephone": record.phone,
        "areaServed": _region(record.region),
    }


def _place(record: Plain) -> Node:
    return {"@type": "AdministrativeArea", "identifier": _code("GB/T 2260", record.id)}


def _region(id: str) -> Node:
    return {"@type": "AdministrativeArea", "name": reads.title("regions", id)}


_THINGS: dict[str, Callable[[Plain], Node]] = {
    "policies": _law,
    "purchasers": _purchaser,
    "suppliers": _supplier,
    "agencies": _party,
    "regions": _place,
}
