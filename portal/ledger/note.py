"""Checkpoints: what a log says of itself, as a C2SP signed note with or without a signature."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_ED25519 = b"\x01"
_PRIVATE = "PRIVATE+KEY+"
_NAME = re.compile(r"[^\s+]+")
_SIZE = re.compile(r"0|[1-9][0-9]{0,15}", re.ASCII)


class BadNote(ValueError):
    """Text that is no checkpoint or no key; says why in Chinese."""


@dataclass(frozen=True)
class Head:
    """The state of a log: whose, how many entries, and the root over them (32 bytes)."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The note's text (c2sp.org/tlog-checkpoint)."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


@dataclass(frozen=True)
class Checkpoint:
    """A head and the signature lines below it; without one it says nothing about who wrote it."""

    head: Head
    signatures: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        return self.head.text + "\n" + "".join(f"{line}\n" for line in self.signatures)


def read_checkpoint(note: str) -> Checkpoint:
    """The checkpoint that a note holds; raises BadNote."""
    text, _, rest = note.replace("\r\n", "\n").strip().partition("\n\n")
    lines = text.split("\n")
    if len(lines) < 3 or not lines[0] or not _SIZE.fullmatch(lines[1]):
        raise BadNote("检查点应当有三行：来源、条数、根")
    root = _decode(lines[2])
    if len(root) != 32:
        raise BadNote("检查点第三行不是 32 字节的 Base64")
    signatures = tuple(line for line in rest.split("\n") if line.startswith("— "))
    return Checkpoint(Head(lines[0], int(lines[1]), root), signatures)


def _key_id(name: str, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:4]


@dataclass(frozen=True)
class Verifier:
    """A public key that knows its name (the «vkey» of c2sp.org/signed-note)."""

    name: str
    public: bytes

    @classmethod
    def read(cls, vkey: str) -> Verifier:
        """From «name+hash+base64»; raises BadNote."""
        name, _, rest = vkey.strip().partition("+")
        number, _, coded = rest.partition("+")
        key = _decode(coded)
        if not (_NAME.fullmatch(name) and key[:1] == _ED25519 and len(key) == 33):
            raise BadNote("不是 Ed25519 公钥，应当是「名称+8位编号+Base64」的样子")
        found = cls(name, key[1:])
        if number != _key_id(name, found.public).hex():
            raise BadNote("公钥的编号与内容不符")
        return found

    @property
    def vkey(self) -> str:
        coded = base64.b64encode(_ED25519 + self.public).decode()
        return f"{self.name}+{_key_id(self.name, self.public).hex()}+{coded}"

    def verifies(self, text: str, signatures: tuple[str, ...]) -> bool:
        """Whether one of the signature lines is this key's over the text; raises BadNote if false."""
        for line in signatures:
            name, _, coded = line.removeprefix("— ").partition(" ")
            signature = _decode(coded)
            if name == self.name and signature[:4] == _key_id(self.name, self.public):
                try:
                    Ed25519PublicKey.from_public_bytes(self.public).verify(
                        signature[4:], text.encode()
                    )
                except InvalidSignature:
                    raise BadNote("检查点的签名不对") from None
                return True
        return False


@dataclass(frozen=True)
class Signer:
    """A private key with its name, in the text form of golang.org/x/mod/sumdb/note."""

    name: str
    seed: bytes

    @classmethod
    def read(cls, skey: str) -> Signer:
        """From «PRIVATE+KEY+name+hash+base64»; raises BadNote."""
        text = skey.strip()
        name, _, rest = text.removeprefix(_PRIVATE).partition("+")
        number, _, coded = rest.partition("+")
        key = _decode(coded)
        if not (text.startswith(_PRIVATE) and key[:1] == _ED25519 and len(key) == 33):
            raise BadNote("不是账本的私钥")
        found = cls(name, key[1:])
        if number != _key_id(name, found.verifier.public).hex():
            raise BadNote("私钥的编号与内容不符")
        return found

    @property
    def skey(self) -> str:
        coded = base64.b64encode(_ED25519 + self.seed).decode()
        return f"{_PRIVATE}{self.name}+{_key_id(self.name, self.verifier.public).hex()}+{coded}"

    @property
    def verifier(self) -> Verifier:
        key = Ed25519PrivateKey.from_private_bytes(self.seed)
        return Verifier(self.name, key.public_key().public_bytes_raw())

    def sign(self, text: str) -> str:
        """The signature line over a note's text; the same for the same text (RFC 8032)."""
        signature = Ed25519PrivateKey.from_private_bytes(self.seed).sign(text.encode())
        identified = _key_id(self.name, self.verifier.public) + signature
        return f"— {self.name} {base64.b64encode(identified).decode()}"


def _decode(coded: str) -> bytes:
    try:
        return base64.b64decode(coded, validate=True)
    except (binascii.Error, ValueError):
        return b""
