"""Text from bytes: UTF-8, UTF-16 and GB18030 are read, what only looks like them is refused."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE

MIXED = "mixed"
"""UTF-8 with other bytes in between."""
MOST_RARE = 0.25
"""Share of characters outside GB 2312 from which a text is probably not Chinese of the mainland.

Ordinary text has hardly any; Big5 or Latin text read as GB18030 has four in ten and more.
"""
_HARDLY = 0.05
"""Share of rare characters that ordinary Chinese text has at most; UTF-8 read so has far more."""
_LOOKED_AT = 200_000
"""Bytes that are enough to recognise an encoding."""

_BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")
_OTHERS = (("Big5", "big5"), ("Shift_JIS", "shift_jis"), ("Windows-1252", "cp1252"))


class EncodingError(ValueError):
    """Bytes are text in no encoding that is read.

    Attributes
    ----------
    likely : str
        What they probably are in; empty if nothing is likely.
    """

    def __init__(self, likely: str) -> None:
        super().__init__(likely)
        self.likely = likely


def decode(data: bytes) -> str:
    """Return the text of a file in UTF-8 (with or without BOM), GB18030 or Excel's UTF-16.

    Raises
    ------
    EncodingError
        If it is none of them, or only seems to be GB18030.
    """
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return _decode(data, "utf-16")
    if guess := _utf16_without_mark(data):
        return _decode(data, guess)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if _is_mostly_utf8(data, error) and not _is_plainly_chinese(data):
            raise EncodingError(MIXED) from None
        return _decode_chinese(data)
    if _is_odd(text) and _is_plainly_chinese(data):
        return _decode_chinese(data)
    return text


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise EncodingError(encoding.upper()) from None


def _utf16_without_mark(data: bytes) -> str:
    """Return the kind of UTF-16 that a text without a byte-order mark is in, empty if in none."""
    head = data[:1000]
    if len(head) < 4 or b"\0" not in head:  # noqa: PLR2004
        return ""
    odd, even = head[1::2].count(0), head[::2].count(0)
    if max(odd, even) < len(head) / 8 or max(odd, even) < 8 * min(odd, even):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _is_mostly_utf8(data: bytes, error: UnicodeDecodeError) -> bool:
    """Return whether a text has so much UTF-8 that what is not is damage."""
    known = data[:_LOOKED_AT].decode("utf-8", errors="ignore")
    characters = sum(sign > "\x7f" for sign in known)
    damaged = data[:_LOOKED_AT].decode("utf-8", errors="replace").count("\ufffd")
    return characters > damaged and error.start > 0


def _is_odd(text: str) -> bool:
    """Return whether all signs beyond ASCII are such as hardly any table has: no Latin, no Chinese.

    The bytes of 小学 in GB18030 are valid UTF-8, for two letters of old Cyrillic.
    """
    signs = {sign for sign in text if sign > "\x7f"}
    return bool(signs) and all("\u0250" <= sign < "\u0800" for sign in signs)


def _is_plainly_chinese(data: bytes) -> bool:
    """Return whether a text is GB18030 with hardly a rare sign."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return _rarity(text[:_LOOKED_AT]) <= _HARDLY


def _decode_chinese(data: bytes) -> str:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        raise EncodingError(_likely(data)) from None
    if _rarity(text[:_LOOKED_AT]) > MOST_RARE and (likely := _likely(data)):
        raise EncodingError(likely)
    return text


def _rarity(text: str) -> float:
    """Return the share of characters beyond ASCII that ordinary mainland text does not use."""
    signs = [sign for sign in text if sign > "\x7f"]
    return sum(map(_is_rare, signs)) / len(signs) if signs else 0.0


def _is_rare(sign: str) -> bool:
    try:
        code = sign.encode("gb2312")
    except UnicodeEncodeError:
        return True
    # Rows 4 to 9: Japanese, Greek and Cyrillic letters, and lines of boxes.
    return 0xA4 <= code[0] <= 0xA9  # noqa: PLR2004


def _likely(data: bytes) -> str:
    """Return the encoding in which a text looks most like one, empty if in none."""
    best, name = 0.3, ""
    for title, encoding in _OTHERS:
        if encoding == "cp1252" and not _has_lone_letters(data[:_LOOKED_AT]):
            continue
        text = data[:_LOOKED_AT].decode(encoding, errors="ignore")
        lost = len(data[:_LOOKED_AT]) - len(text.encode(encoding, errors="ignore"))
        beyond = [sign for sign in text if sign > "\x7f"]
        if beyond:
            share = sum(map(_FITS[encoding], beyond)) / (len(beyond) + lost)
            if share > best:
                best, name = share, title
    return name


def _has_lone_letters(data: bytes) -> bool:
    """Return whether most bytes beyond ASCII stand alone, as accented letters do."""
    runs = [len(run) for run in _BEYOND_ASCII.findall(data)]
    return 2 * sum(length == 1 for length in runs) > sum(runs)


def _is_common_big5(sign: str) -> bool:
    """Return whether a sign is of the first level of Big5, or punctuation."""
    return 0xA1 <= sign.encode("big5")[0] <= 0xC6  # noqa: PLR2004


def _is_latin(sign: str) -> bool:
    return sign.isalpha() or sign in "–—‘’“”…€°·«»"


def _is_japanese(sign: str) -> bool:
    return "\u3040" <= sign <= "\u30ff"


_FITS = {"big5": _is_common_big5, "shift_jis": _is_japanese, "cp1252": _is_latin}
