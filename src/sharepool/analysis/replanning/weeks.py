"""One week that differs from the others: who is away, who has left, what is already taught."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator

from sharepool.problem.itinerary import Itinerary, Session, group_by
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Absence, Assignment, Staff
from sharepool.rules import CODES_OF_DAYS, find_lapsed, violations
from sharepool.solving.holding import require_rows


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


def keep_legal(problem: Problem, plan: Plan) -> Plan:
    """Return what of a plan can stay: a legal plan, unless something that must be is missing.

    Rows that have lapsed go, then what breaks a rule together with others: teams that are not
    whole, and the last sessions of a demand beyond those that the week wants.
    """
    lapsed = find_lapsed(problem, plan)
    rows = [row for row in plan if row not in lapsed]
    while True:
        gone = _in_the_way(Itinerary(problem, Plan(tuple(rows))))
        if not gone:
            return Plan(tuple(rows))
        rows = [row for row in rows if row not in gone]


def _in_the_way(week: Itinerary) -> set[Assignment]:
    """Return rows without which a plan breaks fewer rules, if leaving rows out can help."""
    gone: set[Assignment] = set()
    for one in violations(week):
        rows = [row for row in week.plan if row.demand_id == one.demand_id]
        if (one.code, one.kind) == ("H13", "sessions"):
            sessions = group_by(rows, lambda row: _session_key(week.problem, row))
            latest = sorted(sessions, reverse=True)[: (one.amount or 0) - (one.limit or 0)]
            gone.update(row for key in latest for row in sessions[key])
        elif one.code == "H17":
            gone.update(row for row in rows if (row.day, row.slot) == (one.day, one.slot))
        elif one.code in CODES_OF_DAYS:
            day = (one.staff_id, one.day)
            gone.update(row for row in week.plan if (row.staff_id, row.day) == day)
    return gone


def _session_key(problem: Problem, row: Assignment) -> tuple[int, int, str]:
    """Return which session of its demand a row belongs to: a team's rows are one."""
    is_team = row.demand_id in problem.roles_of
    return row.day, row.slot, "" if is_team else row.staff_id


def without_demands(problem: Problem, demand_ids: Collection[str]) -> Problem:
    """Return the problem without some demands, and without the pins that name them."""

    def stays(row: object) -> bool:
        return getattr(row, "demand_id", None) not in demand_ids

    return problem.updated(
        demands=tuple(filter(stays, problem.demands)), pins=tuple(filter(stays, problem.pins))
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
    held = require_rows(problem, [session.row for session in taught])
    return held.updated(
        absences=(*problem.absences, *absences),
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


def _moment(problem: Problem, day: int, minute: int) -> dt.datetime:
    midnight = dt.datetime.combine(problem.week[day - 1], dt.time())
    return midnight + dt.timedelta(minutes=minute)
