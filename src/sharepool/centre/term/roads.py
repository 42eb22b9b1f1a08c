r"""Who has carried the road: what is fair of a week follows from the weeks before it.

With the fair minutes :math:`f` of a week, a person who has driven :math:`r` minutes in the
:math:`k - 1` weeks before (and :math:`c` beyond the fair ones in the term before) may fairly drive
:math:`k f - c - r` in week :math:`k`. Where :math:`n` weeks share a plan they share what is left:

.. math:: \max\Bigl(0, \Bigl\lfloor f + \frac{(k - 1) f - c - r}{n} \Bigr\rfloor\Bigr)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sharepool.centre.term.rows import Carry
from sharepool.problem.itinerary import Itinerary
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem


class Roads:
    """Minutes on the road so far beyond the fair ones, below zero where they are fewer.

    Parameters
    ----------
    carry : iterable of Carry
        From the term before.

    Attributes
    ----------
    beyond : Counter of str
        By staff id.
    """

    def __init__(self, carry: Iterable[Carry] = ()) -> None:
        self.beyond: Counter[str] = Counter()
        for row in carry:
            if row.staff_id is not None:
                self.beyond[row.staff_id] += row.road_min

    def after(self, week: Problem, plan: Plan) -> Roads:
        """Return the same after one week more."""
        later, driven = Roads(), Itinerary(week, plan).travel_min_of
        later.beyond = Counter(self.beyond)
        for person in week.staff:
            road = driven.get(person.staff_id, 0)
            later.beyond[person.staff_id] += road - week.rules.equity.fair_road_min_week
        return later

    def fair_week(self, week: Problem, weeks: int = 1) -> Problem:
        """Return a week with the road that is fair of each person.

        Parameters
        ----------
        week : Problem
        weeks : int
            How many weeks share its plan.
        """
        if not any(self.beyond.values()):
            return week
        fair = week.rules.equity.fair_road_min_week
        fair_of = {
            one.staff_id: max(0, fair + -self.beyond[one.staff_id] // weeks) for one in week.staff
        }
        return week.updated(
            staff=tuple(
                one.model_copy(update={"fair_road_min_week": fair_of[one.staff_id]})
                for one in week.staff
            )
        )
