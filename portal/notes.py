"""What a site leaves out that readers, inspectors of government sites or figures look for; no faults."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portal.load import Loaded
from portal.models.parties import Region
from portal.models.site import Site

# Codes of divisions (GB/T 2260), and of townships and villages below them (GB/T 10114), are found by
# how they begin.
_CODE = re.compile(r"\d{6}(?:\d{3}){0,2}")
# 国办发〔2017〕47号 and the yearly inspections: what a footer should name.
EXPECTED = ("contact", "phone", "address", "icp", "police", "site_code", "mark", "errors")


def notes(loaded: Loaded) -> Iterator[str]:
    """One line for each empty field of the footer and each region without a code; none for a demonstration."""
    site = loaded.site
    if site.demo:
        return
    for name in EXPECTED:
        if getattr(site, name) is None:
            label = Site.model_fields[name].title
            yield f"提示：site.yaml 没有写{label}（{name}），页脚不会显示这一项。"
    for row in loaded.rows.values():
        if isinstance(row, Region) and not _CODE.fullmatch(row.id):
            yield (
                f"提示：{row.path} 的文件名不是行政区划代码（六位数字，如 420500），"
                "限额标准、图表和地区订阅看不出它属于哪个地区。"
            )
