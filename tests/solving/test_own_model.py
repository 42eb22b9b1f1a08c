"""Rules and terms of the caller's own: the best plan that obeys them, and a bound that holds."""
# ruff: noqa: ARG002 — the arguments of a rule are given, used or not.

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bruteforce import plans
from builders import make_problem
from own_rules import FewDays
from patience import TO_THE_END, work
from sharepool import OwnRule, OwnTerm, check, score, solve
from sharepool.problem.result import Status
from strategies import problems

tiny = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


class OneEach(OwnRule):
    """Nobody has more than one session at a site."""

    name = "one each"

    def broken(self, problem, plan):
        seen = set()
        for row in plan:
            where = (row.staff_id, problem.demand_of[row.demand_id].site_id)
            if where in seen:
                yield f"{where} again"
            seen.add(where)

    def constrain(self, model):
        for person in model.problem.staff:
            for site in model.problem.sites:
                model.program.add(model.count(staff_id=person.staff_id, site_id=site.site_id) <= 1)


class Spread(OwnTerm):
    """What the busiest person has."""

    name = "spread"

    def cost(self, problem, plan):
        counts = [0] + [sum(r.staff_id == p.staff_id for r in plan) for p in problem.staff]
        return 150 * max(counts)

    def price(self, model):
        most = model.program.new_int_var(0, len(model.options), "")
        for person in model.problem.staff:
            model.program.add(model.count(staff_id=person.staff_id) <= most)
        return 150 * most


class Praise(OwnTerm):
    """A gain for each row, of which no least is known."""

    name = "praise"
    least = None

    def cost(self, problem, plan):
        return -40 * len(plan)

    def price(self, model):
        return -40 * model.count()


STATEMENTS = [
    ([FewDays(1)], []),
    ([OneEach()], [Spread()]),
    ([], [Spread(), Praise()]),
    ([FewDays(2), OneEach()], []),
]


def best_of(problem, rules, terms):
    """Return the least objective of all legal plans that obey the rules; None if none does."""
    costs = [
        scored.objective + sum(term.cost(problem, plan) for term in terms)
        for plan, scored in plans(problem)
        if not any(list(rule.broken(problem, plan)) for rule in rules)
    ]
    return min(costs, default=None)


def mind(problem, result, rules, terms, best):
    """Hold a result against the best of all plans."""
    assert result.has_plan <= (best is not None)
    if best is None:
        return
    if result.bound is not None:
        assert result.bound <= best
    if result.has_plan:
        assert check(problem, result.plan) == ()
        assert not any(list(rule.broken(problem, result.plan)) for rule in rules)
        own = {term.name: term.cost(problem, result.plan) for term in terms}
        assert result.terms == score(problem, result.plan).terms | own
        assert result.objective == sum(result.terms.values()) >= best


@tiny
@given(problems(teams=True, max_candidates=8), st.sampled_from(STATEMENTS))
def test_the_exact_mode_finds_the_best_of_all_plans(problem, statements):
    rules, terms = statements
    result = solve(problem, rules=rules, terms=terms, stop=work(3.0), workers=1)
    best = best_of(problem, rules, terms)
    mind(problem, result, rules, terms, best)
    assert result.objective == best
    assert result.status is (Status.INFEASIBLE if best is None else Status.OPTIMAL)


@tiny
@given(problems(teams=True, max_candidates=8), st.sampled_from(STATEMENTS))
def test_a_repaired_plan_obeys_the_rules_and_is_no_better_than_the_bound(problem, statements):
    rules, terms = statements
    result = solve(problem, rules=rules, terms=terms, exact=False, stop=work(5.0), workers=1)
    best = best_of(problem, rules, terms)
    mind(problem, result, rules, terms, best)
    assert result.has_plan == (best is not None)
    if result.has_plan and result.bound_without:
        assert result.bound_without == tuple(one.name for one in (*rules, *terms))
        assert "does not know" in result.summary()
        assert "未考虑" in result.summary("zh")


