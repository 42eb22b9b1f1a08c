"""Each verdict on a week small enough to see it by eye, with its fields and its words."""

import dataclasses
import time

import pytest

from builders import make_plan, make_problem
from sharepool.analysis.reasons import forcing
from sharepool.analysis.reasons.explanation import explain, find_reasons
from sharepool.analysis.reasons.types import Verdict
from sharepool.problem.plan import Plan
from sharepool.problem.rows import Assignment

D2 = {"demand_id": "D2", "site_id": "B"}
FIRST_HOUR = {"demand_id": "D1", "slots": "1-1"}


def row(*cells):
    (found,) = make_plan(cells)
    return found


def only_reason(problem, *rows, **options):
    (reason,) = explain(problem, make_plan(*rows), **options)
    return reason


def said(problem, reason):
    return [reason.text(problem, lang) for lang in ("en", "zh")]


# -- missed -------------------------------------------------------------------------------------


def test_missed_is_an_addition_that_makes_the_plan_better():
    problem = make_problem(demands=[FIRST_HOUR])
    reason = only_reason(problem)
    assert reason.verdict is Verdict.MISSED
    assert (reason.add, reason.drop) == (row("T1", "D1", 1, 1), None)
    # Unmet 1000 and below the floor 400, less 20 minutes on the road and one place to go to.
    assert reason.change == -1000 - 400 + 20 + 15
    assert said(problem, reason) == [
        (
            "D1 at A gets 0 of 1 session: the search missed one. T1 can take it on Monday "
            "at slot 1, "
            "and the objective falls by 1,365."
        ),
        "A的D1需要1次课，已安排0次：搜索遗漏了一次：T1可在星期一第1节承担，目标值减少1,365。",
    ]
    assert reason.candidate_lines(problem) == (
        "T1, 10 minutes away: legal on Monday at slot 1; the objective would change by -1,365.",
    )


def test_missed_may_be_an_exchange():
    # One session a week: the one of D2 counts for less.
    problem = make_problem(
        staff=[{"max_sessions_week": 1}],
        demands=[FIRST_HOUR, {**D2, "priority": "0.5", "slots": "1-2"}],
    )
    reason = only_reason(problem, ("T1", "D2", 1, 2))
    assert reason.verdict is Verdict.MISSED
    assert (reason.add, reason.drop) == (row("T1", "D1", 1, 1), row("T1", "D2", 1, 2))
    assert reason.change == -1000 + 500
    assert said(problem, reason) == [
        (
            "D1 at A gets 0 of 1 session: the search missed one. T1 can take it on Monday "
            "at slot 1 if "
            "this session goes: T1, D2 at B, Monday, slot 2. The objective falls by 500."
        ),
        (
            "A的D1需要1次课，已安排0次：搜索遗漏了一次：T1可在星期一第1节承担，"
            "但须取消T1，B的D2，星期一，第2节；目标值减少500。"
        ),
    ]


def test_the_best_of_several_additions_is_offered():
    problem = make_problem(
        demands=[{"slots": "1-1;1-3;2-1"}, {**D2, "slots": "2-3"}],
    )
    reason = only_reason(problem, ("T1", "D2", 2, 3))
    # On Tuesday A is on the way from B: 10 minutes more instead of 20.
    assert reason.add == row("T1", "D1", 2, 1)


# -- dear ---------------------------------------------------------------------------------------


def test_dear_is_a_session_that_costs_more_than_it_earns():
    problem = make_problem(demands=[FIRST_HOUR], rules={"weights": {"unmet": 30, "below_floor": 0}})
    reason = only_reason(problem)
    assert (reason.verdict, reason.change) == (Verdict.DEAR, -30 + 20 + 15)
    assert (reason.add, reason.drop) == (row("T1", "D1", 1, 1), None)
    assert said(problem, reason) == [
        (
            "D1 at A gets 0 of 1 session: T1 could take one more on Monday at slot 1, but "
            "it earns no "
            "more than it costs: the objective would rise by 5."
        ),
        "A的D1需要1次课，已安排0次：T1可在星期一第1节再上一次，但得不偿失：目标值将增加5。",
    ]


