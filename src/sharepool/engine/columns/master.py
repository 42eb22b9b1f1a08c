r"""The master program over weeks, by its duals: prices, bounds and subgradients.

With :math:`\lambda_w` the share of week w of person p, the master program is

.. math::

    \min \quad & c_0 + \sum_w c_w \lambda_w + \sum_t U_t u_t + \sum_t E e_t
                 + \sum_s F f_s + \sum_l P g_l + \sum_m C h_m \\
    & \textstyle \sum_{w \in p} \lambda_w \le 1 & \text{one week per person} \quad (M1) \\
    & \textstyle \sum_w n_{tw} \lambda_w + u_t = n_t, \quad
      u_t \le n_t - \min_t & (\pi_t) \quad (M2) \\
    & \textstyle \sum_w [n_{tw} > 0] \lambda_w - e_t \le 1, \quad
      e_t \le \text{staff}_t - 1 & (\eta_t \ge 0) \quad (M3) \\
    & \textstyle \sum_w n_{sw} \lambda_w + f_s \ge \text{floor}_s & (\varphi_s \ge 0) \quad (M4) \\
    & \textstyle \sum_{w \in l} n_{sw} \lambda_w + g_l \ge \text{needed}_l
      & (\kappa_l \ge 0) \quad (M5) \\
    & \textstyle \sum_w n_{mw} \lambda_w + h_m \ge \text{needed}_m & (\mu_m \ge 0) \quad (M6) \\
    & \textstyle \sum_{w \in e} \text{work}_w \lambda_w \le \text{budget}_e
      & (\omega_e \ge 0) \quad (M7)

Here :math:`n_t` are the sessions of a task that its people, its days and their gaps allow; those
beyond them are part of :math:`c_0`.

An event e has no row (M2) but a column: :math:`u_e` of its sessions do not take place. Each of its
roles r has a row, in which people count; and wherever sessions count, :math:`u_e` is taken off:

.. math::

    \textstyle \sum_w n_{rw} \lambda_w + u_r + \text{seats}_r \, u_e = \text{seats}_r \, n_e,
    \quad u_e \le n_e - \min_e, \qquad
    \sum_w n_{sw} \lambda_w + f_s - \sum_{e \in s} u_e \ge \text{floor}_s - \sum_{e \in s} n_e

with :math:`u_r` priced ``role_short`` for optional roles and 0 for required ones. When a team meets
is not in the master.

At any duals, the constants, the best of the slacks and the cheapest week of each person add up to a
bound (Geoffrion, Lagrangean relaxation for integer programming, 1974):

.. math::

    L = c_0 + \pi n - \eta 1 + \varphi\,\text{floor} + \kappa\,\text{needed} + \mu\,\text{needed}
        - \omega\,\text{budget} + \text{slacks} + \sum_p \min(0, \min_{w \in p} \bar c_w)

Where weeks are routes, rows of three tasks of one session each can be added, of which two people
cannot both have two (:mod:`sharepool.engine.columns.subset_rows`):

.. math::

    \textstyle \sum_w \lfloor \tfrac12 |w \cap S| \rfloor \lambda_w \le 1
    \qquad (\gamma_S \ge 0) \quad (M13)

Sites' capacity, cohorts and the days of a task that several people take are not in the master: what
it bounds is a relaxation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sharepool.engine.columns.event_columns import EventColumns, Slack
from sharepool.engine.columns.pricing import Prices
from sharepool.engine.columns.row_usage import RowUsage
from sharepool.engine.columns.subset_rows import count_in
from sharepool.engine.counting_bound import most_sessions
from sharepool.engine.instance.types import NO_LIMIT, Instance
from sharepool.engine.weeks import Pool, Subset, Week

Numbers = NDArray[np.float64]

BLOCKS = ("task", "staff", "floor", "link", "member", "minute", "subset")
"""The duals (M2) to (M7) and (M13), in the order in which one flat array holds them."""

HOUR = 60.0
"""Steps of the duals of minutes are measured in hours, so that they compare with sessions."""


class RowLimits(NamedTuple):
    """What a row of the master program allows."""

    low: float
    high: float


class Master:
    """The rows of the master program, in blocks: what they allow, and what their slacks cost.

    Parameters
    ----------
    instance : Instance
    subsets : sequence of Subset, optional
        Those of rows (M13), of single tasks.

    Attributes
    ----------
    subsets : sequence of Subset
    size : int
        Number of duals.
    low, high : arrays, shape (size,)
        Between what values each dual makes sense.
    """

    def __init__(self, instance: Instance, subsets: Sequence[Subset] = ()) -> None:
        self._instance, self.subsets = instance, subsets
        weights, tasks = instance.weights, instance.tasks
        sizes = [
            len(tasks),
            len(tasks),
            len(instance.places),
            len(instance.links),
            len(instance.members),
            len(instance.employer_work),
            len(subsets),
        ]
        ends = np.cumsum([0, *sizes])
        self._block = dict(zip(BLOCKS, map(slice, ends[:-1], ends[1:]), strict=True))
        self.size = int(ends[-1])
        most = most_sessions(instance)
        starts = {name: block.start for name, block in self._block.items()}
        self._events = EventColumns(instance, most, starts)
        in_teams = self._events.counts(self._events.most, self.size)
        self._sessions = _column(
            0 if task.is_event else count for task, count in zip(tasks, most, strict=True)
        )
        roles = [number for number, task in enumerate(tasks) if task.is_role]
        self._sessions[roles] = in_teams[roles]
        self._wanted = _column(task.sessions for task in tasks)
        self._unmet = _column(0 if task.is_event else task.unmet for task in tasks)
        self._spare = np.maximum(0, self._sessions - _column(task.min_sessions for task in tasks))
        self._spare[[role for role in roles if not tasks[role].optional]] = 0
        self._seats = _column(task.seats for task in tasks)
        self._more_staff = _column(max(0, task.max_staff - task.seats) for task in tasks)
        hosts = [
            (number, host.site)
            for number, (task, own) in enumerate(zip(tasks, instance.hosts, strict=True))
            for host in own
            if not task.is_event
        ]
        self._host_task, self._host_site = _pairs(hosts)
        self._floor = _column(place.floor for place in instance.places)
        self._floor_left = self._floor + in_teams[self._block["floor"]]
        self._needed = _column(link.needed for link in instance.links)
        self._member_needed = _column(member.needed for member in instance.members)
        self._member_left = self._member_needed + in_teams[self._block["member"]]
        self._budget = _column(instance.employer_work)
        member = [
            (m, task)
            for m, one in enumerate(instance.members)
            for task in one.tasks
            if not tasks[task].is_event
        ]
        self._member, self._member_task = _pairs(member)
        self._members_of: dict[int, list[int]] = {}
        for number, task in member:
            self._members_of.setdefault(task, []).append(number)
        self._floors_of: dict[int, list[int]] = {}
        for number, site in hosts:
            if self._floor[site] > 0:
                self._floors_of.setdefault(number, []).append(starts["floor"] + site)
        self._subsets_of: list[list[int]] = [[] for _ in tasks]
        for number, subset in enumerate(subsets):
            for task in subset:
                self._subsets_of[task].append(number)
        self._links_of: dict[tuple[int, int], list[int]] = {}
        for number, link in enumerate(instance.links):
            self._links_of.setdefault((link.site, link.group), []).append(number)
        # The links of the kernel's tables are sorted by site.
        self._link_order = np.argsort([link.site for link in instance.links], kind="stable")
        self._constant = float(
            instance.constant
            + weights.short_minute * sum(p.min_work for p in instance.people)
            + sum(
                t.unmet * (t.sessions - n)
                for t, n in zip(tasks, most, strict=True)
                if not t.is_role
            )
        )
        links = self._links()
        self._link_of, self._link_person, self._link_task = links
        self.low = np.zeros(self.size)
        self.low[self._block["task"]] = -np.inf
        self.high = self._highest()
        self.low[self._events.numbers] = self.high[self._events.numbers] = 0.0

    def _links(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Return (link, person, task) where a session of the person on the task counts."""
        instance, rows = self._instance, []
        of_site: dict[int, list[int]] = {}
        for number, link in enumerate(instance.links):
            of_site.setdefault(link.site, []).append(number)
        for task, people in enumerate(instance.people_of):
            for number in of_site.get(instance.tasks[task].site, ()):
                group = instance.links[number].group
                rows += [(number, p, task) for p in people if instance.people[p].group == group]
        table = np.array(rows, dtype=np.int64).reshape(-1, 3)
        return table[:, 0], table[:, 1], table[:, 2]

    def _highest(self) -> Numbers:
        """Return the greatest sensible duals: a slack's price, if the slack covers all."""
        weights, block = self._instance.weights, self._block
        high = np.full(self.size, np.inf)
        all_spare = self._spare == self._sessions
        high[block["task"]] = np.where(all_spare, self._unmet, np.inf)
        high[block["floor"]] = np.where(self._floor > 0, weights.below_floor, 0.0)
        strict = np.array([link.strict for link in self._instance.links], dtype=bool)
        high[block["link"]] = np.where(strict, np.inf, weights.pair_short)
        high[block["member"]] = weights.chain_gap
        high[block["minute"]] = np.where(self._budget < NO_LIMIT, np.inf, 0.0)
        return high

    def block(self, name: str) -> range:
        """Return the numbers of the rows of a block."""
        block = self._block[name]
        return range(block.start, block.stop)

    @property
    def base(self) -> float:
        """What the master program pays before anything else."""
        return self._constant

    def rows(self) -> list[RowLimits]:
        """Return the rows of the duals, as ``low <= weeks and slacks <= high``.

        Rows of people, of minutes and of subsets are written with negative signs, so that no dual
        but those of tasks may be negative.
        """
        minutes = np.where(self._budget < NO_LIMIT, -self._budget, -np.inf)
        low = np.concatenate(
            [
                self._sessions,
                -self._seats,
                np.where(self._floor > 0, self._floor_left, -np.inf),
                self._needed,
                self._member_left,
                minutes,
                np.full(len(self.subsets), -1.0),
            ]
        )
        high = np.full(self.size, np.inf)
        high[self._block["task"]] = self._sessions
        return [RowLimits(*sides) for sides in zip(low, high, strict=True)]

    def slacks(self) -> Iterator[Slack]:
        """Yield the slacks of the rows, then those of events."""
        weights, block = self._instance.weights, self._block
        unlimited = float("inf")

        def slack(row: int, price: float, top: float, useful: float) -> Slack:
            return Slack(price, top, useful if top == unlimited else top, ((row, 1.0),))

        for task, (price, spare, sessions) in enumerate(
            zip(self._unmet, self._spare, self._sessions, strict=True)
        ):
            yield slack(task, price, unlimited if spare == sessions else spare, sessions)
            more = max(0.0, float(self._more_staff[task]))
            yield slack(block["staff"].start + task, weights.extra_staff, more, more)
        for place in np.flatnonzero(self._floor > 0).tolist():
            row = block["floor"].start + place
            yield slack(row, weights.below_floor, unlimited, self._floor[place])
        for number, link in enumerate(self._instance.links):
            top = 0.0 if link.strict else unlimited
            yield slack(block["link"].start + number, weights.pair_short, top, link.needed)
        for number, needed in enumerate(self._member_needed):
            yield slack(block["member"].start + number, weights.chain_gap, unlimited, needed)
        yield from self._events.slacks()

    def column(self, week: Week) -> list[tuple[int, float]]:
        """Return (row, value) entries of a week."""
        found: Counter[int] = Counter()
        for task, _ in week.sessions:
            for row in self.rows_of_session(week.person, task):
                found[row] += 1
            found[self.row_of_staff(task)] = -1
        row_of_work = self.row_of_work(week.person)
        if row_of_work is not None:
            found[row_of_work] -= week.work
        found.update(self.subset_entries(task for task, _ in week.sessions))
        return [(row, float(value)) for row, value in found.items()]

    @property
    def single_tasks(self) -> set[int]:
        """The tasks that one person has once, or nobody."""
        tasks = self._instance.tasks
        return {t for t in np.flatnonzero(self._sessions == 1).tolist() if not tasks[t].is_event}

    def rows_of_subsets(self, task: int) -> list[int]:
        """Return the rows of the subsets that have a task."""
        return [self._block["subset"].start + number for number in self._subsets_of[task]]

    def subset_entries(self, tasks: Iterable[int]) -> dict[int, int]:
        """Return how a week with some single tasks counts in the rows of subsets."""
        first = self._block["subset"].start
        return {first + n: -count for n, count in count_in(self._subsets_of, tasks).items()}

    def rows_of_session(self, person: int, task: int) -> list[int]:
        """Return the rows in which a session of a person on a task counts."""
        site, block = self._instance.tasks[task].site, self._block
        rows = [task, *self._floors_of.get(task, ())]
        links = self._links_of.get((site, self._instance.people[person].group), ())
        rows += [block["link"].start + number for number in links]
        rows += [block["member"].start + number for number in self._members_of.get(task, ())]
        return rows

    def row_of_staff(self, task: int) -> int:
        """Return the row in which who serves a task counts, with a negative sign."""
        return int(self._block["staff"].start) + task

    def row_of_work(self, person: int) -> int | None:
        """Return the row in which a person's minutes count, negative; None if nothing limits it."""
        employer = self._instance.people[person].employer
        limited = self._budget[employer] < NO_LIMIT
        return int(self._block["minute"].start) + employer if limited else None

    def plain_duals(self, share: float) -> Numbers:
        """Return duals to begin with: a share of what a missing session costs, 0 elsewhere.

        A team's is shared by those whom it needs.
        """
        duals, tasks = np.zeros(self.size), self._instance.tasks
        duals[self._block["task"]] = share * self._unmet
        for event in self._events.numbers:
            needed = [role for role in self._instance.roles_of(event) if not tasks[role].optional]
            people = sum(tasks[role].seats for role in needed)
            duals[needed] = share * tasks[event].unmet / max(1, people)
        return duals

    def clip(self, duals: Numbers) -> Numbers:
        """Return the sensible duals nearest to some."""
        clipped: Numbers = np.clip(duals, self.low, self.high)
        return clipped

    def set_prices(self, duals: Numbers, prices: Prices) -> None:
        """Set what sessions, people and minutes cost at some duals."""
        block, count = self._block, len(self._sessions)
        floor = duals[block["floor"]][self._host_site]
        task = -(
            duals[block["task"]] + np.bincount(self._host_task, weights=floor, minlength=count)
        )
        earned = duals[block["member"]][self._member]
        task -= np.bincount(self._member_task, weights=earned, minlength=count)
        prices.task[:count] = task
        prices.staff[:count] = duals[block["staff"]]
        prices.link[: len(self._link_order)] = -duals[block["link"]][self._link_order]
        prices.minute[: len(self._budget)] = duals[block["minute"]]
        prices.set_subsets(self._subsets_of, duals[block["subset"]])

    def session_prices(self, duals: Numbers) -> Numbers:
        """Return how much the bound falls at some duals if others give a session of each task.

        They are no people of the problem: who takes part in the task is as before. Of an event, it
        is a session of the whole team; of a role, nothing.
        """
        block, tasks, count = self._block, self._instance.tasks, len(self._instance.tasks)
        floor = duals[block["floor"]][self._host_site]
        earned = duals[block["member"]][self._member]
        most_of = dict(zip(self._events.numbers, self._events.most, strict=True))
        prices: Numbers = np.asarray(
            # Sessions beyond those that people and days allow cost what they are missed for.
            np.where(self._sessions < self._wanted, self._unmet, duals[block["task"]])
            + np.bincount(self._host_task, weights=floor, minlength=count)
            + np.bincount(self._member_task, weights=earned, minlength=count),
            dtype=np.float64,
        )
        for number, task in enumerate(tasks):
            if task.is_role:
                prices[number] = 0.0
            elif task.is_event and most_of[number] < task.sessions:
                prices[number] = task.unmet + self._earned(number, duals)
            elif task.is_event:
                roles = self._instance.roles_of(number)
                prices[number] = sum(tasks[role].seats * duals[role] for role in roles)
        return prices

    def _earned(self, event: int, duals: Numbers) -> float:
        """Return what a session of an event counts for its sites' floors and its chains."""
        floor, member = self._block["floor"].start, self._block["member"].start
        rows = [floor + host.site for host in self._instance.hosts[event]]
        rows += [
            member + number
            for number, one in enumerate(self._instance.members)
            if event in one.tasks
        ]
        return float(duals[rows].sum())

    def hour_prices(self, duals: Numbers) -> Numbers:
        """Return how much the bound falls with one hour more of each employer."""
        return HOUR * duals[self._block["minute"]]

    def constant(self, duals: Numbers) -> float:
        """Return the part of the bound that no week decides."""
        block, weights = self._block, self._instance.weights
        task, staff, minute = duals[block["task"]], duals[block["staff"]], duals[block["minute"]]
        return float(
            self._constant
            + task @ self._sessions
            - np.maximum(0, task - self._unmet) @ self._spare
            - (staff * self._seats).sum()
            - np.maximum(0, staff - weights.extra_staff) @ self._more_staff
            + duals[block["floor"]] @ self._floor_left
            + duals[block["link"]] @ self._needed
            + duals[block["member"]] @ self._member_left
            - np.where(minute > 0, minute * self._budget, 0.0).sum()
            - duals[block["subset"]].sum()
            + self._events.least(duals)
        )

    def gradient(self, duals: Numbers, used: RowUsage) -> Numbers:
        """Return the subgradient of the bound where its weeks use so much; 0 for subsets."""
        block, weights = self._block, self._instance.weights
        task, staff = duals[block["task"]], duals[block["staff"]]
        count = len(self._sessions)
        sessions = np.bincount(used.task, weights=used.sessions, minlength=count)
        staffed = np.bincount(used.task, weights=used.people, minlength=count)
        at_site = np.bincount(
            self._host_site, weights=sessions[self._host_task], minlength=len(self._floor)
        )
        in_chain = np.bincount(
            self._member,
            weights=sessions[self._member_task],
            minlength=len(self._member_needed),
        )
        gradient = np.zeros(self.size)
        gradient[block["task"]] = (
            self._sessions - np.where(task > self._unmet, self._spare, 0.0) - sessions
        )
        gradient[block["staff"]] = (
            staffed - self._seats - np.where(staff > weights.extra_staff, self._more_staff, 0.0)
        )
        gradient[block["floor"]] = self._floor_left - at_site
        gradient[block["link"]] = self._needed - self._linked(used)
        gradient[block["member"]] = self._member_left - in_chain
        budget = np.where(self._budget < NO_LIMIT, self._budget, 0.0)
        gradient[block["minute"]] = (used.work - budget) / HOUR
        if len(self._events):
            gradient -= self._events.counts(self._events.missing(duals), self.size)
        stuck = ((duals <= self.low) & (gradient < 0)) | ((duals >= self.high) & (gradient > 0))
        return np.where(stuck, 0.0, gradient)

    def _linked(self, used: RowUsage) -> Numbers:
        if len(self._link_of) == 0:
            return np.zeros(len(self._needed))
        tasks = len(self._sessions)
        size = len(self._instance.people) * tasks
        given = np.bincount(used.person * tasks + used.task, weights=used.sessions, minlength=size)
        found = given[self._link_person * tasks + self._link_task]
        linked: Numbers = np.bincount(
            self._link_of, weights=found, minlength=len(self._needed)
        ).astype(np.float64)
        return linked

    def step(self, duals: Numbers, direction: Numbers, length: float) -> Numbers:
        """Return the duals after a step; minutes are measured in hours."""
        scaled = direction.copy()
        scaled[self._block["minute"]] /= HOUR
        return self.clip(duals + length * scaled)

    def reduced_costs(self, pool: Pool, prices: Prices) -> Numbers:
        """Return what each week of a pool costs at some prices."""
        entries, instance = pool.entries(), self._instance
        if len(entries) == 0:
            return np.zeros(0)
        weeks = pool.weeks[: int(entries[-1, 0]) + 1]
        person = np.array([week.person for week in weeks])
        employer = np.array([instance.people[p].employer for p in person])
        costs = np.array([week.cost for week in weeks], dtype=np.float64)
        costs += prices.minute[employer] * np.array([week.work for week in weeks])
        number, task, sessions = entries.T
        price = prices.task[task]
        if len(self._link_of):
            price = price + self._link_prices(prices)[person[number], task]
        costs += np.bincount(number, price * sessions + prices.staff[task], len(weeks))
        if self.subsets:
            costs += self._subset_costs(number, task, prices.subset, len(weeks))
        return costs

    def _subset_costs(
        self, number: NDArray[np.int64], task: NDArray[np.int64], prices: Numbers, count: int
    ) -> Numbers:
        """Return what subsets add to the costs of weeks, given which weeks have which tasks."""
        costs = np.zeros(count)
        order = np.argsort(task, kind="stable")
        ends = np.searchsorted(task[order], np.arange(len(self._sessions) + 1))
        for subset, price in zip(self.subsets, prices.tolist(), strict=False):
            if price > 0:
                own = [number[order[ends[one] : ends[one + 1]]] for one in subset]
                weeks, times = np.unique(np.concatenate(own), return_counts=True)
                costs[weeks] += price * (times // 2)
        return costs

    def cheapest(self, pool: Pool, prices: Prices) -> dict[int, tuple[float, int]]:
        """Return each person's cheapest week in a pool: its cost, below 0, and number."""
        found: dict[int, tuple[float, int]] = {}
        costs = self.reduced_costs(pool, prices)
        for number, (week, cost) in enumerate(zip(pool.weeks, costs.tolist(), strict=False)):
            if cost < found.get(week.person, (0.0, -1))[0]:
                found[week.person] = (cost, number)
        return found

    def _link_prices(self, prices: Prices) -> Numbers:
        """Return what pairs add to the price of a session of each person on each task."""
        table = np.zeros((len(self._instance.people), len(self._sessions)))
        price = np.zeros(len(self._link_order))
        price[self._link_order] = prices.link[: len(price)]
        np.add.at(table, (self._link_person, self._link_task), price[self._link_of])
        return table


def _column(values: Iterable[float]) -> Numbers:
    return np.fromiter(values, dtype=np.float64)


def _pairs(rows: list[tuple[int, int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    table = np.array(rows, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]
