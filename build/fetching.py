"""The files of a site at an address, over connections that are kept: each file would else wait for a new one.

What is redirected, or goes by a proxy, is left to the standard library's own way, which opens one a file.
"""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from datetime import timedelta
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from time import monotonic, sleep
from typing import NamedTuple
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

import click

from build import signals
from build.exits import Machine
from build.log import step

AT_ONCE = 8
"""So many connections trouble no server; a browser opens about as many."""
SECONDS = 30
_GONE = (404, 410)
_MOVED = range(300, 400)
# Too many at once, or too many for now (RFC 6585, 4; RFC 9110, 15.6.4): it may be asked again.
_BUSY = (429, 503)
TRIES = 7
"""So often a busy server is asked for a file: where it does not say when, for a minute in all."""
LONGEST = 300
"""Seconds that we wait for a server at once; one that wants more gets told instead."""
# What an address may hold that is written as it should be.
_SAFE = "/%:@!$&'()*+,;=~"


class _Answer(NamedTuple):
    status: int
    data: bytes = b""
    headers: Message = Message()


class Address:
    """A site at an address; may be read by several threads, of which each keeps a connection.

    A server to whom we come too fast is left alone by all of them for as long as it says.
    """

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
        self._until, self._telling = 0.0, threading.Lock()

    def close(self) -> None:
        """Leave the server alone."""
        for line in self._lines:
            line.close()

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None when it is not there. Raises Machine when it cannot be read."""
        name = quote(path)
        answer = self._patiently(name)
        if answer.status in _GONE:
            return None
        if answer.status != 200:
            raise Machine(f"读不到 {self._base}{name}：服务器答复 {answer.status}。")
        return answer.data

    def _patiently(self, name: str) -> _Answer:
        for tried in range(TRIES - 1):
            answer = self._answer(name)
            if answer.status not in _BUSY:
                return answer
            self._wait(max(2**tried, _seconds(answer.headers)))
        return self._answer(name)

    def _wait(self, seconds: int) -> None:
        """Ask nothing for so long; raises Machine when that is too long."""
        if seconds > LONGEST:
            raise Machine(f"{self._base} 太忙，要 {seconds} 秒以后才能再读。请晚些时候再运行一次。")
        with self._telling:
            until = monotonic() + seconds
            if until > self._until + 1:
                step(f"服务器太忙，等 {seconds} 秒再接着读。")
            self._until = max(self._until, until)

    def _rest(self) -> None:
        while (left := self._until - monotonic()) > 0:
            signals.check()
            sleep(min(left, 0.5))

    def _answer(self, name: str) -> _Answer:
        self._rest()
        base = self._base
        try:
            answer = _Answer(0) if self._plainly else self._asked(base, name)
            if answer.status in _MOVED or self._plainly:
                return self._followed(base, name)
        except (OSError, HTTPException) as error:
            raise Machine(f"读不到 {base}{name}：{error}。") from None
        return answer

    def _asked(self, base: str, name: str) -> _Answer:
        """What this thread's connection gives; a new one when the server has closed it."""
        connection = self._connection(base)
        while True:
            kept = connection.sock is not None
            try:
                connection.request("GET", urlsplit(base).path + name)
                answer = connection.getresponse()
                return _Answer(answer.status, answer.read(), answer.headers)
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

    def _followed(self, base: str, name: str) -> _Answer:
        """The same by way of redirections; where the whole site has moved, the rest is asked there."""
        try:
            with urllib.request.urlopen(base + name, timeout=SECONDS) as answer:  # noqa: S310 - as asked
                if answer.url.endswith(f"/{name}"):
                    self._base = answer.url.removesuffix(name)
                return _Answer(answer.status, answer.read())
        except urllib.error.HTTPError as error:
            error.close()
            return _Answer(error.code, headers=error.headers)


def _seconds(headers: Message) -> int:
    """How long a server wants to be left alone (RFC 9110, 10.2.3), by its own clock; 0 where it does not say."""
    said = headers.get("Retry-After", "").strip()
    if said.isascii() and said.isdecimal():
        return int(said[:9])
    try:
        wait = parsedate_to_datetime(said) - parsedate_to_datetime(headers.get("Date", ""))
    except (ValueError, TypeError):
        return 0
    return max(0, -(-wait // timedelta(seconds=1)))


def _split(address: str) -> tuple[SplitResult, str]:
    """Its parts, and host and port as they are asked for; "" for what is no address."""
    try:
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port else ""
        host = (parts.hostname or "").encode("idna").decode()
    except ValueError:
        return SplitResult("", "", "", "", ""), ""
    return parts, (f"[{host}]" if ":" in host else host) + port
