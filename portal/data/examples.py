"""How a new user starts: small programs with this site's own addresses, which the tests run."""

from __future__ import annotations

from dataclasses import dataclass

from portal import reads
from portal.addresses import absolute
from portal.data import dcat, formats
from portal.data.columns import columns
from portal.data.parts import first
from portal.data.workbook import letters
from portal.language import say
from portal.ledger.questions import kept
from portal.ocds import packages
from portal.ocds.releases import is_process

# The section that the examples are about: it holds money, so there is something to add up.
SECTION = "contracts"
_AMOUNT = "amount"


@dataclass(frozen=True)
class Example:
    """One example. name: its anchor and its word; language: «sh», «python» or «formula»."""

    name: str
    language: str
    code: str


_CODE = {
    ("download", "sh"): """\
curl -fsSO {home}{section}/{part}.csv
curl -fsSO {home}{section}/{part}.xlsx
""",
    ("check", "sh"): """\
mkdir -p {section} && cd {section} && curl -fsSO {home}{section}/{part}.csv && cd ..
curl -fsS {home}sha256sums.txt | grep ' {section}/{part}.csv$' | sha256sum -c
""",
    ("sum", "python"): """\
import json
from collections import Counter
from decimal import Decimal
from urllib.request import urlopen


def read(address):
    with urlopen(address) as answer:
        return json.load(answer)


catalog = read("{catalog}")
dataset = next(one for one in catalog["dataset"] if one["@id"].endswith("/{section}/#dataset"))
totals = Counter()
for file in dataset["distribution"]:
    address = file["downloadURL"]
    if address.endswith(".json") and not address.endswith("/all.json"):  # {years}
        for one in read(address)["records"]:
            totals[one["record"]["supplier"]] += Decimal(one["record"]["amount"])
for supplier, amount in totals.most_common():
    print(supplier, amount)
""",
    ("digest", "python"): """\
import hashlib
import json
from urllib.request import urlopen

with urlopen("{record}") as answer:
    found = json.load(answer)
text = json.dumps(found["record"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
print(hashlib.sha256(text.encode()).hexdigest() == found["sha256"])
""",
    ("ledger", "python"): """\
import hashlib
import json
import re
from urllib.request import urlopen


def read(address):
    with urlopen(address) as answer:
        return answer.read().decode()


logged = {{}}
for number in range(-(-int(read("{ledger}checkpoint").split("\\n")[1]) // 256)):
    text = read(f"{ledger}entries/{{number}}.js")
    for entry in json.loads(text[text.index("[") : text.rindex("]") + 1]):
        logged[entry["record"]] = entry.get("sha256")
public = {{}}
for dataset in json.loads(read("{catalog}"))["dataset"]:
    for address in (file["downloadURL"] for file in dataset["distribution"]):
        if re.search(r"/data/[a-z-]+/[0-9]+\\.json$", address):  # {years}
            for record in (one["record"] for one in json.loads(read(address))["records"]):
                text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
                key = record["section"] + "/" + record["id"]
                public[key] = hashlib.sha256(text.encode()).hexdigest()
wrong = [key for key in {{**logged, **public}} if public.get(key) != logged.get(key)]
print(len(public), wrong)
""",
    ("spreadsheet", "formula"): """\
=SUM({column}2:{column}{last})
""",
    ("ocds", "python"): """\
import json
from urllib.request import urlopen

with urlopen("{ocds}") as answer:
    record = json.load(answer)["records"][0]
for release in record["releases"]:
    print(release["date"][:10], " ".join(release["tag"]))
print(json.dumps(record["compiledRelease"]["tender"], ensure_ascii=False, indent=1))
""",
}


def examples() -> list[Example]:
    """The examples in the order in which a new user needs them."""
    base = reads.site().base_url
    newest = reads.newest((SECTION,), 1)
    # The newest contract may be of a project that was never announced, and so is no process.
    named = [one.project for one in newest if is_process(one.project)]
    project = (*packages.processes(), *named)[-1:]
    values = {
        "home": absolute(formats.HOME, base),
        "section": SECTION,
        "part": first(SECTION) or "all",
        "ledger": absolute("/ledger/", base),
        "catalog": absolute(dcat.ADDRESS, base),
        "record": absolute(formats.record(SECTION, newest[0].id if newest else "id"), base),
        "ocds": absolute(packages.project_address(project[0] if project else "project"), base),
        "column": _letter(_AMOUNT),
        "years": say("按年份的文件"),
        "last": 1_048_576,
    }
    return [
        Example(name, language, code.format(**values))
        for (name, language), code in _CODE.items()
        if name != "ledger" or kept()
    ]


def _letter(name: str) -> str:
    """The letter of a field's column in the workbook."""
    place = [column.field.name for column in columns(SECTION)].index(name)
    return letters(place)
