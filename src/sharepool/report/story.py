"""A plan in a few figures and sentences: what page and workbook begin with."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sharepool.analysis.reasons.types import Verdict
from sharepool.messages.labels import label
from sharepool.problem.cells import MINUTES_PER_HOUR
from sharepool.problem.result import relative_gap
from sharepool.report.report import Report
from sharepool.tables.records import list_records

_BOUNDS = {0.0, 100.0}
"""Percentages that mean nothing and all."""


def percent(share: float | None, digits: int = 0) -> str:
    """Return a share as percent, a dash for none.

    What is not quite all or nothing gets as many digits as it takes to say so.
    """
    if share is None:
        return "—"
    told = f"{share:.{digits}%}"
    return percent(share, digits + 1) if float(told[:-1]) in _BOUNDS - {100 * share} else told


def gap_of(report: Report) -> float | None:
    """Return by how much of its objective the plan could be better at most, if a bound is known."""
    return relative_gap(report.score.objective, report.bound)


def is_at_start(report: Report) -> bool:
    """Return whether the bound is no more than what was counted before any search."""
    if report.bound is None or report.unavoidable is None:
        return False
    return report.bound <= report.unavoidable < report.score.objective


def delivered_share(report: Report) -> float | None:
    """Return the share of wanted sessions that take place; None if none is wanted."""
    wanted = report.score.sessions_wanted
    return report.score.sessions_delivered / wanted if wanted else None


def missing_by_verdict(report: Report) -> list[tuple[Verdict, int]]:
    """Return how many sessions are missing for each verdict that was given."""
    missing: Counter[str] = Counter()
    for row in list_records(report.demands):
        missing[row["verdict"]] += row["missing"]
    return [(verdict, missing[verdict]) for verdict in Verdict if missing[verdict]]


def tell_story(report: Report) -> list[str]:
    """Return what the plan does and how good it is, in sentences."""
    sites = list_records(report.sites)
    working = {row.staff_id for row in report.plan}
    if not sites:
        return [_say(report, "summary.nothing"), _quality(report)]
    told = [
        _say(
            report,
            "summary.sessions",
            delivered=report.score.sessions_delivered,
            wanted=report.score.sessions_wanted,
            share=percent(delivered_share(report)),
        ),
        _say(
            report,
            "summary.floor",
            at_floor=sum(not site["below_floor"] for site in sites),
            whole=sum(not site["missing"] for site in sites),
            sites=len(sites),
            floor=percent(float(report.problem.rules.equity.floor)),
        ),
        *_areas(report, sites),
        _say(
            report,
            "summary.people",
            working=len(working),
            pool=report.pool,
            places=sum(site["people"] > 0 for site in sites),
            hours=f"{round(report.score.travel_min / MINUTES_PER_HOUR):,}",
        ),
    ]
    impossible = dict(missing_by_verdict(report)).get(Verdict.IMPOSSIBLE, 0)
    if impossible:
        told.append(_say(report, "summary.impossible", sessions=impossible))
    return [*told, _quality(report)]


def _areas(report: Report, sites: list[dict[str, Any]]) -> list[str]:
    """Return how town and country compare, where there are both."""
    town = [site for site in sites if site["area"] == "urban"]
    country = [site for site in sites if site["area"] != "urban"]
    if not town or not country:
        return []
    return [_say(report, "summary.areas", urban=_share(town), country=_share(country))]


def _share(sites: list[dict[str, Any]]) -> str:
    return percent(sum(one["delivered"] for one in sites) / sum(one["wanted"] for one in sites))


def _quality(report: Report) -> str:
    gap, objective = gap_of(report), f"{report.score.objective:,}"
    if gap is None:
        return _say(report, "summary.gap_unknown", objective=objective)
    if gap <= 0:
        return _say(report, "summary.optimal", objective=objective)
    bound = f"{report.bound:,}"
    if is_at_start(report):
        return _say(report, "summary.gap_start", objective=objective, bound=bound)
    return _say(report, "summary.gap", objective=objective, bound=bound, gap=percent(gap, 1))


def _say(report: Report, key: str, **fields: object) -> str:
    return label(key, report.lang, **fields)
