"""The same records as a Hugo site, with the simplest honest templates: what we compare ourselves with.

Layout with header, menu and footer; a record's page with the table of its fields and its text; lists
of twenty; a page for each purchaser; RSS for the site and each section. No search, no open data, no
rules, no ledger: Hugo makes fewer pages of the same records, so pages per second are compared.
"""

from __future__ import annotations

import json
from pathlib import Path

from portal.load.yaml import parse_yaml

_CONFIG = """\
baseURL = "https://test.example.org/"
title = "测试网"
languageCode = "zh-CN"
disableKinds = ["404"]
[pagination]
pagerSize = 20
[taxonomies]
purchaser = "purchasers"
"""
_BASE = """\
<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{{ .Title }} - {{ site.Title }}</title>
<meta name="viewport" content="width=device-width">
<link rel="canonical" href="{{ .Permalink }}">
{{ with .OutputFormats.Get "rss" }}<link rel="alternate" type="application/rss+xml" href="{{ .Permalink }}">{{ end }}
</head><body>
<header><a href="{{ "/" | relURL }}">{{ site.Title }}</a>
<nav>{{ partialCached "sections.html" . }}</nav></header>
<main>{{ block "main" . }}{{ end }}</main>
<footer>{{ partialCached "sections.html" . }}</footer>
</body></html>
"""
# Said once a build, as any Hugo theme would: asked on each page it takes three quarters of the time.
_SECTIONS = """\
<ul>{{ range site.Sections }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>
"""
_SINGLE = """\
{{ define "main" }}<article><h1>{{ .Title }}</h1><p><time>{{ .Date.Format "2006-01-02" }}</time></p>
<dl>{{ range $name, $value := .Params.fields }}<dt>{{ $name }}</dt><dd>{{ $value }}</dd>{{ end }}</dl>
{{ .Content }}</article>{{ end }}
"""
_LIST = """\
{{ define "main" }}<h1>{{ .Title }}</h1>
<table>{{ range .Paginator.Pages }}<tr><th><a href="{{ .RelPermalink }}">{{ .Title }}</a></th>
<td>{{ .Params.fields.project }}</td><td>{{ .Params.fields.amount }}</td><td>{{ .Date.Format "2006-01-02" }}</td></tr>{{ end }}</table>
{{ template "_internal/pagination.html" . }}{{ end }}
"""


def write(content: Path, folder: Path) -> None:
    """A Hugo site in `folder` with every record of one of our content folders."""
    files = {
        "hugo.toml": _CONFIG,
        "layouts/_default/baseof.html": _BASE,
        "layouts/_partials/sections.html": _SECTIONS,
        "layouts/_default/single.html": _SINGLE,
        "layouts/_default/list.html": _LIST,
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    for path in sorted(content.rglob("*.md")):
        _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
        data = parse_yaml(head, path.name).data
        fields = {name: value for name, value in data.items() if isinstance(value, str)}
        front = {"title": data["title"], "date": data["published"], "fields": fields}
        if isinstance(purchasers := data.get("purchasers"), list):
            front["purchasers"] = purchasers
        section = path.relative_to(content).parts[0]
        file = folder / "content" / section / path.name
        file.parent.mkdir(parents=True, exist_ok=True)
        written = json.dumps(front, ensure_ascii=False)
        file.write_text(f"{written}\n{body}", encoding="utf-8")
