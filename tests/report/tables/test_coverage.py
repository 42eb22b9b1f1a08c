from sharepool.analysis.reasons.types import Reason, Verdict
from sharepool.problem.plan import Plan
from sharepool.report.tables.coverage import list_coverage


def counts(problem, plan):
    frame = list_coverage(problem, plan)[["demand_id", "wanted", "delivered", "missing", "dormant"]]
    return {row[0]: row[1:] for row in frame.itertuples(index=False, name=None)}


def test_every_demand_shows_what_is_missing(problem, plan):
    found = counts(problem, plan)
    assert found["double"] == (2, 1, 1, 0)
    assert found["=club"] == (1, 1, 0, 0)


def test_a_dormant_demand_wants_nothing(problem, plan):
    assert counts(problem, plan)["later"] == (0, 0, 0, 1)


def test_more_than_wanted_is_nothing_missing(problem):
    twice = Plan.of([("A1", "link", 2, 3), ("A1", "link", 3, 3)])
    assert counts(problem, twice)["link"] == (1, 2, 0, 0)


def test_reasons_stand_beside_what_is_missing(problem, plan):
    frame = list_coverage(problem, plan, [Reason("double", 1, Verdict.SEVERAL)], "zh")
    told = {row.demand_id: (row.verdict, row.reason) for row in frame.itertuples()}
    assert told["double"][0] == "several"
    assert told["double"][1].startswith("West school（007）的double需要2次课，已安排1次：")
    assert told["=club"] == told["link"] == ("", "")
