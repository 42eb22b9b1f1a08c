"""Whether fixtures keep every hard rule: a function a rule, from the tables alone.

Nothing here knows how fixtures are found. What was settled before (played, or published before the
planning began) is not judged against itself: where every match concerned is settled, there is no
flaw.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise

from sharepool.centre.competitions.rows import Competition, FixedMatch
from sharepool.centre.competitions.season import Season, blackout_span, moment_at
from sharepool.centre.competitions.settling import list_matches
from sharepool.centre.competitions.types import Fixtures, Match, PlannedMatch, Side


@dataclass(frozen=True, order=True)
class FixtureFlaw:
    """A hard rule that fixtures break.

    Attributes
    ----------
    code : str
        ``F00`` … ``F13``.
    match_ids : tuple of str
        The matches concerned.
    subject : str
        The team, coach, ground or row concerned; empty where the matches say it all.
    """

    code: str
    match_ids: tuple[str, ...]
    subject: str = ""

    def text(self, season: Season, lang: str = "en") -> str:
        """Return what is broken, as a sentence.

        Raises
        ------
        ValueError
            If the language is not known.
        """
        from sharepool.centre.competitions.words import wording

        return wording(season, lang).of_flaw(self)


@dataclass(frozen=True)
class _Plan:
    """Fixtures, and what rules ask of them."""

    season: Season
    fixtures: Fixtures

    @cached_property
    def listed(self) -> dict[str, Match]:
        return {match.match_id: match for match in list_matches(self.season)}

    @cached_property
    def planned(self) -> tuple[PlannedMatch, ...]:
        return self.fixtures.matches

    @cached_property
    def by_id(self) -> dict[str, PlannedMatch]:
        return {one.match.match_id: one for one in self.planned}

    @cached_property
    def of_team(self) -> dict[str, list[PlannedMatch]]:
        found: dict[str, list[PlannedMatch]] = defaultdict(list)
        for one in sorted(self.planned, key=lambda one: (one.date, one.start)):
            for team_id in one.team_ids:
                found[team_id].append(one)
        return found

    @cached_property
    def of_coach(self) -> dict[str, list[PlannedMatch]]:
        found: dict[str, list[PlannedMatch]] = defaultdict(list)
        for one in sorted(self.planned, key=lambda one: (one.date, one.start)):
            coaches = {self.season.team_of[team_id].coach_id for team_id in one.team_ids}
            for coach in coaches - {""}:
                found[coach].append(one)
        return found

    def competition(self, one: PlannedMatch) -> Competition:
        return self.season.competition_of[one.match.competition_id]

    def counts_sides(self, match: Match) -> bool:
        home = self.season.competition_of[match.competition_id].home
        return home and match.stage == "group" and not match.returns

    def way(self, one: PlannedMatch, other: PlannedMatch) -> int:
        sites = (self.season.venue_of[match.venue_id].site_id for match in (one, other))
        return self.season.way_min(*sites)

    def at_home(self, team_id: str, skill: str) -> set[str]:
        team = self.season.team_of[team_id]
        if team.home_venue:
            return {team.home_venue}
        return {
            venue.venue_id
            for venue in self.season.venues
            if venue.site_id == team.site_id and skill in venue.skills
        }


def check_fixtures(season: Season, fixtures: Fixtures) -> tuple[FixtureFlaw, ...]:
    """Return every hard rule that fixtures break; nothing if they are legal.

    Parameters
    ----------
    season : Season
    fixtures : Fixtures

    Examples
    --------
    >>> import sharepool as sp
    >>> season = sp.read_season("data/samples/season")
    >>> fixtures = sp.plan_fixtures(season, stop=sp.Stop(seconds=None, work=0.1))
    >>> sp.check_fixtures(season, fixtures)
    ()
    """
    plan = _Plan(season, fixtures)
    flaws = list(known(plan))
    if not flaws:
        flaws = [flaw for rule in RULES for flaw in rule(plan)]
    settled = {one.match.match_id for one in fixtures.matches if one.frozen}
    return tuple(
        flaw
        for flaw in sorted(set(flaws))
        if not flaw.match_ids or not settled.issuperset(flaw.match_ids)
    )


def known(plan: _Plan) -> Iterator[FixtureFlaw]:
    """F00, F01: every match is one of the season's, with its sides, planned once or unplanned."""
    wanted = plan.listed
    there = Counter(one.match.match_id for one in plan.planned)
    there.update(one.match.match_id for one in plan.fixtures.unplanned)
    for one in plan.planned:
        match = wanted.get(one.match.match_id)
        if match is None:
            continue
        if one.venue_id not in plan.season.venue_of:
            yield FixtureFlaw("F00", (one.match.match_id,), one.venue_id)
            continue
        sides = (one.home, one.away)
        turned = plan.counts_sides(match) and sides == (match.away, match.home)
        if sides != (match.home, match.away) and not turned:
            yield FixtureFlaw("F00", (one.match.match_id,))
    for match_id, count in there.items():
        if match_id not in wanted:
            yield FixtureFlaw("F00", (match_id,))
        if count > 1:
            yield FixtureFlaw("F01", (match_id,))


