"""Why a match has no date: what forbids each of its starts."""

from __future__ import annotations

from collections import Counter

from sharepool.centre.competitions.arrays import NOBODY, SeasonArrays
from sharepool.centre.competitions.options import Candidates, is_meant
from sharepool.centre.competitions.search import FixtureSearch
from sharepool.centre.competitions.types import Match, UnplannedMatch

IMPOSSIBLE = -2


def explain_unplanned(
    candidates: Candidates, arrays: SeasonArrays, search: FixtureSearch, at: int, match: Match
) -> UnplannedMatch:
    """Return why a match is unplanned in the fixtures that a search stands at.

    Parameters
    ----------
    candidates : Candidates
    arrays : SeasonArrays
    search : FixtureSearch
    at : int
        Number of the match.
    match : Match
        With its sides as planned.
    """
    pair = arrays.choices[at]
    base = arrays.slot_base[match.competition_id]
    causes: Counter[str] = Counter()
    for flipped, choice in enumerate(pair):
        for slot in choice.slots.tolist():
            other = search.blocker(at, base + slot, flipped)
            if other == IMPOSSIBLE:
                causes["ground"] += 1
            elif other != NOBODY:
                causes[_cause(candidates, match, arrays.matches[other])] += 1
    if not any(len(choice.slots) for choice in pair):
        return UnplannedMatch(match, _why_never(candidates, match), impossible=True)
    verdict = min(causes, key=lambda cause: (-causes[cause], cause)) if causes else "rest"
    return UnplannedMatch(match, verdict, impossible=False, causes=dict(sorted(causes.items())))


def _cause(candidates: Candidates, match: Match, other: Match) -> str:
    """Return how the other match stands in the way."""
    teams = candidates.season.team_of
    if other.match_id == match.returns:
        return "return"
    if other.match_id in match.after or match.match_id in other.after:
        return "order"
    if set(match.team_ids) & set(other.team_ids):
        return "rest"
    coaches = ({teams[one].coach_id for one in each.team_ids} for each in (match, other))
    return "coach" if set.intersection(*coaches) - {""} else "ground"


def _why_never(candidates: Candidates, match: Match) -> str:
    """Return what leaves a match without a single start."""
    slots = candidates.slots_of[match.competition_id]
    if not len(slots):
        return "no_ground"
    first, last = candidates.spans[match.match_id]
    if first > last or not ((slots.day >= first) & (slots.day <= last)).any():
        return "order"
    if any(is_meant(row, match) for row in candidates.season.fixed):
        return "fixed"
    return "blackout"
