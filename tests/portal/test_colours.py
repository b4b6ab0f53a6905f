"""The one colour that a site may choose stays readable."""

from __future__ import annotations

from itertools import product

import pytest

from build.pages import pages
from portal.colours import ENOUGH, GROUNDS, contrast, shades
from portal.load import load
from portal.palette import COLOURS, Shades, rules
from portal.problems import ContentError
from tests.conftest import MakeApp
from tests.factories import Content
from tests.reading import page


def test_contrast_is_as_wcag_defines_it() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#ffffff", "#767676"), 2) == 4.54
    assert contrast("#123456", "#123456") == 1


TEXT, GRAPHICS = 4.5, 3
"""What WCAG 2.2 asks of text (1.4.3), and of what one must see to read or to use something (1.4.11)."""
WASHES = ("target", "soon-wash", "bad-wash", "demo-wash")
READABLE = (
    (("ink", "faint", "link"), ("paper", "wash", *WASHES), TEXT),
    (("brand", "chart", "open", "soon", "bad"), ("paper", "wash"), TEXT),
    (("ink", "link"), ("mark",), TEXT),
    *(
        ((name,), (f"{name}-wash",), TEXT)
        for name in ("open", "soon", "bad", "done", "demo", "foot")
    ),
    (("bad",), ("soon-wash",), TEXT),
    # What is filled with a colour carries the colour of paper.
    (("paper",), ("ink", "brand", "open", "bad"), TEXT),
    (("edge",), ("paper", "wash"), GRAPHICS),
    (("focus",), ("paper", "wash", "foot-wash", *WASHES), GRAPHICS),
)
"""(colours, what they stand on, least contrast), in every scheme."""
# Lines that part say nothing that the room around them does not; pictures of others bring their own colours.
ELSE = {"line", "plate"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_is_readable_on_its_grounds(scheme: str) -> None:
    weak = [
        (colour, ground)
        for colours, grounds, least in READABLE
        for colour, ground in product(colours, grounds)
        if contrast(*(getattr(COLOURS[name], scheme) for name in (colour, ground))) < least
    ]
    assert weak == []


def test_no_colour_is_left_out_of_that_table() -> None:
    judged = {name for colours, grounds, _ in READABLE for name in (*colours, *grounds)}
    assert judged | ELSE == set(COLOURS)


def test_paper_is_light_and_a_dark_screen_dark() -> None:
    light, dark, forced = rules({"ink": Shades("#111111", "#eeeeee", "CanvasText")}).splitlines()
    assert light == ":root { --ink: #111111; }"
    assert dark == "@media screen and (prefers-color-scheme: dark) { :root { --ink: #eeeeee; } }"
    assert forced == "@media (forced-colors: active) { :root { --ink: CanvasText; } }"


def test_browsers_are_told_both_grounds(make_app: MakeApp) -> None:
    tree = page(make_app(), "/")
    told = {
        one.get("media"): one.get("content") for one in tree.xpath("//meta[@name='theme-color']")
    }
    assert told == {
        f"(prefers-color-scheme: {scheme})": getattr(COLOURS["paper"], scheme)
        for scheme in ("light", "dark")
    }
    assert tree.xpath("string(//meta[@name='color-scheme']/@content)") == "light dark"


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
    light, dark, _ = app.test_client().get("/theme.css").text.splitlines()
    assert light == ":root { --brand: #0b4fa8; }"
    assert f"--brand: {shades('#0b4fa8').dark};" in dark
    with app.app_context():
        assert ("pages.theme", {}) in list(pages(app))


@pytest.mark.parametrize("brand", ["#0b4fa8", "#a61b1b", "#000000", "#00563f"])
def test_a_chosen_colour_is_readable_in_the_dark_too(brand: str) -> None:
    light, dark, _ = shades(brand)
    assert light == brand
    assert min(contrast(dark, COLOURS[ground].dark) for ground in ("paper", "wash")) >= TEXT
