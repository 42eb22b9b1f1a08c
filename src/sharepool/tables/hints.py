"""What the planner probably meant: the nearest known id, word or key."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import Indel

from sharepool.problem.vocabulary import folded
from sharepool.tables.headers import titles_of

MAX_SEARCHES = 50
"""Similar words are sought this many times per set; a table of wrong ids must not take minutes."""
LEAST_LIKENESS = 0.6
"""Share of common signs from which one word may stand for another."""


class Hints:
    """Finds what a wrong word probably stands for among known ones.

    Parameters
    ----------
    known : iterable of str
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._known = list(dict.fromkeys(word for word in known if word))
        self._forms = [folded(word) for word in self._known]
        self._by_form = {_bare(word): word for word in reversed(self._known)}
        self._found: dict[str, str] = {}
        self._searches = 0

    def near(self, word: str) -> str:
        """Return the known word that is nearest to another, empty if none is near."""
        if word not in self._found:
            self._found[word] = self._search(word)
        return self._found[word]

    def _search(self, word: str) -> str:
        if _bare(word) in self._by_form:
            return self._by_form[_bare(word)]
        self._searches += 1
        if self._searches > MAX_SEARCHES:
            return ""
        best = process.extractOne(
            folded(word),
            self._forms,
            scorer=Indel.normalized_similarity,
            score_cutoff=LEAST_LIKENESS,
        )
        return self._known[best[2]] if best else ""


@cache
def header_hints(table: str) -> Hints:
    """Return who finds the header that was meant, in either language."""
    return Hints(titles_of(table))


def _bare(word: str) -> str:
    """Return a word without what typing and Excel change: case, width, spaces, leading zeros."""
    return folded(word).lstrip("0")
