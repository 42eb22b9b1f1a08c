"""Excerpts of a problem and a legal plan: all that one change of the plan can touch, and no more.

A change adds a session, takes one out, or both. The weeks of its people and the sessions of its
sites stand in the excerpt whole. Whatever else comes along in part is the same before and after, so
that the rules newly find, and the terms add, exactly what they would for the whole plan. Rules and
terms of people look at the weeks of the people, the others at the sessions of the sites.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import ROUND_CEILING, Context, Decimal
from fractions import Fraction
from functools import cached_property
from itertools import chain

from sharepool.base.interrupts import is_asked_to_stop
from sharepool.problem.cells import MINUTES_PER_HOUR
from sharepool.problem.itinerary import Item, Itinerary, Session, group_by
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Assignment, Demand, Pin, Requirement
from sharepool.problem.rules import Employer, Rules
from sharepool.problem.timetable import Timetable
from sharepool.problem.travel import TravelTimes
from sharepool.problem.violation import Violation
from sharepool.rules import RULES_OF_NEEDS, RULES_OF_PEOPLE
from sharepool.rules.rows import h01_skill
from sharepool.rules.scoring import TERMS

Key = tuple[str | int, ...]
"""The cells of a row of a plan, which are faster to look up than the row."""

_WITNESSES = 2
"""Sessions that show that a required pin holds, even if a change takes one of them out."""

_TERMS_OF_PEOPLE = {"travel", "site_link", "short_minute", "long_road"}
"""Terms that people's own weeks decide."""

_ROUNDED_UP = Context(prec=28, rounding=ROUND_CEILING)


class TimeUp(Exception):  # noqa: N818 — no error: it ends the looking
    """The deadline has passed."""


