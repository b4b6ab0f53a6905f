"""JPEG and PNG files → what they say beside the picture: comments, and where it was taken."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

from portal.personal.verdict import refuse_file

MAX_PIXELS = 60_000_000
_GPS = 0x8825
_MAX_TEXT = 1_000_000
_PNG = b"\x89PNG\r\n\x1a\n"


def notes(data: bytes) -> Iterator[bytes]:
    """The blocks of a picture that are no pixels: EXIF, XMP, comments. Raises Refused."""
    yield from _png(data) if data.startswith(_PNG) else _jpeg(data)


def located(note: bytes) -> bool:
    """Whether a block tells where the picture was taken."""
    if b"GPSLatitude" in note:
        return True
    start = note.find(b"Exif\0\0")
    tiff = note[start + 6 :] if start >= 0 else note
    return tiff[:4] in (b"II*\0", b"MM\0*") and _has_position(tiff)


def texts(note: bytes) -> Iterator[str]:
    """A block as text in the encodings that cameras and editors write."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        yield re.sub(r"[^\w+:./@ -]+", "\n", note.decode(encoding, errors="replace"))


def _has_position(tiff: bytes) -> bool:
    """Whether the first directory has an entry for GPS that is not empty (Exif 2.3, 4.6.3)."""
    order = "<" if tiff[:2] == b"II" else ">"
    try:
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (number,) = struct.unpack_from(f"{order}H", tiff, start)
        for entry in range(number):
            tag, _, _, value = struct.unpack_from(f"{order}HHII", tiff, start + 2 + 12 * entry)
            if tag == _GPS:
                (entries,) = struct.unpack_from(f"{order}H", tiff, value)
                # One entry alone is the version of the directory, which tells no place.
                return bool(entries > 1)
    except struct.error:
        return False
    return False


def _jpeg(data: bytes) -> Iterator[bytes]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, (length,) = data[at + 1], struct.unpack_from(">H", data, at + 2)
        block = data[at + 4 : at + 2 + length]
        if marker in range(0xC0, 0xC4) and len(block) >= 5:
            _judge(*struct.unpack_from(">HH", block, 1))
        elif marker in range(0xE1, 0xF0) or marker == 0xFE:
            yield block
        elif marker in (0xDA, 0xD9):
            return
        at += 2 + length


def _png(data: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while at + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        block = data[at + 8 : at + 8 + length]
        if kind == b"IHDR" and len(block) >= 8:
            _judge(*struct.unpack_from(">II", block))
        elif kind in (b"tEXt", b"eXIf"):
            yield block
        elif kind in (b"zTXt", b"iTXt"):
            yield block
            yield from _inflated(block)
        at += 12 + length


def _inflated(block: bytes) -> Iterator[bytes]:
    for found in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", block):
        try:
            yield zlib.decompressobj().decompress(block[found.start() :], _MAX_TEXT)
        except zlib.error:
            continue


def _judge(height: int, width: int) -> None:
    if height * width > MAX_PIXELS:
        refuse_file(f"图片有 {width}×{height} 像素，太大", "缩小到长边不超过 4000 像素")