def test_what_costs_as_much_as_it_earns_leaves_the_objective_as_it_is():
    problem = make_problem(demands=[FIRST_HOUR], rules={"weights": {"unmet": 35, "below_floor": 0}})
    english, chinese = said(problem, only_reason(problem))
    assert english.endswith("the objective would stay as it is.")
    assert chinese.endswith("目标值不变。")


@pytest.mark.parametrize(("unmet", "verdict"), [(35, Verdict.DEAR), (36, Verdict.MISSED)])
def test_dear_ends_where_it_pays(unmet, verdict):
    weights = {"unmet": unmet, "below_floor": 0}
    problem = make_problem(demands=[FIRST_HOUR], rules={"weights": weights})
    assert only_reason(problem).verdict is verdict


# -- displaces ----------------------------------------------------------------------------------


def test_displaces_names_the_session_that_would_go():
    problem = make_problem(
        staff=[{"max_sessions_week": 1}], demands=[FIRST_HOUR, {**D2, "priority": 2}]
    )
    reason = only_reason(problem, ("T1", "D2", 1, 3))
    assert (reason.verdict, reason.change) == (Verdict.DISPLACES, 1000)
    assert (reason.add, reason.drop) == (row("T1", "D1", 1, 1), row("T1", "D2", 1, 3))
    assert said(problem, reason) == [
        (
            "D1 at A gets 0 of 1 session: one more needs the place of another. T1 could take it on "
            "Monday at slot 1 if this session goes: T1, D2 at B, Monday, slot 3; the "
            "objective would "
            "rise by 1,000."
        ),
        (
            "A的D1需要1次课，已安排0次：再加一次必须替换另一次课：T1可在星期一第1节承担，"
            "但须取消T1，B的D2，星期一，第3节；目标值将增加1,000。"
        ),
    ]
    assert reason.candidate_lines(problem) == (
        "T1, 10 minutes away: on Monday at slot 1, T1 has 2 sessions in the week; the limit is 1.",
    )
    assert reason.candidate_lines(problem, "zh") == (
        "T1，路程10分钟：若在星期一第1节，T1本周有2次课，每周最多1次。",
    )


@pytest.mark.parametrize(
    ("more", "taken"),
    [
        # A playground that is full at that hour.
        ({"sites": [{"site_id": "H"}, {"site_id": "A", "capacity": 1}, {"site_id": "B"}]}, "D2"),
        # An employer's hours.
        ({"rules": {"employers": {"E": {"max_hours_week": "0.7"}}}}, "D2"),
    ],
)
def test_another_persons_session_may_be_the_one_to_go(more, taken):
    problem = make_problem(
        **more,
        staff=[
            {"employer": "E"},
            {"staff_id": "T2", "employer": "E"},
        ],
        skills=[{"staff_id": "T1", "skill": "pe"}, {"staff_id": "T2", "skill": "swim"}],
        demands=[FIRST_HOUR, {"demand_id": "D2", "skill": "swim", "priority": 3}],
    )
    reason = only_reason(problem, ("T2", taken, 1, 1))
    assert reason.verdict is Verdict.DISPLACES
    assert (reason.add, reason.drop) == (row("T1", "D1", 1, 1), row("T2", taken, 1, 1))


def test_of_an_employers_hours_the_session_that_goes_must_save_enough():
    # 140 minutes: D2 takes 40 and is worth least, D3 takes the 100 that D1 needs.
    problem = make_problem(
        staff=[{"staff_id": name, "employer": "E"} for name in ("T1", "T2", "T3")],
        skills=[
            {"staff_id": f"T{number}", "skill": skill}
            for number, skill in enumerate(("pe", "swim", "judo"), start=1)
        ],
        demands=[
            {"periods": 2, "slots": "1-1", "priority": 2},
            {"demand_id": "D2", "skill": "swim", "priority": "0.1"},
            {"demand_id": "D3", "skill": "judo", "periods": 2},
        ],
        rules={"employers": {"E": {"max_hours_week": "2.34"}}},
    )
    reason = only_reason(problem, ("T2", "D2", 1, 1), ("T3", "D3", 1, 1))
    assert (reason.verdict, reason.drop) == (Verdict.MISSED, row("T3", "D3", 1, 1))
    assert reason.change == -1000


