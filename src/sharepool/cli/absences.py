"""Who is away and when, as the command line says it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from sharepool.base.errors import Fault, ProblemError
from sharepool.problem.cells import parse_moment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sharepool.problem.problem import Problem
    from sharepool.problem.rows import Absence

OPTION = "--absent"
RANGE = ".."


def read_absences(problem: Problem, monday: dt.date, given: Iterable[str]) -> tuple[Absence, ...]:
    """Return the absences that words such as ``LI:2026-03-10..2026-03-11`` say.

    ``ID`` is the whole week, ``ID:DATE`` that day; ``ID:MOMENT`` and ``ID:FROM..`` last to the
    week's end, ``ID:..UNTIL`` begins with the week. A moment is a date with a clock time.

    Raises
    ------
    ProblemError
        With every word that says no absence of this week.
    """
    from sharepool.problem.rows import Absence

    found, faults = [], []
    for text in given:
        staff_id, times = _split(problem, text)
        try:
            cells = {"staff_id": staff_id, **_span(times, monday)}
            found.append(Absence.model_validate(cells))
        except ValueError:
            faults.append(Fault("", None, OPTION, "bad_cell", text))
    if faults:
        raise ProblemError(faults)
    return tuple(found)


def _span(times: str, monday: dt.date) -> dict[str, Any]:
    """Return when an absence begins and ends, a date as its end is the last day."""
    first, dots, last = times.partition(RANGE)
    start = first.strip() or monday.isoformat()
    is_day = first and not dots and not isinstance(parse_moment(start), dt.datetime)
    sunday = (monday + dt.timedelta(days=6)).isoformat()
    return {"from": start, "until": last.strip() or (start if is_day else sunday)}


def _split(problem: Problem, text: str) -> tuple[str, str]:
    """Return the id and the times of an absence; an id may hold colons itself."""
    if text in problem.person_of:
        return text, ""
    places = [place for place, sign in enumerate(text) if sign == ":"]
    for place in places:
        if text[:place] in problem.person_of:
            return text[:place], text[place + 1 :]
    return (text[: places[0]], text[places[0] + 1 :]) if places else (text, "")
