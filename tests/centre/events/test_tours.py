"""Tours of testers and days at bases: against every choice there is, on small cases."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import make_problem
from sharepool.centre.events.rows import TestTour
from sharepool.centre.events.tour import TourTask, assign_weeks
from sharepool.centre.events.tour_times import TourTimes, split_tests
from sharepool.centre.events.visiting import VisitTask, assign_days
from sharepool.problem.timetable import SessionTime

TestTour.__test__ = False
SECONDS = 600


def loads_of(task, stops):
    taken = {}
    for school, stop in enumerate(stops):
        if stop is not None:
            taken[stop] = taken.get(stop, 0) + task.loads[school][stop[0]]
    return taken


def best_tour(task):
    """Return the fewest schools left out, and the least cost then, over every choice."""
    options = [
        [None, *(link[1:] for link in task.links if link[0] == s)] for s in range(len(task.loads))
    ]
    found = []
    for stops in product(*options):
        taken = loads_of(task, stops)
        if all(load <= task.rooms[week] for (_, week), load in taken.items()):
            road = sum(task.roads[s][stop[0]] for s, stop in enumerate(stops) if stop)
            over = sum(max(0, load - task.fair[week]) for (_, week), load in taken.items())
            found.append((stops.count(None), road + over))
    return min(found)


@st.composite
def tours(draw):
    schools, bases, weeks = draw(st.tuples(st.just(5), st.integers(1, 2), st.integers(1, 2)))
    tests = [draw(st.integers(20, 200)) for _ in range(schools)]
    roads = [[draw(st.integers(0, 90)) for _ in range(bases)] for _ in range(schools)]
    none = draw(st.sets(st.tuples(st.integers(0, 4), st.integers(0, bases - 1)), max_size=2))
    loads = [
        [-1 if (s, b) in none else tests[s] + roads[s][b] for b in range(bases)]
        for s in range(schools)
    ]
    weeks_open = st.frozensets(st.integers(0, weeks - 1))
    open_in = [draw(weeks_open) for _ in range(schools)]
    rooms = [draw(st.sampled_from([0, 300, 600])) for _ in range(weeks)]
    return TourTask(loads, roads, open_in, rooms)


@settings(max_examples=40, deadline=None)
@given(tours())
def test_five_schools_have_the_best_weeks_that_there_are(task):
    found = assign_weeks(task, SECONDS, 0)
    missing, cost = best_tour(task)
    assert (found.stops.count(None), task.cost(found.stops)) == (missing, cost)
    assert (found.bounds.missing, found.bounds.cost) == (missing, cost)
    assert all(load <= task.rooms[week] for (_, week), load in loads_of(task, found.stops).items())


def test_weeks_of_equal_room_bear_about_the_same():
    task = TourTask([[100]] * 6, [[0]] * 6, [frozenset(range(3))] * 6, [900] * 3)
    found = assign_weeks(task, SECONDS, 0)
    assert sorted(loads_of(task, found.stops).values()) == [200, 200, 200]


@st.composite
def visits(draw):
    groups, bases, days = draw(st.tuples(st.integers(1, 4), st.integers(1, 2), st.integers(1, 2)))
    pupils = [draw(st.integers(10, 60)) for _ in range(groups)]
    places = [draw(st.integers(30, 100)) for _ in range(bases)]
    options = {
        one: draw(st.integers(0, 90))
        for one in product(range(groups), range(bases), range(days))
        if draw(st.booleans())
    }
    return VisitTask(pupils, places, options)


def best_visits(task):
    options = [
        [None, *(one[1:] for one in task.options if one[0] == g)] for g in range(len(task.pupils))
    ]
    found = []
    for days in product(*options):
        here = {}
        for group, one in enumerate(days):
            if one is not None:
                here[one] = here.get(one, 0) + task.pupils[group]
        if all(count <= task.places[base] for (base, _), count in here.items()):
            bus = sum(task.options[g, *one] for g, one in enumerate(days) if one)
            found.append((days.count(None), bus))
    return min(found)


@settings(max_examples=40, deadline=None)
@given(visits())
def test_groups_have_the_best_days_that_there_are(task):
    found = assign_days(task, SECONDS, 0)
    assert (found.days.count(None), task.cost(found.days)) == best_visits(task)


def session(slot, start, end, day=1):
    return SessionTime(day, slot, start, end)


def test_tests_are_split_into_the_fewest_equal_visits():
    sessions = {
        1: (session(1, 0, 40), session(2, 50, 90)),
        2: (session(1, 0, 90),),
    }
    whole = split_tests(90, sessions)
    assert (whole.visits, whole.visit_min, whole.periods, whole.starts) == (1, 90, 2, ((1, 1),))
    split = split_tests(91, sessions)  # two of 46 minutes: one slot is too short
    assert (split.visits, split.visit_min, split.periods) == (2, 46, 2)
    small = split_tests(30, sessions)
    assert (small.periods, small.starts) == (1, ((1, 1), (1, 2)))
    assert split_tests(30, {}) is None


def tour(**cells):
    row = {"tour_id": "T", "skill": "pe", "testers": 1, "minutes_pupil": 1, "bases": "H"}
    return TestTour.model_validate({**row, "from": "2026-03-02", "until": "2026-03-15", **cells})


SITES = [{"site_id": "H"}, {"site_id": "A", "pupils": 60}, {"site_id": "B", "pupils": 20}]


def test_a_tour_counts_minutes_road_and_days_of_each_week():
    closed = [{"site_id": "B", "date": f"2026-03-{day:02}"} for day in range(2, 7)]
    off = [{"date": "2026-03-09", "kind": "off"}]
    problem = make_problem(sites=SITES, closures=closed, calendar=off)
    times = TourTimes(problem, tour(stations=2))
    assert [site.site_id for site in times.sites] == ["A", "B"]
    assert times.tests["A"].minutes == 30
    assert [times.team_days(monday) for monday in times.mondays] == [5, 4]
    task = times.task
    assert task.roads == [[20], [20]]
    assert task.loads == [[50], [30]]
    assert task.open_in == [frozenset({0, 1}), frozenset({1})]
    assert task.rooms == [1500, 1200]


@pytest.mark.parametrize(("sites", "expected"), [("", ["A", "B"]), ("B", ["B"])])
def test_a_tour_goes_to_the_schools_named_or_to_all_with_pupils(sites, expected):
    times = TourTimes(make_problem(sites=SITES), tour(sites=sites))
    assert [site.site_id for site in times.sites] == expected
