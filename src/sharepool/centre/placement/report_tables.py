"""What is published of each athlete, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sharepool.centre.placement.types import Placement

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


def make_frames(placement: Placement, lang: str) -> dict[str, pd.DataFrame]:
    """Return the table of a placement by its name (see :meth:`Placement.to_frames`)."""
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
            "reason": answer.refusal_text(placement.problem, lang),
        }
        for answer in placement.answers
    ]
    return {"placement": pd.DataFrame(rows, columns=list(COLUMNS))}
