"""The one colour that a site may choose stays readable."""

from __future__ import annotations

import re

import pytest

from build.pages import pages
from portal.colours import ENOUGH, GROUNDS, contrast
from portal.load import load
from portal.problems import ContentError
from portal.style import sheet
from tests.conftest import MakeApp
from tests.factories import Content


def test_contrast_is_as_wcag_defines_it() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#ffffff", "#767676"), 2) == 4.54
    assert contrast("#123456", "#123456") == 1


def test_every_colour_that_carries_text_or_a_bar_is_readable_on_its_ground() -> None:
    css = sheet()
    tokens = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6}|#[0-9a-f]{3});", css))
    full = {
        name: "#" + "".join(c * 2 for c in it[1:]) if len(it) == 4 else it
        for name, it in tokens.items()
    }
    pairs = [
        *((name, ground) for name in ("ink", "faint", "brand", "link", "chart", "open", "soon", "bad")
          for ground in ("paper", "wash")),
        ("open", "open-wash"), ("soon", "soon-wash"), ("bad", "bad-wash"), ("ink", "done-wash"),
    ]  # fmt: skip
    weak = [(a, b) for a, b in pairs if contrast(full[a], full[b]) < ENOUGH]
    assert weak == []


def test_a_dark_colour_is_taken(content: Content) -> None:
    content.site(brand="#0B4FA8")
    assert load(content.folder).site.brand == "#0b4fa8"
    assert min(contrast("#0b4fa8", ground) for ground in GROUNDS) >= ENOUGH


@pytest.mark.parametrize(
    ("brand", "reason"),
    [("#ff8800", "颜色「#ff8800」太浅：与底色的对比只有 2.2"), ("red", "「red」不是颜色")],
)
def test_a_colour_that_cannot_be_read_is_refused(content: Content, brand: str, reason: str) -> None:
    content.site(brand=brand)
    with pytest.raises(ContentError) as caught:
        load(content.folder)
    assert reason in str(caught.value)


def test_a_chosen_colour_has_a_style_sheet_of_its_own(content: Content, make_app: MakeApp) -> None:
    plain = make_app()
    assert "theme.css" not in plain.test_client().get("/").text
    assert plain.test_client().get("/theme.css").status_code == 404

    content.site(brand="#0b4fa8")
    app = make_app()

    assert "theme.css" in app.test_client().get("/").text
    assert app.test_client().get("/theme.css").text == ":root { --brand: #0b4fa8; }\n"
    with app.app_context():
        assert ("pages.theme", {}) in list(pages(app))
