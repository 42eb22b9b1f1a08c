"""What was done in the weeks of a ledger, other duties among it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sharepool.centre.ledger.other_duties import OtherDuty
from sharepool.centre.ledger.rates import Rates
from sharepool.centre.ledger.types import Duty, Journey, OtherWork
from sharepool.centre.term.types import TermWeek
from sharepool.problem.itinerary import group_by
from sharepool.problem.problem import Problem


@dataclass(frozen=True)
class DoneInWeek:
    """What was done in one week, by person.

    Attributes
    ----------
    week_of : datetime.date
    duties, journeys, other : mapping of str to sequence
        By staff id.
    """

    week_of: dt.date
    duties: Mapping[str, Sequence[Duty]]
    journeys: Mapping[str, Sequence[Journey]]
    other: Mapping[str, Sequence[OtherWork]]

    @classmethod
    def in_week(
        cls,
        monday: dt.date,
        duties: Sequence[Duty],
        journeys: Sequence[Journey],
        other: Sequence[OtherWork],
    ) -> DoneInWeek:
        """Return what of a term was done in the week of a Monday."""
        sunday = monday + dt.timedelta(days=6)
        return cls(
            monday,
            group_by((one for one in duties if monday <= one.date <= sunday), _whose),
            group_by((one for one in journeys if monday <= one.date <= sunday), _whose),
            group_by(
                (one for one in other if monday <= one.row.date <= sunday),
                lambda one: one.row.staff_id,
            ),
        )


def _whose(one: Duty | Journey) -> str:
    return one.staff_id


def list_other_work(
    problem: Problem, weeks: Sequence[TermWeek], rates: Rates, duties: Iterable[OtherDuty]
) -> Iterator[OtherWork]:
    """Yield what people did beside sessions from the first of the weeks to the last."""
    first, last = (weeks[0].week_of, weeks[-1].week_of) if weeks else (dt.date.max, dt.date.min)
    for row in sorted(duties, key=lambda row: row.date):
        if first <= monday_of(row.date) <= last:
            site = problem.site_of.get(row.site_id)
            a_piece = rates.converted_lessons.get(row.kind, Decimal())
            yield OtherWork(row, row.site_id if site is None else site.title, a_piece * row.amount)


def monday_of(date: dt.date) -> dt.date:
    """Return the first day of the week of a date."""
    return date - dt.timedelta(days=date.weekday())
