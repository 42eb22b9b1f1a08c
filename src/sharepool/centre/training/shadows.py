r"""Who spends which weeks with which mentor (跟班学习), and who covers meanwhile (送教下乡).

With :math:`z_{tmw} = 1` if trainee t is with mentor m in week w, on the days on which fewest of t's
lessons fall out, :math:`y_{tm} = 1` if m is t's mentor at all, and :math:`v_{tw}` of the lessons
:math:`l_{tm}` covered by the mentor's own group:

.. math::
    \text{lex} \; & \max \sum z_{tmw}, \quad \min \sum (l_{tmw} z_{tmw} - v_{tw}), \quad
                    \min \sum \text{road}_{tm}\, z_{tmw} && (1) \\
    \text{s.t.} \; & \sum_m z_{tmw} \le 1 && \forall t, w \quad (2) \\
    & \sum_w z_{tmw} \le \text{weeks}_t\, y_{tm}, \quad \sum_m y_{tm} \le 1
      && \forall t, m \quad (3) \\
    & \sum_t z_{tmw} \le \text{max}_m && \forall m, w \quad (4) \\
    & v_{tmw} \le l_{tmw} z_{tmw}, \quad
      \sum_{t,\, m \text{ of } g} v_{tmw} \le \text{free}_{gw} && \forall g, w \quad (5)

What a group has people and time for is an estimate from the standing plan: each week proposed is
then proven by planning it anew.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ortools.math_opt.python import mathopt

from sharepool.centre.integer_programs import proven_least, solve_to_the_end

GOALS = ("weeks", "uncovered", "road")

_LEAST_SECONDS = 1.0
_ANYTHING = 10**9
"""What no goal reaches."""


@dataclass(frozen=True)
class ShadowOption:
    """A trainee with a mentor in a week.

    Attributes
    ----------
    trainee, mentor, week : int
    days : tuple of int
    lessons : int
        That fall out.
    road_min : int
    """

    trainee: int
    mentor: int
    week: int
    days: tuple[int, ...]
    lessons: int
    road_min: int


@dataclass(frozen=True)
class ShadowTask:
    """What is to be decided.

    Attributes
    ----------
    weeks_wanted : sequence of int
        By trainee.
    rooms : sequence of int
        Trainees that each mentor takes at once.
    groups : sequence of str
        Of each mentor.
    options : sequence of ShadowOption
    free : mapping of (str, int) to int
        Lessons that a group can cover in a week.
    """

    weeks_wanted: Sequence[int]
    rooms: Sequence[int]
    groups: Sequence[str]
    options: Sequence[ShadowOption]
    free: Mapping[tuple[str, int], int]


@dataclass(frozen=True)
class Shadowed:
    """What was decided.

    Attributes
    ----------
    chosen : list of (ShadowOption, int)
        Each with the lessons that are covered.
    values, bounds : dict of str to int
        By goal; a bound of the weeks is what they cannot be more than.
    """

    chosen: list[tuple[ShadowOption, int]]
    values: dict[str, int]
    bounds: dict[str, int]


class _Model:
    """The variables and equations for HiGHS."""

    def __init__(self, task: ShadowTask) -> None:
        self.model = mathopt.Model()
        self.z = [self.model.add_binary_variable() for _ in task.options]
        self.v = [self.model.add_integer_variable(lb=0, ub=one.lessons) for one in task.options]
        self._limit(task)
        pairs = list(zip(task.options, self.z, self.v, strict=True))
        total = mathopt.fast_sum
        self.goals: dict[str, mathopt.LinearTypes] = {
            "weeks": -total(self.z),
            "uncovered": total(one.lessons * z - v for one, z, v in pairs),
            "road": total(one.road_min * z for one, z, _ in pairs),
        }

    def _limit(self, task: ShadowTask) -> None:
        model, of, total = self.model, _by(task), mathopt.fast_sum
        mentor_of = {(one.trainee, one.mentor): model.add_binary_variable() for one in task.options}
        for places in of["trainee", "week"].values():  # (2)
            model.add_linear_constraint(total(self.z[place] for place in places) <= 1)
        for (trainee, mentor), places in of["trainee", "mentor"].items():  # (3)
            weeks, mine = task.weeks_wanted[trainee], mentor_of[trainee, mentor]
            model.add_linear_constraint(total(self.z[place] for place in places) <= weeks * mine)
            for place in places:
                model.add_linear_constraint(self.z[place] <= mine)
        for trainee in {one.trainee for one in task.options}:
            chosen = (variable for (who, _), variable in mentor_of.items() if who == trainee)
            model.add_linear_constraint(total(chosen) <= 1)
        for (mentor, _), places in of["mentor", "week"].items():  # (4)
            room = task.rooms[mentor]
            model.add_linear_constraint(total(self.z[place] for place in places) <= room)
        for place, one in enumerate(task.options):  # (5)
            model.add_linear_constraint(self.v[place] <= one.lessons * self.z[place])
        for key, free in task.free.items():
            mine = (
                self.v[place]
                for place, one in enumerate(task.options)
                if (task.groups[one.mentor], one.week) == key
            )
            model.add_linear_constraint(total(mine) <= free)


def _by(task: ShadowTask) -> dict[tuple[str, str], dict[tuple[int, int], list[int]]]:
    """Return the places of options by two of what they are of."""
    found: dict[tuple[str, str], dict[tuple[int, int], list[int]]] = {}
    for first, second in (("trainee", "week"), ("trainee", "mentor"), ("mentor", "week")):
        groups: dict[tuple[int, int], list[int]] = {}
        for place, one in enumerate(task.options):
            groups.setdefault((getattr(one, first), getattr(one, second)), []).append(place)
        found[first, second] = groups
    return found


def place_trainees(task: ShadowTask, seconds: float, seed: int) -> Shadowed:
    """Return who is with whom in which weeks, goal after goal.

    Parameters
    ----------
    task : ShadowTask
        Every group and week of an option must be in ``free``.
    seconds : float
    seed : int
    """
    if not task.options:
        return Shadowed([], dict.fromkeys(GOALS, 0), dict.fromkeys(GOALS, 0))
    built, ends = _Model(task), time.monotonic() + seconds
    values: dict[str, int] = {}
    bounds: dict[str, int] = {}
    best: dict[mathopt.Variable, float] = {}
    for number, (name, goal) in enumerate(built.goals.items()):
        left = max(_LEAST_SECONDS, ends - time.monotonic()) / (len(built.goals) - number)
        built.model.minimize(goal)
        result = solve_to_the_end(built.model, left, seed, best)
        if result.has_primal_feasible_solution():
            found = {one: float(round(value)) for one, value in result.variable_values().items()}
            if not best or _value(task, name, built, found) <= _value(task, name, built, best):
                best = found
        values[name] = _value(task, name, built, best)
        proven = proven_least(result)
        bounds[name] = min(values[name], -_ANYTHING if proven is None else proven)
        built.model.add_linear_constraint(goal <= values[name])
    chosen = [
        (one, int(best.get(v, 0)))
        for one, z, v in zip(task.options, built.z, built.v, strict=True)
        if best.get(z)
    ]
    for numbers in (values, bounds):
        numbers["weeks"] = -numbers["weeks"]
    return Shadowed(chosen, values, {**bounds, "uncovered": max(0, bounds["uncovered"])})


def _value(
    task: ShadowTask, name: str, built: _Model, values: Mapping[mathopt.Variable, float]
) -> int:
    """Return what a goal is in a solution; nobody shadows anybody in an empty one."""
    taken = [
        (one, int(values.get(v, 0)))
        for one, z, v in zip(task.options, built.z, built.v, strict=True)
        if values.get(z)
    ]
    if name == "weeks":
        return -len(taken)
    if name == "uncovered":
        return sum(one.lessons - covered for one, covered in taken)
    return sum(one.road_min for one, _ in taken)
