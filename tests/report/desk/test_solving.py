"""Solving around the edits of a desk: what is kept stays, and no edit is overwritten."""

import threading

import pytest

import sharepool as sp
from builders import make_plan
from patience import ENDLESS
from sharepool.base.background import BackgroundWork
from sharepool.report.desk.answers import Outcome, answer
from sharepool.report.desk.desk import Desk
from sharepool.report.desk.solving import Stage

OWN = ["T1", "D1", 1, 1, ""]


@pytest.fixture
def desk(problem, plan, tmp_path):
    return Desk(problem, plan, tmp_path / "plan.csv")


@pytest.fixture
def ask(desk):
    """Ask as a page does that knows the plan as it is."""

    def ask(name, **data):
        return answer(desk, name, {"version": desk.version, **data}, "en")

    return ask


@pytest.fixture
def slow(desk, solve_slowly):
    return solve_slowly(desk)


def ended(desk):
    for thread in threading.enumerate():
        if getattr(thread, "_target", None) == desk.solve._follow:
            thread.join(ENDLESS)
    return desk.solve


def test_a_better_plan_is_taken_over_and_taken_back(desk, ask):
    ask("keep", session=OWN)
    before = desk.draft.plan
    assert ask("solve", seconds=20).outcome is Outcome.DONE
    found = ended(desk)
    assert found.stage is Stage.DONE
    told = ask("progress").data["solve"]["outcome"]
    assert told["has_plan"]
    assert told["bound"] <= found.found.result.objective
    best = sp.improve(desk.problem, before, stop=20).result
    assert found.found.result.objective == best.objective
    taken = ask("take").data
    assert taken["solve"] is None
    assert taken["objective"] == best.objective == sp.score(desk.problem, desk.draft.plan).objective
    assert taken["violations"] == []
    assert desk.draft.plan.kept == before.kept
    assert before.kept <= set(desk.draft.plan)
    ask("undo")
    assert (desk.draft.plan, desk.draft.plan.kept) == (before, before.kept)


def test_an_edit_made_meanwhile_is_not_overwritten(desk, ask, slow):
    ask("solve", seconds=900)
    ask("drop", session=OWN)
    edited = desk.draft.plan
    ask("stop")
    ended(desk)
    assert not ask("progress").data["solve"]["is_current"]
    refused = ask("take")
    assert refused.outcome is Outcome.REFUSED
    assert "was changed since" in refused.data["message"]
    assert desk.draft.plan == edited
    ask("undo")
    assert ask("take").outcome is Outcome.DONE


def test_a_mark_set_meanwhile_counts_as_an_edit(desk, ask, slow):
    ask("solve", seconds=900)
    ask("keep", session=OWN)
    ask("stop")
    ended(desk)
    assert ask("take").outcome is Outcome.REFUSED


def test_news_are_shown_and_what_is_thrown_away_is_gone(desk, ask, slow):
    ask("solve", seconds=900)
    first = desk.solve
    ask("solve", seconds=10)
    assert desk.solve is first
    while desk.solve.news is None:
        pass
    told = ask("progress").data["solve"]
    assert (told["objective"], told["bound"], told["gap"], told["missing"]) == (500, 400, 0.2, 2)
    assert (told["is_under_way"], told["outcome"], told["stage"]) == (True, None, "near")
    assert not told["has_better"]
    assert ask("take").outcome is Outcome.REFUSED
    assert ask("discard").data["solve"] is None


def test_better_news_of_a_plan_that_changes_little_are_told(desk, ask, slow, monkeypatch):
    news = [sp.Progress(1.0, one, None, 1, 3) for one in (500, 499)]
    begin = slow.__init__

    def begin_with_news(work, *_):
        begin(work)
        work.said = ["near", news[0], "free", news[1], "near", *news]

    monkeypatch.setattr(slow, "__init__", begin_with_news)
    ask("solve", seconds=900)
    while desk.solve.news is not news[1] or desk.solve.stage is not Stage.NEAR:
        pass
    assert ask("progress").data["solve"]["has_better"]


def test_a_stop_before_anything_better_says_so(problem, tmp_path, solve_slowly):
    best = sp.solve(problem, stop=20).plan
    desk = Desk(problem, best, tmp_path / "plan.csv")
    solve_slowly(desk)
    answer(desk, "solve", {"version": 1, "seconds": 900}, "en")
    answer(desk, "stop", {}, "en")
    ended(desk)
    told = answer(desk, "progress", {}, "en").data["solve"]["outcome"]
    assert not told["has_changes"]
    assert told["lines"][0].startswith("Nothing better was found yet")


@pytest.mark.parametrize("seconds", [0, 99999, "x", None])
def test_a_time_that_makes_no_sense_starts_nothing(desk, ask, seconds):
    assert ask("solve", seconds=seconds).outcome is Outcome.REFUSED
    assert desk.solve is None


def test_what_cannot_be_kept_is_said_before(problem, tmp_path):
    bad = make_plan(("T1", "D1", 7, 1))
    desk = Desk(problem, bad, tmp_path / "plan.csv")
    answer(desk, "keep", {"version": 1, "session": ["T1", "D1", 7, 1, ""]}, "zh")
    refused = answer(desk, "solve", {"version": 2, "seconds": 10}, "zh")
    assert refused.outcome is Outcome.REFUSED
    assert "保留" in refused.data["message"]
    assert desk.solve is None


def test_a_solve_that_dies_says_so(desk, ask, slow):
    ask("solve", seconds=900)
    desk.solve.kill()
    ended(desk)
    told = ask("progress").data["solve"]
    assert told["stage"] == "failed"
    assert told["outcome"] == {"has_plan": False, "lines": ["The solve has failed."]}


def _count(tell, until):
    import time

    from sharepool.base.interrupts import is_asked_to_stop

    tell("begun")
    while not is_asked_to_stop():
        time.sleep(0.01)
    tell(until)


def test_work_in_the_background_hears_stop_and_tells_its_outcome():
    work = BackgroundWork(_count, "the end")
    said = iter(work)
    assert next(said) == "begun"
    work.stop()
    assert list(said) == ["the end"]
    work.kill()


def test_work_in_the_background_can_be_killed():
    work = BackgroundWork(_count, "never")
    assert next(iter(work)) == "begun"
    work.kill()
    assert list(work) == []
    assert work._process.exitcode is not None
