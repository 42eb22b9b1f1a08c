"""The state of the pool, by hand: Lin teaches, the others do not, each for a reason."""

import datetime as dt
from decimal import Decimal

import pytest

from builders import make_plan, make_problem
from sharepool.analysis.remedies.changes import MoreRoom, Recruit
from sharepool.analysis.remedies.types import Remedy
from sharepool.centre.pool.survey import survey_pool
from sharepool.centre.pool.words import idle_sentence
from sharepool.problem.plan import Plan
from sharepool.problem.result import Result, Status
from sharepool.problem.rows import Requirement


def hold(staff_id, skill, **dates):
    return {"staff_id": staff_id, "skill": skill, **dates}


NAMES = ("Lin", "Old", "Odd", "Busy", "Slow", "Spare", "More")


@pytest.fixture
def problem():
    return make_problem(
        sites=[
            {"site_id": "H", "county": "东县"},
            {"site_id": "A", "county": "东县"},
            {"site_id": "B", "county": "西县"},
        ],
        staff=[{"staff_id": name, "mode": "bus" if name == "Slow" else "car"} for name in NAMES],
        demands=[
            {"demand_id": "D1", "sessions": 1},
            {"demand_id": "D2", "site_id": "B", "skill": "swim", "sessions": 3},
            {"demand_id": "D3", "site_id": "B", "skill": "judo", "sessions": 1},
        ],
        skills=[
            hold("Lin", "pe", valid_until="2026-05-01"),
            hold("Lin", "pe", valid_from="2026-05-02"),
            hold("Old", "swim", valid_until="2026-03-01", level=2),
            hold("Odd", "chess"),
            hold("Busy", "pe"),
            hold("Slow", "judo"),
            hold("Spare", "pe", valid_until="2026-06-30"),
            hold("More", "swim"),
        ],
        absences=[{"staff_id": "Busy", "from": "2026-03-02", "until": "2026-03-08"}],
        travel=[
            {"origin": "H", "destination": "B", "minutes": 70},
            {"origin": "H", "destination": "B", "minutes": 200, "mode": "bus"},
        ],
    )


@pytest.fixture
def report(problem):
    return survey_pool(problem, make_plan(("Lin", "D1", 1, 1)))


def test_everybody_without_a_session_has_a_reason(report):
    assert {one.staff_id: (one.code, one.demands) for one in report.idle} == {
        "Old": ("expired", 1),
        "Odd": ("not_qualified", 0),
        "Busy": ("not_free", 1),
        "Slow": ("too_far", 1),
        "Spare": ("not_wanted", 1),
        "More": ("not_chosen", 1),
    }


def test_the_pool_is_thin_where_sessions_are_missing(problem, report):
    table = report.to_frames()["supplies"]
    assert list(table["skill"]) == ["swim", "judo", "pe"]
    swim, pe = table.iloc[0], table.iloc[2]
    assert (swim["county"], swim["missing"], swim["holders"], swim["qualified"]) == (
        "西县",
        3,
        0,
        1,
    )
    assert (pe["missing"], pe["holders"], pe["qualified"], pe["expiring"]) == (0, 3, 3, 1)


def test_what_expires_is_what_nothing_takes_over(problem, report):
    assert report.until == dt.date(2026, 7, 19)
    assert [one.staff_id for one in report.abilities if one.expires] == ["Spare"]
    sooner = survey_pool(problem, Plan(), until=dt.date(2026, 6, 30))
    assert not [one for one in sooner.abilities if one.expires]
    table = report.to_frames()["abilities"]
    old = table[table["staff_id"] == "Old"].iloc[0]
    assert (old["valid"], old["valid_until"], old["level"]) == (0, "2026-03-01", 2)


def test_reasons_are_told_in_both_languages(problem, report):
    english, chinese = (report.to_frames(lang)["idle"] for lang in ("en", "zh"))
    assert "1 demands" in english.loc[0, "reason"]
    assert "证件本周无效" in chinese.loc[0, "reason"]
    with pytest.raises(ValueError, match="unknown language"):
        idle_sentence("expired", 1, "fr")


def test_without_a_plan_nobody_is_used(problem):
    nothing = Result(Status.UNKNOWN, None, None, None, {}, 5, 0, 0, wall_seconds=1.0, seed=0)
    assert len(survey_pool(problem, nothing).idle) == len(problem.staff)


def test_of_remedies_those_that_are_one_more_person_are_told(problem):
    def remedy(change):
        return Remedy(change, 0, 5000, 2000, 4, 3, (("D2", 3),), 2500, Plan(), Plan())

    recruit = Recruit("new", "B", (Requirement("swim", 2),), Decimal(8))
    found = survey_pool(problem, Plan(), remedies=[remedy(recruit), remedy(MoreRoom("A", 2))])
    (row,) = found.to_frames()["recruits"].to_dict("records")
    assert (row["home_site"], row["skills"], row["gained"], row["win"]) == ("B", "swim:2", 3, 3000)


def test_a_session_of_two_people_is_one():
    problem = make_problem(
        staff=[{"staff_id": "T1"}, {"staff_id": "T2"}],
        demands=[{"sessions": 2}],
        roles=[{"demand_id": "D1", "role": role} for role in ("lead", "assistant")],
    )
    plan = Plan.of([("T1", "D1", 1, 1, "lead"), ("T2", "D1", 1, 1, "assistant")])
    (supply,) = survey_pool(problem, plan).supplies
    assert (supply.wanted, supply.delivered) == (2, 1)
