"""Real web servers with the configuration of deploy/, on the loopback, for as long as a test wants them."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

from portal.settings import CHECKOUT
from tests.build.command import environment

DEPLOY = CHECKOUT / "deploy"
_MODULE = "modules/ngx_http_brotli_static_module.so"
_PLACES = ("/usr/lib/nginx", "/usr/share/nginx", "/usr/lib64/nginx")


def module() -> Path | None:
    """nginx's module for brotli, where Debian and its kin put it."""
    return next((Path(at, _MODULE) for at in _PLACES if Path(at, _MODULE).exists()), None)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


class Server:
    """A server on a port of the loopback."""

    def __init__(self, port: int, name: str) -> None:
        self.port, self.name = port, name

    def get(self, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
        """The answer to one request; «_» in the names of headers means «-»."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers={"Accept-Encoding": "identity", **sent})
        response = connection.getresponse()
        body = response.read()
        connection.close()
        return response, body


@contextmanager
def started(command: list[str], port: int, log: Path) -> Iterator[Server]:
    """The server that this command starts, once it listens; ended at the end."""
    with log.open("wb") as written:
        process = subprocess.Popen(
            command,
            stdout=written,
            stderr=written,
            cwd=CHECKOUT,
            env=environment(HOME=str(log.parent)),
        )
        try:
            for _ in range(600):
                if process.poll() is not None:
                    break
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            assert process.poll() is None, log.read_text(encoding="utf-8")
            yield Server(port, Path(command[0]).name)
        finally:
            process.terminate()
            process.wait(20)


@contextmanager
def nginx(work: Path, written: Path) -> Iterator[Server]:
    """nginx over a site with what `servers` wrote for it, only the port changed; types as Debian has them."""
    port = free_port()
    shutil.copytree(written / "nginx", work / "gongkai")
    conf = work / "gongkai" / "gongkai.conf"
    text = conf.read_text(encoding="utf-8")
    text = re.sub(r"listen 80;", f"listen 127.0.0.1:{port};", text)
    conf.write_text(text, encoding="utf-8")
    temporary = " ".join(
        f"{kind}_temp_path {work}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (work / "nginx.conf").write_text(
        f"load_module {module()}; user root; pid {work}/pid; daemon off; events {{}}\n"
        f"http {{ access_log off; default_type application/octet-stream; {temporary} include gongkai/gongkai.conf; }}\n",
        encoding="utf-8",
    )
    command = ["nginx", "-p", str(work), "-c", str(work / "nginx.conf"), "-e", str(work / "error")]
    with started(command, port, work / "log") as server:
        yield server


@contextmanager
def caddy(work: Path, written: Path) -> Iterator[Server]:
    """Caddy over a site with what `servers` wrote for it, only the address changed."""
    port = free_port()
    shutil.copy(written / "headers.caddy", work)
    text = (written / "Caddyfile").read_text(encoding="utf-8")
    text = re.sub(r"test\.example\.org", f"http://127.0.0.1:{port}", text)
    text = "{\n\tadmin off\n}\n" + text
    (work / "Caddyfile").write_text(text, encoding="utf-8")
    command = ["caddy", "run", "--config", str(work / "Caddyfile"), "--adapter", "caddyfile"]
    with started(command, port, work / "log") as server:
        yield server


@contextmanager
def live(options: dict[str, str], work: Path) -> Iterator[Server]:
    """The live portal as deploy/systemd/gongkai-live.service starts it."""
    port = free_port()
    unit = (DEPLOY / "systemd" / "gongkai-live.service").read_text(encoding="utf-8")
    (line,) = re.findall(r"^ExecStart=\S+ (.*)$", unit, re.MULTILINE)
    words = line.replace("127.0.0.1:8001", f"127.0.0.1:{port}").split()
    command = [
        "env",
        *(f"{name}={value}" for name, value in options.items()),
        sys.executable,
        *words,
    ]
    with started(command, port, work / "log") as server:
        yield server
