"""Every number that tunes a solve, each with its default: search, bounds, time shares, patience.

Shares are from 0 to 1; temperatures are shares of the mean weight of a missing session; work is
counted in the unit of :class:`sharepool.Stop`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, ConfigDict, Field, Strict, model_validator
from pydantic.dataclasses import dataclass


def _ascending(pair: tuple[float, float]) -> tuple[float, float]:
    if pair[0] > pair[1]:
        raise ValueError("write the smaller number first")
    return pair


_LARGEST_SPLIT = 1 + 1e-9
"""Shares that add up to 1 may be off by the rounding of their sum."""

Share = Annotated[float, Strict(), Field(ge=0, le=1)]
Amount = Annotated[float, Strict(), Field(ge=0)]
Positive = Annotated[float, Strict(), Field(gt=0)]
Count = Annotated[int, Strict(), Field(ge=0)]
PositiveCount = Annotated[int, Strict(), Field(ge=1)]
AmountRange = Annotated[tuple[Positive, Positive], AfterValidator(_ascending)]
CountRange = Annotated[tuple[PositiveCount, PositiveCount], AfterValidator(_ascending)]

_CONFIG = ConfigDict(extra="forbid", allow_inf_nan=False)


@dataclass(frozen=True, kw_only=True, config=_CONFIG)
class PortfolioParams:
    """Which strategies a problem gets, by its size and by the time there is.

    Attributes
    ----------
    most_options_tiny : int
        Possible assignments up to which one worker soon leaves the search for proofs.
    most_options_exact : int
        Possible assignments up to which CP-SAT is given the whole problem.
    most_options_in_place : int
        The same where all sessions must take place and nobody drives for any: there the search,
        which lives on what it may leave out, is at its weakest, and the road adds nothing to the
        model.
    subsolvers : int
        Subsolvers of CP-SAT on such a problem; with eight or more, neighbourhood searches are
        among them.
    seconds_per_session : float
        Seconds for each session wanted, below which a solve is too short for plans from the master
        program: a search that is still warm gains more.
    long_seconds : float
        Seconds from which on there is time for many dives.
    most_sessions_partitioned : int
        Sessions up to which the weeks of a plan are few enough for the set-partitioning heuristic;
        larger problems get the large neighbourhood search instead.
    diagnose_after_seconds : float
        Seconds without a legal plan after which the hard minimums are looked into.
    diagnose_after_share : float
        The same as a share of the time of that strategy, if that is sooner.
    diagnose_seconds : float
        Seconds that looking into them may take where the solve has no limit.
    """

    most_options_tiny: Count = 1_000
    most_options_exact: Count = 15_000
    most_options_in_place: Count = 100_000
    subsolvers: PositiveCount = 8
    seconds_per_session: Amount = 0.04
    long_seconds: Amount = 150.0
    most_sessions_partitioned: Count = 1_100
    diagnose_after_seconds: Amount = 2.0
    diagnose_after_share: Share = 0.25
    diagnose_seconds: Amount = 60.0


@dataclass(frozen=True, kw_only=True, config=_CONFIG)
class TimeSplit:
    """The share of its time that each strategy of a worker gets.

    With several workers, one of them has `first_search`, `diagnosis`, `bound`, `target` and
    `proof`; what is left of its time is split like a round. The others have the strategies that
    look for plans.

    Attributes
    ----------
    search : float
        Annealing, at the beginning: above 0, as it makes the first plan.
    helping : float
        Help with the bound, at most, until a fractional solution is there.
    solves : bool
        Whether to help on until the master program is solved.
    fractional : float
        Search from the fractional solution.
    rounds : int
        How often dives, set partitioning and large neighbourhoods follow each other.
    dives : float
        Dives, in each round.
    set_partitioning : float
        The set-partitioning heuristic, in each round.
    large_neighbourhood : float
        The large neighbourhood search, in each round.
    first_search : float
        Annealing before the bound, by who raises it: prices of routes begin at what a plan says.
    diagnosis : float
        Looking for minimums that cannot hold together, as long as there is no plan.
    target : float
        Search for a plan at the bound.
    bound : float
        Dual ascent, and enumeration where that follows.
    fractional_after_bound : float
        Search from the fractional solution, by who has raised the bound.
    proof : float
        CP-SAT on the whole problem.
    """

    search: Annotated[float, Strict(), Field(gt=0, le=1)]
    helping: Share = 0.0
    solves: bool = False
    fractional: Share = 0.0
    rounds: Count = 0
    dives: Share = 0.0
    set_partitioning: Share = 0.0
    large_neighbourhood: Share = 0.0
    first_search: Share = 0.0
    diagnosis: Share = 0.0
    target: Share = 0.0
    bound: Share = 0.0
    fractional_after_bound: Share = 0.0
    proof: Share = 0.0

    @property
    def round(self) -> float:
        """What one round takes."""
        return self.dives + self.set_partitioning + self.large_neighbourhood

    @model_validator(mode="after")
    def _add_up(self) -> Self:
        plans = self.search + self.helping + self.fractional + self.rounds * self.round
        bounds = self.first_search + self.diagnosis + self.target + self.bound + self.proof
        bounds += self.fractional_after_bound
        if max(plans, bounds) > _LARGEST_SPLIT:
            raise ValueError("the shares of one worker add up to more than 1")
        return self


@dataclass(frozen=True, kw_only=True, config=_CONFIG)
class TimeSplits:
    """The time split of each kind of solve.

    Attributes
    ----------
    tiny_alone : TimeSplit
        One worker, at most `most_options_tiny`.
    small_alone : TimeSplit
        One worker, at most `most_options_exact`.
    large_alone : TimeSplit
        One worker, a larger problem.
    small : TimeSplit
        Several workers, at most `most_options_exact`.
    in_place : TimeSplit
        Several workers, only who comes is open, at most `most_options_in_place`.
    short : TimeSplit
        Several workers, a larger problem, little or unknown time.
    medium : TimeSplit
        More than `seconds_per_session`.
    long : TimeSplit
        At least `long_seconds`.
    routes : TimeSplit
        Everything on one day, and a limit of time.
    large : TimeSplit
        More than `seconds_per_session`, more sessions than `most_sessions_partitioned`.
    """

    tiny_alone: TimeSplit = TimeSplit(search=0.01, bound=0.29, proof=0.7)
    small_alone: TimeSplit = TimeSplit(search=0.3, bound=0.4, proof=0.3)
    large_alone: TimeSplit = TimeSplit(search=0.7, bound=0.3)
    small: TimeSplit = TimeSplit(search=1.0, diagnosis=0.1, bound=0.5, proof=0.4)
    in_place: TimeSplit = TimeSplit(search=0.1, diagnosis=0.05, target=0.6, bound=0.1, proof=0.25)
    short: TimeSplit = TimeSplit(search=1.0, diagnosis=0.1, bound=0.9)
    medium: TimeSplit = TimeSplit(
        search=0.12,
        helping=0.43,
        solves=True,
        rounds=1,
        dives=0.25,
        set_partitioning=0.2,
        diagnosis=0.05,
        bound=0.55,
        fractional_after_bound=0.35,
    )
    long: TimeSplit = TimeSplit(
        search=0.1,
        helping=0.2,
        solves=True,
        rounds=4,
        dives=0.11,
        set_partitioning=0.06,
        diagnosis=0.05,
        bound=0.7,
        fractional_after_bound=0.05,
    )
    routes: TimeSplit = TimeSplit(
        search=0.1,
        helping=0.3,
        solves=True,
        rounds=2,
        dives=0.1,
        set_partitioning=0.2,
        first_search=0.02,
        diagnosis=0.05,
        bound=0.7,
    )
    large: TimeSplit = TimeSplit(
        search=0.08,
        helping=0.4,
        fractional=0.12,
        rounds=1,
        dives=0.28,
        large_neighbourhood=0.12,
        diagnosis=0.1,
        bound=0.6,
    )


@dataclass(frozen=True, kw_only=True, config=_CONFIG)
class ShortSearch:
    """A search that cools within a number of moves.

    Attributes
    ----------
    moves : int
        Moves for each session.
    temperature : float
        First temperature.
    """

    moves: PositiveCount
    temperature: Positive


@dataclass(frozen=True, kw_only=True, config=_CONFIG)
class VariedSearch:
    """A short search that is made again and again, each time from another temperature.

    Attributes
    ----------
    moves : int
        Moves for each session.
    temperature : (float, float)
        Between which the first temperature is drawn.
    """

    moves: PositiveCount
    temperature: AmountRange


@dataclass(frozen=True, kw_only=True, config=_CONFIG)
class AnnealingParams:
    """Ruin and recreate with simulated annealing.

    Attributes
    ----------
    first_temperature : float
        First temperature of a search from nothing.
    first_temperature_of_plan : float
        That of a search from a plan that should be improved, not torn down.
    first_temperature_of_fractional : float
        That of a search from the fractional solution of a large problem.
    last_temperature : float
        At which the search settles small things.
    last_road_minutes : float
        Minutes on the road that the last temperature is worth at most, however dear sessions are.
    enough_moves : float
        Moves for each session for which the last temperature is right; a search with fewer of them
        cannot settle small things and ends warmer.
    warmer_exponent : float
        Power of the lack of moves by which such a search ends warmer.
    most_warmer : float
        Factor by which it ends warmer at most.
    floor_share : float
        Share of the weight of a site's floor that counts with the weight of a missing session.
    links_per_session : float
        Links to sites that weigh as much as a session where links are all that can be gained.
    stretch_moves : int
        Moves at one temperature, to begin with.
    stretch_share : float
        Share of the time that one temperature should take.
    stretch_seconds : (float, float)
        Least and most seconds of that: short enough to stop promptly, long enough that other
        threads, which hold the interpreter's lock in between, do not slow the search down.
    short_stretches : int
        Temperatures of a short search.
    most_short_stretch : int
        Moves at one of them at most, so that a short search stops promptly.
    cycle_seconds : float
        First cycle of cooling, where there is no limit of time.
    cycle_work : float
        First cycle of cooling, where work is counted.
    cycle_growth : float
        How much longer each cycle is than the one before.
    joining : ShortSearch
        For a plan joined of what two workers found apart: both may count on a session that only
        one can give.
    """

    first_temperature: Positive = 0.6
    first_temperature_of_plan: Positive = 0.03
    first_temperature_of_fractional: Positive = 0.12
    last_temperature: Positive = 0.004
    last_road_minutes: Positive = 10.0
    enough_moves: Positive = 3_000.0
    warmer_exponent: Amount = 0.7
    most_warmer: Annotated[float, Strict(), Field(ge=1)] = 5.0
    floor_share: Amount = 0.25
    links_per_session: Amount = 4.0
    stretch_moves: PositiveCount = 300
    stretch_share: Share = 0.02
    stretch_seconds: AmountRange = (0.03, 0.25)
    short_stretches: PositiveCount = 25
    most_short_stretch: PositiveCount = 20_000
    cycle_seconds: Positive = 20.0
    cycle_work: Positive = 0.25
    cycle_growth: Annotated[float, Strict(), Field(ge=1)] = 2.0
    joining: ShortSearch = ShortSearch(moves=100, temperature=0.015)


@dataclass(frozen=True, kw_only=True, config=_CONFIG)
class PricingEffort:
    """How hard the cheapest week of one person is looked for.

    Attributes
    ----------
    labels : float
        Steps of labelling, in which weeks are put together.
    bound_steps : int
        Steps that improve the person's multipliers on bounds of days.
    list_steps : int
        Steps that improve them on the days listed.
    days : int
        Days of each weekday that are kept at most.
    route_steps : float
        Steps of labelling where a week is a route; 0: only likely routes are looked at.
    """

    labels: Positive
    bound_steps: Count
    list_steps: Count
    days: Annotated[int, Strict(), Field(ge=1, le=12_000)] = 12_000
    route_steps: Amount = 0.0


@dataclass(frozen=True, kw_only=True, config=_CONFIG)
class PricingParams:
    """Pricing of whole weeks within the dual ascent.

    Attributes
    ----------
    levels : tuple of PricingEffort
        Ever harder, tried one after the other while a person's cheapest week is not certain.
    hardest_in_pass : int
        The hardest level, from 0, that a pass over everybody may spend on a person.
    full_level : int
        The first level that leaves few days out: by its work it is judged how long bounds of days
        pay.
    uncertain_share : float
        Share of the bound by which a person's week may be uncertain before it is worth more effort.
    sharp_share : float
        People are looked at harder once what is uncertain is such a share of what the bound may
        still gain.
    """

    levels: Annotated[tuple[PricingEffort, ...], Field(min_length=1)] = (
        PricingEffort(route_steps=3e5, labels=3e3, bound_steps=2, list_steps=6, days=300),
        PricingEffort(route_steps=1e6, labels=3e4, bound_steps=4, list_steps=25),
        PricingEffort(route_steps=3e6, labels=3e5, bound_steps=4, list_steps=25),
        PricingEffort(route_steps=3e7, labels=3e6, bound_steps=10, list_steps=40),
        PricingEffort(route_steps=3e8, labels=3e7, bound_steps=30, list_steps=60),
    )
    hardest_in_pass: Count = 3
    full_level: Count = 1
    uncertain_share: Share = 2e-5
    sharp_share: Share = 0.2

    @model_validator(mode="after")
    def _has_levels(self) -> Self:
        for name in ("hardest_in_pass", "full_level"):
            if getattr(self, name) >= len(self.levels):
                raise ValueError(f"{name} is a level, from 0, that is not there")
        return self


@dataclass(frozen=True, kw_only=True, config=_CONFIG)
class SubgradientParams:
    """Deflected subgradient steps whose length falls when nothing better is found.

    Attributes
    ----------
    deflection : float
        How much of the last direction goes into the next one.
    patience : int
        Steps without a better bound before they are shortened.
    shortening : float
        Factor by which they are shortened.
    shortest : float
        Length, as a share of the first, at which steps are too short to bring anything.
    ambition : float
        How far above the best bound a step aims at first: in the coarse stage a share of the way
        to the plan's objective, over whole weeks a share of the bound.
    """

    deflection: Share
    patience: PositiveCount
    shortening: Annotated[float, Strict(), Field(gt=0, lt=1)] = 0.7
    shortest: Positive = 0.01
    ambition: Positive


@dataclass(frozen=True, kw_only=True, config=_CONFIG)
class DualAscentParams:
    """The dual ascent: coarse passes first, then passes over whole weeks, then refinement.

    Attributes
    ----------
    initial_share : float
        First duals of tasks, as a share of what a missing session costs.
    most_relaxed_pairs : int
        Pairs of person and task up to which duals of a relaxed program are tried as first ones.
    relaxed_seconds_share : float
        Share of the time left that this program may take.
    near_share : float
        Share of the plan's objective within which the first bound of a beginning settles that.
    race_passes : int
        Coarse passes after which the one of several beginnings goes on that has come farthest.
    coarse : SubgradientParams
        Steps of the coarse stage.
    whole_weeks : SubgradientParams
        Steps over whole weeks where the restricted master is not solved.
    coarse_until : float
        Share of the time until when coarse passes may go on.
    refine_from : float
        Share of the time from when on refinement begins.
    stall_passes : int
        Coarse passes over which progress is judged.
    stall_share : float
        Share of the gap that passes with the work of a full one over whole weeks should bring.
    sample : int
        People of whom the work of such a pass is estimated.
    most_rows : int
        Rows of the master up to which it is solved for new duals; beyond, subgradients lead on.
    most_weeks : int
        Weeks in the pool from which on the dearer half is dropped.
    """

    initial_share: Share = 0.8
    most_relaxed_pairs: Count = 20_000
    relaxed_seconds_share: Share = 0.1
    near_share: Amount = 0.2
    race_passes: PositiveCount = 45
    coarse: SubgradientParams = SubgradientParams(deflection=0.95, patience=10, ambition=0.25)
    whole_weeks: SubgradientParams = SubgradientParams(deflection=0.7, patience=4, ambition=0.01)
    coarse_until: Share = 0.6
    refine_from: Share = 0.85
    stall_passes: Annotated[int, Strict(), Field(ge=2)] = 40
    stall_share: Amount = 0.02
    sample: PositiveCount = 10
    most_rows: Count = 20_000
    most_weeks: PositiveCount = 20_000


@dataclass(frozen=True, kw_only=True, config=_CONFIG)
class BoxStepParams:
    """Box-step stabilisation of the restricted master's duals.

    Attributes
    ----------
    first_radius : float
        How far the duals may go at first from the best ones, in points of the objective.
    largest_radius : float
        Radius of a box that holds nothing back that matters.
    widening : float
        Factor by which the box grows where pricing keeps what the program promised.
    kept_share : float
        Share of the promised gain that pricing must keep for that.
    patience : int
        Answers in a row without a better bound before the box is made smaller.
    narrowing : float
        Factor by which it is made smaller.
    artificial_share : float
        Share of the sessions that artificial variables may carry in a fractional solution that
        says something of plans.
    enough_answers : int
        Answers from which on a fractional solution is worth searching all the same.
    close_share : float
        Share of the bound that does not matter.
    most_steps_per_row : int
        Steps of the simplex method for each row, after which the program is solved from nothing.
    """

    first_radius: Positive = 10.0
    largest_radius: Positive = 1e5
    widening: Annotated[float, Strict(), Field(gt=1)] = 3.0
    kept_share: Share = 0.15
    patience: PositiveCount = 3
    narrowing: Annotated[float, Strict(), Field(gt=0, lt=1)] = 0.8
    artificial_share: Share = 0.02
    enough_answers: PositiveCount = 8
    close_share: Share = 1e-5
    most_steps_per_row: PositiveCount = 50


@dataclass(frozen=True, kw_only=True, config=_CONFIG)
class SubsetRowParams:
    """Rows that mixtures of routes break and plans do not.

    Attributes
    ----------
    least_violation : float
        By which a row must be broken to be added.
    most_at_once : int
        Rows added before the program is solved again.
    most_of_task : int
        Rows of these that have the same task.
    least_dual : float
        Dual of a row, in points of the objective, below which it is dropped again.
    least_gain_share : float
        Gain of a round as a share of the bound; with less, it is the last one.
    """

    least_violation: Positive = 0.02
    most_at_once: PositiveCount = 40
    most_of_task: PositiveCount = 5
    least_dual: Positive = 1e-3
    least_gain_share: Share = 2e-5


@dataclass(frozen=True, kw_only=True, config=_CONFIG)
class DivingParams:
    """Dives: the restricted master solved, its largest values fixed, what is left solved again.

    Attributes
    ----------
    people : (int, int)
        People of a neighbourhood: in a smaller one the program says what the plan does, in a
        larger one decisions follow each other for too long.
    passes : int
        Looks for new weeks before each decision, at most.
    effort : PricingEffort
        How hard each of them looks.
    radius : float
        How far duals may go, in the dearest sessions.
    sure_share : float
        Value from which on weeks are fixed together; else one at a time, if time allows.
    spread : float
        Values are drawn up to this share larger or smaller, so that no dive is like the last.
    dive_share : float
        Share of the time left until when a dive is to end.
    round_share : float
        Length of the rounds to come as a share of the last one: they get shorter as people are
        decided.
    repeat_share : float
        Share of the time that the last dive took which must be left for another one.
    settling : ShortSearch
        The search that settles a dive.
    """

    people: CountRange = (40, 90)
    passes: Count = 10
    effort: PricingEffort = PricingEffort(labels=1e4, bound_steps=2, list_steps=10, days=500)
    radius: Positive = 10.0
    sure_share: Share = 0.9
    spread: Share = 0.2
    dive_share: Share = 0.5
    round_share: Share = 0.5
    repeat_share: Share = 0.7
    settling: ShortSearch = ShortSearch(moves=2_000, temperature=0.04)


@dataclass(frozen=True, kw_only=True, config=_CONFIG)
class EnumerationParams:
    """Column enumeration within the gap, and the choice among the columns listed.

    Attributes
    ----------
    first_reach : float
        How far above the cheapest week of a person columns are listed first, as a share of the
        bound.
    further : float
        Factor by which they are listed further when that was not enough.
    few_weeks : int
        Columns of a person below which more are listed at once.
    most_weeks : int
        Columns among which branch and cut may choose.
    most_disaggregated : int
        The same where most sessions are of aggregated columns, of which the linear program says
        little.
    seconds_per_person : float
        Seconds for each person, below which there is no time for it.
    most_numbers : int
        Numbers that may be needed to list the columns of one person, about ten each.
    effort : PricingEffort
        How hard the columns of a person are looked for.
    realising : ShortSearch
        The search that makes a plan of a choice.
    most_known : int
        Routes of the pool among which a plan is chosen before any are listed.
    most_near : int
        Of these, how many the set-partitioning heuristic chooses from as well.
    few_people : int
        People up to whom columns are listed whatever the gap.
    most_gap : float
        Share of the objective up to which the gap of more people holds few enough columns.
    first_routes_share : float
        How far above the cheapest route of each person routes are listed first, in gaps.
    most_routes : int
        Routes below which they are listed further before any are chosen.
    most_met : int
        The same where teams must meet: routes in every order of their visits.
    known_share : float
        Share of the time left that this may take.
    narrower : float
        Share of the gap that a better plan leaves, below which routes are listed anew.
    patience_seconds : float
        Seconds to wait for a better bound of branch and cut.
    grace_seconds : float
        Seconds that its process may go on after its time.
    """

    first_reach: Positive = 5e-5
    further: Annotated[float, Strict(), Field(gt=1)] = 2.0
    few_weeks: Count = 50
    most_weeks: Count = 100_000
    most_disaggregated: Count = 5_000
    seconds_per_person: Amount = 0.15
    most_numbers: PositiveCount = 1_000_000
    effort: PricingEffort = PricingEffort(
        labels=1e8, bound_steps=10, list_steps=40, route_steps=3e6
    )
    realising: ShortSearch = ShortSearch(moves=1_000, temperature=0.1)
    most_known: PositiveCount = 5_000
    most_near: PositiveCount = 2_000
    few_people: Count = 25
    most_gap: Share = 0.02
    first_routes_share: Share = 0.02
    most_routes: PositiveCount = 15_000
    most_met: PositiveCount = 12_000
    known_share: Share = 0.3
    narrower: Share = 0.7
    patience_seconds: Positive = 180.0
    grace_seconds: Amount = 0.5


@dataclass(frozen=True, kw_only=True, config=_CONFIG)
class SetPartitioningParams:
    """The set-partitioning heuristic: short searches, then a choice among the weeks they found.

    Attributes
    ----------
    searches : int
        Short searches before each choice.
    near_plan : VariedSearch
        Begins at the best plan without one person: cooler, it comes back to that; warmer, it does
        not settle in so few moves.
    rounded : VariedSearch
        Begins at the fractional solution, rounded.
    smoothing : float
        How much the last search of a kind says of what the next one will find.
    better_odds : float
        How often the kind is taken that is expected to end better.
    spread : float
        Values are drawn up to this share larger or smaller before each person's largest is taken.
    weeks : (int, int)
        Fewest and most of the latest weeks to choose from.
    first_weeks : int
        How many of them at first.
    more_weeks : float
        Factor by which there are more after a choice that is proven or brings a better plan.
    fewer_weeks : float
        Factor by which there are fewer after another.
    choice_seconds : float
        Seconds, or CP-SAT's deterministic time, of one choice.
    """

    searches: PositiveCount = 8
    near_plan: VariedSearch = VariedSearch(moves=100, temperature=(0.035, 0.065))
    rounded: VariedSearch = VariedSearch(moves=250, temperature=(0.008, 0.025))
    smoothing: Share = 0.3
    better_odds: Share = 0.75
    spread: Share = 0.3
    weeks: CountRange = (500, 10_000)
    first_weeks: PositiveCount = 1_000
    more_weeks: Annotated[float, Strict(), Field(ge=1)] = 1.3
    fewer_weeks: Annotated[float, Strict(), Field(gt=0, le=1)] = 0.6
    choice_seconds: Positive = 10.0


@dataclass(frozen=True, kw_only=True, config=_CONFIG)
class LargeNeighbourhoodParams:
    """The large neighbourhood search: short searches and a choice, one neighbourhood at a time.

    Attributes
    ----------
    people : (int, int)
        People of a neighbourhood.
    searches : int
        Short searches before each choice.
    search : VariedSearch
        Each of them.
    weeks : int
        The latest weeks of these people to choose from, besides those of the fractional solution.
    """

    people: CountRange = (40, 80)
    searches: PositiveCount = 6
    search: VariedSearch = VariedSearch(moves=300, temperature=(0.008, 0.025))
    weeks: PositiveCount = 1_000


@dataclass(frozen=True, kw_only=True, config=_CONFIG)
class OpenModelParams:
    """Rules and terms of the caller's own: the exact model, or repairs of the search's plan.

    Attributes
    ----------
    most_size : int
        Options and legs up to which the exact model decides all at once.
    search_share : float
        Share of the time, and of the work, for the solve without them.
    people : (int, int)
        People of a neighbourhood.
    try_share : float
        Share of the time left that one neighbourhood may take.
    try_work : float
        CP-SAT's deterministic time that one neighbourhood may take where work is the limit.
    """

    most_size: PositiveCount = 60_000
    search_share: Share = 0.3
    people: CountRange = (3, 8)
    try_share: Share = 0.2
    try_work: Positive = 2.0


@dataclass(frozen=True, kw_only=True, config=_CONFIG)
class InfeasibilityParams:
    """Why no plan exists: proofs by CP-SAT, and a search for the plan that misses least.

    Attributes
    ----------
    most_size : int
        Options and legs up to which the whole model, with all its tasks, is tried too.
    proof_share : float
        Share of the time left that one proof may take.
    search_share : float
        Share of the time left for the search of the plan that misses least.
    moves : int
        Moves of that search at one temperature.
    least_seconds : float
        Seconds for the diagnosis of a solve that ended without a plan, at least.
    """

    most_size: Count = 60_000
    proof_share: Share = 0.25
    search_share: Share = 0.3
    moves: PositiveCount = 2_000
    least_seconds: Amount = 2.0


@dataclass(frozen=True, kw_only=True, config=_CONFIG)
class DecompositionParams:
    """Components that share nobody and nothing, solved apart.

    Attributes
    ----------
    least_sessions : int
        Sessions of a component worth solving apart; smaller ones are put together.
    components_per_worker : int
        Components at most, for each worker.
    least_seconds : float
        Seconds of a solve below which processes of our own would hardly be under way.
    most_uneven : float
        Times the mean that one worker may have to do; else fewer workers get more cores each.
    poll_seconds : float
        How often the coordinator looks for news.
    report_seconds : float
        How often a worker reports news.
    grace_seconds : float
        Seconds that workers may take to hand back what they have.
    """

    least_sessions: Count = 100
    components_per_worker: PositiveCount = 4
    least_seconds: Amount = 5.0
    most_uneven: Annotated[float, Strict(), Field(ge=1)] = 1.5
    poll_seconds: Positive = 0.1
    report_seconds: Positive = 0.2
    grace_seconds: Amount = 1.0


@dataclass(frozen=True, kw_only=True, config=_CONFIG)
class DistributionParams:
    """One problem in one piece, on the workers of an executor.

    Attributes
    ----------
    least_people : int
        People from whom on work is sent away; that of fewer is done sooner than sent.
    pieces_per_worker : int
        Pieces into which each worker's part of a pass is cut: the more, the less anybody waits.
    first_answer_seconds : float
        Seconds in which some worker must have answered; else the executor is left alone.
    least_late_seconds : float
        Seconds without any answer after which what is missing counts as late, at least,
    late_factor : float
        and times the longest such wait so far.
    """

    least_people: Count = 100
    pieces_per_worker: PositiveCount = 4
    first_answer_seconds: Amount = 30.0
    least_late_seconds: Amount = 5.0
    late_factor: Annotated[float, Strict(), Field(ge=1)] = 3.0


@dataclass(frozen=True, kw_only=True, config=_CONFIG)
class LexicographicParams:
    """Terms in order: each is minimised while those before it keep within their caps.

    Attributes
    ----------
    prices : tuple of int
        What one term counts for beside the next, one try after the other until every cap is kept.
    price_of_bound : int
        What it counts for in the try for a better bound, once they are.
    try_share : float
        Share of what a step has left that a try gets which is not the last.
    """

    prices: Annotated[tuple[PositiveCount, ...], Field(min_length=1)] = (4, 32, 256)
    price_of_bound: PositiveCount = 1
    try_share: Annotated[float, Strict(), Field(gt=0, lt=1)] = 0.6


@dataclass(frozen=True, kw_only=True, config=_CONFIG)
class PatienceParams:
    """How long threads wait for each other, and what is kept back of the time limit.

    Attributes
    ----------
    poll_seconds : float
        How often a solve looks whether it is over.
    grace_seconds : float
        Seconds that workers may take to end; who is in the middle of something is left behind.
    check_share : float
        Share of the time limit that is kept for the check of the plan, at most.
    check_seconds : float
        Seconds of that check for any plan,
    check_seconds_per_session : float
        and for each session wanted.
    """

    poll_seconds: Positive = 0.05
    grace_seconds: Amount = 0.3
    check_share: Share = 0.1
    check_seconds: Amount = 0.02
    check_seconds_per_session: Amount = 0.0003


@dataclass(frozen=True, kw_only=True, config=_CONFIG)
class WorkParams:
    """What counts as one unit of work: about a second of one core.

    Attributes
    ----------
    search_steps : float
        Steps of the search.
    pricing_steps : float
        Steps of pricing.
    steps_per_call : float
        Steps of pricing that a call counts besides its own.
    simplex_steps : float
        Steps of the simplex method in branch and cut.
    nodes : int
        Nodes of its tree that one unit may take.
    set_partitioning_round : float
        Units that a round of the set-partitioning heuristic counts besides searches and choice.
    large_neighbourhood : float
        Units that a neighbourhood of the large neighbourhood search counts besides them.
    """

    search_steps: Positive = 20_000_000.0
    pricing_steps: Positive = 5e6
    steps_per_call: Amount = 2_000.0
    simplex_steps: Positive = 5_000.0
    nodes: PositiveCount = 20
    set_partitioning_round: Positive = 0.1
    large_neighbourhood: Positive = 0.02


@dataclass(frozen=True, kw_only=True, config=_CONFIG)
class SolveParams:
    """Every number that tunes a solve.

    The defaults suit problems from a school to a prefecture; ``to_toml`` writes them with their
    comments, and :meth:`from_toml` reads a file that holds only what is different.

    Attributes
    ----------
    portfolio : PortfolioParams
    time_split : TimeSplits
    search : AnnealingParams
    pricing : PricingParams
    dual_ascent : DualAscentParams
    box_step : BoxStepParams
    subset_rows : SubsetRowParams
    diving : DivingParams
    enumeration : EnumerationParams
    set_partitioning : SetPartitioningParams
    large_neighbourhood : LargeNeighbourhoodParams
    open_model : OpenModelParams
    infeasibility : InfeasibilityParams
    decomposition : DecompositionParams
    distribution : DistributionParams
    lexicographic : LexicographicParams
    patience : PatienceParams
    work : WorkParams

    Examples
    --------
    >>> from dataclasses import replace
    >>> import sharepool as sp
    >>> defaults = sp.SolveParams()
    >>> cooler = replace(defaults, search=replace(defaults.search, last_temperature=0.002))
    >>> cooler.search.last_temperature
    0.002
    """

    portfolio: PortfolioParams = PortfolioParams()
    time_split: TimeSplits = TimeSplits()
    search: AnnealingParams = AnnealingParams()
    pricing: PricingParams = PricingParams()
    dual_ascent: DualAscentParams = DualAscentParams()
    box_step: BoxStepParams = BoxStepParams()
    subset_rows: SubsetRowParams = SubsetRowParams()
    diving: DivingParams = DivingParams()
    enumeration: EnumerationParams = EnumerationParams()
    set_partitioning: SetPartitioningParams = SetPartitioningParams()
    large_neighbourhood: LargeNeighbourhoodParams = LargeNeighbourhoodParams()
    open_model: OpenModelParams = OpenModelParams()
    infeasibility: InfeasibilityParams = InfeasibilityParams()
    decomposition: DecompositionParams = DecompositionParams()
    distribution: DistributionParams = DistributionParams()
    lexicographic: LexicographicParams = LexicographicParams()
    patience: PatienceParams = PatienceParams()
    work: WorkParams = WorkParams()

    @classmethod
    def from_toml(cls, path: Path | str) -> SolveParams:
        """Read parameters; what the file does not name has its default.

        Raises
        ------
        ProblemError
            With every fault at once: a file that cannot be read, an unknown key, a value of the
            wrong type or out of range.
        """
        from sharepool.engine.params_file import read_params

        return read_params(Path(path))

    def to_toml(self, path: Path | str) -> Path:
        """Write all parameters, each with a comment that says what it is, and return the path."""
        from sharepool.engine.params_file import write_params

        return write_params(self, Path(path))


DEFAULTS = SolveParams()
