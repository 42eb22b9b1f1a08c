"""What workers report of a component: a plan and its objective never come apart."""

import time

from builders import make_problem
from sharepool.engine.decomposition.messages import MessageFolder
from sharepool.engine.decomposition.worker import ComponentSolve, ComponentTask, WorkerTask
from sharepool.engine.instance.types import Instance
from sharepool.problem.plan import Plan
from sharepool.rules.scoring import score


def test_a_report_holds_one_plan_and_its_objective(tmp_path, monkeypatch):
    problem = make_problem()
    task = WorkerTask((), tmp_path, workers=1, seed=0, gap=0.0, until=time.time(), work=None)
    component = ComponentTask(0, problem, 1, Plan(()), None)
    solve = ComponentSolve(component, task, MessageFolder(tmp_path))
    decode = Instance.decode

    def decode_while_others_write(instance, options):
        solve._state.offer_plan((), solve._state.objective - 1)
        return decode(instance, options)

    monkeypatch.setattr(Instance, "decode", decode_while_others_write)
    report = solve.report()
    assert report.plan.assignments
    assert report.objective == score(problem, report.plan).objective
