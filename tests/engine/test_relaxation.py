"""The first bound: below every optimum, tight where it can be worked out by hand, and prompt."""

import threading
import time

import numpy as np
from hypothesis import HealthCheck, given, settings

from bruteforce import optimum
from builders import make_problem
from sharepool.engine.board import Board, Effort
from sharepool.engine.bounds.program import Program
from sharepool.engine.bounds.unavoidable import unavoidable
from sharepool.engine.preparation import prepare
from sharepool.engine.relaxation import bound_by_relaxation, relax
from strategies import problems

PATIENT = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def bound_of(problem, *, seconds=20.0, work=None):
    """Return what the source offers, and how long it took."""
    instance, began = prepare(problem), time.monotonic()
    board = Board(instance, gap=0, started=began)
    deadline = None if work else began + seconds
    bound_by_relaxation(instance, board, Effort(board, deadline, work))
    return board.bound, time.monotonic() - began


@PATIENT
@given(problems(max_candidates=9))
def test_no_legal_plan_beats_either_bound(problem):
    best = optimum(problem)
    if best is not None:
        assert unavoidable(prepare(problem)) <= best[0]
        assert bound_of(problem)[0] <= best[0]


def test_one_trip_is_bounded_exactly():
    # Out and back 20 minutes, and one link of 15.
    assert bound_of(make_problem())[0] == 35


def test_two_places_after_school_take_two_days():
    # Slots 7 and 8 leave 20 minutes between, and the schools are 30 apart: one place a day.
    demands = [
        {"demand_id": "D1", "site_id": "A", "kind": "club"},
        {"demand_id": "D2", "site_id": "B", "kind": "club"},
    ]
    problem = make_problem(demands=demands, leg_min=30)
    assert (
        bound_of(problem)[0]
        == 2 * 60 + 2 * 15
        == optimum(
            make_problem(demands=[d | {"slots": "1-7..8;2-7"} for d in demands], leg_min=30)
        )[0]
    )


def test_lengths_that_do_not_fill_the_hours_are_seen():
    # 100 minutes hold two lessons of 40, not two and a half.
    problem = make_problem(
        staff=[{"max_hours_week": "1.67"}],
        demands=[{"sessions": 3, "site_id": "H", "max_per_day": 3}],
        rules={"equity": {"floor": 0}},
    )
    assert bound_of(problem)[0] == 1000


def test_a_demand_for_which_nobody_is_able_counts_at_once():
    problem = make_problem(demands=[{"skill": "swim", "sessions": 2}])
    assert unavoidable(prepare(problem)) == 2 * 1000 + 400
    assert bound_of(problem)[0] == 2 * 1000 + 400


def test_gaps_between_days_leave_sessions_unmet():
    problem = make_problem(demands=[{"sessions": 4, "min_gap_days": 2}])
    assert unavoidable(prepare(problem)) == 1000


def test_hours_that_nothing_can_fill_count_at_once():
    problem = make_problem(staff=[{"min_hours_week": 2}])
    assert unavoidable(prepare(problem)) == 120 - 40


def test_what_wishes_earn_lowers_the_bound():
    pin = {"kind": "prefer", "staff_id": "T1", "weight": 200}
    assert bound_of(make_problem(pins=[pin]))[0] == 35 - 200


def test_each_kept_start_earns_once():
    pin = {"kind": "prefer", "day": 2, "slot": 3, "weight": 100}
    problem = make_problem(demands=[{"site_id": "H", "sessions": 3}], pins=[pin])
    assert bound_of(problem)[0] == -100


def test_a_problem_without_people_has_a_bound():
    problem = make_problem(staff=[{}], skills=[])
    assert bound_of(problem)[0] == 1000 + 400


def test_equal_work_gives_equal_bounds():
    problem = make_problem(demands=[{"sessions": 5}])
    assert bound_of(problem, work=1.0)[0] == bound_of(problem, work=1.0)[0]


def test_a_source_that_is_out_of_time_offers_the_quick_bound_only():
    instance = prepare(make_problem())
    board = Board(instance, gap=0, started=time.monotonic())
    bound_by_relaxation(instance, board, Effort(board, time.monotonic(), None))
    assert board.bound == unavoidable(instance) == 0


def test_no_thread_outlives_the_source():
    before = threading.active_count()
    bound_of(make_problem())
    assert threading.active_count() == before


def test_any_duals_prove_a_bound():
    matrix = relax(prepare(make_problem(demands=[{"sessions": 3}])))
    best = bound_of(make_problem(demands=[{"sessions": 3}]))[0]
    random = np.random.default_rng(5)
    for scale in (0.0, 1.0, 1000.0):
        assert matrix.bound(scale * random.standard_normal(len(matrix.low))) <= best


def test_duals_of_the_wrong_sign_count_as_nothing():
    program = Program(constant=7)
    column = program.add_columns(1, cost=2, top=5)
    program.add_rows(1, (np.array([0]), column, 1), low=3)
    matrix = program.frozen()
    assert round(matrix.bound(np.array([-4.0])), 6) == 7
    assert round(matrix.bound(np.array([2.0])), 6) == 7 + 2 * 3