class Whole:
    """A problem and a legal plan, with what belongs to each person and site at hand.

    Parameters
    ----------
    problem : Problem
    plan : Plan
    deadline : float, optional
        When to stop, on the clock of :func:`time.monotonic`.
    """

    def __init__(self, problem: Problem, plan: Plan, deadline: float | None = None) -> None:
        self.problem, self.plan, self.deadline = problem, plan, deadline
        self.timetable, self.travel = Timetable(problem), TravelTimes(problem)
        self.week = Itinerary(problem, plan, self.timetable, self.travel)
        self.rows_of_person = group_by(plan, lambda row: row.staff_id)
        self.rows_of_site = _by_site(plan, lambda row: self.sites_of(row.demand_id))
        self.demands_of_site = _by_site(problem.demands, lambda one: self.sites_of(one.demand_id))
        self.windows_of = group_by(problem.availability, lambda window: window.staff_id)
        self.absences_of = group_by(problem.absences, lambda absence: absence.staff_id)
        self.previous_of = group_by(problem.previous_plan, lambda row: row.staff_id)
        self.pairs_of = group_by(enumerate(problem.pairs), lambda pair: pair[1].site_id)
        self.chains_of = group_by(problem.chains, lambda member: member.site_id)
        self._excerpts: dict[tuple[frozenset[str], frozenset[str]], Excerpt] = {}
        self.laid_out: dict[Key, Session | None] = {}
        self._holders: dict[tuple[Requirement, ...], tuple[str, ...]] = {}

    def sites_of(self, demand_id: str) -> frozenset[str]:
        """Return the sites that have the sessions of a demand."""
        listeners = self.problem.listeners_of.get(demand_id, ())
        own = self.problem.demand_of[demand_id].site_id
        return frozenset((own, *(one.site_id for one in listeners)))

    def count_sessions(self, demand: Demand) -> int:
        """Return how many sessions of a demand the plan has."""
        return self.week.delivered(demand.demand_id)

    def count_missing(self, demand: Demand) -> int:
        """Return how many sessions of a demand are wanted this week and not in the plan."""
        wanted = self.problem.wanted_of[demand.demand_id]
        return max(0, wanted - self.count_sessions(demand))

    def holders(self, demand: Demand, role: str = "") -> tuple[str, ...]:
        """Return everybody who holds the skills of a demand, or of a role, as the checker sees it.

        Parameters
        ----------
        demand : Demand
        role : str, optional
        """
        requirements = demand.requirements
        if role:
            own = self.problem.roles_of[demand.demand_id][role]
            requirements = own.requirements_of(demand)
        if requirements not in self._holders:
            rows = [
                (person.staff_id, demand.demand_id, 1, 1, role) for person in self.problem.staff
            ]
            week = Itinerary(self.problem, Plan.of(rows), self.timetable, self.travel)
            lacking = {violation.staff_id for violation in h01_skill(week)}
            self._holders[requirements] = tuple(
                person.staff_id for person in self.problem.staff if person.staff_id not in lacking
            )
        return self._holders[requirements]

    def with_plan(self, plan: Plan) -> Whole:
        """Return the same problem with another plan, and the same time left."""
        return Whole(self.problem, plan, self.deadline)

    def is_time_up(self) -> bool:
        """Return whether the deadline has passed, or nobody wants to wait for it."""
        late = self.deadline is not None and time.monotonic() >= self.deadline
        return late or is_asked_to_stop()

    def around(self, *rows: Assignment) -> Excerpt:
        """Return the excerpt in which changes of some rows can be tried.

        Raises
        ------
        TimeUp
            The deadline has passed.
        """
        self._mind_time()
        people = frozenset(row.staff_id for row in rows)
        sites = frozenset[str]().union(*(self.sites_of(row.demand_id) for row in rows))
        if (people, sites) not in self._excerpts:
            self._excerpts[people, sites] = Excerpt(self, people, sites)
        return self._excerpts[people, sites]

    def empty_week(self, staff_id: str, demand: Demand) -> Excerpt:
        """Return the excerpt of a person and a demand's site before anything is planned.

        Raises
        ------
        TimeUp
            The deadline has passed.
        """
        self._mind_time()
        sites = self.sites_of(demand.demand_id)
        return Excerpt(self, frozenset({staff_id}), sites, is_empty=True)

    def _mind_time(self) -> None:
        if self.is_time_up():
            raise TimeUp

    def forget(self) -> None:
        """Drop the excerpts made so far."""
        self._excerpts.clear()

    @cached_property
    def worked_min(self) -> dict[str, int]:
        """Minutes of work of each employer's people."""
        return work_of_employers(self.week)

    @cached_property
    def witnesses(self) -> dict[int, tuple[Assignment, ...]]:
        """For each required pin, by row, the first sessions that are as it requires."""
        return {
            row: tuple(session.row for session in self.week.matching(pin)[:_WITNESSES])
            for row, pin in enumerate(self.problem.pins)
            if pin.kind == "require"
        }


