"""What each athlete is told, as a table to publish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sharepool.centre.placement.types import Placement
from sharepool.problem.problem import Problem

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "athlete_id",
    "skill",
    "score",
    "lot",
    "home_site",
    "site_id",
    "choice",
    "stays_in_chain",
    "why",
    "reason",
)


def placement_table(
    placement: Placement, lang: str = "en", problem: Problem | None = None
) -> pd.DataFrame:
    """Return where each athlete goes, and why not to a better choice.

    Parameters
    ----------
    placement : Placement
    lang : str
        Language of the column `reason`: ``"en"`` or ``"zh"``.
    problem : Problem, optional
        Where the titles of schools come from.

    Returns
    -------
    pandas.DataFrame
        One row an athlete, in the order given, with the lot drawn. `site_id` and `choice` are empty
        where there is no place, and `why` then holds the nearest miss; `reason` says of each
        choice before the place why it came to nothing. `stays_in_chain` is 1 or 0 for athletes
        whose own school is in a chain of their sport.
    """
    import pandas as pd

    rows = [
        {
            "athlete_id": answer.athlete.athlete_id,
            "skill": answer.athlete.skill,
            "score": answer.athlete.score,
            "lot": answer.lot,
            "home_site": answer.athlete.home_site,
            "site_id": answer.site_id or "",
            "choice": answer.choice or "",
            "stays_in_chain": "" if answer.stays is None else int(answer.stays),
            "why": answer.why.value if answer.why else "",
            "reason": answer.refusal_text(lang, problem),
        }
        for answer in placement.answers
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))
