"""The cheapest week of one person at given prices (``csrc/pricing``)."""

from __future__ import annotations

import copy
import ctypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sharepool.engine.abi.kernels import PRICING
from sharepool.engine.abi.structs import CONSTANTS, EFFORT, PRICES
from sharepool.engine.columns.subset_rows import MOST_SUBSETS, SUBSET_SIZE
from sharepool.engine.compiled import load
from sharepool.engine.instance.arrays import Tables, build_tables
from sharepool.engine.instance.types import WEEK, Instance
from sharepool.engine.params import PricingEffort
from sharepool.engine.weeks import Week

Numbers = NDArray[np.float64]

WEEK_MULTIPLIERS, _ = CONSTANTS["MULTIPLIERS"]
"""Multipliers of a week besides those of tasks: work, road, sessions and days."""

_MOST_FOUND, _ = CONSTANTS["MOST_ROUTES"]
_MOST_DAY, _ = CONSTANTS["MOST_DAY"]
_MOST_SESSIONS = WEEK * _MOST_DAY

_DIGIT = _MOST_DAY + 1
"""Base in which the sessions of a symmetry class on the days of a week are written."""


@dataclass(frozen=True)
class Prices:
    """What a week pays and earns at some duals of the master program, as ``prices_t`` reads it.

    Attributes
    ----------
    task : array, shape (tasks,)
        Price of one session; less than 0 if it earns.
    extra : array
        What pins and the previous plan add, start by start.
    link : array
        Price of one session that counts for a pair.
    staff : array, shape (tasks,)
        At least 0: of one person more on a task.
    minute : array, shape (employers,)
        At least 0: of one minute of work.
    shortest : array of int32, shape (modes, places, places)
        Minutes of the quickest way with any stops between.
    subset : array
        At least 0: of two sessions of a subset, see :meth:`set_subsets`.
    subsets_of : array of int32
        The subsets that have a task, task by task.
    subsets_ptr : array of int64, shape (tasks + 1,)
        Where those of each task begin.
    """

    task: Numbers
    extra: Numbers
    link: Numbers
    staff: Numbers
    minute: Numbers
    shortest: NDArray[np.int32]
    subset: Numbers
    subsets_of: NDArray[np.int32]
    subsets_ptr: NDArray[np.int64]

    def set_subsets(self, subsets_of: Sequence[Sequence[int]], prices: Numbers) -> None:
        """Set which subsets have each task, and what two sessions of each subset cost.

        Only routes are priced with any.
        """
        self.subset[:] = 0.0
        self.subset[: len(prices)] = prices
        self.subsets_ptr[:] = np.cumsum([0, *map(len, subsets_of)])
        self.subsets_of[: self.subsets_ptr[-1]] = [n for numbers in subsets_of for n in numbers]


class Priced(NamedTuple):
    """What pricing says of one person.

    Attributes
    ----------
    bound : float
        No week of the person costs less.
    weeks : list of Week
        Weeks found that cost less than the best one known, the cheapest last; of routes, all
        good ones with different ends.
    """

    bound: float
    weeks: list[Week]


class Moment(NamedTuple):
    """When a route can have a session, in minutes of the day.

    Attributes
    ----------
    task : int
    earliest, latest : int
        The first and the last minute at which it can begin.
    onward : int
        Minutes from its begin to that of the next session, at least.
    """

    task: int
    earliest: int
    latest: int
    onward: int


class AggregatedColumn(NamedTuple):
    """A week that leaves open which tasks of a symmetry class it serves, on which days and hours.

    Attributes
    ----------
    cost : int
        As that of :class:`~sharepool.engine.weeks.Week`.
    work : int
        Minutes that count against hours.
    pieces : tuple of (int, tuple of int)
        Symmetry classes, and the sessions of each on the days that have any, fullest day first.
    moments : tuple of Moment
        Of a route with sessions of teams, all sessions in the order of the day.
    """

    cost: int
    work: int
    pieces: tuple[tuple[int, tuple[int, ...]], ...]
    moments: tuple[Moment, ...] = ()


class EnumeratedColumns(NamedTuple):
    """The weeks of a person that cost less than a limit.

    Attributes
    ----------
    bound : float
        No other week but the empty one costs less.
    columns : list of AggregatedColumn
        Each once, and maybe some others.
    classes : list of list of int
        Tasks that are taken at the same place and starts: those of each symmetry class.
    """

    bound: float
    columns: list[AggregatedColumn]
    classes: list[list[int]]


