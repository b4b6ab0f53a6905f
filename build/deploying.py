"""The configuration of web servers: what of deploy/ follows from tables, and all of it for one site.

`python -m build.deploying` writes anew what follows from tables; `python -m build servers` is for webmasters.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from portal import headers
from portal.models.site import Site
from portal.moved import addresses
from portal.settings import CHECKOUT

HERE = CHECKOUT / "deploy"
# Written once for a site, and then the webmaster's own.
OWN = ("nginx/gongkai.conf", "Caddyfile")
_EXAMPLE, _PLACE = "gongkai.example.org", "/srv/gongkai/build/site"


def written(site: Site | None = None) -> dict[str, str]:
    """Path below deploy/ → text of the files that follow from tables and, if given, from site.yaml."""
    frames = site.frames if site else ()
    moved = list(addresses(site)) if site else []
    return {
        "nginx/headers.conf": headers.nginx(frames),
        "nginx/cache.conf": headers.nginx_cache(),
        "nginx/moved.map": headers.nginx_moved(moved),
        "headers.caddy": headers.caddy(frames, moved),
    }


def write(site: Site, place: Path, folder: Path) -> Iterator[str]:
    """Write the configuration for a site that lies at `place`; which of the webmaster's own were kept.

    Raises OSError.
    """
    for name, text in written(site).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    for name in OWN:
        if (folder / name).exists():
            yield name
            continue
        text = (HERE / name).read_text(encoding="utf-8").replace(_PLACE, _quoted(place))
        text = text.replace(_EXAMPLE, urlsplit(site.base_url).netloc)
        (folder / name).write_text(text, encoding="utf-8")


def _quoted(place: Path) -> str:
    """A folder as it stands between the double quotes that the examples have around it."""
    return place.as_posix().replace("\\", r"\\").replace('"', r"\"")


if __name__ == "__main__":
    for name, text in written().items():
        (HERE / name).write_text(text, encoding="utf-8")