def test_nothing_is_displaced_that_the_plan_must_contain():
    problem = make_problem(
        staff=[{"max_sessions_week": 1}], demands=[FIRST_HOUR, {**D2, "min_sessions": 1}]
    )
    assert only_reason(problem, ("T1", "D2", 1, 3)).verdict is Verdict.IMPOSSIBLE


# -- impossible ---------------------------------------------------------------------------------

NOBODY = "D1 at A gets 0 of 1 session: no legal plan holds more than 0. "


@pytest.mark.parametrize(
    ("more", "code", "kind", "english"),
    [
        (
            {"demands": [{"min_level": 2}]},
            "H01",
            "level",
            ("It needs somebody in reach who holds pe at level 2 or above; the nearest who could "
            "come, T1, holds level 1."),
        ),
        (
            {"skills": []},
            "H01",
            "missing",
            ("It needs somebody in reach who holds pe at level 1 or above; the nearest who could "
            "come, T1, does not."),
        ),
        (
            {"skills": [{"staff_id": "T1", "skill": "pe", "valid_until": "2026-03-04"}]},
            "H01",
            "expired",
            ("It needs somebody in reach whose pe is valid all week; that of the nearest who could "
            "come, T1, is not."),
        ),
        (
            {"availability": [{"staff_id": "T1", "day": 1, "start": "06:00", "end": "07:00"}]},
            "H02",
            "window",
            ("A single rule stands in the way, even in an otherwise empty week: T1 is not "
            "available "
            "on Monday from 08:00 to 08:40, the time of D1 at A."),
        ),
        (
            {"absences": [{"staff_id": "T1", "from": "2026-03-01", "until": "2026-03-20"}]},
            "H02",
            "absence",
            ("A single rule stands in the way, even in an otherwise empty week: T1 is absent on "
            "Monday during D1 at A, 08:00 to 08:40."),
        ),
        (
            {"leg_min": 80, "rules": {"day": {"earliest_departure": "05:00"}}},
            "H08",
            "long",
            ("Whoever holds the skills is too far away: even of the nearest who could come, T1, a "
            "drive takes 80 minutes, and 75 are allowed."),
        ),
        (
            {"leg_min": 70, "rules": {"limits": {"max_travel_min_day": 139}}},
            "H09",
            None,
            ("A single rule stands in the way, even in an otherwise empty week: T1 is on the road "
            "too long on Monday: 140 minutes; the limit is 139."),
        ),
        (
            {"rules": {"day": {"earliest_departure": "16:30"}}},
            "H06",
            "departure",
            ("A single rule stands in the way, even in an otherwise empty week: T1 cannot be at A "
            "by 14:00 on Monday: leaving home at 16:30 at the earliest, the way takes 10 minutes."),
        ),
        (
            {"staff": [{"max_sessions_week": 0}]},
            "H10",
            "week",
            ("A single rule stands in the way, even in an otherwise empty week: T1 has 1 "
            "session in "
            "the week; the limit is 0."),
        ),
        (
            {"pins": [{"kind": "forbid", "staff_id": "T1"}]},
            "H16",
            "forbid",
            ("A single rule stands in the way, even in an otherwise empty week: The plan has a "
            "session that a pin forbids: T1, D1 at A, Monday, slot 1."),
        ),
        (
            {"sites": [{"site_id": "H"}, {"site_id": "A", "capacity": 0}]},
            "H15",
            "capacity",
            ("A single rule stands in the way, even in an otherwise empty week: A hosts 1 session "
            "at once on Monday from 08:00 to 08:40; it has room for 0."),
        ),
        (
            {"demands": [{"slots": "6-1"}]},
            "H03",
            "start",
            "Its site has bells at none of its allowed starts.",
        ),
        (
            {"demands": [{"parts": "evening"}]},
            "H03",
            "part",
            ("In the parts of the day allowed for it, its site does not have as many adjacent "
            "slots as its sessions take."),
        ),
        (
            {"demands": [{"periods": 5}]},
            "H03",
            "bell",
            "Its site does not have as many adjacent slots as its sessions take.",
        ),
        ({"demands": [{"max_staff": 0}]}, "H14", None, None),
        ({"skills": [], "leg_min": 400}, None, None, ("Skills, bells and roads alone allow no "
         "more, whatever the limits.")),
    ],
)  # fmt: skip
def test_impossible_names_the_rule_to_ease(more, code, kind, english):
    problem = make_problem(**more)
    reason = only_reason(problem)
    assert (reason.verdict, reason.most) == (Verdict.IMPOSSIBLE, 0)
    if code is None:
        assert reason.ease is None
    else:
        assert (reason.ease.code, reason.ease.kind) == (code, kind)
    if english is not None:
        assert reason.text(problem) == NOBODY + english


