"""Remedies that are known by hand, and what `recommend` promises of each."""

import pytest

from builders import make_plan, make_problem
from patience import AMPLE
from sharepool.analysis.remedies import bench
from sharepool.analysis.remedies.advice import recommend
from sharepool.analysis.remedies.changes import MoreHours, Recruit, TeamRecruit
from sharepool.analysis.remedies.schedule import Schedule
from sharepool.analysis.remedies.types import Remedies
from sharepool.base.errors import NoPlanError
from sharepool.problem.result import Result, Status, Stop
from sharepool.rules import check
from sharepool.rules.scoring import score

WORK = 0.2
"""Enough for any of these problems to be solved to the end."""


def advice(problem, *rows, **options):
    return recommend(
        problem, make_plan(*rows), **{"stop": Stop(work=WORK), "workers": 1, **options}
    )


@pytest.fixture(scope="module")
def busy():
    """One person, whose hours are enough for one of three lessons."""
    return make_problem(
        staff=[{"staff_id": "T1", "name": "Li", "max_hours_week": "0.7"}],
        demands=[{"sessions": 3}],
    )


@pytest.fixture(scope="module")
def told():
    """What was told while the remedies were looked for."""
    return []


@pytest.fixture(scope="module")
def found(busy, told):
    """The remedies for an empty plan."""
    return advice(busy, on_progress=told.append)


def test_the_hours_that_are_missing_come_first_with_all_their_figures(found):
    remedy = found[0]
    assert remedy.change == MoreHours("T1", 4)
    # Two lessons and what the floor lacked (1 of ceil(1.5) = 2), less 40 minutes on the road.
    assert (remedy.objective_before, remedy.objective_after) == (2435, 75)
    assert remedy.win == 2 * 1000 + 400 - 2 * 20 == remedy.proven
    assert (remedy.price, remedy.net) == (1000, remedy.win - 1000)
    assert (remedy.missing, remedy.gained, remedy.demands) == (2, 2, (("D1", 2),))
    assert len(remedy.before) == 1
    assert len(remedy.plan) == 3


def test_the_plan_of_a_remedy_is_legal_with_its_change_and_costs_what_is_said(busy, found):
    for remedy in found:
        changed = remedy.change.apply(busy)
        assert check(changed, remedy.plan) == ()
        assert score(changed, remedy.plan).objective == remedy.objective_after
        assert check(busy, remedy.before) == ()
        assert score(busy, remedy.before).objective == remedy.objective_before


def test_a_poor_plan_is_improved_first_so_that_no_change_wins_what_the_search_had_missed(found):
    # The empty plan costs 3,800.
    assert {one.objective_before for one in found} == {2435}


def test_prices_decide_what_is_worth_it(busy):
    first, second = advice(busy, prices={"hours": 10_000, "recruit": 0})
    assert isinstance(first.change, Recruit)
    assert first.price == 0
    assert isinstance(second.change, MoreHours)
    assert second.net < 0


def test_one_remedy_for_each_subject(found):
    subjects = [(one.change.kind, one.change.subject) for one in found]
    assert len(subjects) == len(set(subjects)) == 2


def test_of_one_kind_no_more_than_enough_while_others_win_something_too():
    staff = [{"staff_id": f"T{number}", "max_hours_week": "0.7"} for number in range(5)]
    problem = make_problem(
        staff=staff,
        demands=[{"demand_id": f"D{number}", "sessions": 2} for number in range(5)],
    )
    kinds = [one.change.kind for one in advice(problem, top=4, prices={"recruit": 9000})]
    assert sorted(kinds) == ["hours", "hours", "hours", "recruit"]


def test_no_more_than_wanted_and_the_same_for_the_same_work(busy, found):
    assert advice(busy, top=1) == found[:1]


def test_within_seconds_from_a_result(busy):
    plan = make_plan(("T1", "D1", 1, 1))
    result = Result(Status.FEASIBLE, plan, 2435, 2435, {}, 3, 1, 20, 1.0, 0)
    found = recommend(busy, result, stop=AMPLE, workers=2)
    assert found[0].change == MoreHours("T1", 4)
    assert found[0].before == plan


def test_nothing_is_recommended_where_nothing_is_missing():
    assert advice(make_problem(), ("T1", "D1", 1, 1)) == ()


def test_progress_is_told_after_each_solve(found, told):
    done, solves = zip(*(one.phase.split(" of ") for one in told), strict=True)
    assert [int(number) for number in done] == list(range(1, len(told) + 1))
    assert set(solves) == {"7 solves"}
    assert (told[-1].objective, told[-1].wanted) == (2435, 3)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"stop": 0}, "more than 0"),
        ({"top": 0}, "more than 0"),
        ({"stop": Stop(work=0)}, "more than 0"),
        ({"prices": {"bus": 1}}, "unknown kind 'bus'"),
        ({"prices": {"hours": -1}}, "0 or more"),
    ],
)
def test_what_makes_no_sense_is_refused(busy, options, message):
    with pytest.raises(ValueError, match=message):
        advice(busy, **options)


def test_an_illegal_plan_or_none_is_refused(busy):
    with pytest.raises(ValueError, match="breaks 1 hard rules"):
        advice(busy, ("T1", "D1", 1, 1), ("T1", "D1", 2, 1))
    unknown = Result(Status.UNKNOWN, None, None, None, {}, 3, 0, 0, 1.0, 0)
    with pytest.raises(NoPlanError, match="no plan was found in time"):
        recommend(busy, unknown)


@pytest.fixture
def interrupt(monkeypatch):
    """Return what makes Ctrl-C be pressed while the solve of this number is waited for."""

    def interrupt(number):
        waited, real = [], bench.wait

        def wait(*arguments, **options):
            waited.append(1)
            done, waiting = real(arguments[0], None)  # all that is under way
            if len(waited) > number:
                raise KeyboardInterrupt
            return done, waiting

        monkeypatch.setattr(bench, "wait", wait)

    return interrupt


