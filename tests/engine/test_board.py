"""What the sources of plans share: a plan and its objective never come apart."""

import time

from builders import make_problem
from sharepool.engine.decomposition.mailbox import Mailbox
from sharepool.engine.decomposition.worker import Errand, Job, _Desk
from sharepool.engine.instance.types import Instance
from sharepool.problem.plan import Plan
from sharepool.rules.scoring import score


def test_a_report_holds_one_plan_and_its_objective(tmp_path, monkeypatch):
    problem = make_problem()
    errand = Errand((), tmp_path, workers=1, seed=0, gap=0.0, until=time.time(), work=None)
    desk = _Desk(Job(0, problem, 1, Plan(()), None), errand, Mailbox(tmp_path))
    decode = Instance.decode

    def decode_while_others_write(instance, options):
        desk._board.offer_plan((), desk._board.objective - 1)
        return decode(instance, options)

    monkeypatch.setattr(Instance, "decode", decode_while_others_write)
    report = desk.report()
    assert report.plan.assignments
    assert report.objective == score(problem, report.plan).objective