def test_impossible_is_said_in_chinese():
    problem = make_problem(demands=[{"min_level": 2}])
    assert said(problem, only_reason(problem))[1] == (
        "A的D1需要1次课，已安排0次：任何可行方案都不能超过0次。"
        "需要一位到得了、具备体育2级及以上的人员；到得了的人中最近的T1为1级。"
    )


def test_the_nearest_person_is_the_one_to_train():
    travel = [{"origin": "B", "destination": "A", "minutes": 5}]
    problem = make_problem(
        staff=[{}, {"staff_id": "T2", "home_site": "B"}], skills=[], travel=travel
    )
    assert only_reason(problem).ease.staff_id == "T2"


def test_two_rules_in_the_way_are_no_single_rule():
    problem = make_problem(
        leg_min=80,
        absences=[{"staff_id": "T1", "from": "2026-03-01", "until": "2026-03-20"}],
    )
    assert only_reason(problem).ease is None


@pytest.mark.parametrize(
    ("demand", "rows", "most", "code", "kind", "english"),
    [
        (
            {"sessions": 4, "min_gap_days": 2},
            [("T1", "D1", day, 1) for day in (1, 3, 5)],
            3,
            "H13",
            "gap",
            "Its days must be at least 2 apart (min_gap_days); one fewer may allow more.",
        ),
        (
            {"sessions": 6},
            [("T1", "D1", day, 1) for day in (1, 2, 3, 4, 5)],
            5,
            "H13",
            "per_day",
            "A day may hold 1 session of it (max_per_day); one more a day may allow more.",
        ),
    ],
)
def test_impossible_by_counting_names_the_number_to_ease(demand, rows, most, code, kind, english):
    problem = make_problem(demands=[demand])
    reason = only_reason(problem, *rows)
    assert (reason.verdict, reason.most) == (Verdict.IMPOSSIBLE, most)
    assert (reason.ease.code, reason.ease.kind) == (code, kind)
    assert reason.ease.text(problem)
    assert reason.text(problem).startswith(
        f"D1 at A gets {most} of {most + 1} sessions: no legal plan holds more than {most}. "
        + english
    )


def test_impossible_by_counting_may_want_one_more_person():
    problem = make_problem(
        staff=[{"max_sessions_week": 2}, {"staff_id": "T2"}],
        demands=[{"sessions": 4}],
        availability=[{"staff_id": "T2", "day": 1, "start": "08:00", "end": "09:00"}],
    )
    reason = only_reason(problem, ("T1", "D1", 2, 1), ("T1", "D1", 3, 1))
    assert (reason.verdict, reason.most) == (Verdict.IMPOSSIBLE, 2)
    assert [one.code for one in (reason.ease, *reason.also_ease)] == ["H10", "H14"]
    assert reason.text(problem).endswith(
        "The people on it may be 1 at most (max_staff); one more may allow more."
    )


ON_MONDAY = {"staff_id": "T1", "day": 1, "start": "08:00", "end": "08:40"}
AWAY = {"staff_id": "T1", "from": "2026-03-02", "until": "2026-03-04"}


