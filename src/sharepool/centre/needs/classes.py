"""Which classes there are, what is due to each, and who may take it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sharepool.centre.needs.rows import Centre, ClassCount, CurriculumLine
from sharepool.problem.itinerary import group_by
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Demand, Requirement, Skill

LESSON = "lesson"
"""Kind of demands that are lessons of a class."""


@dataclass(frozen=True)
class TaughtClass:
    """A class (or grades taught together) in one subject, before it is known who takes it.

    Attributes
    ----------
    code : str
        Ends the ids of its demands.
    line : CurriculumLine
        Of the grade that is due most.
    requirements : tuple of Requirement
        What whoever takes it must hold, the subject first.
    row : ClassCount
        How visitors find it.
    origin : str
        The rows it follows from.
    """

    site_id: str
    code: str
    cohort: str
    line: CurriculumLine
    requirements: tuple[Requirement, ...]
    row: ClassCount
    origin: str


def list_classes(centre: Centre) -> list[TaughtClass]:
    """Return every class of every school, once a subject; grades taught together are one class.

    Taught together, they get the lessons of the grade that is due most, and whoever takes them
    must hold what each of the grades asks for.
    """
    lines_of: dict[tuple[int, str], tuple[int, CurriculumLine]] = {
        (line.grade, line.skill): (index, line) for index, line in enumerate(centre.curriculum)
    }
    together: dict[tuple[str, str], list[tuple[int, ClassCount]]] = defaultdict(list)
    for index, row in enumerate(centre.classes):
        together[row.site_id, row.merge or f"\0{row.grade}"].append((index, row))
    return [
        taught
        for rows in together.values()
        for place, subject in enumerate(centre.subjects)
        for taught in _classes_of(
            centre,
            rows,
            [lines_of[row.grade, subject] for _, row in rows if (row.grade, subject) in lines_of],
            f"-{subject}" if place else "",
        )
    ]


def _classes_of(
    centre: Centre,
    rows: Sequence[tuple[int, ClassCount]],
    lines: Sequence[tuple[int, CurriculumLine]],
    suffix: str,
) -> Iterator[TaughtClass]:
    """Yield the classes of rows that are taught together, in the subject of the lines."""
    if not lines:
        return
    _, line = max(lines, key=lambda pair: pair[1].lessons_week)
    asked = [Requirement(line.skill, 1)]
    asked += [requirement for _, one in lines for requirement in one.also_requires]
    origin = _origin(centre, [index for index, _ in rows], [index for index, _ in lines])
    row = rows[0][1]
    for number, cohort in enumerate(row.list_cohorts(), start=1):
        code = f"M{row.merge}-{number}" if row.merge else f"G{row.grade}C{number}"
        yield TaughtClass(
            site_id=row.site_id,
            code=code + suffix,
            cohort=cohort,
            line=line,
            requirements=tuple(dict.fromkeys(asked)),
            row=row,
            origin=origin,
        )


def list_asked(
    problem: Problem, classes: Iterable[TaughtClass]
) -> dict[tuple[str, str], list[Demand]]:
    """Return the demands of the tables that ask for lessons of a class, by site and code.

    A lesson, onsite or remote, is the class's of its cohort, and the classes' that listen. It is of
    the subject that is its skill, or else of the first that is no art. Dormant demands ask for
    nothing.
    """
    of_name = group_by(classes, lambda one: (one.site_id, one.cohort))
    found = defaultdict(list)
    for demand in problem.demands:
        if demand.kind != LESSON or problem.is_dormant(demand):
            continue
        places = [(demand.site_id, demand.cohort)]
        places += [
            (one.site_id, one.cohort) for one in problem.listeners_of.get(demand.demand_id, ())
        ]
        for place in places:
            subjects = sorted(
                of_name.get(place, ()),
                key=lambda one: (one.line.skill != demand.skill, one.line.art),
            )
            if subjects:
                found[place[0], subjects[0].code].append(demand)
    return dict(found)


def may_teach(taught: TaughtClass, skills: Iterable[Skill]) -> bool:
    """Return whether somebody who holds these skills may take a class."""
    held = list(skills)
    return all(
        any(row.skill == wanted.skill and row.level >= wanted.level for row in held)
        for wanted in taught.requirements
    )


def _origin(centre: Centre, classes: list[int], lines: list[int]) -> str:
    """Return the rows that a class follows from, as ``classes 2; curriculum 3``."""
    numbers = name_rows("classes", (centre.number_of("classes", index) for index in classes))
    if centre.profile:
        return f"{numbers}; profile {centre.profile}"
    of_lines = (centre.number_of("curriculum", index) for index in lines)
    return f"{numbers}; {name_rows('curriculum', of_lines)}"


def name_rows(table: str, numbers: Iterable[int]) -> str:
    """Return rows of a table as people cite them, e.g. ``classes 2,5``."""
    return f"{table} {','.join(str(number) for number in sorted(set(numbers)))}"
