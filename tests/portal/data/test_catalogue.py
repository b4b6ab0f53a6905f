"""The catalogue is true: of each file its size, date and digest, on pages, as DCAT, as a list of sums."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

import pytest
from flask import Flask

from portal.data.catalogue import datasets
from portal.sections import SECTIONS
from tests.conftest import MakeApp
from tests.factories import Content
from tests.reading import links, own, page, words

BASE = "https://test.example.org/gk"


@pytest.fixture
def app(purchase: Content, make_app: MakeApp) -> Flask:
    return make_app()


def bytes_of(app: Flask, address: str) -> bytes:
    with app.test_client().get(address) as answer:
        assert answer.status_code == 200, address
        data: bytes = answer.data
        return data


def catalog(app: Flask) -> Any:
    return json.loads(bytes_of(app, "/data/catalog.jsonld"))


def distributions(app: Flask) -> list[Any]:
    return [one for dataset in catalog(app)["dataset"] for one in dataset["distribution"]]


def test_every_dataset_is_on_the_page_with_its_number_of_records(app: Flask) -> None:
    tree = page(app, "/data/")
    for section in SECTIONS:
        (row,) = tree.xpath(f"//tr[@id='{section.name}']")
        assert words(row.find("th")) == section.title
    assert words(tree.xpath("//tr[@id='contracts']/td[1]")[0]) == "1"
    assert words(tree.xpath("//tr[@id='notices']/td[1]")[0]) == "0"


def test_a_format_stays_with_its_size_and_no_cell_is_empty(app: Flask) -> None:
    tree = page(app, "/data/")
    files = tree.xpath("//tr[@id='contracts']/td[3]/span/span[@class='figure']")

    assert [words(one.find("a")) for one in files] == ["XLSX", "CSV", "JSON"]
    assert all(re.fullmatch(r"\S+ [\d.]+ (字节|KB)", words(one)) for one in files)
    assert words(tree.xpath("//tr[@id='notices']/td[3]")[0]) == "无"
    assert not [one for one in tree.xpath("//tbody//td") if not words(one)]


def test_each_file_is_what_its_page_says(app: Flask) -> None:
    tree = page(app, "/data/contracts/")
    lines = tree.xpath("//section[@id='files']//tbody/tr")

    assert len(lines) == 6  # whole and one year, in three formats
    for line in lines:
        (address,) = own("/data/contracts/", links(line))
        data = bytes_of(app, address)
        assert hashlib.sha256(data).hexdigest() in words(line)
        assert words(line.xpath("td[2]")[0]) == "1"
        assert "2026年3月12日" in words(line)


def test_its_page_lists_its_fields_with_labels(app: Flask) -> None:
    tree = page(app, "/data/contracts/")
    fields = {
        words(line.find("th")): words(line)
        for line in tree.xpath("//section[@id='fields']//tr[td]")
    }
    assert fields["amount"] == "amount 合同金额 金额（元） 合同金额（元）"
    assert fields["supplier"] == "supplier 承接主体 记录编号 承接主体编号承接主体名称"


def test_licence_and_publisher_come_from_the_site(purchase: Content, make_app: MakeApp) -> None:
    purchase.site(
        licence="政府数据开放许可", licence_url="https://licence.example/", publisher="甲"
    )
    app = make_app()

    assert "政府数据开放许可" in words(page(app, "/data/"))
    assert {one["license"] for one in distributions(app)} == {"https://licence.example/"}
    assert catalog(app)["publisher"]["name"] == "甲"


def test_dcat_tells_the_truth_about_every_file(app: Flask) -> None:
    found = distributions(app)

    assert len(found) > 20
    for one in found:
        data = bytes_of(app, one["downloadURL"].removeprefix(BASE))
        assert int(one["byteSize"]) == len(data)
        assert one["checksum"]["checksumValue"] == hashlib.sha256(data).hexdigest()


def test_dcat_has_what_dcat_ap_requires(app: Flask) -> None:
    """Mandatory properties of DCAT-AP 3: of catalogue, datasets and distributions."""
    found = catalog(app)

    assert found["@type"] == "dcat:Catalog"
    assert {"title", "description", "publisher", "dataset"} <= found.keys()
    for dataset in found["dataset"]:
        assert dataset["@type"] == "dcat:Dataset"
        assert {"title", "description", "identifier", "modified"} <= dataset.keys()
        assert all("accessURL" in one for one in dataset["distribution"])
    used = {key for one in walk(found) for key in one if not key.startswith("@") and ":" not in key}
    assert used <= found["@context"].keys(), "a term without a meaning"


def walk(value: Any) -> list[Any]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    found = [one for item in inner for one in walk(item)]
    return [value, *found] if isinstance(value, dict) and "xsd" not in value else found


def test_the_list_of_sums_can_be_checked(app: Flask) -> None:
    lines = bytes_of(app, "/data/sha256sums.txt").decode().splitlines()

    assert lines == sorted(lines)
    named = {}
    for line in lines:
        sha256, address = line.split("  ")
        named[address] = sha256
        assert hashlib.sha256(bytes_of(app, f"/data/{address}")).hexdigest() == sha256
    with app.app_context():
        files = {file.address for one in datasets() for file in one.files}
    assert {f"/data/{name}" for name in named} >= files
    assert "archive.zip" in named


def test_lists_and_records_show_where_their_data_are(app: Flask) -> None:
    for address, wanted in [
        (
            "/contracts/",
            {"/data/contracts/all.csv", "/data/contracts/all.xlsx", "/data/contracts/"},
        ),
        ("/contracts/page/1/", {"/data/contracts/all.json"}),
        ("/contracts/contract/", {"/contracts/contract/record.json", "/data/contracts/"}),
        ("/policies/policy/", {"/policies/policy/record.json"}),
        ("/suppliers/supplier/", {"/suppliers/supplier/record.json"}),
        ("/", {"/data/"}),
    ]:
        seen = own(address, links(page(app, address).find(".//body")))
        assert wanted <= seen, address


def test_a_list_without_records_still_leads_to_its_description(app: Flask) -> None:
    seen = own("/notices/", links(page(app, "/notices/").find(".//main")))
    assert "/data/notices/" in seen
    assert "还没有记录" in words(page(app, "/data/notices/"))
