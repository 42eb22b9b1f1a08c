import ast
import inspect
import pickle
import re
import subprocess
import sys
from collections import Counter
from importlib.metadata import version
from pathlib import Path

import pytest

import sharepool
from annotations import public_things, types_of
from builders import make_problem
from publicnames import is_public
from sharepool.base import errors

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src" / "sharepool").rglob("*.py"))
VERBS = {
    *(
        "check",
        "compare",
        "design",
        "desk",
        "diagnose",
        "draw",
        "explain",
        "find",
        "generate",
        "join",
        "keep",
    ),
    *("join", "keep"),
    *("list", "pair", "place", "read", "recommend", "repeat", "replan", "score", "show", "solve"),
    *("survey", "trace", "weigh", "write"),
    *("ask", "feed", "plan", "protect", "rank", "warn"),
    *("assess", "count", "judge", "measure", "experiment", "price", "prove"),
    *("edit", "improve", "suggest"),
}
"""What public functions begin with: a new one is added here once it is found to be a verb."""


def test_all_names_exist_once():
    assert sorted(set(sharepool.__all__)) == sorted(sharepool.__all__)
    for name in sharepool.__all__:
        assert getattr(sharepool, name) is not None


def test_everything_public_has_a_docstring():
    for name in sharepool.__all__:
        if name != "__version__":
            assert inspect.getdoc(getattr(sharepool, name)), name


@pytest.mark.parametrize(("name", "thing"), public_things().items())
def test_every_type_that_a_public_thing_speaks_of_is_public(name, thing):
    public = {id(one) for one in public_things().values()}
    assert {
        where: kind.__qualname__ for where, kind in types_of(name, thing) if id(kind) not in public
    } == {}


def test_types_are_found_wherever_they_stand():
    found = {
        (where, kind.__name__)
        for name in ("Problem", "Result", "write_rows", "list_coverage", "Ledger")
        for where, kind in types_of(name, getattr(sharepool, name))
    }
    assert {
        ("Problem.absences", "Absence"),
        ("Problem.mode_of(person)", "Staff"),
        ("Result.plan(return)", "Plan"),
        ("write_rows(rows)", "Row"),
        ("list_coverage(reasons)", "Reason"),
        ("Ledger.rates", "Rates"),
    } <= found


@pytest.mark.parametrize(("name", "thing"), public_things().items())
def test_a_docstring_leads_to_public_names_only(name, thing):
    members = vars(thing).values() if inspect.isclass(thing) else ()
    docs = [inspect.getdoc(one) or "" for one in (thing, *members) if hasattr(one, "__doc__")]
    led = re.findall(r":(?:func|class|data|mod):`~?(?:sharepool\.)?([\w.]+)`", "\n".join(docs))
    assert [one for one in led if not is_public(one) and not one.startswith("time.")] == []


def test_public_functions_are_verbs():
    functions = [name for name, thing in public_things().items() if inspect.isfunction(thing)]
    assert {re.split(r"[._]", name.removeprefix("plots."))[0] for name in functions} <= VERBS


def test_no_function_is_named_like_its_module():
    found = [
        path
        for path in SOURCES
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name == path.stem
    ]
    assert found == []


def test_no_two_classes_outside_the_engine_share_a_name():
    names = Counter(
        node.name
        for path in SOURCES
        if "engine" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert [name for name, count in names.items() if count > 1] == []


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
        "NoPlanError": sharepool.SharepoolError,
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


@pytest.mark.parametrize(
    ("status", "why"), [("infeasible", "no legal plan exists"), ("unknown", "in time")]
)
def test_a_result_without_a_plan_says_why_there_is_none(status, why):
    status = sharepool.Status(status)
    result = sharepool.Result(status, None, None, None, {}, 0, 0, 0, wall_seconds=1.0, seed=0)
    assert not result.has_plan
    assert result.plan_or_none is None
    with pytest.raises(sharepool.NoPlanError, match=why) as raised:
        _ = result.plan
    again = pickle.loads(pickle.dumps(raised.value))  # noqa: S301 - our own
    assert (again.status, str(again)) == (status, str(raised.value))


def test_a_strict_type_checker_takes_the_code_of_the_readme(tmp_path):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    script = tmp_path / "plan.py"
    script.write_text(code + "plan: sp.Plan = result.plan\n", encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", script.name]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    script.write_text(code + "plan: int = result.plan\n", encoding="utf-8")
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Incompatible types" in done.stdout
