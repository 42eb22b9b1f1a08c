"""A problem and its plan without the people: what may be shown to anybody.

Everything that is published without names is made from what :func:`anonymize` returns, and from
nothing else: what is not in there cannot get out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sharepool.problem.itinerary import Itinerary, Session
from sharepool.problem.plan import Plan
from sharepool.problem.privacy import pseudonyms
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Demand, Listener, Site, Staff

_DIGITS = 3
_HIDDEN = "—"


def anonymize(problem: Problem, plan: Plan) -> tuple[Problem, Plan]:
    """Return problem and plan with pseudonyms for people, and without where they live.

    Sites, demands, bells, roles in teams and the times of sessions are public. Only people with a
    session are left, each as ``P001``, ``P002``, … in the order of their first sessions, which
    anybody may see: the numbers say nothing of ids or names, and hold for this plan alone.
    Everybody's home is one place without coordinates, so that no way from or to it has a length;
    sites at which nothing is wanted and that are in no chain (they may be homes) are gone, and so
    are skills, availability, absences, pins, limits, employers, the previous plan, and pairs: they
    would show in which group somebody is based. Chains are of schools, and stay. Homes at which
    pupils are taught have another id, and no name, place, class or way; so have their demands.

    Parameters
    ----------
    problem : Problem
    plan : Plan
        A legal plan.
    """
    shown = {site for demand in problem.demands for site in (demand.site_id, demand.ground)}
    shown |= {row.site_id for row in problem.chains}
    shown |= {row.site_id for row in problem.listeners}
    home = Site(site_id=_free_id(problem), name=_HIDDEN)
    site_ids, demand_ids = pseudonyms(problem)
    weeks = sorted(
        Itinerary(problem, plan).of_person.values(), key=lambda week: _order(problem, week)
    )
    on_the_road = shown - site_ids.keys()
    digits = max(_DIGITS, len(str(len(weeks))))
    pseudonym_of = {
        week[0].person.staff_id: f"P{number:0{digits}d}" for number, week in enumerate(weeks, 1)
    }
    people = tuple(
        Staff(
            staff_id=pseudonym_of[week[0].person.staff_id],
            home_site=home.site_id,
            mode=problem.mode_of(week[0].person),
        )
        for week in weeks
    )
    public = Problem(
        rules=problem.rules.model_copy(update={"employers": {}}),
        sites=(*(_public(site, site_ids) for site in problem.sites if site.site_id in shown), home),
        bells=problem.bells,
        staff=people,
        demands=tuple(_unnamed(demand, site_ids, demand_ids) for demand in problem.demands),
        travel=tuple(leg for leg in problem.travel if {leg.origin, leg.destination} <= on_the_road),
        chains=tuple(
            row.model_copy(update={"site_id": site_ids.get(row.site_id, row.site_id)})
            for row in problem.chains
        ),
        roles=tuple(
            row.model_copy(update={"demand_id": demand_ids.get(row.demand_id, row.demand_id)})
            for row in problem.roles
        ),
        listeners=tuple(_unheard(row, site_ids, demand_ids) for row in problem.listeners),
        closures=tuple(row for row in problem.closures if row.site_id in on_the_road),
        calendar=tuple(row for row in problem.calendar if row.site_id in {None, *on_the_road}),
    )
    rows = (
        row.model_copy(
            update={
                "staff_id": pseudonym_of[row.staff_id],
                "demand_id": demand_ids.get(row.demand_id, row.demand_id),
            }
        )
        for row in plan
    )
    return public, Plan(tuple(rows)).sorted()


def _public(site: Site, site_ids: Mapping[str, str]) -> Site:
    """Return a site as anybody may see it: of a home, that there is one."""
    if not site.private:
        return site
    return Site(
        site_id=site_ids[site.site_id],
        name=_HIDDEN,
        bell_id=site.bell_id,
        area=site.area,
        capacity=site.capacity,
        open_from=site.open_from,
        open_until=site.open_until,
        private=True,
    )


def _unnamed(demand: Demand, site_ids: Mapping[str, str], demand_ids: Mapping[str, str]) -> Demand:
    if demand.site_id not in site_ids:
        return demand
    hidden = {
        "demand_id": demand_ids[demand.demand_id],
        "site_id": site_ids[demand.site_id],
        "cohort": "",
    }
    return demand.model_copy(update=hidden)


def _unheard(row: Listener, site_ids: Mapping[str, str], demand_ids: Mapping[str, str]) -> Listener:
    """Return a class that listens as anybody may see it: of a home, that there is one."""
    hidden = {"demand_id": demand_ids.get(row.demand_id, row.demand_id)}
    if row.site_id in site_ids:
        hidden |= {"site_id": site_ids[row.site_id], "cohort": ""}
    return row.model_copy(update=hidden)


def _order(problem: Problem, week: Sequence[Session]) -> tuple[object, ...]:
    """Return what people are numbered by: their sessions, then what else the report shows."""
    sessions = [
        (session.day, session.start_min, session.demand.demand_id, session.role_name)
        for session in week
    ]
    return sessions, problem.mode_of(week[0].person)


def _free_id(problem: Problem) -> str:
    """Return a site id that no site has."""
    free = _HIDDEN
    while free in problem.site_of:
        free += _HIDDEN
    return free
