"""A site's logo is a picture of one of its own pages."""

from __future__ import annotations

import pytest

from portal.load import load
from portal.problems import ContentError
from tests.conftest import MakeApp
from tests.factories import Content
from tests.reading import page


@pytest.fixture
def about(content: Content) -> Content:
    """A page with a picture and a table beside it."""
    for name in ("logo.png", "table.csv"):
        content.attach(f"pages/{name}", "甲")
    attachments = [{"title": name, "file": name} for name in ("logo.png", "table.csv")]
    content.add("pages", "about", attachments=attachments)
    return content


def test_the_header_of_every_page_shows_it(about: Content, make_app: MakeApp) -> None:
    about.site(logo="about/logo.png")
    app = make_app()

    for address, source in (("/", "pages/about/logo.png"), ("/map/", "../pages/about/logo.png")):
        (image,) = page(app, address).xpath("//header//img")
        assert (image.get("src"), image.get("alt")) == (source, "")
    with app.test_client().get("/pages/about/logo.png") as answer:
        assert (answer.status_code, answer.mimetype) == (200, "image/png")


@pytest.mark.parametrize(
    ("logo", "reason"),
    [
        ("about/none.png", "没有标志图片"),
        ("logo.png", "没有标志图片"),
        ("about/table.csv", "不是图片"),
    ],
)
def test_what_is_no_picture_of_a_page_is_refused(about: Content, logo: str, reason: str) -> None:
    about.site(logo=logo)

    with pytest.raises(ContentError, match=reason):
        load(about.folder)
