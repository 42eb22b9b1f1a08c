"""Costs of the caller's own, from a table or a function of each possible assignment."""

from __future__ import annotations

import operator
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sharepool.base.errors import Fault, ProblemError
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.instance.types import Instance
from sharepool.problem.cells import Day, Id, Positive, Text, Whole
from sharepool.problem.given import mind_problem
from sharepool.problem.own_costs import OwnCost, OwnCosts
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Assignment, Row
from sharepool.tables.display import shown
from sharepool.tables.findings import TableFindings
from sharepool.tables.headers import TableGroup, register_tables
from sharepool.tables.hints import Hints
from sharepool.tables.parsing import as_text, parse_table
from sharepool.tables.raw import Grid, read_grid
from sharepool.tables.sources import frame_grid

MOST_COSTS = 10**15
"""Points that all costs together may come to: see ``MOST_COSTS`` of the tables' faults."""


class BanRow(Row):
    """Assignments that may not be: those that match all its given cells."""

    staff_id: Id | None = None
    demand_id: Id | None = None
    role: Text | None = None
    day: Day | None = None
    slot: Positive | None = None


class CostRow(BanRow):
    """Assignments that match all its given cells, and what each of them costs."""

    cost: Whole


OWN_TABLES: Mapping[str, type[BanRow]] = {"costs": CostRow, "forbid": BanRow}

register_tables(
    TableGroup(OWN_TABLES, names={"费用": "costs", "禁止": "forbid"}, columns={"费用": "cost"})
)


def price_assignments(problem: Problem, *, costs: Any = None, forbid: Any = None) -> Problem:
    """Return the problem with costs of your own for single assignments, or without some of them.

    They are part of the objective, as the term `own`: in the search, in every bound, in the exact
    model and in the score. What is forbidden breaks H16 where a plan has it.

    Parameters
    ----------
    problem : Problem
    costs : DataFrame, sequence of dict or callable, optional
        A table with the column `cost`, a whole number (below 0: a gain), and any of `staff_id`,
        `demand_id`, `role`, `day` and `slot`: each row counts for all assignments that match its
        given cells. Or a function from a possible :class:`Assignment` to its cost.
    forbid : DataFrame, sequence of dict or callable, optional
        The same, without `cost`: assignments that may not be, or a function that says so.

    Returns
    -------
    Problem
        Costs that it has already stay. A function is asked now, of what is possible now.

    Raises
    ------
    ProblemError
        With every fault of the tables at once.
    ValueError
        A function returns no whole number.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> def late(one):
    ...     return 50 if one.slot > 4 else 0
    >>> priced = sp.price_assignments(problem, costs=late, forbid=[{"staff_id": "LI", "day": 2}])
    >>> sp.solve(priced, stop=10).terms["own"]
    50
    """
    mind_problem(problem)
    asked, findings = _Asked(problem), TableFindings()
    given = {"costs": costs, "forbid": forbid}
    tables = {
        name: _read(name, one, problem, findings)
        for name, one in given.items()
        if one is not None and not callable(one)
    }
    findings.raise_faults()
    rows: list[OwnCost] = [] if problem.own is None else list(problem.own.rows)
    for name, one in given.items():
        if name in tables:
            rows += _of_table(asked, tables[name], is_ban=name == "forbid")
        elif one is not None:
            rows += _of_function(asked, one, is_ban=name == "forbid")
    priced = problem.updated(own=OwnCosts(tuple(rows)))
    _refuse_beyond_counting(priced)
    return priced


class _Asked:
    """What is possible in a problem, looked up when first needed."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._instance: Instance | None = None

    @property
    def instance(self) -> Instance:
        """The problem as the engine sees it."""
        self._instance = self._instance or prepare(self.problem)
        return self._instance

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield staff id and demand id of who could take what."""
        instance = self.instance
        found = {
            (person, instance.demands[task].demand_id)
            for task, people in enumerate(instance.people_of)
            for person in people
        }
        return ((self.problem.staff[row].staff_id, demand_id) for row, demand_id in sorted(found))