@pytest.mark.parametrize(
    ("more", "rows", "codes"),
    [
        ({"availability": [ON_MONDAY]}, [(1, 1)], ["H02"]),
        ({"demands": [{"sessions": 2, "slots": "1-1"}]}, [(1, 1)], ["H03"]),
        ({"staff": [{"max_hours_week": "1"}]}, [(1, 1)], ["H12"]),
        ({"staff": [{"max_days_week": 1}]}, [(1, 1)], ["H11", "H13"]),
        (
            {"absences": [AWAY], "demands": [{"sessions": 3}]},
            [(4, 1), (5, 1)],
            ["H02", "H13"],
        ),
    ],
    ids=["window", "starts", "hours", "days", "absence"],
)
def test_no_more_is_proven_and_every_single_cause_is_named(more, rows, codes):
    problem = make_problem(**{"demands": [{"sessions": 2}], **more})
    reason = only_reason(problem, *(("T1", "D1", *row) for row in rows))
    assert (reason.verdict, reason.most) == (Verdict.IMPOSSIBLE, len(rows))
    eases = (reason.ease, *reason.also_ease)
    assert [one.code for one in eases] == codes
    told = reason.text(problem)
    assert told.count("Easing this rule alone") + told.count("may allow more") <= len(codes)


def test_a_start_is_no_single_rule_where_its_person_could_not_come_either():
    window = {"staff_id": "T1", "day": 1, "start": "08:00", "end": "09:05"}
    problem = make_problem(availability=[window], demands=[{"sessions": 2, "slots": "1-1"}])
    reason = only_reason(problem, ("T1", "D1", 1, 1))
    assert reason.verdict is Verdict.IMPOSSIBLE
    assert "allowed starts" not in reason.text(problem)


def test_what_numbers_hold_back_is_said_without_a_promise():
    short = [{"staff_id": "T1", "day": 2, "start": "08:00", "end": "09:05"}]
    problem = make_problem(availability=short, demands=[{"sessions": 2}])
    reason = only_reason(problem, ("T1", "D1", 2, 1))
    for one in (reason.ease, *reason.also_ease):
        assert one.text(problem)
        assert one.text(problem, "zh")
    assert "would allow" not in reason.text(problem)


def test_a_class_is_in_one_session_at_a_time_whoever_gives_it():
    problem = make_problem(
        staff=[{}, {"staff_id": "T2"}],
        demands=[{"sessions": 2, "max_staff": 2, "max_per_day": 2, "slots": "1-1", "cohort": "c"}],
    )
    reason = only_reason(problem, ("T1", "D1", 1, 1))
    assert (reason.verdict, reason.most) == (Verdict.IMPOSSIBLE, 1)


# -- several ------------------------------------------------------------------------------------


BOTH = [("T1", "D2", 1, 1), ("T1", "D2", 1, 2)]


def two_for_one(**cells):
    """Two periods of D1 take the hours of both of D2's sessions."""
    return make_problem(
        staff=[{"max_sessions_day": 2}],
        demands=[
            {"periods": 2, "slots": "1-1", **cells},
            {**D2, "site_id": "A", "sessions": 2, "max_per_day": 2, "slots": "1-1..2"},
        ],
    )


def test_several_says_which_sessions_go_and_which_come():
    problem = two_for_one()
    reason = only_reason(problem, *BOTH)
    assert reason.verdict is Verdict.SEVERAL
    assert Plan(reason.goes) == Plan.of(BOTH)
    assert Plan(reason.comes) == Plan.of([("T1", "D1", 1, 1)])
    # A session less, and of three sessions the site's floor is two.
    assert reason.change == 1000 + 400
    assert (
        "these go: T1, D2 at A, Monday, slot 1; T1, D2 at A, Monday, slot 2;"
        in said(problem, reason)[0]
    )


def test_several_moves_that_would_pay_were_missed():
    reason = only_reason(two_for_one(priority=3), *BOTH)
    assert (reason.verdict, reason.change) == (Verdict.MISSED, -3000 + 2000 + 400)


def test_what_no_legal_plan_holds_is_impossible_with_all_that_rules_it_out():
    # The one person may take one session, and the other demand's is a minimum.
    problem = make_problem(
        staff=[{"max_sessions_week": 1}],
        demands=[{"slots": "1-1"}, {**D2, "slots": "1-3", "min_sessions": 1}],
    )
    reason = only_reason(problem, ("T1", "D2", 1, 3))
    assert (reason.verdict, reason.most, reason.ease) == (Verdict.IMPOSSIBLE, 0, None)
    (limit,) = reason.clash.obstacles
    assert (limit.limit.column, limit.enough) == ("max_sessions_week", 2)
    english, chinese = said(problem, reason)[:2]
    assert "T1 takes 1 session a week at most (max_sessions_week). 2 would be enough." in english
    assert "D2 at B must get at least 1 session in the week (min_sessions)." in english
    assert "max_sessions_week" in chinese


