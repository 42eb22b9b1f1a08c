"""What a term comes to as plain data: each demand in each week, and every lost session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sharepool.centre.term.lost import LostSession
from sharepool.problem.itinerary import group_by


@dataclass(frozen=True)
class DemandWeek:
    """One demand in one week.

    Attributes
    ----------
    number : int
    week_of : datetime.date
    demand_id : str
    wanted, given : int
        Sessions that the week is to have, and has, those that make up for others among them.
    made_up : int
        Sessions given that make up for others.
    lost : int
        Sessions that it lacks; some are made up for later.
    """

    number: int
    week_of: dt.date
    demand_id: str
    wanted: int
    given: int
    made_up: int
    lost: int


@dataclass(frozen=True)
class DemandTerm:
    """One demand over the term; see the equation of this module.

    Attributes
    ----------
    demand_id : str
    carried : int
        Owed from the term before.
    wanted, given : int
    surplus : int
        Given beyond all that was wanted.
    lost : int
        Not made up for.
    owed : int
        Those of them that the school is owed.
    """

    demand_id: str
    carried: int
    wanted: int
    given: int
    surplus: int
    lost: int
    owed: int


@dataclass(frozen=True)
class TermAccounts:
    """What a term comes to.

    Attributes
    ----------
    weeks : tuple of DemandWeek
        Every demand in every week that wants or has it.
    losses : tuple of LostSession
        Every lost session, those made up for later too, in the order of the weeks.
    carried : mapping of str to int
        Sessions owed from the term before, by demand.
    surplus : mapping of str to int
        Sessions given beyond all that was wanted, by demand.
    """

    weeks: tuple[DemandWeek, ...]
    losses: tuple[LostSession, ...]
    carried: Mapping[str, int] = field(default_factory=dict)
    surplus: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def demands(self) -> tuple[DemandTerm, ...]:
        """The sums of the term, demand by demand."""
        of_demand = group_by(self.weeks, lambda one: one.demand_id)
        lost = group_by(
            (one for one in self.losses if one.made_up_on is None), lambda one: one.demand_id
        )
        return tuple(
            DemandTerm(
                demand_id=name,
                carried=self.carried.get(name, 0),
                wanted=sum(one.wanted for one in of_demand.get(name, ())),
                given=sum(one.given for one in of_demand.get(name, ())),
                surplus=self.surplus.get(name, 0),
                lost=len(lost.get(name, ())),
                owed=sum(one.reason.is_owed for one in lost.get(name, ())),
            )
            for name in dict.fromkeys([*self.carried, *of_demand])
        )

    def owed_after(self, number: int) -> int:
        """Return the sessions lost by the end of a week that are owed and not made up by then."""
        mondays = {one.number: one.week_of for one in self.weeks}
        monday = mondays.get(number)
        if monday is None:
            return sum(self.carried.values())
        return sum(
            one.reason.is_owed
            and (one.week_of is None or one.week_of <= monday)
            and (one.made_up_on is None or one.made_up_on > monday + dt.timedelta(days=6))
            for one in self.losses
        )
