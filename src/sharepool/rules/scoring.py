"""How good a plan is: the objective of docs/format.md, stated by hand and apart from the engine.

:data:`TERMS` is the table of contents. A term is a function from an itinerary to its share of the
objective, weight applied. Terms are defined for legal plans; of other plans they count the rows
that have a time. Dormant demands are left out of all that is wanted; in a week with days off, a
demand wants its share of the days left (:attr:`~sharepool.problem.problem.Problem.wanted_of`).
"""

import math
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from sharepool.problem.cells import MINUTES_PER_HOUR, round_half_up
from sharepool.problem.itinerary import Itinerary, Session, group_by
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Demand
from sharepool.problem.score import Score


def score(problem: Problem, plan: Plan) -> Score:
    """Return the objective of a plan, term by term.

    Parameters
    ----------
    problem : Problem
    plan : Plan
        A legal plan (see :func:`sharepool.check`). For any other the score means little, but rows
        of unknown people and demands, or without a time, are passed over.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> plan = sp.Plan.of([("LI", "HILL-FOOTBALL", 3, 5)])
    >>> scored = sp.score(problem, plan)
    >>> scored.sessions_delivered, scored.sessions_wanted
    (1, 7)
    >>> sum(scored.terms.values()) == scored.objective
    True
    """
    return score_itinerary(Itinerary(problem, plan))


def score_itinerary(week: Itinerary) -> Score:
    """Return the objective of an itinerary, term by term (see :func:`score`)."""
    terms = {name: term(week) for name, term in terms_of(week.problem).items()}
    return Score(
        objective=sum(terms.values()),
        terms=terms,
        sessions_wanted=sum(_wanted(week, demand) for demand in _awake(week)),
        sessions_delivered=sum(_delivered(week, demand) for demand in _awake(week)),
        travel_min=sum(week.travel_min_of.values()),
    )


def unmet(week: Itinerary) -> int:
    r"""Sessions that are wanted and missing, each at its demand's priority.

    .. math:: \sum_d \max(0, \text{wanted}_d - \text{delivered}_d)
              \cdot \operatorname{round}(w \cdot \text{priority}_d)
              \cdot (1 + \text{listening sites}_d)
    """
    weight = week.problem.rules.weights.unmet
    return sum(
        _short(_wanted(week, demand), _delivered(week, demand))
        * _priced(weight, demand.priority)
        * (1 + len(week.problem.listeners_of.get(demand.demand_id, ())))
        for demand in _awake(week)
    )


def below_floor(week: Itinerary) -> int:
    r"""Sessions that sites, those that listen too, stay below their floor.

    .. math:: w \sum_s \max\Bigl(0, \bigl\lceil \text{floor} \cdot \textstyle\sum_{d \in s}
              \text{wanted}_d \bigr\rceil - \sum_{d \in s} \text{delivered}_d\Bigr)
    """
    wanted: dict[str, int] = {}
    delivered: dict[str, int] = {}
    for demand in _awake(week):
        listeners = week.problem.listeners_of.get(demand.demand_id, ())
        for site_id in (demand.site_id, *(one.site_id for one in listeners)):
            wanted[site_id] = wanted.get(site_id, 0) + _wanted(week, demand)
            delivered[site_id] = delivered.get(site_id, 0) + _delivered(week, demand)
    floor = Fraction(week.problem.rules.equity.floor)
    missing = (_short(math.ceil(floor * wanted[site]), delivered[site]) for site in wanted)
    return week.problem.rules.weights.below_floor * sum(missing)


def travel(week: Itinerary) -> int:
    r"""Minutes on the road: :math:`w \sum_{\text{legs}} \text{minutes}`."""
    return week.problem.rules.weights.travel * sum(week.travel_min_of.values())


def site_link(week: Itinerary) -> int:
    r"""Places that people go to: :math:`w \sum_p |\text{places}_p \setminus \{\text{home}_p\}|`.

    A remote session's place is home, so that it links nobody to a site.
    """
    places = (_places(sessions) - {sessions[0].person.home_site} for sessions in _weeks(week))
    return week.problem.rules.weights.site_link * sum(len(visited) for visited in places)


def extra_staff(week: Itinerary) -> int:
    r"""People on a demand beyond the first, in a team on each role beyond its count.

    .. math:: w \sum_{d,r} \max(0, |\text{people}_{dr}| - \text{count}_r)
    """
    extra = 0
    for sessions in week.of_demand.values():
        for of_role in group_by(sessions, lambda session: session.role_name).values():
            role = of_role[0].role
            people = {session.person.staff_id for session in of_role}
            extra += _short(len(people), 1 if role is None else role.count)
    return week.problem.rules.weights.extra_staff * extra


def change(week: Itinerary) -> int:
    r"""Rows of last time's plan that are gone.

    .. math:: w \, |\{r \in \text{previous\_plan}: r \notin \text{plan}\}|

    The plan is a set here: a row of it keeps every equal row of the previous plan. Rows of people
    or demands that no longer exist count as gone.
    """
    kept = {(row.staff_id, row.demand_id, row.day, row.slot, row.role) for row in week.plan}
    gone = sum(
        (row.staff_id, row.demand_id, row.day, row.slot, row.role) not in kept
        for row in week.problem.previous_plan
    )
    return week.problem.rules.weights.change * gone


