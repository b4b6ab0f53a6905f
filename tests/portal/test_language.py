"""What the interface says, in the language of its site."""

from __future__ import annotations

import datetime
import re

import flask_babel
import pytest
from babel.messages.catalog import Catalog

from portal import display, language
from portal.language import listed, say
from portal.sections import BY_NAME
from portal.window import StartRule, Workdays
from tests import catalogue
from tests.conftest import MakeApp
from tests.factories import Content
from tests.reading import page, words

DAY = datetime.date(2026, 3, 5)
GAP = re.compile(r"[{<](\w+)[^}>]*[}>]")
CATALOGUES = {
    name: catalogue.read(language.file(name).read_text(encoding="utf-8"))
    for name in language.found()
}


def test_without_a_site_the_interface_is_chinese() -> None:
    assert say("search.button") == "检索"
    assert say("没有译文的话") == "没有译文的话"
    assert say("{name}假期", name="春节") == "春节假期"
    assert listed(["甲", "乙"]) == "甲、乙"


def test_each_site_has_its_own_language(content: Content, make_app: MakeApp) -> None:
    chinese = make_app()
    content.site(language="en")
    english = make_app()

    for app, button, title in (
        (chinese, "检索", "购买公告"),
        (english, "Search", "Tender notices"),
        (chinese, "检索", "购买公告"),
    ):
        with app.test_request_context():
            app.preprocess_request()
            assert (say("search.button"), BY_NAME["announcements"].title) == (button, title)
            # Extensions that ask Flask-Babel are told the same.
            assert flask_babel.gettext("search.button") == button
            assert str(flask_babel.get_locale()) == language.of(app).name
        assert title in words(page(app, "/"))


def test_days_and_money_are_written_as_the_language_does(
    content: Content, make_app: MakeApp
) -> None:
    content.site(language="en")
    with make_app().app_context():
        assert display.day(DAY) == "5 March 2026"
        assert display.weekday(DAY) == "Thursday"
        assert display.amount(8_650_050) == "CNY 86,500.50"
        assert display.in_wan(999_999_999_99) == ""
        assert display.amount(1_200_000_000_00) + display.in_wan(1_200_000_000_00) == (
            "CNY 1,200,000,000 (CNY 1.2 billion)"
        )
        window = Workdays().window(datetime.date(2026, 4, 30), 1, StartRule.NEXT_DAY)
        assert [one.reason for one in window.days[:2]] == [
            "Day of publication, not counted",
            "Holiday: Labour Day",
        ]


def test_values_of_closed_lists_are_said_and_others_stay_as_written(
    world: Content, make_app: MakeApp
) -> None:
    world.site(language="en")
    world.add("projects", "project", method="公开招标", beneficiaries="公开招标的职工")
    text = words(page(make_app(), "/projects/project/"))

    assert "Open tender" in text
    assert text.count("公开招标") == text.count("公开招标的职工") > 0
    assert "购买方式" not in text


def test_there_are_chinese_and_english() -> None:
    assert {"zh_Hans", "en"} <= CATALOGUES.keys()
    assert language.CHINESE == "zh_Hans"


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_catalogue_is_complete_and_in_order(name: str) -> None:
    """`python -m tests.catalogue` puts it right, and lists what is left to say."""
    messages = CATALOGUES[name]

    assert messages.keys() == CATALOGUES[language.CHINESE].keys()
    assert [key for key, text in messages.items() if not text] == []
    assert language.file(name).read_bytes() == catalogue.tidied()[language.file(name)]


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_gap_of_a_message_is_kept(name: str) -> None:
    for key, text in CATALOGUES[name].items():
        chinese = CATALOGUES[language.CHINESE][key]
        gaps = set(GAP.findall(text))
        assert gaps == set(GAP.findall(chinese)), key
        assert catalogue.KEY.fullmatch(key[1]) or gaps == set(GAP.findall(key[1])), key


def test_every_message_is_said_somewhere() -> None:
    said = catalogue.said() | catalogue.named() | catalogue.texts()
    unused = [
        id
        for _, id in CATALOGUES["en"]
        if id not in said and f"section\x04{id}" not in said and not catalogue.KEY.fullmatch(id)
    ]

    assert unused == []


def test_both_sides_of_a_conflict_are_kept() -> None:
    text = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "甲"\nmsgstr "a"\n\n<<<<<<< HEAD\nmsgid "乙"\nmsgstr "b"\n=======\n'
        'msgid "丙"\nmsgstr "c"\n>>>>>>> other\n\nmsgid "丁"\nmsgstr "d"\n'
    )
    messages = catalogue.read(text)

    assert messages == {("", "甲"): "a", ("", "乙"): "b", ("", "丙"): "c", ("", "丁"): "d"}
    assert catalogue.read(catalogue.written("en", messages).decode()) == messages


def test_another_language_has_its_own_days_numbers_and_direction() -> None:
    german = language.Language("de", Catalog())
    assert german.figures("1,234.5") == "1.234,5"
    assert german.day(DAY, "d. MMMM y") == "5. März 2026"
    assert german.direction == "ltr"
    assert language.Language("ug", Catalog()).direction == "rtl"
