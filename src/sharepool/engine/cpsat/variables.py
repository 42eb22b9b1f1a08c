"""What the model decides: which sessions take place, and sums of such decisions.

Each possible session of a person has a literal, true where it takes place. A session that is kept
as it is has none: it enters every sum as a constant, so that rules and terms are written once, for
whole problems and for neighbourhoods alike. Where several people make up a session, it has a
literal of its own besides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, TypeVar

from ortools.sat.python import cp_model

from sharepool.engine.cpsat.scope import PersonDay, Scope, open_options
from sharepool.engine.instance.types import Host, Instance, Option

Literal = cp_model.IntVar | None
"""A 0/1 decision; None is one that is already taken: true."""

MinimumKey = tuple[str, int]
"""Kind and row of a :class:`~sharepool.problem.result.HardMinimum`."""

_UNBOUNDED = 2**60
Key = TypeVar("Key", bound=Hashable)


NOBODY = -1
"""Stands for the person of a team's session, where it counts once."""


class ModelSession(NamedTuple):
    """A possible (or kept) session with all that rules and terms ask of it.

    Of a team, each person's part is one, and so is the whole, which is nobody's.
    """

    option: Option
    literal: Literal
    person: int
    task: int
    place: int
    site: int
    day: int
    begin: int
    end: int
    afternoon: int

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return self.end - self.begin


class Total:
    """A weighted sum of decisions, plus a constant.

    Attributes
    ----------
    variables, weights : list
        Decisions that are open, and what each counts.
    constant : int
        What is already decided.
    largest : int
        No choice makes the sum larger than this.
    """

    __slots__ = ("constant", "largest", "variables", "weights")

    def __init__(self, constant: int = 0) -> None:
        self.variables: list[cp_model.IntVar] = []
        self.weights: list[int] = []
        self.constant = constant
        self.largest = constant

    @classmethod
    def of(cls, literals: Iterable[Literal]) -> Total:
        """Return how many of some literals are true."""
        total = cls()
        for literal in literals:
            total.add(literal)
        return total

    def add(self, variable: Literal, weight: int = 1, upto: int = 1) -> None:
        """Add a variable between 0 and `upto`; None counts as 1."""
        if variable is None:
            self.constant += weight
            self.largest += weight
        elif weight:
            self.variables.append(variable)
            self.weights.append(weight)
            self.largest += max(0, weight) * upto

    def add_constant(self, amount: int) -> None:
        """Add what is already decided."""
        self.constant += amount
        self.largest += amount

    def add_total(self, other: Total) -> None:
        """Add another sum."""
        self.variables += other.variables
        self.weights += other.weights
        self.constant += other.constant
        self.largest += other.largest

    def times(self, factor: int) -> Total:
        """Return the sum, `factor` (≥ 0) times."""
        product = Total(self.constant * factor)
        if factor:
            product.variables = list(self.variables)
            product.weights = [weight * factor for weight in self.weights]
        product.largest = self.largest * factor
        return product


