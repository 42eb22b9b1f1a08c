"""Every kind of change in words, in both languages."""

import pytest

from builders import make_problem
from sharepool.analysis.remedies.changes import (
    Certificate,
    FreeDay,
    LooserDemand,
    LooserLimits,
    MoreBudget,
    MoreHours,
    MoreRoom,
    OtherHour,
    OtherMode,
    Recruit,
)
from sharepool.analysis.remedies.types import Remedy
from sharepool.problem.plan import Plan
from sharepool.problem.rows import Requirement

SAID = {
    Recruit("new-1", "A", (Requirement("swim", 2), Requirement("pe", 1))): (
        "One more person based at A who holds swim level 2, pe level 1",
        "在A增加一名具备swim2级，体育1级的人员",
    ),
    Certificate("T1", "swim", 2): ("Raising T1 to swim level 2", "让T1升到swim2级"),
    Certificate("T1", "swim", 1): ("Renewing swim level 1 of T1", "为T1续办swim1级资质"),
    Certificate("T1", "ski", 1): ("A certificate of ski level 1 for T1", "让T1取得ski1级资质"),
    MoreHours("T1", 1): ("Giving T1 1 more hour a week", "给T1每周增加1小时"),
    MoreBudget("体育局", 5): (
        "Giving the people of 体育局 5 more hours a week together",
        "给体育局的人员每周共增加5小时",
    ),
    OtherMode("T1", "car"): ("Sending T1 by car instead of bus", "让T1改为开车出行（原为公交）"),
    LooserLimits("T1", (("max_leg_min", 80), ("max_sites_day", 4))): (
        "Allowing T1 drives of 80 minutes, 4 sites a day",
        "允许T1单程80分钟，每天4个校点",
    ),
    FreeDay("T1", 3): ("Having T1 available all Wednesday", "让T1在星期三全天可用"),
    MoreRoom("A", 2): ("Room for 2 sessions at once at A", "使A能同时容纳2次课"),
    OtherHour(("D1",), "after_school"): (
        "Allowing the part of the day after_school to D1 at A",
        "允许A的D1安排在课后时段",
    ),
    OtherHour(("D1",)): ("Allowing any start to D1 at A", "允许A的D1从任何节次开始"),
    LooserDemand(("D1", "D2", "D3", "D4", "D5"), "max_staff"): (
        "Allowing one more person (max_staff) on D1 at A, D2 at A, D3 at A, D4 at A and 1 more",
        "允许A的D1，A的D2，A的D3，A的D4等另1项多一人承担（max_staff）",
    ),
    LooserDemand(("D1",), "max_per_day"): (
        "Allowing one more session a day (max_per_day) to D1 at A",
        "允许A的D1每天多一次（max_per_day）",
    ),
    LooserDemand(("D1",), "min_gap_days"): (
        "Allowing a day less between sessions (min_gap_days) of D1 at A",
        "允许A的D1的间隔少一天（min_gap_days）",
    ),
}


@pytest.fixture
def problem():
    return make_problem(
        staff=[{"mode": "bus"}],
        skills=[{"staff_id": "T1", "skill": "swim", "valid_until": "2026-03-01"}],
        demands=[{"demand_id": f"D{number}"} for number in range(1, 6)],
    )


def remedy(change, **fields):
    values = {
        "price": 100,
        "objective_before": 5000,
        "objective_after": 3500,
        "missing": 5,
        "gained": 1,
        "demands": (),
        "proven": 0,
        "before": Plan(),
        "plan": Plan(),
    }
    return Remedy(change, **{**values, **fields})


@pytest.mark.parametrize("change", SAID, ids=lambda change: change.kind)
def test_a_change_in_both_languages(problem, change):
    english, chinese = SAID[change]
    assert remedy(change).text(problem) == (
        f"{english} covers 1 of the 5 missing sessions and lowers the objective by 1,500 "
        "(price 100)."
    )
    assert remedy(change).text(problem, "zh") == (
        f"{chinese}，可补上所缺5次课中的1次，目标值减少1,500（代价100）。"
    )


def test_what_comes_and_what_goes_for_it(problem):
    moved = remedy(MoreHours("T1", 1), gained=0, demands=(("D1", 1), ("D2", 2), ("D3", -3)))
    assert moved.text(problem) == (
        "Giving T1 1 more hour a week covers no more sessions, but lowers the objective by 1,500 "
        "(price 100). More sessions: D2 at A (2), D1 at A (1). Given up elsewhere: 3 sessions."
    )


def test_what_part_of_the_win_is_proven(problem):
    partly = remedy(MoreHours("T1", 1), proven=900)
    assert partly.text(problem).endswith(
        "(price 100). At least 900 of that no plan as things are can reach (the bound)."
    )
    assert partly.text(problem, "zh").endswith(
        "其中至少900是不作改变的任何方案都达不到的（下界）。"
    )


def test_what_costs_more_than_it_wins_is_said_to(problem):
    dear = remedy(MoreHours("T1", 1), price=2000)
    assert dear.text(problem).endswith("(price 2,000). It costs more than it wins.")


def test_an_unknown_language_is_refused(problem):
    with pytest.raises(ValueError, match="unknown language"):
        remedy(MoreHours("T1", 1)).text(problem, "fr")