class Excerpt:
    """What concerns some people and some sites: a small problem, and the rows of the plan there.

    Parameters
    ----------
    whole : Whole
    people, sites : frozenset of str
        Whose weeks, and whose sessions, may change.
    is_empty : bool
        Whether to leave out all sessions, as if the week were still to be planned.
    """

    def __init__(
        self, whole: Whole, people: frozenset[str], sites: frozenset[str], *, is_empty: bool = False
    ) -> None:
        self._whole = whole
        self._people = people
        self.pin_rows = _concerned_pins(whole.problem, people, sites)
        self.pair_rows = [row for site in sites for row, _ in whole.pairs_of.get(site, ())]
        self._own: dict[Key, Assignment] = {}
        self._there: dict[Key, Assignment] = {}
        if not is_empty:
            witnesses = (row for pin in self.pin_rows for row in whole.witnesses.get(pin, ()))
            self._own = _keyed(_gather(whole.rows_of_person, people))
            self._there = _keyed([*_gather(whole.rows_of_site, sites), *witnesses])
        self._problem = self._cut(sites)
        if whole.problem.rules.employers and not is_empty:
            self._leave_budgets_of_others()

    def find_obstacles(
        self, add: Assignment | None, drop: Assignment | None = None
    ) -> tuple[Violation, ...]:
        """Return what the plan would newly break with a session more, or with one for another."""
        found = self._violations(add, drop) - self._broken
        return tuple(sorted(map(self._translate, found)))

    def find_change(self, add: Assignment | None, drop: Assignment | None = None) -> int:
        """Return what adding a session, dropping one, or both, adds to the objective."""
        return self._score(add, drop) - self._objective

    def find_saving(self, drop: Assignment) -> int:
        """Return the minutes of work that the people save without a session."""
        work = [work_of_employers(self._weeks(None, one)[0]) for one in (None, drop)]
        return sum(work[0].values()) - sum(work[1].values())

    @cached_property
    def _broken(self) -> frozenset[Violation]:
        return self._violations(None, None)

    @cached_property
    def _objective(self) -> int:
        return self._score(None, None)

    def _violations(self, add: Assignment | None, drop: Assignment | None) -> frozenset[Violation]:
        own, there = self._weeks(add, drop)
        of_people = (one for rule in RULES_OF_PEOPLE for one in rule(own))
        return frozenset(chain(of_people, (one for rule in RULES_OF_NEEDS for one in rule(there))))

    def _score(self, add: Assignment | None, drop: Assignment | None) -> int:
        own, there = self._weeks(add, drop)
        return sum(term(own if name in _TERMS_OF_PEOPLE else there) for name, term in TERMS.items())

    def _weeks(
        self, add: Assignment | None, drop: Assignment | None
    ) -> tuple[Itinerary, Itinerary]:
        """Return the changed weeks of the people, and the changed weeks of the sites."""
        weeks = []
        for kept in (self._own, self._there):
            rows = dict(kept)
            if drop is not None:
                del rows[key_of(drop)]
            if add is not None:
                # Twice the same row is two sessions.
                rows[(*key_of(add), "added")] = add
            weeks.append(_Week(self._whole, self._problem, Plan(tuple(rows.values()))))
        return weeks[0], weeks[1]

    def _cut(self, sites: frozenset[str]) -> Problem:
        """Return the problem of the people and demands that the excerpt knows of."""
        whole, problem = self._whole, self._whole.problem
        rows = (*self._own.values(), *self._there.values())
        staff = dict.fromkeys([*sorted(self._people), *(row.staff_id for row in rows)])
        demands = {one.demand_id: one for one in _gather(whole.demands_of_site, sites)}
        demands |= {row.demand_id: problem.demand_of[row.demand_id] for row in rows}
        return Problem.model_construct(
            rules=problem.rules,
            sites=problem.sites,
            bells=problem.bells,
            staff=tuple(problem.person_of[staff_id] for staff_id in staff),
            skills=_gather(problem.skills_of, staff),
            availability=_gather(whole.windows_of, staff),
            absences=_gather(whole.absences_of, staff),
            demands=tuple(demands.values()),
            travel=problem.travel,
            pins=tuple(problem.pins[row] for row in self.pin_rows),
            previous_plan=_gather(whole.previous_of, self._people),
            pairs=tuple(problem.pairs[row] for row in self.pair_rows),
            chains=_gather(whole.chains_of, sites),
            roles=tuple(role for one in demands for role in problem.roles_of.get(one, {}).values()),
            listeners=tuple(row for one in demands for row in problem.listeners_of.get(one, ())),
            closures=problem.closures,
            calendar=problem.calendar,
            warnings=(),
        )

    def _leave_budgets_of_others(self) -> None:
        """Take what an employer's other people work off its budget."""
        own = work_of_employers(self._weeks(None, None)[0])
        rules = self._whole.problem.rules
        left = {
            name: _less(employer, self._whole.worked_min.get(name, 0) - own.get(name, 0))
            for name, employer in rules.employers.items()
        }
        narrowed = rules.model_copy(update={"employers": left})
        self._problem = self._problem.model_copy(update={"rules": narrowed})

    def _translate(self, violation: Violation) -> Violation:
        """Return a violation of the excerpt in terms of the whole problem."""
        if violation.code == "H12" and violation.kind == "employer":
            limit = _minutes(self._whole.problem.rules, violation.name or "")
            beyond = limit - (violation.limit or 0)
            return replace(violation, amount=(violation.amount or 0) + beyond, limit=limit)
        if violation.code == "H16" and violation.row is not None:
            rows = self.pair_rows if violation.kind == "strict_pair" else self.pin_rows
            return replace(violation, row=rows[violation.row])
        return violation


