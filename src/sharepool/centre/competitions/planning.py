"""Fixtures of a season: search, bound, and the independent judgement of what was found."""

from __future__ import annotations

import datetime as dt
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sharepool.base.errors import Fault, InternalError, ProblemError
from sharepool.centre.competitions.arrays import SeasonArrays
from sharepool.centre.competitions.check import check_fixtures
from sharepool.centre.competitions.model import FixtureModel, alone_bound
from sharepool.centre.competitions.options import Candidates
from sharepool.centre.competitions.scoring import score_fixtures
from sharepool.centre.competitions.search import MOVES_PER_WORK, FixtureSearch, SearchParams
from sharepool.centre.competitions.season import Season
from sharepool.centre.competitions.types import (
    Fixtures,
    Match,
    PlannedMatch,
    UnplannedMatch,
)
from sharepool.centre.competitions.verdicts import explain_unplanned
from sharepool.problem.result import Status, Stop

MODEL_SECONDS = 1.0
"""That the model gets at least, where the search has used up the time."""

PROOF_SHARE = 0.3
"""Part of the time that goes to the model, where a season is small enough for it."""


def plan_fixtures(
    season: Season,
    *,
    stop: Stop | float = 60.0,
    seed: int = 0,
    since: dt.date | None = None,
    params: SearchParams | None = None,
) -> Fixtures:
    r"""Give the matches of a season dates, times and grounds.

    With :math:`y_{msv} = 1` if match m starts at s on ground v, and :math:`u_m = 1` if it gets no
    date:

    .. math::

        \sum_{s,v} y_{msv} + u_m &= 1 \qquad (1) \\
        \sum_{m \ni t} \sum_{s \in W} y_{msv} &\le c \qquad (2) \\
        \sum_{m \text{ of coach } k} \sum_{s \text{ at once}} y_{msv} &\le 1 \qquad (3) \\
        \sum_m \sum_{s \text{ covers } \tau} y_{msv} &\le \text{pitches}_{v\tau} \qquad (4) \\
        |\text{home}_t - \text{away}_t| &\le 1 \qquad (5) \\
        |\text{date}(m) - \text{date}(m')| &\ge \text{min\_return\_days} \qquad (6) \\
        \text{start}(m) &\ge \text{end}(m') \quad \text{for } m' \text{ feeding } m \qquad (8)

    The objective is the sum of the terms of docs/competitions.md; games played (7) are one.

    Parameters
    ----------
    season : Season
        With its `draws`, where a format draws.
    stop : Stop or float
        When to stop looking for better fixtures; a number is seconds. With ``Stop(seconds=None,
        work=…)`` the outcome depends on the season and the seed alone.
    seed : int
    since : datetime.date, optional
        Plan again from this date on: what is published before stays, and leaving what is published
        later has a price.
    params : SearchParams, optional

    Raises
    ------
    ProblemError
        A competition with groups or a bracket has not been drawn.
    InternalError
        The fixtures found break a rule, or do not cost what the search says; they are withheld.

    Returns
    -------
    Fixtures
        Legal by :func:`check_fixtures`; matches that found no date are among `unplanned`.

    Examples
    --------
    >>> import sharepool as sp
    >>> season = sp.read_season("data/samples/season")
    >>> fixtures = sp.plan_fixtures(season, stop=sp.Stop(seconds=None, work=0.5))
    >>> len(fixtures.unplanned)
    0
    """
    started = time.monotonic()
    limits = Stop.of(stop)
    _need_draws(season)
    candidates = Candidates(season, since)
    arrays = SeasonArrays(candidates)
    least = alone_bound(arrays, season.rules.unplanned)
    search = FixtureSearch(arrays, seed)
    try:
        _freeze(candidates, arrays, search)
        _place_rounds(candidates, arrays, search)
        search.build()
        seconds = limits.seconds if limits.seconds is not None else float("inf")
        provable = limits.work is None and FixtureModel.fits(arrays)
        share = 1 - PROOF_SHARE if provable else 1.0
        search.run(
            deadline=started + share * seconds,
            moves=None if limits.work is None else max(1, int(limits.work * MOVES_PER_WORK)),
            enough=least,
            params=params or SearchParams(),
            news=lambda _: None,
        )
        bound = least
        if provable and search.best()[0] > least:
            left = max(MODEL_SECONDS, started + seconds - time.monotonic())
            model = FixtureModel(candidates, arrays)
            better, proven = model.solve(*search.best()[1:], seconds=left, seed=seed)
            bound = max(least, proven)
            if better is not None:
                search.load(*better)
        cost, slots, flipped = search.best()
        search.return_to_best()
        found = _fixtures(candidates, arrays, search, slots, flipped)
    finally:
        search.close()
    terms = score_fixtures(season, found[0], [one.match for one in found[1]])
    objective = sum(terms.values())
    fixtures = Fixtures(
        Status.OPTIMAL if bound == objective else Status.FEASIBLE,
        *found,
        objective,
        bound if bound or not objective else None,
        terms,
        seed,
        search.moves,
        time.monotonic() - started,
    )
    _judge(season, fixtures, cost)
    return fixtures


