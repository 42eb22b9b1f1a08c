"""What clashes, within which limits, how far each has to give way, and the cheapest way out."""

import pytest
from hypothesis import HealthCheck, given, settings

from bruteforce import candidates, optimum, plans
from builders import make_problem
from patience import ENDLESS
from sharepool import diagnose
from sharepool.analysis.diagnosis.limits import ease, find_limits, free_value
from sharepool.analysis.diagnosis.words import DiagnosisWording
from sharepool.engine.cpsat.infeasibility import hard_minimums
from sharepool.engine.instance.preparation import prepare
from sharepool.messages.languages import LANGUAGES
from sharepool.problem.cells import round_half_up
from sharepool.problem.itinerary import Itinerary
from sharepool.problem.result import Status
from strategies import problems


def clashes_of(**given):
    """Return each clash as what it asks for, and the limits with their nearest enough values."""
    found = diagnose(make_problem(**given), stop=ENDLESS)
    assert all(clash.irreducible for clash in found.clashes)
    return [
        (
            [(one.minimum.row, one.enough) for one in clash.requirements],
            {(one.limit.table, one.limit.column): one.enough for one in clash.obstacles},
        )
        for clash in found.clashes
    ]


def lessons(*starts, **cells):
    return [
        {"demand_id": f"D{n}", "slots": start, "min_sessions": 1, **cells}
        for n, start in enumerate(starts, 1)
    ]


def test_what_can_hold_is_feasible():
    found = diagnose(make_problem(demands=lessons("1-1", "1-2")), stop=ENDLESS)
    assert found.status is Status.FEASIBLE
    assert not found.clashes
    assert found.relaxation is None


def test_without_minimums_there_is_nothing_to_clash():
    assert diagnose(make_problem(), stop=ENDLESS).status is Status.FEASIBLE


@pytest.mark.parametrize(
    ("limit", "tables"),
    [
        (("staff", "max_hours_week"), {"staff": [{"max_hours_week": "1.5"}]}),
        (("staff", "max_sessions_week"), {"rules": {"limits": {"max_sessions_week": 2}}}),
        (("staff", "max_days_week"), {"staff": [{"max_days_week": 2}]}),
        (("employers", "max_hours_week"), {"rules": {"employers": {"": {"max_hours_week": 1.5}}}}),
    ],
)
def test_a_week_that_is_too_short_is_told_with_what_is_enough(limit, tables):
    enough = 120 if limit[1] == "max_hours_week" else 3
    demands = [{"sessions": 3, "min_sessions": 3}]
    ((requirements, limits),) = clashes_of(demands=demands, **tables)
    assert requirements == [(0, 2)]
    assert limits[limit] == enough


@pytest.mark.parametrize(
    ("limit", "enough", "tables"),
    [
        (("staff", "max_leg_min"), 10, {"staff": [{"max_leg_min": 9}]}),
        (("staff", "max_travel_min_day"), 20, {"staff": [{"max_travel_min_day": 19}]}),
        (("staff", "max_sites_week"), 1, {"staff": [{"max_sites_week": 0}]}),
        (("staff", "max_sites_day"), 1, {"staff": [{"max_sites_day": 0}]}),
        (("staff", "max_sessions_day"), 1, {"staff": [{"max_sessions_day": 0}]}),
        (
            ("sites", "capacity"),
            1,
            {"sites": [{"site_id": "H"}, {"site_id": "A", "capacity": 0}, {"site_id": "B"}]},
        ),
        (("day", "earliest_departure"), 470, {"rules": {"day": {"earliest_departure": "07:51"}}}),
        (("day", "latest_return"), 530, {"rules": {"day": {"latest_return": "08:49"}}}),
        (("availability", ""), 0, {"availability": [{"staff_id": "T1", "day": 2}]}),
        (("absences", ""), 0, {"absences": [{"staff_id": "T1"}]}),
        (("pins", ""), 0, {"pins": [{"kind": "forbid", "day": 1}]}),
    ],
)
def test_each_limit_is_found_with_its_nearest_enough_value(limit, enough, tables):
    for row in tables.get("availability", ()):
        row |= {"start": "08:00", "end": "20:00"}
    for row in tables.get("absences", ()):
        row |= {"from": "2026-03-02", "until": "2026-03-02"}
    assert clashes_of(demands=lessons("1-1"), **tables) == [([(0, 0)], {limit: enough})]