class _Week(Itinerary):
    """An itinerary that lays out each row of a plan once for all excerpts."""

    def __init__(self, whole: Whole, problem: Problem, plan: Plan) -> None:
        self._known = whole.laid_out
        super().__init__(problem, plan, whole.timetable, whole.travel)

    def _session(self, row: Assignment) -> Session | None:
        key = key_of(row)
        if key not in self._known:
            self._known[key] = super()._session(row)
        return self._known[key]


def work_of_employers(week: Itinerary) -> dict[str, int]:
    """Return the minutes that each employer's people work, as H12 counts them."""
    worked: dict[str, int] = defaultdict(int)
    by_road = week.problem.rules.limits.count_travel_as_work
    for staff_id, sessions in week.of_person.items():
        road_min = week.travel_min_of[staff_id] if by_road else 0
        worked[sessions[0].person.employer] += road_min + sum(one.minutes for one in sessions)
    return dict(worked)


def key_of(row: Assignment) -> Key:
    """Return the cells of a row."""
    return row.staff_id, row.demand_id, row.day, row.slot, row.role


def _keyed(rows: Iterable[Assignment]) -> dict[Key, Assignment]:
    return {key_of(row): row for row in rows}


def _concerned_pins(problem: Problem, people: frozenset[str], sites: frozenset[str]) -> list[int]:
    """Return the rows of the pins that sessions of some people at some sites may match."""

    def concerns(pin: Pin) -> bool:
        demand = problem.demand_of.get(pin.demand_id or "")
        return (
            (pin.staff_id is None or pin.staff_id in people)
            and (pin.site_id is None or pin.site_id in sites)
            and (pin.demand_id is None or (demand is not None and demand.site_id in sites))
        )

    return [row for row, pin in enumerate(problem.pins) if concerns(pin)]


def _by_site(
    rows: Iterable[Item], sites_of: Callable[[Item], Iterable[str]]
) -> dict[str, tuple[Item, ...]]:
    """Return rows by site; a row stands at each of its sites."""
    found: dict[str, list[Item]] = defaultdict(list)
    for row in rows:
        for site in sites_of(row):
            found[site].append(row)
    return {site: tuple(own) for site, own in found.items()}


def _gather(table: dict[str, tuple[Item, ...]], keys: Iterable[str]) -> tuple[Item, ...]:
    """Return the rows of a table of some people or sites, in a fixed order."""
    return tuple(row for key in sorted(keys) for row in table.get(key, ()))


def _minutes(rules: Rules, name: str) -> int:
    """Return an employer's budget in whole minutes."""
    return int(Fraction(rules.employers[name].max_hours_week or 0) * MINUTES_PER_HOUR)


def _less(employer: Employer, minutes: int) -> Employer:
    """Return an employer whose budget, in whole minutes, is that much smaller."""
    if employer.max_hours_week is None:
        return employer
    left = int(Fraction(employer.max_hours_week) * MINUTES_PER_HOUR) - minutes
    # Rounded up, the hours hold exactly these whole minutes.
    hours = _ROUNDED_UP.divide(Decimal(left), Decimal(MINUTES_PER_HOUR))
    return employer.model_copy(update={"max_hours_week": hours})
