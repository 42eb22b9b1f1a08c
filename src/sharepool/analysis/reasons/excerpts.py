"""Excerpts of a problem and a legal plan: all that one change of the plan can touch, and no more.

A change adds sessions, takes some out, or both. The weeks of its people and the sessions of its
sites stand in the excerpt whole. Whatever else comes along in part is the same before and after, so
that the rules newly find, and the terms add, exactly what they would for the whole plan. Rules and
terms of people look at the weeks of the people, the others at the sessions of the sites.
"""

from __future__ import annotations

import copy
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Context, Decimal
from fractions import Fraction
from functools import cached_property
from itertools import chain

from sharepool.analysis.reasons.planrows import (
    Key,
    Rows,
    key_of,
    keyed,
    last_of,
    put_row,
    rows_without,
    take_row,
)
from sharepool.base.interrupts import is_asked_to_stop
from sharepool.problem.cells import MINUTES_PER_HOUR
from sharepool.problem.itinerary import Item, Itinerary, PersonDay, Session, group_by
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Assignment, Demand, Pin, Requirement
from sharepool.problem.rules import Employer, Rules
from sharepool.problem.timetable import Timetable
from sharepool.problem.travel import TravelTimes
from sharepool.problem.violation import Violation
from sharepool.rules import RULES_OF_NEEDS, RULES_OF_PEOPLE, RULES_OF_ROWS
from sharepool.rules.needs import h13_demand, h14_people
from sharepool.rules.rows import h01_skill
from sharepool.rules.scoring import terms_of

_TERMS_OF_PEOPLE = {"travel", "site_link", "short_minute", "long_road"}
"""Terms that people's own weeks decide."""

_RULES_OF_WEEKS = tuple(rule for rule in RULES_OF_PEOPLE if rule not in RULES_OF_ROWS)
"""Rules of people that look at more than one row."""

_RULES_OF_DEMANDS = (h13_demand, h14_people)
"""Rules that a demand's own sessions break: no session of another demand makes way."""

_ROUNDED_UP = Context(prec=28, rounding=ROUND_CEILING)


class TimeUp(Exception):  # noqa: N818 — no error: it ends the looking
    """The deadline has passed."""


@dataclass(frozen=True)
class Effect:
    """What a change of a plan does, as checker and scorer see it.

    Attributes
    ----------
    new, gone : tuple of Violation
        What the changed plan breaks and the plan did not, and the other way round.
    terms : dict of str to int
        What each term of the objective gains, weights applied.
    delivered : int
        Sessions gained.
    road_min : int
        Minutes on the road gained.
    """

    new: tuple[Violation, ...]
    gone: tuple[Violation, ...]
    terms: dict[str, int]
    delivered: int
    road_min: int

    @property
    def change(self) -> int:
        """What the change adds to the objective."""
        return sum(self.terms.values())


