"""What is filled into feedgen's shapes arrives whole."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from portal.feeds import xml
from portal.feeds.xml import Format
from tests.feed_rules import ATOM

# Characters that XML may hold; the loader lets no others in.
texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\n"), min_size=1
)


SEAL = ("entry", "sha256", "root")


@given(title=texts, text=texts, address=texts)
def test_any_text_in_any_place_is_itself(title: str, text: str, address: str) -> None:
    values = {"title": title, "text": text, "html": text, "address": address}
    rest = dict.fromkeys(
        ("id", "section", "label", "other0", "words0", "entry", "sha256", "root"), "x"
    )
    files = {f"{name}0": "y" for name in ("file", "type", "name", "size")}
    filled = xml._escaped({**rest, **files, **values})
    day = xml._moments(*(datetime.datetime(2026, 3, day, tzinfo=datetime.UTC) for day in (2, 3)))

    atom = etree.fromstring(xml._entry_shape(Format.ATOM, 1, 1, SEAL).format_map(filled | day))
    rss = etree.fromstring(xml._entry_shape(Format.RSS, 1, 1, SEAL).format_map(filled | day))

    assert (atom.findtext("title"), atom.findtext("summary")) == (title, text)
    assert (rss.findtext("title"), rss.findtext("description")) == (title, text)
    assert rss.findtext("link") == address
    assert atom.findtext("published") == "2026-03-02T00:00:00+00:00"
    assert atom.findtext("updated") == "2026-03-03T00:00:00+00:00"
    assert rss.findtext("pubDate") == "Mon, 02 Mar 2026 00:00:00 +0000"
    assert rss.find(f"{ATOM}link").get("rel") == "related"
    assert dict(rss[-1].attrib) == {"entry": "x", "sha256": "x", "root": "x"}
    # In an attribute, a line break reads as a space.
    assert atom.find("link[@rel='alternate']").get("href") == address.replace("\n", " ")
