r"""Who of a school's own takes which class: as many lessons as possible, in few hands.

With the supply :math:`s_t` of each teacher, the lessons :math:`l_c` due to each class, and the
classes :math:`C_t` that a teacher may take, three aims in this order:

.. math::
    \max \sum_t \sum_{c \in C_t} x_{tc} \quad (1) \qquad
    \min \sum_t \sum_{c \in C_t} [x_{tc} > 0] \quad (2) \qquad
    \min \sum_{t\ \text{backbone}} \sum_{c \in C_t} x_{tc} \quad (3)

subject to

.. math::
    \sum_{c \in C_t} x_{tc} \le s_t \quad (4) \qquad
    \sum_{t: c \in C_t} x_{tc} \le l_c \quad (5) \qquad
    x_{tc} \in \mathbb{N}_0 \quad (6)

A maximum flow has (1) exactly. Among these flows the cheapest where a lesson costs
:math:`1 / \min(s_t, l_c)` has few links (Balinski 1961); from it CP-SAT follows (2) and (3) with a
limited amount of work. At a large school there may be a link more than the fewest, but never
another answer in another run.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from ortools.sat.python import cp_model

from sharepool.base.native import run_native
from sharepool.centre.needs.flow import Arc, find_flow

EFFORT = 0.1
"""Deterministic time that CP-SAT has for one school."""

LINK, JITTER = 10**7, 1000
"""Price of a link in the flow, shared by its lessons; and what tells equal prices apart, so that
no links form a circle."""

Links = dict[tuple[str, str], int]
"""Lessons by teacher and class, where there are any."""


def _sum(terms: Iterable[cp_model.LinearExpr]) -> cp_model.LinearExpr:
    return cp_model.LinearExpr.sum(list(terms))


class _Kind(NamedTuple):
    """Classes that are alike: so many lessons are due to each, and so many people may take it."""

    due: int
    teachers: tuple[str, ...]


def share_lessons(
    supply: Mapping[str, int],
    due: Mapping[str, int],
    may_take: Collection[tuple[str, str]],
    backbone: Collection[str] = (),
) -> Links:
    """Return how many lessons of each class each of a school's own teachers takes.

    Parameters
    ----------
    supply : mapping of str to int
        Lessons a week that each teacher can give.
    due : mapping of str to int
        Lessons a week that are due to each class.
    may_take : collection of (str, str)
        Teachers and the classes that they may take.
    backbone : collection of str
        Teachers whose hours are lent first.

    Examples
    --------
    >>> may_take = [("A", "1"), ("A", "3"), ("B", "1")]
    >>> share_lessons({"A": 4, "B": 4}, {"1": 4, "3": 3}, may_take)
    {('A', '3'): 3, ('B', '1'): 4}
    """
    most = {(t, c): min(supply[t], due[c]) for t, c in may_take if supply[t] and due[c]}
    jitter = np.random.default_rng(0).integers(JITTER, size=len(most)).tolist()
    arcs = {
        link: Arc(lessons, LINK // lessons + more + JITTER * (link[0] in backbone))
        for (link, lessons), more in zip(most.items(), jitter, strict=True)
    }
    flow = find_flow(supply, due, arcs)
    teachers_of = defaultdict(list)
    for teacher, taught in most:
        teachers_of[taught].append(teacher)
    kinds = defaultdict(list)
    for taught, teachers in teachers_of.items():
        kinds[_Kind(due[taught], tuple(teachers))].append(taught)
    return _FewLinks(supply, kinds, flow, backbone).solve() if flow else {}


def find_losses(
    supply: Mapping[str, int],
    due: Mapping[str, int],
    may_take: Collection[tuple[str, str]],
    covered: Mapping[str, int],
) -> dict[str, int]:
    """Return the lessons that each class could get besides those that it gets.

    Parameters
    ----------
    supply, due, may_take
        As for :func:`share_lessons`, with all hours that teachers have.
    covered : mapping of str to int
        What each class gets of fewer hours. A larger flow can always leave each class as much.

    Returns
    -------
    dict of str to int
        By class; their sum is what aim (1) gains by the hours.
    """
    room = {(c, False): covered.get(c, 0) for c in due}
    room |= {(c, True): due[c] - covered.get(c, 0) for c in due}
    arcs = {
        (t, (c, is_more)): Arc(most, cost=int(is_more))
        for t, c in may_take
        for is_more in (False, True)
        if (most := min(supply[t], room[c, is_more])) > 0
    }
    lost: Counter[str] = Counter()
    for (_, (taught, is_more)), lessons in find_flow(supply, room, arcs).items():
        lost[taught] += lessons * is_more
    return dict(+lost)


class _FewLinks:
    """Aims (2) and (3) among the flows of the most lessons.

    Of classes that are alike it only counts how many each teacher takes as a whole. Links that are
    the fewest form no circle. So fewer classes than there are teachers are split or in part
    without a teacher, and no more of a kind need variables of their own.
    """

    def __init__(
        self,
        supply: Mapping[str, int],
        kinds: Mapping[_Kind, list[str]],
        flow: Links,
        backbone: Collection[str],
    ) -> None:
        self._model = cp_model.CpModel()
        self._supply, self._flow = supply, flow
        self._kinds = {
            kind: sorted(classes, key=lambda one: -self._in_parts(one, kind))
            for kind, classes in kinds.items()
        }
        self._wholes: dict[tuple[_Kind, str], cp_model.IntVar] = {}
        self._parts: dict[tuple[str, str], cp_model.IntVar] = {}
        self._links: list[cp_model.IntVar] = []
        self._loads: dict[str, list[cp_model.LinearExpr]] = defaultdict(list)
        for kind, classes in self._kinds.items():
            in_use = self._split(kind, classes[: len(kind.teachers)])
            wholes = [self._take_whole(kind, teacher) for teacher in kind.teachers]
            self._model.add(_sum(wholes + in_use) <= len(classes))
        loads = {one: _sum(terms) for one, terms in self._loads.items()}
        for teacher, load in loads.items():
            self._model.add(load <= supply[teacher])  # (4)
        self._model.add(_sum(loads.values()) == sum(flow.values()))  # (1)
        of_backbone = _sum(load for teacher, load in loads.items() if teacher in backbone)
        price = 1 + sum(supply[one] for one in backbone)
        self._model.minimize(price * _sum(self._links) + of_backbone)  # (2), then (3)

    def _in_parts(self, taught: str, kind: _Kind) -> int:
        """Return what a class gets of the flow, 0 if one teacher takes all of it."""
        parts = [self._flow.get((teacher, taught), 0) for teacher in kind.teachers]
        return 0 if kind.due in parts else sum(parts)

    def _take_whole(self, kind: _Kind, teacher: str) -> cp_model.IntVar:
        """Count the classes of a kind that a teacher takes as a whole."""
        classes = self._kinds[kind]
        most = min(len(classes), self._supply[teacher] // kind.due)
        whole = self._model.new_int_var(0, most, f"w {teacher} {kind.due}")
        taken = sum(self._flow.get((teacher, one)) == kind.due for one in classes)
        self._model.add_hint(whole, taken)
        self._wholes[kind, teacher] = whole
        self._loads[teacher].append(kind.due * whole)
        self._links.append(whole)
        return whole

    def _split(self, kind: _Kind, classes: list[str]) -> list[cp_model.IntVar]:
        """Add classes of which teachers take parts; return which of them are in use."""
        given, in_use = [], []
        for taught in classes:
            parts, is_split = [], self._in_parts(taught, kind) > 0
            for teacher in kind.teachers:
                most = min(kind.due, self._supply[teacher])
                part = self._model.new_int_var(0, most, f"x {teacher} {taught}")
                link = self._model.new_bool_var(f"z {teacher} {taught}")
                self._model.add(part <= most * link)
                lessons = self._flow.get((teacher, taught), 0) if is_split else 0
                self._model.add_hint(part, lessons)
                self._model.add_hint(link, lessons > 0)
                self._parts[teacher, taught] = part
                self._loads[teacher].append(part)
                self._links.append(link)
                parts.append(part)
            used = self._model.new_bool_var(f"u {taught}")
            self._model.add(_sum(parts) <= kind.due * used)  # (5)
            self._model.add_hint(used, is_split)
            given.append(_sum(parts))
            in_use.append(used)
        for more, less in pairwise(given):  # They are alike.
            self._model.add(more >= less)
        return in_use

    def solve(self) -> Links:
        """Return the lessons of each teacher with each class; the flow itself if time is up."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_deterministic_time = EFFORT
        solver.parameters.catch_sigint_signal = False
        status = run_native(lambda: solver.solve(self._model), solver.stop_search)
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            return self._flow
        return dict(sorted(self._read(solver)))

    def _read(self, solver: cp_model.CpSolver) -> Iterator[tuple[tuple[str, str], int]]:
        parts = {link: solver.value(part) for link, part in self._parts.items()}
        yield from ((link, lessons) for link, lessons in parts.items() if lessons)
        split = {taught for (_, taught), lessons in parts.items() if lessons}
        for kind, classes in self._kinds.items():
            free = iter([taught for taught in classes if taught not in split])
            for teacher in kind.teachers:
                for _ in range(solver.value(self._wholes[kind, teacher])):
                    yield (teacher, next(free)), kind.due
