"""`python -m build.deploying`: the parts of deploy/ that follow from tables are written anew."""

from __future__ import annotations

from portal import headers
from portal.settings import CHECKOUT

HERE = CHECKOUT / "deploy"
WRITTEN = {
    "nginx/headers.conf": headers.nginx,
    "nginx/cache.conf": headers.nginx_cache,
    "headers.caddy": headers.caddy,
}

if __name__ == "__main__":
    for name, make in WRITTEN.items():
        (HERE / name).write_text(make(), encoding="utf-8")