@dataclass(eq=False)
class WeekModel:
    """A CP-SAT model in the making.

    Attributes
    ----------
    instance : Instance
    scope : Scope or None
        None if the whole plan is open.
    minimums : collection of (str, int) or None
        Which hard minimums count, by kind and row; None for all.
    soft : bool
        Whether they may be missed; `missed` then says by how much.
    missed : dict of (str, int) to variable
        Sessions that a hard minimum lacks, by kind and row.
    program : cp_model.CpModel
    sessions : list of ModelSession
        Possible and kept ones of people.
    held : list of ModelSession
        The same where each team's session counts once, to the end of its longest role.
    teams : dict of (int, int) to list of ModelSession
        Parts of the sessions of teams, by event and start.
    used : dict of (int, int) to Literal
        Whether a person works on a day; no entry means never.
    road : dict of (int, int) to Total
        Minutes on the road of a person's day; no entry means none.
    cost : Total
        The objective.
    """

    instance: Instance
    scope: Scope | None = None
    minimums: Collection[MinimumKey] | None = None
    soft: bool = False
    program: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    sessions: list[ModelSession] = field(default_factory=list)
    held: list[ModelSession] = field(default_factory=list)
    teams: dict[tuple[int, int], list[ModelSession]] = field(default_factory=dict)
    used: dict[PersonDay, Literal] = field(default_factory=dict)
    road: dict[PersonDay, Total] = field(default_factory=dict)
    cost: Total = field(default_factory=Total)
    missed: dict[MinimumKey, cp_model.IntVar] = field(default_factory=dict)
    _marks: dict[frozenset[Option], cp_model.IntVar] = field(
        default_factory=dict, init=False, repr=False
    )

    def __post_init__(self) -> None:
        new = self.program.new_bool_var
        if self.scope is not None:
            self.sessions += [_session(self.instance, option, None) for option in self.scope.kept]
            if any((session.person, session.day) in self.scope.free for session in self.sessions):
                raise ValueError("a kept session lies on a person-day that is free")
        self.sessions += [
            _session(self.instance, option, new(""))
            for option in open_options(self.instance, self.scope)
        ]
        self._hold_teams()

    def _hold_teams(self) -> None:
        """Set what is held: a team's session, if one of its parts is kept or possible."""
        teams: dict[tuple[int, int], list[ModelSession]] = defaultdict(list)
        for session in self.sessions:
            if self.instance.tasks[session.task].is_role:
                teams[self.instance.held_session(session.option)].append(session)
            else:
                self.held.append(session)
        self.teams = dict(teams)
        for (event, start), parts in self.teams.items():
            is_kept = any(part.literal is None for part in parts)
            literal = None if is_kept else self.program.new_bool_var("")
            self.held.append(_session(self.instance, Option(NOBODY, event, start), literal))

    # -- sums and what is asked of them ------------------------------------------------------

    def at_most(self, total: Total, limit: int, used: Literal = None) -> None:
        """Ask for ``total ≤ limit × used``, where it could be more.

        `used` is a literal without which the sum is 0 anyway: it only makes the limit tighter where
        decisions are still fractions.
        """
        if total.largest <= limit:
            return
        if used is None:
            self._keep_within(total, -_UNBOUNDED, limit)
        else:
            scaled = total.times(1)
            scaled.add(used, -limit)
            self._keep_within(scaled, -_UNBOUNDED, 0)

    def at_least(self, total: Total, needed: int) -> None:
        """Ask for ``total ≥ needed``; no weight of `total` is < 0."""
        if total.constant < needed:
            self._keep_within(total, needed, _UNBOUNDED)

    def fix(self, total: Total, value: int) -> None:
        """Ask for ``total = value``."""
        self._keep_within(total, value, value)

    def require(self, kind: str, row: int, total: Total, needed: int) -> None:
        """Ask for a hard minimum, ``total ≥ needed``, if it counts."""
        if self.minimums is not None and (kind, row) not in self.minimums:
            return
        if self.soft:
            self.missed[kind, row] = self.program.new_int_var(0, needed, "")
            total.add(self.missed[kind, row], 1, needed)
        self.at_least(total, needed)

    def at_most_one(self, sessions: list[ModelSession]) -> None:
        """Let at most one of some open sessions take place."""
        if len(sessions) > 1:
            self.program.add_at_most_one(s.literal for s in sessions if s.literal is not None)

    def _keep_within(self, total: Total, low: int, high: int) -> None:
        constant = total.constant
        if total.variables:
            expression = cp_model.LinearExpr.weighted_sum(total.variables, total.weights)
            self.program.add_linear_constraint(expression, low - constant, high - constant)
        elif not low <= constant <= high:
            self.program.add_bool_or([])  # what is decided already breaks it

    def mark(self, sessions: Iterable[ModelSession]) -> Literal:
        """Return a literal that is true if any of some sessions takes place.

        The links ``Σ x ≤ mark`` go over sessions that exclude each other, which makes them fewer
        and tighter than one for each.
        """
        sessions = list(sessions)
        literals = [session.literal for session in sessions if session.literal is not None]
        if len(literals) < len(sessions):
            return None
        if len(literals) == 1:
            return literals[0]
        key = frozenset(session.option for session in sessions)
        if key in self._marks:
            return self._marks[key]
        mark = self._marks[key] = self.program.new_bool_var("")
        for group in self._exclusive(sessions):
            links = Total.of(session.literal for session in group)
            links.add(mark, -1)
            self._keep_within(links, -_UNBOUNDED, 0)
        return mark

    def _exclusive(self, sessions: list[ModelSession]) -> Iterator[list[ModelSession]]:
        """Yield groups of sessions that exclude each other, every session at least once."""
        same_day: dict[Hashable, list[ModelSession]] = defaultdict(list)
        own_day: dict[Hashable, list[ModelSession]] = defaultdict(list)
        for session in sessions:
            own_day[session.person, session.day].append(session)
            task = self.instance.tasks[session.task]
            if task.max_per_day == task.seats == 1:
                same_day[session.task, session.day].append(session)
        seen: set[Option] = set()
        for group in same_day.values():
            if len(group) > 1:
                yield group
                seen.update(session.option for session in group)
        for day in own_day.values():
            for group in moments(day):
                if any(session.option not in seen for session in group):
                    yield group

    # -- the objective -----------------------------------------------------------------------

    def pay_shortfall(self, total: Total, needed: int, weight: int) -> None:
        """Add ``weight × max(0, needed − total)`` to the objective; no weight of `total` is < 0."""
        short = needed - total.constant
        if weight == 0 or short <= 0:
            return
        if not total.variables:
            self.cost.add_constant(weight * short)
            return
        slack = self.program.new_int_var(0, short, "")
        total.add(slack)
        self._keep_within(total, needed, _UNBOUNDED)
        self.cost.add(slack, weight, short)

    def pay_excess(self, total: Total, limit: int, weight: int) -> None:
        """Add ``weight × max(0, total − limit)`` to the objective."""
        most = total.largest - limit
        if weight == 0 or most <= 0:
            return
        if not total.variables:
            self.cost.add_constant(weight * most)
            return
        slack = self.program.new_int_var(0, most, "")
        total.add(slack, -1)
        self._keep_within(total, -_UNBOUNDED, limit)
        self.cost.add(slack, weight, most)

    # -- views -------------------------------------------------------------------------------

    @cached_property
    def place_marks(self) -> dict[tuple[int, int], Literal]:
        """Whether a person has a session at a place in the week, by person and place."""
        groups = self.group(lambda s: (s.person, s.place))
        return {where: self.mark(sessions) for where, sessions in groups.items()}

    @cached_property
    def people_marks(self) -> dict[int, list[Literal]]:
        """Whether each person takes part in a task, for tasks and roles that several may share."""
        marks = {}
        for number, sessions in self.group(lambda s: s.task).items():
            task = self.instance.tasks[number]
            people: dict[int, list[ModelSession]] = defaultdict(list)
            for session in sessions:
                people[session.person].append(session)
            if len(people) > 1 and task.sessions > 1:
                marks[number] = [self.mark(group) for group in people.values()]
        return marks

    def group(self, key: Callable[[ModelSession], Key]) -> dict[Key, list[ModelSession]]:
        """Return all sessions of people, kept and possible, by what a function says of them."""
        return group_sessions((key(session), session) for session in self.sessions)

    def open_groups(self, key: Callable[[ModelSession], Key]) -> dict[Key, list[ModelSession]]:
        """Return the groups of which something is open: no rule needs be asked of the others."""
        return open_only(self.group(key))

    def held_of_tasks(self) -> dict[int, list[ModelSession]]:
        """Return what is held of each task that is no role."""
        return group_sessions((session.task, session) for session in self.held)

    def held_at(self) -> Iterator[tuple[Host, ModelSession]]:
        """Yield what is held with each class that has it."""
        hosts = self.instance.hosts
        return ((host, session) for session in self.held for host in hosts[session.task])

    @cached_property
    def received(self) -> dict[tuple[int, int], list[Literal]]:
        """What is held at a site by somebody of a group, by site and group."""
        people = self.instance.people
        found: dict[tuple[int, int], list[Literal]] = defaultdict(list)
        for session in self.sessions:
            if not self.instance.tasks[session.task].is_role:
                found[session.site, people[session.person].group].append(session.literal)
        watched = {(link.site, link.group) for link in self.instance.links}
        for parts in self.teams.values():
            groups = group_sessions((people[part.person].group, part) for part in parts)
            for group, own in groups.items():
                where = (parts[0].site, group)
                if where in watched:
                    found[where].append(self._any_of(own))
        return found

    def _any_of(self, sessions: list[ModelSession]) -> Literal:
        """Return a literal that can be true only if one of some sessions takes place."""
        if any(session.literal is None for session in sessions):
            return None
        if len(sessions) == 1:
            return sessions[0].literal
        some = self.program.new_bool_var("")
        total = Total.of(session.literal for session in sessions)
        total.add(some, -1)
        self._keep_within(total, 0, _UNBOUNDED)
        return some


