from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import brotli
import pytest

from build.compress import compress
from build.deploying import HERE, WRITTEN
from build.manifest import TWINS
from portal import headers
from tests.deploy.servers import Server

PAGE = "/notices/one/"
PATHS = [PAGE, "/", "/404-not-there", "/feed.xml", "/notices/one/a.txt", "/static/portal.css"]


def test_every_answer_has_the_headers_of_the_table(server: Server) -> None:
    for path in PATHS:
        answer, _ = server.get(path)
        assert answer.status == (404 if "404" in path else 200), path
        for name, value in headers.HEADERS.items():
            assert answer.headers.get_all(name) == [value], (path, name)
        if answer.status == 200:
            assert answer.headers.get_all("Cache-Control") == [headers.cache_control(path)], path


def test_an_unchanged_page_is_answered_with_304_and_the_same_headers(server: Server) -> None:
    path = "/static/portal.css"
    first, _ = server.get(path)
    again, body = server.get(path, If_None_Match=first.headers["ETag"])
    assert (again.status, body) == (304, b"")
    for name, value in headers.every(path):
        assert again.headers.get_all(name) == [value], name


def test_a_missing_page_is_our_own(server: Server) -> None:
    answer, body = server.get("/no/such/page")
    assert answer.status == 404
    assert answer.headers["Content-Type"].lower() == "text/html; charset=utf-8"
    assert "页面不存在".encode() in body or "没有".encode() in body


@pytest.mark.parametrize(
    "path", ["/.gongkai", "/.git/config", "/index.html.gz", "/notices/../../etc"]
)
def test_what_is_no_page_is_not_shown(server: Server, path: str) -> None:
    assert server.get(path)[0].status in (400, 404)


def test_no_server_tells_its_version(server: Server) -> None:
    assert not any(sign.isdigit() for sign in server.get("/")[0].headers.get("Server", ""))


def test_texts_are_sent_compressed_from_their_twins(server: Server, built: Path) -> None:
    if server.name == "live":
        pytest.skip("the live portal leaves compression to the server before it")
    whole = (built / "notices" / "one" / "index.html").read_bytes()
    for coding, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        answer, body = server.get(PAGE, Accept_Encoding=coding)
        assert answer.headers["Content-Encoding"] == coding
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        assert unpack(body) == whole
        assert (
            answer.headers["Content-Security-Policy"] == headers.HEADERS["Content-Security-Policy"]
        )
    assert server.get(PAGE)[1] == whole


def test_a_shard_of_the_search_may_be_kept_for_ever(server: Server, built: Path) -> None:
    if server.name == "live":
        pytest.skip("the live portal searches by itself")
    shard = next((built / "search" / "index").glob("*-*.js"))
    answer, _ = server.get(f"/search/index/{shard.name}")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_moved_record_is_found_at_its_new_address(server: Server) -> None:
    if server.name != "nginx":
        pytest.skip("the map of moved records is nginx's")
    answer, _ = server.get("/notices/old/")
    assert (answer.status, answer.headers["Location"]) == (301, "/notices/one/")


def test_a_folder_without_its_slash_leads_to_the_page(server: Server) -> None:
    answer, _ = server.get("/notices/one")
    assert answer.status in (301, 308)
    assert answer.headers["Location"].endswith("/notices/one/")


@pytest.mark.parametrize("name", WRITTEN)
def test_the_files_of_deploy_are_as_the_table_says(name: str) -> None:
    assert (HERE / name).read_text(encoding="utf-8") == WRITTEN[name]()


def test_the_page_states_the_policy_right_after_its_encoding(built: Path) -> None:
    start = (built / "index.html").read_text(encoding="utf-8").partition("<head>")[2]
    encoding, policy = start.strip().split("\n")[:2]
    assert encoding == '<meta charset="utf-8">'
    assert policy.replace("&#39;", "'") == (
        f'<meta http-equiv="Content-Security-Policy" content="{headers.META_POLICY}">'
    )
    assert "frame-ancestors" not in policy


def test_a_host_that_reads_headers_from_a_file_gets_them(built: Path) -> None:
    text = (built / "_headers").read_text(encoding="utf-8")
    for name, value in headers.HEADERS.items():
        assert f"  {name}: {value}\n" in text


def test_twins_are_the_same_bytes_each_time(built: Path) -> None:
    page = built / "index.html"
    packed = [page.with_name(page.name + ending) for ending in TWINS]
    digests = [hashlib.sha256(one.read_bytes()).digest() for one in packed]
    for one in packed:
        one.unlink()
    assert compress(built) == (2, 0)
    assert [hashlib.sha256(one.read_bytes()).digest() for one in packed] == digests
    assert packed[0].stat().st_mtime == page.stat().st_mtime
