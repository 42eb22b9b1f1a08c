"""A rule of a caller's own, for tests."""

from sharepool import OwnRule


class FewDays(OwnRule):
    """All sessions of the pool lie on so many days."""

    name = "few days"

    def __init__(self, most):
        self.most = most

    def broken(self, problem, plan):  # noqa: ARG002
        days = {row.day for row in plan}
        return [f"{len(days)} days"] if len(days) > self.most else []

    def constrain(self, model):
        days = [model.any_of(list(model.select(day=day))) for day in range(1, 8)]
        model.program.add(sum(days) <= self.most)
