"""The chains of sports (后备人才体系) as they are told: each pyramid as a small map and a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sharepool.centre.chains.types import ChainGapKind, ChainState
from sharepool.messages.labels import label, word
from sharepool.problem.atlas import Atlas, draw_atlas
from sharepool.problem.itinerary import group_by
from sharepool.report.report import Report
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


def draw_chains(report: Report, anchor_of: Mapping[str, str]) -> Record:
    """Return the chains, a sentence about all, and the marks of their stages."""
    stages = list(dict.fromkeys(stage for chain in report.chains for stage in chain.schools))
    shape_of = {stage: SHAPES[min(rank, len(SHAPES) - 1)] for rank, stage in enumerate(stages)}
    rows_of = group_by(list_records(report.members), lambda row: (row["chain_id"], row["skill"]))
    chains = [
        _chain(report, chain, [row | _state(report, row, anchor_of) for row in rows], shape_of)
        for chain, rows in zip(report.chains, rows_of.values(), strict=True)
    ]
    total = label(
        "chains.total",
        report.lang,
        whole=sum(not chain.gaps for chain in report.chains),
        chains=len(chains),
        served=sum(chain["served"] for chain in chains),
        members=len(report.members),
    )
    return {"chains_total": total, "chains": chains, "stages": stages, "stage_shapes": shape_of}


def _state(report: Report, row: Record, anchor_of: Mapping[str, str]) -> Record:
    """Return how a member is served, as the class of its mark, and where it leads."""
    kind = "idle" if not row["due"] else "unserved" if row["received"] < row["due"] else "served"
    return {
        "kind": kind,
        "anchor": anchor_of.get(row["site_id"]),
        "next_name": report.problem.site_of[row["next_id"]].title if row["next_id"] else "",
    }


def _chain(
    report: Report, chain: ChainState, members: Sequence[Record], shape_of: Mapping[str, str]
) -> Record:
    stages = list(shape_of)
    highest_first = sorted(members, key=lambda row: -stages.index(row["stage"]))
    of_stages = [gap for gap in chain.gaps if gap.site_id is None]
    sites = dict.fromkeys(row["site_id"] for row in highest_first)
    atlas = draw_atlas(
        [report.problem.site_of[site_id] for site_id in sites], width=WIDTH, height=HEIGHT
    )
    return {
        "name": chain.chain_id,
        "skill": word("skill", chain.skill, report.lang),
        "schools": chain.schools,
        "wanted": {gap.stage: gap.limit for gap in of_stages},
        "lacks": [gap.text(report.problem, report.lang) for gap in of_stages],
        "gaps": len(chain.gaps),
        "members": members,
        "served": sum(row["kind"] != "unserved" for row in members),
        "atlas": atlas,
        "ways": [] if atlas is None else _ways(report, chain, members, atlas),
        "marks": [] if atlas is None else _marks(report, highest_first, atlas),
        "unplaced": 0 if atlas is None else len(sites) - len(atlas.points),
    }


def _ways(
    report: Report, chain: ChainState, members: Sequence[Record], atlas: Atlas
) -> list[Record]:
    """Return the line from each member to its school of the next stage."""
    far = {(gap.site_id, gap.stage) for gap in chain.gaps if gap.kind is ChainGapKind.FAR}
    return [
        {
            "ends": (*atlas.points[row["site_id"]], *atlas.points[row["next_id"]]),
            "far": (row["site_id"], row["stage"]) in far,
            "title": label(
                "chains.way" if row["way_min"] != "" else "chains.way_unknown", report.lang, **row
            ),
        }
        for row in members
        if row["site_id"] in atlas.points and row["next_id"] in atlas.points
    ]


def _marks(report: Report, members: Sequence[Record], atlas: Atlas) -> list[Record]:
    return [
        {
            "place": atlas.points[row["site_id"]],
            "stage": row["stage"],
            "kind": row["kind"],
            "anchor": row["anchor"],
            "title": label("chains.member", report.lang, **row),
        }
        for row in members
        if row["site_id"] in atlas.points
    ]
