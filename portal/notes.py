"""What a site leaves out that readers and inspectors of government sites look for; no faults."""

from __future__ import annotations

from collections.abc import Iterator

from portal.models.site import Site

# 国办发〔2017〕47号 and the yearly inspections: what a footer should name.
EXPECTED = ("contact", "phone", "address", "icp", "police", "site_code", "mark", "errors")


def notes(site: Site) -> Iterator[str]:
    """One line for each field of the footer that is empty; none for a demonstration."""
    if site.demo:
        return
    for name in EXPECTED:
        if getattr(site, name) is None:
            label = Site.model_fields[name].title
            yield f"提示：site.yaml 没有写{label}（{name}），页脚不会显示这一项。"
