"""Checkpoints and keys are those that other programs of C2SP read and write."""

from __future__ import annotations

import pytest

from portal.ledger.note import BadNote, Checkpoint, Head, Signer, Verifier, read_checkpoint

# The key and note of c2sp.org/signed-note, and those of golang.org/x/mod/sumdb/note.
SPEC_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
SPEC_TEXT = "This is an example message.\n"
SPEC_LINE = "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM="
GO_PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
GO_LINE = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
# The example of c2sp.org/tlog-checkpoint.
EXAMPLE = """example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
"""


def test_the_notes_of_the_specification_and_of_go_verify() -> None:
    assert Verifier.read(SPEC_KEY).verifies(SPEC_TEXT, (SPEC_LINE,))
    assert Verifier.read(GO_KEY).verifies(GO_TEXT, (SPEC_LINE, GO_LINE))
    assert Verifier.read(GO_KEY).vkey == GO_KEY


def test_signing_gives_gos_own_line() -> None:
    signer = Signer.read(GO_PRIVATE)

    assert signer.sign(GO_TEXT) == GO_LINE
    assert signer.skey == GO_PRIVATE
    assert signer.verifier.vkey == GO_KEY


def test_signatures_of_others_are_ignored_and_wrong_ones_refused() -> None:
    verifier = Verifier.read(GO_KEY)

    assert not verifier.verifies(GO_TEXT, (SPEC_LINE, "— odd", "— PeterNeumann !"))
    with pytest.raises(BadNote, match="签名不对"):
        verifier.verifies(GO_TEXT + "x\n", (GO_LINE,))


def test_a_checkpoint_reads_and_writes_the_specifications_example() -> None:
    found = read_checkpoint(EXAMPLE)

    assert (found.head.origin, found.head.size) == ("example.com/behind-the-sofa", 20852163)
    assert found.note == EXAMPLE
    assert read_checkpoint(EXAMPLE.replace("\n", "\r\n")) == found


def test_a_checkpoint_without_a_key_has_no_signature_line() -> None:
    made = Checkpoint(Head("example.com/log", 0, bytes(32)))

    assert made.note.endswith("=\n\n")
    assert read_checkpoint(made.note) == made


@pytest.mark.parametrize(
    "note",
    [
        "",
        "o\n7\n",
        "o\n07\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "o\n-7\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "o\n7\nAAAA\n",
        "o\n7\n公开\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(note: str) -> None:
    with pytest.raises(BadNote):
        read_checkpoint(note)


@pytest.mark.parametrize(
    "key",
    ["", "x", "x+y+z", GO_KEY.replace("c74f", "c740"), GO_KEY.replace("ARpc", "ZRpc"), GO_KEY[:-4]],
)
def test_what_is_no_key_is_refused(key: str) -> None:
    with pytest.raises(BadNote):
        Verifier.read(key)
    with pytest.raises(BadNote):
        Signer.read("PRIVATE+KEY+" + key)
