"""A server that gzips, for the benchmark: nginx where it is installed, else a small one of ours."""

from __future__ import annotations

import gzip
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

LEVEL = 6

CONFIGURATION = """
daemon off; worker_processes 1; pid {work}/pid; error_log {work}/error; events {{}}
http {{
  access_log off; client_body_temp_path {work}/body; proxy_temp_path {work}/proxy;
  fastcgi_temp_path {work}/fastcgi; uwsgi_temp_path {work}/uwsgi; scgi_temp_path {work}/scgi;
  types {{ text/html html; text/css css; text/javascript js; image/svg+xml svg;
           application/json json; application/wasm wasm; }}
  gzip on; gzip_comp_level {level}; gzip_min_length 256;
  gzip_types text/css text/javascript image/svg+xml application/json;
  server {{ listen 127.0.0.1:{port}; root {folder}; }}
}}
"""


class _Gzipping(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        body = _zipped(path)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@cache
def _zipped(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), LEVEL)


@contextmanager
def hosting(folder: Path) -> Iterator[tuple[str, str]]:
    """Serve `folder`; the address of its root, with the last slash, and what serves it."""
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin:/opt/homebrew/bin")
    with _nginx(nginx, folder) if nginx else _own(folder) as port:
        yield f"http://127.0.0.1:{port}/", "nginx" if nginx else "http.server"


@contextmanager
def _nginx(program: str, folder: Path) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as work:
        file = Path(work, "nginx.conf")
        file.write_text(
            CONFIGURATION.format(work=work, port=port, folder=folder, level=LEVEL), encoding="utf-8"
        )
        # As root it would serve as a user who may not enter our folders.
        user = ["-g", "user root;"] if Path(work).owner() == "root" else []
        with subprocess.Popen([program, "-p", work, "-c", str(file), *user]) as server:
            try:
                _wait(port)
                yield port
            finally:
                server.terminate()


def _wait(port: int) -> None:
    for _ in range(100):
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("the server does not start")


@contextmanager
def _own(folder: Path) -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Gzipping, directory=folder)) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