def _read(table: str, given: Any, problem: Problem, findings: TableFindings) -> list[BanRow]:
    """Return the rows of a table of costs or bans; what is wrong with it goes to the findings."""
    raw = read_grid(table, _grid(table, given), findings)
    rows = [row for _, row in parse_table(raw, findings) if isinstance(row, BanRow)]
    roles = {role.role for role in problem.roles}
    for column, target, known in (
        ("staff_id", "staff", problem.person_of),
        ("demand_id", "demands", problem.demand_of),
        ("role", "roles", roles),
    ):
        hints = Hints(known)
        for number, cells in zip(raw.numbers, raw.rows, strict=True):
            value = as_text(cells.get(column, ""))
            if value and value not in known:
                near = "" if column == "staff_id" else hints.near(value)
                fields = {"target": target, "near": near}
                fault = Fault(table, number, column, "unknown_id", shown(value), fields)
                findings.faults.append(fault)
    # A misspelt column would let its row speak of everybody.
    findings.faults += [one for one in findings.warnings if one.code == "unknown_column"]
    findings.warnings.clear()
    return rows


def _of_table(asked: _Asked, rows: Iterable[BanRow], *, is_ban: bool) -> Iterator[OwnCost]:
    for row in rows:
        cost = row.cost if isinstance(row, CostRow) else 0
        for staff_id, demand_id in _named(asked, row):
            yield OwnCost(staff_id, demand_id, cost, is_ban, row.day, row.slot, row.role)


def _grid(table: str, given: Any) -> Grid:
    """Return header and rows of a data frame, or of dicts."""
    if not isinstance(given, Sequence) or not all(isinstance(row, Mapping) for row in given):
        return frame_grid(given, table)
    if not given:
        return [list(OWN_TABLES[table].model_fields)]
    columns = list(dict.fromkeys(column for row in given for column in row))
    return [columns, *([row.get(column) for column in columns] for row in given)]


def _named(asked: _Asked, row: BanRow) -> Iterable[tuple[str, str]]:
    """Return the pairs of person and demand that a row speaks of."""
    if row.staff_id is not None and row.demand_id is not None:
        return [(row.staff_id, row.demand_id)]
    return [
        (staff_id, demand_id)
        for staff_id, demand_id in asked.pairs()
        if row.staff_id in {None, staff_id} and row.demand_id in {None, demand_id}
    ]


def _of_function(
    asked: _Asked, given: Callable[[Assignment], Any], *, is_ban: bool
) -> Iterator[OwnCost]:
    instance = asked.instance
    for task, people in enumerate(instance.people_of):
        for person in people:
            answers: dict[tuple[int, int], int] = {}
            for option in instance.options(person, task):
                one = instance.decode([option]).assignments[0]
                answers[one.day, one.slot] = _answer(given, one, is_ban=is_ban)
            yield from _shortened(instance, person, task, answers, is_ban=is_ban)


def _shortened(
    instance: Instance,
    person: int,
    task: int,
    answers: Mapping[tuple[int, int], int],
    *,
    is_ban: bool,
) -> Iterator[OwnCost]:
    """Yield what a function says of a person and a task: one row where it is always the same."""
    staff_id = instance.problem.staff[person].staff_id
    demand_id, role = instance.demands[task].demand_id, instance.roles[task] or None
    values = set(answers.values())
    cells: list[tuple[int | None, int | None, int]]
    cells = [(day, slot, value) for (day, slot), value in answers.items()]
    if len(values) == 1:
        cells = [(None, None, values.pop())]
    for day, slot, value in cells:
        if value:
            cost = 0 if is_ban else value
            yield OwnCost(staff_id, demand_id, cost, is_ban, day, slot, role)


def _answer(given: Callable[[Assignment], Any], one: Assignment, *, is_ban: bool) -> int:
    answer = given(one)
    if is_ban:
        return int(bool(answer))
    try:
        return operator.index(answer)
    except TypeError:
        raise ValueError(f"costs: {answer!r} of {one!r} is no whole number") from None


def _refuse_beyond_counting(problem: Problem) -> None:
    """Raise if plans might cost so much that it could not be counted exactly any more."""
    own = problem.own or OwnCosts()
    highest: dict[str, int] = defaultdict(int)
    for (_, demand_id), rows in own.of_pair.items():
        total = sum(abs(row.cost) for row in rows)
        highest[demand_id] = max(highest[demand_id], total)
    worth = {
        demand_id: cost * problem.demand_of[demand_id].sessions
        for demand_id, cost in highest.items()
        if demand_id in problem.demand_of
    }
    if sum(worth.values()) > MOST_COSTS:
        share = MOST_COSTS / len(worth)
        raise ProblemError(
            [
                Fault("costs", None, "cost", "beyond_counting", str(cost), {"most": MOST_COSTS})
                for cost in worth.values()
                if cost > share
            ]
        )
