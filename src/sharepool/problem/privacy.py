"""Homes at which pupils are taught (送教上门): what of them may stand in a table."""

from __future__ import annotations

from sharepool.problem.given import mind_problem
from sharepool.problem.problem import Problem


def hide_private(problem: Problem) -> Problem:
    """Return a problem for tables that others read: private sites have no name and no cohorts.

    Their coordinates stay, as ways from and to them are driven; maps leave such sites out (see
    :attr:`~sharepool.problem.rows.Site.is_on_map`). A visitor's own itinerary is made from the
    problem as it is.
    """
    mind_problem(problem)
    private = {site.site_id for site in problem.sites if site.private}
    if not private:
        return problem
    return problem.updated(
        sites=tuple(
            site.model_copy(update={"name": ""}) if site.private else site for site in problem.sites
        ),
        demands=tuple(
            demand.model_copy(update={"cohort": ""}) if demand.site_id in private else demand
            for demand in problem.demands
        ),
    )


def pseudonyms(problem: Problem) -> tuple[dict[str, str], dict[str, str]]:
    """Return other ids for private sites and their demands, which may name the pupil."""
    taken = problem.site_of.keys() | problem.demand_of.keys()
    sites: dict[str, str] = {}
    for site in problem.sites:
        if site.private:
            sites[site.site_id] = _free_id("HOME", len(sites) + 1, taken)
    demands: dict[str, str] = {}
    for demand in problem.demands:
        if demand.site_id in sites:
            demands[demand.demand_id] = _free_id("VISIT", len(demands) + 1, taken)
    return sites, demands


def _free_id(word: str, number: int, taken: set[str]) -> str:
    """Return an id that nothing has."""
    free = f"{word}-{number}"
    while free in taken:
        free += "\N{PRIME}"
    return free
