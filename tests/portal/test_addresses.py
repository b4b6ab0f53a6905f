"""Links that are right wherever the site stands."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from portal.addresses import absolute, below, root, up

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
    link = below(up(page), address + ending, folder=False)

    assert not link.startswith("/")
    assert urljoin(ROOT + page, link) == ROOT + address + ending


@given(address=pages, ending=endings, page=pages)
def test_a_frozen_link_names_the_file(address: str, ending: str, page: str) -> None:
    link = below(up(page), address + ending, folder=True)
    file = page + "index.html" if page.endswith("/") else page

    joined = urljoin(ROOT + file, link)
    target = address + "index.html" if address.endswith("/") else address

    assert joined == ROOT + target + ending
    assert not urlsplit(joined).path.endswith("/")


def test_links_lead_over_the_root_so_that_pages_of_one_depth_share_them() -> None:
    assert below(up("/"), "/", folder=False) == "./"
    assert below(up("/"), "/static/a.css", folder=False) == "static/a.css"
    assert below(up("/plans/a/"), "/plans/", folder=False) == "../../plans/"
    assert below(up("/plans/feed.xml"), "/plans/b/#x", folder=True) == "../plans/b/index.html#x"


def test_a_page_shown_at_any_depth_links_from_the_root_of_the_host() -> None:
    assert below(root("https://host.example/gk/"), "/plans/", folder=False) == "/gk/plans/"
    assert below(root("https://host.example/"), "/", folder=False) == "/"


def test_an_absolute_address_stands_below_the_site() -> None:
    assert absolute("/plans/a/", "https://host.example/gk/") == "https://host.example/gk/plans/a/"
    assert absolute("/", "https://host.example/gk/") == "https://host.example/gk/"
