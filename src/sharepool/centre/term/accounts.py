r"""What a term comes to, demand by demand: wanted, given, lost and made up for.

Of each demand, with the sessions :math:`c` carried over from the term before and :math:`x` given
beyond all that was wanted,

.. math:: c + \sum_w \text{wanted}_w + x = \sum_w \text{given}_w + \text{lost},

where what is made up for is given and not lost. :func:`keep_accounts` lists every lost session.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sharepool.centre.term.holding import HeldSession, hold_week
from sharepool.centre.term.losses import find_losses, nominal, sessions_of, wanted_demands
from sharepool.centre.term.lost import LossReason, LostSession
from sharepool.centre.term.rows import Carry
from sharepool.centre.term.totals import DemandWeek, TermAccounts
from sharepool.centre.term.types import PlannedWeek, Term, TermBook, WeekSource
from sharepool.problem.itinerary import group_by
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Assignment


@dataclass(frozen=True)
class AccountWeek:
    """A week as it is accounted for.

    Attributes
    ----------
    number : int
        1 for the first.
    term_week : Problem
        The term's tables in that week: what is wanted.
    own_week : Problem
        The tables of the version in force.
    base, planned : Plan
        The standing plan, and the one in force.
    held : tuple of HeldSession
        What became of it; as planned if there is none.
    is_missing : bool
        Whether no legal plan of the week was found.
    """

    number: int
    term_week: Problem
    own_week: Problem
    base: Plan
    planned: Plan
    held: tuple[HeldSession, ...] = ()
    is_missing: bool = False

    @property
    def rows(self) -> tuple[Assignment, ...]:
        """What was held, or is to be."""
        if not self.held:
            return self.planned.assignments
        return tuple(one.held for one in self.held if one.held is not None)


OF_PLANS = (LossReason.GIVEN_UP, LossReason.NOT_PLANNED)
"""What plans decide."""


class OpenLosses:
    """The lost sessions of each demand that nothing has made up for yet, the oldest first."""

    def __init__(self, carry: Iterable[Carry] = ()) -> None:
        self._open: dict[str, deque[int]] = defaultdict(deque)
        self.losses: list[LostSession] = []
        self.carried: dict[str, int] = {}
        self.surplus: dict[str, int] = defaultdict(int)
        for row in carry:
            if row.demand_id is not None and row.owed:
                self.carried[row.demand_id] = self.carried.get(row.demand_id, 0) + row.owed
                self.add(
                    LostSession(None, row.demand_id, LossReason.CARRIED) for _ in range(row.owed)
                )

    def add(self, losses: Iterable[LostSession]) -> None:
        """Take in more lost sessions."""
        for loss in losses:
            self._open[loss.demand_id].append(len(self.losses))
            self.losses.append(loss)

    def owed(self, demand_id: str) -> int:
        """Return how many sessions of a demand are owed."""
        return sum(self.losses[place].reason.is_owed for place in self._open[demand_id])

    def make_up(self, demand_id: str, dates: Iterable[dt.date]) -> None:
        """Let sessions beyond those wanted make up for lost ones, those that are owed first."""
        for date in dates:
            mine = self._open[demand_id]
            owed = (place for place in mine if self.losses[place].reason.is_owed)
            place = next(owed, mine[0] if mine else None)
            if place is None:
                self.surplus[demand_id] += 1
                continue
            mine.remove(place)
            self.losses[place] = replace(self.losses[place], made_up_on=date)


def make_account(book: TermBook, term_week: Problem, week: PlannedWeek, base: Plan) -> AccountWeek:
    """Return a planned week as it is accounted for.

    Parameters
    ----------
    book : TermBook
    term_week : Problem
        The term's tables in that week.
    week : PlannedWeek
    base : Plan
        Its standing plan.
    """
    versions = book.versions.get(week.week_of, ())
    is_out = week.source is WeekSource.KEPT and len(versions) > 0
    return AccountWeek(
        number=week.number,
        term_week=term_week,
        own_week=week.week.problem,
        base=base,
        planned=week.week.plan,
        held=hold_week(book, versions).sessions if is_out else (),
        is_missing=week.source is WeekSource.MISSING,
    )


def account_term(term: Term) -> TermAccounts:
    """Return what a planned term comes to, as far as it is lived what was held."""
    return keep_accounts(
        (
            make_account(
                term.book,
                term.problem.in_week(week.week_of).updated(previous_plan=()),
                week,
                term.standing.get(week.letter, Plan()),
            )
            for week in term.weeks
        ),
        term.book.carry,
    )


def keep_accounts(weeks: Iterable[AccountWeek], carry: Iterable[Carry] = ()) -> TermAccounts:
    """Return what a term comes to.

    Parameters
    ----------
    weeks : iterable of AccountWeek
        In their order.
    carry : iterable of Carry
        From the term before.
    """
    open_losses = OpenLosses(carry)
    found: list[DemandWeek] = []
    for week in weeks:
        found += account_for(week, open_losses)
    return TermAccounts(
        weeks=tuple(found),
        losses=tuple(open_losses.losses),
        carried=open_losses.carried,
        surplus=dict(open_losses.surplus),
    )


def account_for(week: AccountWeek, open_losses: OpenLosses) -> Iterator[DemandWeek]:
    """Yield each demand of a week, and note what it loses and makes up for."""
    given = sessions_of(week.own_week, week.rows)
    lost = group_by(
        (
            replace(loss, reason=LossReason.NO_PLAN)
            if week.is_missing and loss.reason in OF_PLANS
            else loss
            for loss in find_losses(
                week.term_week, week.own_week, week.base, week.planned, week.held
            )
        ),
        lambda one: one.demand_id,
    )
    known = {
        demand.demand_id: nominal(tables, demand)
        for demand, tables in wanted_demands(week.term_week, week.own_week)
    }
    for name in dict.fromkeys([*known, *given]):
        wanted, mine = known.get(name, 0), given.get(name, [])
        extra = mine[wanted:]
        open_losses.make_up(name, (week.term_week.week[row.day - 1] for row in extra))
        open_losses.add(lost.get(name, ()))
        if wanted or mine:
            yield DemandWeek(
                number=week.number,
                week_of=week.term_week.week[0],
                demand_id=name,
                wanted=wanted,
                given=len(mine),
                made_up=len(extra),
                lost=len(lost.get(name, ())),
            )
