"""The examples of the help page, tried as a new user would: copied from the page and run."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lxml.html
import openpyxl
import pytest

from portal.data.examples import examples
from tests.browser.serving import serving
from tests.build.command import run
from tests.factories import TODAY, Content
from tests.portal.data.conftest import Ask, bought

needs_shell = pytest.mark.skipif(
    not all(map(shutil.which, ("sh", "curl", "grep", "sha256sum"))),
    reason="the examples for a shell need sh, curl, grep and sha256sum",
)


@dataclass(frozen=True)
class Help:
    """The help page of a served site: its examples by name, and a folder to try them in."""

    codes: dict[str, str]
    folder: Path

    def shell(self, name: str) -> str:
        return self._run(["sh", "-e", "-c", self.codes[name]])

    def python(self, name: str) -> str:
        return self._run([sys.executable, "-W", "error", "-c", self.codes[name]])

    def _run(self, command: list[str]) -> str:
        done = subprocess.run(
            command, cwd=self.folder, capture_output=True, check=False, encoding="utf-8", timeout=30
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def help_page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Help]:
    """A site under a prefix on this machine, with two contracts of two years."""
    work = tmp_path_factory.mktemp("examples")
    content = bought(Content(work / "content").world())
    content.add(
        "contracts",
        "old",
        number="HT-0",
        signed="2025-03-12",
        published="2025-03-12",
        amount="1000",
    )
    site = work / "public" / "gk"
    site.parent.mkdir()
    with serving(site.parent) as root:
        content.site(base_url=f"{root}gk/", security="mailto:data@example.org", ledger="是")
        folders = ("--content", content.folder, "--site", site, "--state", work / "state")
        done = run(*folders, "--as-of", TODAY)
        assert done.exit_code == 0, done.output
        tree = lxml.html.parse(site / "data" / "api" / "index.html")
        codes = {
            heading.get("id").removeprefix("ex-"): heading.xpath("following::pre[1]/code")[0].text
            for heading in tree.xpath("//h3[starts-with(@id, 'ex-')]")
        }
        yield Help(codes, work)


def test_the_project_of_the_example_is_a_process(purchase: Content, ask: Ask) -> None:
    purchase.add("projects", "grant", number="JS-2026-002", form="项目补贴")
    purchase.add("contracts", "new", project="grant", number="HT-2", published="2026-06-20")

    (code,) = [one.code for one in ask(examples) if one.name == "ocds"]

    assert "/projects/project/ocds.json" in code


def test_each_example_has_a_test(help_page: Help) -> None:
    assert help_page.codes.keys() == {
        "download", "check", "sum", "digest", "ledger", "spreadsheet", "ocds",
    }  # fmt: skip


@needs_shell
def test_files_are_downloaded(help_page: Help) -> None:
    help_page.shell("download")
    assert (help_page.folder / "all.csv").read_bytes().startswith(b"\xef\xbb\xbf")


@needs_shell
def test_a_download_is_checked(help_page: Help) -> None:
    assert help_page.shell("check") == "contracts/all.csv: OK\n"


def test_contracts_are_added_up_by_supplier(help_page: Help) -> None:
    assert help_page.python("sum") == "supplier 49000.50\n"


def test_the_digest_of_a_record_is_checked(help_page: Help) -> None:
    assert help_page.python("digest") == "True\n"


def test_all_data_are_checked_against_the_ledger(help_page: Help) -> None:
    said = help_page.python("ledger")
    count = int(said.split()[0])
    assert said == f"{count} []\n"
    assert count > 5

    file = help_page.folder / "public" / "gk" / "data" / "contracts" / "2025.json"
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole.replace('"1000.00"', '"900.00"'), encoding="utf-8")
    assert help_page.python("ledger") == f"{count} ['contracts/old']\n"
    file.write_text(re.sub(r'"records": .*]', '"records": []', whole, flags=re.DOTALL), "utf-8")
    assert help_page.python("ledger") == f"{count - 1} ['contracts/old']\n"
    file.write_text(whole, encoding="utf-8")


def test_without_a_ledger_there_is_nothing_to_check_against(purchase: Content, ask: Ask) -> None:
    assert "ledger" not in {one.name for one in ask(examples)}


@needs_shell
def test_a_spreadsheet_adds_up_the_right_column(help_page: Help) -> None:
    help_page.shell("download")
    sheet: Any = openpyxl.load_workbook(help_page.folder / "all.xlsx").active
    found = re.fullmatch(r"=SUM\((\w+)2:\1\d+\)\n", help_page.codes["spreadsheet"])
    assert found
    cells = sheet[found[1]]
    assert cells[0].value == "合同金额（元）"
    assert sum(cell.value for cell in cells[1:]) == 49000.5


def test_the_open_contracting_record_of_a_project_is_read(help_page: Help) -> None:
    said = help_page.python("ocds")
    assert "2026-01-02 planning\n" in said
    assert "2026-03-12 contract\n" in said
    assert '"status": "complete"' in said
