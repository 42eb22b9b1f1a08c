import inspect
import subprocess
import sys
from importlib.metadata import version

import pytest

import sharepool
from builders import make_problem
from sharepool import errors


def test_all_names_exist_once():
    assert sorted(set(sharepool.__all__)) == sorted(sharepool.__all__)
    for name in sharepool.__all__:
        assert getattr(sharepool, name) is not None


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