def open_ground(plan: _Plan) -> Iterator[FixtureFlaw]:
    """F02: on a date of the competition, within the opening of a ground for the sport."""
    for one in plan.planned:
        competition = plan.competition(one)
        venue = plan.season.venue_of[one.venue_id]
        fits = (
            competition.from_ <= one.date <= competition.until
            and one.date.isoweekday() in competition.days
            and competition.skill in venue.skills
            and one.end - one.start == competition.match_min
            and any(
                opening.start <= one.start and one.end <= opening.end and opening.pitches
                for opening in plan.season.openings(venue, one.date)
            )
        )
        if not fits:
            yield FixtureFlaw("F02", (one.match.match_id,), one.venue_id)


def home_ground(plan: _Plan) -> Iterator[FixtureFlaw]:
    """F03: where teams play at home, a match is on the home team's ground."""
    for one in plan.planned:
        competition = plan.competition(one)
        host = one.home.team_id
        away = host and one.venue_id not in plan.at_home(host, competition.skill)
        if competition.home and away:
            yield FixtureFlaw("F03", (one.match.match_id,), host)


def free_of_blackouts(plan: _Plan) -> Iterator[FixtureFlaw]:
    """F04: no blackout of a team, its school, its coach, the competition or the ground's school."""
    for one in plan.planned:
        begin, end = moment_at(one.date, one.start), moment_at(one.date, one.end)
        rows = {row for team_id in one.team_ids for row in plan.season.blackouts_of[team_id]}
        ground = plan.season.venue_of[one.venue_id].site_id
        rows |= {
            row
            for row in plan.season.blackouts
            if row.competition_id == one.match.competition_id or row.site_id == ground
        }
        for row in rows:
            first, last = blackout_span(row)
            if first < end and begin < last:
                subject = row.team_id or row.staff_id or row.site_id or row.competition_id
                yield FixtureFlaw("F04", (one.match.match_id,), subject)


def pitches_of_grounds(plan: _Plan) -> Iterator[FixtureFlaw]:
    """F05: never more matches on a ground, changeover included, than it has pitches."""
    there: dict[tuple[str, dt.date], list[PlannedMatch]] = defaultdict(list)
    for one in plan.planned:
        there[one.venue_id, one.date].append(one)
    for (venue_id, date), matches in there.items():
        openings = plan.season.openings(plan.season.venue_of[venue_id], date)

        def until(one: PlannedMatch, openings: Sequence[tuple[int, int, int]] = openings) -> int:
            free = one.end + plan.competition(one).changeover_min
            ends = [end for start, end, _ in openings if start <= one.start and one.end <= end]
            return min([free, *ends])

        starts = {one.start for one in matches} | {opening.start for opening in openings}
        for moment in starts:
            at_once = [one for one in matches if one.start <= moment < until(one)]
            there_then = [p for start, end, p in openings if start <= moment < end]
            # Outside its openings F02 speaks.
            pitches = max(there_then, default=len(at_once))
            if len(at_once) > pitches:
                ids = tuple(sorted(one.match.match_id for one in at_once))
                yield FixtureFlaw("F05", ids, venue_id)


def rest_of_teams(plan: _Plan) -> Iterator[FixtureFlaw]:
    """F06: few enough matches a day, a pause and the road between them, days of rest else."""
    for team_id, matches in plan.of_team.items():
        competition = plan.season.competition_of[plan.season.team_of[team_id].competition_id]
        for date, count in Counter(one.date for one in matches).items():
            if count > competition.max_day:
                ids = tuple(one.match.match_id for one in matches if one.date == date)
                yield FixtureFlaw("F06", ids, team_id)
        for one, other in pairwise(matches):
            gap = (other.date - one.date).days
            pause = max(competition.rest_min, plan.way(one, other))
            short = other.start - one.end < pause if gap == 0 else gap < competition.rest_days
            if short:
                yield FixtureFlaw("F06", (one.match.match_id, other.match.match_id), team_id)


def windows_of_teams(plan: _Plan) -> Iterator[FixtureFlaw]:
    """F07: at most so many matches of a team in so many successive days."""
    for team_id, matches in plan.of_team.items():
        competition = plan.season.competition_of[plan.season.team_of[team_id].competition_id]
        for window in plan.season.windows_of(competition.competition_id):
            if window.weight is not None:
                continue
            span = dt.timedelta(days=window.span_days - 1)
            for first in matches:
                # Windows lie within the competition; near its end the last one holds the match.
                begin = min(first.date, competition.until - span)
                inside = [one for one in matches if begin <= one.date <= begin + span]
                if len(inside) > window.matches and begin >= competition.from_:
                    yield FixtureFlaw("F07", tuple(one.match.match_id for one in inside), team_id)