def group_sessions(
    pairs: Iterable[tuple[Key, ModelSession]],
) -> dict[Key, list[ModelSession]]:
    """Return sessions by the keys that come with them."""
    groups: dict[Key, list[ModelSession]] = defaultdict(list)
    for key, session in pairs:
        groups[key].append(session)
    return groups


def open_only(groups: Mapping[Key, list[ModelSession]]) -> dict[Key, list[ModelSession]]:
    """Return the groups of which something is open."""
    return {
        name: sessions
        for name, sessions in groups.items()
        if any(session.literal is not None for session in sessions)
    }


def moments(sessions: list[ModelSession]) -> list[list[ModelSession]]:
    """Return the sessions of a day that are under way together, each time one begins.

    Sets that the next one holds are left out: nothing ended in between.
    """
    found: list[list[ModelSession]] = []
    together: list[ModelSession] = []
    ended = True
    starting: dict[int, list[ModelSession]] = defaultdict(list)
    for session in sessions:
        starting[session.begin].append(session)
    for begin in sorted(starting):
        staying = [session for session in together if session.end > begin]
        ended = len(staying) < len(together)
        together = staying + starting[begin]
        if found and not ended:
            found[-1] = together
        else:
            found.append(together)
    return found


def _session(instance: Instance, option: Option, literal: Literal) -> ModelSession:
    person, task, row = option
    start = instance.starts[row]
    return ModelSession(
        option=option,
        literal=literal,
        person=person,
        task=task,
        place=instance.place(person, task),
        site=instance.tasks[task].site,
        day=start.day,
        begin=start.begin,
        end=start.end,
        afternoon=int(start.afternoon),
    )
