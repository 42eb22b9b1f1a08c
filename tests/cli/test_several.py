"""Options that take several values, weights for one run, and completion."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from builders import make_plan, make_problem
from sharepool.base.errors import ProblemError
from sharepool.tables import write_plan, write_problem
from sharepool.terminal.options import listed, weighed


def test_values_come_in_lists_or_one_by_one():
    assert listed(["a,b", " c ", "d，e", ""]) == ("a", "b", "c", "d", "e")
    assert listed(None) == ()


def test_an_id_with_a_comma_in_it_is_no_list():
    assert listed(["a,b", "c,d"], known={"a,b"}) == ("a,b", "c", "d")


def test_weights_are_those_of_one_run():
    problem = weighed(make_problem(), ["travel=3,unmet=7", "change=0"])
    weights = problem.rules.weights
    assert (weights.travel, weights.unmet, weights.change, weights.site_link) == (3, 7, 0, 15)
    assert weighed(make_problem(), None) == make_problem()


def test_every_weight_that_is_none_is_named_at_once():
    with pytest.raises(ProblemError) as caught:
        weighed(make_problem(), ["travle=3,unmet=-1", "change"])
    assert [one.value for one in caught.value.faults] == ["travle=3", "unmet=-1", "change"]
    assert "travel" in caught.value.faults[0].text()


def test_a_score_counts_by_the_weights_given(run, folder, legal):
    plain = run("score", folder, legal, "--json").json
    heavy = run("score", folder, legal, "--weight", "travel=5,site_link=0", "--json").json
    assert heavy["terms"]["travel"] == 5 * plain["terms"]["travel"] > 0
    assert heavy["terms"]["site_link"] == 0
    ran = run("score", folder, legal, "--weight", "travel")
    assert (ran.code, ran.out) == (2, "")
    assert "NAME=V" in ran.err


def test_replan_takes_several_in_one_option(run, tmp_path):
    problem = make_problem(staff=[{}, {"staff_id": "T2"}, {"staff_id": "T3"}])
    write_problem(problem, tmp_path / "problem")
    write_plan(make_plan(("T1", "D1", 1, 2)), tmp_path / "plan.csv")
    options = ("--leaving", "T1,T2", "--out", tmp_path / "term", "--time-limit", "2")
    ran = run("replan", tmp_path / "problem", tmp_path / "plan.csv", *options, "--quiet")
    assert ran.code == 0
    assert "T3" in ran.out


@pytest.mark.skipif(sys.platform == "win32", reason="bash")
@pytest.mark.parametrize(
    ("words", "offered"), [("sharepool sol", "solve"), ("sharepool solve --fre", "--fresh")]
)
def test_a_shell_completes_commands_and_options(words, offered):
    asked = {
        "_SHAREPOOL_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    program = Path(sys.executable).with_name("sharepool")
    told = subprocess.check_output([program], env=os.environ | asked, text=True)
    assert told.split() == [offered]
