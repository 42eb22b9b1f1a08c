"""The trade-off between two terms: efficient plans, each with a bound that holds for all plans."""

import pytest
from hypothesis import HealthCheck, given, settings

from bruteforce import plans
from builders import make_problem
from patience import work
from sharepool import check, score, trace_frontier
from strategies import problems


def trade(problem, first="travel", second="below_floor", **options):
    return trace_frontier(problem, first, second, stop=work(5.0), workers=1, **options)


@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(problems(teams=True, max_candidates=8))
def test_every_point_is_the_best_at_its_weights(problem):
    found = trade(problem, points=3)
    scores = [scored for _, scored in plans(problem)]
    assert bool(found.points) == bool(scores)
    for point in found.points:
        best = min(one.objective + (point.ratio - 1) * one.terms["below_floor"] for one in scores)
        assert point.weighed == point.bound == best
        assert not check(problem, point.plan)
        scored = score(problem, point.plan)
        assert (point.first, point.second) == (scored.terms["travel"], scored.terms["below_floor"])
        assert point.objective == scored.objective
    for one in scores if found.points else ():
        floor = one.terms["below_floor"]
        assert found.bound_of_rest(floor) <= one.objective - floor


def test_fairness_has_its_price():
    # The near school's lesson costs 20 minutes on the road, the far one's 160.
    sites = [{"site_id": "H"}, {"site_id": "A"}, {"site_id": "B"}]
    travel = [
        {"origin": origin, "destination": destination, "minutes": 80}
        for origin, destination in (("H", "B"), ("B", "H"), ("A", "B"), ("B", "A"))
    ]
    demands = [{"slots": "1-1"}, {"demand_id": "D2", "site_id": "B", "slots": "2-1"}]
    rules = {
        "equity": {"floor": "1"},
        "weights": {"unmet": 0, "below_floor": 100, "site_link": 0},
        "limits": {"max_leg_min": 90, "max_travel_min_day": 200},
    }
    problem = make_problem(sites=sites, travel=travel, demands=demands, rules=rules)
    found = trade(problem)
    assert [point.ratio for point in found.points] == [1 / 16, 1 / 4, 1, 4, 16]
    assert [(point.first, point.second) for point in found.points] == [
        (0, 200),
        (20, 100),
        (20, 100),
        (180, 0),
        (180, 0),
    ]
    assert found.bound_of_rest(0) == 180


def test_ctrl_c_keeps_the_points_so_far():
    def interrupt(progress):
        if progress.objective is not None:
            raise KeyboardInterrupt

    (point,) = trace_frontier(make_problem(), "travel", "unmet", on_progress=interrupt).points
    assert point.ratio == 1


def test_without_a_plan_there_is_no_trade_off():
    assert trade(make_problem(demands=[{"skill": "swim", "min_sessions": 1}])).points == ()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"second": "travel"}, "different"),
        ({"second": "fun"}, "unknown terms fun"),
        ({"points": 1}, "points"),
        ({"spread": 1}, "spread"),
    ],
)
def test_what_makes_no_sense_is_refused(options, told):
    with pytest.raises(ValueError, match=told):
        trade(make_problem(), **options)
