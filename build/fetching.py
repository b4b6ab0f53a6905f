"""The files of a site at an address, over connections that are kept: each file would else wait for a new one.

What is redirected, or goes by a proxy, is left to the standard library's own way, which opens one a file.
"""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

import click

from build.exits import Machine

AT_ONCE = 8
"""So many connections trouble no server; a browser opens about as many."""
SECONDS = 30
_GONE = (404, 410)
_MOVED = range(300, 400)
# What an address may hold that is written as it should be.
_SAFE = "/%:@!$&'()*+,;=~"


class Address:
    """A site at an address; may be read by several threads, of which each keeps a connection."""

    def __init__(self, address: str) -> None:
        """address: of its root, as people write it, in any script. Raises click.UsageError for none."""
        parts, host = _split(address if address.endswith("/") else f"{address}/")
        if not parts.hostname:
            raise click.UsageError(f"网址写得不对：{address}。请写成 https://主机/路径/ 的样子。")
        path = quote(parts.path, safe=_SAFE)
        self._base = urlunsplit((parts.scheme, host, path, "", ""))
        proxied = parts.scheme in urllib.request.getproxies()
        self._plainly = proxied and not urllib.request.proxy_bypass(host)
        self._kept = threading.local()
        self._lines: list[HTTPConnection] = []

    def close(self) -> None:
        """Leave the server alone."""
        for line in self._lines:
            line.close()

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None when it is not there. Raises Machine when it cannot be read."""
        base, name = self._base, quote(path)
        try:
            status, data = (0, b"") if self._plainly else self._asked(base, name)
            if status in _MOVED or self._plainly:
                status, data = self._followed(base, name)
        except (OSError, HTTPException) as error:
            raise Machine(f"读不到 {base}{name}：{error}。") from None
        if status in _GONE:
            return None
        if status != 200:
            raise Machine(f"读不到 {base}{name}：服务器答复 {status}。")
        return data

    def _asked(self, base: str, name: str) -> tuple[int, bytes]:
        """Status and bytes, by this thread's connection; by a new one when the server has closed it."""
        connection = self._connection(base)
        while True:
            kept = connection.sock is not None
            try:
                connection.request("GET", urlsplit(base).path + name)
                answer = connection.getresponse()
                return answer.status, answer.read()
            except (OSError, HTTPException):
                connection.close()
                if not kept:
                    raise

    def _connection(self, base: str) -> HTTPConnection:
        if getattr(self._kept, "base", "") != base:
            parts = urlsplit(base)
            kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
            self._kept.base, self._kept.line = base, kind(parts.netloc, timeout=SECONDS)
            self._lines.append(self._kept.line)
        line: HTTPConnection = self._kept.line
        return line

    def _followed(self, base: str, name: str) -> tuple[int, bytes]:
        """The same by way of redirections; where the whole site has moved, the rest is asked there."""
        try:
            with urllib.request.urlopen(base + name, timeout=SECONDS) as answer:  # noqa: S310 - as asked
                if answer.url.endswith(f"/{name}"):
                    self._base = answer.url.removesuffix(name)
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            error.close()
            return error.code, b""


def _split(address: str) -> tuple[SplitResult, str]:
    """Its parts, and host and port as they are asked for; "" for what is no address."""
    try:
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port else ""
        host = (parts.hostname or "").encode("idna").decode()
    except ValueError:
        return SplitResult("", "", "", "", ""), ""
    return parts, (f"[{host}]" if ":" in host else host) + port
