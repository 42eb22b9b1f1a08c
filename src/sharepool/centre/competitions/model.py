"""The whole of a small season as one CP-SAT model: better fixtures, or the proof that none are.

Every rule and term stands here a second time. Settled matches stay, whatever rule they break among
themselves; others keep every rule with them. Where a team may have several matches at home on one
day, breaks are left out, so that the bound stays true and no more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sharepool.base.native import run_native
from sharepool.centre.competitions.arrays import SeasonArrays, free_sides, league_days
from sharepool.centre.competitions.options import Candidates
from sharepool.centre.competitions.rows import Competition
from sharepool.centre.competitions.types import Match
from sharepool.problem.cells import MINUTES_PER_DAY

Arrangement = tuple[NDArray[np.int32], NDArray[np.int32]]
"""The slot of each match (−1: none), and whether its sides are turned round."""


def alone_bound(arrays: SeasonArrays, unplanned: int) -> int:
    """Return what each match costs at least if there were no other (a proven bound of them all)."""
    return sum(
        min([unplanned, *(int(choice.cost.min()) for choice in pair if len(choice.cost))])
        for pair in arrays.choices
    )


class _Start(NamedTuple):
    """A variable: a match at a start, and what rules look at."""

    literal: Any
    at: int
    slot: int
    flipped: int
    day: int
    start: int
    end: int
    venue: int
    cost: int

    @property
    def moment(self) -> int:
        return self.day * MINUTES_PER_DAY + self.start


class FixtureModel:
    """A season as a CP-SAT model.

    Parameters
    ----------
    candidates : Candidates
    arrays : SeasonArrays
    """

    MOST_STARTS: ClassVar[int] = 12_000
    """Candidate starts of all matches, beyond which a model would only take time."""

    def __init__(self, candidates: Candidates, arrays: SeasonArrays) -> None:
        from ortools.sat.python import cp_model

        self._candidates, self._season = candidates, candidates.season
        self._matches, self._homes = arrays.matches, arrays.homes
        self._settled = [task.frozen is not None for task in candidates.tasks]
        self._model = cp_model.CpModel()
        self._slots = arrays.arrays["slot"].reshape(-1, 6)
        self._cells = np.diff(arrays.arrays["cell_ptr"])
        self._costs: list[Any] = []
        self._turned = [
            self._model.new_bool_var("") if free else 0 for free in free_sides(candidates)
        ]
        self._starts = [list(self._starts_of(at, arrays)) for at in range(len(self._matches))]
        self._of_team: dict[str, list[_Start]] = defaultdict(list)
        for match, starts in zip(self._matches, self._starts, strict=True):
            for team_id in match.team_ids:
                self._of_team[team_id] += starts
        self._add_matches()
        self._add_grounds()
        self._add_teams()
        self._add_coaches()
        self._add_sides()
        self._add_returns()
        self._add_order()
        self._add_played()

    @classmethod
    def fits(cls, arrays: SeasonArrays) -> bool:
        """Return whether a season is small enough."""
        return int(arrays.arrays["option_ptr"][-1]) <= cls.MOST_STARTS

    def solve(
        self,
        slots: NDArray[np.int32],
        flipped: NDArray[np.int32],
        *,
        seconds: float,
        seed: int,
    ) -> tuple[Arrangement | None, int]:
        """Return fixtures at least as good as those given, if any are found, and a proven bound.

        Parameters
        ----------
        slots, flipped : array
            Those of each match in the fixtures to begin with.
        seconds : float
        seed : int
        """
        from ortools.sat.python import cp_model

        self._model.minimize(sum(self._costs))
        for at, starts in enumerate(self._starts):
            for one in starts:
                chosen = one.slot == slots[at] and one.flipped == flipped[at]
                self._model.add_hint(one.literal, bool(chosen))
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = seed
        solver.parameters.catch_sigint_signal = False
        status = run_native(lambda: solver.solve(self._model), solver.stop_search)
        bound = max(0, int(np.ceil(solver.best_objective_bound - 1e-6)))
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            return None, bound
        found, turned = np.full_like(slots, -1), np.zeros_like(flipped)
        for at, starts in enumerate(self._starts):
            turned[at] = solver.value(self._turned[at])
            for one in starts:
                if solver.value(one.literal):
                    found[at], turned[at] = one.slot, one.flipped
        return (found, turned), bound

    def _starts_of(self, at: int, arrays: SeasonArrays) -> Iterator[_Start]:
        base = arrays.slot_base[self._matches[at].competition_id]
        for flipped, choice in enumerate(arrays.choices[at]):
            for row, cost in zip(choice.slots.tolist(), choice.cost.tolist(), strict=True):
                day, start, end, venue, _, _ = self._slots[base + row].tolist()
                literal = self._model.new_bool_var("")
                yield _Start(literal, at, base + row, flipped, day, start, end, venue, cost)

    def _add_matches(self) -> None:
        """(1): every match once, or not at all at a price; turned round as its start says."""
        for at, starts in enumerate(self._starts):
            missing = 0 if self._settled[at] else self._model.new_bool_var("")
            self._model.add_exactly_one([one.literal for one in starts] + [missing])
            self._costs.append(self._season.rules.unplanned * missing)
            self._costs += [one.cost * one.literal for one in starts if one.cost]
            if not isinstance(self._turned[at], int):
                for one in starts:
                    self._model.add(self._turned[at] == one.flipped).only_enforce_if(one.literal)

    def _add_grounds(self) -> None:
        """(4): no moment of a ground holds more than its pitches."""
        covering: dict[int, list[Any]] = defaultdict(list)
        for starts in self._starts:
            for one in starts:
                first, last = self._slots[one.slot, 4:6].tolist()
                for cell in range(first, last):
                    covering[cell].append(one.literal)
        for cell, literals in covering.items():
            if len(literals) > self._cells[cell]:
                self._model.add(sum(literals) <= int(self._cells[cell]))

    def _add_teams(self) -> None:
        """(2): rest between dates, pauses on a date, windows hard and soft; idle time, breaks."""
        for team in self._season.teams:
            starts = self._of_team[team.team_id]
            competition = self._season.competition_of[team.competition_id]
            by_day: dict[int, list[_Start]] = defaultdict(list)
            for one in starts:
                by_day[one.day].append(one)
            for same in by_day.values():
                if len(same) > competition.max_day:
                    self._hold(same, competition.max_day)
            if competition.max_day == 1:
                self._at_most(by_day, competition.rest_days, 1)
            else:
                self._add_days(by_day, competition)
            for window in self._season.windows_of(competition.competition_id):
                self._at_most(by_day, window.span_days, window.matches, window.weight, competition)
            once = competition.max_day == 1 and not any(map(self._settled_twice, by_day.values()))
            if competition.home and once and self._season.rules.breaks:
                self._add_breaks(team.team_id, by_day)

    def _at_most(
        self,
        by_day: dict[int, list[_Start]],
        span: int,
        most: int,
        weight: int | None = None,
        competition: Competition | None = None,
    ) -> None:
        """Add that windows of days hold at most so many starts, or pay a weight for each more."""
        first, last = min(by_day, default=0), max(by_day, default=-1)
        if competition is not None:
            first = self._candidates.day_of(competition.from_)
            last = self._candidates.day_of(competition.until) - span + 1
        for begin in range(first, last + 1):
            held = [one for day in range(begin, begin + span) for one in by_day.get(day, ())]
            if len(held) <= most:
                continue
            if weight is None:
                self._hold(held, most)
            elif weight:
                more = self._model.new_int_var(0, len(held), "")
                self._model.add(sum(one.literal for one in held) - more <= most)
                self._costs.append(weight * more)

    def _settled_twice(self, same: Iterable[_Start]) -> bool:
        return sum(self._settled[one.at] for one in same) > 1

    def _hold(self, starts: Sequence[_Start], most: int) -> None:
        """Add that at most so many starts are taken, or as many as settled matches have taken."""
        settled = sum(self._settled[one.at] for one in starts)
        self._model.add(sum(one.literal for one in starts) <= max(most, settled))

    def _add_days(self, by_day: dict[int, list[_Start]], competition: Competition) -> None:
        """Add rest between used days, pauses within them, and idle minutes."""
        used: dict[int, list[_Start]] = {}
        for day, same in by_day.items():
            literal = self._model.new_bool_var("")
            for one in same:
                self._model.add_implication(one.literal, literal)
            settled = (one for one in same if self._settled[one.at])
            used[day] = [next(settled, same[0])._replace(literal=literal)]
            self._apart(same, competition.rest_min)
            if self._season.rules.idle:
                self._add_idle(same)
        self._at_most(used, competition.rest_days, 1)

    def _apart(self, same: Sequence[_Start], pause: int) -> None:
        """Add that of starts on one day no two overlap, pause and road included."""
        for moment in {one.start for one in same}:
            covering = [
                one for one in same if one.start <= moment < max(one.end + pause, one.start + 1)
            ]
            if len({one.at for one in covering}) > 1:
                self._hold(covering, 1)
        sites = [venue.site_id for venue in self._season.venues]
        for one in same:
            for other in same:
                way = self._season.way_min(sites[one.venue], sites[other.venue])
                late = one.at != other.at and one.start <= other.start
                both = self._settled[one.at] and self._settled[other.at]
                if late and not both and way > pause and other.start - one.end < way:
                    self._model.add_at_most_one([one.literal, other.literal])

    def _add_idle(self, same: Sequence[_Start]) -> None:
        last = self._model.new_int_var(0, MINUTES_PER_DAY, "")
        first = self._model.new_int_var(0, MINUTES_PER_DAY, "")
        for one in same:
            self._model.add(last >= one.end).only_enforce_if(one.literal)
            self._model.add(first <= one.start).only_enforce_if(one.literal)
        idle = self._model.new_int_var(0, MINUTES_PER_DAY, "")
        busy = sum((one.end - one.start) * one.literal for one in same)
        self._model.add(idle >= last - first - busy)
        self._costs.append(self._season.rules.idle * idle)

    def _add_breaks(self, team_id: str, by_day: dict[int, list[_Start]]) -> None:
        """Keep where a team last played; the same side again is a break."""
        before = self._model.new_bool_var("")  # free: the first match is no break
        for day in sorted(by_day):
            side = self._model.new_bool_var("")
            here: list[Any] = []
            there: list[Any] = []
            for one in by_day[day]:
                match = self._matches[one.at]
                host = match.away if one.flipped else match.home
                (here if host.team_id == team_id else there).append(one.literal)
            for literals, value in ((here, 1), (there, 0)):
                for literal in literals:
                    self._model.add(side == value).only_enforce_if(literal)
                if literals:
                    again = self._model.new_bool_var("")
                    staying = before if value else 1 - before
                    self._model.add(again >= sum(literals) + staying - 1)
                    self._costs.append(self._season.rules.breaks * again)
            idle = self._model.new_bool_var("")
            self._model.add(sum(here) + sum(there) + idle >= 1)
            self._model.add(side == before).only_enforce_if(idle)
            before = side

    def _add_coaches(self) -> None:
        """(3): a coach's matches do not overlap, the road included."""
        for coach in sorted({team.coach_id for team in self._season.teams} - {""}):
            teams = {team.team_id for team in self._season.teams if team.coach_id == coach}
            if len(teams) == 1:
                continue
            by_day: dict[int, list[_Start]] = defaultdict(list)
            for match, starts in zip(self._matches, self._starts, strict=True):
                if teams.intersection(match.team_ids):
                    for one in starts:
                        by_day[one.day].append(one)
            for same in by_day.values():
                self._apart(same, 0)

    def _add_sides(self) -> None:
        """(5): in a single round robin, as often at home as away, give or take one."""
        home: dict[str, list[Any]] = defaultdict(list)
        for match, turned in zip(self._matches, self._turned, strict=True):
            if not isinstance(turned, int):
                home[match.home.team_id].append(1 - turned)
                home[match.away.team_id].append(turned)
        for team_id, literals in home.items():
            self._model.add_linear_constraint(sum(literals), *self._homes[team_id])

    def _add_returns(self) -> None:
        """(6): days between the two matches of a pair."""
        index = {match.match_id: at for at, match in enumerate(self._matches)}
        for at, match in enumerate(self._matches):
            other = index.get(match.returns, -1)
            if other < at:
                continue
            by_day: dict[int, list[_Start]] = defaultdict(list)
            for one in (*self._starts[at], *self._starts[other]):
                by_day[one.day].append(one)
            competition = self._season.competition_of[match.competition_id]
            self._at_most(by_day, competition.min_return_days, 1)

    def _add_order(self) -> None:
        """(8): a match follows those that feed it."""
        index = {match.match_id: at for at, match in enumerate(self._matches)}
        for at, match in enumerate(self._matches):
            for match_id in match.after:
                early = index.get(match_id)
                if early is not None and not (self._settled[early] and self._settled[at]):
                    self._follow(self._starts[early], self._starts[at], match)

    def _follow(self, early: Sequence[_Start], late: Sequence[_Start], match: Match) -> None:
        """Add that no start of a match comes too soon after one of a feeder.

        What is too soon after a start is so after every later one: a row for each moment is enough.
        """
        competition = self._season.competition_of[match.competition_id]
        for moment in sorted({one.moment for one in early}):
            first = next(one for one in early if one.moment == moment)
            soon = [two.literal for two in late if not _follows(first, two, competition)]
            after = [one.literal for one in early if one.moment >= moment]
            if soon:
                self._model.add_at_most_one(after + soon)

    def _add_played(self) -> None:
        """(7): by how much matches played differ in a group, date by date."""
        rules = self._season.rules
        groups: dict[tuple[str, str], set[str]] = defaultdict(set)
        for match in self._matches:
            if match.stage == "group":
                groups[match.competition_id, match.group].update(match.team_ids)
        for own, teams in groups.items() if rules.played else ():
            days = league_days(self._candidates, own[0])
            for day in days:
                so_far = [sum(self._played_until(day, team, own)) for team in sorted(teams)]
                least, most = (self._model.new_int_var(0, len(self._matches), "") for _ in range(2))
                for count in so_far:
                    self._model.add(count >= least)
                    self._model.add(count <= most)
                beyond = self._model.new_int_var(0, len(self._matches), "")
                self._model.add(beyond >= most - least - rules.played_free)
                self._costs.append(rules.played * beyond)

    def _played_until(self, day: int, team_id: str, own: tuple[str, str]) -> Iterable[Any]:
        return [
            one.literal
            for one in self._of_team[team_id]
            if one.day <= day
            and (self._matches[one.at].competition_id, self._matches[one.at].group) == own
            and self._matches[one.at].stage == "group"
        ]


def _follows(early: _Start, late: _Start, competition: Competition) -> bool:
    if early.day == late.day:
        return competition.max_day > 1 and late.start - early.end >= competition.rest_min
    return late.day - early.day >= competition.rest_days
