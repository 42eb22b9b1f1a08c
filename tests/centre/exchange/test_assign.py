"""Exchanges that the bureau decides, against every exchange of tiny centres and against flows."""

import datetime as dt
from collections import Counter
from fractions import Fraction
from itertools import product
from math import ceil

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import make_centre
from sharepool.centre.exchange.decision import plan_exchange, trace_moves
from sharepool.centre.exchange.eligibility import find_standings
from sharepool.centre.exchange.goals import solve_tasks
from sharepool.centre.exchange.rows import PastMove, Post
from sharepool.centre.exchange.rules import ExchangeRules
from sharepool.centre.exchange.task import list_tasks
from sharepool.problem.cells import round_half_up
from sharepool.problem.result import Status
from sharepool.problem.rows import Skill

DATE = dt.date(2026, 3, 2)
OLD, NEW, NEWEST = "2015-09-01", "2024-09-01", "2025-09-01"


def centre_of(schools, teachers, minutes=None):
    """A centre of schools with so many lessons each, and teachers as dicts."""
    names = "ABCD"[: len(schools)]
    travel = [
        {"origin": one, "destination": other, "minutes": (minutes or {}).get((one, other), 20)}
        for one in names
        for other in names
        if one != other
    ]
    return make_centre(
        # One class a school: a grade each, due what the school is due.
        classes=[{"site_id": name, "grade": grade} for grade, name in enumerate(names, 1)],
        lessons=dict(enumerate(schools, 1)),
        residents=[{"staff_id": f"T{n}", "since": OLD, **one} for n, one in enumerate(teachers)],
        sites=[{"site_id": name, "area": "urban"} for name in names],
        travel=travel,
    )


def score(exchange):
    return [(goal.value, goal.bound) for goal in exchange.goals]


