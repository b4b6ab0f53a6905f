"""The formats that sections are published in: the one table that addresses and pages follow."""

from __future__ import annotations

from dataclasses import dataclass

# Of the shape of the files; `changes` says what may change without a new one.
VERSION = "1"
HOME = "/data/"
# The pages that say how to use the data, and what changed in their shape.
API = f"{HOME}api/"
CHANGES = f"{HOME}changes/"
# Of open contracting data.
OCDS = f"{HOME}ocds/"
RECORD = "record.json"


@dataclass(frozen=True)
class Format:
    """One format. ending: of its files; media: its media type; file_type: the EU's name for it."""

    ending: str
    title: str
    media: str
    file_type: str


JSON = Format("json", "JSON", "application/json", "JSON")
CSV = Format("csv", "CSV", "text/csv", "CSV")
XLSX = Format(
    "xlsx",
    "XLSX",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "XLSX",
)
# What a person opens comes first.
FORMATS = (XLSX, CSV, JSON)
BY_ENDING = {one.ending: one for one in FORMATS}


def home(section: str) -> str:
    """Address of the page that describes a section's data."""
    return f"{HOME}{section}/"


def file(section: str, part: str, format: Format) -> str:
    """Address of a section's file: «all» or a year, in one format."""
    return f"{HOME}{section}/{part}.{format.ending}"


def schema(section: str) -> str:
    """Address of the JSON Schema of a section's records."""
    return f"{HOME}{section}/schema.json"


def record(section: str, id: str) -> str:
    """Address of one record's JSON, beside its page."""
    return f"/{section}/{id}/{RECORD}"


# The addresses that the help page explains, and the word that says what is there.
ADDRESSES = {
    f"{HOME}catalog.jsonld": "at_catalog",
    f"{HOME}sha256sums.txt": "at_sums",
    f"{HOME}contracts/2026.csv": "at_part",
    f"{HOME}contracts/all.csv": "at_all",
    f"{HOME}contracts/schema.json": "at_schema",
    f"/contracts/…/{RECORD}": "at_record",
    f"{OCDS}releases/2026/1.json": "at_releases",
    f"{OCDS}records/2026/1.json": "at_processes",
    "/projects/…/ocds.json": "at_process",
    f"{HOME}archive.zip": "at_archive",
}
