"""Pictures of plans: text stays text, figures are the plan's, PNG needs a font and says so."""

import re
import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest
from matplotlib.figure import Figure

from builders import make_plan, make_problem
from sharepool import FontError, plots
from sharepool.problem.order import Frontier, TradePoint
from sharepool.problem.result import Progress, Result, Status
from sharepool.report.plots import pictures

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def problem():
    return make_problem(
        sites=[
            {"site_id": "H", "name": "体育局", "lon": 113.2, "lat": 35.2},
            {"site_id": "A", "name": "<b>$x$\x0b一小", "area": "rural", "lon": 113.4, "lat": 35.3},
            {"site_id": "B", "name": "二小", "county": "东县", "lon": 113.0, "lat": 35.0},
        ],
        staff=[{"name": "王芳", "max_hours_week": 2, "min_hours_week": 1}, {"staff_id": "T2"}],
        demands=[{"sessions": 4}, {"demand_id": "D2", "site_id": "B", "sessions": 1}],
        leg_min=30,
    )


@pytest.fixture
def plan():
    return make_plan(("T1", "D1", 1, 1), ("T1", "D2", 2, 1))


@pytest.fixture
def result(plan):
    history = (
        Progress(0.1, None, 10, 0, 5, "bound"),
        Progress(0.5, 1000, 10, 1, 5, "plan"),
        Progress(1.5, 500, 400, 2, 5, "plan"),
    )
    return Result(Status.FEASIBLE, plan, 500, 400, {}, 5, 2, 120, 2.0, 0, history=history)


@pytest.fixture
def frontier(plan):
    points = (
        TradePoint(0.5, plan, 10, 400, 1000, 800.0, 700.0),
        TradePoint(2.0, plan, 60, 200, 900, 1100.0, 1100.0),
        TradePoint(4.0, plan, 60, 200, 900, 1500.0, 1500.0),
    )
    return Frontier("travel", "unmet", points)


def texts_of(picture):
    page = ET.fromstring(picture.svg)  # noqa: S314 (it is our own)
    found = page.iter(f"{SVG}text")
    return ["".join(text.itertext()) for text in found]


def test_load_shows_hours_in_sessions_and_on_the_road(problem, plan):
    texts = texts_of(plots.draw_load(problem, plan))
    assert {"王芳", "T2", "in sessions", "on the road", "hours a week"} <= set(texts)
    assert {"least in sessions", "most in sessions"} <= set(texts)
    assert "Load of 2 persons" in texts


def test_load_says_where_the_road_counts_as_work():
    problem = make_problem(
        staff=[{"max_hours_week": 2, "min_hours_week": 1}],
        rules={"limits": {"count_travel_as_work": True}},
    )
    texts = texts_of(plots.draw_load(problem, make_plan()))
    assert {"least in sessions", "most, road included"} <= set(texts)


def test_only_the_busiest_are_shown_where_there_are_many(problem, plan):
    texts = texts_of(plots.draw_load(problem, plan, most=1))
    assert "王芳" in texts
    assert "T2" not in texts
    assert "Load: the busiest 1 of 2" in texts


def test_coverage_shows_the_least_served_first(problem, plan):
    texts = texts_of(plots.draw_coverage(problem, plan))
    assert "Sessions of 2 sites: 2 of 5" in texts
    assert texts.index("<b>$x$ 一小") < texts.index("二小")
    assert "floor (50%)" in texts
    assert "Sessions: the 1 sites with least of 2" in texts_of(
        plots.draw_coverage(problem, plan, most=1)
    )


def test_coverage_without_a_floor_shows_none():
    problem = make_problem(rules={"equity": {"floor": 0}})
    texts = texts_of(plots.draw_coverage(problem, make_plan()))
    assert not any("floor" in text for text in texts)


def test_equity_shows_areas_and_counties(problem, plan):
    texts = texts_of(plots.draw_equity(problem, plan))
    assert "2 of 5; 1 of 2 sites below floor" in texts
    assert "1 of 4; 1 of 1 site below floor" in texts
    assert {"rural", "urban", "东县", "40%", "25%"} <= set(texts)


def test_equity_shows_no_counties_where_there_is_one():
    problem = make_problem()
    assert (
        texts_of(plots.draw_equity(problem, make_plan())).count("0 of 1; 1 of 1 site below floor")
        == 2
    )


def test_map_shows_sites_and_a_scale(problem, plan):
    texts = texts_of(plots.draw_map(problem, plan))
    assert {"<b>$x$ 一小", "二小", "< 50%", "100%", "nothing wanted"} <= set(texts)
    assert "5 km" in texts


