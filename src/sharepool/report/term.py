"""A planned term as a folder: its tables, a version a week, calendars, a workbook."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

from sharepool.analysis.comparison.differences import compare_itineraries
from sharepool.analysis.comparison.types import Comparison
from sharepool.analysis.replanning.types import Replan
from sharepool.centre.term.calendars import make_calendars
from sharepool.centre.term.folder import PLANS, PROBLEM
from sharepool.centre.term.settings import DEFAULT, SETTINGS_FILE
from sharepool.centre.term.sheets import term_workbook
from sharepool.centre.term.types import PlannedWeek, Term, WeekSource
from sharepool.centre.term.words import make_wording
from sharepool.messages.headings import in_language
from sharepool.problem.itinerary import Itinerary
from sharepool.problem.result import Result, Status
from sharepool.report.tables.folder import write_solution
from sharepool.report.tables.moves import list_moves
from sharepool.report.tables.versions import add_version
from sharepool.rules import find_lapsed
from sharepool.rules.scoring import score
from sharepool.tables import write_plan, write_problem
from sharepool.tables.files import safe_csv, write_files, write_whole

WORKBOOK, CALENDARS = "term.xlsx", "calendars"


def write_term(
    term: Term,
    folder: str | Path,
    *,
    lang: str = "en",
    timezone: str | None = None,
    written: dt.datetime | None = None,
) -> tuple[Path, ...]:
    """Write a planned term: the next version of each week that is new, then what it comes to.

    Weeks that are out already stay as they are; nothing of them is overwritten.

    Parameters
    ----------
    term : Term
    folder : str or Path
        Of the term; made if it is not there.
    lang : str
        ``"en"`` or ``"zh"``.
    timezone : str, optional
        Where the clock times of the calendars hold, e.g. ``"Asia/Shanghai"``.
    written : datetime.datetime, optional
        The moment that calendars bear, with its time zone; now if not given.

    Returns
    -------
    tuple of Path
        The folders of the versions written.

    Examples
    --------
    >>> import datetime as dt
    >>> import sharepool as sp
    >>> tiny = sp.read_problem("data/samples/tiny")
    >>> rules = {"term.first_monday": dt.date(2026, 3, 2), "term.weeks": 2}
    >>> term = sp.plan_term(tiny.replace(rules=rules), stop=2, week_stop=2, workers=1)
    >>> [path.name for path in sp.write_term(term, "TERM")]
    ['v1', 'v1']
    """
    folder = Path(folder)
    versions = tuple(
        _write_week(term, week, folder, lang)
        for week in term.weeks
        if week.source not in {WeekSource.KEPT, WeekSource.MISSING}
    )
    _write_tables(term, folder)
    write_summary(term, folder, lang=lang, timezone=timezone, written=written)
    return versions


def write_summary(
    term: Term,
    folder: Path,
    *,
    lang: str = "en",
    timezone: str | None = None,
    written: dt.datetime | None = None,
) -> tuple[Path, ...]:
    """Write what a term comes to: tables, workbook, calendars, in place of earlier ones."""
    moment = written or dt.datetime.now(dt.UTC).astimezone()
    earlier = {path.name: path.read_bytes() for path in (folder / CALENDARS).glob("*.ics")}
    calendars = make_calendars(term, written=moment, timezone=timezone, lang=lang, earlier=earlier)
    say = make_wording(term.problem, lang)
    files: dict[str, bytes | str] = {
        f"{name}.csv": safe_csv(frame if lang == "en" else say.translate(frame))
        for name, frame in term.to_frames().items()
    }
    files[WORKBOOK] = term_workbook(term, lang)
    paths = write_files(files, folder)
    return (*paths, *write_files(dict(calendars), folder / CALENDARS))


def _write_tables(term: Term, folder: Path) -> None:
    """Write the term's own tables, in place of those of an earlier run, and the standing plans."""
    staged = folder / f".{PROBLEM}.new"
    shutil.rmtree(staged, ignore_errors=True)
    write_problem(term.problem, staged)
    old = folder / f".{PROBLEM}.old"
    shutil.rmtree(old, ignore_errors=True)
    if (folder / PROBLEM).exists():
        (folder / PROBLEM).rename(old)
    staged.rename(folder / PROBLEM)
    shutil.rmtree(old, ignore_errors=True)
    for letter, plan in term.standing.items():
        write_plan(plan, folder / PLANS / f"{letter}.csv")
    if not (folder / SETTINGS_FILE).exists():
        write_whole(folder / SETTINGS_FILE, DEFAULT)


def _write_week(term: Term, week: PlannedWeek, folder: Path, lang: str) -> Path:
    """Write the next version of a week."""
    comparison, tables = _compare(week), week.week.problem
    lapsed = find_lapsed(tables, week.before)
    found = Replan(
        tables,
        tables,
        as_result(week),
        comparison,
        tuple(one for one in comparison.sessions if one.before in lapsed),
        (),
    )
    replaced = term.book.in_force(week.week_of)

    def fill(ready: Path, number: int) -> None:
        moves = in_language(list_moves(tables, found), lang)
        write_whole(ready / "moves.csv", safe_csv(moves))
        write_problem(tables, ready / PROBLEM)
        about = {
            "plan_version": number,
            "replaces": {
                "plan_id": week.before.fingerprint,
                "week_of": None if replaced is None else week.week_of.isoformat(),
                "plan_version": None if replaced is None else replaced.number,
            },
            "letter": week.letter,
            "term_objective": week.objective,
            "term_bound": week.bound,
        }
        write_solution(tables, found.result, ready, lang, about=about)

    return add_version(folder, week.week_of, fill)


def _compare(week: PlannedWeek) -> Comparison:
    """Return what changes from the plan that a week was made from, as it was meant."""
    tables = week.week.problem
    usual = tables.updated(calendar=(), previous_plan=())
    return compare_itineraries(Itinerary(usual, week.before), Itinerary(tables, week.week.plan))


def as_result(week: PlannedWeek) -> Result:
    """Return the plan of a week as the outcome of a search, by the week's own tables.

    The bound is left out: of a standing plan and of what is made up for, none is proven of these
    tables.
    """
    tables, plan = week.week.problem, week.week.plan
    scored = score(tables, plan)
    return Result(
        status=Status.FEASIBLE,
        plan_or_none=plan,
        objective=scored.objective,
        bound=None,
        terms=scored.terms,
        sessions_wanted=scored.sessions_wanted,
        sessions_delivered=scored.sessions_delivered,
        travel_min=scored.travel_min,
        wall_seconds=0.0 if week.result is None else week.result.wall_seconds,
        seed=0 if week.result is None else week.result.seed,
        problem=tables,
    )