@pytest.mark.parametrize(
    ("bound", "reserve", "english", "chinese"),
    [
        (None, None, "is not proven.", "尚未证明。"),
        (-100, 1135, "can gain 1,135 at most (the bound).", "最多只能使目标值减少1,135。"),
        (1035, 0, "several moves at once cannot pay (the bound).", "也不会使目标值减少。"),
    ],
)
def test_several_tells_what_the_bound_leaves_to_gain(bound, reserve, english, chinese, monkeypatch):
    monkeypatch.setattr(forcing, "MOST_SIZE", 0)  # as in a problem that is too large for a proof
    problem = two_for_one()
    reason = only_reason(problem, *BOTH, bound=bound)
    assert (reason.verdict, reason.add, reason.drop) == (Verdict.SEVERAL, None, None)
    assert reason.reserve == reserve
    told = said(problem, reason)
    assert told[0].endswith(english)
    assert told[1].endswith(chinese)


# -- people -------------------------------------------------------------------------------------


def test_candidates_are_those_who_hold_the_skills_by_distance():
    travel = [{"origin": "B", "destination": "A", "minutes": 5}]
    problem = make_problem(
        staff=[{}, {"staff_id": "T2", "home_site": "B"}, {"staff_id": "T3", "home_site": "A"}],
        skills=[{"staff_id": "T1", "skill": "pe"}, {"staff_id": "T2", "skill": "pe"}],
        travel=travel,
    )
    reason = only_reason(problem)
    assert [(one.staff_id, one.way_min) for one in reason.candidates] == [("T2", 5), ("T1", 10)]
    assert reason.others == 0


def test_of_those_beyond_reach_the_nearest_are_told_and_the_others_counted():
    sites = [{"site_id": name} for name in ("H", "A", *(f"F{number}" for number in range(7)))]
    travel = [
        {"origin": f"F{number}", "destination": "A", "minutes": 100 + number} for number in range(7)
    ]
    staff = [{"staff_id": f"T{number}", "home_site": f"F{number}"} for number in range(7)]
    problem = make_problem(sites=sites, travel=travel, staff=staff, leg_min=None)
    reason = only_reason(problem)
    assert [one.way_min for one in reason.candidates] == [100, 101, 102, 103, 104]
    assert reason.others == 2
    told = reason.candidate_lines(problem)
    assert (
        told[-1] == "not looked at: 2 more who hold the skills, further away or never free for it."
    )
    assert (
        reason.candidate_lines(problem, "zh")[-1]
        == "另有2人具备资质，路程更远或一直没有空，未逐一列出。"
    )


def test_of_somebody_beyond_reach_the_way_is_told_rather_than_a_clash():
    problem = make_problem(
        demands=[{"slots": "1-1"}, {**D2, "site_id": "H", "slots": "1-1"}],
        leg_min=80,
        rules={"day": {"earliest_departure": "05:00"}},
    )
    free = make_problem(
        demands=[{"slots": "1-1;2-1"}, {**D2, "site_id": "H", "slots": "1-1"}],
        leg_min=80,
        rules={"day": {"earliest_departure": "05:00"}},
    )
    taken = ("T1", "D2", 1, 1)
    (clash,), (far,) = (only_reason(one, taken).candidates for one in (problem, free))
    assert [one.code for one in clash.obstacles] == ["H04"]
    assert [one.code for one in far.obstacles] == ["H08", "H08", "H09"]


def test_the_time_told_is_the_one_at_which_the_fewest_rules_would_be_broken():
    problem = make_problem(
        staff=[{"max_sessions_day": 1}],
        demands=[{"slots": "1-1;1-3"}, {**D2, "sessions": 1}],
    )
    (one,) = only_reason(problem, ("T1", "D2", 1, 1)).candidates
    assert (one.day, one.slot) == (1, 3)
    assert [found.code for found in one.obstacles] == ["H10"]


