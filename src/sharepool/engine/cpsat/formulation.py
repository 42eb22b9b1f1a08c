r"""The whole formulation on one screen.

Given the people :math:`p`, days :math:`d`, tasks :math:`t`, places :math:`k` and options
:math:`s = (p, t, \text{start})` with begin :math:`b_s` and end :math:`e_s`, choose
:math:`x_s \in \{0, 1\}` that minimise the sum of TERMS (18–28) subject to RULES (4–17). Where
several people make up a session, each role :math:`r` of it is a task, and :math:`z_s \in \{0, 1\}`
says whether the session is held; whatever counts sessions, not people, looks at z:

=====  =======================================================================================
H04    one session of a person at any moment
H05–8  a day is a path from home to home: legs fit between the sessions (H05), after the earliest
       departure and before the latest return (H06), with lunch at noon (H07), none too long (H08)
H09    road of a day ≤ limit
H10    sessions of a day and a week ≤ limits
H11    places of a day and a week, days of a week ≤ limits
H12    work of a week (with the road if it counts) ≤ limits of the person and of the employer
H13    sessions of a task ≤ wanted, ≤ limit a day, days apart, ≥ minimum
H14    people of a task ≤ limit
H15    sessions at a site, at one that listens too, at any moment ≤ capacity, of a cohort ≤ 1
H16    required pins and strict pairs hold
H17    people in each role of a session = its count, in an optional one ≤ it
=====  =======================================================================================

H00–H03, H18, forbidden pins and the reach from home are settled before: only options that obey
them exist (:meth:`sharepool.engine.instance.types.Instance.options`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sharepool.engine.cpsat.itineraries import h05_to_h08_itinerary
from sharepool.engine.cpsat.rules import (
    h04_one_place,
    h09_road,
    h10_load,
    h11_sites,
    h12_hours,
    h13_demand,
    h14_people,
    h15_capacity,
    h16_pins,
    h17_team,
)
from sharepool.engine.cpsat.scope import Scope
from sharepool.engine.cpsat.terms import (
    below_floor,
    chain_gap,
    change_and_preference,
    extra_staff,
    long_road,
    pair_short,
    role_short,
    short_minute,
    site_link,
    travel,
    unmet,
)
from sharepool.engine.cpsat.variables import MinimumKey, WeekModel
from sharepool.engine.instance.types import Instance, Option

RULES = (
    h04_one_place,
    h05_to_h08_itinerary,
    h09_road,
    h10_load,
    h11_sites,
    h12_hours,
    h13_demand,
    h14_people,
    h15_capacity,
    h16_pins,
    h17_team,
)

TERMS = (
    unmet,
    below_floor,
    travel,
    site_link,
    extra_staff,
    change_and_preference,
    short_minute,
    long_road,
    pair_short,
    chain_gap,
    role_short,
)


def formulate(instance: Instance, scope: Scope | None = None) -> WeekModel:
    """Return the model of a problem, or of the part of it that may change.

    Parameters
    ----------
    instance : Instance
    scope : Scope, optional
        Everything if not given.
    """
    week = WeekModel(instance, scope)
    for rule in RULES:
        rule(week)
    for term in TERMS:
        term(week)
    return week


def formulate_minimums(
    instance: Instance,
    minimums: Collection[MinimumKey],
    scope: Scope | None = None,
    *,
    soft: bool = False,
) -> WeekModel:
    """Return the rules with only some of the hard minimums, and without an objective.

    Parameters
    ----------
    instance : Instance
    minimums : collection of (str, int)
        Kind and row of those that count.
    scope : Scope, optional
    soft : bool
        Whether they may be missed; ``WeekModel.missed`` then says by how much.
    """
    week = WeekModel(instance, scope, minimums, soft)
    for rule in RULES:
        rule(week)
    return week


def evaluate(instance: Instance, options: Iterable[Option]) -> int:
    """Return the objective of a legal plan: the terms, with every session kept as it is."""
    week = WeekModel(instance, Scope(frozenset(), tuple(options)))
    h05_to_h08_itinerary(week)
    for term in TERMS:
        term(week)
    return week.cost.constant
