"""What a problem says already of the school and the people of a timetable."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import compress, count
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from sharepool.problem.problem import Problem
from sharepool.problem.rows import Row
from sharepool.problem.vocabulary import folded, plain
from sharepool.tables.importing.draft import Draft
from sharepool.tables.writing import table_frame

if TYPE_CHECKING:
    import pandas as pd

_OUTER = re.compile(r"(?:^|[省市县区旗镇乡\W\d])$")
"""What may end before the name of a school: nothing, or where it is."""
_BRANCH = re.compile("分校|校区|[东西南北]校|教学点|附属")
_WORDS = re.compile(r"[a-z0-9]+")
_SHORTEST = 2

LIKE = 80
"""Per cent of common signs from which one name may be meant for another's."""


class KnownProblem:
    """The problem that a timetable is for; where there is none, nothing is known.

    Parameters
    ----------
    problem : Problem or None
    """

    def __init__(self, problem: Problem | None) -> None:
        self.problem = problem
        self._sites = {} if problem is None else _names(problem.sites, "site_id")
        self._people = {} if problem is None else _names(problem.staff, "staff_id")

    def find_site(self, name: str) -> str | None:
        """Return the site of an id or name."""
        return self._sites.get(folded(name))

    def find_named(self, text: str) -> str | None:
        """Return the site whose whole name stands in a text; None if none does, or several.

        城关小学 stands in 青澜县城关小学课程表, but not in 新城关小学课程表.
        """
        sites = {
            self._sites[name]
            for name, (before, after) in _found_in(text, self._sites).items()
            if _OUTER.search(before) and not _BRANCH.match(after)
        }
        return sites.pop() if len(sites) == 1 else None

    def like_site(self, text: str) -> str | None:
        """Return the site whose name is most like a text, if one is."""
        return _like(text, self._sites, 0)

    def find_person(self, name: str) -> str | None:
        """Return the person of an id or name."""
        return self._people.get(folded(name))

    def people_in(self, text: str) -> tuple[str, ...]:
        """Return the people whose names stand in a text."""
        return tuple(dict.fromkeys(self._people[one] for one in _found_in(text, self._people)))

    def home_of(self, names: Iterable[str]) -> str | None:
        """Return the home of most of the people of some names."""
        if self.problem is None:
            return None
        people = filter(None, map(self.find_person, names))
        homes = Counter(self.problem.person_of[one].home_site for one in people)
        return homes.most_common(1)[0][0] if homes else None

    def like_person(self, name: str) -> str | None:
        """Return the person whose name is like another, if one is."""
        return _like(name, self._people, LIKE)

    def comes_from_elsewhere(self, name: str, site_id: str) -> bool:
        """Return whether somebody of the pool with another home is named."""
        person = self.find_person(name)
        if self.problem is None or person is None:
            return False
        return self.problem.person_of[person].home_site != site_id

    def bells_of(self, site_id: str) -> dict[tuple[int, int], tuple[int, int]]:
        """Return start and end of each slot of a site, by weekday and number."""
        if self.problem is None or site_id not in self.problem.site_of:
            return {}
        bell_id = self.problem.site_of[site_id].bell_id
        return {
            (day, bell.slot): (bell.start, bell.end)
            for bell in self.problem.bells
            if bell.bell_id == bell_id
            for day in bell.days
        }

    def keep(self, draft: Draft, sites: Collection[str], people: Collection[str]) -> dict[str, int]:
        """Put into a draft what a new timetable does not replace; return how many rows it does.

        Weekly closures of these sites and windows of these people are replaced; closures of a date
        stay.
        """
        if self.problem is None:
            return {}
        closures, windows = self.problem.closures, self.problem.availability
        return {
            "closures": _keep(
                draft,
                "closures",
                closures,
                [row.site_id not in sites or row.date is not None for row in closures],
            ),
            "availability": _keep(
                draft, "availability", windows, [row.staff_id not in people for row in windows]
            ),
        }


def _keep(draft: Draft, table: str, rows: Sequence[Row], stays: list[bool]) -> int:
    """Begin a table with the rows that stay; return how many do not."""
    frame = table_frame(table, list(compress(rows, stays)))
    draft.keep(table, _texts(frame), list(compress(count(2), stays)))
    return stays.count(False)


def _names(rows: Collection[object], key: str) -> dict[str, str]:
    """Return ids by id and by name; a name that several bear is nobody's."""
    ids = {folded(getattr(row, key)): getattr(row, key) for row in rows}
    named: dict[str, set[str]] = {}
    for row in rows:
        named.setdefault(folded(getattr(row, "name", "")), set()).add(getattr(row, key))
    unique = {name: next(iter(ones)) for name, ones in named.items() if name and len(ones) == 1}
    return unique | ids


def _found_in(text: str, known: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return what stands before and after each known name in a text, by name.

    Latin names stand as words of their own. A name within a longer one that is found is not meant.
    """
    form, words = folded(text), _WORDS.findall(plain(text).casefold())
    found: dict[str, tuple[str, str]] = {}
    for name in sorted(known, key=len, reverse=True):
        if len(name) < _SHORTEST or any(name in one for one in found):
            continue
        if name.isascii():
            # Known without their spaces; words of the text are joined until they are as long.
            if any(one == name for one in _runs(words, len(name))):
                found[name] = "", ""
        elif name in form:
            before, _, after = form.partition(name)
            found[name] = before, after
    return found


def _runs(words: Sequence[str], length: int) -> Iterator[str]:
    """Yield words of a text joined that have a length together."""
    for first in range(len(words)):
        joined = ""
        for word in words[first:]:
            joined += word
            if len(joined) >= length:
                break
        if len(joined) == length:
            yield joined


def _like(text: str, known: dict[str, str], least: float) -> str | None:
    best = process.extractOne(folded(text), known.keys(), scorer=fuzz.ratio, score_cutoff=least)
    return known[best[0]] if best else None


def _texts(frame: pd.DataFrame) -> list[dict[str, str]]:
    return [
        {str(name): str(cell) for name, cell in row.items() if cell is not None and cell != ""}
        for row in frame.to_dict("records")
    ]
