"""Check the public ledger of a portal: python3 verify.py ADDRESS [OLD_CHECKPOINT] [--key VKEY].

ADDRESS: the portal's root, a web address or a folder. OLD_CHECKPOINT: a file kept from an earlier
day. Standard library only, and no code of the portal: it may be read in half an hour, kept, and run
anywhere. Ends with 0 when all is well, 1 when something is wrong, 2 when it could not look.

It proves that all entries are there, unchanged and in order, that versions have the digests that were
logged, and that a log seen earlier is the beginning of this one. It cannot prove that a record is true,
or that nobody else was shown another log.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from functools import reduce
from pathlib import Path

WIDTH = 256
Fetch = Callable[[str], bytes]


class Wrong(Exception):
    """The log is not what it says it is."""


class Unseen(Exception):
    """The log could not be read."""


def fetcher(address: str) -> Fetch:
    """How to read a file below the portal's root."""
    web, root = address.startswith(("http://", "https://")), address.rstrip("/") + "/"

    def fetch(path: str) -> bytes:
        try:
            if not web:
                return (Path(address) / path).read_bytes()
            with urllib.request.urlopen(urllib.parse.urljoin(root, path), timeout=60) as found:  # noqa: S310
                return bytes(found.read())
        except (OSError, urllib.error.URLError) as error:
            raise Unseen(f"读不出 {path}：{error}") from None

    return fetch


def leaf(data: bytes) -> bytes:
    return hashlib.sha256(b"\0" + data).digest()


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def root_of(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962 section 2.1."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return node(root_of(leaves[:split]), root_of(leaves[split:]))


class Growing:
    """The root after each further leaf."""

    def __init__(self) -> None:
        self.peaks: list[tuple[int, bytes]] = []

    def add(self, one: bytes) -> None:
        height = 0
        while self.peaks and self.peaks[-1][0] == height:
            one = node(self.peaks.pop()[1], one)
            height += 1
        self.peaks.append((height, one))

    def root(self) -> bytes:
        found = [one for _, one in self.peaks]
        return reduce(lambda right, left: node(left, right), found[::-1]) if found else root_of([])


def read_checkpoint(note: str) -> tuple[str, int, bytes, list[str]]:
    """Origin, size, root and signature lines."""
    text, _, rest = note.replace("\r\n", "\n").strip().partition("\n\n")
    lines = text.split("\n")
    try:
        origin, size, root = lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True)
    except (IndexError, ValueError):
        raise Wrong("检查点读不懂：应当有来源、条数、根三行") from None
    return origin, size, root, [line for line in rest.split("\n") if line.startswith("— ")]


def tile_name(index: int, width: int) -> str:
    name = f"{index % 1000:03d}"
    while index := index // 1000:
        name = f"x{index % 1000:03d}/{name}"
    return name + (f".p/{width}" if width < WIDTH else "")