def test_a_repair_keeps_what_no_rule_is_about():
    people = [{"staff_id": f"T{n}"} for n in range(4)]
    needs = [
        {"demand_id": f"D{n}", "sessions": 2, "skill": f"s{n}", "site_id": "AB"[n % 2]}
        for n in range(4)
    ]
    skills = [{"staff_id": f"T{n}", "skill": f"s{n}"} for n in range(4)]
    problem = make_problem(staff=people, demands=needs, skills=skills)

    class NotT0(OwnRule):
        name = "T0 comes once"

        def broken(self, problem, plan):
            return ["twice"] if sum(row.staff_id == "T0" for row in plan) > 1 else []

        def constrain(self, model):
            model.program.add(model.count(staff_id="T0") <= 1)

    bare = solve(problem, stop=work(1.0), workers=1)
    asked = []

    class Told(NotT0):
        def constrain(self, model):
            asked.append(
                {
                    row.assignment.staff_id
                    for row in model.options
                    if not isinstance(row.variable, int)
                }
            )
            super().constrain(model)

    result = solve(problem, rules=[Told()], exact=False, stop=work(3.0), workers=1, start=bare.plan)
    assert asked[0] == {"T0"}
    assert len(result.plan) == 7
    assert {row for row in result.plan if row.staff_id != "T0"} == {
        row for row in bare.plan if row.staff_id != "T0"
    }


def test_sides_that_contradict_each_other_are_told():
    class Deaf(OwnRule):
        name = "deaf"

        def broken(self, problem, plan):
            return [] if not plan.assignments else ["somebody comes"]

        def constrain(self, model):
            pass

    class Dear(OwnTerm):
        name = "dear"
        least = None

        def cost(self, problem, plan):
            return 0

        def price(self, model):
            return 10_000

    problem = make_problem()
    with pytest.raises(ValueError, match="deaf: constrain"):
        solve(problem, rules=[Deaf()], stop=TO_THE_END, workers=1)
    with pytest.raises(ValueError, match="dear: price"):
        solve(problem, terms=[Dear()], stop=TO_THE_END, workers=1)


@pytest.mark.parametrize("exact", [True, False])
@pytest.mark.parametrize(
    ("cost", "least", "told"),
    [
        (-100, 0, "cost() of a plan is -100, below least = 0"),
        (0.5, 0, "cost() returns 0.5; return a whole number"),
        (None, None, "cost() returns None; return a whole number"),
    ],
)
def test_a_cost_that_makes_the_bound_false_or_is_not_whole_is_told(cost, least, told, exact):
    class Odd(OwnTerm):
        name = "odd"

        def cost(self, problem, plan):
            return cost

        def price(self, model):
            return -100

    Odd.least = least
    with pytest.raises(ValueError, match=re.escape(f"odd: {told}")):
        solve(make_problem(), terms=[Odd()], stop=TO_THE_END, workers=1, exact=exact)


@pytest.mark.parametrize("answer", ["somebody comes", None, True])
def test_a_rule_that_gives_no_list_of_sentences_is_told(answer):
    class Curt(FewDays):
        def broken(self, problem, plan):
            return answer

    with pytest.raises(ValueError, match=r"few days: broken\(\) returns .* list of sentences"):
        solve(make_problem(), rules=[Curt(0)], stop=TO_THE_END, workers=1)


def test_what_is_no_rule_or_term_is_told():
    class Nameless(FewDays):
        name = None

    class Free(Spread):
        def price(self, model):
            pass

    problem = make_problem()
    for rules in (FewDays(1), [FewDays], [Spread()], None):
        with pytest.raises(TypeError, match="rules: give a list of OwnRule objects"):
            solve(problem, rules=rules, stop=TO_THE_END)
    with pytest.raises(ValueError, match="rules: give Nameless a name"):
        solve(problem, rules=[Nameless(1)], stop=TO_THE_END)
    with pytest.raises(ValueError, match=r"spread: price\(\) returns nothing"):
        solve(problem, terms=[Free()], stop=TO_THE_END, workers=1)


def test_an_error_in_a_rule_reaches_the_caller():
    class Wrong(FewDays):
        def broken(self, problem, plan):
            raise LookupError("no such thing")

    with pytest.raises(LookupError, match="no such thing"):
        solve(make_problem(), rules=[Wrong(0)], stop=TO_THE_END, workers=1)


def test_names_must_be_clear():
    class Travel(Spread):
        name = "travel"

    for terms in ([Travel()], [Spread(), Spread()]):
        with pytest.raises(ValueError, match="already"):
            solve(make_problem(), terms=terms)
    with pytest.raises(ValueError, match="order"):
        solve(make_problem(), terms=[Spread()], order=["unmet"])
    with pytest.raises(TypeError, match="no cell"):
        solve(make_problem(), rules=[Misspelt()], stop=TO_THE_END, workers=1)


class Misspelt(FewDays):
    """It asks for a cell that there is not."""

    def __init__(self):
        super().__init__(0)

    def constrain(self, model):
        model.program.add(model.count(dya=1) == 0)
