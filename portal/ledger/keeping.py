"""The ledger of one run: opened over the records that are public, signed where a key is at hand."""

from __future__ import annotations

from collections.abc import Callable

import click

from portal.causes import said
from portal.embargo import release
from portal.ledger.book import Book, open_book
from portal.ledger.note import BadNote, Signer
from portal.load import Loaded
from portal.settings import Settings

_REMEDY = (
    "请让 PORTAL_LEDGER_KEY 指向 python -m build ledger-key 写出的私钥文件（从备份恢复，不要改动）；"
    "不再签名的，取消 PORTAL_LEDGER_KEY，并删去 site.yaml 的 ledger_key。"
)


def keeper(settings: Settings, loaded: Loaded) -> Callable[[Loaded], Book | None]:
    """What opens the ledger, given the part of the content that is public.

    Raises click.UsageError when the private key is not the one that site.yaml names.
    """
    signer = _signer(settings, loaded)
    return lambda public: open_book(
        settings.content,
        loaded,
        public,
        settings.today,
        signer=signer,
        digests=loaded.canonical,
    )


def book_of(settings: Settings, loaded: Loaded) -> Book | None:
    """The ledger as a publication of this content would leave it."""
    return keeper(settings, loaded)(release(loaded, settings.today)[0])


def _signer(settings: Settings, loaded: Loaded) -> Signer | None:
    if settings.ledger_key is None:
        return None
    file = settings.ledger_key
    try:
        signer = Signer.read(file.read_text(encoding="utf-8", errors="replace"))
    except OSError as error:
        raise click.UsageError(f"读不出账本的私钥 {file}：{said(error)}。{_REMEDY}") from None
    except BadNote as error:
        raise click.UsageError(f"{file} 用不了：{error}。{_REMEDY}") from None
    public = signer.verifier.vkey
    if loaded.site.ledger_key != public:
        raise click.UsageError(f"私钥与 site.yaml 的 ledger_key 不是一对；公钥应为 {public}")
    return signer