def _need_draws(season: Season) -> None:
    drawn = {row.competition_id for row in season.draws}
    faults = [
        Fault("draws", None, "competition_id", "no_draw", one.competition_id)
        for one in season.competitions
        if one.format in {"groups", "knockout"} and one.competition_id not in drawn
    ]
    if faults:
        raise ProblemError(faults)


def _freeze(candidates: Candidates, arrays: SeasonArrays, search: FixtureSearch) -> None:
    """Put every match that stays where it is, and published ones where they may stay."""
    for frozen in (True, False):
        for at, task in enumerate(candidates.tasks):
            given = task.frozen if frozen else task.published
            if given is None:
                continue
            base = arrays.slot_base[task.match.competition_id]
            rows = candidates.rows_at(task.match.competition_id, given)
            any(search.place(at, base + row) for row in rows)


def _place_rounds(candidates: Candidates, arrays: SeasonArrays, search: FixtureSearch) -> None:
    """Begin with round after round on date after date, as drawn: with the fewest breaks."""
    for competition in candidates.season.competitions:
        own = competition.competition_id
        base, days = arrays.slot_base[own], candidates.slots_of[own].day
        dates = _rested(sorted(set(days.tolist())), competition.rest_days)
        for at, task in enumerate(candidates.tasks):
            rounds = task.match.round <= len(dates) and task.match.competition_id == own
            if not rounds or task.frozen or task.published:
                continue
            choice = arrays.choices[at][0]
            chosen = days[choice.slots] == dates[task.match.round - 1]
            slots = choice.slots[chosen][np.argsort(choice.cost[chosen], kind="stable")]
            any(search.place(at, base + slot) for slot in slots.tolist())


def _rested(days: Sequence[int], rest: int) -> list[int]:
    """Return days that are so far apart, from the first on."""
    found: list[int] = []
    for day in days:
        if not found or day - found[-1] >= rest:
            found.append(day)
    return found


def _judge(season: Season, fixtures: Fixtures, cost: int) -> None:
    flaws = check_fixtures(season, fixtures)
    if flaws:
        raise InternalError(f"the fixtures have {len(flaws)} flaws, such as {flaws[0]}")
    if fixtures.objective != cost:
        raise InternalError(f"the search says {cost}, the scorer {fixtures.objective}")
    if fixtures.bound is not None and fixtures.bound > fixtures.objective:
        raise InternalError(f"the bound {fixtures.bound} is above fixtures of {cost}")


def _fixtures(
    candidates: Candidates,
    arrays: SeasonArrays,
    search: FixtureSearch,
    slots: NDArray[np.int32],
    flipped: NDArray[np.int32],
) -> tuple[tuple[PlannedMatch, ...], tuple[UnplannedMatch, ...]]:
    planned: list[PlannedMatch] = []
    unplanned: list[UnplannedMatch] = []
    for at, task in enumerate(candidates.tasks):
        match = task.match
        home, away = (match.away, match.home) if flipped[at] else (match.home, match.away)
        if slots[at] < 0:
            turned: Match = replace(match, home=home, away=away)
            unplanned.append(explain_unplanned(candidates, arrays, search, at, turned))
            continue
        table = candidates.slots_of[match.competition_id]
        row = int(slots[at]) - arrays.slot_base[match.competition_id]
        planned.append(
            PlannedMatch(
                match,
                home,
                away,
                candidates.first_date + dt.timedelta(days=int(table.day[row])),
                int(table.start[row]),
                int(table.end[row]),
                candidates.season.venues[int(table.venue[row])].venue_id,
                frozen=task.frozen is not None,
            )
        )
    return _with_pitches(candidates.season, planned), tuple(unplanned)


def _with_pitches(season: Season, planned: Sequence[PlannedMatch]) -> tuple[PlannedMatch, ...]:
    """Return the matches in order, each on the first pitch of its ground that is free."""
    free_from: dict[tuple[str, dt.date], list[int]] = defaultdict(list)
    done = []
    for one in sorted(
        planned, key=lambda one: (one.date, one.start, one.venue_id, one.match.match_id)
    ):
        pitches = free_from[one.venue_id, one.date]
        at = next((at for at, free in enumerate(pitches) if free <= one.start), len(pitches))
        competition = season.competition_of[one.match.competition_id]
        free = one.end + competition.changeover_min
        ends = [
            opening.end
            for opening in season.openings(season.venue_of[one.venue_id], one.date)
            if opening.start <= one.start and one.end <= opening.end
        ]
        pitches[at : at + 1] = [min([free, *ends])]
        done.append(replace(one, pitch=at + 1))
    return tuple(done)
