from __future__ import annotations

import datetime
from pathlib import Path

import click
import pytest

from portal.settings import CHECKOUT, ZONE, Settings

TODAY = {"PORTAL_TODAY": "2026-06-30"}


def test_without_a_word_the_portal_is_built_in_the_checkout() -> None:
    settings = Settings.read(TODAY)
    assert settings.content == CHECKOUT / "content"
    assert settings.site == CHECKOUT / "build" / "site"
    assert settings.state == CHECKOUT / "build" / "state"
    assert settings.today == datetime.date(2026, 6, 30)


def test_variables_say_where_things_are(tmp_path: Path) -> None:
    names = ("content", "site", "state")
    settings = Settings.read(
        TODAY | {f"PORTAL_{name.upper()}": str(tmp_path / name) for name in names}
    )
    assert [getattr(settings, name) for name in names] == [tmp_path / name for name in names]


def test_one_variable_names_the_folder_of_a_site_that_lies_beside_the_program(
    tmp_path: Path,
) -> None:
    settings = Settings.read(TODAY | {"PORTAL_HOME": str(tmp_path)})
    assert settings.content == tmp_path / "content"
    assert settings.site == tmp_path / "build" / "site"
    assert settings.state == tmp_path / "build" / "state"
    elsewhere = Settings.read(TODAY | {"PORTAL_HOME": str(tmp_path), "PORTAL_SITE": "/elsewhere"})
    assert elsewhere.site == Path("/elsewhere")


def test_an_option_wins_over_its_variable(tmp_path: Path) -> None:
    settings = Settings.read(
        TODAY | {"PORTAL_CONTENT": "elsewhere"}, content=str(tmp_path), today="2026-01-02"
    )
    assert settings.content == tmp_path
    assert settings.today == datetime.date(2026, 1, 2)


def test_an_option_that_was_not_given_or_a_variable_that_is_empty_changes_nothing() -> None:
    assert Settings.read(TODAY | {"PORTAL_SITE": ""}, content=None) == Settings.read(TODAY)


def test_folders_are_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert Settings.read(TODAY, site="out").site == tmp_path / "out"


def test_today_is_the_present_day_in_china() -> None:
    def in_china() -> datetime.date:
        return (datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=8)).date()

    before = in_china()
    assert before <= Settings.read({}).today <= in_china()
    assert ZONE.key == "Asia/Shanghai"


@pytest.mark.parametrize(
    "text", ["2026-3-2", "2026-02-30", "昨天", "02/03/2026", "2026-03-02T00", "20260302"]
)
def test_a_date_that_is_none_is_a_fault_of_usage(text: str) -> None:
    with pytest.raises(click.UsageError, match="写法不对，请写成 2026-03-02 的样子"):
        Settings.read({}, today=text)


@pytest.mark.parametrize("text", ["1899-12-31", "2101-01-01", "9999-12-31"])
def test_a_day_of_another_age_is_a_fault_of_usage(text: str) -> None:
    with pytest.raises(click.UsageError, match="请写 1900 到 2100 之间的年份"):
        Settings.read({}, today=text)
