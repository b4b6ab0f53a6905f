"""sitemap.xml and robots.txt, for machines that look for pages."""

from __future__ import annotations

import datetime
from xml.sax.saxutils import escape

from portal import reads
from portal.addresses import absolute
from portal.oversight.pages import HOME, PAGES
from portal.sections import SECTIONS


def sitemap() -> str:
    """All pages, lists and records with the day their content was published (sitemaps.org 0.9)."""
    base = reads.site().base_url
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        _entry(absolute("/", base), None),
        _entry(absolute("/map/", base), None),
        _entry(absolute("/charts/", base), None),
        _entry(absolute(HOME, base), None),
        *(_entry(absolute(page.address, base), None) for page in PAGES),
    ]
    for section in SECTIONS:
        records = reads.records(section.name)
        newest = records[-1].published if records else None
        lines.append(_entry(absolute(section.address, base), newest))
        lines += [_entry(absolute(one.url, base), one.published) for one in records]
    return "\n".join([*lines, "</urlset>", ""])


def _entry(address: str, changed: datetime.date | None) -> str:
    last = f"<lastmod>{changed.isoformat()}</lastmod>" if changed else ""
    return f"<url><loc>{escape(address)}</loc>{last}</url>"


def robots() -> str:
    """Everything may be read; a demonstration should not turn up in search engines."""
    site = reads.site()
    rule = "Disallow: /" if site.demo else "Allow: /"
    return f"User-agent: *\n{rule}\nSitemap: {absolute('/sitemap.xml', site.base_url)}\n"
