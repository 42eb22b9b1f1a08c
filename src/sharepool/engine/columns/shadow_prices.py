"""Shadow prices at some duals of the master program, by the names of the problem."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sharepool.engine.columns.master import Master
from sharepool.engine.instance.types import NO_LIMIT, Instance
from sharepool.problem.prices import ShadowPrices


def price_all(
    instance: Instance,
    master: Master,
    duals: NDArray[np.float64],
    bounds: Mapping[int, float],
    bound: float,
) -> ShadowPrices:
    """Return the prices of sessions, people and budgets.

    Parameters
    ----------
    instance : Instance
    master : Master
    duals : array
    bounds : mapping of int to float
        What each person adds to the bound at these duals, 0 or less.
    bound : float
        Of the whole problem, at these duals.
    """
    sessions, hours = master.session_prices(duals), master.hour_prices(duals)
    employers = sorted({person.employer for person in instance.problem.staff})
    return ShadowPrices(
        bound=bound,
        sessions={
            instance.demands[number].demand_id: float(sessions[number])
            for number, task in enumerate(instance.tasks)
            if not task.is_role
        },
        people={
            one.staff_id: max(0.0, -bounds.get(row, 0.0))
            for row, one in enumerate(instance.problem.staff)
        },
        budgets={
            name: float(hours[row])
            for row, name in enumerate(employers)
            if instance.employer_work[row] < NO_LIMIT
        },
    )
