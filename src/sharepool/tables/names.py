"""Names of files, sheets and events, made from ids and titles that may hold anything."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import normalize

_LONGEST_FILE = 50
"""Characters of a file name without its ending; in UTF-8 they take 200 bytes at most."""

_LONGEST_SHEET = 31
_RESERVED_FILE = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|clock\$|com\S|lpt\S)", re.IGNORECASE
)
_RESERVED_SHEETS = ("history",)
"""Names that Excel keeps for itself."""


def name_files(ids: Iterable[str]) -> list[str]:
    """Return a file name, without ending, for each id.

    Only letters, digits, ``-`` and ``_`` of any script are left, so that no name leads out of its
    folder; no two names differ by case or form of letters alone, and none is kept by Windows.
    """
    return _distinct((_file_name(one) for one in ids), _LONGEST_FILE, ())


def name_sheets(titles: Iterable[str]) -> list[str]:
    """Return a sheet name for each title.

    No more than 31 characters, none of those that Excel forbids, no two the same except for case.
    """
    return _distinct(map(_sheet_name, titles), _LONGEST_SHEET, _RESERVED_SHEETS)


def one_line(text: str) -> str:
    """Return a text on one line: a space for each sign that is not to be seen."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _file_name(text: str) -> str:
    plain = re.sub(r"[^\w-]", "_", normalize("NFC", text))[:_LONGEST_FILE]
    return f"_{plain}"[:_LONGEST_FILE] if not plain or _RESERVED_FILE.fullmatch(plain) else plain


def _sheet_name(text: str) -> str:
    plain = re.sub(r"[\[\]:*?/\\]", "_", "".join(sign for sign in text if sign.isprintable()))
    return plain[:_LONGEST_SHEET].strip().strip("'") or "_"


def _distinct(names: Iterable[str], longest: int, taken: Iterable[str]) -> list[str]:
    """Return the names, numbered where they would be the same as one before."""
    used = {_compared(name) for name in taken}
    found = []
    for name in names:
        number, one = 1, name
        while _compared(one) in used:
            number += 1
            mark = f"-{number}"
            one = name[: longest - len(mark)] + mark
        used.add(_compared(one))
        found.append(one)
    return found


def _compared(name: str) -> str:
    return normalize("NFKC", name).casefold()
