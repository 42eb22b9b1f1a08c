"""The chains of sports as a table: each school, where its children go on to, what it gets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sharepool.centre.chains.types import ChainState
from sharepool.problem.problem import Problem

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "chain_id",
    "skill",
    "stage",
    "site_id",
    "site_name",
    "next_id",
    "way_min",
    "due",
    "received",
    "broken",
)


def chain_members(problem: Problem, chains: Iterable[ChainState], lang: str = "en") -> pd.DataFrame:
    """Return each school of each chain, and what is broken there.

    Parameters
    ----------
    problem : Problem
    chains : iterable of ChainState
        From :func:`sharepool.chain_report`.
    lang : str
        Language of the column `broken`: ``"en"`` or ``"zh"``.

    Returns
    -------
    pandas.DataFrame
        One row a member. `next_id` is the nearest school of the next stage, `way_min` the minutes
        to it; both and `received` are empty where there is none. What a whole stage lacks is no
        row: see ``ChainState.gaps``.
    """
    import pandas as pd

    rows = []
    for chain in chains:
        for member in chain.members:
            own = (member.site_id, member.stage)
            broken = [gap for gap in chain.gaps if (gap.site_id, gap.stage) == own]
            rows.append(
                {
                    "chain_id": chain.chain_id,
                    "skill": chain.skill,
                    "stage": member.stage,
                    "site_id": member.site_id,
                    "site_name": problem.site_of[member.site_id].title,
                    "next_id": member.next_id or "",
                    "way_min": "" if member.way_min is None else member.way_min,
                    "due": member.due,
                    "received": "" if member.received is None else member.received,
                    "broken": " ".join(gap.text(problem, lang) for gap in broken),
                }
            )
    return pd.DataFrame(rows, columns=list(COLUMNS))