class Pricer:
    """Looks for the cheapest week of one person at a time, and proves what none can cost less than.

    Costs are those of a week less those of a week without sessions. One thread at a time may use
    it; the interpreter's lock is free while it works.

    Parameters
    ----------
    instance : Instance

    Attributes
    ----------
    prices : Prices
        Set the arrays' values before a call.
    multipliers : list of array
        For each person, the multipliers of what ties the days of a week together, kept from call
        to call: :data:`WEEK_MULTIPLIERS` of them, then one per task of ``instance.tasks_of``.
    are_routes : bool
        Whether everybody's week has one day, and is priced as a route.
    caps : list of array
        For each person, the most sessions of each of those tasks in one week.
    calls : int
        How often it was asked.
    """

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._tables: Tables = build_tables(instance, 0)
        self._data = self._tables.data()
        self._kernel = load(PRICING)
        tasks = len(instance.tasks)
        self.prices = Prices(
            task=np.zeros(tasks + 1),
            extra=np.append(self._tables.extra_cost, 0).astype(np.float64),
            link=np.zeros(len(instance.links) + 1),
            staff=np.zeros(tasks + 1),
            minute=np.zeros(len(instance.employer_work) + 1),
            shortest=np.ascontiguousarray(instance.shortest, dtype=np.int32),
            subset=np.zeros(MOST_SUBSETS),
            subsets_of=np.zeros(SUBSET_SIZE * MOST_SUBSETS, dtype=np.int32),
            subsets_ptr=np.zeros(tasks + 1, dtype=np.int64),
        )
        prices = vars(self.prices)
        self._prices = PRICES.new(
            **{field.name: field.address_of(prices[field.name]) for field in PRICES.fields}
        )
        self.renew()
        self.multipliers = [np.zeros(WEEK_MULTIPLIERS + len(own)) for own in instance.tasks_of]
        self.are_routes = all(
            self._kernel.pricer_is_route(self._pricer, person)
            for person, own in enumerate(instance.tasks_of)
            if own
        )
        self.caps = [np.zeros(len(own)) for own in instance.tasks_of]
        for person, caps in enumerate(self.caps):
            self._kernel.pricer_caps(self._pricer, person, caps.ctypes.data)

    def renew(self) -> None:
        """Make a copy of what only one thread at a time may use."""
        self._pricer = ctypes.c_void_p()
        self._kernel.pricer_new(
            ctypes.addressof(self._data),
            ctypes.addressof(self._prices),
            ctypes.addressof(self._pricer),
        )
        self._rows = np.zeros(_MOST_FOUND * (1 + 2 * _MOST_SESSIONS), dtype=np.int32)
        self.calls = 0

    def twin(self) -> Pricer:
        """Return a pricer for another thread: prices and multipliers are the same arrays."""
        twin = copy.copy(self)
        twin.renew()
        return twin

    def __del__(self) -> None:
        if getattr(self, "_pricer", None):
            self._kernel.pricer_free(self._pricer)

    @property
    def steps(self) -> float:
        """Work done so far, in steps."""
        return float(self._kernel.pricer_steps(self._pricer))

    def relax(self, person: int, usage: Numbers) -> float:
        """Return a bound of what any week of a person costs, at the person's multipliers as set.

        Parameters
        ----------
        person : int
        usage : array, shape of the person's `multipliers`
            Is set to what the week behind the bound uses of what the multipliers price: a
            subgradient.
        """
        self.calls += 1
        bound = ctypes.c_double()
        self._kernel.pricer_relax(
            self._pricer,
            person,
            self.multipliers[person].ctypes.data,
            usage.ctypes.data,
            ctypes.addressof(bound),
        )
        return bound.value

    def price(self, person: int, upper: float, effort: PricingEffort) -> Priced:
        """Look for the cheapest week of a person.

        Parameters
        ----------
        person : int
        upper : float
            What the cheapest week known costs, 0 at most.
        effort : PricingEffort
        """
        self.calls += 1
        given, bound = effort_struct(upper - 1e-6, effort), ctypes.c_double()
        self._kernel.pricer_price(
            self._pricer,
            person,
            ctypes.addressof(given),
            self.multipliers[person].ctypes.data,
            ctypes.addressof(bound),
        )
        return Priced(bound.value, self._found(person))

    def list_weeks(
        self, person: int, limit: float, effort: PricingEffort, most: int
    ) -> EnumeratedColumns:
        """List the weeks of a person that cost less than a limit.

        Parameters
        ----------
        person : int
        limit : float
        effort : PricingEffort
        most : int
            About how many numbers may be needed to list them, some ten each.
        """
        self.calls += 1
        given, bound = effort_struct(limit, effort), ctypes.c_double()
        multipliers = self.multipliers[person].copy()
        self._kernel.pricer_list(
            self._pricer,
            person,
            ctypes.addressof(given),
            multipliers.ctypes.data,
            most,
            ctypes.addressof(bound),
        )
        count = self._kernel.pricer_aggregated(self._pricer, None, None)
        rows = np.zeros(1 + count, dtype=np.int64)
        tasks = self._instance.tasks_of[person]
        class_of = np.zeros(1 + len(tasks), dtype=np.int64)
        self._kernel.pricer_aggregated(self._pricer, rows.ctypes.data, class_of.ctypes.data)
        classes: list[list[int]] = [[] for _ in range(1 + int(class_of.max()))]
        for task, number in zip(tasks, class_of.tolist(), strict=False):
            classes[number].append(task)
        columns = _read_columns(rows[:-1].tolist(), self._moments(tasks))
        return EnumeratedColumns(min(limit, bound.value), columns, classes)

    def _moments(self, tasks: Sequence[int]) -> Callable[[Sequence[int]], tuple[Moment, ...]]:
        """Return what gives the moments of the routes listed, one after the other."""
        count = self._kernel.pricer_times(self._pricer, None)
        times = np.zeros(1 + count, dtype=np.int64)
        self._kernel.pricer_times(self._pricer, times.ctypes.data)
        rows = iter(times[:-1].reshape(-1, 3).tolist())
        all_tasks = self._instance.tasks

        def read(order: Sequence[int]) -> tuple[Moment, ...]:
            if not count:
                return ()
            moments = [Moment(tasks[one], *next(rows)) for one in order]
            if not any(all_tasks[moment.task].is_role for moment in moments):
                return ()
            return tuple(reversed(moments))

        return read

    def best_route(self, person: int, worth: Numbers, effort: PricingEffort) -> Week | None:
        """Return the route that is worth most, whatever the duals; None if none is found.

        Parameters
        ----------
        person : int
        worth : array, shape (tasks,)
            Of a session of each task; less than 0: it is to be left out.
        effort : PricingEffort
        """
        prices = self.prices
        changed = (prices.task, prices.staff, prices.link, prices.subset)
        kept = [array.copy() for array in changed]
        for array in changed:
            array[:] = 0.0
        prices.task[: len(worth)] = -worth
        weeks = self.price(person, 0.0, effort).weeks
        for array, values in zip(changed, kept, strict=True):
            array[:] = values
        return min(weeks, key=lambda week: _cost_less_worth(week, worth), default=None)

    def usage(self, person: int) -> Numbers:
        """Return what the week behind the last bound uses, as :meth:`relax` does."""
        usage = np.zeros_like(self.multipliers[person])
        self._kernel.pricer_usage(self._pricer, usage.ctypes.data)
        return usage

    def _found(self, person: int) -> list[Week]:
        count = self._kernel.pricer_weeks(self._pricer, self._rows.ctypes.data)
        weeks, at = [], 0
        for _ in range(count):
            sessions = int(self._rows[at])
            rows = self._rows[at + 1 : at + 1 + 2 * sessions].reshape(-1, 2)
            weeks.append(Week.of(self._instance, person, [(t, s) for t, s in rows.tolist()]))
            at += 1 + 2 * sessions
        return weeks


