"""Days off, made-up days, alternate weeks and closures: what is wanted, and what is allowed."""

import pytest

from bruteforce import optimum
from builders import make_plan, make_problem
from patience import TO_THE_END
from sharepool import check, score, solve
from sharepool.problem.rows import Demand

OFF = {"date": "2026-03-03", "kind": "off"}
SATURDAY = {"date": "2026-03-07", "kind": "makeup", "follows": 2}


def codes(problem, *rows):
    return [(one.code, one.kind) for one in check(problem, make_plan(*rows))]


def test_a_day_off_has_no_slots():
    problem = make_problem(calendar=[OFF])
    assert codes(problem, ("T1", "D1", 2, 1)) == [("H03", "day_off")]
    assert codes(problem, ("T1", "D1", 3, 1)) == []


def test_a_made_up_day_has_the_slots_starts_and_windows_of_the_day_it_follows():
    demands = [{"slots": "2-1..2"}]
    windows = [{"staff_id": "T1", "day": 2, "start": "08:00", "end": "09:00"}]
    problem = make_problem(calendar=[OFF, SATURDAY], demands=demands, availability=windows)
    assert codes(problem, ("T1", "D1", 6, 1)) == []
    assert codes(problem, ("T1", "D1", 6, 2)) == [("H02", "window")]
    assert codes(problem, ("T1", "D1", 6, 3)) == [("H03", "start")]
    assert codes(problem, ("T1", "D1", 2, 1)) == [("H03", "day_off")]


def test_windows_are_those_of_the_day_of_the_home_site():
    windows = [{"staff_id": "T1", "day": 6, "start": "08:00", "end": "09:00"}]
    at_school = make_problem(calendar=[{**SATURDAY, "site_id": "A"}], availability=windows)
    assert codes(at_school, ("T1", "D1", 6, 1)) == []
    at_home = make_problem(calendar=[{**SATURDAY, "site_id": "H"}], availability=windows)
    assert codes(at_home, ("T1", "D1", 6, 1)) == [("H03", "bell")]


def test_whose_home_has_the_day_off_keeps_the_days_own_windows():
    windows = [{"staff_id": "T1", "day": 2, "start": "08:00", "end": "09:00"}]
    problem = make_problem(calendar=[{**OFF, "site_id": "H"}], availability=windows)
    assert codes(problem, ("T1", "D1", 2, 1)) == []


def test_the_last_row_that_matches_counts():
    sites = [{"site_id": "H"}, {"site_id": "A", "county": "c", "stage": "primary"}]
    for_all, open_here = OFF, {**OFF, "kind": "makeup", "follows": 2, "county": "c"}
    assert codes(make_problem(sites=sites, calendar=[for_all, open_here]), ("T1", "D1", 2, 1)) == []
    assert codes(make_problem(sites=sites, calendar=[open_here, for_all]), ("T1", "D1", 2, 1))
    elsewhere = {**OFF, "county": "c", "stage": "junior"}
    assert codes(make_problem(sites=sites, calendar=[elsewhere]), ("T1", "D1", 2, 1)) == []


@pytest.mark.parametrize(
    ("sessions", "off", "wanted"),
    [(3, 0, 3), (3, 1, 3), (3, 2, 2), (5, 1, 4), (5, 4, 1), (5, 5, 0), (1, 4, 1), (2, 3, 1)],
)
def test_what_is_wanted_shrinks_with_the_days_left(sessions, off, wanted):
    calendar = [{"date": f"2026-03-{2 + day:02d}", "kind": "off"} for day in range(off)]
    problem = make_problem(
        demands=[{"sessions": sessions, "min_sessions": sessions}], calendar=calendar
    )
    assert problem.wanted_of["D1"] == wanted
    assert problem.minimum_of(problem.demands[0]) == wanted
    assert score(problem, make_plan()).terms["unmet"] == 1000 * wanted


def test_only_days_with_an_allowed_start_count():
    calendar = [OFF, {"date": "2026-03-04", "kind": "off"}]
    problem = make_problem(demands=[{"sessions": 2, "slots": "1-1;2-1"}], calendar=calendar)
    assert problem.wanted_of["D1"] == 1


def test_a_made_up_day_never_adds_to_what_is_wanted():
    problem = make_problem(demands=[{"sessions": 5}], calendar=[SATURDAY])
    assert problem.wanted_of["D1"] == 5


