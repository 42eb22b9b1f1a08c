"""The weeks of a term one after the other: what was lost is made up for, all is accounted for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sharepool.base.interrupts import is_asked_to_stop
from sharepool.centre.term.accounts import OpenLosses, account_for, make_account
from sharepool.centre.term.catching_up import CatchUp
from sharepool.centre.term.drafts import WeekDraft
from sharepool.centre.term.jobs import Effort
from sharepool.centre.term.losses import nominal, sessions_of
from sharepool.centre.term.types import Made, PlannedWeek, TermBook, TermWeek, WeekSource
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.result import Stop
from sharepool.rules.scoring import score


def roll(
    book: TermBook,
    drafts: Sequence[WeekDraft],
    made: Mapping[int, Made],
    standing: Mapping[str, Plan],
    bounds: Mapping[Hashable, int | None],
    effort: Effort | None,
) -> Iterator[PlannedWeek]:
    """Yield the weeks of a term, each making up for what those before it lost.

    Parameters
    ----------
    book : TermBook
    drafts : sequence of WeekDraft
    made : mapping of int to Made
        What was made of each open week, by its number.
    standing : mapping of str to Plan
        By letter.
    bounds : mapping
        What is proven, by the key of a week's tables.
    effort : Effort or None
        For making up; None if nothing is to be planned.
    """
    open_losses = OpenLosses(book.carry)
    caught = _CaughtUp(effort) if effort is not None and book.settings.catch_up else None
    promised = _promised([draft for draft in drafts if draft.number not in made])
    for draft in drafts:
        bound = bounds.get(draft.term_key)
        found = made.get(draft.number)
        if found is None:
            week, may_make_up = _kept(draft, bound), draft.may_make_up
        else:
            week = _planned(draft, found, bound)
            may_make_up = found.source is not WeekSource.MISSING
        if caught is not None and may_make_up and not is_asked_to_stop():
            week = caught.extend(week, draft, open_losses, promised)
        if found is None:
            promised.subtract(_extra(draft))
        as_account = make_account(book, draft.term_week, week, standing[draft.letter])
        list(account_for(as_account, open_losses))
        yield week


def _promised(kept: Iterable[WeekDraft]) -> Counter[str]:
    """Return the sessions that weeks which are out have beyond their own, by demand."""
    return sum((_extra(draft) for draft in kept), Counter())


def _extra(draft: WeekDraft) -> Counter[str]:
    if draft.version is None:
        return Counter()
    week, plan = draft.term_week, draft.version.week.plan
    return Counter(
        {
            name: len(rows) - nominal(week, week.demand_of[name])
            for name, rows in sessions_of(draft.version.week.problem, plan).items()
            if name in week.demand_of and len(rows) > nominal(week, week.demand_of[name])
        }
    )


def without_excess(week: Problem, plan: Plan) -> Plan:
    """Return a plan without the last sessions of demands beyond those that the week wants."""
    excess = {
        row
        for name, rows in sessions_of(week, plan).items()
        for row in rows[week.wanted_of.get(name, 0) :]
    }
    teams = {(row.demand_id, row.day, row.slot) for row in excess if row.demand_id in week.roles_of}
    return Plan(
        tuple(
            row
            for row in plan
            if row not in excess and (row.demand_id, row.day, row.slot) not in teams
        )
    )


def _kept(draft: WeekDraft, bound: int | None) -> PlannedWeek:
    """Return a week that is out and stays."""
    version = draft.version
    if version is None:
        raise ValueError(f"week {draft.number} is neither planned nor out")
    plan = version.week.plan
    objective = version.objective
    if objective is None or version.bound is None:
        objective = _objective(draft, plan)
    else:
        bound = version.bound
    return PlannedWeek(
        number=draft.number,
        week=version.week,
        letter=draft.letter,
        source=WeekSource.KEPT,
        before=plan,
        objective=objective,
        bound=bound,
    )


def _planned(draft: WeekDraft, found: Made, bound: int | None) -> PlannedWeek:
    tables = draft.own_week
    if found.solved is not None:  # alike weeks were solved once: the dates are their own
        tables = tables.updated(
            rules=found.solved.rules.model_copy(update={"week_of": draft.monday}),
            staff=found.solved.staff,
            previous_plan=found.solved.previous_plan,
        )
    return PlannedWeek(
        number=draft.number,
        week=TermWeek(tables, found.plan),
        letter=draft.letter,
        source=found.source,
        before=found.before,
        objective=_objective(draft, found.plan),
        bound=bound,
        result=found.result,
    )


def _objective(draft: WeekDraft, plan: Plan) -> int:
    """Return what a plan costs by the term's tables, without what it makes up for."""
    return score(draft.term_week, without_excess(draft.term_week, plan)).objective


class _CaughtUp:
    """What weeks make up for; what finds no room in one finds none in those alike."""

    def __init__(self, effort: Effort) -> None:
        stop = effort.week_stop
        self._seconds = stop.seconds if isinstance(stop, Stop) else stop
        self._hopeless: dict[Hashable, set[str]] = defaultdict(set)

    def extend(
        self,
        week: PlannedWeek,
        draft: WeekDraft,
        open_losses: OpenLosses,
        promised: Mapping[str, int],
    ) -> PlannedWeek:
        """Return a week with the owed sessions that it has room for.

        Those that weeks which are out are to make up for need no other.
        """
        tables, plan = week.week.problem, week.week.plan
        names = [one.demand_id for one in tables.demands]
        owed = {name: open_losses.owed(name) - promised.get(name, 0) for name in names}
        asking = sorted((name for name in owed if owed[name] > 0), key=lambda name: -owed[name])
        hopeless = self._hopeless[draft.own_key, plan.fingerprint]
        found = CatchUp(tables, plan, set(hopeless))
        found.make_up(asking, self._seconds)
        if found.plan is plan:
            hopeless |= found.hopeless
            return week
        is_new = week.source is WeekSource.KEPT
        source = WeekSource.REPLANNED if is_new else week.source
        return replace(week, week=TermWeek(found.week, found.plan), source=source)
