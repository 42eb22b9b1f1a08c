"""The functions that Python calls, kernel by kernel."""

from __future__ import annotations

from sharepool.engine.abi.description import Function, Kernel

_ROSTER, _READ_ROSTER = ("roster_t *", "roster"), ("const roster_t *", "roster")
_PRICER, _READ_PRICER = ("pricer_t *", "pricer"), ("const pricer_t *", "pricer")
_PERSON, _DATA = ("num", "person"), ("const data_t *", "data")
_EFFORT, _BOUND = ("const effort_t *", "effort"), ("double *", "bound")

SEARCH = Kernel(
    "search",
    (
        Function(
            "roster_new",
            "status_t",
            (_DATA, ("uint64_t", "seed"), ("roster_t **", "made")),
            "Make the roster of the empty plan; `data` must outlive it.",
        ),
        Function("roster_free", "void", (_ROSTER,), "Free a roster, or nothing if it is null."),
        Function(
            "roster_add",
            "bool",
            (_ROSTER, _PERSON, ("num", "task"), ("num", "start")),
            "Put a session in if every rule allows it there; return whether it is in.",
        ),
        Function(
            "roster_add_team",
            "bool",
            (
                _ROSTER,
                ("num", "event"),
                ("num", "start"),
                ("const num *", "seats"),
                ("num", "count"),
            ),
            "Put a session of a team in with those of some people, rows [count][person, role], whom"
            " every rule allows; return whether it is in, with everybody whom it needs.",
        ),
        Function(
            "roster_fill",
            "void",
            (_ROSTER, ("const num *", "tasks"), ("num", "count")),
            "Put in sessions of tasks, in this order, where they cost least, while they gain.",
        ),
        Function(
            "roster_anneal",
            "void",
            (_ROSTER, ("num", "moves"), ("double", "temperature"), ("double", "cooling")),
            "Make moves of simulated annealing; `cooling` multiplies the temperature after each.",
        ),
        Function(
            "roster_hold",
            "void",
            (_ROSTER, _PERSON),
            "Hold a person's week as it is: moves neither take out of it nor put into it.",
        ),
        Function("roster_best_objective", "num", (_READ_ROSTER,), "Of the best plan seen."),
        Function(
            "roster_best_shortfall",
            "num",
            (_READ_ROSTER,),
            "Hard minimums, in sessions, that the best plan seen misses.",
        ),
        Function("roster_steps", "num", (_READ_ROSTER,), "Gaps looked at: the measure of work."),
        Function(
            "roster_best",
            "num",
            (_READ_ROSTER, ("int32_t *", "rows")),
            "Write the best plan seen, rows [units][person, task, start]; return their number.",
        ),
    ),
)

PRICING = Kernel(
    "pricing",
    (
        Function(
            "pricer_new",
            "status_t",
            (_DATA, ("const prices_t *", "prices"), ("pricer_t **", "made")),
            "Make a pricer; `data` and `prices` must outlive it.",
        ),
        Function("pricer_free", "void", (_PRICER,), "Free a pricer, or nothing if it is null."),
        Function(
            "pricer_price",
            "status_t",
            (_PRICER, _PERSON, _EFFORT, ("double *", "multipliers"), _BOUND),
            "Look for the cheapest weeks of a person; no week costs less than `bound`.",
        ),
        Function(
            "pricer_relax",
            "status_t",
            (
                _PRICER,
                _PERSON,
                ("const double *", "multipliers"),
                ("double *", "usage"),
                _BOUND,
            ),
            "Bound a week at given multipliers; `usage` is what the cheapest days use of each.",
        ),
        Function(
            "pricer_list",
            "status_t",
            (_PRICER, _PERSON, _EFFORT, ("double *", "multipliers"), ("num", "most"), _BOUND),
            "List weeks below effort.upper, tasks aggregated; no other costs less than `bound`.",
        ),
        Function(
            "pricer_aggregated",
            "num",
            (_READ_PRICER, ("num *", "rows"), ("num *", "task_class")),
            "Write what is listed and the class of each of the person's tasks, unless `rows` is"
            " null; return how many numbers are listed.",
        ),
        Function(
            "pricer_times",
            "num",
            (_READ_PRICER, ("num *", "rows")),
            "Write the first and the last begin of each session of the routes listed, and minutes"
            " to the next one at least, unless `rows` is null; return how many numbers.",
        ),
        Function(
            "pricer_weeks",
            "num",
            (_READ_PRICER, ("int32_t *", "rows")),
            "Write the weeks found, the cheapest last: sessions, then (task, start) of each;"
            " return how many.",
        ),
        Function(
            "pricer_usage",
            "void",
            (_READ_PRICER, ("double *", "usage")),
            "Write what the week behind the last bound uses of what the multipliers price.",
        ),
        Function(
            "pricer_caps",
            "void",
            (_PRICER, _PERSON, ("double *", "caps")),
            "Write the most sessions of each of the person's tasks in one week.",
        ),
        Function(
            "pricer_is_route",
            "bool",
            (_PRICER, _PERSON),
            "Whether a person's week has one day, and is priced as a route.",
        ),
        Function("pricer_steps", "double", (_READ_PRICER,), "Work done so far, in steps."),
    ),
)

KERNELS = (SEARCH, PRICING)
