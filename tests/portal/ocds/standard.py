"""The OCDS 1.1.5 schema as a strict judge: errors, fields that nobody defined, codes that do not exist.

The schema lies beside the checkout (`../shared/ocds/`), not in it; where it is absent, tests skip.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from jsonschema import Draft4Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

from portal.settings import CHECKOUT

FILE = CHECKOUT.parent / "shared" / "ocds" / "standard-1__1__5.zip"
URI = "https://standard.open-contracting.org/schema/1__1__5/"
EXTENSIONS = Path(__file__).with_name("extensions.yaml")

needs_standard = pytest.mark.skipif(
    not FILE.is_file(), reason="the OCDS schema is not beside the checkout (../shared/ocds/)"
)
formats = FormatChecker()


@formats.checks("date-time", ValueError)
def _is_moment(value: object) -> bool:
    return not isinstance(value, str) or datetime.datetime.fromisoformat(value).tzinfo is not None


@formats.checks("uri", ValueError)
def _is_uri(value: object) -> bool:
    return not isinstance(value, str) or bool(urlsplit(value).scheme and urlsplit(value).netloc)


def read(name: str) -> Any:
    """A file of the standard's schema folder: a schema, or the rows of a codelist."""
    with zipfile.ZipFile(FILE) as standard:
        text = standard.read(f"standard-1__1__5/schema/{name}").decode()
    return json.loads(text) if name.endswith(".json") else list(csv.DictReader(io.StringIO(text)))


@cache
def release_schema() -> Any:
    """The release schema with the extensions merged in."""
    return _patched(read("release-schema.json"), yaml.safe_load(EXTENSIONS.read_text("utf-8")))


def _patched(schema: Any, patch: Any) -> Any:
    if not isinstance(patch, dict):
        return patch
    merged = dict(schema) if isinstance(schema, dict) else {}
    for name, value in patch.items():
        merged[name] = _patched(merged.get(name), value)
    return merged


def _closed(schema: Any) -> Any:
    """The schema with no room for fields that it does not define."""
    if isinstance(schema, list):
        return [_closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: _closed(value) for name, value in schema.items()}
    if isinstance(schema.get("properties"), dict) and "type" in schema:
        made.setdefault("additionalProperties", False)
    return made


@cache
def judge(name: str) -> Draft4Validator:
    """A strict validator of release or record packages."""
    own = read(f"{name}-package-schema.json")
    release = Resource.from_contents(_closed(release_schema()), default_specification=DRAFT4)
    registry: Registry[Any] = Registry().with_resource(f"{URI}release-schema.json", release)
    return Draft4Validator(_closed(own), registry=registry, format_checker=formats)


def faults(name: str, package: Any) -> list[str]:
    """Everything that is wrong with a package, with its place."""
    found = [
        f"{'/'.join(map(str, fault.absolute_path))}: {fault.message[:200]}"
        for fault in judge(name).iter_errors(package)
    ]
    return found + [f"{place}: empty" for place in _empty(package)]


def _empty(value: Any, place: str = "") -> Iterator[str]:
    if value in (None, "", [], {}):
        yield place
    items = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for name, inner in items:
        yield from _empty(inner, f"{place}/{name}")