def test_more_than_is_wanted_breaks_a_rule():
    calendar = [{"date": f"2026-03-{day:02d}", "kind": "off"} for day in (2, 3, 4, 5)]
    problem = make_problem(demands=[{"sessions": 2, "max_per_day": 2}], calendar=calendar)
    rows = [("T1", "D1", 5, 1), ("T1", "D1", 5, 2)]
    assert codes(problem, *rows) == [("H13", "sessions")]


@pytest.mark.parametrize(
    ("weeks", "awake"),
    [("odd", [1, 3]), ("双", [2, 4]), ("1-2;4", [1, 2, 4]), ("3", [3]), ("第2至4周单周", [3])],
)
def test_a_demand_sleeps_in_other_weeks(weeks, awake):
    mondays = {1: "2026-03-02", 2: "2026-03-09", 3: "2026-03-16", 4: "2026-03-23"}
    found = []
    for number, monday in mondays.items():
        rules = {"week_of": monday, "term": {"first_monday": "2026-03-02"}}
        problem = make_problem(demands=[{"weeks": weeks}], rules=rules)
        if not problem.is_dormant(problem.demands[0]):
            found.append(number)
        else:
            assert ("H03", "week") in codes(problem, ("T1", "D1", 1, 1))
    assert found == awake


@pytest.mark.parametrize("weeks", ["odd", "1-8;10", "3", "2-6 even"])
def test_weeks_are_written_as_they_are_read(weeks):
    row = {"demand_id": "D", "site_id": "A", "skill": "pe", "sessions": 1, "weeks": weeks}
    assert ";".join(map(str, Demand.model_validate(row).weeks)) == weeks


@pytest.mark.parametrize("weeks", ["sometimes", "8-1", "0", "1..3"])
def test_what_are_no_weeks_is_refused(weeks):
    row = {"demand_id": "D", "site_id": "A", "skill": "pe", "sessions": 1, "weeks": weeks}
    with pytest.raises(ValueError, match="week"):
        Demand.model_validate(row)


CLOSED = {"site_id": "A", "day": 1, "start": "09:00", "end": "10:00"}


def test_under_a_closure_that_takes_all_there_is_no_session():
    problem = make_problem(closures=[CLOSED])
    assert codes(problem, ("T1", "D1", 1, 2)) == [("H15", "closure")]
    assert codes(problem, ("T1", "D1", 1, 1)) == []
    assert codes(problem, ("T1", "D1", 1, 3)) == []
    assert codes(problem, ("T1", "D1", 2, 2)) == []


def test_a_closure_of_a_date_is_of_this_week_only():
    assert codes(
        make_problem(closures=[{"site_id": "A", "date": "2026-03-02"}]), ("T1", "D1", 1, 2)
    )
    later = make_problem(closures=[{"site_id": "A", "date": "2026-03-09"}])
    assert codes(later, ("T1", "D1", 1, 2)) == []


def crowded(capacity, taken):
    return make_problem(
        sites=[{"site_id": "H"}, {"site_id": "A", "capacity": capacity}],
        staff=[{"staff_id": "T1"}, {"staff_id": "T2"}],
        demands=[{"demand_id": "D1"}, {"demand_id": "D2"}],
        closures=[{**CLOSED, "taken": taken}],
    )


def test_what_closures_take_counts_like_sessions():
    both = [("T1", "D1", 1, 2), ("T2", "D2", 1, 2)]
    assert codes(crowded(3, 1), *both) == []
    assert codes(crowded(2, 1), *both) == [("H15", "capacity")]
    assert codes(crowded(2, 2), *both[:1]) == [("H15", "capacity")]
    assert codes(crowded(None, 9), *both) == []


@pytest.mark.parametrize(("capacity", "taken"), [(2, 1), (2, 2), (3, 1), (None, 5), (1, None)])
def test_the_best_plan_keeps_to_the_room_left(capacity, taken):
    problem = crowded(capacity, taken)
    starts = {"slots": "1-2"}
    demands = tuple(Demand.model_validate({**dict(one), **starts}) for one in problem.demands)
    problem = problem.replace(demands=demands)
    best, _ = optimum(problem)
    found = solve(problem, stop=TO_THE_END)
    assert found.objective == found.bound == best