def spans(size: int) -> Iterator[tuple[int, int]]:
    """(index, width) of the files that hold so many entries or hashes."""
    for index in range(-(-size // WIDTH)):
        yield index, min(WIDTH, size - index * WIDTH)


def entries_of(fetch: Fetch, size: int) -> list[bytes]:
    """Every entry, from the bundles of c2sp.org/tlog-tiles."""
    found: list[bytes] = []
    for index, width in spans(size):
        name = f"ledger/tile/entries/{tile_name(index, width)}"
        data, at, before = fetch(name), 0, len(found)
        while at + 2 <= len(data):
            length = int.from_bytes(data[at : at + 2], "big")
            found.append(data[at + 2 : at + 2 + length])
            at += 2 + length
        if at != len(data) or len(found) - before != width:
            raise Wrong(f"{name} 应当有 {width} 条记载，实际不是")
        if _script(fetch, f"ledger/entries/{index}.js") != found[before:]:
            raise Wrong(f"给浏览器的 entries/{index}.js 与 {name} 不同")
    return found


def check_entries(entries: list[bytes]) -> list[dict[str, object]]:
    """Each entry names its place, the head before it, and the record's entry before it."""
    tree, newest, read = Growing(), dict[str, int](), list[dict[str, object]]()
    for n, line in enumerate(entries):
        try:
            said = json.loads(line)
        except ValueError:
            raise Wrong(f"第 {n} 号不是 JSON") from None
        if not isinstance(said, dict) or not isinstance(said.get("record"), str):
            raise Wrong(f"第 {n} 号不是一条记载")
        if said.get("n") != n or said.get("head") != tree.root().hex():
            raise Wrong(f"第 {n} 号与它前面的各条接不上")
        if said.get("prev") != newest.get(said["record"]):
            raise Wrong(f"第 {n} 号与同一记录的上一条接不上")
        newest[said["record"]] = n
        tree.add(leaf(line))
        read.append(said)
    return read


def check_tiles(fetch: Fetch, leaves: list[bytes]) -> int:
    """Every published hash is the one that follows from the entries; how many files there are."""
    level, hashes, number = 0, leaves, 0
    while hashes:
        for index, width in spans(len(hashes)):
            name, number = f"ledger/tile/{level}/{tile_name(index, width)}", number + 1
            if fetch(name) != b"".join(hashes[index * WIDTH : index * WIDTH + width]):
                raise Wrong(f"{name} 与记载不符")
        full = range(0, len(hashes) // WIDTH * WIDTH, WIDTH)
        level, hashes = level + 1, [root_of(hashes[at : at + WIDTH]) for at in full]
    return number


def check_versions(fetch: Fetch, entries: list[dict[str, object]]) -> tuple[int, int]:
    """Each version's text has the digest that was logged; how many have, how many are not kept."""
    good = missing = 0
    for index, width in spans(len(entries)):
        name = f"ledger/versions/{index}.js"
        texts = _script(fetch, name)
        if len(texts) != width:
            raise Wrong(f"{name} 应当有 {width} 行")
        for text, entry in zip(texts, entries[index * WIDTH :], strict=False):
            missing, good = missing + (text == b"null"), good + (text != b"null")
            if text != b"null" and hashlib.sha256(text).hexdigest() != entry.get("sha256"):
                raise Wrong(f"第 {entry['n']} 号（{entry['record']}）的内容与记载的摘要不符")
    return good, missing


def _script(fetch: Fetch, name: str) -> list[bytes]:
    """The lines between the first and the last of a script."""
    kind, _, number = name.removeprefix("ledger/").removesuffix(".js").partition("/")
    lines, head = fetch(name).split(b"\n"), f'portalLedger.take("{kind}", {number}, ['
    if lines[0] != head.encode() or lines[-2:] != [b"]);", b""]:
        raise Wrong(f"{name} 的首尾不对")
    return [line.removesuffix(b",") for line in lines[1:-2]]


# Ed25519 (RFC 8032), to verify only: slow and simple.
_P, _Q = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P
Point = tuple[int, int]


def _plus(a: Point, b: Point) -> Point:
    (x1, y1), (x2, y2) = a, b
    k = _D * x1 * x2 * y1 * y2
    x, y = (x1 * y2 + x2 * y1) * pow(1 + k, -1, _P), (y1 * y2 + x1 * x2) * pow(1 - k, -1, _P)
    return x % _P, y % _P


def _times(n: int, point: Point) -> Point:
    result = (0, 1)
    while n:
        if n & 1:
            result = _plus(result, point)
        point, n = _plus(point, point), n >> 1
    return result


def _point(data: bytes) -> Point:
    number = int.from_bytes(data, "little")
    y, odd = number & (1 << 255) - 1, number >> 255
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if x * x % _P != square:
        x = x * pow(2, (_P - 1) // 4, _P) % _P
    if x * x % _P != square or y >= _P:
        raise Wrong("签名或公钥不是曲线上的点")
    return (x if x & 1 == odd else _P - x), y


_BASE = _point((4 * pow(5, -1, _P) % _P).to_bytes(32, "little"))


def verifies(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether an Ed25519 signature is right."""
    s, digest = int.from_bytes(signature[32:], "little"), hashlib.sha512()
    digest.update(signature[:32] + public + message)
    h = int.from_bytes(digest.digest(), "little") % _Q
    right = _plus(_point(signature[:32]), _times(h, _point(public)))
    return s < _Q and len(signature) == 64 and _times(s, _BASE) == right


def check_signature(note: str, vkey: str) -> None:
    """The checkpoint bears a right signature of this key."""
    try:
        name, number, coded = vkey.split("+", 2)
        public, body = base64.b64decode(coded)[1:], note.partition("\n\n")[0] + "\n"
    except ValueError:
        raise Unseen("公钥应当写成「名称+编号+Base64」，网站上怎样写，这里就怎样写") from None
    for line in read_checkpoint(note)[3]:
        signer, _, signed = line.removeprefix("— ").partition(" ")
        data = base64.b64decode(signed) if signer == name else b""
        if signer == name and data[:4].hex() == number:
            if not verifies(public, body.encode(), data[4:]):
                raise Wrong("检查点的签名不对")
            return
    raise Wrong("检查点没有这把公钥的签名")


def check(address: str, old: str = "", key: str = "", say: Callable[[str], object] = print) -> None:
    """Check everything; says each thing that is right, raises Wrong at the first that is not.

    old: text of an earlier checkpoint. key: vkey whose signature the checkpoint must bear.
    """
    fetch = fetcher(address)
    note = fetch("ledger/checkpoint").decode()
    origin, size, root, _ = read_checkpoint(note)
    entries = entries_of(fetch, size)
    leaves = [leaf(line) for line in entries]
    read = check_entries(entries)
    if root_of(leaves) != root:
        raise Wrong("由全部记载算出的根与检查点不同")
    say(f"{origin}：{size} 条记载首尾相接，根与检查点相同：{root.hex()}")
    say(f"{check_tiles(fetch, leaves)} 个哈希文件与记载相符。")
    good, missing = check_versions(fetch, read)
    say(f"{good} 个版本的内容与摘要相符；{missing} 条没有内容（撤回，或依法移除）。")
    if old:
        before, seen, old_root, _ = read_checkpoint(old)
        if seen > size or root_of(leaves[:seen]) != old_root:
            raise Wrong(f"账本不是以前的检查点（{before}，{seen} 条）的续写：原有记载变过")
        say(f"以前的检查点有 {seen} 条，此后只增加了 {size - seen} 条，原有的一条没变。")
    if key:
        check_signature(note, key)
        say("检查点的签名属于给出的公钥。")


def main() -> int:
    parser = argparse.ArgumentParser(description="核对公开账本。")
    parser.add_argument("address", help="网站的网址，或下载的文件夹")
    parser.add_argument("old", nargs="?", help="以前保存的检查点文件")
    parser.add_argument("--key", default="", help="公布的公钥（名称+编号+Base64）")
    given = parser.parse_args()
    # It may have a code page without Chinese.
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        old = Path(given.old).read_text(encoding="utf-8") if given.old else ""
        check(given.address, old, given.key)
    except Wrong as error:
        print(f"不对：{error}", file=sys.stderr)
        return 1
    except (Unseen, OSError, ValueError) as error:
        print(f"没有核对成：{error}", file=sys.stderr)
        return 2
    print("账本完好。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
