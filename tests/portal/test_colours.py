"""The one colour that a site may choose stays readable."""

from __future__ import annotations

import pytest

from portal.colours import ENOUGH, GROUNDS, contrast
from portal.load import load
from portal.problems import ContentError
from tests.factories import Content


def test_contrast_is_as_wcag_defines_it() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#ffffff", "#767676"), 2) == 4.54
    assert contrast("#123456", "#123456") == 1


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
