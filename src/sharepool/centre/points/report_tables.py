"""Points as tables, and the files that they leave."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sharepool.centre.feed_files import list_files
from sharepool.centre.points.sentences import HEADINGS
from sharepool.centre.points.types import GivenHours, PointTables, SportsPoints
from sharepool.messages.headings import in_language
from sharepool.problem.cells import MINUTES_PER_HOUR
from sharepool.problem.problem import Problem
from sharepool.tables.files import safe_csv, write_files

if TYPE_CHECKING:
    import pandas as pd

POINT_COLUMNS = (
    *("association_id", "association", "skill", "site_id", "site_name", "area", "pupils"),
    *("sessions", "hours", "road_min"),
)
SPORTS_COLUMNS = (
    *("site_id", "site_name", "pupils", "sports_before", "sports_after"),
    *("own_sports", "point_sports", "ball_games_lacking"),
)
LOAD_COLUMNS = (
    *("association_id", "association", "skill", "placed", "min_points", "short"),
    *("hours", "hours_limit", "fee", "hours_wanted", "hours_given", "given_share"),
)
DIGITS = 2


def points_table(problem: Problem, tables: PointTables, placed: SportsPoints) -> pd.DataFrame:
    """Return one row a point: who, where, which sport, how much."""
    import pandas as pd

    title = {one.association_id: one.title for one in tables.associations}
    rows = []
    for one in placed.points:
        site = problem.site_of[one.site_id]
        rows.append(
            {
                "association_id": one.association_id,
                "association": title[one.association_id],
                "skill": one.skill,
                "site_id": one.site_id,
                "site_name": site.title,
                "area": site.area,
                "pupils": site.pupils,
                "sessions": one.sessions,
                "hours": _hours(one.minutes),
                "road_min": one.road_min,
            }
        )
    return pd.DataFrame(rows, columns=list(POINT_COLUMNS), dtype=object)


def sports_table(problem: Problem, placed: SportsPoints) -> pd.DataFrame:
    """Return the sports of each school, and of large ones the ball games that they lack."""
    import pandas as pd

    rows = [
        {
            "site_id": one.site_id,
            "site_name": problem.site_of[one.site_id].title,
            "pupils": one.pupils,
            "sports_before": len(one.own),
            "sports_after": len(one.own) + len(one.points),
            "own_sports": ";".join(one.own),
            "point_sports": ";".join(one.points),
            "ball_games_lacking": ";".join(one.ball_games_lacking),
        }
        for one in placed.schools
    ]
    return pd.DataFrame(rows, columns=list(SPORTS_COLUMNS), dtype=object)


def associations_table(
    tables: PointTables, placed: SportsPoints, given: Sequence[GivenHours] = ()
) -> pd.DataFrame:
    """Return what each association promises a week, and what it gave over the weeks looked at."""
    import pandas as pd

    given_of = {one.association_id: one for one in given}
    association_of = {one.association_id: one for one in tables.associations}
    rows = []
    for load in placed.associations:
        one, told = association_of[load.association_id], given_of.get(load.association_id)
        rows.append(
            {
                "association_id": load.association_id,
                "association": one.title,
                "skill": one.skill,
                "placed": load.points,
                "min_points": load.min_points,
                "short": load.short,
                "hours": _hours(load.minutes),
                "hours_limit": _hours(load.limit_minutes),
                "fee": load.fee,
                "hours_wanted": None if told is None else _hours(told.minutes_wanted),
                "hours_given": None if told is None else _hours(told.minutes_given),
                "given_share": (
                    None
                    if told is None or not told.minutes_wanted
                    else round(told.minutes_given / told.minutes_wanted, DIGITS)
                ),
            }
        )
    return pd.DataFrame(rows, columns=list(LOAD_COLUMNS), dtype=object)


def make_frames(placed: SportsPoints, given: Sequence[GivenHours] = ()) -> dict[str, pd.DataFrame]:
    """Return the tables of points by name; see :meth:`SportsPoints.to_frames`."""
    return {
        "points": points_table(placed.problem, placed.tables, placed),
        "sports": sports_table(placed.problem, placed),
        "associations": associations_table(placed.tables, placed, given),
    }


def write_points(
    placed: SportsPoints, folder: Path, *, given: Sequence[GivenHours] = (), lang: str = "en"
) -> None:
    """Write points, schools and associations, and in ``feed/`` what the weeks are to know."""
    frames = make_frames(placed, given)
    files = {
        f"{name}.csv": safe_csv(in_language(frame, lang, HEADINGS))
        for name, frame in frames.items()
    }
    write_files({**files, **list_files(placed.feed)}, folder)


def _hours(minutes: int) -> float:
    return round(minutes / MINUTES_PER_HOUR, DIGITS)
