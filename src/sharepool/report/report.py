"""What a report says, gathered once: every file is made from this and from nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sharepool.analysis.comparison.differences import compare_itineraries
from sharepool.analysis.comparison.types import ComparisonLines
from sharepool.analysis.reasons.types import Reason
from sharepool.centre.chains.survey import survey_chains
from sharepool.centre.chains.types import PATTERN, ChainStates
from sharepool.centre.pairing.report_tables import list_support
from sharepool.centre.term.types import Term
from sharepool.problem.itinerary import Itinerary
from sharepool.problem.plan import Plan
from sharepool.problem.privacy import hide_private, pseudonyms
from sharepool.problem.problem import Problem
from sharepool.problem.score import Score
from sharepool.report.anonymity import anonymize
from sharepool.report.background import MapBackground
from sharepool.report.centre import CentreFolder, gather_centre
from sharepool.report.tables.burdens import bands, list_burdens
from sharepool.report.tables.changes import list_changes
from sharepool.report.tables.coverage import list_coverage
from sharepool.report.tables.itineraries import list_itineraries
from sharepool.report.tables.shares import site_shares
from sharepool.report.tables.timetables import list_timetables
from sharepool.report.titles import tell_apart
from sharepool.report.yearly import lay_out_decided
from sharepool.rules.scoring import score
from sharepool.tables.records import Record

if TYPE_CHECKING:
    import pandas as pd

MEASURES = ("hours", "travel_min", "km", "early_starts", "far_days")
"""Columns of :func:`sharepool.report.tables.burdens` that people compare themselves by."""


@dataclass(frozen=True)
class Report:
    """One plan and all that is said of it.

    Attributes
    ----------
    problem : Problem
    plan : Plan
        With pseudonyms and without homes if `anonymous`, like every table below.
    lang : str
        ``"en"`` or ``"zh"``.
    written : datetime.datetime
        When, with its time zone.
    timezone : str or None
        Where the clock times hold (an IANA name), for the calendars; None: wherever they are read.
    anonymous : bool
    score : Score
    pool : int
        People of the pool, with a session or without.
    bound : int or None
        Proven lower bound of the objective, if known.
    unavoidable : int or None
        What no plan can avoid, counted before any search: where the bound begins.
    sites, demands, timetable, journeys : pandas.DataFrame
        From :mod:`sharepool.report.tables`: shares of sites, coverage of demands, sessions by site,
        steps by person.
    public_journeys : pandas.DataFrame
        The steps of all people together, for others to read: of a home without name and class.
    burdens : pandas.DataFrame or None
        What each person bears; None if `anonymous`, since roads and homes go together.
    spreads : dict of str to pandas.DataFrame
        How many people bear how much, by measure.
    beyond_fair : int
        How many people are on the road for longer than ``fair_road_min_week``.
    changes : pandas.DataFrame
        Sessions kept, moved, new and gone since the previous plan, by person; one row for all
        together if `anonymous`, no row without a previous plan.
    account : ComparisonLines or None
        The same in sentences, for sites and sessions too; None if `anonymous` or without one.
    support : pandas.DataFrame
        Who should support each school and who came; no row without pairs, nor if `anonymous`: who
        supports a school is based in the group that should.
    chains : ChainStates
        The pyramid of each sport, and where it is broken.
    members : pandas.DataFrame
        The schools of all of them, each chain's in a row.
    centre : dict of str to pandas.DataFrame
        What a sharing centre asks: curriculum, balance, the pool, loans; those that are known.
    term : Term or None
        The term that the week is of.
    decided : dict of str to dict of str to list of dict
        What was decided for the year, row by row, by feature and table.
    background : MapBackground or None
        What the map of the page lies on.
    """

    problem: Problem
    plan: Plan
    lang: str
    written: dt.datetime
    timezone: str | None
    anonymous: bool
    pool: int
    score: Score
    bound: int | None
    sites: pd.DataFrame
    demands: pd.DataFrame
    timetable: pd.DataFrame
    journeys: pd.DataFrame
    public_journeys: pd.DataFrame
    burdens: pd.DataFrame | None
    spreads: dict[str, pd.DataFrame]
    beyond_fair: int
    changes: pd.DataFrame
    account: ComparisonLines | None
    support: pd.DataFrame
    chains: ChainStates
    members: pd.DataFrame
    centre: dict[str, pd.DataFrame]
    decided: dict[str, dict[str, list[Record]]]
    term: Term | None = None
    unavoidable: int | None = None
    background: MapBackground | None = None


def make_report(
    problem: Problem,
    plan: Plan,
    reasons: Iterable[Reason],
    *,
    lang: str,
    written: dt.datetime,
    bound: int | None = None,
    anonymous: bool = False,
    timezone: str | None = None,
    pattern: Mapping[str, int] = PATTERN,
    centre: CentreFolder | None = None,
    term: Term | None = None,
    unavoidable: int | None = None,
    background: MapBackground | None = None,
) -> Report:
    """Return what is to be said of a plan (see :class:`Report`).

    `reasons` are those of the problem as it is; without names, only their verdicts are given.
    `pattern` is what chains are held to: schools of each stage, the lowest first. `centre` is what
    is known besides the problem, `term` the term that the week is of, `unavoidable` where the bound
    began, `background` what lies below the sites on the map.
    """
    known = centre or CentreFolder()
    tables = gather_centre(problem, plan, known, anonymous=anonymous)
    people = list_burdens(tell_apart(problem, lang), plan)
    beyond_fair = sum(
        travel_min > problem.fair_road_of(problem.person_of[staff_id])
        for staff_id, travel_min in zip(people["staff_id"], people["travel_min"], strict=True)
    )
    changed = list_changes(tell_apart(problem, lang), plan if problem.previous_plan else Plan())
    account = None
    if problem.previous_plan and not anonymous:
        weeks = Itinerary(problem, Plan(problem.previous_plan)), Itinerary(problem, plan)
        account = compare_itineraries(*weeks).lines(lang)
    found = score(problem, plan)
    if anonymous:
        _, hidden = pseudonyms(problem)
        reasons = [
            replace(one, demand_id=hidden.get(one.demand_id, one.demand_id)) for one in reasons
        ]
        problem, plan = anonymize(problem, plan)
        changed = _together(changed)
    chains = survey_chains(problem, plan, pattern=pattern)
    demands = list_coverage(problem, plan, reasons, lang, with_people=not anonymous)
    problem = tell_apart(problem, lang)
    names = {site.site_id: site.title for site in hide_private(problem).sites}
    demands["site_name"] = demands["site_id"].map(names)
    journeys = _list_journeys(problem, plan)
    problem = hide_private(problem)  # of a home, only who goes there learns more
    return Report(
        problem=problem,
        plan=plan,
        lang=lang,
        written=written,
        timezone=timezone,
        anonymous=anonymous,
        pool=len(people),
        score=found,
        bound=bound,
        sites=site_shares(problem, plan),
        demands=demands,
        timetable=list_timetables(problem, plan),
        journeys=journeys,
        public_journeys=_list_journeys(problem, plan),
        burdens=None if anonymous else people,
        spreads={measure: bands(people, measure) for measure in MEASURES},
        beyond_fair=beyond_fair,
        changes=changed,
        account=account,
        support=list_support(problem, plan),
        chains=chains,
        members=chains.to_frames(lang)["members"],
        centre=tables,
        term=term,
        decided=lay_out_decided(known.decided, lang, anonymous=anonymous),
        unavoidable=unavoidable,
        background=background,
    )


def _list_journeys(problem: Problem, plan: Plan) -> pd.DataFrame:
    steps = list_itineraries(problem, plan)
    # In a legal plan, only ways from and to a hidden home are of unknown length.
    return steps[(steps["step"] == "session") | steps["minutes"].notna()]


def _together(changed: pd.DataFrame) -> pd.DataFrame:
    """Return the changes of all people as one row without a name."""
    together = changed.head(1).assign(staff_id="", staff_name="")
    return together.assign(**changed.sum(numeric_only=True))
