"""The tree is that of RFC 6962, whatever way it grew."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.ledger.tree import EMPTY, WIDTH, Tree, leaf_hash, tile_path, tiles

# The leaves and roots that Certificate Transparency's own implementations are tested with.
LEAVES = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def grown(leaves: list[bytes]) -> Tree:
    tree = Tree()
    for leaf in leaves:
        tree.append(leaf_hash(leaf))
    return tree


def mth(leaves: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + mth(leaves[:split]) + mth(leaves[split:])).digest()


@pytest.mark.parametrize("size", range(9))
def test_the_known_roots_come_out(size: int) -> None:
    leaves = [bytes.fromhex(leaf) for leaf in LEAVES]

    assert grown(leaves[:size]).root().hex() == ROOTS[size]
    assert grown(leaves).root_at(size).hex() == ROOTS[size]


@settings(deadline=None)
@given(st.integers(0, 1100), st.data())
def test_a_tree_keeps_all_its_earlier_heads(size: int, data: st.DataObject) -> None:
    leaves = [str(n).encode() for n in range(size)]
    tree = grown(leaves)
    earlier = data.draw(st.integers(0, size))

    assert tree.root() == mth(leaves) == tree.root_at(size)
    assert tree.root_at(earlier) == mth(leaves[:earlier])


def test_there_is_no_head_of_entries_to_come() -> None:
    with pytest.raises(ValueError, match="size 1"):
        Tree().root_at(1)
    assert Tree().root_at(0) == EMPTY


def test_tiles_hold_the_hashes_of_full_tiles_below() -> None:
    leaves = [str(n).encode() for n in range(2 * WIDTH + 3)]
    tree = grown(leaves)

    assert tree.levels[1] == [mth(leaves[:WIDTH]), mth(leaves[WIDTH : 2 * WIDTH])]


def test_the_tiles_of_the_specifications_example() -> None:
    every = list(tiles(70_000))

    assert [(level, index, width) for level, index, width in every if width < WIDTH] == [
        (0, 273, 112),
        (1, 1, 17),
        (2, 0, 1),
    ]
    assert len(every) == 273 + 1 + 1 + 1 + 1
    assert list(tiles(256)) == [(0, 0, 256), (1, 0, 1)]
    assert list(tiles(0)) == []


@pytest.mark.parametrize(
    ("index", "width", "path"),
    [(0, 256, "000"), (273, 112, "273.p/112"), (1234067, 256, "x001/x234/067")],
)
def test_paths_of_tiles(index: int, width: int, path: str) -> None:
    assert tile_path(index, width) == path
