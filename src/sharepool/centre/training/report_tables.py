"""What was decided of training, as tables; and the rows that the weeks are to know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING

from sharepool.centre.feed_files import list_files
from sharepool.centre.training.proving import ProvenWeek
from sharepool.centre.training.sentences import HEADINGS
from sharepool.centre.training.types import Training
from sharepool.centre.training.words import wording
from sharepool.messages.headings import in_language
from sharepool.problem.cells import format_clock
from sharepool.problem.problem import Problem
from sharepool.tables.files import safe_csv, write_files

if TYPE_CHECKING:
    import pandas as pd

PLACE_COLUMNS = (
    *("staff_id", "name", "course_id", "run_id", "lost", "sessions", "road_min", "why", "reason"),
)
SHADOW_COLUMNS = (
    *("staff_id", "name", "mentor_id", "mentor_name", "monday", "days"),
    *("lessons", "covered", "road_min"),
)
MEETING_COLUMNS = (
    *("meeting_id", "site_id", "site_name", "day", "start", "dates"),
    *("able", "absent", "absent_staff", "road_min"),
)


def places_table(problem: Problem, training: Training, lang: str = "en") -> pd.DataFrame:
    """Return who goes to which run and what falls out; `reason` says why somebody has no place."""
    import pandas as pd

    say = wording(problem, lang)
    rows = [
        {
            "staff_id": one.staff_id,
            "name": problem.person_of[one.staff_id].name,
            "course_id": one.course_id,
            "run_id": one.run_id,
            "lost": len(one.lost),
            "sessions": "; ".join(f"{lost.date} {lost.demand_id}" for lost in one.lost),
            "road_min": one.road_min,
            "why": "",
            "reason": "",
        }
        for one in training.places
    ]
    rows += [
        {
            "staff_id": one.staff_id,
            "name": problem.person_of[one.staff_id].name,
            "course_id": one.course_id,
            "run_id": "",
            "lost": 0,
            "sessions": "",
            "road_min": 0,
            "why": one.why,
            "reason": say.of_without(one),
        }
        for one in training.without
    ]
    return pd.DataFrame(rows, columns=list(PLACE_COLUMNS), dtype=object)


def shadows_table(problem: Problem, training: Training) -> pd.DataFrame:
    """Return who spends which week with whom, what falls out, and what can be covered."""
    import pandas as pd

    rows = [
        {
            "staff_id": one.staff_id,
            "name": _name(problem, one.staff_id),
            "mentor_id": one.mentor_id,
            "mentor_name": problem.person_of[one.mentor_id].name,
            "monday": one.monday.isoformat(),
            "days": "".join(map(str, one.days)),
            "lessons": one.lessons,
            "covered": one.covered,
            "road_min": one.road_min,
        }
        for one in training.shadows
    ]
    return pd.DataFrame(rows, columns=list(SHADOW_COLUMNS), dtype=object)


def meetings_table(problem: Problem, training: Training) -> pd.DataFrame:
    """Return when and where people meet, and who cannot come."""
    import pandas as pd

    rows = [
        {
            "meeting_id": one.meeting_id,
            "site_id": one.site_id,
            "site_name": problem.site_of[one.site_id].title if one.site_id else "",
            "day": one.day,
            "start": format_clock(one.start_min),
            "dates": ";".join(map(str, one.dates)),
            "able": len(one.able),
            "absent": len(one.absent),
            "absent_staff": ";".join(one.absent),
            "road_min": one.road_min,
        }
        for one in training.meetings
    ]
    return pd.DataFrame(rows, columns=list(MEETING_COLUMNS), dtype=object)


def _name(problem: Problem, staff_id: str) -> str:
    person = problem.person_of.get(staff_id)
    return "" if person is None else person.name


def weeks_table(weeks: Sequence[ProvenWeek]) -> pd.DataFrame:
    """Return each week that is changed, planned anew."""
    import pandas as pd

    columns = [one.name for one in fields(ProvenWeek)]
    rows = [asdict(one) | {"monday": str(one.monday), "status": one.status.value} for one in weeks]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def make_frames(training: Training, lang: str = "en") -> dict[str, pd.DataFrame]:
    """Return what was decided as tables by name; see :meth:`Training.to_frames`."""
    return {
        "training": places_table(training.problem, training, lang),
        "shadow_weeks": shadows_table(training.problem, training),
        "meeting_times": meetings_table(training.problem, training),
    }


def write_training(
    training: Training, folder: Path, *, weeks: Sequence[ProvenWeek] = (), lang: str = "en"
) -> None:
    """Write what was decided, and in ``feed/`` the rows that the weeks are to know."""
    tables = make_frames(training, lang)
    if weeks:
        tables["weeks"] = weeks_table(weeks)
    files = {
        f"{name}.csv": safe_csv(in_language(table, lang, HEADINGS))
        for name, table in tables.items()
    }
    write_files({**files, **list_files(training.feed)}, folder)