def effort_struct(upper: float, effort: PricingEffort) -> ctypes.Structure:
    """Return an effort as the kernel reads it; no week that costs `upper` or more is wanted."""
    return EFFORT.new(
        upper=upper,
        growth=effort.labels,
        steps=effort.bound_steps,
        list_steps=effort.list_steps,
        listed=effort.days,
        routes=effort.route_steps,
    )


def _cost_less_worth(week: Week, worth: Numbers) -> float:
    return week.cost - float(sum(worth[task] for task, _ in week.sessions))


def _read_columns(
    rows: Sequence[int], moments_of: Callable[[Sequence[int]], tuple[Moment, ...]]
) -> list[AggregatedColumn]:
    """Return the weeks that rows of numbers describe: of weeks like each other, the cheapest."""
    cheapest: dict[tuple[int, tuple[tuple[int, int], ...], tuple[Moment, ...]], int] = {}
    at = 0
    while at < len(rows):
        cost, work, count = rows[at : at + 3]
        numbers = rows[at + 3 : at + 3 + 2 * count]
        at += 3 + 2 * count
        pairs = tuple(sorted(zip(numbers[::2], numbers[1::2], strict=True)))
        if pairs:
            key = work, pairs, moments_of(numbers[::2])
            cheapest[key] = min(cost, cheapest.get(key, cost))
    return [
        AggregatedColumn(
            cost, work, tuple((number, _digits(code)) for number, code in pairs), moments
        )
        for (work, pairs, moments), cost in cheapest.items()
    ]


def _digits(code: int) -> tuple[int, ...]:
    digits = []
    while code:
        code, digit = divmod(code, _DIGIT)
        digits.append(digit)
    return tuple(digits)
