"""A season as the arrays that the compiled search reads (see ``csrc/season.h``)."""

from __future__ import annotations

import ctypes
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from sharepool.centre.competitions.options import Candidates, Choice
from sharepool.centre.competitions.settling import list_matches
from sharepool.centre.competitions.sides import home_ranges, sides_are_free
from sharepool.centre.competitions.types import Match

NOBODY = -1
HARD = -1

ARRAYS = (
    "sizes",
    "match",
    "option_ptr",
    "option",
    "slot",
    "cell_ptr",
    "rule",
    "window",
    "team",
    "team_match",
    "before_ptr",
    "before",
    "after_ptr",
    "after",
    "road",
    "league",
    "league_day",
    "day_place",
)
"""The fields of ``season_t``, in order."""


class SeasonStruct(ctypes.Structure):
    """``season_t``: a pointer for each array."""

    _fields_ = [(name, ctypes.POINTER(ctypes.c_int32)) for name in ARRAYS]


class SeasonArrays:
    """Every array of a season, and what its numbers stand for.

    Parameters
    ----------
    candidates : Candidates

    Attributes
    ----------
    struct : SeasonStruct
        Points into the arrays, which live as long as this object.
    slot_base : dict of str to int
        By competition the number of its first slot; the others follow.
    homes : mapping of str to (int, int)
        By team how often at least and at most it is at home, where sides are free.
    """

    def __init__(self, candidates: Candidates) -> None:
        self._candidates = candidates
        self._season = candidates.season
        self._matches = [task.match for task in candidates.tasks]
        self.homes = home_ranges(self._season, list_matches(self._season), self._matches)
        self._index = {match.match_id: at for at, match in enumerate(self._matches)}
        self._team = {team.team_id: at for at, team in enumerate(self._season.teams)}
        self._people = {
            one: at
            for at, one in enumerate(sorted({team.coach_id for team in self._season.teams} - {""}))
        }
        self.slot_base: dict[str, int] = {}
        total = 0
        for competition_id, slots in candidates.slots_of.items():
            self.slot_base[competition_id] = total
            total += len(slots)
        self.choices = [candidates.choices(task) for task in candidates.tasks]
        self.arrays: dict[str, NDArray[np.int32]] = {}
        self._fill()
        self.struct = SeasonStruct(
            *(self.arrays[name].ctypes.data_as(ctypes.POINTER(ctypes.c_int32)) for name in ARRAYS)
        )

    @property
    def matches(self) -> list[Match]:
        """The matches by number."""
        return self._matches

    def place_of(self, slot: int) -> tuple[str, int]:
        """Return the competition of a slot and its row among the competition's slots."""
        owner = max(
            (base, name)
            for name, base in self.slot_base.items()
            if base <= slot and len(self._candidates.slots_of[name])
        )
        return owner[1], slot - owner[0]

    def _fill(self) -> None:
        self._fill_options()
        self._fill_slots()
        self._fill_rules()
        self._fill_leagues()
        self._fill_teams()
        self._fill_matches()
        sites = [one.site_id for one in self._season.venues]
        self._put("road", [[self._season.way_min(a, b) for b in sites] for a in sites])
        rules = self._season.rules
        self._put(
            "sizes",
            [
                len(self._matches),
                len(self._team),
                len(self._people),
                len(self.arrays["slot"]) // 6,
                len(self.arrays["cell_ptr"]) - 1,
                self._candidates.days,
                len(self.arrays["league"]) // 4,
                len(sites),
                rules.unplanned,
                rules.breaks,
                rules.idle,
                rules.played,
                rules.played_free,
            ],
        )

    def _put(self, name: str, values: object) -> None:
        array = np.ascontiguousarray(np.array(values, dtype=np.int32).reshape(-1))
        # ctypes needs an address, even of nothing.
        self.arrays[name] = array if len(array) else np.zeros(1, dtype=np.int32)[:0]

    def _fill_options(self) -> None:
        pointers, parts = [0], []
        for match, pair in zip(self._matches, self.choices, strict=True):
            for choice in pair:
                parts.append(self._options(match, choice))
                pointers.append(pointers[-1] + len(choice.slots))
        self._put("option_ptr", pointers)
        self._put("option", np.concatenate(parts) if parts else [])

    def _options(self, match: Match, choice: Choice) -> NDArray[np.int32]:
        slots = choice.slots + np.int32(self.slot_base[match.competition_id])
        return np.stack([slots, choice.cost], axis=1).astype(np.int32)

    def _fill_slots(self) -> None:
        """Cut each ground's day at every start and end: the cells that matches take."""
        every = [
            np.stack([s.day, s.start, s.end, s.venue, s.free], axis=1)
            for s in self._candidates.slots_of.values()
        ]
        table = np.concatenate(every) if every else np.zeros((0, 5), dtype=np.int32)
        frozen = Counter[int]()
        for match, task, (choice, _) in zip(
            self._matches, self._candidates.tasks, self.choices, strict=True
        ):
            if task.frozen is not None:
                frozen.update((choice.slots + self.slot_base[match.competition_id]).tolist())
        rows = np.zeros((len(table), 6), dtype=np.int32)
        rows[:, :4] = table[:, :4]
        groups: dict[tuple[int, int], list[int]] = defaultdict(list)
        for at, (day, _, _, venue, _) in enumerate(table.tolist()):
            groups[day, venue].append(at)
        pointers = [0]
        for (day, venue), members in groups.items():
            own = table[members]
            cuts = np.unique(np.concatenate([own[:, 1], own[:, 4]]))
            first = len(pointers) - 1
            rows[members, 4] = first + np.searchsorted(cuts, own[:, 1])
            rows[members, 5] = first + np.searchsorted(cuts, own[:, 4])
            held = np.zeros(len(cuts), dtype=np.int64)
            for at in members:
                held[rows[at, 4] - first : rows[at, 5] - first] += frozen[at]
            for cut, least in zip(cuts[:-1].tolist(), held.tolist(), strict=False):
                pointers.append(pointers[-1] + max(self._pitches(day, venue, cut), least))
        self._put("slot", rows)
        self._put("cell_ptr", pointers)

    def _pitches(self, day: int, venue: int, minute: int) -> int:
        ground = self._season.venues[venue]
        date = self._candidates.first_date + np.timedelta64(day, "D").astype(object)
        return max(
            (
                opening.pitches
                for opening in self._season.openings(ground, date)
                if opening.start <= minute < opening.end
            ),
            default=0,
        )

    def _fill_rules(self) -> None:
        rules: list[list[int]] = []
        windows: list[int] = []
        for one in self._season.competitions:
            begun = len(windows) // 3
            for window in self._season.windows_of(one.competition_id):
                weight = HARD if window.weight is None else window.weight
                windows += [window.span_days, window.matches, weight]
            rules.append(
                [
                    one.rest_days,
                    one.rest_min,
                    one.max_day,
                    one.min_return_days,
                    self._candidates.day_of(one.from_),
                    self._candidates.day_of(one.until),
                    begun,
                    len(windows) // 3,
                    int(one.home),
                ]
            )
        self._put("rule", rules)
        self._put("window", windows)

    def _fill_leagues(self) -> None:
        """One league a group: the matches, teams and dates over which `played` is compared."""
        self._league: dict[tuple[str, str], int] = {}
        self._place: dict[str, int] = {}
        played: Counter[str] = Counter()
        teams: dict[tuple[str, str], list[str]] = defaultdict(list)
        for match in self._matches:
            if match.stage == "group":
                own = match.competition_id, match.group
                self._league.setdefault(own, len(self._league))
                played.update(match.team_ids)
                teams[own] += [one for one in match.team_ids if one not in teams[own]]
        rows, places = [], []
        days: list[int] = []
        for own, members in teams.items():
            dates = league_days(self._candidates, own[0])
            for place, team_id in enumerate(members):
                self._place[team_id] = place
            most = max(played[team_id] for team_id in members)
            rows.append([len(days), len(days) + len(dates), len(members), most])
            places.append(
                len(days) + np.searchsorted(dates, np.arange(self._candidates.days), side="left")
            )
            days += dates
        self._put("league", rows)
        self._put("league_day", days)
        self._put("day_place", np.concatenate(places) if places else [])

    def _fill_teams(self) -> None:
        of_team: dict[str, list[int]] = defaultdict(list)
        for at, match in enumerate(self._matches):
            for team_id in match.team_ids:
                of_team[team_id].append(at)
        rows: list[list[int]] = []
        listed: list[int] = []
        for team in self._season.teams:
            begun = len(listed)
            listed += of_team[team.team_id]
            coach = self._people.get(team.coach_id, NOBODY)
            place = self._place.get(team.team_id, NOBODY)
            homes = self.homes.get(team.team_id, (0, 0))
            rows.append([coach, place, *homes, begun, len(listed)])
        self._put("team", rows)
        self._put("team_match", listed)

    def _fill_matches(self) -> None:
        rule = {one.competition_id: at for at, one in enumerate(self._season.competitions)}
        rows = []
        for match, task in zip(self._matches, self._candidates.tasks, strict=True):
            grouped = match.stage == "group"
            rows.append(
                [
                    self._team.get(match.home.team_id, NOBODY),
                    self._team.get(match.away.team_id, NOBODY),
                    rule[match.competition_id],
                    self._index.get(match.returns, NOBODY),
                    int(task.frozen is not None),
                    int(grouped and (not match.returns)),
                    self._league[match.competition_id, match.group] if grouped else NOBODY,
                ]
            )
        self._put("match", rows)
        before = [
            [self._index[one] for one in match.after if one in self._index]
            for match in self._matches
        ]
        after: list[list[int]] = [[] for _ in self._matches]
        for at, earlier in enumerate(before):
            for one in earlier:
                after[one].append(at)
        self._lists("before", before)
        self._lists("after", after)

    def _lists(self, name: str, rows: Sequence[Iterable[int]]) -> None:
        flat, pointers = [], [0]
        for row in rows:
            flat += list(row)
            pointers.append(len(flat))
        self._put(name, flat)
        self._put(f"{name}_ptr", pointers)


def league_days(candidates: Candidates, competition_id: str) -> list[int]:
    """Return the days on which a competition may play or does, in order."""
    season = candidates.season
    days = {
        candidates.day_of(date) for date in season.dates_of(season.competition_of[competition_id])
    }
    days |= {
        candidates.day_of(task.frozen.date)
        for task in candidates.tasks
        if task.frozen and task.match.competition_id == competition_id
    }
    return sorted(days)


def free_sides(candidates: Candidates) -> list[bool]:
    """Return for each match whether its sides may be turned round."""
    return [sides_are_free(candidates.season, task.match) for task in candidates.tasks]
