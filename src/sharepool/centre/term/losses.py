"""Why sessions that a week of the term wanted do not take place, one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sharepool.centre.term.holding import HeldSession
from sharepool.centre.term.lost import LossReason, LostSession
from sharepool.centre.term.rows import AttendanceState
from sharepool.problem.itinerary import Itinerary, group_by
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Assignment, Demand
from sharepool.problem.violation import Violation
from sharepool.rules import RULES_OF_ROWS
from sharepool.rules.needs import closed_out, h16_pins

Place = tuple[int, int]
"""Day and first slot."""


_OF_VIOLATION = {
    ("H03", "day_off"): LossReason.DAY_OFF,
    ("H03", "season"): LossReason.SEASON,
    ("H03", "closed"): LossReason.SITE_CLOSED,
    ("H02", "absence"): LossReason.ABSENCE,
    ("H02", "window"): LossReason.NOT_FREE,
    ("H16", "forbid"): LossReason.DECLINED,
}
_OF_RULE = {
    "H00": LossReason.LEFT,
    "H01": LossReason.CERTIFICATE,
    "H03": LossReason.BELLS,
    "H15": LossReason.CLOSURE,
}
"""What a row that breaks a rule by itself is lost to."""

_OF_STATE = {
    AttendanceState.SCHOOL_CANCELLED: LossReason.SCHOOL_CANCELLED,
    AttendanceState.PERSON_CANCELLED: LossReason.PERSON_CANCELLED,
    AttendanceState.WEATHER: LossReason.WEATHER,
}


def nominal(week: Problem, demand: Demand) -> int:
    """Return how many sessions of a demand a week of the term is to have, days off or not.

    None in a week that is not one of the demand's, or out of its season or the opening of its site
    or venue altogether; a week that is only partly in season is to have all of them.
    """
    sites = (week.site_of[site_id] for site_id in (demand.site_id, demand.ground))
    monday, sunday = week.week[0], week.week[-1]
    spans = [(demand.season_from, demand.season_until)]
    spans += [(site.open_from, site.open_until) for site in sites]
    touches = all(
        (first is None or first <= sunday) and (last is None or monday <= last)
        for first, last in spans
    )
    return demand.sessions if touches and week.is_its_week(demand) else 0


def wanted_demands(term_week: Problem, own_week: Problem) -> Iterator[tuple[Demand, Problem]]:
    """Yield each demand with the tables that say what is wanted of it.

    Those of the term; of a demand that only the version in force has, such as a new school's, its
    own.
    """
    yield from ((demand, term_week) for demand in term_week.demands)
    for demand in own_week.demands:
        if demand.demand_id not in term_week.demand_of:
            yield demand, own_week


def sessions_of(week: Problem, plan: Iterable[Assignment]) -> dict[str, list[Assignment]]:
    """Return the sessions of each demand in time order, a team's as one of its rows."""
    rows = sorted(plan, key=lambda row: (row.day, row.slot, row.staff_id))
    found: dict[str, list[Assignment]] = {}
    for demand_id, mine in group_by(rows, lambda row: row.demand_id).items():
        is_team = demand_id in week.roles_of
        starts = {(row.day, row.slot): row for row in reversed(mine)}
        found[demand_id] = sorted(starts.values(), key=_place) if is_team else list(mine)
    return found


def find_losses(
    term_week: Problem,
    own_week: Problem,
    base: Plan,
    planned: Plan,
    held: Sequence[HeldSession] = (),
) -> Iterator[LostSession]:
    """Yield every session that a week wanted and does not have, with its reason.

    Parameters
    ----------
    term_week : Problem
        The term's tables in that week: what is wanted.
    own_week : Problem
        The tables of the version in force: why the standing plan could not stay.
    base : Plan
        The standing plan.
    planned : Plan
        In force.
    held : sequence of HeldSession
        What became of it; as planned if not given.
    """
    causes = _Causes(own_week, base)
    standing, now = sessions_of(own_week, base), sessions_of(own_week, planned)
    rows = planned if not held else [one.held for one in held if one.held is not None]
    given = {name: len(mine) for name, mine in sessions_of(own_week, rows).items()}
    cancelled = group_by(
        (one for one in held if one.planned is not None and one.held is None),
        lambda one: one.planned.demand_id if one.planned else "",
    )
    for demand, tables in wanted_demands(term_week, own_week):
        name, wanted = demand.demand_id, nominal(tables, demand)
        missing = wanted - given.get(name, 0)
        if missing <= 0:
            continue
        have = now.get(name, [])
        found = list(causes.of_plan(tables, demand, standing.get(name, []), have, wanted))
        found = found[:missing]
        yield from found
        yield from _not_held(own_week, have, cancelled.get(name, ()), missing - len(found))


