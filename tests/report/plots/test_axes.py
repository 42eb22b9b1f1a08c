"""Plots on axes of the caller's own: drawn there, returned, and nothing else of theirs touched."""

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure

from builders import make_plan, make_problem
from sharepool import plots
from sharepool.problem.order import Frontier, TradePoint
from sharepool.problem.result import Progress, Result, Status

PLAN = make_plan(("T1", "D1", 1, 1))


@pytest.fixture
def problem():
    return make_problem(
        sites=[
            {"site_id": "H", "name": "Home", "lon": 113.2, "lat": 35.2},
            {"site_id": "A", "name": "$x$", "lon": 113.4, "lat": 35.3},
        ],
        staff=[{"name": "$y$", "max_hours_week": 2}],
        demands=[{"sessions": 4}],
    )


@pytest.fixture
def draw(problem):
    history = (Progress(0.5, 1000, 10, 1, 5, "plan"), Progress(1.5, 500, 400, 2, 5, "plan"))
    result = Result(Status.FEASIBLE, PLAN, 500, 400, {}, 5, 2, 120, 2.0, 0, history=history)
    frontier = Frontier("travel", "unmet", (TradePoint(0.5, PLAN, 10, 400, 1000, 800.0, 700.0),))
    return {
        "load": lambda **given: plots.draw_load(problem, PLAN, **given),
        "coverage": lambda **given: plots.draw_coverage(problem, PLAN, **given),
        "equity": lambda **given: plots.draw_equity(problem, PLAN, **given),
        "map": lambda **given: plots.draw_map(problem, PLAN, **given),
        "progress": lambda **given: plots.draw_progress(result, **given),
        "trade_off": lambda **given: plots.draw_trade_off(frontier, **given),
    }


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("load", "Load of 1 person"),
        ("coverage", "Sessions of 1 site: 1 of 4"),
        ("equity", ""),
        ("map", ""),
        ("progress", ""),
        ("trade_off", ""),
    ],
)
def test_a_plot_draws_on_the_axes_given_and_returns_them(draw, name, title):
    left, right = Figure().subplots(1, 2)
    style = dict(mpl.rcParams)
    assert draw[name](ax=right) is right
    assert right.get_title() + right.get_title(loc="left")
    assert title in right.get_title() + right.get_title(loc="left")
    assert right.get_legend() is not None
    assert not left.has_data()
    assert right.has_data()
    assert dict(mpl.rcParams) == style
    right.figure.canvas.draw()


def test_figures_on_axes_are_those_of_the_plan(draw):
    axes = draw["coverage"](ax=Figure().add_subplot())
    assert [bar.get_width() for bar in axes.patches] == [1, 3]
    curve = draw["progress"](ax=Figure().add_subplot()).lines[0]
    assert list(curve.get_xdata()) == [0.5, 1.5, 2.0]
    assert list(curve.get_ydata()) == [1000, 500, 500]


def test_names_with_dollars_are_names(draw):
    axes = draw["load"](ax=Figure().add_subplot())
    assert [(one.get_text(), one.get_parse_math()) for one in axes.get_yticklabels()] == [
        ("$y$", False)
    ]


def test_without_axes_it_is_a_picture(draw):
    for plot in draw.values():
        assert isinstance(plot(), plots.Picture)
        assert isinstance(plot(lang="zh"), plots.Picture)


def test_a_map_keeps_its_shape_on_axes_of_any_size(draw):
    axes = draw["map"](ax=Figure(figsize=(3, 8)).add_subplot())
    assert axes.get_aspect() == 1
    assert axes.get_ylim()[0] > axes.get_ylim()[1]
