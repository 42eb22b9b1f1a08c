import inspect
import subprocess
import sys
from importlib.metadata import version

import pytest

import sharepool
from sharepool import errors


def test_all_names_exist_once_and_sorted():
    assert sorted(set(sharepool.__all__)) == list(sharepool.__all__)
    for name in sharepool.__all__:
        assert getattr(sharepool, name) is not None


def test_all_says_what_the_package_offers():
    assert sharepool.__all__ == [
        "Assignment",
        "Balance",
        "Candidate",
        "Centre",
        "Comparison",
        "Diagnosis",
        "Fault",
        "Frontier",
        "InternalError",
        "Ledger",
        "Needs",
        "Plan",
        "PlanError",
        "Problem",
        "ProblemError",
        "Progress",
        "Rates",
        "Reason",
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
        "__version__",
        "balance",
        "candidate_sentences",
        "check",
        "compare",
        "comparison_sentences",
        "diagnose",
        "diagnosis_sentences",
        "explain",
        "frontier",
        "generate_centre",
        "generate_county",
        "generate_prefecture",
        "ledger",
        "needs",
        "read_centre",
        "read_plan",
        "read_problem",
        "read_rates",
        "read_term",
        "reason_sentence",
        "repeat_week",
        "replan",
        "score",
        "sentence",
        "session_sentences",
        "solve",
        "write_centre",
        "write_plan",
        "write_problem",
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
        "InternalError": sharepool.SharepoolError,
    }


def test_importing_sharepool_imports_nothing_heavy():
    code = "import sharepool, sys; print(*{'pandas', 'ortools', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