def best_by_hand(centre, rules, posts, moves):
    """The lexicographic optimum over all ways to send eligible teachers, by trying all."""
    sites = [site.site_id for site in centre.problem.sites]
    due = {line.grade: line.lessons_week for line in centre.curriculum}
    required = {row.site_id: due[row.grade] for row in centre.classes}
    way = {(leg.origin, leg.destination): int(leg.minutes) for leg in centre.problem.travel}
    people = centre.residents
    old = [one for one in people if one.since <= dt.date(2020, 3, 2)]
    may = [one for one in old if not one.exempt and not one.stay and one.supply_lessons]
    quota = ceil(Fraction(rules.quota) * len(may))
    most = quota if moves is None else moves
    post_of = {post.site_id: post for post in posts}
    found = []
    for targets in product(sites, repeat=len(may)):
        goes = {one.staff_id: to for one, to in zip(may, targets, strict=True) if to != one.site_id}
        moved = [one for one in may if one.staff_id in goes]
        if len(moved) > most:
            continue
        if any(
            not required[goes[one.staff_id]] or way[one.site_id, goes[one.staff_id]] > rules.way_min
            for one in moved
        ):
            continue
        left = Counter(one.site_id for one in moved)
        came = Counter(goes.values())
        there = Counter(one.site_id for one in people)
        experienced = Counter(
            one.site_id
            for one in people
            if one.since <= dt.date(2025, 3, 2) and one.staff_id not in goes
        )
        third = {site: max(1, there[site] // 3) for site in sites}
        given = {s: p.max_leave for s, p in post_of.items() if p.max_leave is not None}
        limit = third | given
        if any(left[s] > limit[s] or came[s] > rules.max_come for s in sites):
            continue
        if any(left[s] and not experienced[s] for s in sites):
            continue
        if any(
            s in post_of and there[s] - left[s] + came[s] > max(there[s], post_of[s].posts)
            for s in sites
        ):
            continue
        supply = Counter()
        for one in people:
            supply[goes.get(one.staff_id, one.site_id)] += one.supply_lessons
        uncovered = {s: max(0, required[s] - supply[s]) for s in sites}
        backbone = sum(one.backbone for one in moved)
        short = max(0, quota - len(moved)) + max(
            0, ceil(Fraction(rules.backbone) * len(moved)) - backbone
        )
        total, lacking = sum(required.values()), sum(uncovered.values())
        mean = Fraction(total - lacking, total) if total else Fraction(1)
        spread = sum(
            round_half_up(100 * abs(required[s] - uncovered[s] - mean * required[s])) for s in sites
        )
        minutes = sum(way[one.site_id, goes[one.staff_id]] for one in moved)
        rank = sum(rank_of(one, goes[one.staff_id]) for one in moved)
        found.append((short, lacking, spread, minutes, rank))
    return min(found)


def rank_of(one, site):
    if not one.wishes:
        return 0
    return one.wishes.index(site) + 1 if site in one.wishes else len(one.wishes) + 1


teachers = st.fixed_dictionaries(
    {
        "site_id": st.sampled_from("ABCD"),
        "load_lessons": st.sampled_from([14, 10, 12, 16]),
        "duty_lessons": st.sampled_from([0, 0, 4]),
        "since": st.sampled_from([OLD, OLD, OLD, NEW, NEWEST]),
        "backbone": st.sampled_from([0, 0, 1]),
        "stay": st.sampled_from([0, 0, 0, 1]),
        "exempt": st.sampled_from(["", "", "", "ill"]),
        "wishes": st.sampled_from(["", "", "C", "D;C"]),
    }
)
posts = st.lists(
    st.fixed_dictionaries(
        {
            "site_id": st.sampled_from("ABCD"),
            "posts": st.sampled_from([6, 3, 2]),
            "max_leave": st.sampled_from([None, 2, 1, 0]),
        }
    ),
    max_size=2,
    unique_by=lambda row: row["site_id"],
)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from([14, 0, 10, 26, 40]), min_size=4, max_size=4),
    st.lists(teachers, min_size=2, max_size=6),
    posts,
    st.dictionaries(
        st.tuples(st.sampled_from("ABCD"), st.sampled_from("ABCD")), st.sampled_from([10, 61])
    ),
    st.sampled_from([None, 0, 1, 2, 6]),
    st.sampled_from(["0.1", "0.5", "0"]),
)
def test_no_exchange_is_better(schools, people, rows, minutes, moves, quota):
    for one in people:
        one["wishes"] = ";".join(
            site for site in one["wishes"].split(";") if site and site != one["site_id"]
        )
    centre = centre_of(schools, people, minutes)
    rules = ExchangeRules(quota=quota, max_come=2)
    typed = [Post.model_validate(row) for row in rows]
    exchange = plan_exchange(centre, rules, posts=typed, moves=moves)
    best = best_by_hand(centre, rules, typed, moves)
    assert score(exchange) == [(value, value) for value in best]
    assert exchange.status is Status.OPTIMAL


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(-2, 3), min_size=4, max_size=4),
    st.dictionaries(
        st.tuples(st.sampled_from("ABCD"), st.sampled_from("ABCD")),
        st.sampled_from([10, 35, 61]),
    ),
)
def test_with_equal_loads_it_is_a_flow_of_least_cost(lacking, minutes):
    """Whoever leaves a school frees ten lessons there: a flow from surplus to lack, road priced."""
    load, there = 10, 3
    centre = centre_of(
        [load * (there + more) for more in lacking],
        [{"site_id": site, "load_lessons": load} for site in "ABCD" for _ in range(there)],
        minutes,
    )
    rules = ExchangeRules(quota="0", max_leave=there, max_come=9, experienced_years=0)
    standings = find_standings(centre, rules, DATE)
    (task,) = list_tasks(centre, standings, (), rules, 12)
    (solved,) = solve_tasks([task], ["uncovered", "minutes"], 20, 0)

    graph, worth = nx.DiGraph(), 10_000
    for site, more in zip("ABCD", lacking, strict=True):
        # Who comes may stay or free somebody who goes; one teacher of each school stays.
        graph.add_edge("out", ("here", site), capacity=max(0, -more), weight=0)
        graph.add_edge(("here", site), "in", capacity=max(0, more), weight=-worth)
        graph.add_edge(("here", site), ("leave", site), capacity=there - 1, weight=0)
    for one, other in product("ABCD", repeat=2):
        way = minutes.get((one, other), 20)
        if one != other and way <= 60:
            graph.add_edge(("leave", one), ("here", other), capacity=there, weight=way)
    graph.add_edge("in", "out", capacity=99, weight=0)
    flow = nx.min_cost_flow(graph)
    covered = flow["in"]["out"]
    road = nx.cost_of_flow(graph, flow) + worth * covered
    before = sum(load * max(0, more) for more in lacking)
    assert solved.attained["uncovered"].value == before - load * covered
    assert solved.attained["minutes"].value == road


def test_quotas_are_soft_and_told():
    centre = centre_of([10, 20, 10, 10], [{"load_lessons": 10} for _ in range(3)])
    exchange = plan_exchange(centre, ExchangeRules(quota="1", max_leave=2))
    moved, backbone = exchange.quotas
    assert (moved.base, moved.due, moved.moved, moved.short) == (3, 3, 2, 1)
    assert (backbone.base, backbone.due, backbone.moved, backbone.able) == (2, 1, 0, 0)


def test_the_more_move_the_less_is_lacking():
    people = [{"site_id": "A", "load_lessons": 14} for _ in range(4)]
    centre = centre_of([14, 14, 14, 14], people)
    points = trace_moves(centre, [0, 1, 2, 3, 4], ExchangeRules(max_leave=9))
    assert [(one.uncovered, one.bound) for one in points] == [
        (42, 42),
        (28, 28),
        (14, 14),
        (0, 0),
        (0, 0),
    ]


def test_who_was_away_returns_first():
    centre = centre_of([28, 14], [{"site_id": "A"}, {"site_id": "B", "until": "2026-03-01"}])
    past = PastMove(
        staff_id="T1", from_site="A", to_site="B", date="2025-03-02", until="2026-03-01"
    )
    exchange = plan_exchange(centre, history=[past])
    (back,) = exchange.moves
    assert (back.staff_id, back.to_site, back.why, back.until) == ("T1", "A", "return", None)
    assert [one.site_id for one in exchange.centre.residents] == ["A", "A"]
    assert len(exchange.history) == 2
    # A day earlier the time is not over, and nobody who is away is sent elsewhere.
    early = ExchangeRules(date="2026-03-01", quota="1")
    assert plan_exchange(centre, early, history=[past]).moves == ()


