"""What-ifs: other rules, rows and people, checked as reading checks them."""

import pandas as pd
import pytest

import sharepool as sp
from builders import make_problem
from sharepool.problem.rows import Staff

ASTRAY = {"demand_id": "D", "site_id": "nowhere", "skill": "pe", "sessions": 1}


@pytest.fixture
def county():
    return sp.read_problem("data/samples/county")


def test_a_problem_with_nothing_changed_is_the_same(county):
    assert county.replace() == county


def test_one_rule_is_changed_and_the_others_stay():
    problem = make_problem(rules={"limits": {"max_leg_min": 60}, "weights": {"travel": 3}})
    changed = problem.with_rules("weights.travel", 5)
    assert (changed.rules.weights.travel, changed.rules.limits.max_leg_min) == (5, 60)
    assert problem.replace(rules={"limits": {"max_leg_min": 50}}).rules.weights.travel == 3
    assert problem.replace(rules=changed.rules) == changed


@pytest.mark.parametrize(
    ("tables", "codes"),
    [
        (lambda p: {"staff": p.staff[:1]}, {"unknown_id"}),
        (lambda p: {"sites": p.sites * 2}, {"duplicate_id"}),
        (lambda _: {"rules": {"weights.travell": 5}}, {"unknown_key"}),
        (
            lambda _: {
                "demands": [{"demand_id": "D", "site_id": "nowhere", "skill": "pe", "sessions": 1}]
            },
            {"unknown_id"},
        ),
    ],
)
def test_what_is_wrong_is_told_as_when_reading(county, tables, codes):
    with pytest.raises(sp.ProblemError) as caught:
        county.replace(**tables(county))
    assert {fault.code for fault in caught.value.faults} == codes


def test_a_table_that_there_is_not_is_a_mistake_of_the_program():
    with pytest.raises(TypeError, match="there is no table 'people'"):
        make_problem().replace(people=())
    with pytest.raises(TypeError, match="have no ids"):
        sp.problem.whatifs.without(make_problem(), {"travel": ["A"]})


def test_without_people_goes_all_that_names_them():
    problem = make_problem(
        staff=[{"staff_id": "T1"}, {"staff_id": "T2"}],
        availability=[{"staff_id": "T1", "day": 1, "start": "08:00", "end": "12:00"}],
        pins=[{"kind": "forbid", "staff_id": "T1"}, {"kind": "forbid", "staff_id": "T2", "day": 1}],
        previous_plan=[{"staff_id": "T1", "demand_id": "D1", "day": 1, "slot": 1}],
    )
    left = problem.without(staff=["T1"])
    assert [one.staff_id for one in left.staff] == ["T2"]
    assert [row.staff_id for row in left.skills] == ["T2"]
    assert (len(left.availability), len(left.pins), len(left.previous_plan)) == (0, 1, 1)


def test_without_a_site_go_its_demands_and_the_people_based_there(county):
    site_id = county.demands[0].site_id
    left = county.without(sites=[site_id])
    assert site_id not in left.site_of
    assert not {site_id} & {one.site_id for one in left.demands}
    assert not {site_id} & {one.home_site for one in left.staff}


def test_text_alone_is_one_id(county):
    one = county.staff[0].staff_id
    assert county.without(staff=one) == county.without(staff=[one])


@pytest.mark.parametrize("rows", [{"staff_id": "T1"}, "T1", 5])
def test_what_is_no_table_is_told(rows):
    with pytest.raises(TypeError, match="absences: give a DataFrame or a list of dicts"):
        make_problem().with_rows("absences", rows)
    with pytest.raises(TypeError, match="there is no table 'absence'"):
        make_problem().with_rows("absence", [])


def test_dicts_are_read_as_tables_are():
    problem = make_problem()
    site_id = problem.demands[0].site_id
    row = {"demand_id": "D9", "site_id": site_id, "skill": "pe", "sessions": 2}
    blank = row | {"priority": float("nan"), "cohort": pd.NA, "season_from": pd.NaT, "weeks": None}
    assert problem.with_rows("demands", [blank]) == problem.with_rows("demands", [row])
    with pytest.raises(sp.ProblemError) as caught:
        problem.with_rows("demands", [row | {"sessions": "many", "periods": 0}, problem.demands[0]])
    assert {fault.column for fault in caught.value.faults} == {"sessions", "periods"}


def test_what_is_no_mapping_of_tables_is_told(county):
    with pytest.raises(TypeError, match="frames: give a mapping, not list"):
        sp.Problem.from_frames([county.to_frames()])
    with pytest.raises(TypeError, match="rules: give a mapping, not str"):
        sp.Problem.from_frames(county.to_frames(), rules="rules.toml")


def test_without_somebody_who_is_not_there_is_a_fault(county):
    with pytest.raises(sp.ProblemError, match="unknown_id"):
        county.without(staff=["nobody"])


def test_further_rows_are_added_and_those_of_known_ids_replaced():
    problem = make_problem()
    site_id = problem.demands[0].site_id
    more = pd.DataFrame(
        {"demand_id": ["D1", "D9"], "site_id": site_id, "skill": "pe", "sessions": [4, 1]}
    )
    changed = problem.with_rows("demands", more)
    assert [(one.demand_id, one.sessions) for one in changed.demands] == [("D1", 4), ("D9", 1)]
    person = Staff(staff_id="T9", home_site=site_id)
    assert problem.with_rows("staff", [person]).staff[-1] == person
    absence = {"staff_id": "T1", "from": "2026-03-02", "until": "2026-03-03"}
    assert len(problem.with_rows("absences", [absence]).absences) == 1


def test_a_problem_shows_its_size_not_all_of_its_rows():
    problem = make_problem()
    assert repr(problem) == str(problem) == "<Problem unnamed: staff 1, sites 3, demands 1>"
