"""leagueplanner on one league: runs in a Python of its own, reads and writes JSON.

    path/to/python3.13 benchmarks/league_rival.py < league.json > dates.json

``benchmarks.leagues --rival path/to/python3.13`` calls it. leagueplanner (PyPI, MIT) is a tabu
search with exact assignments of a team's home matches (Van Bulck, Goossens and Spieksma 2019). It
needs Python 3.13, which sharepool does not; so it is installed apart, and nothing here imports
sharepool.
Its own cost of long breaks, which the instances do not have, is switched off.
"""

from __future__ import annotations

import json
import sys
import time
import types
from typing import Any


class _UntilTime:
    """A number of iterations that is reached when the processor's time is up."""

    def __init__(self, seconds: float) -> None:
        self._end = time.process_time() + seconds

    def __gt__(self, _done: int) -> bool:
        return time.process_time() < self._end


def main() -> None:
    """Plan the league of stdin, and write the best that leagueplanner saw to stdout."""
    # It imports its web interface for the type of one argument alone.
    web: Any = types.ModuleType("streamlit")
    web.delta_generator = types.SimpleNamespace(DeltaGenerator=object)
    sys.modules["streamlit"] = web
    import numpy as np
    from leagueplanner.league_planner import LeaguePlanner
    from leagueplanner.params import PlannerParams

    given = json.load(sys.stdin)
    np.random.seed(given["seed"])  # noqa: NPY002 - what it draws from
    teams = range(len(given["home"]))
    league = types.SimpleNamespace(
        parsed=True,
        sets={
            "teams": dict(enumerate(map(str, teams))),
            "slots": dict(enumerate(range(given["slots"]))),
            "home": {team: np.array(given["home"][team], dtype=int) for team in teams},
            "forbidden": {team: np.array(given["away"][team], dtype=int) for team in teams},
        },
    )
    params = PlannerParams(
        n_iterations=_UntilTime(given["seconds"]),
        m=given["between"],
        r_max=given["span"],
        penalties={int(days): cost for days, cost in given["penalties"].items()},
        cost_excessive_rest_days=0,
    )
    planner = LeaguePlanner(league, params)
    planner.construction_phase()
    planner.tabu_phase()
    best = [planner.X, *(one["X"] for one in planner.top_X)]
    json.dump(
        {
            "iterations": len(planner.list_full_costs) - 1,
            "found": [
                [[None if np.isnan(slot) else int(slot) for slot in row] for row in matrix]
                for matrix in best
            ],
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
