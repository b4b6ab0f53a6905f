"""As much of S3 as publishing asks for, in this process: objects in a dictionary."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

from lxml import etree

BUCKET = "portal"


class Handler(BaseHTTPRequestHandler):
    """GET, HEAD, PUT and DELETE of objects, lists of them, deletion of many; path-style addresses."""

    protocol_version = "HTTP/1.1"
    objects: ClassVar[dict[str, bytes]]
    kinds: ClassVar[dict[str, str]]
    puts: ClassVar[list[str]]
    address: ClassVar[str]

    def do_GET(self) -> None:
        key, query = self._asked()
        if not key:
            self._list(query.get("prefix", [""])[0], query.get("delimiter", [""])[0])
        elif key in self.objects:
            self._answer(200, self.objects[key])
        else:
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_PUT(self) -> None:
        key, _ = self._asked()
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.objects[key] = body
        self.kinds[key] = self.headers["Content-Type"] or ""
        self.puts.append(key)
        self._answer(200, b"")

    def do_POST(self) -> None:
        tree = etree.fromstring(self.rfile.read(int(self.headers["Content-Length"])))
        for key in tree.iterfind(".//{*}Key"):
            self.objects.pop(key.text, None)
        self._answer(200, b"<DeleteResult/>")

    def do_DELETE(self) -> None:
        self.objects.pop(self._asked()[0], None)
        self._answer(204, b"")

    def _asked(self) -> tuple[str, dict[str, list[str]]]:
        parts = urlsplit(self.path)
        key = unquote(parts.path).removeprefix(f"/{BUCKET}").removeprefix("/")
        return key, parse_qs(parts.query)

    def _list(self, prefix: str, delimiter: str) -> None:
        rows, folders = [], set()
        for key in sorted(one for one in self.objects if one.startswith(prefix)):
            rest = key[len(prefix) :]
            if delimiter and delimiter in rest:
                folders.add(prefix + rest.partition(delimiter)[0] + delimiter)
            else:
                size = len(self.objects[key])
                rows.append(f"<Contents><Key>{escape(key)}</Key><Size>{size}</Size></Contents>")
        rows += [
            f"<CommonPrefixes><Prefix>{escape(one)}</Prefix></CommonPrefixes>"
            for one in sorted(folders)
        ]
        text = (
            f"<ListBucketResult><IsTruncated>false</IsTruncated>{''.join(rows)}</ListBucketResult>"
        )
        self._answer(200, text.encode())

    def _answer(self, code: int, body: bytes) -> None:
        self.send_response(code)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Type", "application/xml")
        self.send_header("ETag", '"0"')
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Requests are not worth a line each."""


@contextmanager
def serving() -> Iterator[type[Handler]]:
    """A store with one bucket; its objects are on the class that is given, its address in `address`."""

    class Store(Handler):
        objects: ClassVar[dict[str, bytes]] = {}
        kinds: ClassVar[dict[str, str]] = {}
        puts: ClassVar[list[str]] = []

    server = ThreadingHTTPServer(("127.0.0.1", 0), Store)
    server.daemon_threads = True
    Store.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Store
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
