"""One JSON per record: what the record says, with a digest that anybody can take again."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from flask import Flask

from portal import reads
from portal.sections import SECTIONS
from tests.conftest import MakeApp
from tests.factories import Content
from tests.reading import page

BASE = "https://test.example.org/gk/"


def record(app: Flask, address: str) -> Any:
    answer = app.test_client().get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    return json.loads(answer.text)


def test_a_record_says_what_its_file_says(purchase: Content, make_app: MakeApp) -> None:
    found = record(make_app(), "/contracts/contract/record.json")["record"]

    assert found["section"] == "contracts"
    assert (found["id"], found["amount"], found["signed"]) == ("contract", "48000.50", "2026-03-12")
    assert "scope" not in found
    assert "path" not in found


def test_it_names_its_page_its_schema_and_its_licence(purchase: Content, make_app: MakeApp) -> None:
    found = record(make_app(), "/contracts/contract/record.json")

    assert found["page"] == f"{BASE}contracts/contract/"
    assert found["self"] == f"{BASE}contracts/contract/record.json"
    assert found["schema"] == f"{BASE}data/contracts/schema.json"
    assert found["licence"].startswith("https://creativecommons.org/")
    assert (found["version"], found["publisher"], found["demo"]) == ("1", "测试单位", True)


def test_the_head_of_a_page_names_the_data_beside_it(purchase: Content, make_app: MakeApp) -> None:
    app = make_app()

    def named(address: str) -> list[str]:
        found = page(app, address).xpath("//head/link[@type='application/json']")
        assert {one.get("rel") for one in found} == {"alternate"}
        return [one.get("href") for one in found]

    assert named("/contracts/contract/") == ["../../contracts/contract/record.json"]
    assert named("/projects/project/") == [
        "../../projects/project/record.json",
        "../../projects/project/ocds.json",
    ]


def test_its_digest_is_taken_of_the_record_as_it_stands_in_the_file(demo: Flask) -> None:
    with demo.app_context():
        keys = [(one.name, row.id) for one in SECTIONS for row in reads.records(one.name)[:2]]
    for section, id in keys:
        text = demo.test_client().get(f"/{section}/{id}/record.json").text
        found = json.loads(text)
        said = json.dumps(
            found["record"], ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        assert hashlib.sha256(said.encode()).hexdigest() == found["sha256"]
        assert f'"record":{said}' in text


def test_an_attachment_has_its_own_digest(purchase: Content, make_app: MakeApp) -> None:
    app = make_app()
    (one,) = record(app, "/contracts/contract/record.json")["record"]["attachments"]

    with app.test_client().get(f"/contracts/contract/{one['file']}") as answer:
        assert one["sha256"] == hashlib.sha256(answer.data).hexdigest()
        assert one["size"] == len(answer.data)


def test_a_record_that_is_not_there_has_no_file(purchase: Content, make_app: MakeApp) -> None:
    assert make_app().test_client().get("/contracts/other/record.json").status_code == 404


def test_the_page_cites_the_digest_of_its_record(purchase: Content, make_app: MakeApp) -> None:
    app = make_app()
    found = record(app, "/contracts/contract/record.json")
    assert found["sha256"] in page(app, "/contracts/contract/").text_content()
