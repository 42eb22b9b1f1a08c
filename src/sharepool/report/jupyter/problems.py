"""A problem as it is shown: how much is wanted where, and who is there for it."""

from __future__ import annotations

from collections import Counter

from sharepool.messages.captions import Captions
from sharepool.problem.problem import Problem
from sharepool.report.jupyter.views import Block, Table, View, whole


def of_problem(problem: Problem, words: Captions) -> View:
    """Return the view of a problem."""
    awake = [demand for demand in problem.demands if not problem.is_dormant(demand)]
    facts = {
        "problem.sites": len(problem.sites),
        "problem.people": len(problem.staff),
        "problem.demands": len(problem.demands),
        "problem.dormant": len(problem.demands) - len(awake),
        "problem.wanted": sum(problem.wanted_of.values()),
        "problem.must": sum(map(problem.minimum_of, awake)),
    }
    warnings = tuple(map(str, problem.warnings))
    heading = words.count("problem.warnings", count=len(warnings))
    return View(
        title=words(
            "problem.title", name=problem.rules.name, date=problem.rules.week_of.isoformat()
        ),
        facts=tuple((words(key), whole(number)) for key, number in facts.items()),
        tables=(_areas(problem, words), _skills(problem, words)),
        blocks=(Block(heading, warnings),) if warnings else (),
    )


def _areas(problem: Problem, words: Captions) -> Table:
    """Return sites, wanted sessions and people by kind of area."""
    wanted: Counter[str] = Counter()
    for demand in problem.demands:
        if not problem.is_dormant(demand):
            wanted[problem.site_of[demand.site_id].area] += problem.wanted_of[demand.demand_id]
    sites = Counter(site.area for site in problem.sites)
    people = Counter(problem.site_of[person.home_site].area for person in problem.staff)
    return Table(
        ("", words("problem.sites"), words("problem.wanted"), words("problem.based")),
        tuple(
            (words.area(area), count, wanted[area], people[area]) for area, count in sites.items()
        ),
        words("problem.areas"),
    )


def _skills(problem: Problem, words: Captions) -> Table:
    """Return wanted sessions and people by skill, the most wanted first."""
    wanted: Counter[str] = Counter()
    for demand in problem.demands:
        if not problem.is_dormant(demand):
            wanted[demand.skill] += problem.wanted_of[demand.demand_id]
    holders = Counter(skill for _, skill in {(row.staff_id, row.skill) for row in problem.skills})
    return Table(
        ("", words("problem.wanted"), words("problem.holders")),
        tuple((skill, count, holders[skill]) for skill, count in wanted.most_common()),
        words("problem.skills"),
    )