def _not_held(
    week: Problem, have: Sequence[Assignment], cancelled: Iterable[HeldSession], count: int
) -> Iterator[LostSession]:
    """Yield the first sessions of a demand that were planned and not held."""
    dropped = {
        (one.planned.day, one.planned.slot, one.planned.staff_id): one
        for one in cancelled
        if one.planned is not None
    }
    lost = [
        (row, dropped[row.day, row.slot, row.staff_id])
        for row in have
        if (row.day, row.slot, row.staff_id) in dropped
    ]
    for row, one in lost[:count]:
        reason = LossReason.NOT_REPORTED if one.state is None else _OF_STATE[one.state]
        yield LostSession(week.week[0], row.demand_id, reason, one.date, row.staff_id, row.slot)


class _Causes:
    """Why the rows of a standing plan cannot stay in a week."""

    def __init__(self, week: Problem, base: Plan) -> None:
        self._week = week
        laid_out = Itinerary(week, base)
        found: dict[tuple[object, ...], LossReason] = {}
        for violation in _broken(laid_out):
            reason = _reason_of(violation)
            # Closed grounds are nobody's in person.
            person = None if reason is LossReason.CLOSURE else violation.staff_id
            key = (person, violation.demand_id, violation.day, violation.slot)
            found[key] = _strongest([reason, found.get(key, reason)])
        self._found = found

    def why(self, row: Assignment) -> LossReason:
        """Return why a row of the standing plan is not in the plan of the week."""
        keys = (
            (row.staff_id, row.demand_id, row.day, row.slot),
            (row.staff_id, row.demand_id, None, None),
            (None, row.demand_id, row.day, row.slot),
        )
        return _strongest([self._found[key] for key in keys if key in self._found])

    def of_plan(
        self,
        term_week: Problem,
        demand: Demand,
        standing: Sequence[Assignment],
        have: Sequence[Assignment],
        wanted: int,
    ) -> Iterator[LostSession]:
        """Yield what the plan of the week lacks of a demand."""
        missing = wanted - len(have)
        there = set(have)
        gone = [(row, self.why(row)) for row in standing if row not in there]
        gone.sort(key=lambda one: (one[1] is LossReason.GIVEN_UP, _place(one[0])))
        lost = gone[: max(0, min(missing, len(standing) - len(have)))]
        monday = self._week.week[0]
        for row, reason in lost:
            date = self._week.week[row.day - 1]
            yield LostSession(monday, row.demand_id, reason, date, row.staff_id, row.slot)
        off = sum(reason is LossReason.DAY_OFF for _, reason in lost)
        for number in range(missing - len(lost)):
            reason = self._without_date(term_week, demand, wanted, off + number)
            yield LostSession(monday, demand.demand_id, reason)

    def _without_date(
        self, term_week: Problem, demand: Demand, wanted: int, off: int
    ) -> LossReason:
        """Return why a session is missing that the standing plan lacks too."""
        if term_week.closed_site(demand) is not None:
            return LossReason.SITE_CLOSED
        if term_week.is_dormant(demand):
            return LossReason.SEASON
        days_left = term_week.wanted_of[demand.demand_id]
        return LossReason.DAY_OFF if off < wanted - days_left else LossReason.NOT_PLANNED


def _broken(week: Itinerary) -> Iterator[Violation]:
    for rule in (*RULES_OF_ROWS, closed_out):
        yield from rule(week)
    yield from (one for one in h16_pins(week) if one.kind == "forbid")


def _reason_of(violation: Violation) -> LossReason:
    kind = (violation.code, violation.kind or "")
    return _OF_VIOLATION.get(kind) or _OF_RULE.get(violation.code, LossReason.GIVEN_UP)


def _strongest(reasons: Iterable[LossReason]) -> LossReason:
    return min(reasons, key=list(LossReason).index, default=LossReason.GIVEN_UP)


def _place(row: Assignment) -> Place:
    return row.day, row.slot
