"""What the planner probably meant: the nearest known id, word or key."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable

MAX_SEARCHES = 50
"""Similar words are sought this many times per set; a table of wrong ids must not take minutes."""


class Hints:
    """Finds what a wrong word probably stands for among known ones.

    Parameters
    ----------
    known : iterable of str
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._known = dict.fromkeys(known)
        self._by_form = {_form(word): word for word in reversed(self._known)}
        self._found: dict[str, str] = {}
        self._searches = 0

    def of(self, word: str) -> str:
        """Return a clause such as ``"; did you mean 'A-01'?"``, empty if nothing is near."""
        if word not in self._found:
            self._found[word] = self._search(word)
        return self._found[word]

    def _search(self, word: str) -> str:
        if word.strip() in self._known:
            return f"; without the spaces around it, {word.strip()!r} is known"
        if _form(word) in self._by_form:
            return f"; did you mean {self._by_form[_form(word)]!r}?"
        self._searches += 1
        if self._searches > MAX_SEARCHES:
            return ""
        near = difflib.get_close_matches(word, self._known, n=1)
        return f"; did you mean {near[0]!r}?" if near else ""


def _form(word: str) -> str:
    """Return a word without what typing and Excel change: case, width, spaces, leading zeros."""
    return unicodedata.normalize("NFKC", word).strip().casefold().lstrip("0")
