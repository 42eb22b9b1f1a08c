import math

from sharepool.problem.result import Progress, Result, Status


def test_history_as_a_frame(result):
    history = (Progress(0.1, None, 10, 0, 5, "bound"), Progress(0.5, 1000, 10, 1, 5, "plan"))
    told = Result(**{**vars(result), "history": history}).history_frame()
    assert list(told) == ["seconds", "objective", "bound", "gap", "delivered", "phase"]
    assert told["bound"].tolist() == [10, 10]
    assert told["objective"].isna().tolist() == [True, False]
    assert math.isclose(told["gap"][1], 0.99)
    assert told["phase"].tolist() == ["bound", "plan"]


def test_history_without_news_has_its_columns():
    nothing = Result(Status.UNKNOWN, None, None, None, {}, 0, 0, 0, 1.0, 0).history_frame()
    assert nothing.empty
    assert next(iter(nothing)) == "seconds"
