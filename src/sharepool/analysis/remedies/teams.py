"""New people for the roles of a team that are empty together, so that one alone helps nobody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sharepool.analysis.reasons.vacancies import find_vacancies
from sharepool.analysis.remedies.changes import Recruit, TeamRecruit
from sharepool.analysis.remedies.recruits import new_ids, usual_hours
from sharepool.analysis.remedies.screening import Gaps, Idea
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.instance.types import Instance, Option
from sharepool.problem.itinerary import group_by
from sharepool.problem.rows import Demand, Requirement

_Roles = tuple[tuple[Requirement, ...], ...]
"""What new people shall hold, one by one."""


def find_teams(gaps: Gaps) -> Iterator[Idea]:
    """Yield the fewest people that teams lack, where they lack several, all based at one site."""
    teams = [demand_id for demand_id in gaps.missing if demand_id in gaps.problem.roles_of]
    if not teams:
        return
    instance = prepare(gaps.problem)
    lacking = [(_lacking(gaps, instance, demand_id), demand_id) for demand_id in teams]
    for roles, alike in group_by(lacking, lambda pair: pair[0]).items():
        if len(roles) <= 1:
            continue
        demands = [gaps.problem.demand_of[demand_id] for _, demand_id in alike]
        sites = (site_id for site_id in gaps.problem.site_of if gaps.problem.is_open(site_id))
        based = (_based_at(gaps, site_id, roles, demands) for site_id in sites)
        yield max(based, key=lambda idea: idea.promise)


def _lacking(gaps: Gaps, instance: Instance, demand_id: str) -> _Roles:
    """Return what is asked for in the roles that nobody is left for, as the plan is."""

    def is_free(option: Option) -> bool:
        person = instance.problem.staff[option.person]
        start = instance.starts[option.start]
        return gaps.is_free(person, start.day + 1, start.begin, start.end)

    demand = gaps.problem.demand_of[demand_id]
    roles = gaps.problem.roles_of[demand_id]
    vacant = find_vacancies(instance, instance.task_of[demand_id], is_free)
    asked = (roles[instance.roles[part]].requirements_of(demand) for part in vacant)
    return tuple(sorted(asked))


def _based_at(gaps: Gaps, site_id: str, roles: _Roles, demands: Sequence[Demand]) -> Idea:
    """Return new people at a site, one a role, and what they promise to the demands in reach."""
    names = new_ids(gaps.problem.person_of, len(roles))
    people = tuple(
        Recruit(name, site_id, asked, usual_hours(gaps, asked[0].skill))
        for name, asked in zip(names, roles, strict=True)
    )
    ways, most = gaps.reach_of(people[0].person, demands)
    most = min(most, *(gaps.reach_of(one.person, demands)[1] for one in people[1:]))
    return Idea(TeamRecruit(people), gaps.promise(ways, most))
