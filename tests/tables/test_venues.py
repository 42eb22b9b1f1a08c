"""Venues in the tables: what may stand there, and what is told where it may not."""

import pytest

from builders import make_problem
from sharepool import ProblemError, read_problem, write_problem


def faults_of(demand, **tables):
    """Return what is at fault in a problem whose one demand, at A, has some cells more."""
    problem = make_problem()
    rows = {**tables, "demands": [{**dict(problem.demands[0]), **demand}]}
    with pytest.raises(ProblemError) as caught:
        problem.replace(**rows)
    return [
        (one.code, one.fields.get("kind"), one.table, one.row, one.column)
        for one in caught.value.faults
    ]


@pytest.mark.parametrize(
    ("demand", "code", "kind", "column"),
    [
        ({"venue_site": "Z"}, "unknown_id", None, "venue_site"),
        ({"transfer_min": 5}, "ride_nowhere", None, "transfer_min"),
        ({"venue_site": "B", "delivery": "remote"}, "venue_by_link", "remote", "venue_site"),
    ],
)
def test_cells_of_a_venue_that_cannot_be(demand, code, kind, column):
    (found,) = faults_of(demand)
    assert (found[0], found[2:]) == (code, ("demands", 2, column))
    assert kind in {None, found[1]}


def test_nobody_listens_to_a_session_at_a_venue():
    listeners = [{"demand_id": "D1", "site_id": "H"}]
    (found,) = faults_of({"venue_site": "B"}, listeners=listeners)
    assert found == ("venue_by_link", "heard", "demands", 2, "venue_site")


def test_a_ride_of_unknown_length_is_asked_for():
    way = [{"origin": "A", "destination": "B", "minutes": "none", "mode": "bus"}]
    travel = [*make_problem().travel, *way]
    (found,) = faults_of({"venue_site": "B"}, travel=travel)
    assert found == ("no_ride", None, "demands", 2, "transfer_min")
    told = {"venue_site": "B", "transfer_min": 12}
    make_problem(travel=way).replace(demands=[{**dict(make_problem().demands[0]), **told}])


def test_the_ways_of_people_to_a_venue_must_be_known():
    lonely = [{"site_id": "H"}, {"site_id": "A"}, {"site_id": "B"}]
    ways = [{"origin": "H", "destination": "A", "minutes": 5}]
    problem = make_problem(sites=lonely, travel=ways, leg_min=None)
    demand = {**dict(problem.demands[0]), "venue_site": "B", "transfer_min": 5}
    with pytest.raises(ProblemError) as caught:
        problem.replace(demands=[demand])
    assert {(one.code, one.table) for one in caught.value.faults} == {
        ("missing_coordinates", "sites")
    }


def test_a_venue_is_written_and_read_back(tmp_path):
    problem = make_problem(demands=[{"venue_site": "B", "transfer_min": 12}])
    write_problem(problem, tmp_path / "P")
    assert read_problem(tmp_path / "P") == problem
    chinese = (tmp_path / "P" / "demands.csv").read_text("utf-8-sig")
    chinese = chinese.replace("venue_site", "场馆").replace("transfer_min", "乘车(分钟)")
    (tmp_path / "P" / "demands.csv").write_text(chinese, "utf-8")
    assert read_problem(tmp_path / "P") == problem


def test_a_site_that_goes_takes_along_what_is_held_there():
    problem = make_problem(demands=[{"venue_site": "B"}, {"demand_id": "D2"}])
    left = problem.without(sites=["B"])
    assert [one.demand_id for one in left.demands] == ["D2"]