class Whole:
    """A problem and a plan, with what belongs to each person and site at hand.

    Parameters
    ----------
    problem : Problem
    plan : Plan
        Its people and demands are known.
    deadline : float, optional
        When to stop, on the clock of :func:`time.monotonic`.
    """

    def __init__(self, problem: Problem, plan: Plan, deadline: float | None = None) -> None:
        self.problem, self.plan, self.deadline = problem, plan, deadline
        self.timetable, self.travel = Timetable(problem), TravelTimes(problem)
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
        self.days: dict[tuple[int, ...], PersonDay] = {}
        self.faults_of_row: dict[Key, frozenset[Violation]] = {}
        self._alone: dict[str, tuple[Problem, tuple[Assignment, ...]]] = {}
        self._holders: dict[tuple[Requirement, ...], tuple[str, ...]] = {}

    @cached_property
    def week(self) -> Itinerary:
        """The plan laid out."""
        return _Week(self, self.problem, self.plan)

    def changed(self, add: Rows, drop: Rows) -> Whole:
        """Return the same problem with a plan in which some rows are others, at little cost."""
        whole = copy.copy(self)
        for name in ("week", "witnesses"):
            whole.__dict__.pop(name, None)
        excerpt = self.around(*add, *drop)
        whole.plan = replace(self.plan, assignments=(*rows_without(self.plan, drop), *add))
        whole.rows_of_person = dict(self.rows_of_person)
        whole.rows_of_site = dict(self.rows_of_site)
        for row in drop:
            take_row(whole.rows_of_person, [row.staff_id], row)
            take_row(whole.rows_of_site, self.sites_of(row.demand_id), row)
        for row in add:
            put_row(whole.rows_of_person, [row.staff_id], row)
            put_row(whole.rows_of_site, self.sites_of(row.demand_id), row)
        if self.problem.rules.employers:
            whole.worked_min = excerpt.find_work(add, drop)
        whole.forget()
        return whole

    def lay_out(self, plan: Plan) -> Itinerary:
        """Return another plan of the problem laid out, at little cost for rows known already."""
        return _Week(self, self.problem, plan)

    def sites_of(self, demand_id: str) -> frozenset[str]:
        """Return the sites that have the sessions of a demand, or the grounds for them."""
        listeners = self.problem.listeners_of.get(demand_id, ())
        demand = self.problem.demand_of[demand_id]
        return frozenset((demand.site_id, demand.ground, *(one.site_id for one in listeners)))

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

    def find_obstacles_of_demand(self, add: Assignment) -> tuple[Violation, ...]:
        """Return what stands in a session's way whatever sessions other demands give up."""
        if add.demand_id not in self._alone:
            demand = self.problem.demand_of[add.demand_id]
            there = self.rows_of_site.get(demand.site_id, ())
            self._alone[add.demand_id] = (
                self.problem.model_copy(update={"demands": (demand,)}),
                tuple(row for row in there if row.demand_id == add.demand_id),
            )
        problem, rows = self._alone[add.demand_id]
        before, after = (
            {one for rule in _RULES_OF_DEMANDS for one in rule(_Week(self, problem, Plan(plan)))}
            for plan in (rows, (*rows, add))
        )
        return tuple(sorted(after - before))

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
        self._excerpts, self._alone = {}, {}

    @cached_property
    def worked_min(self) -> dict[str, int]:
        """Minutes of work of each employer's people."""
        return work_of_employers(self.week)

    @cached_property
    def witnesses(self) -> dict[int, tuple[Assignment, ...]]:
        """For each required pin, by row, sessions that are as it requires.

        More of them than a change takes out, two teams at most.
        """
        teams = self.problem.roles_of.values()
        most = 2 * max((sum(role.count for role in one.values()) for one in teams), default=1)
        return {
            row: tuple(session.row for session in self.week.matching(pin)[: most + 1])
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
            self._own = keyed([_gather(whole.rows_of_person, people)])
            self._there = keyed(
                [*(whole.rows_of_site.get(one, ()) for one in sites), *zip(witnesses)]
            )
        self._problem = self._cut(sites)
        if whole.problem.rules.employers and not is_empty:
            self._leave_budgets_of_others()

    def find_obstacles(
        self, add: Assignment | None, drop: Assignment | None = None
    ) -> tuple[Violation, ...]:
        """Return what the plan would newly break with a session more, or with one for another."""
        found = self._violations(*self._weeks(_rows(add), _rows(drop))) - self._broken
        return tuple(sorted(map(self._translate, found)))

    def find_change(self, add: Assignment | None, drop: Assignment | None = None) -> int:
        """Return what adding a session, dropping one, or both, adds to the objective."""
        return sum(_terms(*self._weeks(_rows(add), _rows(drop))).values()) - self._objective

    def find_effect(self, add: Rows, drop: Rows) -> Effect:
        """Return what rows do that come and rows that go, together."""
        own, there = self._weeks(add, drop)
        broken, terms = self._violations(own, there), _terms(own, there)
        before_own, before_there = self._before
        return Effect(
            new=tuple(sorted(map(self._translate, broken - self._broken))),
            gone=tuple(sorted(map(self._translate, self._broken - broken))),
            terms={name: value - self._terms[name] for name, value in terms.items()},
            delivered=count_delivered(there) - count_delivered(before_there),
            road_min=sum(own.travel_min_of.values()) - sum(before_own.travel_min_of.values()),
        )

    def find_work(self, add: Rows, drop: Rows) -> dict[str, int]:
        """Return the minutes that each employer's people work once rows have come and gone."""
        work = Counter(self._whole.worked_min)
        work.update(work_of_employers(self._weeks(add, drop)[0]))
        work.subtract(work_of_employers(self._before[0]))
        return dict(work)

    def find_saving(self, drop: Assignment) -> int:
        """Return the minutes of work that the people save without a session."""
        work = [work_of_employers(self._weeks((), rows)[0]) for rows in ((), (drop,))]
        return sum(work[0].values()) - sum(work[1].values())

    def own_week(self, add: Rows, drop: Rows) -> Itinerary:
        """Return the weeks of the people once rows have come and gone."""
        return self._weeks(add, drop)[0]

    @cached_property
    def _before(self) -> tuple[Itinerary, Itinerary]:
        return self._weeks((), ())

    @cached_property
    def _broken(self) -> frozenset[Violation]:
        return self._violations(*self._before)

    @cached_property
    def _terms(self) -> dict[str, int]:
        return _terms(*self._before)

    @cached_property
    def _objective(self) -> int:
        return sum(self._terms.values())

    def _violations(self, own: Itinerary, there: Itinerary) -> frozenset[Violation]:
        of_rows = chain.from_iterable(map(self._find_faults, own.plan))
        of_people = (one for rule in _RULES_OF_WEEKS for one in rule(own))
        of_needs = (one for rule in RULES_OF_NEEDS for one in rule(there))
        return frozenset(chain(of_rows, of_people, of_needs))

    def _find_faults(self, row: Assignment) -> frozenset[Violation]:
        """Return the rules that a row breaks by itself, which are the same in every excerpt."""
        known, key = self._whole.faults_of_row, key_of(row)
        if key not in known:
            week = _Week(self._whole, self._problem, Plan((row,)))
            known[key] = frozenset(one for rule in RULES_OF_ROWS for one in rule(week))
        return known[key]

    def _weeks(self, add: Rows, drop: Rows) -> tuple[Itinerary, Itinerary]:
        """Return the changed weeks of the people, and the changed weeks of the sites."""
        return self._week_of(self._own, add, drop), self._week_of(self._there, add, drop)

    def _week_of(self, kept: dict[Key, Assignment], add: Rows, drop: Rows) -> Itinerary:
        rows = dict(kept)
        for row in drop:
            del rows[last_of(rows, row)]
        # Twice the same row is two sessions.
        rows |= {("added", number): row for number, row in enumerate(add)}
        return _Week(self._whole, self._problem, Plan(tuple(rows.values())))

    def _cut(self, sites: frozenset[str]) -> Problem:
        """Return the problem of the people and demands that the excerpt knows of."""
        whole, problem = self._whole, self._whole.problem
        rows = (*self._own.values(), *self._there.values())
        staff = dict.fromkeys([*sorted(self._people), *(row.staff_id for row in rows)])
        demands = {one.demand_id: one for one in _gather(whole.demands_of_site, sites)}
        demands |= {row.demand_id: problem.demand_of[row.demand_id] for row in rows}
        cut = Problem.model_construct(
            rules=problem.rules,
            own=problem.own,
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
        # What is wanted of a demand is the same here, and takes long to find.
        cut.__dict__["wanted_of"] = {one: problem.wanted_of[one] for one in demands}
        cut.__dict__["dormant"] = problem.dormant
        return cut

    def _leave_budgets_of_others(self) -> None:
        """Take what an employer's other people work off its budget."""
        own = work_of_employers(self._weeks((), ())[0])
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
        self._known, self._days = whole.laid_out, whole.days
        super().__init__(problem, plan, whole.timetable, whole.travel)

    def _session(self, row: Assignment) -> Session | None:
        key = key_of(row)
        if key not in self._known:
            self._known[key] = super()._session(row)
        return self._known[key]

    def _person_day(self, sessions: tuple[Session, ...]) -> PersonDay:
        # Each session is one of those that are known for as long as the days are.
        key = tuple(map(id, sessions))
        if key not in self._days:
            self._days[key] = super()._person_day(sessions)
        return self._days[key]


def work_of_employers(week: Itinerary) -> dict[str, int]:
    """Return the minutes that each employer's people work, as H12 counts them."""
    worked: dict[str, int] = defaultdict(int)
    by_road = week.problem.rules.limits.count_travel_as_work
    for staff_id, sessions in week.of_person.items():
        road_min = week.travel_min_of[staff_id] if by_road else 0
        worked[sessions[0].person.employer] += road_min + sum(one.minutes for one in sessions)
    return dict(worked)


def count_delivered(week: Itinerary) -> int:
    """Return the sessions of a week that are wanted in it and take place."""
    demands = week.problem.demand_of
    return sum(
        len(events)
        for demand_id, events in week.events_of.items()
        if not week.problem.is_dormant(demands[demand_id])
    )


def _terms(own: Itinerary, there: Itinerary) -> dict[str, int]:
    return {
        name: term(own if name in _TERMS_OF_PEOPLE else there)
        for name, term in terms_of(own.problem).items()
    }


def _rows(row: Assignment | None) -> Rows:
    return () if row is None else (row,)


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
