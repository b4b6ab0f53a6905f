"""A build that would remove much is stopped: an unmounted share must not wipe the portal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from build import log
from build.exits import Refused
from build.trees import manifest
from portal.data.formats import RECORD
from portal.sections import BY_NAME

SHARE = 3
# What only a record has beside its page: no list has it, no page of a withdrawn or renamed one.
_RECORD = re.compile(rf"((?:{'|'.join(BY_NAME)})/[^/]+/){re.escape(RECORD)}")


def record_pages(names: Iterable[str]) -> set[str]:
    """The pages of records among the files of a site."""
    return {f"{found[1]}index.html" for name in names if (found := _RECORD.fullmatch(name))}


def published(site: Path) -> set[str]:
    """The record pages of the site that is up; from its files where the manifest is damaged."""
    if not site.is_dir():
        return set()
    listed = manifest.listed(site)
    if listed is None and (site / "index.html").exists():
        log.warn(f"{site / manifest.NAME} 没有或已损坏，改为逐个查看文件；这次构建会重新写好。")
    return record_pages(manifest.names(site) if listed is None else listed)


def refuse_shrinking(former: set[str], coming: set[str]) -> None:
    """Raise Refused when more than a third of the published records would go."""
    gone = sorted(former - coming)
    if len(gone) * SHARE > len(former):
        shown = "、".join(name.removesuffix("/index.html") for name in gone[:5])
        raise Refused(
            f"已发布的 {len(former)} 条记录有 {len(gone)} 条会消失（{shown}{'……' if len(gone) > 5 else ''}），"
            "没有发布任何东西。请检查内容文件夹是否完整；确实要删除这么多，请加 --allow-shrink。"
            "换了一个网站（如演示换成自己的），先删掉原来网站的文件夹和缓存（默认 build/site 和 build/state）。"
        )