def short_minute(week: Itinerary) -> int:
    r"""Minutes that people stay below their hours; travel never counts as use.

    .. math:: w \sum_p \max(0, \operatorname{round}(60 \cdot \text{min\_hours\_week}_p)
              - \text{session minutes}_p)
    """
    missing = (
        _short(
            _priced(MINUTES_PER_HOUR, person.min_hours_week),
            sum(session.minutes for session in week.of_person.get(person.staff_id, ())),
        )
        for person in week.problem.staff
    )
    return week.problem.rules.weights.short_minute * sum(missing)


def long_road(week: Itinerary) -> int:
    r"""Minutes on the road beyond what is fair for one person.

    .. math:: w \sum_p \max(0, \text{travel}_p - \text{fair\_road\_min\_week}_p)
    """
    people = week.problem.person_of
    beyond = (
        max(0, road_min - week.problem.fair_road_of(people[staff_id]))
        for staff_id, road_min in week.travel_min_of.items()
    )
    return week.problem.rules.weights.long_road * sum(beyond)


def pair_short(week: Itinerary) -> int:
    r"""Sessions missing to pairs, strict ones too, whose site is open this week.

    .. math:: w \sum_r \max(0, \text{min\_sessions}_r - \text{received}_r)
    """
    missing = (
        _short(pair.min_sessions, week.received(pair))
        for pair in week.problem.pairs
        if week.problem.is_open(pair.site_id)
    )
    return week.problem.rules.weights.pair_short * sum(missing)


def chain_gap(week: Itinerary) -> int:
    r"""Sessions missing to the members of chains whose site is open this week.

    .. math:: w \sum_m \max(0, \text{min\_sessions}_m - \text{sessions of the skill at the site}_m)

    A session is of the skill in its demand's column ``skill``, not of those it requires besides.
    """
    missing = (
        _short(
            member.min_sessions,
            sum(
                week.delivered(demand_id)
                for demand_id in week.events_of
                if week.problem.demand_of[demand_id].skill == member.skill
                and week.problem.demand_of[demand_id].site_id == member.site_id
            ),
        )
        for member in week.problem.chains
        if week.problem.is_open(member.site_id)
    )
    return week.problem.rules.weights.chain_gap * sum(missing)


def role_short(week: Itinerary) -> int:
    r"""People missing in the optional roles of sessions that take place.

    .. math:: w \sum_{\text{sessions}} \sum_{r \text{ optional}} \text{count}_r - |\text{people}_r|
    """
    missing = sum(
        _short(role.count, sum(one.role_name == name for one in event.sessions))
        for demand_id, events in week.events_of.items()
        for name, role in week.problem.roles_of.get(demand_id, {}).items()
        if role.optional
        for event in events
    )
    return week.problem.rules.weights.role_short * missing


def preference(week: Itinerary) -> int:
    r"""Costs of avoid pins less gains of prefer pins, with :math:`n_r` sessions matching pin r.

    .. math:: \sum_{r \text{ avoid}} w_r n_r - \sum_{r \text{ prefer}} w_r n_r
    """
    signs = {"avoid": 1, "prefer": -1}
    return sum(
        signs[pin.kind] * (pin.weight or 0) * len(week.matching(pin))
        for pin in week.problem.pins
        if pin.kind in signs
    )


def own(week: Itinerary) -> int:
    r"""Costs of the caller's own, with :math:`n_r` people's rows of the plan that row r speaks of.

    .. math:: \sum_r \text{cost}_r n_r
    """
    given = week.problem.own
    if given is None:
        return 0
    return sum(row.cost for session in week.sessions for row in given.matching(session.row))


TERMS: dict[str, Callable[[Itinerary], int]] = {
    "unmet": unmet,
    "below_floor": below_floor,
    "travel": travel,
    "site_link": site_link,
    "extra_staff": extra_staff,
    "change": change,
    "short_minute": short_minute,
    "long_road": long_road,
    "pair_short": pair_short,
    "chain_gap": chain_gap,
    "role_short": role_short,
    "preference": preference,
}
"""Every term of the objective, in the order of docs/format.md."""

OWN = "own"
"""The term of the caller's own costs; only problems with such have it."""


def terms_of(problem: Problem) -> dict[str, Callable[[Itinerary], int]]:
    """Return the terms of a problem's objective, the caller's own last."""
    return TERMS if problem.own is None else TERMS | {OWN: own}


def _awake(week: Itinerary) -> Iterator[Demand]:
    return (demand for demand in week.problem.demands if not week.problem.is_dormant(demand))


def _wanted(week: Itinerary, demand: Demand) -> int:
    return week.problem.wanted_of[demand.demand_id]


def _delivered(week: Itinerary, demand: Demand) -> int:
    return week.delivered(demand.demand_id)


def _weeks(week: Itinerary) -> Iterable[tuple[Session, ...]]:
    return week.of_person.values()


def _places(sessions: Iterable[Session]) -> set[str]:
    return {session.place for session in sessions}


def _short(wanted: int, found: int) -> int:
    return max(0, wanted - found)


def _priced(weight: int, amount: Decimal) -> int:
    """Return weight × amount, rounded half up, exactly."""
    return round_half_up(weight * Fraction(amount))
