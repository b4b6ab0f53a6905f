from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import brotli
import pytest

from build.compress import compress
from build.deploying import HERE, OWN, written
from build.trees.snapshots import TWINS
from portal import headers
from tests.build.command import run
from tests.deploy.conftest import FRAMES
from tests.deploy.servers import Server
from tests.factories import Content

PAGE = "/notices/one/"
SENT = headers.always(FRAMES)
PATHS = [PAGE, "/", "/404-not-there", "/feed.xml", "/notices/one/a.txt", "/static/portal.css"]


def test_every_answer_has_the_headers_of_the_table(server: Server) -> None:
    for path in PATHS:
        answer, _ = server.get(path)
        assert answer.status == (404 if "404" in path else 200), path
        for name, value in SENT.items():
            assert answer.headers.get_all(name) == [value], (path, name)
        if answer.status == 200:
            assert answer.headers.get_all("Cache-Control") == [headers.cache_control(path)], path


def test_an_unchanged_page_is_answered_with_304_and_the_same_headers(server: Server) -> None:
    path = "/static/portal.css"
    first, _ = server.get(path)
    again, body = server.get(path, If_None_Match=first.headers["ETag"])
    assert (again.status, body) == (304, b"")
    for name, value in headers.every(path, FRAMES):
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


def test_where_to_report_a_weakness_is_no_hidden_file(server: Server) -> None:
    """RFC 9116: its folder begins with a dot."""
    answer, body = server.get("/.well-known/security.txt")
    assert answer.status == 200
    assert b"Contact: mailto:anquan@example.org" in body


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
        assert answer.headers["Content-Security-Policy"] == SENT["Content-Security-Policy"]
    assert server.get(PAGE)[1] == whole


def test_a_shard_of_the_search_may_be_kept_for_ever(server: Server, built: Path) -> None:
    if server.name == "live":
        pytest.skip("the live portal searches by itself")
    shard = next((built / "search" / "index").glob("*-*.js"))
    answer, _ = server.get(f"/search/index/{shard.name}")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_moved_record_is_found_at_its_new_address(server: Server) -> None:
    answer, body = server.get("/notices/old/")
    if server.name == "live":
        assert b'<meta http-equiv="refresh" content="0; url=../../notices/one/">' in body
        return
    assert (answer.status, answer.headers["Location"]) == (301, "/notices/one/")
    for name, value in SENT.items():
        assert answer.headers.get_all(name) == [value], name


def test_a_host_without_redirects_has_a_page_that_leads_on(built: Path) -> None:
    page = (built / "notices/old/index.html").read_text(encoding="utf-8")
    assert '<meta http-equiv="refresh" content="0; url=../../notices/one/index.html">' in page


def test_the_checkpoint_is_text_and_its_tiles_are_not(server: Server) -> None:
    if server.name == "live":
        pytest.skip("the live portal sends both as bytes")
    answer, body = server.get("/ledger/checkpoint")
    assert answer.headers.get_all("Content-Type") == ["text/plain; charset=utf-8"]
    assert body.startswith(b"test.example.org/ledger")
    tile, _ = server.get("/ledger/tile/0/000.p/9")
    assert (tile.status, tile.headers["Content-Type"]) != (200, "text/plain; charset=utf-8")


def test_sites_that_may_frame_the_portal_are_named(server: Server) -> None:
    policy = server.get("/")[0].headers["Content-Security-Policy"]
    assert f"frame-ancestors {' '.join(FRAMES)};" in policy


def test_a_folder_without_its_slash_leads_to_the_page(server: Server) -> None:
    answer, _ = server.get("/notices/one")
    assert answer.status in (301, 308)
    assert answer.headers["Location"].endswith("/notices/one/")


@pytest.mark.parametrize("name", written())
def test_the_files_of_deploy_are_as_the_table_says(name: str) -> None:
    assert (HERE / name).read_text(encoding="utf-8") == written()[name]


def test_what_a_webmaster_changed_in_the_configuration_is_kept(
    world_of_site: Content, tmp_path: Path
) -> None:
    arguments = ("servers", tmp_path, "--content", world_of_site.folder)
    assert run(*arguments).exit_code == 0
    assert "server_name test.example.org;" in (tmp_path / OWN[0]).read_text("utf-8")
    for name in OWN:
        (tmp_path / name).write_text("mine", encoding="utf-8")
    (tmp_path / "nginx/moved.map").unlink()
    told = run(*arguments)
    assert [(tmp_path / name).read_text("utf-8") for name in OWN] == ["mine", "mine"]
    assert "没有改动" in told.output
    assert "/notices/old/ /notices/one/;" in (tmp_path / "nginx/moved.map").read_text("utf-8")


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
    for name, value in SENT.items():
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