def test_lunch_between_two_minimums():
    rules = {"day": {"noon": "12:00", "lunch_min": 90}}
    assert clashes_of(demands=lessons("1-4", "1-5"), rules=rules) == [
        ([(0, 0), (1, 0)], {("day", "lunch_min"): 80})
    ]


@pytest.mark.parametrize(
    ("cells", "limits"),
    [
        ({"max_per_day": 1, "slots": "1-1..2"}, {("demands", "max_per_day"): 2}),
        ({"min_gap_days": 2, "slots": "1-1;2-1"}, {("demands", "min_gap_days"): 1}),
        ({"max_staff": 0}, {("demands", "max_staff"): 1}),
    ],
)
def test_limits_of_the_demand_itself(cells, limits):
    demands = [{"sessions": 2, "min_sessions": 2, **cells}]
    ((requirements, found),) = clashes_of(demands=demands)
    assert found == limits
    assert requirements == [(0, 0 if "max_staff" in cells else 1)]


def test_where_nobody_holds_the_skill_no_limit_is_blamed():
    assert clashes_of(demands=[{"skill": "swim", "min_sessions": 1}]) == [([(0, 0)], {})]


def test_separate_clashes_are_told_apart():
    demands = [*lessons("1-1", "1-1"), {"demand_id": "D3", "skill": "swim", "min_sessions": 1}]
    assert sorted(clashes_of(demands=demands)) == [([(0, 0), (1, 0)], {}), ([(2, 0)], {})]


def test_pins_and_pairs_clash_too():
    sites = [{"site_id": "H", "group": "g"}, {"site_id": "A"}, {"site_id": "B"}]
    pairs = [{"site_id": "A", "group": "g", "min_sessions": 2, "strict": 1}]
    pins = [{"kind": "require", "demand_id": "D2", "day": 1, "slot": 1}]
    demands = [{"sessions": 2, "slots": "1-1;2-1"}, {"demand_id": "D2", "site_id": "B"}]
    found = diagnose(
        make_problem(sites=sites, pairs=pairs, pins=pins, demands=demands), stop=ENDLESS
    )
    (clash,) = found.clashes
    assert {(one.minimum.kind, one.enough) for one in clash.requirements} == {
        ("require", 0),
        ("strict_pair", 1),
    }
    assert found.relaxation.cost == 500
    assert found.relaxation.is_cheapest


def test_the_cheapest_way_out_minds_priorities():
    demands = lessons("1-1", "1-1", "1-1")
    demands[1]["priority"] = "2.5"
    found = diagnose(make_problem(demands=demands), stop=ENDLESS).relaxation
    assert {one.minimum.row for one in found.lowered} == {0, 2}
    assert (found.cost, found.bound) == (2000, 2000)


def test_no_time_is_no_verdict():
    problem = make_problem(demands=lessons("1-1", "1-1"))
    found = diagnose(problem, stop=1e-6)
    assert found.status is Status.UNKNOWN
    assert not found.relaxation.is_cheapest
    assert found.lines()[:2] == (
        "Whether a plan exists was not proven in time.",
        "A plan exists once this comes down (a cheaper way is not ruled out):",
    )


def test_time_must_be_given():
    with pytest.raises(ValueError, match="seconds"):
        diagnose(make_problem(), stop=0)


