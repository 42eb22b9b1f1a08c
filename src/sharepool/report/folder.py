"""The files of a report, written as one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from sharepool.analysis.reasons.verdicts import find_reasons
from sharepool.base.errors import Fault, ProblemError
from sharepool.base.interrupts import noted
from sharepool.centre.chains.types import PATTERN
from sharepool.centre.term.types import Term
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.report.background import read_background
from sharepool.report.calendars import PRODUCER, write_calendars
from sharepool.report.centre import CentreFolder
from sharepool.report.geography import routes_geojson, sites_geojson
from sharepool.report.page import write_page
from sharepool.report.report import Report, make_report
from sharepool.report.tables.folder import check_folder
from sharepool.report.workbook import write_workbook
from sharepool.rules import check
from sharepool.rules.scoring import score
from sharepool.tables.files import write_files

FILES = ("report.html", "report.xlsx", "sites.geojson", "routes.geojson")
CALENDARS = "calendars"
"""What a report consists of: these files, and a folder of calendars."""


def write_report(
    problem: Problem,
    plan: Plan,
    folder: str | Path,
    *,
    lang: str = "en",
    bound: int | None = None,
    anonymous: bool = False,
    timezone: str | None = None,
    pattern: Mapping[str, int] = PATTERN,
    centre: CentreFolder | None = None,
    term: Term | None = None,
    unavoidable: int | None = None,
    background: str | Path | None = None,
    written: dt.datetime | None = None,
    on_progress: Callable[[str, int, int], None] | None = None,
) -> tuple[Path, ...]:
    """Write what people take away of a plan: all files of a report, or none.

    Parameters
    ----------
    problem : Problem
    plan : Plan
        A legal plan.
    folder : str or Path
        Made if it is not there. An earlier report in it is replaced.
    lang : str
        ``"en"`` or ``"zh"``.
    bound : int, optional
        A proven lower bound of the objective, such as ``Result.bound``.
    anonymous : bool
        Whether to leave out all that shows who the people are; the folder must then be new or
        empty, so that no earlier file with names is given away with it.
    timezone : str, optional
        Where the clock times of the calendars hold, e.g. ``"Asia/Shanghai"``; without it they hold
        wherever they are read.
    pattern : mapping of str to int
        Schools that a chain should have of each stage, the lowest stage first.
    centre : CentreFolder, optional
        Class counts and rates of a sharing centre, for curriculum, balance and loans.
    term : Term, optional
        The term that the week is of: what is lost, owed, and who has carried the road.
    unavoidable : int, optional
        What no plan can avoid, such as ``Result.unavoidable``: a bound that is no more than that is
        no headline.
    background : str or Path, optional
        A GeoJSON file of towns, boundaries or roads that the page's map lies on.
    written : datetime.datetime, optional
        The moment that the report bears, with its time zone; now if not given.
    on_progress : callable, optional
        Receives what is made now (``reasons``, ``tables``, ``calendars``, ``page``, ``workbook``,
        ``maps``, ``files``), and how much of it is done, of how much.

    Returns
    -------
    tuple of Path
        The files written: page, workbook, sites and routes, then a calendar for each person who
        has a session.

    Raises
    ------
    ValueError
        The plan breaks hard rules: nobody should be sent anywhere by it.
    ProblemError
        The folder cannot be written to, the time zone is not known, or the background is no
        GeoJSON.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> plan = sp.Plan.of([("LI", "HILL-FOOTBALL", 3, 5)])
    >>> [path.name for path in sp.write_report(problem, plan, "report", lang="zh")]
    ['report.html', 'report.xlsx', 'sites.geojson', 'routes.geojson', 'LI.ics']
    """
    broken = check(problem, plan)
    if broken:
        raise ValueError(f"the plan breaks {len(broken)} hard rules (see check): give a legal one")
    folder = Path(folder)
    check_timezone(timezone)
    lower = None if background is None else read_background(background)
    _check_out(folder, anonymous=anonymous)
    reserve = None if bound is None else score(problem, plan).objective - bound
    tell = on_progress or _say_nothing
    reasons = find_reasons(
        problem, plan, reserve=reserve, with_people=False, on_progress=partial(tell, "reasons")
    )
    tell("tables", 0, 1)
    report = make_report(
        problem,
        plan,
        reasons,
        lang=lang,
        written=written or dt.datetime.now(dt.UTC).astimezone(),
        bound=bound,
        anonymous=anonymous,
        timezone=timezone,
        pattern=pattern,
        centre=centre,
        term=term,
        unavoidable=unavoidable,
        background=lower,
    )
    earlier = _own_calendars(folder)
    files = _contents(report, earlier, tell)
    tell("files", 0, len(files))
    with noted():
        paths = write_files(files, folder)
        for name in earlier:
            if f"{CALENDARS}/{name}" not in files:
                (folder / CALENDARS / name).unlink()
    return paths


def _say_nothing(_what: str, _done: int, _total: int) -> None:
    pass


def _contents(
    report: Report, earlier: dict[str, bytes], tell: Callable[[str, int, int], None]
) -> dict[str, bytes | str]:
    """Return what each file of a report holds."""
    page, workbook, sites, routes = FILES
    tell("calendars", 0, 1)
    calendars = write_calendars(report, earlier)
    tell("page", 0, 1)
    files: dict[str, bytes | str] = {page: write_page(report)}
    tell("workbook", 0, 1)
    files[workbook] = write_workbook(report, partial(tell, "workbook"))
    tell("maps", 0, 1)
    files |= {sites: sites_geojson(report), routes: routes_geojson(report)}
    return files | {f"{CALENDARS}/{name}": data for name, data in calendars.items()}


def check_timezone(timezone: str | None) -> None:
    """Make sure that a time zone is known.

    Raises
    ------
    ProblemError
        If it is not.
    """
    if timezone is None:
        return
    try:
        ZoneInfo(timezone)
    except (ValueError, OSError, KeyError):
        fault = Fault("", None, "--timezone", "unknown_timezone", timezone)
        raise ProblemError([fault]) from None


def _check_out(folder: Path, *, anonymous: bool) -> None:
    if anonymous and any(path.is_file() for path in folder.rglob("*")):
        fault = Fault("", None, "--out", "not_empty", str(folder), {"kind": "names"})
        raise ProblemError([fault])
    check_folder(folder, FILES)
    check_folder(folder / CALENDARS, ())


def _own_calendars(folder: Path) -> dict[str, bytes]:
    """Return the calendars that an earlier report left; those of other makers stay."""
    found = {file.name: file.read_bytes() for file in (folder / CALENDARS).glob("*.ics")}
    return {name: data for name, data in found.items() if PRODUCER.encode() in data}