def test_map_leaves_out_sites_without_coordinates(problem, plan):
    nowhere = problem.sites[2].model_copy(update={"lon": None, "lat": None})
    texts = texts_of(plots.draw_map(problem.updated(sites=(*problem.sites[:2], nowhere)), plan))
    assert "二小" not in texts
    with pytest.raises(ValueError, match="no site has lon and lat"):
        plots.draw_map(make_problem(), make_plan())


def test_progress_shows_objective_and_bound(result):
    texts = texts_of(plots.draw_progress(result))
    assert {"seconds", "objective", "objective of the best plan", "proven bound"} <= set(texts)
    empty = Result(Status.UNKNOWN, None, None, None, {}, 0, 0, 0, 1.0, 0)
    assert "nothing to show" in texts_of(plots.draw_progress(empty))


def test_trade_off_shows_every_plan_once_with_its_weights(frontier):
    texts = texts_of(plots.draw_trade_off(frontier))
    assert {"×0.5", "×2, 4", "no plan lies below (proven)", "unmet"} <= set(texts)
    assert "缺课" in texts_of(plots.draw_trade_off(frontier, lang="zh"))
    assert "No plan was found" in texts_of(plots.draw_trade_off(Frontier("travel", "unmet", ())))


def test_the_number_of_a_short_bar_is_dark(problem, plan):
    def colors(plan):
        drawn = plots.draw_equity(problem, plan, ax=Figure().subplots())
        return {text.get_text(): text.get_color() for text in drawn.texts}

    assert colors(make_plan())["0%"] == "black"


def test_every_picture_speaks_chinese(problem, plan, result, frontier):
    for picture in (
        plots.draw_load(problem, plan, lang="zh"),
        plots.draw_coverage(problem, plan, lang="zh"),
        plots.draw_equity(problem, plan, lang="zh"),
        plots.draw_map(problem, plan, lang="zh"),
        plots.draw_progress(result, lang="zh"),
        plots.draw_trade_off(frontier, lang="zh"),
    ):
        assert re.search("[一-鿿]", "".join(texts_of(picture)))
    with pytest.raises(ValueError, match="unknown language"):
        plots.draw_load(problem, plan, lang="de")


def test_the_same_picture_is_the_same_file(problem, plan, tmp_path):
    for name in ("one.svg", "two.svg"):
        plots.draw_map(problem, plan).save(tmp_path / name)
    one, two = (tmp_path / "one.svg").read_text("utf-8"), (tmp_path / "two.svg").read_text("utf-8")
    assert one == two == plots.draw_map(problem, plan)._repr_svg_()
    assert not re.search(r'(href|src)="(?!#)', one)


def test_a_png_is_drawn_without_a_warning(result, tmp_path):
    plots.draw_progress(result).save(tmp_path / "progress.png")
    assert (tmp_path / "progress.png").read_bytes().startswith(b"\x89PNG")


def test_a_png_takes_a_font_that_has_every_sign(problem, plan, tmp_path, monkeypatch):
    # As if the usual font had no letters, and another that comes with matplotlib were the only one.
    monkeypatch.setattr(pictures, "CHINESE_FONTS", ("STIXGeneral",))
    usual = pictures._signs_of
    monkeypatch.setattr(
        pictures, "_signs_of", lambda font: usual(font) if "STIX" in font else set()
    )
    plots.draw_load(make_problem(), make_plan()).save(tmp_path / "load.png")
    assert (tmp_path / "load.png").exists()
    assert pictures._fonts_for(frozenset("ab")) == ("STIXGeneral",)


def test_without_a_font_a_png_is_refused_and_nothing_written(tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "CHINESE_FONTS", ())
    picture = plots.draw_load(make_problem(staff=[{"name": "王芳"}]), make_plan())
    with pytest.raises(FontError, match=r"install one, such as Noto Sans CJK"):
        picture.save(tmp_path / "load.png")
    assert list(tmp_path.iterdir()) == []
    picture.save(tmp_path / "load.svg")
    assert "王芳" in (tmp_path / "load.svg").read_text("utf-8")


def test_another_ending_is_refused(result, tmp_path):
    with pytest.raises(ValueError, match=r"plan\.pdf: give a path that ends in"):
        plots.draw_progress(result).save(tmp_path / "plan.pdf")


def test_without_matplotlib_it_says_what_to_install(result, monkeypatch):
    monkeypatch.setattr(pictures, "find_spec", {}.get)
    with pytest.raises(ModuleNotFoundError, match="pip install matplotlib"):
        plots.draw_progress(result)


def test_plots_are_there_without_an_import_of_their_own():
    code = "import sharepool as sp, sys; sp.plots.draw_load; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]
