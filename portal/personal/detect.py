"""Text → the personal numbers in it. One compiled pattern finds runs of digits, the rest is check digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from portal import uscc
from portal.personal import numbers

RESIDENT = "身份证号码"
MOBILE = "手机号码"
CARD = "银行卡号"
DOCUMENT = "证件号码"


@dataclass(frozen=True, order=True)
class Hit:
    """One personal number.

    line: 1-based, within the text; where: the part of a file that has no lines (sheet and cell,
    page), or ""; masked: what reports may show; certain: whether it stops the build.
    """

    line: int
    where: str
    kind: str
    masked: str
    certain: bool = True


# What may stand within a number and is not seen, or seen as a gap, on the page.
_INVISIBLE = r"*_~`\\\u00ad\u200b-\u200d\u2060\ufeff"
_BLANK = r" \t\u00a0\u2000-\u200a\u2010-\u2014\u2212\u3000\uff0d-"
_TAG = r"<[!/A-Za-z][^<>\n]{0,80}>"
_DIGIT = r"[0-9０-９]"
_GAP = rf"[{_INVISIBLE}{_BLANK}]{{0,4}}+(?:{_TAG}[{_INVISIBLE}{_BLANK}]{{0,4}}+){{0,3}}+"
_RUN = re.compile(
    rf"{_DIGIT}(?<!{_DIGIT}{_DIGIT})(?:{_GAP}{_DIGIT}){{10,}}(?:{_GAP}[XxＸｘ](?![A-Za-z0-9]))?"
)
_MARK = re.compile(rf"[{_INVISIBLE}]|{_TAG}")
_SPACE = re.compile(rf"[{_BLANK}]+")
_DOCUMENT = re.compile(
    r"(?:护照|居住证|居留证|居留身份证|通行证|台胞证|回乡证)[^\n0-9A-Za-z]{0,12}"
    r"([A-Za-z]{0,3}[0-9]{6,18}[0-9A-Za-z]?)(?![0-9A-Za-z])"
)
# A mobile number as foreign letterheads group it; a point is no gap elsewhere, as amounts have one.
_DOTTED = re.compile(r"(?<![0-9.])1[3-9][0-9]([.·])[0-9]{4}\1[0-9]{4}(?![0-9]|\.[0-9])")
# Digits in disguise, which a browser shows or follows as digits.
_DISGUISED = re.compile(r"&#(?:0*(?:4[89]|5[0-7]|88|120)|[xX]0*(?:3[0-9]|[57]8));?|%3[0-9]")
_NARROW = {
    ord(wide): narrow
    for wide, narrow in zip("０１２３４５６７８９Ｘｘx", "0123456789XXX", strict=True)
}
# How people group the eleven digits of a mobile number; other groups are columns of a table.
_GROUPS = {(11,), (3, 4, 4), (3, 8), (7, 4), (3, 3, 5), (4, 3, 4), (4, 4, 3)}
_LETTERS_OF_PHONE = re.compile(
    r"(?:tel|phone|mobile|mob|cell|wechat|wx|sms)[:=_/-]{0,3}\Z", re.IGNORECASE
)
_CODE = re.compile(r"代码|信用|uscc", re.IGNORECASE)
_IDENTITY = re.compile(r"身份证|证件|公民身份")
_PIECES = 19


def find(text: str, where: str = "") -> tuple[Hit, ...]:
    """The personal numbers in a text (Markdown, YAML, CSV or plain), each with its line."""
    if "&#" in text or "%3" in text:
        text = _DISGUISED.sub(_revealed, text)
    found = [*_runs(text), *_dotted(text), *_documents(text)]
    return tuple(sorted({Hit(text.count("\n", 0, at) + 1, where, *hit) for at, hit in found}))


Found = tuple[int, tuple[str, str, bool]]
"""Place in the text, and kind, masked number and certainty."""


def _revealed(code: re.Match[str]) -> str:
    return chr(int(code[0][1:], 16)) if code[0][0] == "%" else unescape(code[0])


def _runs(text: str) -> Iterator[Found]:
    for run in _RUN.finditer(text):
        bare = _MARK.sub("", run[0]).translate(_NARROW)
        pieces = [piece for piece in _SPACE.split(bare) if piece]
        before, after = (
            text[max(0, run.start() - 40) : run.start()],
            text[run.end() : run.end() + 2],
        )
        before = before.rpartition("\n")[2]
        start = 0
        while start < len(pieces):
            for end in range(min(len(pieces), start + _PIECES), start, -1):
                own_before = before if start == 0 else " "
                own_after = after if end == len(pieces) else " "
                if hit := _judge(pieces[start:end], own_before, own_after):
                    yield run.start(), hit
                    start = end - 1
                    break
            start += 1


def _judge(pieces: list[str], before: str, after: str) -> tuple[str, str, bool] | None:
    """What the pieces are when read as one number, given what stands around them."""
    number = "".join(pieces)
    if len(number) > 19 or len(number) < 11 or (after[:1].isascii() and after[:1].isalnum()):
        return None
    # An organisation's code may by chance read as a card, or even have a date in it: it is called a code.
    organisation = uscc.fault(number) is None
    if numbers.resident(number):
        code = organisation and _CODE.search(before)
        return None if code else (RESIDENT, f"{number[:6]}********{number[14:]}", True)
    if len(pieces[0]) == 18 and _IDENTITY.search(before) and not organisation:
        # Called an identity number, though its check digit is wrong: a slip, or no number at all.
        return RESIDENT, f"{number[:6]}********{number[14:]}", False
    if before[-1:].isascii() and before[-1:].isalpha() and not _LETTERS_OF_PHONE.search(before):
        return None
    if len(pieces) == 1 and numbers.old_resident(number):
        return RESIDENT, f"{number[:6]}******{number[12:]}", bool(_IDENTITY.search(before))
    if numbers.card(number) and _is_card(pieces) and not organisation:
        return CARD, "*" * (len(number) - 4) + number[-4:], True
    if (found := numbers.mobile(number)) and _is_phone(pieces, before, after):
        return MOBILE, f"{found[:3]}****{found[7:]}", True
    return None


def _is_card(pieces: list[str]) -> bool:
    return len(pieces) == 1 or all(len(piece) == 4 for piece in pieces[:-1])


def _is_phone(pieces: list[str], before: str, after: str) -> bool:
    """No amount, no part of a decimal, no digits that only happen to stand side by side."""
    sizes = tuple(map(len, pieces))
    if pieces[0] in ("86", "0086"):
        sizes = sizes[1:]
    elif sizes[0] > 11:
        sizes = (11 - sum(sizes[1:]), *sizes[1:])
    decimal = before[-1:] == "." or re.match(r"\.[0-9]|\s?[元万亿]", after)
    return sizes in _GROUPS and not decimal


def _dotted(text: str) -> Iterator[Found]:
    for found in _DOTTED.finditer(text):
        yield found.start(), (MOBILE, f"{found[0][:3]}****{found[0][-4:]}", True)


def _documents(text: str) -> Iterator[Found]:
    for named in _DOCUMENT.finditer(text):
        number = named[1]
        if not numbers.resident(number.upper()):
            masked = number[:2] + "*" * (len(number) - 4) + number[-2:]
            yield named.start(1), (DOCUMENT, masked, True)
