"""Reasons held against all plans of tiny problems, the checker and the scorer."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bruteforce import candidates, plans
from sharepool.analysis.diagnosis.limits import ease
from sharepool.analysis.reasons.explanation import explain
from sharepool.analysis.reasons.types import Verdict
from sharepool.problem.plan import Plan
from sharepool.problem.rows import Assignment
from sharepool.rules import check
from sharepool.rules.scoring import score
from strategies import problems

tiny = settings(
    max_examples=200,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@st.composite
def explained(draw):
    """A tiny problem, all its legal plans, one of them and the reasons for what it misses."""
    problem = draw(problems(teams=True, max_candidates=8))
    legal = [plan for plan, _ in plans(problem)]
    plan = draw(st.sampled_from(legal)) if legal else None
    return problem, legal, plan, () if plan is None else explain(problem, plan)


def given_of(plan, demand_id):
    """Count sessions of a demand: people of a team who start together are in one."""
    own = [row for row in plan if row.demand_id == demand_id]
    return len(own) if not any(row.role for row in own) else len({(r.day, r.slot) for r in own})


PROPERTIES = []


def held(check_one):
    """Note a property that every problem drawn is held against: drawing them takes the time."""
    PROPERTIES.append(check_one)
    return check_one


@held
def every_demand_that_misses_sessions_has_a_reason_and_no_other(drawn):
    problem, _, plan, reasons = drawn
    if plan is None:
        return
    missing = {
        demand.demand_id: problem.wanted_of[demand.demand_id] - given_of(plan, demand.demand_id)
        for demand in problem.demands
        if not problem.is_dormant(demand)
    }
    found = {reason.demand_id: reason.missing for reason in reasons}
    assert found == {demand_id: count for demand_id, count in missing.items() if count > 0}
    assert all(reason.verdict is not Verdict.UNTRIED for reason in reasons)


@held
def of_what_is_impossible_no_legal_plan_has_more(drawn):
    _, legal, plan, reasons = drawn
    for reason in reasons:
        if reason.verdict is Verdict.IMPOSSIBLE:
            most = max(given_of(one, reason.demand_id) for one in legal)
            assert most <= reason.most <= given_of(plan, reason.demand_id)


@held
def one_session_more_is_impossible_where_no_legal_plan_has_it_and_nowhere_else(drawn):
    _, legal, plan, reasons = drawn
    for reason in reasons:
        now = given_of(plan, reason.demand_id)
        is_possible = any(given_of(one, reason.demand_id) > now for one in legal)
        assert is_possible == (reason.verdict is not Verdict.IMPOSSIBLE)


@held
def no_legal_plan_with_one_session_more_keeps_more_of_the_plan(drawn):
    _, legal, plan, reasons = drawn
    for reason in reasons:
        if reason.comes:
            now, rows = given_of(plan, reason.demand_id), set(plan)
            others = [one for one in legal if given_of(one, reason.demand_id) > now]
            told = (len(reason.goes), len(reason.comes))
            assert told == min((len(rows - set(one)), len(set(one) - rows)) for one in others)


@held
def what_stands_in_the_way_together_does_and_each_eased_as_told_does_not(drawn):
    problem, _, _, reasons = drawn
    for reason in reasons:
        for one in reason.clash.obstacles if reason.clash else ():
            if one.enough is not None:
                eased = ease(problem, {one.limit: one.enough})
                assert len(candidates(eased)) > 12 or any(
                    given_of(other, reason.demand_id) > reason.most for other, _ in plans(eased)
                )


@held
def what_is_offered_is_legal_gives_one_more_and_changes_the_score_as_said(drawn):
    problem, _, plan, reasons = drawn
    for reason in reasons:
        if reason.verdict is Verdict.IMPOSSIBLE:
            assert (reason.add, reason.drop, reason.change) == (None, None, None)
            continue
        goes = reason.goes or ([] if reason.drop is None else [reason.drop])
        comes = reason.comes or [reason.add]
        after = Plan((*(row for row in plan if row not in goes), *comes))
        assert check(problem, after) == ()
        assert given_of(after, reason.demand_id) == given_of(plan, reason.demand_id) + 1
        change = score(problem, after).objective - score(problem, plan).objective
        assert change == reason.change
        assert (change < 0) == (reason.verdict is Verdict.MISSED)
        assert len(after) == len(plan) + len(comes) - len(goes)
        if change >= 0:
            expected = Verdict.SEVERAL if goes else Verdict.DEAR
            if len(goes) == len(comes) == 1:
                expected = Verdict.DISPLACES
            assert reason.verdict is expected


@held
def what_stands_in_a_persons_way_is_what_the_checker_finds(drawn):
    problem, _, plan, reasons = drawn
    for reason in reasons:
        for one in reason.candidates:
            if one.day is None:
                continue
            row = Assignment(
                staff_id=one.staff_id,
                demand_id=reason.demand_id,
                day=one.day,
                slot=one.slot,
                role=one.role,
            )
            after = Plan((*plan, row))
            broken = check(problem, after)
            assert one.obstacles == tuple(found for found in broken if found.code != "H17")
            assert (one.change is None) == bool(broken)
            if not broken:
                change = score(problem, after).objective - score(problem, plan).objective
                assert one.change == change


@held
def no_legal_addition_of_a_candidate_is_better_than_the_one_offered(drawn):
    problem, legal, plan, reasons = drawn
    before = score(problem, plan).objective if plan is not None else 0
    for reason in reasons:
        rows = set(plan)
        additions = [
            score(problem, one).objective - before
            for one in legal
            if rows < set(one) and len(one) == len(plan) + 1
            if given_of(one, reason.demand_id) > given_of(plan, reason.demand_id)
        ]
        if additions:
            assert reason.verdict in {Verdict.MISSED, Verdict.DEAR}
            assert reason.change <= min(additions)


@held
def every_reason_is_said_in_both_languages(drawn):
    problem, _, _, reasons = drawn
    for reason in reasons:
        for lang, stop in (("en", "."), ("zh", "。")):
            told = (
                reason.text(problem, lang),
                *reason.candidate_lines(problem, lang),
            )
            assert all(text.endswith(stop) for text in told)
            assert all("None" not in text and "{" not in text for text in told)


@tiny
@given(explained())
def test_every_reason_is_true_of_all_legal_plans(drawn):
    for property_ in PROPERTIES:
        property_(drawn)
