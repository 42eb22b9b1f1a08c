"""Comparisons of all kinds of legal plans: they add up, and turn round."""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bruteforce import plans
from sharepool.analysis.comparison.differences import compare
from sharepool.analysis.comparison.types import Fate
from sharepool.problem.plan import Plan
from sharepool.rules.scoring import score
from strategies import problems

tiny = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TURNED = {Fate.GONE: Fate.NEW, Fate.NEW: Fate.GONE}


@st.composite
def compared(draw):
    """A tiny problem, two of its legal plans and what changes between them."""
    problem = draw(problems(teams=True, max_candidates=6))
    legal = [plan for plan, _ in plans(problem)] or [Plan()]
    before, after = draw(st.sampled_from(legal)), draw(st.sampled_from(legal))
    return problem, before, after


def legal_pairs(drawn):
    problem, before, after = drawn
    try:
        return compare(problem, before, after)
    except ValueError:  # no plan of the problem is legal, not even the empty one
        return None


@tiny
@given(compared())
def test_every_session_of_either_plan_is_told_of_once(drawn):
    _, before, after = drawn
    found = legal_pairs(drawn)
    if found is None:
        return
    assert Counter(one.before for one in found.sessions if one.before) == Counter(before)
    assert Counter(one.after for one in found.sessions if one.after) == Counter(after)
    for one in found.sessions:
        assert {row.demand_id for row in one.rows} == {one.demand_id}


@tiny
@given(compared())
def test_no_session_comes_and_goes_of_the_same_demand(drawn):
    found = legal_pairs(drawn)
    if found is None:
        return
    came, went = (
        {one.demand_id for one in found.sessions if one.fate is fate}
        for fate in (Fate.NEW, Fate.GONE)
    )
    assert not came & went


@tiny
@given(compared())
def test_what_people_gain_and_lose_is_what_their_weeks_differ_by(drawn):
    problem, before, after = drawn
    found = legal_pairs(drawn)
    if found is None:
        return
    for one in found.people:
        assert one.gained - one.lost == one.after.sessions - one.before.sessions
        assert one.gained + one.lost + one.moved > 0
    assert (found.before, found.after) == (score(problem, before), score(problem, after))
    named = {one.staff_id for one in found.people}
    for staff_id in problem.person_of.keys() - named:
        own = [{row for row in plan if row.staff_id == staff_id} for plan in (before, after)]
        assert own[0] == own[1]


@tiny
@given(compared())
def test_the_other_way_round_gains_are_losses(drawn):
    problem, before, after = drawn
    found = legal_pairs(drawn)
    if found is None:
        return
    turned = compare(problem, after, before)
    counts = {fate: found.count(fate) for fate in Fate}
    assert {TURNED.get(fate, fate): turned.count(fate) for fate in Fate} == counts
    assert [(one.staff_id, one.lost, one.gained) for one in turned.people] == [
        (one.staff_id, one.gained, one.lost) for one in found.people
    ]
    assert [(one.before, one.after) for one in turned.sites] == [
        (one.after, one.before) for one in found.sites
    ]


@tiny
@given(compared())
def test_every_comparison_is_said_in_both_languages(drawn):
    found = legal_pairs(drawn)
    if found is None:
        return
    for lang, stop in (("en", "."), ("zh", "。")):
        told = found.lines(lang)
        for text in (*told.headline, *told.people, *told.sites, *told.sessions):
            assert text.endswith(stop)
            assert "None" not in text
            assert "{" not in text
