"""How chains stand and how they could, as tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import TYPE_CHECKING

from sharepool.centre.chains.types import ChainFeed, ChainGap, ChainState
from sharepool.problem.problem import Problem

if TYPE_CHECKING:
    import pandas as pd

MEMBER_COLUMNS = (
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
FEED_COLUMNS = ("chain_id", "site_id", "site_name", "next_id", "next_name", "way_min")
GAP_COLUMNS = (*(one.name for one in fields(ChainGap)), "sentence")


def members_frame(problem: Problem, chains: Iterable[ChainState], lang: str) -> pd.DataFrame:
    """Return each school of each chain, and what is broken there."""
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
    return pd.DataFrame(rows, columns=list(MEMBER_COLUMNS))


def gaps_frame(problem: Problem, gaps: Iterable[ChainGap], lang: str) -> pd.DataFrame:
    """Return where chains are broken, a row a gap; what does not concern it is empty."""
    import pandas as pd

    rows = [
        {name: "" if value is None else value for name, value in asdict(gap).items()}
        | {"kind": gap.kind.value, "sentence": gap.text(problem, lang)}
        for gap in gaps
    ]
    return pd.DataFrame(rows, columns=list(GAP_COLUMNS), dtype=object)


def feeds_frame(problem: Problem, feeds: Iterable[ChainFeed]) -> pd.DataFrame:
    """Return from each member of a design the school of the next stage."""
    import pandas as pd

    rows = [
        asdict(feed)
        | {
            "site_name": problem.site_of[feed.site_id].title,
            "next_name": problem.site_of[feed.next_id].title,
        }
        for feed in feeds
    ]
    return pd.DataFrame(rows, columns=list(FEED_COLUMNS), dtype=object)
