"""The Merkle tree of RFC 6962 section 2.1, kept as the hashes that C2SP tlog-tiles publish."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

HEIGHT = 8
WIDTH = 1 << HEIGHT
EMPTY = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """MTH({d(0)}): the hash of one entry, 32 bytes."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash over two subtrees."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """A growing tree: appending costs one hash on average, a head as many as the size has bits.

    levels: at 0 the leaf hashes, at L the hashes of full subtrees of 256**L leaves.
    """

    def __init__(self) -> None:
        self.levels: list[list[bytes]] = [[]]
        # Full subtrees from left to right as (height, hash): the binary digits of the size.
        self.peaks: list[tuple[int, bytes]] = []

    @property
    def size(self) -> int:
        return len(self.levels[0])

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash."""
        self._keep(0, leaf)
        height = 0
        while self.peaks and self.peaks[-1][0] == height:
            leaf = node_hash(self.peaks.pop()[1], leaf)
            height += 1
            if height % HEIGHT == 0:
                self._keep(height // HEIGHT, leaf)
        self.peaks.append((height, leaf))

    def _keep(self, level: int, one: bytes) -> None:
        if level == len(self.levels):
            self.levels.append([])
        self.levels[level].append(one)

    def root(self) -> bytes:
        """MTH of all leaves."""
        return _fold([one for _, one in self.peaks])

    def root_at(self, size: int) -> bytes:
        """MTH of the first `size` leaves; raises ValueError when there are fewer."""
        if not 0 <= size <= self.size:
            raise ValueError(f"no tree of size {size} within {self.size}")
        peaks, start = [], 0
        for height in reversed(range(size.bit_length())):
            if size >> height & 1:
                peaks.append(self._full(start, height))
                start += 1 << height
        return _fold(peaks)

    def _full(self, start: int, height: int) -> bytes:
        """The hash of the full subtree of 2**height leaves that begins at `start`."""
        level, rest = divmod(height, HEIGHT)
        first = start >> level * HEIGHT
        hashes = self.levels[level][first : first + (1 << rest)]
        while len(hashes) > 1:
            pairs = zip(hashes[::2], hashes[1::2], strict=True)
            hashes = [node_hash(left, right) for left, right in pairs]
        return hashes[0]


def _fold(peaks: list[bytes]) -> bytes:
    """One hash over full subtrees of falling size."""
    if not peaks:
        return EMPTY
    root = peaks[-1]
    for left in reversed(peaks[:-1]):
        root = node_hash(left, root)
    return root


def tiles(size: int) -> Iterator[tuple[int, int, int]]:
    """(level, index, width) of every tile of a tree of this size; width 256 is a full tile."""
    level, hashes = 0, size
    while hashes:
        full, rest = divmod(hashes, WIDTH)
        for index in range(full):
            yield level, index, WIDTH
        if rest:
            yield level, full, rest
        level, hashes = level + 1, full


def tile_path(index: int, width: int = WIDTH) -> str:
    """«x001/x234/067» of the spec, with «.p/W» for a partial tile."""
    groups = [f"{index % 1000:03d}"]
    while index := index // 1000:
        groups.insert(0, f"x{index % 1000:03d}")
    return "/".join(groups) + (f".p/{width}" if width < WIDTH else "")
