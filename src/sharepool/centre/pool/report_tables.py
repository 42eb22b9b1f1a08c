"""The state of the pool, as tables."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from sharepool.analysis.remedies.changes import Recruit
from sharepool.centre.pool.types import PoolReport
from sharepool.problem.problem import Problem

if TYPE_CHECKING:
    import pandas as pd

WHO = ("staff_id", "name", "employer", "role", "county")


def make_frames(found: PoolReport, lang: str) -> dict[str, pd.DataFrame]:
    """Return the tables of a pool by name (see :meth:`PoolReport.to_frames`)."""
    return {
        "abilities": _abilities_frame(found),
        "supplies": _supplies_frame(found),
        "idle": _idle_frame(found, lang),
        "recruits": _recruits_frame(found),
    }


def _abilities_frame(found: PoolReport) -> pd.DataFrame:
    import pandas as pd

    rows = [
        (
            *_who(found.problem, one.staff_id),
            one.skill,
            one.level,
            "" if one.valid_until is None else one.valid_until.isoformat(),
            int(one.is_valid),
            int(one.expires),
        )
        for one in found.abilities
    ]
    columns = [*WHO, "skill", "level", "valid_until", "valid", "expires"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _supplies_frame(found: PoolReport) -> pd.DataFrame:
    import pandas as pd

    columns = ["skill", "county", "wanted", "delivered", "missing", "holders", "qualified"]
    rows = [asdict(one) | {"missing": one.missing} for one in found.supplies]
    return pd.DataFrame(rows, columns=[*columns, "expiring"], dtype=object)


def _idle_frame(found: PoolReport, lang: str) -> pd.DataFrame:
    import pandas as pd

    rows = [
        (
            *_who(found.problem, one.staff_id),
            one.code,
            one.demands,
            one.text(lang),
        )
        for one in found.idle
    ]
    return pd.DataFrame(rows, columns=[*WHO, "code", "demands", "reason"], dtype=object)


def _recruits_frame(found: PoolReport) -> pd.DataFrame:
    import pandas as pd

    rows = [
        (
            one.change.site_id,
            found.problem.site_of[one.change.site_id].title,
            ";".join(map(str, one.change.skills)),
            one.gained,
            one.win,
            one.proven,
            one.price,
        )
        for one in found.recruits
        if isinstance(one.change, Recruit)
    ]
    columns = ["home_site", "site_name", "skills", "gained", "win", "proven", "price"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _who(problem: Problem, staff_id: str) -> tuple[str, ...]:
    person = problem.person_of[staff_id]
    county = problem.site_of[person.home_site].county
    return staff_id, person.title, person.employer, person.role, county
