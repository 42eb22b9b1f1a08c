r"""The formulation of points, for HiGHS.

With :math:`x_{as} = 1` if association a has a point at school s, :math:`g_{sj} = 1` if s has j
sports at least, and :math:`m_a` points that a lacks of those it must have:

.. math::
    \max \; & \sum_s P_s \Bigl( \sum_j w_j g_{sj} + b \sum_{a \in B_s} x_{as} \Bigr)
              - \sum_{a,s} (\rho\, t_{as} + \phi f_a) x_{as} - M \sum_a m_a && (1) \\
    \text{s.t.} \; & \sum_j g_{sj} \le k_s + \sum_a x_{as} && \forall s \quad (2) \\
    & \sum_{a \text{ of } k} x_{as} \le 1 && \forall s, k \quad (3) \\
    & \sum_s h_{as} x_{as} \le H_a && \forall a \quad (4) \\
    & \sum_s x_{as} + m_a \ge \text{least}_a && \forall a \quad (5) \\
    & \sum_a n_{as} x_{as} \le \text{room}_s && \forall s \quad (6) \\
    & \sum_{s \text{ rural}} \sum_a x_{as} \ge \sigma \sum_{a,s} x_{as} && (7)

with pupils P, the worth w of a first, second and third sport (never rising, so that (2) fills them
in this order), :math:`B_s` the ball games that a large school lacks, minutes t on the road, fees f,
the sports :math:`k_s` that are there, minutes h and sessions n a week. M is more than all worth
together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ortools.math_opt.python import mathopt

from sharepool.centre.integer_programs import proven_most, solve_to_the_end

_HALF = 0.5


@dataclass(frozen=True)
class PointOption:
    """An association that could have a point at a school.

    Attributes
    ----------
    association, site : int
    skill : str
    sessions, minutes, road_min : int
        A week.
    gain : int
        What it is worth by itself: ball games less road and fee.
    """

    association: int
    site: int
    skill: str
    sessions: int
    minutes: int
    road_min: int
    gain: int


@dataclass(frozen=True)
class PointTask:
    """What is to be decided.

    Attributes
    ----------
    options : sequence of PointOption
    pupils, sports : sequence of int
        Of each site: pupils, and sports that it has already.
    rural : sequence of bool
    rooms : sequence of int or None
        Sessions a week that each site has room for; None without limit.
    limits, least : sequence of int
        Minutes a week that each association has, and points that it must have.
    worth : sequence of int
    rural_share : Fraction
    """

    options: Sequence[PointOption]
    pupils: Sequence[int]
    sports: Sequence[int]
    rural: Sequence[bool]
    rooms: Sequence[int | None]
    limits: Sequence[int]
    least: Sequence[int]
    worth: Sequence[int]
    rural_share: Fraction

    @property
    def no_point(self) -> int:
        """Price of a point that an association lacks."""
        worth = sum(self.pupils) * sum(self.worth)
        return worth + sum(abs(one.gain) for one in self.options) + 1


@dataclass(frozen=True)
class ChosenPoints:
    """What was decided.

    Attributes
    ----------
    chosen : list of PointOption
    objective, bound : int
        Without the price of lacking points: the bound is of choices that lack as few.
    """

    chosen: list[PointOption]
    objective: int
    bound: int


def objective_of(task: PointTask, chosen: Sequence[PointOption]) -> int:
    """Return the objective (1) of a choice."""
    sports = list(task.sports)
    for one in chosen:
        sports[one.site] += 1
    worth = sum(
        pupils * (sum(task.worth[:count]) - sum(task.worth[:before]))
        for pupils, count, before in zip(task.pupils, sports, task.sports, strict=True)
    )
    gains = sum(one.gain for one in chosen)
    return worth + gains - task.no_point * lacking_points(task, chosen)


def lacking_points(task: PointTask, chosen: Sequence[PointOption]) -> int:
    """Return the points that associations lack of those they must have."""
    points = Counter(one.association for one in chosen)
    return sum(max(0, least - points[number]) for number, least in enumerate(task.least))


def choose_points(task: PointTask, seconds: float, seed: int) -> ChosenPoints:
    """Return the points of the largest objective, as far as the time lets it be found."""
    model, total = mathopt.Model(), mathopt.fast_sum
    x = [model.add_binary_variable() for _ in task.options]
    of_site: dict[int, list[int]] = defaultdict(list)
    of_skill: dict[tuple[int, str], list[int]] = defaultdict(list)
    of_association: dict[int, list[int]] = defaultdict(list)
    for place, one in enumerate(task.options):
        of_site[one.site].append(place)
        of_skill[one.site, one.skill].append(place)
        of_association[one.association].append(place)
    terms = [one.gain * variable for one, variable in zip(task.options, x, strict=True)]
    for site, places in of_site.items():
        pieces = task.worth[task.sports[site] :]
        g = [model.add_variable(lb=0.0, ub=1.0) for _ in pieces]
        model.add_linear_constraint(total(g) <= total(x[place] for place in places))  # (2)
        terms += [task.pupils[site] * w * piece for w, piece in zip(pieces, g, strict=True)]
        room = task.rooms[site]
        if room is not None:  # (6)
            taken = total(task.options[place].sessions * x[place] for place in places)
            model.add_linear_constraint(taken <= room)
    for places in of_skill.values():  # (3)
        model.add_linear_constraint(total(x[place] for place in places) <= 1)
    for association, least in enumerate(task.least):
        places = of_association[association]
        used = total(task.options[place].minutes * x[place] for place in places)
        model.add_linear_constraint(used <= task.limits[association])  # (4)
        if least:  # (5)
            lacking = model.add_variable(lb=0.0)
            model.add_linear_constraint(total(x[place] for place in places) + lacking >= least)
            terms.append(-task.no_point * lacking)
    share = task.rural_share
    model.add_linear_constraint(  # (7)
        total(
            (share.denominator * task.rural[one.site] - share.numerator) * variable
            for one, variable in zip(task.options, x, strict=True)
        )
        >= 0
    )
    model.maximize(total(terms))
    result = solve_to_the_end(model, seconds, seed)
    chosen: list[PointOption] = []
    if result.has_primal_feasible_solution():
        values = result.variable_values()
        chosen = [
            one for one, variable in zip(task.options, x, strict=True) if values[variable] > _HALF
        ]
    objective = objective_of(task, chosen)
    proven = proven_most(result)
    worth = sum(task.pupils) * sum(task.worth) + sum(max(0, one.gain) for one in task.options)
    bound = worth if proven is None else proven
    price = task.no_point * lacking_points(task, chosen)
    return ChosenPoints(chosen, objective + price, max(objective, bound) + price)
