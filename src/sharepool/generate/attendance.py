"""What became of the sessions of a term: most are given, some are not, some by somebody else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np

from sharepool.centre.term.rows import Attendance, AttendanceState
from sharepool.centre.term.types import TermBook, TermWeek
from sharepool.problem.plan import Plan
from sharepool.problem.rows import Assignment
from sharepool.rules import check

SHARES = {
    AttendanceState.SCHOOL_CANCELLED: 0.015,
    AttendanceState.PERSON_CANCELLED: 0.02,
    AttendanceState.WEATHER: 0.01,
}
"""Of the sessions: those that fall out. Where it can be, somebody else comes for a person."""

MOST_ASKED = 6
"""People who are asked to come instead."""


def generate_attendance(
    term: TermBook, until: dt.date, seed: int, *, since: dt.date | None = None
) -> tuple[Attendance, ...]:
    """Return invented reports of what was held: what fell out, who came instead, the last session.

    Whoever comes instead may take the session, is free, and can be there.

    Parameters
    ----------
    term : TermBook
        With the versions that are out.
    until : datetime.date
        The last day that is reported.
    seed : int
        The same seed and term give the same reports.
    since : datetime.date, optional
        The first day that is reported; that of the term if not given.

    Examples
    --------
    >>> import datetime as dt
    >>> import sharepool as sp
    >>> tiny = sp.read_problem("data/samples/tiny")
    >>> rules = {"term.first_monday": dt.date(2026, 3, 2), "term.weeks": 2}
    >>> term = sp.plan_term(tiny.replace(rules=rules), stop=2, week_stop=2, workers=1)
    >>> reports = sp.generate_attendance(term.publish(), dt.date(2026, 3, 8), seed=1)
    >>> reports[-1].state.value
    'given'
    """
    rng = np.random.default_rng(seed)
    found: list[Attendance] = []
    last: Attendance | None = None
    for versions in term.versions.values():
        week = versions[-1].week
        days = [date for date in week.problem.week if (since or date) <= date <= until]
        rows = sorted(
            (row for row in week.plan if week.problem.week[row.day - 1] in days),
            key=lambda row: (row.day, row.slot, row.staff_id, row.demand_id),
        )
        found += _draw(rng, week, rows)
        if rows:
            last = _report(week, rows[-1], AttendanceState.GIVEN)
    reports = {row.session: row for row in found}
    if last is not None:
        reports.setdefault(last.session, last)
    return tuple(sorted(reports.values(), key=lambda row: row.session))


def _draw(rng: np.random.Generator, week: TermWeek, rows: list[Assignment]) -> Iterator[Attendance]:
    """Yield a report of each session that is not given as planned."""
    held = list(week.plan)
    for row in rows:
        chance = rng.random()
        state = None
        for one, share in SHARES.items():
            if chance < share:
                state = one
                break
            chance -= share
        if state is None:
            continue
        held.remove(row)
        instead = None
        if state is AttendanceState.PERSON_CANCELLED and row.demand_id not in week.problem.roles_of:
            instead = _find_substitute(rng, week, held, row)
        if instead is None:
            yield _report(week, row, state)
        else:
            held.append(instead)
            yield _report(week, row, AttendanceState.SUBSTITUTED, instead.staff_id)


def _find_substitute(
    rng: np.random.Generator, week: TermWeek, held: list[Assignment], row: Assignment
) -> Assignment | None:
    """Return the session with somebody in it who can take it besides their own."""
    people = [one.staff_id for one in week.problem.staff if one.staff_id != row.staff_id]
    holding = [
        name
        for name in people
        if any(
            skill.skill == week.problem.demand_of[row.demand_id].skill
            for skill in week.problem.skills_of.get(name, ())
        )
    ]
    for name in rng.permutation(holding)[:MOST_ASKED]:
        instead = row.model_copy(update={"staff_id": str(name)})
        mine = [one for one in held if one.staff_id == name]
        # What a plan of one person alone lacks is nothing that this person breaks.
        broken = check(week.problem, Plan((*mine, instead)))
        if not any(violation.staff_id == name for violation in broken):
            return instead
    return None


def _report(
    week: TermWeek, row: Assignment, state: AttendanceState, by: str | None = None
) -> Attendance:
    return Attendance(
        date=week.problem.week[row.day - 1],
        staff_id=row.staff_id,
        demand_id=row.demand_id,
        slot=row.slot,
        state=state,
        by=by,
    )
