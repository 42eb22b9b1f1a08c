"""How the weeks of a term get plans: standing ones first, the others from them, then bounds."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field

from sharepool.base.errors import Fault, ProblemError
from sharepool.base.interrupts import is_asked_to_stop
from sharepool.centre.term.bounds import inherit_bound, strip_bound
from sharepool.centre.term.drafts import WeekDraft, base_of, letters_of
from sharepool.centre.term.holding import hold_week
from sharepool.centre.term.jobs import Effort, Job
from sharepool.centre.term.roads import Roads
from sharepool.centre.term.types import Made, TermBook, WeekSource
from sharepool.problem.itinerary import Itinerary, group_by
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.result import Progress, Stop
from sharepool.rules import violations
from sharepool.solving.solver import solve


@dataclass
class Planner:
    """What is known of a term while it is planned.

    Attributes
    ----------
    standing : dict of str to Plan
        By letter.
    made : dict of int to Made
        What was made of each open week, by its number.
    bounds : dict
        What is proven, by the key of a week's tables.
    """

    problem: Problem
    book: TermBook
    drafts: list[WeekDraft]
    effort: Effort
    standing: dict[str, Plan] = field(default_factory=dict)
    made: dict[int, Made] = field(default_factory=dict)
    bounds: dict[Hashable, int | None] = field(default_factory=dict)

    def make_standing(
        self, plan: Plan | None, on_progress: Callable[[Progress], None] | None
    ) -> None:
        """Find the standing plans: the first by itself, the others close to it."""
        first, *others = letters_of(self.drafts)
        known = self.book.standing
        self.standing[first] = (
            known[first] if first in known else self._first(first, plan, on_progress)
        )
        missing = [letter for letter in others if letter not in known]
        jobs = [self._standing_job(letter, self.standing[first]) for letter in missing]
        found = dict(zip(missing, self.effort.run(jobs), strict=True))
        for letter in others:
            self.standing[letter] = (
                known[letter]
                if letter in known
                else _found(found[letter].result.plan_or_none, base_of(self.drafts, letter))
            )

    def _first(
        self, letter: str, plan: Plan | None, on_progress: Callable[[Progress], None] | None
    ) -> Plan:
        base = base_of(self.drafts, letter)
        if plan is not None:
            if not violations(Itinerary(base.term_week, plan)):
                return plan
            (found,) = self.effort.run([self._standing_job(letter, plan)])
            return _found(found.result.plan_or_none, base)
        week, previous = self._fair(base), self.problem.previous_plan
        result = solve(
            week.updated(previous_plan=previous),
            stop=self.effort.stop,
            seed=self.effort.seed,
            workers=self.effort.workers,
            on_progress=on_progress,
        )
        if not previous and week is base.term_week:
            self.bounds[base.term_key] = result.bound
        return _found(result.plan_or_none, base)

    def _standing_job(self, letter: str, plan: Plan) -> Job:
        return self.effort.replan_standing(self._fair(base_of(self.drafts, letter)), plan)

    def _fair(self, base: WeekDraft) -> Problem:
        """Return the week of a standing plan with what is carried over shared by its weeks."""
        weeks = sum(draft.letter == base.letter for draft in self.drafts)
        return Roads(self.book.carry).fair_week(base.term_week, weeks)

    def make_others(self) -> None:
        """Make the other weeks, alike ones once, from their standing plan or the one in force."""
        roads = self._roads_before()
        groups = group_by(
            (draft for draft in self.drafts if draft.is_open),
            lambda draft: (draft.own_key, self._before(draft).fingerprint),
        )
        jobs: list[Job] = []
        waiting: list[tuple[WeekDraft, ...]] = []
        for group in groups.values():
            before = self._before(group[0])
            if self._still_fits(group[0], before):
                for draft in group:
                    self.made[draft.number] = Made(before, before, WeekSource.STANDING)
                continue
            week = roads[group[0].number].fair_week(group[0].own_week, len(group))
            jobs.append(self.effort.replan(week, before))
            waiting.append(group)
        for group, found in zip(waiting, self.effort.run(jobs), strict=True):
            result = found.result
            plan, source = result.plan_or_none or Plan(), WeekSource.REPLANNED
            if not result.has_plan:
                source = WeekSource.MISSING
            for draft in group:
                self.made[draft.number] = Made(
                    plan, self._before(draft), source, result, found.problem
                )

    def _before(self, draft: WeekDraft) -> Plan:
        """Return the plan that a week is made from."""
        if draft.version is not None:
            return draft.version.week.plan
        return self.standing[draft.letter]

    def _still_fits(self, draft: WeekDraft, plan: Plan) -> bool:
        """Return whether a plan can stay as it is: it is legal, and no more is wanted."""
        usual = base_of(self.drafts, draft.letter).term_week.wanted_of
        wanted = draft.own_week.wanted_of
        return all(count <= usual.get(name, 0) for name, count in wanted.items()) and not (
            violations(Itinerary(draft.own_week, plan))
        )

    def _roads_before(self) -> dict[int, Roads]:
        """Return who has carried the road before each week, by the plans that are known."""
        roads, found = Roads(self.book.carry), {}
        for draft in self.drafts:
            found[draft.number] = roads
            known = draft.version is not None and not draft.is_open
            versions = self.book.versions.get(draft.monday, ()) if known else ()
            roads = (
                roads.after(draft.version.week.problem, hold_week(self.book, versions).plan)
                if versions and draft.version
                else roads.after(draft.own_week, self.standing[draft.letter])
            )
        return found

    def prove(self) -> None:
        """Bound every week of which the tables differ: by another week, or else by itself."""
        bases = [base_of(self.drafts, letter) for letter in letters_of(self.drafts)]
        self._bound_all(bases, self.effort.stop)
        rest = {draft.term_key: draft for draft in reversed(self.drafts)}
        for key, draft in rest.items():
            if key not in self.bounds:
                found = next(self._inherited(bases, draft), None)
                if found is not None:
                    self.bounds[key] = found
        self._bound_all(list(rest.values()), self.effort.week_stop)
        for draft in self.drafts:
            self._raise_bound(draft)

    def _raise_bound(self, draft: WeekDraft) -> None:
        """Take what making a week anew has proven, if that is more."""
        made = self.made.get(draft.number)
        if made is None or made.solved is None or draft.own_key != draft.term_key:
            return
        proven = None if made.result is None else made.result.bound
        known = self.bounds.get(draft.term_key)
        if proven is not None:
            stripped = strip_bound(made.solved, proven)
            self.bounds[draft.term_key] = stripped if known is None else max(known, stripped)

    def _inherited(self, bases: Sequence[WeekDraft], draft: WeekDraft) -> Iterator[int]:
        for base in bases:
            bound = self.bounds.get(base.term_key)
            if bound is not None:
                found = inherit_bound(base.term_week, bound, draft.term_week)
                if found is not None:
                    yield found

    def _bound_all(self, drafts: Sequence[WeekDraft], stop: float | Stop) -> None:
        """Find the bounds that are not known, each by solving its week."""
        missing = [
            draft
            for draft in {one.term_key: one for one in drafts}.values()
            if draft.term_key not in self.bounds and self._matters(draft)
        ]
        jobs = [
            self.effort.solve(draft.term_week, self.standing[draft.letter], stop)
            for draft in missing
        ]
        found = self.effort.run(jobs, is_needed=False)
        for draft, result in zip(missing, found, strict=True):
            if result is not None:
                self.bounds[draft.term_key] = result.bound

    def _matters(self, draft: WeekDraft) -> bool:
        """Return whether the bound of a week is asked for: what is out may know its own."""
        return any(
            one.is_open or one.version is None or one.version.bound is None
            for one in self.drafts
            if one.term_key == draft.term_key
        )


def _found(plan: Plan | None, base: WeekDraft) -> Plan:
    """Return a standing plan, if there is one.

    Raises
    ------
    ProblemError
        There is none.
    KeyboardInterrupt
        The end was asked for before one was found.
    """
    if plan is None and is_asked_to_stop():
        raise KeyboardInterrupt
    if plan is None:
        value = base.monday.isoformat()
        raise ProblemError([Fault("rules", None, "week_of", "no_plan", value)])
    return plan
