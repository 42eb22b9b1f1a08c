"""The exact model as a file: other solvers read it and find the same optimum."""
# ruff: noqa: ARG002 — the arguments of a rule are given, used or not.

import highspy
import pytest
from hypothesis import HealthCheck, given, settings
from ortools.sat import cp_model_pb2
from ortools.sat.python import cp_model

from bruteforce import optimum
from builders import make_problem
from own_rules import FewDays
from sharepool import OwnRule, write_model
from strategies import priced_problems

tiny = settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def by_highs(path):
    """Return the optimum of a file; None if there is no solution."""
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    assert solver.readModel(str(path)) == highspy.HighsStatus.kOk
    solver.run()
    if solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
        return None
    assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return round(solver.getInfo().objective_function_value)


def by_cp_sat(path):
    written = cp_model_pb2.CpModelProto()
    written.ParseFromString(path.read_bytes())
    model, solver = cp_model.CpModel(), cp_model.CpSolver()
    model.proto.parse_text_format(str(written))
    status = solver.solve(model)
    return round(solver.objective_value) if status == cp_model.OPTIMAL else None


@tiny
@given(priced_problems(max_candidates=9))
def test_other_solvers_find_the_optimum(tmp_path_factory, problem):
    best = optimum(problem)
    expected = None if best is None else best[0]
    folder = tmp_path_factory.mktemp("model")
    for name in ("model.mps", "model.lp"):
        assert by_highs(write_model(problem, folder / name)) == expected
    assert by_cp_sat(write_model(problem, folder / "model.pb")) == expected


def test_names_say_who_does_what(tmp_path):
    problem = make_problem(staff=[{"staff_id": "李 1"}, {"staff_id": "T-2"}])
    text = write_model(problem, tmp_path / "model.lp").read_text(encoding="ascii")
    assert "_T_2_D1_d1_s1" in text
    assert "_1_D1_d1_s1" in text


def test_rules_of_your_own_are_in_the_file(tmp_path):
    problem = make_problem(demands=[{"sessions": 3}])
    free = by_highs(write_model(problem, tmp_path / "free.mps"))
    ruled = by_highs(write_model(problem, tmp_path / "ruled.mps", rules=[FewDays(1)]))
    assert ruled - free == 2 * 1000 + 400 - 2 * 20
    banned = by_highs(write_model(problem, tmp_path / "banned.mps", forbid=lambda _: True))
    assert banned == 3 * 1000 + 2 * 400


def test_what_is_not_linear_is_written_for_cp_sat_alone(tmp_path):
    class Odd(OwnRule):
        name = "odd"

        def broken(self, problem, plan):
            return []

        def constrain(self, model):
            row = model.program.new_bool_var("")
            model.program.add(model.count() == 1).only_enforce_if(row)

    with pytest.raises(ValueError, match="only if"):
        write_model(make_problem(), tmp_path / "model.lp", rules=[Odd()])
    assert not (tmp_path / "model.lp").exists()
    assert write_model(make_problem(), tmp_path / "model.pb", rules=[Odd()]).stat().st_size
    with pytest.raises(ValueError, match="must end in"):
        write_model(make_problem(), tmp_path / "model.txt")
