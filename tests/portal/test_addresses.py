"""Links that are right wherever the site stands."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from portal.addresses import absolute, relative, rooted

ROOT = "https://host.example/some/prefix"
segments = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*|%E5%85%AC|a%20b", fullmatch=True)
folders = st.lists(segments, max_size=4).map(lambda parts: "/" + "".join(f"{p}/" for p in parts))
files = st.builds(lambda folder, name: f"{folder}{name}.xml", folders, segments)
pages = folders | files
endings = st.sampled_from(["", "#art-1", "?q=%E5%85%AC", "?q=a&page=2#main"])


@given(address=pages, ending=endings, page=pages)
def test_a_relative_link_joined_to_its_page_is_the_target(
    address: str, ending: str, page: str
) -> None:
    link = relative(address + ending, page, folder=False)

    assert not link.startswith("/")
    assert urljoin(ROOT + page, link) == ROOT + address + ending


@given(address=pages, ending=endings, page=pages)
def test_a_frozen_link_names_the_file(address: str, ending: str, page: str) -> None:
    link = relative(address + ending, page, folder=True)
    file = page + "index.html" if page.endswith("/") else page

    joined = urljoin(ROOT + file, link)
    target = address + "index.html" if address.endswith("/") else address

    assert joined == ROOT + target + ending
    assert not urlsplit(joined).path.endswith("/")


def test_links_are_as_short_as_a_person_would_write_them() -> None:
    assert relative("/", "/", folder=False) == "./"
    assert relative("/static/a.css", "/", folder=False) == "static/a.css"
    assert relative("/plans/", "/plans/a/", folder=False) == "../"
    assert relative("/plans/b/#line-1", "/plans/a/", folder=True) == "../b/index.html#line-1"


def test_a_page_shown_at_any_depth_links_from_the_root_of_the_host() -> None:
    assert rooted("/plans/", "https://host.example/gk/") == "/gk/plans/"
    assert rooted("/", "https://host.example/") == "/"


def test_an_absolute_address_stands_below_the_site() -> None:
    assert absolute("/plans/a/", "https://host.example/gk/") == "https://host.example/gk/plans/a/"
    assert absolute("/", "https://host.example/gk/") == "https://host.example/gk/"
