"""One week that differs from the others: who is away, who has left, what is already taught."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator

from sharepool.problem.itinerary import Itinerary, Session, group_by
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Absence, Assignment, Pin, Staff


def without_people(problem: Problem, staff_ids: Collection[str]) -> Problem:
    """Return the problem without some people, and without whatever is said of them."""

    def stays(row: object) -> bool:
        return getattr(row, "staff_id", None) not in staff_ids

    return problem.updated(
        staff=tuple(filter(stays, problem.staff)),
        skills=tuple(filter(stays, problem.skills)),
        availability=tuple(filter(stays, problem.availability)),
        absences=tuple(filter(stays, problem.absences)),
        pins=tuple(filter(stays, problem.pins)),
    )


def away_from(
    problem: Problem, staff_ids: Collection[str], since: dt.datetime
) -> tuple[Absence, ...]:
    """Return the absences of people who are there no more from a moment of the week on."""
    sunday = problem.week[-1]
    return tuple(
        Absence.model_validate({"staff_id": one, "from": since.isoformat(), "until": sunday})
        for one in staff_ids
    )


def hold_past(problem: Problem, plan: Plan, since: dt.datetime) -> Problem:
    """Return the problem in which everything before a moment stays as a plan has it.

    What the plan holds by then is required, and nobody can be anywhere else by then.
    """
    taught = [
        session
        for session in Itinerary(problem, plan).sessions
        if _moment(problem, session.day, session.start_min) < since
    ]
    by_person = group_by(taught, lambda session: session.person.staff_id)
    absences = (
        absence
        for person in problem.staff
        for absence in _elsewhere(problem, person, by_person.get(person.staff_id, ()), since)
    )
    return problem.updated(
        absences=(*problem.absences, *absences),
        pins=(*problem.pins, *(_required(session.row) for session in taught)),
    )


def _elsewhere(
    problem: Problem, person: Staff, taught: Iterable[Session], since: dt.datetime
) -> Iterator[Absence]:
    """Yield absences that cover the week until a moment, except the sessions that were taught."""
    free_from = _moment(problem, 1, 0)
    for session in taught:
        start = _moment(problem, session.day, session.start_min)
        if free_from < start:
            yield _absence(person, free_from, start)
        free_from = max(free_from, _moment(problem, session.day, session.end_min))
    if free_from < since:
        yield _absence(person, free_from, since)


def _absence(person: Staff, start: dt.datetime, end: dt.datetime) -> Absence:
    # As text: a midnight that is typed is taken for the whole day, as spreadsheets mean it.
    cells = {"staff_id": person.staff_id, "from": start.isoformat(), "until": end.isoformat()}
    return Absence.model_validate(cells)


def _required(row: Assignment) -> Pin:
    return Pin(kind="require", **row.model_dump(exclude={"role"}))


def _moment(problem: Problem, day: int, minute: int) -> dt.datetime:
    midnight = dt.datetime.combine(problem.week[day - 1], dt.time())
    return midnight + dt.timedelta(minutes=minute)
