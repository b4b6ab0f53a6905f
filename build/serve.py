"""Look at the frozen site on this machine."""

from __future__ import annotations

import os
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import click

from portal import headers


class Handler(SimpleHTTPRequestHandler):
    """Static files, with the site's own page for what is not there."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".xml": "application/xml; charset=utf-8",
        ".csv": "text/csv; charset=utf-8",
        ".jsonld": "application/ld+json",
        ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".txt": "text/plain; charset=utf-8",
        ".svg": "image/svg+xml",
    }

    def send_head(self) -> BytesIO | BinaryIO | None:
        try:
            return super().send_head()
        except ValueError:  # NUL in the address, which no file has in its name
            self.send_error(404)
            return None

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def end_headers(self) -> None:
        for name, value in headers.every(getattr(self, "path", "/").partition("?")[0]):
            self.send_header(name, value)
        super().end_headers()

    def list_directory(self, path: object) -> None:
        """A folder without a page is not a page."""
        self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:
        """Requests are not worth a line each."""


class Server(ThreadingHTTPServer):
    """The standard library's, without its surprises."""

    # On Windows it would share a port that is taken.
    allow_reuse_address = os.name == "posix"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A visitor who leaves in the middle of a file is no error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def make_server(folder: Path, port: int) -> Server:
    """A server of the folder on 127.0.0.1; port 0 takes a free one. Raises OSError when taken."""
    return Server(("127.0.0.1", port), partial(Handler, directory=str(folder)))


def serve_until_stopped(server: Server) -> None:
    """Serve until Ctrl-C, the address printed first."""
    with server:
        try:
            click.echo(f"网站地址：http://127.0.0.1:{server.server_address[1]}/ （按 Ctrl-C 停止）")
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("已停止。")
