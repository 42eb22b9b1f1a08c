"""What a problem says already of the school and the people of a timetable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import compress, count
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from sharepool.problem.problem import Problem
from sharepool.problem.rows import Row
from sharepool.problem.vocabulary import folded
from sharepool.tables.importing.draft import Draft
from sharepool.tables.writing import table_frame

if TYPE_CHECKING:
    import pandas as pd

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
        """Return the site whose name stands in a text, the longest of them; None if none does."""
        form = folded(text)
        found = [name for name in self._sites if len(name) > 1 and name in form]
        longest = max(map(len, found), default=0)
        sites = {self._sites[name] for name in found if len(name) == longest}
        return sites.pop() if len(sites) == 1 else None

    def like_site(self, text: str) -> str | None:
        """Return the site whose name is most like a text, if one is."""
        return _like(text, self._sites, 0)

    def find_person(self, name: str) -> str | None:
        """Return the person of an id or name."""
        return self._people.get(folded(name))

    def people_in(self, text: str) -> tuple[str, ...]:
        """Return the people whose names stand in a text."""
        form = folded(text)
        return tuple(
            dict.fromkeys(
                person for name, person in self._people.items() if len(name) > 1 and name in form
            )
        )

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


def _like(text: str, known: dict[str, str], least: float) -> str | None:
    best = process.extractOne(folded(text), known.keys(), scorer=fuzz.ratio, score_cutoff=least)
    return known[best[0]] if best else None


def _texts(frame: pd.DataFrame) -> list[dict[str, str]]:
    return [
        {str(name): str(cell) for name, cell in row.items() if cell is not None and cell != ""}
        for row in frame.to_dict("records")
    ]
