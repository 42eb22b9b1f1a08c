from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import make_plan, make_problem
from sharepool.report.tables.shares import group_shares, site_shares
from sharepool.rules.scoring import score
from strategies import plans_of, problems


def test_a_site_gets_its_share_and_its_floor():
    problem = make_problem(
        demands=[{"sessions": 5}, {"demand_id": "D2", "sessions": 2}],
        rules={"equity": {"floor": "0.5"}},
    )
    (row,) = site_shares(problem, make_plan(("T1", "D1", 1, 1), ("T1", "D2", 2, 1))).to_dict(
        "records"
    )
    assert (row["wanted"], row["delivered"], row["missing"]) == (7, 2, 5)
    assert (row["floor"], row["below_floor"], row["people"]) == (4, 2, 1)
    assert row["share"] == 2 / 7


def test_sites_that_want_nothing_are_left_out(problem, plan):
    # "centre" has no demand, "shut" only a dormant one.
    assert list(site_shares(problem, plan)["site_id"]) == ["007", "east"]


def test_groups_count_their_sites_and_sessions():
    sites = [{"site_id": "H"}, {"site_id": "A"}, {"site_id": "B", "area": "rural"}]
    demands = [{"demand_id": name, "site_id": name, "sessions": 2} for name in ("H", "A", "B")]
    problem = make_problem(sites=sites, demands=demands)
    plan = make_plan(("T1", "H", 1, 1), ("T1", "H", 2, 1), ("T1", "A", 3, 1))
    groups = group_shares(site_shares(problem, plan), "area").to_dict("records")
    town, country = groups
    assert (town["area"], country["area"]) == ("urban", "rural")
    assert (town["sites"], town["at_floor"], town["whole"]) == (2, 2, 1)
    assert (town["wanted"], town["delivered"], town["share"]) == (4, 3, 0.75)
    assert (country["sites"], country["at_floor"], country["share"]) == (1, 0, 0)


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.data())
def test_what_is_below_the_floor_is_what_is_scored(data):
    problem = data.draw(problems(teams=True))
    plan = data.draw(plans_of(problem))
    frame, scored = site_shares(problem, plan), score(problem, plan)
    weight = problem.rules.weights.below_floor
    assert weight * frame["below_floor"].sum() == scored.terms["below_floor"]
    if not problem.listeners:  # a class that listens gets the session too
        assert frame["wanted"].sum() == scored.sessions_wanted
        assert frame["delivered"].sum() == scored.sessions_delivered
