"""A plan laid out in time and space: who is where when, and every leg they drive.

What the checker, the scorer and the reports look at instead of bare rows. The engine does not: it
lays out its plans by itself, so that each can be held against the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from sharepool.problem.given import mind_plan, mind_problem
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Assignment, Demand, Pair, Pin, Role, Staff
from sharepool.problem.timetable import Timetable
from sharepool.problem.travel import NO_ROAD, TravelTimes

Item = TypeVar("Item")
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Session:
    """One person's row of a plan, with its time and place.

    Where the demand has no roles it is a session of its own; in a team it is one person's part.

    Attributes
    ----------
    person : Staff
    demand : Demand
    role : Role or None
        What the person is in a team; None where the demand has no roles.
    day, slot : int
        Weekday and first slot.
    start_min, end_min : int
        From the start of its first slot to the end of its last (of the role's last), minutes after
        midnight.
    place : str
        The site at which the person stands: the demand's venue or site, or home if the session is
        remote.
    """

    person: Staff
    demand: Demand
    day: int
    slot: int
    start_min: int
    end_min: int
    place: str
    role: Role | None = None

    @property
    def role_name(self) -> str:
        """The role's name; empty where the demand has no roles."""
        return "" if self.role is None else self.role.role

    @property
    def periods(self) -> int:
        """How many slots the person is there for."""
        own = None if self.role is None else self.role.periods
        return self.demand.periods if own is None else own

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return self.end_min - self.start_min

    @property
    def row(self) -> Assignment:
        """The row of the plan that it is."""
        return Assignment.model_construct(  # Its cells have been read once.
            staff_id=self.person.staff_id,
            demand_id=self.demand.demand_id,
            day=self.day,
            slot=self.slot,
            role=self.role_name,
        )

    def matches(self, pin: Pin) -> bool:
        """Return whether it agrees with every cell that a pin gives."""
        cells = (
            (pin.staff_id, self.person.staff_id),
            (pin.demand_id, self.demand.demand_id),
            (pin.site_id, self.demand.site_id),
            (pin.day, self.day),
            (pin.slot, self.slot),
        )
        return all(wanted is None or wanted == own for wanted, own in cells)


@dataclass(frozen=True, slots=True)
class Event:
    """One session of a demand, whoever takes it: a team's rows of one start are one.

    Attributes
    ----------
    demand : Demand
    day, slot : int
        Weekday and first slot.
    start_min, end_min : int
        To the end of the longest role, minutes after midnight.
    sessions : tuple of Session
        One a person.
    """

    demand: Demand
    day: int
    slot: int
    start_min: int
    end_min: int
    sessions: tuple[Session, ...]


@dataclass(frozen=True, slots=True)
class Drive:
    """One leg of a day, from one place to another.

    Attributes
    ----------
    origin, destination : str
        Two different sites.
    minutes : int or None
        Minutes on the road; None if nobody can plan to drive it.
    has_road : bool
        False if there is no way; without minutes, they are else only not known.
    """

    origin: str
    destination: str
    minutes: int | None
    has_road: bool = True


@dataclass(frozen=True, slots=True)
class PersonDay:
    """One person's day.

    Attributes
    ----------
    person : Staff
    day : int
    sessions : tuple of Session
        In time order.
    drives : tuple of Drive
        From home through the places in time order and back; empty if `overlaps`, since nobody can
        live such a day.
    overlaps : bool
        Whether two of the sessions overlap.
    """

    person: Staff
    day: int
    sessions: tuple[Session, ...]
    drives: tuple[Drive, ...]
    overlaps: bool

    @property
    def travel_min(self) -> int:
        """Minutes on the road, as far as they are known."""
        return sum(drive.minutes or 0 for drive in self.drives)


class Itinerary:
    """A plan laid out in time and space, read-only.

    Parameters
    ----------
    problem : Problem
    plan : Plan
    timetable : Timetable, optional
    travel : TravelTimes, optional
        Those of the same problem, to spare their preparation where many plans are looked at.

    Attributes
    ----------
    sessions : tuple of Session
        The rows of the plan that have a time, in time order: those of known people and demands
        whose slots exist, with the parts and starts that the demand allows. A dormant demand's
        row has a time too.
    """

    def __init__(
        self,
        problem: Problem,
        plan: Plan,
        timetable: Timetable | None = None,
        travel: TravelTimes | None = None,
    ) -> None:
        mind_problem(problem)
        mind_plan(plan)
        self.problem = problem
        self.plan = plan
        self.timetable = timetable or Timetable(problem)
        self._travel = travel or TravelTimes(problem)
        found = (self._session(row) for row in plan)
        self.sessions = tuple(
            sorted((session for session in found if session is not None), key=_time_order)
        )

    @cached_property
    def known_rows(self) -> tuple[tuple[Assignment, Staff, Demand], ...]:
        """Rows of the plan whose person and demand exist, with both."""
        people, demands = self.problem.person_of, self.problem.demand_of
        return tuple(
            (row, people[row.staff_id], demands[row.demand_id])
            for row in self.plan
            if row.staff_id in people and row.demand_id in demands
        )

    @cached_property
    def of_person(self) -> dict[str, tuple[Session, ...]]:
        """Sessions by staff id; only people who have one."""
        return group_by(self.sessions, lambda session: session.person.staff_id)

    @cached_property
    def of_demand(self) -> dict[str, tuple[Session, ...]]:
        """Sessions by demand id; only demands that have one."""
        return group_by(self.sessions, lambda session: session.demand.demand_id)

    @cached_property
    def of_site(self) -> dict[str, tuple[Session, ...]]:
        """Sessions by the demand's site, remote ones too; only sites that have one."""
        return group_by(self.sessions, lambda session: session.demand.site_id)

    @cached_property
    def events_of(self) -> dict[str, tuple[Event, ...]]:
        """What takes place, by demand id: a team once; only demands of which anything does."""
        return {
            demand_id: tuple(self._events(sessions))
            for demand_id, sessions in self.of_demand.items()
        }

    def delivered(self, demand_id: str) -> int:
        """Return how many sessions of a demand take place."""
        return len(self.events_of.get(demand_id, ()))

    @cached_property
    def on_grounds(self) -> dict[str, tuple[Event, ...]]:
        """What takes up room at each site, once for each class; only sites where anything does."""
        found: dict[str, list[Event]] = defaultdict(list)
        for site_id, hosted in self.hosted.items():
            for _, event in hosted:
                is_own = site_id == event.demand.site_id
                found[event.demand.ground if is_own else site_id].append(event)
        return {site_id: tuple(events) for site_id, events in found.items()}

    @cached_property
    def hosted(self) -> dict[str, tuple[tuple[str, Event], ...]]:
        """What the classes of each site have, listening ones too: class and event.

        Only sites that have anything. What is held at a venue is the school's.
        """
        found: dict[str, list[tuple[str, Event]]] = defaultdict(list)
        listeners_of = self.problem.listeners_of
        for demand_id, events in self.events_of.items():
            demand = self.problem.demand_of[demand_id]
            places = [(demand.site_id, demand.cohort)]
            places += [(one.site_id, one.cohort) for one in listeners_of.get(demand_id, ())]
            for event in events:
                for site_id, cohort in places:
                    found[site_id].append((cohort, event))
        return {site_id: tuple(events) for site_id, events in found.items()}

    def concerning(self, site_id: str) -> tuple[Session, ...]:
        """Return the sessions of a site's classes, and those of others on its grounds."""
        guests = (one for one in self._away if one.demand.ground == site_id)
        return (*self.of_site.get(site_id, ()), *guests)

    @cached_property
    def _away(self) -> tuple[Session, ...]:
        return tuple(session for session in self.sessions if session.demand.is_away)

    def _events(self, sessions: tuple[Session, ...]) -> Iterator[Event]:
        demand = sessions[0].demand
        if demand.demand_id not in self.problem.roles_of:
            for one in sessions:
                yield Event(demand, one.day, one.slot, one.start_min, one.end_min, (one,))
            return
        for (day, slot), team in group_by(sessions, lambda one: (one.day, one.slot)).items():
            time = self.timetable.session(demand, day, slot)
            if time is not None:
                end_min = self.timetable.event_end(demand, time)
                yield Event(demand, day, slot, time.start_min, end_min, team)

    @cached_property
    def days(self) -> tuple[PersonDay, ...]:
        """Every day of every person with a session."""
        grouped = group_by(self.sessions, lambda session: (session.person.staff_id, session.day))
        return tuple(self._person_day(sessions) for sessions in grouped.values())

    @cached_property
    def travel_min_of(self) -> dict[str, int]:
        """Minutes on the road of the week by staff id; only people with a session."""
        total: dict[str, int] = defaultdict(int)
        for day in self.days:
            total[day.person.staff_id] += day.travel_min
        return dict(total)

    @property
    def driven_days(self) -> tuple[PersonDay, ...]:
        """The days whose sessions do not overlap, so that they can be driven."""
        return tuple(day for day in self.days if not day.overlaps)

    def drive(self, person: Staff, origin: str, destination: str) -> Drive:
        """Return the leg that leads a person from one place to another (0 min to stay)."""
        minutes = self._travel.minutes(self.problem.mode_of(person), origin, destination)
        known = None if minutes < 0 else minutes
        return Drive(origin, destination, known, has_road=minutes != NO_ROAD)

    def matching(self, pin: Pin) -> tuple[Session, ...]:
        """Return the sessions that agree with every cell that a pin gives."""
        if pin.demand_id is not None:
            near = self.of_demand.get(pin.demand_id, ())
        elif pin.staff_id is not None:
            near = self.of_person.get(pin.staff_id, ())
        elif pin.site_id is not None:
            near = self.of_site.get(pin.site_id, ())
        else:
            near = self.sessions
        return tuple(session for session in near if session.matches(pin))

    def received(self, pair: Pair) -> int:
        """Return how many sessions a pair's site gets from people based in the pair's group.

        A team's session is one of them if one of its people is.
        """
        return sum(
            any(self.group_of(session.person) == pair.group for session in event.sessions)
            for demand_id, events in self.events_of.items()
            if self.problem.demand_of[demand_id].site_id == pair.site_id
            for event in events
        )

    def group_of(self, person: Staff) -> str:
        """Return the group of a person's home site."""
        return self.problem.site_of[person.home_site].group

    def _session(self, row: Assignment) -> Session | None:
        person = self.problem.person_of.get(row.staff_id)
        demand = self.problem.demand_of.get(row.demand_id)
        if person is None or demand is None:
            return None
        roles = self.problem.roles_of.get(row.demand_id, {})
        role = roles.get(row.role)
        if bool(roles or row.role) != (role is not None):
            return None  # no such role
        time = self.timetable.session(demand, row.day, row.slot)
        if time is None:
            return None
        end_min = self.timetable.role_end(demand, time, self.problem.periods_of(demand, role))
        place = self.problem.place_of(person, demand)
        return Session(person, demand, *time[:3], end_min, place, role)

    def _person_day(self, sessions: tuple[Session, ...]) -> PersonDay:
        person, day = sessions[0].person, sessions[0].day
        if any(former.end_min > latter.start_min for former, latter in pairwise(sessions)):
            return PersonDay(person, day, sessions, (), overlaps=True)
        places = [person.home_site, *(session.place for session in sessions), person.home_site]
        drives = tuple(self.drive(person, here, there) for here, there in pairwise(places))
        moves = tuple(drive for drive in drives if drive.origin != drive.destination)
        return PersonDay(person, day, sessions, moves, overlaps=False)


def group_by(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, tuple[Item, ...]]:
    """Return the items by key, both in the order in which they first came."""
    groups: dict[Key, list[Item]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return {name: tuple(group) for name, group in groups.items()}


def _time_order(session: Session) -> tuple[int, int, int, str, str]:
    return (
        session.day,
        session.start_min,
        session.end_min,
        session.person.staff_id,
        session.demand.demand_id,
    )
