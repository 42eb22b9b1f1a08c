import inspect
import subprocess
import sys
from importlib.metadata import version

import pytest

import sharepool
from builders import make_problem
from sharepool import errors


def test_all_names_exist_once_and_sorted():
    assert sorted(set(sharepool.__all__)) == list(sharepool.__all__)
    for name in sharepool.__all__:
        assert getattr(sharepool, name) is not None


def test_all_says_what_the_package_offers():
    assert sharepool.__all__ == [
        "Answer",
        "Assignment",
        "Athlete",
        "Balance",
        "Candidate",
        "Centre",
        "ChainDesign",
        "ChainGap",
        "ChainState",
        "ChainWeights",
        "Comparison",
        "Diagnosis",
        "Fault",
        "FontError",
        "Frontier",
        "InternalError",
        "Ledger",
        "Needs",
        "Pairing",
        "Place",
        "Placement",
        "Plan",
        "PlanError",
        "PoolReport",
        "Problem",
        "ProblemError",
        "Progress",
        "Rates",
        "Reason",
        "Reasons",
        "Remedies",
        "Remedy",
        "Replan",
        "Result",
        "Score",
        "SharepoolError",
        "Status",
        "Step",
        "Stop",
        "TermWeek",
        "Verdict",
        "Violation",
        "Violations",
        "__version__",
        "answer_sentence",
        "balance",
        "candidate_sentences",
        "chain_report",
        "check",
        "check_placement",
        "compare",
        "comparison_sentences",
        "coverage",
        "design_chains",
        "diagnose",
        "diagnosis_sentences",
        "explain",
        "frontier",
        "gap_sentence",
        "generate_athletes",
        "generate_centre",
        "generate_county",
        "generate_prefecture",
        "idle_sentence",
        "itineraries",
        "ledger",
        "needs",
        "pair_sites",
        "place_athletes",
        "plots",
        "pool_report",
        "progress_bar",
        "read_athletes",
        "read_centre",
        "read_plan",
        "read_problem",
        "read_rates",
        "read_term",
        "reason_sentence",
        "recommend",
        "refusal_sentence",
        "remedy_sentence",
        "repeat_week",
        "replan",
        "score",
        "sentence",
        "session_sentences",
        "show",
        "site_timetable",
        "solve",
        "write_centre",
        "write_plan",
        "write_problem",
        "write_report",
        "write_rows",
    ]
    assert dir(sharepool) == list(sharepool.__all__)


def test_everything_public_has_a_docstring():
    for name in sharepool.__all__:
        if name != "__version__":
            assert inspect.getdoc(getattr(sharepool, name)), name


def test_an_unknown_name_is_an_attribute_error():
    name = "solver"
    with pytest.raises(AttributeError, match="solver"):
        getattr(sharepool, name)


def test_version_is_that_of_the_distribution():
    assert sharepool.__version__ == version("sharepool")


def test_the_exception_tree_is_the_one_its_docstring_draws():
    tree = {
        name: value.__base__
        for name, value in vars(errors).items()
        if inspect.isclass(value) and issubclass(value, Exception)
    }
    assert tree == {
        "SharepoolError": Exception,
        "ProblemError": sharepool.SharepoolError,
        "PlanError": sharepool.ProblemError,
        "FontError": sharepool.SharepoolError,
        "InternalError": sharepool.SharepoolError,
    }


def test_importing_sharepool_imports_nothing_heavy():
    heavy = {"pandas", "ortools", "numpy", "jinja2", "rich", "matplotlib"}
    code = f"import sharepool, sys; print(*{heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


@pytest.mark.parametrize("copy", ["model_copy", "replace"])
def test_a_problem_with_other_tables_looks_things_up_in_them(copy):
    problem = make_problem()
    assert problem.site_of["A"].capacity is None
    sites = tuple(site.model_copy(update={"capacity": 1}) for site in problem.sites)
    if copy == "replace":
        changed = problem.replace(sites=sites)
    else:
        changed = problem.model_copy(update={"sites": sites})
    assert changed.site_of["A"].capacity == 1
    assert changed.fingerprint != problem.fingerprint
