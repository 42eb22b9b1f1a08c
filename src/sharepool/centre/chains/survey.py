"""How the chains of a problem stand: which are broken and where, and whom the plan serves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from sharepool.centre.chains.types import (
    PATTERN,
    ChainGap,
    ChainGapKind,
    ChainMemberState,
    ChainState,
    ChainStates,
)
from sharepool.problem.itinerary import Itinerary
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import ChainMember
from sharepool.problem.travel import TravelTimes


def survey_chains(
    problem: Problem,
    plan: Plan | None = None,
    *,
    pattern: Mapping[str, int] = PATTERN,
    max_way_min: int | None = None,
) -> ChainStates:
    """Return how each chain stands: its schools by stage, and where it is broken.

    Parameters
    ----------
    problem : Problem
    plan : Plan, optional
        To say whether it serves each member.
    pattern : mapping of str to int
        Schools that a chain should have of each stage, the lowest stage first.
    max_way_min : int, optional
        How far the next stage may be; by default the problem's ``limits.max_leg_min``.

    Returns
    -------
    ChainStates
        In the order in which the chains first appear.

    Examples
    --------
    >>> import sharepool as sp
    >>> county = sp.read_problem("data/samples/county")
    >>> chains = sp.survey_chains(county)
    >>> len(chains), sum(len(chain.gaps) for chain in chains)
    (1, 1)
    >>> print(chains[0].gaps[0].text(county))
    青澜县足球621: from 双岭镇中心小学 (A-TP14) the next stage is 86 minutes away; the limit is 75.
    """
    survey = _Survey(problem, plan, pattern, max_way_min)
    rows: dict[tuple[str, str], list[ChainMember]] = defaultdict(list)
    for row in problem.chains:
        rows[row.chain_id, row.skill].append(row)
    return ChainStates((survey.of_chain(*key, members) for key, members in rows.items()), problem)


class _Survey:
    """What members of chains are asked about."""

    def __init__(
        self,
        problem: Problem,
        plan: Plan | None,
        pattern: Mapping[str, int],
        max_way_min: int | None,
    ) -> None:
        self._problem = problem
        self._pattern = pattern
        self._next = dict(zip(pattern, [*pattern][1:], strict=False))
        limit = problem.rules.limits.max_leg_min
        self._limit = limit if max_way_min is None else max_way_min
        self._travel = TravelTimes(problem)
        self._wanted = {
            (demand.site_id, demand.skill)
            for demand in problem.demands
            if not problem.is_dormant(demand)
        }
        self._received = None if plan is None else _count_sessions(Itinerary(problem, plan))

    def of_chain(self, chain_id: str, skill: str, rows: Sequence[ChainMember]) -> ChainState:
        """Return how one chain stands."""
        counts = Counter(self._stage_of(row) for row in rows)
        schools = {stage: counts[stage] for stage in (*self._pattern, *counts)}
        members = tuple(self._member(row, rows) for row in rows)
        gaps = [
            ChainGap(ChainGapKind.SHORT, chain_id, skill, stage, amount=counts[stage], limit=wanted)
            for stage, wanted in self._pattern.items()
            if counts[stage] < wanted
        ]
        for member in members:
            gaps += self._gaps_of(chain_id, skill, member)
        return ChainState(chain_id, skill, schools, members, tuple(gaps))

    def _stage_of(self, row: ChainMember) -> str:
        return row.stage or self._problem.site_of[row.site_id].stage

    def _member(self, row: ChainMember, rows: Iterable[ChainMember]) -> ChainMemberState:
        stage = self._stage_of(row)
        above = [
            other.site_id
            for other in rows
            if stage in self._next and self._stage_of(other) == self._next[stage]
        ]
        # A way that is not known comes after all others.
        ways = sorted(
            (way < 0, way, site_id) for site_id in above for way in [self._way(row, site_id)]
        )
        _, way_min, next_id = ways[0] if ways else (None, None, None)
        return ChainMemberState(
            site_id=row.site_id,
            stage=stage,
            next_id=next_id,
            way_min=None if way_min is None or way_min < 0 else way_min,
            due=row.min_sessions if self._problem.is_open(row.site_id) else 0,
            received=None if self._received is None else self._received[row.site_id, row.skill],
        )

    def _way(self, row: ChainMember, site_id: str) -> int:
        mode = self._problem.rules.travel.default_mode
        return self._travel.minutes(mode, row.site_id, site_id)

    def _gaps_of(self, chain_id: str, skill: str, member: ChainMemberState) -> Iterator[ChainGap]:
        def gap(
            kind: ChainGapKind, amount: int | None = None, limit: int | None = None
        ) -> ChainGap:
            return ChainGap(kind, chain_id, skill, member.stage, member.site_id, amount, limit)

        way_min = member.way_min
        if member.next_id is not None and (way_min is None or way_min > self._limit):
            yield gap(ChainGapKind.FAR, way_min, self._limit)
        if not self._problem.is_open(member.site_id):
            yield gap(ChainGapKind.CLOSED)
        elif member.due and (member.site_id, skill) not in self._wanted:
            yield gap(ChainGapKind.NO_DEMAND)
        elif member.received is not None and member.received < member.due:
            yield gap(ChainGapKind.UNSERVED, member.received, member.due)


def _count_sessions(week: Itinerary) -> Counter[tuple[str, str]]:
    """Return the sessions of each sport at each site, a team's once."""
    events = chain.from_iterable(week.events_of.values())
    return Counter((one.demand.site_id, one.demand.skill) for one in events)
