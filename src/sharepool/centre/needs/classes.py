"""Which classes there are, what is due to each, and which of it a school's own teachers give.

A school's own come first: every lesson that a resident may and can give is theirs before anybody
is asked for. A class goes to one teacher as a whole while one has room for it; what then is left
of loads is filled with parts of classes, so that no hour is lent while a lesson is lacking.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sharepool.centre.needs.rows import Centre, ClassCount, CurriculumLine
from sharepool.problem.rows import Requirement, Skill


@dataclass(frozen=True)
class TaughtClass:
    """A class, or grades taught together, before it is known who takes it.

    Attributes
    ----------
    code : str
        Ends the ids of its demands.
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
    """Return every class of every school; grades that are taught together are one class.

    Taught together, they get the lessons of the grade that is due most, and whoever takes them
    must hold what each of the grades asks for.
    """
    line_of = {line.grade: (index, line) for index, line in enumerate(centre.curriculum)}
    together: dict[tuple[str, str], list[tuple[int, ClassCount]]] = defaultdict(list)
    for index, row in enumerate(centre.classes):
        together[row.site_id, row.merge or f"\0{row.grade}"].append((index, row))
    found = []
    for (site_id, _), rows in together.items():
        lines = [line_of[row.grade] for _, row in rows if row.grade in line_of]
        if not lines:
            continue
        _, line = max(lines, key=lambda pair: pair[1].lessons_week)
        asked = [Requirement(one.skill, 1) for _, one in lines]
        asked += [requirement for _, one in lines for requirement in one.also_requires]
        origin = _origin(centre, [index for index, _ in rows], [index for index, _ in lines])
        row = rows[0][1]
        for number in range(1, row.classes + 1):
            code = f"M{row.merge}-{number}" if row.merge else f"G{row.grade}C{number}"
            cohort = f"{row.merge or row.grade}({number})"
            requirements = tuple(dict.fromkeys(asked))
            found.append(TaughtClass(site_id, code, cohort, line, requirements, row, origin))
    return found


def share_out(
    classes: Sequence[TaughtClass], supply: Mapping[str, int], skills: Mapping[str, Iterable[Skill]]
) -> dict[str, dict[str, int]]:
    """Return how many lessons of each class each of a school's own teachers takes.

    Parameters
    ----------
    classes : sequence of TaughtClass
        Classes of one school.
    supply : mapping of str to int
        Lessons a week that each teacher can give; who comes first is filled first.
    skills : mapping of str to iterable of Skill
        What each teacher holds all week.

    Returns
    -------
    dict of str to dict of str to int
        Lessons by class (its code) and teacher.
    """
    left = dict(supply)
    lacking = {one.code: one.line.lessons_week for one in classes}
    taken: dict[str, dict[str, int]] = {one.code: {} for one in classes}
    turns = [(one, staff_id) for one in classes for staff_id in left]
    for whole_only in (True, False):
        for one, staff_id in turns:
            lessons = min(left[staff_id], lacking[one.code])
            if not lessons or (whole_only and lessons < lacking[one.code]):
                continue
            if _may_teach(one, skills[staff_id]):
                taken[one.code][staff_id] = lessons
                left[staff_id] -= lessons
                lacking[one.code] -= lessons
    return taken


def _may_teach(taught: TaughtClass, skills: Iterable[Skill]) -> bool:
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