def test_a_diagnosis_in_words():
    problem = make_problem(
        demands=[{"sessions": 3, "min_sessions": 3}], staff=[{"max_hours_week": "1.5"}]
    )
    found = diagnose(problem, stop=ENDLESS)
    assert found.lines() == (
        "No plan exists: these cannot all hold together.",
        (
            "D1 at A must get at least 3 sessions in the week (min_sessions). With 2 sessions the "
            "conflict would be gone."
        ),
        "T1 works 1 h 30 min a week at most (max_hours_week). 2 h would be enough.",
        "A plan exists once this comes down, and there is no cheaper way:",
        "D1 at A must get at least 3 sessions in the week (min_sessions). Ask for 2 instead of 3.",
    )
    assert found.lines("zh")[2] == (
        "T1每周最多工作1小时30分钟（max_hours_week）。放宽到2小时即可。"
    )


def test_every_limit_has_its_words():
    problem = make_problem(
        sites=[{"site_id": "H"}, {"site_id": "A", "capacity": 1}, {"site_id": "B"}],
        staff=[{"max_hours_week": "2", "employer": "体育局"}],
        availability=[{"staff_id": "T1", "day": 1, "start": "08:00", "end": "12:00"}],
        absences=[{"staff_id": "T1", "from": "2026-03-02", "until": "2026-03-02"}],
        pins=[{"kind": "forbid", "site_id": "A", "day": 5}],
        rules={"employers": {"体育局": {"max_hours_week": 10}}},
    )
    limits = find_limits(problem, {"T1"}, {"D1"})
    for lang in LANGUAGES.values():
        told = [DiagnosisWording(problem, lang).of_limit(one) for one in limits]
        assert len(set(told)) == len(limits)
        assert not any("None" in text for text in told)


tiny = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def free_of(problem, minimums):
    """Return the problem with only some minimums, at some numbers."""
    asked = {(one.kind, one.row): needed for one, needed in minimums.items()}
    return problem.replace(
        demands=tuple(
            one.model_copy(update={"min_sessions": asked.get(("min_sessions", row), 0)})
            for row, one in enumerate(problem.demands)
        ),
        pins=tuple(
            pin
            for row, pin in enumerate(problem.pins)
            if pin.kind != "require" or asked.get(("require", row))
        ),
        pairs=tuple(
            pair.model_copy(
                update={"min_sessions": asked.get(("strict_pair", row), 0), "strict": True}
            )
            for row, pair in enumerate(problem.pairs)
        ),
    )


@tiny
@given(problems(teams=True, max_candidates=8))
def test_a_diagnosis_agrees_with_all_plans(problem):
    found = diagnose(problem, stop=ENDLESS)
    assert (found.status is Status.FEASIBLE) == (optimum(problem) is not None)
    for clash in found.clashes:
        needed = {one.minimum: one.minimum.needed for one in clash.requirements}
        assert optimum(free_of(problem, needed)) is None
        for one in clash.requirements:
            without = {other: n for other, n in needed.items() if other != one.minimum}
            if one.enough is not None:
                assert optimum(free_of(problem, {**without, one.minimum: one.enough})) is not None
                more = {**without, one.minimum: one.enough + 1}
                assert optimum(free_of(problem, more)) is None
        for one in clash.obstacles:
            if one.enough is not None:
                eased = ease(problem, {one.limit: one.enough})
                assert optimum(free_of(eased, needed)) is not None


@tiny
@given(problems(teams=True, max_candidates=6))
def test_limits_that_are_told_are_in_the_way_and_needed(problem):
    for clash in diagnose(problem, stop=ENDLESS).clashes:
        needed = {one.minimum: one.minimum.needed for one in clash.requirements}
        everybody = {person.staff_id for person in problem.staff}
        demand_ids = {demand.demand_id for demand in problem.demands}
        told = {one.limit for one in clash.obstacles}
        others = {
            one: free_value(one)
            for one in find_limits(problem, everybody, demand_ids)
            if one not in told and one.column not in {"sessions", "max_per_day"}
        }
        eased = free_of(ease(problem, others), needed)
        if len(candidates(eased)) > 10:
            continue
        assert optimum(eased) is None
        for one in told if clash.irreducible and len(told) == 1 else ():
            free = free_of(ease(problem, {**others, one: free_value(one)}), needed)
            assert len(candidates(free)) > 10 or optimum(free) is not None


