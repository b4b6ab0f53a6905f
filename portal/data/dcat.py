"""The catalogue as DCAT-AP 3 in JSON-LD, for data portals that harvest it.

https://semiceu.github.io/DCAT-AP/releases/3.0.0/; the context stands inside, so that nothing has to
be fetched to read it, and a program may as well take it for plain JSON.
"""

from __future__ import annotations

import datetime
import json
from typing import Any

from portal import reads
from portal.addresses import absolute
from portal.data import catalogue, formats
from portal.data.catalogue import Dataset
from portal.data.exports import File
from portal.language import current, say

ADDRESS = f"{formats.HOME}catalog.jsonld"
MEDIA = "application/ld+json"
_AUTHORITY = "http://publications.europa.eu/resource/authority/"
_IANA = "https://www.iana.org/assignments/media-types/"
_NAMES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
CONTEXT: dict[str, Any] = {
    **_NAMES,
    "@language": "zh",
    "title": "dct:title",
    "description": "dct:description",
    "identifier": {"@id": "dct:identifier", "@language": None},
    "publisher": "dct:publisher",
    "contactPoint": "dcat:contactPoint",
    "language": {"@id": "dct:language", "@type": "@id"},
    "license": {"@id": "dct:license", "@type": "@id"},
    "issued": {"@id": "dct:issued", "@type": "xsd:date"},
    "modified": {"@id": "dct:modified", "@type": "xsd:date"},
    "homepage": {"@id": "foaf:homepage", "@type": "@id"},
    "landingPage": {"@id": "dcat:landingPage", "@type": "@id"},
    "conformsTo": {"@id": "dct:conformsTo", "@type": "@id"},
    "dataset": "dcat:dataset",
    "distribution": "dcat:distribution",
    "accessURL": {"@id": "dcat:accessURL", "@type": "@id"},
    "downloadURL": {"@id": "dcat:downloadURL", "@type": "@id"},
    "mediaType": {"@id": "dcat:mediaType", "@type": "@id"},
    "format": {"@id": "dct:format", "@type": "@id"},
    "byteSize": {"@id": "dcat:byteSize", "@type": "xsd:nonNegativeInteger"},
    "checksum": "spdx:checksum",
    "algorithm": {"@id": "spdx:algorithm", "@type": "@id"},
    "checksumValue": {"@id": "spdx:checksumValue", "@type": "xsd:hexBinary"},
    "name": "foaf:name",
}


def catalog() -> str:
    """The catalogue as text."""
    site = reads.site()
    found = [*catalogue.datasets()]
    bundle = catalogue.bundle()
    made = {
        "@context": {**CONTEXT, "@language": current().locale.language},
        "@id": _absolute(formats.HOME),
        "@type": "dcat:Catalog",
        "title": say("{title}数据目录", title=site.title),
        "description": site.description,
        "publisher": _publisher(),
        "license": site.licence_url,
        "language": _language(),
        "homepage": _absolute("/"),
        "issued": site.opened.isoformat(),
        "modified": bundle.changed.isoformat(),
        "dataset": [_dataset(one) for one in found if one.files] + [_whole(bundle)],
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _absolute(address: str) -> str:
    return absolute(address, reads.site().base_url)


def _language() -> str:
    return f"{_AUTHORITY}language/ZHO"


def _publisher() -> dict[str, Any]:
    site = reads.site()
    made = {"@type": "foaf:Organization", "name": site.publisher}
    return {**made, "homepage": site.publisher_url} if site.publisher_url else made


def _contact() -> dict[str, Any]:
    site = reads.site()
    said = say("marks.clause").join(
        one for one in (site.contact, site.data_contact or site.phone) if one
    )
    return {"contactPoint": {"@type": "vcard:Organization", "vcard:fn": said}} if said else {}


def _dataset(one: Dataset) -> dict[str, Any]:
    made = _described(one.address, one.name, one.title, one.about, one.changed)
    conforms = {"conformsTo": _absolute(one.schema)} if one.schema else {}
    return {
        **made,
        "landingPage": _absolute(one.landing),
        **conforms,
        "distribution": [_distribution(file, one.title) for file in one.files],
    }


def _whole(bundle: File) -> dict[str, Any]:
    title = say("data.everything")
    about = say("全部公开内容的源文件，可以据此重新生成整个网站。")
    made = _described(bundle.address, "archive", title, about, bundle.changed)
    return {**made, "distribution": [_distribution(bundle, title)]}


def _described(
    address: str, name: str, title: str, about: str, changed: datetime.date | None
) -> dict[str, Any]:
    return {
        "@id": _absolute(address) + "#dataset",
        "@type": "dcat:Dataset",
        "identifier": f"tag:{reads.site().feed_authority}:data/{name}",
        "title": title,
        "description": about,
        "publisher": _publisher(),
        **_contact(),
        "language": _language(),
        "modified": (changed or reads.site().opened).isoformat(),
    }


def _distribution(file: File, title: str) -> dict[str, Any]:
    address = _absolute(file.address)
    part = "" if file.part == "all" else f" {file.part}"
    return {
        "@id": f"{address}#file",
        "@type": "dcat:Distribution",
        "title": say("{title}（{format}）", title=title + part, format=file.format.title),
        "accessURL": address,
        "downloadURL": address,
        "mediaType": _IANA + file.format.media,
        "format": f"{_AUTHORITY}file-type/{file.format.file_type}",
        "license": reads.site().licence_url,
        "byteSize": str(file.size),
        "modified": file.changed.isoformat(),
        "checksum": {
            "@type": "spdx:Checksum",
            "algorithm": "http://spdx.org/rdf/terms#checksumAlgorithm_sha256",
            "checksumValue": file.sha256,
        },
    }