def one_place_of_coaches(plan: _Plan) -> Iterator[FixtureFlaw]:
    """F08: between two matches of a coach's teams there is time for the road."""
    for coach, matches in plan.of_coach.items():
        for one, other in combinations(matches, 2):
            if one.date == other.date and other.start - one.end < plan.way(one, other):
                yield FixtureFlaw("F08", (one.match.match_id, other.match.match_id), coach)


def balance_of_sides(plan: _Plan) -> Iterator[FixtureFlaw]:
    """F09: at home and away about equally often in a single round robin, at most one apart.

    A team that is further apart by what is published may stay so.
    """
    listed = {name: (match.home, match.away) for name, match in plan.listed.items()}
    planned = {one.match.match_id: (one.home, one.away) for one in plan.planned}
    planned |= {
        one.match.match_id: (one.match.home, one.match.away) for one in plan.fixtures.unplanned
    }
    before, now = _balance(plan, listed), _balance(plan, listed | planned)
    ids: dict[str, list[str]] = defaultdict(list)
    for match_id in planned:
        for team_id in plan.listed[match_id].team_ids:
            if plan.counts_sides(plan.listed[match_id]):
                ids[team_id].append(match_id)
    for team_id, difference in now.items():
        if abs(difference) > max(1, abs(before[team_id])):
            yield FixtureFlaw("F09", tuple(ids[team_id]), team_id)


def _balance(plan: _Plan, sides: Mapping[str, tuple[Side, Side]]) -> Counter[str]:
    """Return how much more often each team is at home than away where that may be free."""
    found: Counter[str] = Counter()
    for match_id, (home, away) in sides.items():
        if plan.counts_sides(plan.listed[match_id]):
            found[home.team_id] += 1
            found[away.team_id] -= 1
    return found


def days_to_return(plan: _Plan) -> Iterator[FixtureFlaw]:
    """F10: so many days between the two matches of a pair."""
    for one in plan.planned:
        other = plan.by_id.get(one.match.returns)
        if other is None or one.match.match_id > other.match.match_id:
            continue
        if abs((one.date - other.date).days) < plan.competition(one).min_return_days:
            yield FixtureFlaw("F10", (one.match.match_id, other.match.match_id))


def order_of_matches(plan: _Plan) -> Iterator[FixtureFlaw]:
    """F11: a match comes after those that feed it, with the rest between."""
    for one in plan.planned:
        competition = plan.competition(one)
        for match_id in one.match.after:
            before = plan.by_id.get(match_id)
            if before is None:
                continue
            gap = (one.date - before.date).days
            if gap == 0:
                pause = one.start - before.end
                late = competition.max_day == 1 or pause < competition.rest_min
            else:
                late = gap < competition.rest_days
            if late:
                yield FixtureFlaw("F11", (match_id, one.match.match_id))


def fixed_matches(plan: _Plan) -> Iterator[FixtureFlaw]:
    """F12: what is fixed is so, what is forbidden is not."""
    for row in plan.season.fixed:
        for one in plan.planned:
            if not _is_about(row, one):
                continue
            same = (
                (row.date is None or row.date == one.date)
                and (row.start is None or row.start == one.start)
                and row.venue_id in {"", one.venue_id}
            )
            if same != (row.kind == "require"):
                yield FixtureFlaw("F12", (one.match.match_id,))


def _is_about(row: FixedMatch, one: PlannedMatch) -> bool:
    if row.match_id:
        return row.match_id == one.match.match_id
    pair = [row.team_id, row.opponent_id]
    sides = [one.match.home.team_id, one.match.away.team_id]
    return pair == sides or (not one.match.returns and pair == sides[::-1])


def settled_stay(plan: _Plan) -> Iterator[FixtureFlaw]:
    """F13: a match that is settled is where it was published, and who is at home there."""
    for one in plan.planned:
        if one.frozen:
            published = plan.season.published.get(one.match.match_id)
            place = (one.date, one.start, one.venue_id)
            listed = plan.listed[one.match.match_id]
            if (
                published is None
                or place != (published.date, published.start, published.venue_id)
                or (one.home, one.away) != (listed.home, listed.away)
            ):
                # An empty tuple of matches: this is judged though the match is settled.
                yield FixtureFlaw("F13", (), one.match.match_id)


RULES: tuple[Callable[[_Plan], Iterator[FixtureFlaw]], ...] = (
    open_ground,
    home_ground,
    free_of_blackouts,
    pitches_of_grounds,
    rest_of_teams,
    windows_of_teams,
    one_place_of_coaches,
    balance_of_sides,
    days_to_return,
    order_of_matches,
    fixed_matches,
    settled_stay,
)
"""Every rule but the first, in order of their codes."""