@tiny
@given(problems(teams=True, max_candidates=8))
def test_the_relaxation_is_as_cheap_as_any_plan_allows(problem):
    found = diagnose(problem, stop=ENDLESS)
    if found.relaxation is None:
        return
    minimums = hard_minimums(prepare(problem))
    least = min(price(problem, plan, minimums) for plan, _ in plans(free_of(problem, {})))
    assert found.relaxation.bound <= least <= found.relaxation.cost
    lowered = {one.minimum: one.enough for one in found.relaxation.lowered}
    asked = {one: lowered.get(one, one.needed) for one in minimums}
    assert optimum(free_of(problem, asked)) is not None


def price(problem, plan, minimums):
    """Return what a plan's lack of hard minimums costs, counted by hand."""
    weights, total = problem.rules.weights, 0
    for one in minimums:
        if one.kind == "min_sessions":
            demand = problem.demands[one.row]
            count = sum(row.demand_id == demand.demand_id for row in plan)
            each = max(1, round_half_up(weights.unmet * demand.priority))
        elif one.kind == "strict_pair":
            pair = problem.pairs[one.row]
            count = sum(
                problem.demand_of[row.demand_id].site_id == pair.site_id
                and problem.site_of[problem.person_of[row.staff_id].home_site].group == pair.group
                for row in plan
            )
            each = max(1, weights.pair_short)
        else:
            count = len(Itinerary(problem, plan).matching(problem.pins[one.row]))
            each = max(1, weights.unmet)
        total += each * max(0, one.needed - count)
    return total


def broken_of(**given):
    """Return the clashes' rules that the nearest thing to what is required would break."""
    found = diagnose(make_problem(**given), stop=ENDLESS)
    return [[(one.code, one.kind) for one in clash.broken] for clash in found.clashes]


@pytest.mark.parametrize(
    ("pins", "broken"),
    [
        ([{"day": 1, "slot": 9}], [("H03", "bell")]),
        ([{"staff_id": "T2", "demand_id": "D1"}], [("H01", "missing")]),
        ([{"demand_id": "D1", "day": 1, "slot": 1}, {"demand_id": "D2", "day": 1, "slot": 1}],
         [("H04", None)]),
        ([{"demand_id": "D1", "day": 1, "slot": 1}, {"demand_id": "D2", "day": 1, "slot": 2}],
         [("H05", None)]),
    ],
)  # fmt: skip
def test_why_pins_cannot_hold_where_no_limit_is_the_cause(pins, broken):
    assert broken_of(
        staff=[{}, {"staff_id": "T2"}],
        skills=[{"staff_id": "T1", "skill": "pe"}],
        demands=[{}, {"demand_id": "D2", "site_id": "B"}],
        travel=[
            {"origin": "H", "destination": "A", "minutes": 10},
            {"origin": "H", "destination": "B", "minutes": 10},
            {"origin": "A", "destination": "B", "minutes": 25},
        ],
        pins=[{"kind": "require", "staff_id": "T1", **pin} for pin in pins],
    ) == [broken]


def test_why_a_strict_pair_cannot_hold():
    sites = [{"site_id": "H", "group": "g"}, {"site_id": "A"}, {"site_id": "B"}]
    pairs = [{"site_id": "A", "group": "g", "min_sessions": 1, "strict": 1}]
    assert broken_of(sites=sites, pairs=pairs, demands=[{"skill": "swim"}]) == [
        [("H01", "missing")]
    ]


def test_where_a_limit_is_the_cause_no_rule_is_blamed():
    pins = [{"kind": "require", "day": 1, "demand_id": "D1"}]
    absences = [{"staff_id": "T1", "from": "2026-03-02", "until": "2026-03-02"}]
    assert broken_of(pins=pins, absences=absences) == [[]]
