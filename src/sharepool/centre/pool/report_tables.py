"""The state of the pool, as tables."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from sharepool.analysis.remedies.changes import Recruit
from sharepool.centre.pool.types import PoolReport
from sharepool.problem.problem import Problem
from sharepool.tables.files import safe_csv, write_whole

if TYPE_CHECKING:
    import pandas as pd

WHO = ("staff_id", "name", "employer", "role", "county")


def abilities_table(problem: Problem, found: PoolReport) -> pd.DataFrame:
    """Return who may teach what: one row a person and skill; `expires` is 1 within the term."""
    import pandas as pd

    rows = [
        (
            *_who(problem, one.staff_id),
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


def supplies_table(found: PoolReport) -> pd.DataFrame:
    """Return where the pool is thin: one row a skill and county, the thinnest first."""
    import pandas as pd

    columns = ["skill", "county", "wanted", "delivered", "missing", "holders", "qualified"]
    rows = [asdict(one) | {"missing": one.missing} for one in found.supplies]
    return pd.DataFrame(rows, columns=[*columns, "expiring"], dtype=object)


def idle_table(problem: Problem, found: PoolReport, lang: str = "en") -> pd.DataFrame:
    """Return who has no session and why, in a language (``"en"`` or ``"zh"``)."""
    import pandas as pd

    rows = [
        (
            *_who(problem, one.staff_id),
            one.code,
            one.demands,
            one.text(lang),
        )
        for one in found.idle
    ]
    return pd.DataFrame(rows, columns=[*WHO, "code", "demands", "reason"], dtype=object)


def recruits_table(problem: Problem, found: PoolReport) -> pd.DataFrame:
    """Return what one more person of a kind would bring: sessions gained, points won, proven."""
    import pandas as pd

    rows = [
        (
            one.change.site_id,
            problem.site_of[one.change.site_id].title,
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


def write_pool(problem: Problem, found: PoolReport, folder: Path, lang: str = "en") -> None:
    """Write ``abilities.csv``, ``supplies.csv``, ``idle.csv`` and ``recruits.csv`` to a folder."""
    for name, table in (
        ("abilities", abilities_table(problem, found)),
        ("supplies", supplies_table(found)),
        ("idle", idle_table(problem, found, lang)),
        ("recruits", recruits_table(problem, found)),
    ):
        write_whole(folder / f"{name}.csv", safe_csv(table))


def _who(problem: Problem, staff_id: str) -> tuple[str, ...]:
    person = problem.person_of[staff_id]
    county = problem.site_of[person.home_site].county
    return staff_id, person.title, person.employer, person.role, county
