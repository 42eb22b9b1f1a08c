"""Chains and placements as tables."""

from builders import make_plan, make_problem
from sharepool.centre.chains.survey import survey_chains
from sharepool.centre.placement.decision import place_athletes
from sharepool.centre.placement.rows import Athlete, Place


def test_each_member_of_a_chain_with_what_is_broken_there():
    chains = [
        {"chain_id": "c", "skill": "pe", "stage": "primary", "site_id": "A"},
        {"chain_id": "c", "skill": "pe", "stage": "junior", "site_id": "B"},
    ]
    problem = make_problem(chains=chains)
    pattern = {"primary": 1, "junior": 1}
    found = survey_chains(problem, make_plan(), pattern=pattern).to_frames()["members"]
    assert found.values.tolist() == [
        ["c", "pe", "primary", "A", "A", "B", 10, 1, 0,
         "c: A gets 0 sessions of pe; it should get 1."],
        ["c", "pe", "junior", "B", "B", "", "", 1, 0,
         "c: no demand of B asks for pe, so no plan can serve it."],
    ]  # fmt: skip
    without = survey_chains(problem, pattern=pattern).to_frames("zh")["members"]
    assert without["received"].tolist() == ["", ""]
    assert without["broken"][1] == "c：B没有体育的需求，任何方案都无法安排。"


def test_a_school_of_two_stages_has_the_gaps_of_each_once():
    chains = [
        {"chain_id": "c", "skill": "pe", "stage": stage, "site_id": site_id}
        for site_id, stage in (("A", "primary"), ("A", "junior"), ("B", "senior"))
    ]
    problem = make_problem(chains=chains, rules={"limits": {"max_leg_min": 9}})
    found = survey_chains(problem).to_frames()["members"]
    primary, junior, _ = found["broken"]
    assert primary == ""
    assert junior == "c: from A the next stage is 10 minutes away; the limit is 9."


def test_each_athlete_with_lot_place_and_reason():
    athletes = [
        Athlete(athlete_id="a", skill="s", score=60, home_site="A", choices=("B",)),
        Athlete(athlete_id="b", skill="s", score="70.5", home_site="A", choices=("B",)),
    ]
    chains = [{"chain_id": "c", "skill": "s", "site_id": site_id} for site_id in "AB"]
    problem = make_problem(
        sites=[{"site_id": "H"}, {"site_id": "A"}, {"site_id": "B", "name": "二中"}], chains=chains
    )
    places = [Place(site_id="B", skill="s", places=1)]
    placement = place_athletes(athletes, places, problem=problem, seed=0)
    found = placement.to_frames("zh")["placement"]
    lots = {answer.athlete.athlete_id: answer.lot for answer in placement.answers}
    assert [list(map(str, row)) for row in found.values.tolist()] == [
        ["a", "s", "60", str(lots["a"]), "A", "", "", "", "full",
         "二中（B）：最后一个名额的成绩为70.5分。"],
        ["b", "s", "70.5", str(lots["b"]), "A", "B", "1", "1", "", ""],
    ]  # fmt: skip
    nameless = place_athletes(athletes, places, seed=0).to_frames()["placement"]
    assert "B: the last place" in nameless["reason"][0]
