"""Reasons without people: the same verdicts, for less work."""

from dataclasses import replace

import pytest

import sharepool as sp
from sharepool.analysis.reasons.excerpts import Excerpt
from sharepool.analysis.reasons.verdicts import find_reasons
from sharepool.problem.itinerary import Itinerary

MOST = 12


@pytest.fixture
def short(monkeypatch):
    """A county, a plan of it, and some demands of which that misses sessions."""
    monkeypatch.setattr("sharepool.analysis.reasons.verdicts._SECONDS_OF_PROOFS", 0)
    problem = sp.read_problem("data/samples/county")
    plan = sp.solve(problem, stop=sp.Stop(seconds=None, work=0.02), workers=1).plan
    held = Itinerary(problem, plan).delivered
    missing = [one for one, wanted in problem.wanted_of.items() if held(one) < wanted]
    return {"problem": problem, "plan": plan, "demand_ids": missing[:MOST]}


def test_verdicts_are_the_same_whether_people_are_listed_or_not(short):
    listed = find_reasons(**short)
    assert "displaces" in {one.verdict.value for one in listed}
    plain = [replace(one, candidates=(), others=0) for one in listed]
    assert [*find_reasons(**short, with_people=False)] == plain


def test_what_the_demand_itself_rules_out_is_not_looked_at_further(short, monkeypatch):
    looks = {True: 0, False: 0}
    find = Excerpt.find_obstacles
    for with_people in looks:

        def count(excerpt, *rows, number=with_people):
            looks[number] += 1
            return find(excerpt, *rows)

        monkeypatch.setattr(Excerpt, "find_obstacles", count)
        find_reasons(**short, with_people=with_people)
    assert looks[False] < looks[True] / 2
