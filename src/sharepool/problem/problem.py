"""A whole problem: the typed tables and the rules, read-only."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, InstanceOf

from sharepool.base.errors import Fault
from sharepool.base.extensions import FROM_FRAME, TO_FRAME, Shown
from sharepool.problem.own_costs import OwnCosts
from sharepool.problem.rows import (
    DAYS,
    Absence,
    Assignment,
    Bell,
    CalendarDay,
    ChainMember,
    Closure,
    Demand,
    Leg,
    Listener,
    Pair,
    Pin,
    Requirement,
    Role,
    Site,
    Skill,
    Staff,
    Window,
)
from sharepool.problem.rules import Rules
from sharepool.problem.whatifs import as_date, replaced, with_rows, without

if TYPE_CHECKING:
    import pandas as pd

_FINGERPRINT_SIGNS = 16


class Problem(BaseModel, Shown):
    """Who could teach what where in one week: every table of docs/format.md, typed.

    Make one with :func:`sharepool.read_problem` or :meth:`from_frames`, which check the tables
    against each other; a Problem built by hand from rows is taken as it is.

    Attributes
    ----------
    own : OwnCosts or None
        Costs of the caller's own (:func:`sharepool.price_assignments`). No table holds them; where
        the problem is written, they become pins.
    warnings : tuple of Fault
        What was suspicious, though legal, when the tables were read.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True)

    rules: Rules = Rules()
    sites: tuple[Site, ...]
    bells: tuple[Bell, ...]
    staff: tuple[Staff, ...]
    skills: tuple[Skill, ...] = ()
    availability: tuple[Window, ...] = ()
    absences: tuple[Absence, ...] = ()
    demands: tuple[Demand, ...] = ()
    travel: tuple[Leg, ...] = ()
    pins: tuple[Pin, ...] = ()
    previous_plan: tuple[Assignment, ...] = ()
    pairs: tuple[Pair, ...] = ()
    chains: tuple[ChainMember, ...] = ()
    roles: tuple[Role, ...] = ()
    listeners: tuple[Listener, ...] = ()
    closures: tuple[Closure, ...] = ()
    calendar: tuple[CalendarDay, ...] = ()
    own: InstanceOf[OwnCosts] | None = Field(default=None, exclude=True, repr=False)
    warnings: tuple[Fault, ...] = Field(default=(), exclude=True, repr=False)

    def __eq__(self, other: object) -> bool:
        """Equal rules and tables make equal problems, whatever was suspicious when read."""
        if not isinstance(other, Problem):
            return NotImplemented
        content = Problem.model_fields.keys() - {"warnings"}
        return all(getattr(self, name) == getattr(other, name) for name in content)

    def __hash__(self) -> int:
        return hash((self.rules.week_of, self.sites, self.staff, self.demands))

    @cached_property
    def site_of(self) -> dict[str, Site]:
        """Sites by id."""
        return {site.site_id: site for site in self.sites}

    @cached_property
    def person_of(self) -> dict[str, Staff]:
        """People by staff id."""
        return {person.staff_id: person for person in self.staff}

    @cached_property
    def demand_of(self) -> dict[str, Demand]:
        """Demands by id."""
        return {demand.demand_id: demand for demand in self.demands}

    @cached_property
    def skills_of(self) -> dict[str, tuple[Skill, ...]]:
        """Rows of the skills table by staff id."""
        found: dict[str, list[Skill]] = defaultdict(list)
        for skill in self.skills:
            found[skill.staff_id].append(skill)
        return {staff_id: tuple(rows) for staff_id, rows in found.items()}

    @cached_property
    def roles_of(self) -> dict[str, dict[str, Role]]:
        """Roles by demand id and name; only team demands."""
        found: dict[str, dict[str, Role]] = defaultdict(dict)
        for role in self.roles:
            found[role.demand_id][role.role] = role
        return dict(found)

    def asked_of(self, demand: Demand) -> dict[str, tuple[Requirement, ...]]:
        """Return the skills that a demand asks for, by role; without roles, under an empty name."""
        roles = self.roles_of.get(demand.demand_id)
        if not roles:
            return {"": demand.requirements}
        return {name: role.requirements_of(demand) for name, role in roles.items()}

    @cached_property
    def listeners_of(self) -> dict[str, tuple[Listener, ...]]:
        """Listening classes by demand id; only demands that have some."""
        found: dict[str, list[Listener]] = defaultdict(list)
        for listener in self.listeners:
            found[listener.demand_id].append(listener)
        return {demand_id: tuple(rows) for demand_id, rows in found.items()}

    def periods_of(self, demand: Demand, role: Role | None) -> int:
        """Return how many slots a person of a session is there for."""
        return demand.periods if role is None or role.periods is None else role.periods

    @cached_property
    def week(self) -> tuple[dt.date, ...]:
        """The seven dates of the week that is planned, Monday first."""
        return tuple(self.rules.week_of + dt.timedelta(days=day - 1) for day in DAYS)

    @cached_property
    def fingerprint(self) -> str:
        """What distinguishes this problem from others: equal rules and tables have the same one."""
        content = self.model_dump_json().encode()
        if self.own is not None:
            content += repr(self.own.rows).encode()
        return hashlib.sha256(content).hexdigest()[:_FINGERPRINT_SIGNS]

    def covers_week(self, first: dt.date | None, last: dt.date | None) -> bool:
        """Return whether the dates `first` to `last` (None: open) hold all seven days."""
        monday, sunday = self.week[0], self.week[-1]
        return (first is None or first <= monday) and (last is None or sunday <= last)

    def is_open(self, site_id: str) -> bool:
        """Return whether a site is open all week."""
        site = self.site_of[site_id]
        return self.covers_week(site.open_from, site.open_until)

    @cached_property
    def week_number(self) -> int | None:
        """The number of the week in its term, 1 for the first; None if no term is given."""
        monday = self.rules.term.first_monday
        return None if monday is None else (self.rules.week_of - monday).days // len(DAYS) + 1

    def is_dormant(self, demand: Demand) -> bool:
        """Return whether nothing is wanted of a demand this week.

        It is out of season, its site or its venue is not open all week, or it is not one of its
        weeks.
        """
        if self.demand_of.get(demand.demand_id) is demand:
            return demand.demand_id in self.dormant
        return self._is_dormant(demand)

    @cached_property
    def dormant(self) -> frozenset[str]:
        """The demands of which nothing is wanted this week, by id."""
        return frozenset(one.demand_id for one in self.demands if self._is_dormant(one))

    def _is_dormant(self, demand: Demand) -> bool:
        in_season = self.covers_week(demand.season_from, demand.season_until)
        is_open = self.closed_site(demand) is None
        return not (in_season and is_open and self.is_its_week(demand))

    def closed_site(self, demand: Demand) -> str | None:
        """Return which of a demand's site and venue is not open all week; None if both are."""
        sites = (demand.site_id, demand.ground)
        return next((site_id for site_id in sites if not self.is_open(site_id)), None)

    def is_its_week(self, demand: Demand) -> bool:
        """Return whether this is one of the weeks of the term in which a demand is wanted."""
        return not demand.weeks or any(self.week_number in span for span in demand.weeks)

    @cached_property
    def wanted_of(self) -> Mapping[str, int]:
        r"""Sessions wanted this week by demand id; 0 of dormant demands, fewer with days off.

        .. math:: \min\Bigl(\text{sessions}, \Bigl\lceil \text{sessions} \cdot
                  \frac{\text{days left}}{\text{usual days}} \Bigr\rceil\Bigr)
        """
        from sharepool.problem.timetable import Timetable

        timetable = Timetable(self)
        return {
            demand.demand_id: 0 if self.is_dormant(demand) else timetable.wanted(demand)
            for demand in self.demands
        }

    def minimum_of(self, demand: Demand) -> int:
        """Return how many sessions of a demand must take place this week."""
        return min(demand.min_sessions, self.wanted_of[demand.demand_id])

    def mode_of(self, person: Staff) -> str:
        """Return how a person travels."""
        return person.mode or self.rules.travel.default_mode

    def limit_of(self, person: Staff, name: str) -> int:
        """Return a personal limit such as ``max_leg_min``: the person's own, else ``[limits]``."""
        own = getattr(person, name)
        return int(getattr(self.rules.limits, name) if own is None else own)

    def fair_road_of(self, person: Staff) -> int:
        """Return the minutes on the road of a week that are fair of a person."""
        own = person.fair_road_min_week
        return self.rules.equity.fair_road_min_week if own is None else own

    def place_of(self, person: Staff, demand: Demand) -> str:
        """Return the site at which a person stands while taking a session of a demand."""
        return person.home_site if demand.delivery == "remote" else demand.ground

    def with_own_as_pins(self) -> Problem:
        """Return the problem with pins in place of the caller's own costs.

        Its plans are as legal and cost as much; the costs belong to the term `preference` then.

        Raises
        ------
        ValueError
            A cost names a role, which no pin can.
        """
        if self.own is None:
            return self
        return self.updated(own=None, pins=(*self.pins, *(one.to_pin() for one in self.own.rows)))

    def updated(self, **tables: Any) -> Problem:
        """Return the problem with other rules or typed rows, taken as they are: no check, no copy.

        For programs that change a problem many times; :meth:`replace` is for everybody else.
        """
        return self.model_copy(update=tables)

    def replace(self, **tables: Any) -> Problem:
        """Return the problem with other tables or rules, checked as reading checks them.

        Parameters
        ----------
        **tables
            Rows by table: rows, dicts of cells, or a DataFrame; `rules` is a mapping of the rules
            that change, nested or with dotted keys, or all of them.

        Raises
        ------
        ProblemError
            With every fault of the new problem at once.

        Examples
        --------
        >>> import sharepool as sp
        >>> problem = sp.read_problem("data/samples/tiny")
        >>> problem.replace(rules={"limits.max_leg_min": 60}).rules.limits.max_leg_min
        60
        """
        return replaced(self, tables)

    def with_rules(self, key: str, value: Any) -> Problem:
        """Return the problem with one rule changed, e.g. ``with_rules("weights.travel", 5)``."""
        return replaced(self, {"rules": {key: value}})

    def with_rows(self, table: str, rows: Any) -> Problem:
        """Return the problem with further rows; one whose id is there already takes its place.

        Parameters
        ----------
        table : str
            Such as ``"demands"``.
        rows : DataFrame, or sequence of rows or dicts
        """
        return with_rows(self, table, rows)

    def without(
        self,
        *,
        staff: Iterable[str] = (),
        sites: Iterable[str] = (),
        demands: Iterable[str] = (),
    ) -> Problem:
        """Return the problem without some people, sites or demands, and all rows that name them.

        Rows of the previous plan stay: each counts as a change.
        """
        return without(self, {"staff": staff, "sites": sites, "demands": demands})

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Problem:
        """Return a copy, which looks things up in its own tables.

        What pydantic returns takes along what was looked up in the old ones.
        """
        copy = super().model_copy(update=update, deep=deep)
        for name in copy.__dict__.keys() - Problem.model_fields.keys():
            del copy.__dict__[name]
        return copy

    def __repr__(self) -> str:
        sizes = (f"{name} {len(getattr(self, name))}" for name in ("staff", "sites", "demands"))
        return f"<Problem {self.rules.name}: {', '.join(sizes)}>"

    __str__ = __repr__

    def in_week(self, monday: dt.date) -> Problem:
        """Return the same problem for the week that starts on another Monday."""
        week_of = as_date("monday", monday)
        return self.updated(rules=self.rules.model_copy(update={"week_of": week_of}))

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return every table as a DataFrame, by name, and the rules as one of keys and values.

        :meth:`from_frames` makes the same problem of them again.
        """
        frames: dict[str, pd.DataFrame] = TO_FRAME.find(Problem)(self)
        return frames

    @classmethod
    def from_frames(
        cls, frames: Mapping[str, Any], rules: Mapping[str, Any] | None = None
    ) -> Problem:
        """Return the problem that DataFrames hold.

        Parameters
        ----------
        frames : mapping of str to pandas.DataFrame
            Tables by name (``"sites"``, ``"staff"``, …), with English or Chinese headers.
        rules : mapping, optional
            What ``rules.toml`` would hold, nested or with dotted keys.

        Raises
        ------
        ProblemError
            With every fault of the tables at once.
        """
        problem: Problem = FROM_FRAME.find(cls)(frames, rules)
        return problem
