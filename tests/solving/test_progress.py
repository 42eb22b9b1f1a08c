"""The bar of a solve: what it shows in a terminal and in a notebook, and that it goes away."""

import io
import re
import sys
import time
from functools import partial

import pytest
from rich.console import Console

from builders import make_problem
from patience import TO_THE_END
from sharepool import ProgressBar, solve
from sharepool.engine.coordination.portfolio import run_workers
from sharepool.engine.incumbent import SolveState
from sharepool.engine.instance.preparation import prepare
from sharepool.problem.result import Progress
from sharepool.solving.progress import closing, describe

NEWS = Progress(3.0, 2000, 1500, 41, 50, "plan")


@pytest.fixture
def terminal(monkeypatch):
    """What a terminal of our own is told."""
    told = io.StringIO()
    console = partial(Console, file=told, force_terminal=True, width=120, color_system=None)
    monkeypatch.setattr("rich.console.Console", console)
    return told


class Handle:
    """What stands below a cell."""

    def __init__(self, data):
        self.told = [data]

    def update(self, data, *, raw):
        assert raw
        self.told.append(data)


@pytest.fixture
def notebook(monkeypatch):
    """The lines below the cells of a notebook."""
    shown = []

    def display(data, *, raw, display_id):
        assert raw
        assert display_id
        shown.append(Handle(data))
        return shown[-1]

    monkeypatch.setattr("rich.console.Console", partial(Console, force_jupyter=True))
    monkeypatch.setattr("IPython.display.display", display)
    return shown


def test_a_terminal_shows_seconds_objective_bound_and_gap(terminal):
    bar = ProgressBar()
    bar(NEWS)
    bar.close()
    assert "0:00:03" in terminal.getvalue()
    assert (
        "plan  objective 2,000  41 of 50 sessions  bound 1,500  gap 25.00%" in terminal.getvalue()
    )


def test_the_line_of_a_terminal_is_taken_away(terminal):
    bar = ProgressBar()
    bar(NEWS)
    bar.close()
    bar.close()
    assert terminal.getvalue().endswith("\x1b[2K")


def test_a_notebook_shows_one_line_for_all_solves_and_leaves_nothing(notebook):
    bar = ProgressBar()
    bar(Progress(0.5, None, None, 0, 50))
    bar(NEWS)
    bar.close()
    bar(NEWS)
    bar.close()
    (line,) = notebook
    pages = [data.get("text/html", "") for data in line.told]
    assert 'value="0.7500"' in pages[2]
    assert "3 s  plan  objective 2,000  41 of 50 sessions  bound 1,500  gap 25.00%" in pages[2]
    assert pages[3] == pages[5] == ""


def test_where_nobody_looks_nothing_is_shown(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    bar = ProgressBar()
    bar(NEWS)
    bar.close()
    assert stream.getvalue().strip() == ""


def test_what_is_shown_is_as_much_as_is_known():
    assert describe(Progress(12.0, 2000, 1900, 41, 50, "search")) == (
        "search  objective 2,000  41 of 50 sessions  bound 1,900  gap 5.00%"
    )
    assert describe(Progress(1.0, None, None, 0, 50, "model")) == "model"
    assert describe(Progress(0.0, None, None, 0, 0)) == ""


def test_seconds_count_from_when_the_bar_is_told_they_began(terminal):
    bar = ProgressBar(time.monotonic() - 65)
    bar(NEWS)
    bar.close()
    shown = re.search(r"(\d):(\d\d):(\d\d)", terminal.getvalue())
    hours, minutes, seconds = map(int, shown.groups())
    assert 3600 * hours + 60 * minutes + seconds >= 65


def test_a_solve_closes_its_bar(terminal):
    solve(make_problem(), stop=TO_THE_END, on_progress=ProgressBar())
    assert "objective" in terminal.getvalue()
    assert terminal.getvalue().endswith("\x1b[2K")


def test_the_last_news_is_told_however_soon_a_solve_ends():
    instance, told = prepare(make_problem()), []
    state = SolveState(instance, gap=0.0, started=time.monotonic())
    state.offer_plan((), 1400)
    state.finish()
    run_workers([], instance, state, deadline=None, work=None, on_progress=told.append)
    assert [news.objective for news in told] == [1400]


def test_closing_is_for_what_can_be_closed_even_after_an_error():
    class Bar:
        closed = False

        def __call__(self, news):
            """Take the news."""

        def close(self):
            self.closed = True

    bar = Bar()
    with pytest.raises(KeyError), closing(bar):
        raise KeyError
    assert bar.closed
    with closing(None), closing([].append):
        pass
