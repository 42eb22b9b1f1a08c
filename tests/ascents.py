"""The bound and the enumeration of columns, without what else a solve does."""

import time

from sharepool.engine.budget import SolveBudget
from sharepool.engine.columns.dual_ascent import raise_bound
from sharepool.engine.incumbent import SolveState
from sharepool.engine.params import DEFAULTS


def enumerate_within(instance, objective, work=3.0, params=DEFAULTS):
    """Return the state after an ascent and enumeration that know of a plan only its cost."""
    state = SolveState(instance, gap=0, started=time.monotonic(), params=params)
    state.objective = objective
    raise_bound(instance, state, SolveBudget(state, None, work), enumerates=True)
    return state