def test_ctrl_c_keeps_what_is_done_so_far(busy, found, interrupt):
    interrupt(1)
    assert [one.change for one in advice(busy)] == [one.change for one in found]


def test_ctrl_c_before_there_is_anything_to_keep_is_passed_on(busy, interrupt):
    interrupt(0)
    with pytest.raises(KeyboardInterrupt):
        advice(busy)


def test_time_that_is_over_at_once_is_no_ctrl_c(busy):
    assert advice(busy, stop=1e-9) == ()


def test_time_is_shared_out_to_as_many_solves_as_it_is_enough_for():
    found = Schedule.within(48, sessions=600, ideas=300, top=10, cores=2)
    assert (found.tries, found.rivals) == (32, 10)
    rounds = 17 + 5
    assert found.stop.seconds == pytest.approx(0.95 * 48 / rounds)
    few = Schedule.within(48, sessions=600, ideas=3, top=10, cores=2)
    assert (few.tries, few.rivals) == (3, 3)
    short = Schedule.within(1, sessions=6000, ideas=300, top=10, cores=2)
    assert (short.tries, short.rivals) == (1, 1)


def test_a_remedy_in_words(busy, found):
    assert Remedies(found, busy).headline() == "As it is: objective 2,435, 2 missing sessions."
    assert found[0].text(busy) == (
        "Giving Li (T1) 4 more hours a week covers 2 of the 2 missing sessions and lowers the "
        "objective by 2,360 (price 1,000). No plan as things are can reach that (the bound). "
        "More sessions: D1 at A (2)."
    )
    assert found[0].text(busy, "zh") == (
        "给Li（T1）每周增加4小时，可补上所缺2次课中的2次，目标值减少2,360（代价1,000）。"
        "不作改变的任何方案都达不到（下界）。增加：A的D1（2次）。"
    )
    assert Remedies((), busy).headline() == "No change was found that wins anything."


def test_a_person_for_the_role_that_nobody_can_take_is_proposed():
    problem = make_problem(
        demands=[{"sessions": 2, "skill": "swim", "slots": "1-1;2-1"}],
        skills=[{"staff_id": "T1", "skill": "swim"}],
        roles=[
            {"demand_id": "D1", "role": "coach"},
            {"demand_id": "D1", "role": "lifeguard", "skill": "rescue"},
        ],
    )
    recruit = next(one for one in advice(problem) if isinstance(one.change, Recruit))
    assert [one.skill for one in recruit.change.skills] == ["rescue"]
    assert (recruit.missing, recruit.gained, recruit.demands) == (2, 2, (("D1", 2),))


def make_empty_team(**tables):
    """A team of which nobody can take either role."""
    return make_problem(
        **{
            "staff": [{}, {"staff_id": "T2"}],
            "demands": [{"sessions": 2, "skill": "swim", "slots": "1-1;2-1"}],
            "skills": [{"staff_id": "T1", "skill": "judo"}],
            "roles": [
                {"demand_id": "D1", "role": "coach"},
                {"demand_id": "D1", "role": "lifeguard", "skill": "rescue"},
            ],
            **tables,
        }
    )


def test_where_two_roles_are_empty_two_people_are_proposed_together():
    problem = make_empty_team()
    (found,) = advice(problem)
    assert isinstance(found.change, TeamRecruit)
    held = {one.skill for person in found.change.people for one in person.skills}
    assert (len(found.change.people), held) == (2, {"swim", "rescue"})
    assert (found.missing, found.gained, found.demands) == (2, 2, (("D1", 2),))
    assert found.proven == found.win
    assert check(found.change.apply(problem), found.plan) == ()
    assert found.price == 2 * 4 * problem.rules.weights.unmet


def test_as_many_people_are_proposed_as_a_role_needs():
    roles = [{"demand_id": "D1", "role": "coach", "count": 3}]
    (found,) = advice(make_empty_team(roles=roles))
    assert len(found.change.people) == 3


def test_where_one_person_does_no_team_is_proposed():
    problem = make_empty_team(skills=[{"staff_id": "T1", "skill": "swim"}])
    found = advice(problem)
    assert found
    assert not any(isinstance(one.change, TeamRecruit) for one in found)


def test_a_team_is_proposed_where_whoever_could_come_is_busy():
    """T1 and T2 have one session each, and hours for no more."""
    problem = make_empty_team(
        staff=[{"max_sessions_week": 1}, {"staff_id": "T2", "max_sessions_week": 1}],
        demands=[
            {"sessions": 2, "max_staff": 2, "priority": 3},
            {"demand_id": "D2", "skill": "swim", "slots": "3-1"},
        ],
        skills=[
            {"staff_id": "T1", "skill": "pe"},
            {"staff_id": "T1", "skill": "swim"},
            {"staff_id": "T2", "skill": "pe"},
            {"staff_id": "T2", "skill": "rescue"},
        ],
        roles=[
            {"demand_id": "D2", "role": "coach"},
            {"demand_id": "D2", "role": "lifeguard", "skill": "rescue"},
        ],
    )
    found = advice(problem)
    assert any(isinstance(one.change, TeamRecruit) for one in found)


def test_a_team_is_said_in_both_languages():
    problem = make_empty_team()
    (found,) = advice(problem)
    assert found.text(problem).startswith(
        "A team based at A (one who holds rescue level 1; one who holds swim level 1) covers 2 of"
    )
    assert found.text(problem, "zh").startswith(
        "在A增加一组人员（一名具备rescue1级；一名具备swim1级），可补上所缺2次课中的2次"
    )