def test_history_is_read_back_into_the_next_year():
    people = [{"site_id": "A", "load_lessons": 14} for _ in range(2)]
    centre = centre_of([14, 14], people)
    first = plan_exchange(centre, ExchangeRules(quota="0.5", date="2026-09-01"))
    (gone,) = first.moves
    assert (gone.to_site, str(gone.until)) == ("B", "2027-08-31")
    rules = ExchangeRules(quota="0.5", date="2027-09-01")
    second = plan_exchange(first.centre, rules, history=first.history)
    assert [(move.staff_id, move.to_site, move.why) for move in second.moves] == [
        (gone.staff_id, "A", "return"),
    ]


@pytest.mark.parametrize(
    ("since", "date", "eligible"),
    [
        ("2020-03-02", "2026-03-02", True),
        ("2020-03-03", "2026-03-02", False),
        ("2020-02-29", "2026-02-28", False),
        ("2020-02-29", "2026-03-01", True),
    ],
)
def test_years_are_full_years(since, date, eligible):
    centre = centre_of([14, 14], [{"site_id": "A", "since": since}])
    (standing,) = find_standings(centre, ExchangeRules(), dt.date.fromisoformat(date))
    assert (standing.barred is None) is eligible


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"exempt": "ill"}, "exempt"),
        ({"stay": 1}, "stay"),
        ({"until": "2026-03-02"}, "away"),
        ({"since": None}, "unknown"),
        ({"since": NEW}, "short"),
        ({"born": "1970-03-02"}, "old"),
        ({"duty_lessons": 14}, "no_lessons"),
        ({"skills": "dance"}, "no_lessons"),
        ({"born": "1970-03-03"}, None),
        ({"until": "2026-03-01"}, None),
    ],
)
def test_each_bar_has_its_reason(cells, why):
    centre = centre_of([14, 14], [{"site_id": "A", **cells}])
    (standing,) = find_standings(centre, ExchangeRules(oldest=55), DATE)
    assert standing.barred == why


def test_certificates_are_to_hold_when_the_moves_take_effect():
    centre = centre_of([14, 14], [{"site_id": "A"}])
    held = Skill(staff_id="T0", skill="pe", valid_until=dt.date(2026, 8, 31))
    problem = centre.problem.updated(skills=(held,))
    centre = centre.model_copy(update={"problem": problem})
    dates = (DATE, dt.date(2026, 9, 1))
    standings = [find_standings(centre, ExchangeRules(), date)[0] for date in dates]
    assert [one.barred for one in standings] == [None, "no_lessons"]


def test_subjects_of_strong_schools_only_are_counted_if_so_ruled():
    people = [{"site_id": site} for site in "AABB"]
    centre = centre_of([14, 14, 14], people)
    sites = tuple(site.model_copy(update={"area": "rural"}) for site in centre.problem.sites)
    centre = centre.model_copy(update={"problem": centre.problem.replace(sites=sites)})
    strong = [Post(site_id="B", posts=9, strength="strong")]
    rules = ExchangeRules(quota="0.5", quota_of="strong")
    assert plan_exchange(centre, rules, posts=strong).quotas[0].base == 2
    assert plan_exchange(centre, rules).quotas[0].base == 0


def school_of_each_stage(teacher_at):
    """Four schools of which only the teacher's has a teacher, so that everywhere else is a gap."""
    stages = {"A": "primary", "B": "junior", "C": "senior", "D": "nine_year"}
    return make_centre(
        classes=[{"site_id": name, "grade": grade} for grade, name in enumerate(stages, 1)],
        lessons=dict.fromkeys(range(1, 5), 14),
        residents=[
            {"staff_id": name, "site_id": teacher_at, "since": OLD} for name in ("T1", "T2", "T3")
        ],
        sites=[{"site_id": name, "stage": stage} for name, stage in stages.items()],
    )


@pytest.mark.parametrize(
    ("teacher_at", "certified"), [("A", "D"), ("B", "AD"), ("C", "ABD"), ("D", "AB")]
)
def test_certificates_are_good_for_their_stage_and_those_below(teacher_at, certified):
    centre = school_of_each_stage(teacher_at)
    everywhere = [Post(site_id=teacher_at, posts=3, max_leave=3)]
    for stages, sites in (("down", set(certified)), ("any", set("ABCD") - {teacher_at})):
        rules = ExchangeRules(quota="1", experienced_years=0, stages=stages)
        for target in sites:
            # Room at one school only: whoever may go there goes.
            posts = [*everywhere, *(Post(site_id=one, posts=0) for one in sites - {target})]
            found = plan_exchange(centre, rules, posts=posts, moves=1)
            assert [move.to_site for move in found.moves] == [target]
        closed = [*everywhere, *(Post(site_id=one, posts=0) for one in sites)]
        assert plan_exchange(centre, rules, posts=closed, moves=1).moves == ()
