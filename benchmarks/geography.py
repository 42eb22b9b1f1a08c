"""Whole counties moved, taken out and put together, to make larger problems of generated ones."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import chain
from typing import Any

from sharepool import Problem

PREFIXED = ("site_id", "staff_id", "demand_id", "home_site", "chain_id", "county", "group")
"""Columns whose names mean one county's own; employers too."""
SHARED = ("bells",)
"""Tables that are the same for all."""


def relabel(
    problem: Problem, prefix: str, north_degrees: float = 0.0, east_degrees: float = 0.0
) -> Problem:
    """Return a problem under other names, so many degrees further north and east."""

    def rename(row: Any) -> Any:
        changed = {name: prefix + getattr(row, name) for name in PREFIXED if hasattr(row, name)}
        if hasattr(row, "employer"):
            changed["employer"] = prefix + row.employer
        if getattr(row, "lat", None) is not None:
            changed |= {"lat": row.lat + north_degrees, "lon": row.lon + east_degrees}
        return row.model_copy(update=changed)

    tables = {
        name: tuple(map(rename, rows)) for name, rows in _tables(problem) if name not in SHARED
    }
    employers = {prefix + name: budget for name, budget in problem.rules.employers.items()}
    rules = problem.rules.model_copy(update={"employers": employers})
    return problem.model_copy(update={**tables, "rules": rules})


def put_together(problems: Sequence[Problem], name: str) -> Problem:
    """Return problems of one week and one set of rules as one; their names must differ."""
    first = problems[0]
    tables = {
        table: tuple(chain.from_iterable(getattr(problem, table) for problem in problems))
        for table, _ in _tables(first)
        if table not in SHARED
    }
    employers = {k: v for problem in problems for k, v in problem.rules.employers.items()}
    rules = first.rules.model_copy(update={"name": name, "employers": employers})
    return Problem(**{**dict(_tables(first)), **tables, "rules": rules})


def list_counties(problem: Problem) -> list[str]:
    """Return the names of the counties, in the order of the sites."""
    return list(dict.fromkeys(site.county for site in problem.sites))


def keep_counties(problem: Problem, counties: Collection[str]) -> Problem:
    """Return what concerns some counties: their sites, the people based there, their demands."""
    sites = {site.site_id for site in problem.sites if site.county in counties}
    people = {person.staff_id for person in problem.staff if person.home_site in sites}
    own = {
        "sites": sites, "demands": sites, "pairs": sites, "chains": sites,
        "staff": people, "skills": people, "availability": people, "absences": people,
    }  # fmt: skip
    column = {name: "site_id" if ids is sites else "staff_id" for name, ids in own.items()}
    tables = {
        name: tuple(row for row in getattr(problem, name) if getattr(row, column[name]) in ids)
        for name, ids in own.items()
    }
    paid = {person.employer for person in tables["staff"]}
    employers = {name: v for name, v in problem.rules.employers.items() if name in paid}
    rules = problem.rules.model_copy(update={"employers": employers})
    return problem.model_copy(update={**tables, "rules": rules})


def _tables(problem: Problem) -> Iterable[tuple[str, tuple[Any, ...]]]:
    """Yield the tables of a problem by name."""
    for name in Problem.model_fields:
        if name not in {"rules", "own", "warnings"}:
            yield name, getattr(problem, name)
