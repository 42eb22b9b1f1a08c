r"""The formulation of pyramids, for CP-SAT: one area, several sports.

With :math:`z_{ksa} = 1` if school a is of stage s in the chain of sport k, :math:`w_{kab} = 1` if
its children go on to school b, :math:`u_{ka} = 1` if they have nowhere to go on to,
:math:`m_{ks}` schools missing and :math:`v_g = 1` if no school of town g is in a chain:

.. math::
    \min \; & \sum_{k,s} M_k m_{ks} + \sum_{k,s,a} c_{ka} z_{ksa} + \sum_{k,a,b} t_{ab} w_{kab}
              + \sum_{k,a} U u_{ka} + \sum_g V v_g && (1) \\
    \text{s.t.} \; & \sum_a z_{ksa} + m_{ks} = p_s && \forall k, s \quad (2) \\
    & \sum_s z_{ksa} \le 1 && \forall k, a \quad (3) \\
    & \sum_{k,s} z_{ksa} \le \ell && \forall a \quad (4) \\
    & \sum_b w_{kab} + u_{ka} = z_{ksa} && \forall k, a, s \text{ not the last} \quad (5) \\
    & w_{kab} \le z_{k,s+1,b} && \forall k, a, b \quad (6) \\
    & \sum_a w_{kab} \le \lceil p_s / p_{s+1} \rceil\, z_{k,s+1,b} && \forall k, b \quad (7) \\
    & v_g + \sum_{k,s,a \in g} z_{ksa} \ge 1 && \forall g \quad (8)

where :math:`M_k` is larger for stronger sports, and :math:`c_{ka}` what it costs that school a has
no club of sport k, no coach, or is new in its chain.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from ortools.sat.python import cp_model

from sharepool.centre.chains.types import ChainWeights

Variable = cp_model.IntVar


class Pyramids(NamedTuple):
    """What is to be decided for one area.

    Attributes
    ----------
    sports : sequence of str
        The strongest first.
    pattern : mapping of str to int
        Schools of each stage, the lowest first.
    able : mapping of str to list of str
        Site ids of the schools that can be of each stage.
    ways : mapping of (str, str) to int
        Minutes from school to school, where they are known and not too many.
    lacks : mapping of (str, str) to tuple of str
        By sport and school: which of ``no_club``, ``no_coach`` and ``new_member`` there is to pay.
    towns : mapping of str to list of str
    most_sports : int
        Chains that one school can be in.
    """

    sports: Sequence[str]
    pattern: Mapping[str, int]
    able: Mapping[str, Sequence[str]]
    ways: Mapping[tuple[str, str], int]
    lacks: Mapping[tuple[str, str], Sequence[str]]
    towns: Mapping[str, Sequence[str]]
    most_sports: int


class ChainModel:
    """The variables and equations; the terms of the objective as they are priced.

    Attributes
    ----------
    model : cp_model.CpModel
    members : dict of (str, str, str) to variable
        By sport, stage and school.
    feeds : dict of (str, str, str) to variable
        By sport, school, and school of the next stage.
    missing : dict of (str, str) to variable
        By sport and stage.
    terms : dict of str to list of (variable, int)
    """

    def __init__(self, task: Pyramids, weights: ChainWeights) -> None:
        self.model = cp_model.CpModel()
        self.members: dict[tuple[str, str, str], Variable] = {}
        self.feeds: dict[tuple[str, str, str], Variable] = {}
        self.missing: dict[tuple[str, str], Variable] = {}
        self.terms: dict[str, list[tuple[Variable, int]]] = {
            name: []
            for name in ("missing", "way", "no_next", "no_club", "no_coach", "new_member", "town")
        }
        for rank, sport in enumerate(task.sports):
            price = weights.missing + weights.stronger * (len(task.sports) - 1 - rank)
            self._add_members(task, sport, price, weights)
            for stage, following in pairwise(task.pattern):
                self._add_feeds(task, sport, stage, following, weights)
        self._limit_schools(task)
        self._serve_towns(task, weights.town)
        priced = [one for term in self.terms.values() for one in term]
        self.model.minimize(
            cp_model.LinearExpr.weighted_sum(
                [variable for variable, _ in priced], [weight for _, weight in priced]
            )
        )

    def _add_members(self, task: Pyramids, sport: str, price: int, weights: ChainWeights) -> None:
        """Choose schools for each stage: (2) and (3)."""
        stages_of = defaultdict(list)
        for stage, wanted in task.pattern.items():
            chosen = []
            for school in task.able[stage]:
                variable = self.model.new_bool_var(f"z {sport} {stage} {school}")
                self.members[sport, stage, school] = variable
                stages_of[school].append(variable)
                chosen.append(variable)
                for name in task.lacks[sport, school]:
                    self.terms[name].append((variable, getattr(weights, name)))
            missing = self.model.new_int_var(0, wanted, f"m {sport} {stage}")
            self.missing[sport, stage] = missing
            self.model.add(sum(chosen) + missing == wanted)
            self.terms["missing"].append((missing, price))
        for variables in stages_of.values():
            self.model.add_at_most_one(variables)

    def _add_feeds(
        self, task: Pyramids, sport: str, stage: str, following: str, weights: ChainWeights
    ) -> None:
        """Say where the children of each school go on to: (5) to (7)."""
        share = -(-task.pattern[stage] // max(1, task.pattern[following]))
        into = defaultdict(list)
        for school in task.able[stage]:
            out = []
            for other in task.able[following]:
                if other == school or (school, other) not in task.ways:
                    continue
                variable = self.model.new_bool_var(f"w {sport} {school} {other}")
                self.feeds[sport, school, other] = variable
                self.model.add_implication(variable, self.members[sport, following, other])
                self.terms["way"].append((variable, weights.way * task.ways[school, other]))
                out.append(variable)
                into[other].append(variable)
            nowhere = self.model.new_bool_var(f"u {sport} {school}")
            self.terms["no_next"].append((nowhere, weights.no_next))
            self.model.add(sum(out) + nowhere == self.members[sport, stage, school])
        for other, variables in into.items():
            self.model.add(sum(variables) <= share * self.members[sport, following, other])

    def _limit_schools(self, task: Pyramids) -> None:
        """Let no school be in more chains than it can: (4)."""
        chains_of = defaultdict(list)
        for (_, _, school), variable in self.members.items():
            chains_of[school].append(variable)
        for variables in chains_of.values():
            self.model.add(sum(variables) <= task.most_sports)

    def _serve_towns(self, task: Pyramids, price: int) -> None:
        """Count the towns of which no school is in a chain: (8)."""
        for town, schools in task.towns.items():
            own = set(schools)
            members = [variable for key, variable in self.members.items() if key[2] in own]
            if members:
                without = self.model.new_bool_var(f"v {town}")
                self.model.add_bool_or([without, *members])
                self.terms["town"].append((without, price))
