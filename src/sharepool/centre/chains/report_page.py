"""What a report says of chains (后备人才体系): each pyramid as a small map and a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sharepool.centre.chains.types import ChainGapKind, ChainState, ChainStates
from sharepool.messages.labels import label, word
from sharepool.problem.atlas import Atlas, draw_atlas
from sharepool.problem.itinerary import group_by
from sharepool.problem.problem import Problem
from sharepool.tables.records import Record, list_records

WIDTH, HEIGHT = 440.0, 400.0
"""Size of a small map at most, in pixels."""

SHAPES = (
    "m-4.5,0a4.5,4.5 0 1 0 9,0a4.5,4.5 0 1 0 -9,0z",
    "m0,-7.5l7.5,7.5l-7.5,7.5l-7.5,-7.5z",
    "m0,-11l2.7,7.3l7.8,.3l-6.1,4.8l2.1,7.5l-6.5,-4.3l-6.5,4.3l2.1,-7.5l-6.1,-4.8l7.8,-.3z",
    "m-6,-6h12v12h-12z",
    "m0,-7.5l7,12.5h-14z",
)
"""Marks of the stages as SVG paths about their middle, lowest first; the last for all others."""


def draw_chains(found: ChainStates, lang: str, anchor_of: Mapping[str, str]) -> Record:
    """Return the chains, a sentence about all, and the marks of their stages."""
    stages = list(dict.fromkeys(stage for chain in found for stage in chain.schools))
    shape_of = {stage: SHAPES[min(rank, len(SHAPES) - 1)] for rank, stage in enumerate(stages)}
    members = list_records(found.to_frames(lang)["members"])
    rows_of = group_by(members, lambda row: (row["chain_id"], row["skill"]))
    page = _Page(found.problem, lang, anchor_of, shape_of)
    chains = [
        page.lay_out(chain, rows) for chain, rows in zip(found, rows_of.values(), strict=True)
    ]
    total = label(
        "chains.total",
        lang,
        whole=sum(not chain.gaps for chain in found),
        chains=len(chains),
        served=sum(chain["served"] for chain in chains),
        members=len(members),
    )
    return {"chains_total": total, "chains": chains, "stages": stages, "stage_shapes": shape_of}


class _Page(NamedTuple):
    """What chains are laid out with."""

    problem: Problem
    lang: str
    anchor_of: Mapping[str, str]
    shape_of: Mapping[str, str]

    def lay_out(self, chain: ChainState, rows: Iterable[Record]) -> Record:
        """Return one chain."""
        stages = list(self.shape_of)
        members = [row | self._state(row) for row in rows]
        highest_first = sorted(members, key=lambda row: -stages.index(row["stage"]))
        of_stages = [gap for gap in chain.gaps if gap.site_id is None]
        sites = dict.fromkeys(row["site_id"] for row in highest_first)
        atlas = draw_atlas(
            [self.problem.site_of[site_id] for site_id in sites], width=WIDTH, height=HEIGHT
        )
        return {
            "name": chain.chain_id,
            "skill": word("skill", chain.skill, self.lang),
            "schools": chain.schools,
            "wanted": {gap.stage: gap.limit for gap in of_stages},
            "lacks": [gap.text(self.problem, self.lang) for gap in of_stages],
            "gaps": len(chain.gaps),
            "members": members,
            "served": sum(row["kind"] != "unserved" for row in members),
            "atlas": atlas,
            "ways": [] if atlas is None else self._ways(chain, members, atlas),
            "marks": [] if atlas is None else self._marks(highest_first, atlas),
            "unplaced": 0 if atlas is None else len(sites) - len(atlas.points),
        }

    def _state(self, row: Record) -> Record:
        """Return how a member is served, as the class of its mark, and where it leads."""
        kind = "served" if row["received"] >= row["due"] else "unserved"
        return {
            "kind": kind if row["due"] else "idle",
            "anchor": self.anchor_of.get(row["site_id"]),
            "next_name": self.problem.site_of[row["next_id"]].title if row["next_id"] else "",
        }

    def _ways(self, chain: ChainState, members: Sequence[Record], atlas: Atlas) -> list[Record]:
        """Return the line from each member to its school of the next stage."""
        far = {(gap.site_id, gap.stage) for gap in chain.gaps if gap.kind is ChainGapKind.FAR}
        return [
            {
                "ends": (*atlas.points[row["site_id"]], *atlas.points[row["next_id"]]),
                "far": (row["site_id"], row["stage"]) in far,
                "title": label(
                    "chains.way" if row["way_min"] != "" else "chains.way_unknown",
                    self.lang,
                    **row,
                ),
            }
            for row in members
            if row["site_id"] in atlas.points and row["next_id"] in atlas.points
        ]

    def _marks(self, members: Sequence[Record], atlas: Atlas) -> list[Record]:
        return [
            {
                "place": atlas.points[row["site_id"]],
                "stage": row["stage"],
                "kind": row["kind"],
                "anchor": row["anchor"],
                "title": label("chains.member", self.lang, **row),
            }
            for row in members
            if row["site_id"] in atlas.points
        ]
