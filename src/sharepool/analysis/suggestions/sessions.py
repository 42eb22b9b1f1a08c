"""Which session is meant: one of the plan, or one that is missing."""

from __future__ import annotations

from dataclasses import dataclass

from sharepool.analysis.reasons.excerpts import Whole
from sharepool.analysis.reasons.planrows import key_of
from sharepool.base.errors import Fault, ProblemError
from sharepool.problem.itinerary import group_by
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Assignment, Demand
from sharepool.tables.hints import Hints

SessionName = Assignment | tuple[str, int] | str
"""A row of the plan; or a demand's id and the number of its session, also as ``"D1:2"``."""


@dataclass(frozen=True)
class NamedSession:
    """A session that somebody has named.

    Attributes
    ----------
    demand : Demand
    rows : tuple of Assignment
        Of the plan; a team has several, a session that is missing none.
    part : Assignment or None
        Whose part of it is meant, if one is.
    """

    demand: Demand
    rows: tuple[Assignment, ...]
    part: Assignment | None = None


def find_session(whole: Whole, name: SessionName) -> NamedSession:
    """Return the session that is meant.

    A demand's sessions are numbered from 1 in the order of the week; those that are missing follow.
    An id without a number is the first that is missing, or the only one there is.

    Raises
    ------
    ProblemError
        There is no such demand or session.
    """
    if isinstance(name, Assignment):
        return _of_row(whole, name)
    demand_id, number = _split(whole.problem, name)
    demand = whole.problem.demand_of[demand_id]
    held = _held(whole, demand)
    missing = max(0, whole.problem.wanted_of[demand_id] - len(held))
    if number is None:
        number = len(held) + 1 if missing else 1 if len(held) == 1 else 0
    if not 1 <= number <= len(held) + missing:
        told = {"most": len(held) + missing}
        raise ProblemError([Fault("", None, "--session", "no_session", _shown(name), told)])
    rows = held[number - 1] if number <= len(held) else ()
    return NamedSession(demand, rows, rows[0] if len(rows) == 1 else None)


def number_of(whole: Whole, row: Assignment) -> int:
    """Return the number of the session that a row of the plan belongs to, among its demand's."""
    held = _held(whole, whole.problem.demand_of[row.demand_id])
    return 1 + next(place for place, rows in enumerate(held) if row in rows)


def require_people(problem: Problem, staff_ids: tuple[str, ...]) -> None:
    """Make sure that people are known.

    Raises
    ------
    ProblemError
    """
    unknown = [one for one in dict.fromkeys(staff_ids) if one not in problem.person_of]
    if unknown:
        raise ProblemError([_unknown("person", one, tuple(problem.person_of)) for one in unknown])


def _of_row(whole: Whole, row: Assignment) -> NamedSession:
    own = whole.rows_of_person.get(row.staff_id, ())
    if key_of(row) not in map(key_of, own):
        shown = " ".join(map(str, key_of(row))).strip()
        raise ProblemError([Fault("", None, "--session", "no_session", shown, {"kind": "row"})])
    demand = whole.problem.demand_of[row.demand_id]
    held = _held(whole, demand)
    return NamedSession(demand, next(rows for rows in held if row in rows), row)


def _split(problem: Problem, name: tuple[str, int] | str) -> tuple[str, int | None]:
    """Return the demand of a name, and the number if there is one."""
    if isinstance(name, tuple):
        demand_id, number = name[0], str(name[1])
    else:
        before, colon, after = name.rpartition(":")
        known = name in problem.demand_of or not (colon and after.isdecimal())
        demand_id, number = (name, "") if known else (before, after)
    if demand_id not in problem.demand_of:
        raise ProblemError([_unknown("demand", demand_id, tuple(problem.demand_of))])
    return demand_id, int(number) if number else None


def _held(whole: Whole, demand: Demand) -> list[tuple[Assignment, ...]]:
    """Return the rows of each session of a demand, in the order of the week."""
    there = whole.rows_of_site.get(demand.site_id, ())
    rows = sorted((row for row in there if row.demand_id == demand.demand_id), key=_order)
    if demand.demand_id not in whole.problem.roles_of:
        return [(row,) for row in rows]
    return list(group_by(rows, lambda row: (row.day, row.slot)).values())


def _order(row: Assignment) -> tuple[int, int, str, str]:
    return row.day, row.slot, row.role, row.staff_id


def _unknown(kind: str, value: str, known: tuple[str, ...]) -> Fault:
    fields = {"kind": kind, "near": Hints(known).near(value)}
    return Fault(
        "", None, {"person": "staff_id", "demand": "demand_id"}[kind], "unknown_id", value, fields
    )


def _shown(name: tuple[str, int] | str) -> str:
    return name if isinstance(name, str) else f"{name[0]}:{name[1]}"
