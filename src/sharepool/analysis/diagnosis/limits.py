"""Limits that keep plans small: which there are, and the problem with some of them eased."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import ROUND_CEILING, Context, Decimal

from sharepool.analysis.diagnosis.types import Limit
from sharepool.problem.cells import MINUTES_PER_DAY, MINUTES_PER_HOUR
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Staff

AMPLE = 7 * MINUTES_PER_DAY
"""More minutes, sessions, sites and people than any week holds."""

FREE_DAY = {"lunch_min": 0, "earliest_departure": 0, "latest_return": MINUTES_PER_DAY}
FREE_DEMAND = {"min_gap_days": 1, "max_per_day": AMPLE, "max_staff": AMPLE, "sessions": AMPLE}
PERSONAL = (
    "max_sites_day",
    "max_sites_week",
    "max_days_week",
    "max_sessions_day",
    "max_sessions_week",
    "max_leg_min",
    "max_travel_min_day",
)
"""Limits of a person, those first that planners would rather not see in an explanation."""

NO_PIN = {"kind": "prefer", "weight": 0}
"""What makes a pin say nothing."""

_ROUNDED_UP = Context(prec=28, rounding=ROUND_CEILING)


def find_limits(
    problem: Problem, staff_ids: Collection[str], demand_ids: Collection[str]
) -> list[Limit]:
    """Return every limit on what some people can do for some demands.

    Those that explain least to a planner come first: frames of the day, then sites and demands,
    then budgets, then people and their times.
    """
    people = [person for person in problem.staff if person.staff_id in staff_ids]
    day = problem.rules.day
    return [
        *(Limit("day", "", name, getattr(day, name)) for name in FREE_DAY),
        *_of_demands(problem, demand_ids),
        *_of_employers(problem, {person.employer for person in people}),
        *(
            Limit("staff", person.staff_id, name, problem.limit_of(person, name))
            for name in PERSONAL
            for person in people
        ),
        *(
            Limit("staff", person.staff_id, "max_hours_week", _minutes(person.max_hours_week))
            for person in people
            if person.max_hours_week is not None
        ),
        *(
            Limit("pins", str(row))
            for row, pin in enumerate(problem.pins)
            if pin.kind == "forbid" and (pin.staff_id is None or pin.staff_id in staff_ids)
        ),
        *_of_times(problem, people),
    ]


def free_value(limit: Limit) -> int:
    """Return the value at which a limit with a value limits nothing."""
    return (FREE_DAY | FREE_DEMAND).get(limit.column, AMPLE)


def ease(problem: Problem, changes: Mapping[Limit, int]) -> Problem:
    """Return the problem with some limits at other values; of rows, any value drops them.

    Rows of demands, pins and pairs stay where they are.
    """
    values = {(one.table, one.key, one.column): value for one, value in changes.items()}
    rules = problem.rules
    day = {name: values["day", "", name] for name in FREE_DAY if ("day", "", name) in values}
    employers = {
        name: employer.model_copy(update=_changed(values, "employers", name))
        for name, employer in rules.employers.items()
    }
    eased_rules = rules.model_copy(
        update={"day": rules.day.model_copy(update=day), "employers": employers}
    )

    def is_dropped(table: str, key: str) -> bool:
        return (table, key, "") in values

    return problem.updated(
        rules=eased_rules,
        sites=tuple(
            one.model_copy(update=_changed(values, "sites", one.site_id)) for one in problem.sites
        ),
        demands=tuple(
            one.model_copy(update=_changed(values, "demands", one.demand_id))
            for one in problem.demands
        ),
        staff=tuple(
            one.model_copy(update=_changed(values, "staff", one.staff_id)) for one in problem.staff
        ),
        availability=tuple(
            row for row in problem.availability if not is_dropped("availability", row.staff_id)
        ),
        absences=tuple(row for row in problem.absences if not is_dropped("absences", row.staff_id)),
        pins=tuple(
            pin.model_copy(update=NO_PIN) if is_dropped("pins", str(row)) else pin
            for row, pin in enumerate(problem.pins)
        ),
    )


def _changed(
    values: Mapping[tuple[str, str, str], int], table: str, key: str
) -> dict[str, int | Decimal]:
    return {
        column: _hours(value) if column == "max_hours_week" else value
        for (one, other, column), value in values.items()
        if (one, other) == (table, key)
    }


def _of_demands(problem: Problem, demand_ids: Collection[str]) -> Iterator[Limit]:
    demands = [problem.demand_of[demand_id] for demand_id in sorted(demand_ids)]
    for site_id in sorted({demand.ground for demand in demands}):
        capacity = problem.site_of[site_id].capacity
        if capacity is not None:
            yield Limit("sites", site_id, "capacity", capacity)
    for name in FREE_DEMAND:
        for demand in demands:
            yield Limit("demands", demand.demand_id, name, getattr(demand, name))


def _of_employers(problem: Problem, names: Collection[str]) -> Iterator[Limit]:
    for name, employer in problem.rules.employers.items():
        if name in names and employer.max_hours_week is not None:
            yield Limit("employers", name, "max_hours_week", _minutes(employer.max_hours_week))


def _of_times(problem: Problem, people: Collection[Staff]) -> Iterator[Limit]:
    for table, rows in (("availability", problem.availability), ("absences", problem.absences)):
        limited = {row.staff_id for row in rows}
        for person in people:
            if person.staff_id in limited:
                yield Limit(table, person.staff_id)


def _minutes(hours: Decimal) -> int:
    return int(hours * MINUTES_PER_HOUR)


def _hours(minutes: int) -> Decimal:
    """Return hours that hold so many whole minutes, and not one more."""
    return _ROUNDED_UP.divide(Decimal(minutes), Decimal(MINUTES_PER_HOUR))
