"""Looking at the frozen site on one's own machine."""

from __future__ import annotations

import os
import signal
import socket
import struct
import subprocess
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Thread

import pytest

from build.serve import Server, make_server
from portal.settings import CHECKOUT
from tests.build.command import command, environment, run

FILES = {
    "index.html": "首页",
    "404.html": "没有找到这个页面",
    "notices/n1/index.html": "通知",
    "notices/n1/表.csv": "甲,1",
    "static/a.css": "",
    "static/a.js": "",
    "static/a.svg": "",
    "feed.xml": "",
    "robots.txt": "",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "secret.html").write_text("not of the site")
    return tmp_path / "site"


@pytest.fixture
def server(site: Path) -> Iterator[Server]:
    with make_server(site, 0) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def ask(server: Server, path: str) -> tuple[HTTPResponse, str]:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=5)
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    return response, body


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/notices/n1/?q=1", "text/html; charset=utf-8"),
        ("/notices/n1/%E8%A1%A8.csv", "text/csv; charset=utf-8"),
        ("/static/a.css", "text/css; charset=utf-8"),
        ("/static/a.js", "text/javascript; charset=utf-8"),
        ("/static/a.svg", "image/svg+xml"),
        ("/feed.xml", "application/xml; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
    ],
)
def test_each_file_is_sent_as_what_it_is(server: Server, path: str, kind: str) -> None:
    response, _ = ask(server, path)
    assert (response.status, response.headers["Content-Type"]) == (200, kind)


@pytest.mark.parametrize(
    "path", ["/gone", "/a/b/c/", "/static/", "/../secret.html", "/%2e%2e/secret.html", "/%00"]
)
def test_what_is_not_there_gets_the_site_s_own_page(server: Server, path: str) -> None:
    response, body = ask(server, path)
    assert (response.status, body) == (404, "没有找到这个页面")
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"


def test_asking_for_the_head_gives_no_body(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.server_port)) as visitor:
        visitor.sendall(b"HEAD /gone HTTP/1.0\r\n\r\n")
        answer = b"".join(iter(lambda: visitor.recv(4096), b""))
    assert answer.startswith(b"HTTP/1.0 404 ")
    assert answer.endswith(b"\r\n\r\n")


def test_a_folder_is_shown_under_its_full_name(server: Server) -> None:
    response, _ = ask(server, "/notices/n1")
    assert (response.status, response.headers["Location"]) == (301, "/notices/n1/")


def test_only_this_machine_is_served(server: Server) -> None:
    assert server.server_address[0] == "127.0.0.1"


def test_a_visitor_who_leaves_early_is_not_an_error(
    server: Server, site: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    server.daemon_threads = False  # closing then waits for whoever is served
    (site / "big.csv").write_bytes(bytes(10_000_000))
    with socket.create_connection(("127.0.0.1", server.server_port)) as visitor:
        visitor.sendall(b"GET /big.csv HTTP/1.0\r\n\r\n")
        visitor.recv(10)
        visitor.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    ask(server, "/")
    server.shutdown()
    server.server_close()
    assert capfd.readouterr().err == ""


def test_a_taken_port_is_one_line(site: Path, server: Server) -> None:
    told = run("serve", "--site", site, "--port", server.server_port)
    assert told.exit_code == 4
    assert told.output.startswith(f"错误：端口 {server.server_port} 用不了（")
    assert told.output.endswith("）。请用 --port 换一个。\n")
    assert told.output.count("\n") == 1


def test_without_a_site_one_is_told_to_build_it(tmp_path: Path) -> None:
    told = run("serve", "--site", tmp_path)
    assert told.exit_code == 1
    assert told.output == f"错误：还没有网站：{tmp_path}。请先运行 python -m build。\n"


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent in another way")
def test_the_address_is_printed_and_ctrl_c_ends_it_cleanly(site: Path) -> None:
    with subprocess.Popen(
        command("serve", "--site", site, "--port", "0"),
        cwd=CHECKOUT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as serving:
        try:
            assert serving.stdout is not None
            told = serving.stdout.readline()
            address, _, rest = told.removeprefix("网站地址：http://").partition("/")
            assert rest == " （按 Ctrl-C 停止）\n"
            visitor = HTTPConnection(address, timeout=5)
            visitor.request("GET", "/")
            assert visitor.getresponse().read().decode() == "首页"
            visitor.close()
            serving.send_signal(signal.SIGINT)
            assert serving.communicate(timeout=10) == ("已停止。\n", "")
        finally:
            serving.kill()
    assert serving.returncode == 0
