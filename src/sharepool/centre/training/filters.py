"""Which people a course or a meeting is for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sharepool.problem.cells import parse_words, wrong
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Staff
from sharepool.problem.vocabulary import find_word

KEYS = {
    "role": "role",
    "人员类别": "role",
    "skill": "skill",
    "专项": "skill",
    "stage": "stage",
    "学段": "stage",
    "area": "area",
    "城乡类型": "area",
    "county": "county",
    "县区": "county",
    "group": "group",
    "学区": "group",
    "employer": "employer",
    "所属单位": "employer",
    "site": "site",
    "所在学校": "site",
}
"""What people can be chosen by; stage, area, county and group are those of their home site."""

WORDED = {"stage", "area"}
"""Keys whose values planners write in either language."""

PERSON = "staff"


@dataclass(frozen=True)
class PeopleFilter:
    """A choice of people; without a condition, everybody.

    Attributes
    ----------
    conditions : tuple of (str, str)
        Key and value. Of one key any value will do, of several keys each must hold; people who
        are named by id are chosen besides.
    """

    conditions: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """As a cell holds it."""
        return ";".join(
            value if key == PERSON else f"{key}={value}" for key, value in self.conditions
        )

    @property
    def named(self) -> tuple[str, ...]:
        """The ids that are named."""
        return tuple(value for key, value in self.conditions if key == PERSON)

    def select(self, problem: Problem) -> Iterator[Staff]:
        """Yield the people of a problem who are chosen, in its order."""
        wanted: dict[str, set[str]] = defaultdict(set)
        for key, value in self.conditions:
            wanted[key].add(value)
        named = wanted.pop(PERSON, set())
        everybody = not self.conditions
        for person in problem.staff:
            fits = bool(wanted) and all(
                _of_person(problem, person, key) & values for key, values in wanted.items()
            )
            if everybody or fits or person.staff_id in named:
                yield person

    def list_unmet(self, problem: Problem) -> list[str]:
        """Return the conditions that nobody fits: most likely slips of the pen."""
        return [
            f"{key}={value}"
            for key, value in self.conditions
            if key != PERSON
            and not any(value in _of_person(problem, person, key) for person in problem.staff)
        ]


def _of_person(problem: Problem, person: Staff, key: str) -> set[str]:
    if key == "skill":
        return {row.skill for row in problem.skills_of.get(person.staff_id, ())}
    if key in {"role", "employer"}:
        return {getattr(person, key)}
    if key == "site":
        return {person.home_site}
    return {getattr(problem.site_of[person.home_site], key)}


def parse_filter(value: Any) -> PeopleFilter:
    """Return the choice that a cell such as ``role=coach;stage=primary;A-C01`` makes."""
    if isinstance(value, PeopleFilter):
        return value
    found = []
    for word in parse_words(value):
        key, sign, wanted = word.partition("=")
        if not sign:
            found.append((PERSON, word))
        elif key.strip() not in KEYS or not wanted.strip():
            raise wrong("people", words=list(KEYS))
        else:
            name, text = KEYS[key.strip()], wanted.strip()
            found.append((name, (find_word(name, text) if name in WORDED else None) or text))
    return PeopleFilter(tuple(found))