def test_somebody_whose_way_is_not_known_comes_last():
    problem = make_problem(
        sites=[{"site_id": "H"}, {"site_id": "A"}, {"site_id": "X"}],
        staff=[{"staff_id": "T0", "home_site": "X"}, {}],
        travel=[{"origin": "H", "destination": "A", "minutes": 90}],
        leg_min=None,
    )
    reason = only_reason(problem)
    assert [one.way_min for one in reason.candidates] == [90, None]
    assert reason.candidate_lines(problem)[1].startswith("T0, way not known: on Monday")


def test_where_there_is_no_time_there_is_no_obstacle_to_tell():
    problem = make_problem(demands=[{"parts": "evening"}])
    reason = only_reason(problem)
    (one,) = reason.candidates
    assert (one.day, one.slot, one.obstacles, one.change) == (None, None, (), None)
    assert reason.candidate_lines(problem) == (
        "T1, 10 minutes away: the bells have no time for it.",
    )


# -- what is asked ------------------------------------------------------------------------------


def test_nothing_missing_has_no_reason():
    problem = make_problem(demands=[{}, {**D2, "season_from": "2026-03-04"}])
    assert explain(problem, make_plan(("T1", "D1", 1, 1))) == ()


def test_an_illegal_plan_is_refused():
    with pytest.raises(ValueError, match="breaks 1 hard rules"):
        explain(make_problem(), make_plan(("T1", "D1", 1, 8)))


def test_some_demands_may_be_asked_for():
    problem = make_problem(demands=[{}, D2])
    assert [one.demand_id for one in explain(problem, make_plan())] == ["D1", "D2"]
    asked = find_reasons(problem, make_plan(), demand_ids=["D2"])
    assert [one.demand_id for one in asked] == ["D2"]


def test_verdicts_do_not_depend_on_whether_people_are_told_of():
    problem = make_problem(demands=[{}, {**D2, "parts": "evening"}])
    told = explain(problem, make_plan())
    bare = find_reasons(problem, make_plan(), with_people=False)
    assert all(one.candidates for one in told)
    assert bare == tuple(dataclasses.replace(one, candidates=(), others=0) for one in told)


def test_a_deadline_that_has_passed_leaves_reasons_untried():
    problem = make_problem(demands=[{}, D2])
    found = find_reasons(problem, make_plan(), deadline=time.monotonic())
    assert [one.verdict for one in found] == [Verdict.UNTRIED] * 2
    assert said(problem, found[0]) == [
        (
            "D1 at A gets 0 of 1 session: time was up before the reason was looked for; sharepool "
            "explain gives it."
        ),
        "A的D1需要1次课，已安排0次：时间已到，尚未查找原因；可用sharepool explain查看。",
    ]


def test_a_deadline_on_the_way_keeps_what_was_found(monkeypatch):
    problem = make_problem(demands=[{}, {**D2, "parts": "evening"}])
    clock = iter(range(1000))
    monkeypatch.setattr("sharepool.analysis.reasons.excerpts.time.monotonic", lambda: next(clock))
    # What is impossible comes first; sorting asks for the time once a demand, then every excerpt.
    found = find_reasons(problem, make_plan(), deadline=4)
    assert [one.verdict for one in found] == [Verdict.UNTRIED, Verdict.IMPOSSIBLE]


def test_a_deadline_is_minded_while_demands_are_sorted(monkeypatch):
    judged = []

    def count(instance, task):
        judged.append(task)
        return 0

    monkeypatch.setattr("sharepool.analysis.reasons.verdicts.count_possible", count)
    clock = iter(range(1000))
    monkeypatch.setattr("sharepool.analysis.reasons.excerpts.time.monotonic", lambda: next(clock))
    find_reasons(make_problem(demands=[{}, D2]), make_plan(), deadline=2)
    assert len(judged) == 1


def test_reasons_are_values():
    problem = make_problem()
    assert only_reason(problem) == only_reason(problem)
    assert isinstance(only_reason(problem).add, Assignment)
