"""What Jupyter shows: everything has its page, in both languages, and no text becomes markup."""

import copy
import re
from html.parser import HTMLParser

import pytest

from builders import make_plan, make_problem
from patience import ENDLESS, work
from sharepool import (
    Reasons,
    Violations,
    check,
    compare,
    diagnose,
    explain,
    recommend,
    replan,
    score,
    show,
    solve,
    suggest,
    survey_chains,
    trace_frontier,
)
from sharepool.messages.headings import TERMS
from sharepool.problem.result import Stop
from sharepool.problem.rows import Absence, ChainMember
from sharepool.report.jupyter.display import VIEWS

EVIL = "<script>alert(1)</script>&\"'"
SITES = [{"site_id": "H", "name": "体育局"}, {"site_id": "A", "name": EVIL}, {"site_id": "B"}]
STAFF = [{"name": EVIL}, {"staff_id": "T2", "name": "王芳"}]
STOP = work(2.0)


@pytest.fixture(scope="module")
def problem():
    demands = [
        {"sessions": 2},
        {"demand_id": EVIL, "site_id": "B", "cohort": EVIL},
        {"demand_id": "swim", "skill": EVIL, "site_id": "B"},
    ]
    return make_problem(sites=SITES, staff=STAFF, demands=demands, rules={"name": EVIL})


@pytest.fixture(scope="module")
def strict():
    demands = [{"skill": EVIL, "sessions": 2, "min_sessions": 1}]
    return make_problem(sites=SITES, staff=STAFF, demands=demands)


@pytest.fixture(scope="module")
def things(problem, strict):
    """One of every kind, by kind, and some of those that look different when empty."""
    result = solve(problem, stop=STOP, workers=1)
    broken = make_plan(("T1", EVIL, 1, 1), ("T2", EVIL, 1, 1), ("T1", "D1", 1, 1))
    chained = problem.replace(
        chains=(ChainMember(chain_id=EVIL, skill="pe", stage="primary", site_id="A"),)
    )
    ill = Absence.model_validate({"staff_id": "T1", "from": "2026-03-02", "until": "2026-03-06"})
    return {
        "problem": problem,
        "result": result,
        "result in order": solve(problem, stop=STOP, workers=1, order=["unmet", "travel"]),
        "no result": solve(strict, stop=STOP, workers=1),
        "plan": result.plan,
        "empty plan": make_plan(),
        "score": score(problem, result.plan),
        "violations": check(problem, broken),
        "no violation": check(problem, result.plan),
        "reasons": explain(problem, result.plan),
        "no reason": explain(make_problem(demands=[]), make_plan()),
        "diagnosis": diagnose(strict, stop=ENDLESS),
        "suggestions": suggest(problem, make_plan(), problem.demands[0].demand_id),
        "remedies": recommend(problem, make_plan(), stop=Stop(work=0.05), workers=1),
        "no remedy": recommend(make_problem(), make_plan(("T1", "D1", 1, 1)), stop=Stop(work=0.05)),
        "comparison": compare(problem, make_plan(("T1", EVIL, 1, 1)), result.plan),
        "replan": replan(problem, result.plan, absences=[ill], stop=STOP, workers=1),
        "no replan": replan(strict, make_plan(), stop=STOP, workers=1),
        "frontier": trace_frontier(problem, "travel", "unmet", points=3, stop=STOP, workers=1),
        "chains": survey_chains(chained, make_plan()),
        "no chains": survey_chains(problem),
        "no frontier": trace_frontier(strict, "travel", "unmet", points=3, stop=STOP, workers=1),
    }


class Tags(HTMLParser):
    """Gathers tags, and that each is closed by its own."""

    def __init__(self):
        super().__init__()
        self.open, self.seen = [], set()

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.seen.add(tag)
        assert not any(name.startswith("on") for name, _ in attrs)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_every_kind_is_shown(things):
    assert {type(thing) for thing in things.values()} == set(VIEWS)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_page_is_whole_and_loads_and_runs_nothing(things, lang):
    for name, thing in things.items():
        html = show(thing, lang).html
        tags = Tags()
        tags.feed(html)
        tags.close()
        assert tags.open == [], name
        assert not tags.seen & {"script", "link", "img", "iframe"}, name
        assert not re.search(r"url\(|https?:", html), name
        assert not re.search(r"\{\w|None", html), name


def test_chinese_displays_name_terms_in_chinese(things):
    names = re.compile(rf"(?<![\w-])({'|'.join(TERMS)})(?![\w-])")
    for name in ("result", "result in order", "score", "comparison", "frontier", "replan"):
        tables = re.findall(r"<table.*?</table>", show(things[name], "zh").html, re.DOTALL)
        assert "目标值" in show(things[name], "zh").html, name
        assert not names.search(" ".join(tables)), name


def test_text_stays_text(things):
    for name in ("problem", "violations", "reasons", "comparison", "replan", "no result", "chains"):
        html = things[name]._repr_html_()
        assert "<script" not in html
        assert "&lt;script&gt;alert(1)" in html, name


def test_jupyter_shows_what_show_returns_in_english(things):
    for thing in things.values():
        assert thing._repr_html_() == show(thing)._repr_html_() == show(thing, "en").html


def test_figures_and_sentences_are_there(things):
    told = show(things["result"]).html
    assert f"<b>{things['result'].objective:,}</b>" in told
    assert "最优" in show(things["result"], "zh").html
    assert "时间冲突" in show(things["violations"], "zh").html
    assert "No session is missing" in show(things["no reason"]).html
    assert "keeps every hard rule" in show(things["no violation"]).html
    assert "No plan exists" in show(things["diagnosis"]).html
    assert "could not stay as planned" in show(things["replan"]).html
    assert "No plan was found" in show(things["no frontier"]).html
    assert "0 of 1 chain without a gap" in show(things["chains"]).html
    assert "There are no chains" in show(things["no chains"]).html


def test_a_long_plan_says_how_much_is_left_out():
    plan = make_plan(*((f"T{number:03}", "D1", 1, 1) for number in range(153)))
    html = show(plan).html
    assert "T149" in html
    assert "T150" not in html
    assert "and 3 more" in html


def test_what_cannot_be_shown_is_refused(problem):
    with pytest.raises(TypeError, match=r"int cannot be shown.*Problem"):
        show(3)
    with pytest.raises(ValueError, match="unknown language 'de'"):
        show(problem, "de")


def test_findings_are_tuples_that_know_their_problem(things, problem):
    found, reasons = things["violations"], things["reasons"]
    assert isinstance(found, Violations)
    assert isinstance(reasons, Reasons)
    assert found == tuple(found)
    assert hash(found) == hash(tuple(found))
    again = copy.deepcopy(found)
    assert (again, again.problem, type(again)) == (found, problem, Violations)
