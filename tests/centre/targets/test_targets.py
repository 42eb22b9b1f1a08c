"""Where targets stand: indicators by hand, the trend against numpy, files and faults."""

import datetime as dt
import json
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from builders import make_centre, make_plan, make_problem
from sharepool.base.errors import ProblemError
from sharepool.centre.needs.derivation import find_needs
from sharepool.centre.targets.decision import extrapolate, judge_targets
from sharepool.centre.targets.indicators import measure_indicators
from sharepool.centre.targets.page import write_page
from sharepool.centre.targets.rows import CHINESE_INDICATORS, Measure, Target
from sharepool.centre.targets.sentences import WORDS
from sharepool.centre.targets.tables import read_targets
from sharepool.centre.targets.types import TargetTables
from sharepool.cli.app import app
from sharepool.problem.plan import Plan
from sharepool.tables import write_plan, write_problem

TODAY = dt.date(2026, 3, 2)


def measured(value, date="2026-03-02", indicator="x", county=""):
    return Measure(indicator=indicator, county=county, date=date, value=value)


def target(value, by="2028-09-01", indicator="x", **cells):
    return Target(indicator=indicator, by=by, value=value, **cells)


def judge(one, *measures, **given):
    (standing,) = judge_targets(TargetTables((one,), measures), TODAY, **given).standings
    return standing


def test_sessions_are_counted_by_county():
    sites = [
        {"site_id": "H", "group": "g"},
        {"site_id": "A", "county": "东县"},
        {"site_id": "B", "county": "西县"},
    ]
    demands = [
        {"sessions": 2},
        {"demand_id": "D2", "site_id": "B", "sessions": 3, "kind": "club"},
    ]
    problem = make_problem(
        sites=sites,
        demands=demands,
        pairs=[{"site_id": "A", "group": "g"}, {"site_id": "B", "group": "g", "min_sessions": 2}],
    )
    plan = make_plan(("T1", "D1", 1, 1), ("T1", "D1", 2, 1), ("T1", "D2", 3, 7))
    found = {
        (one.indicator, one.county): one.value
        for one in measure_indicators(problem, TODAY, plan=plan)
    }
    third = Decimal("0.3333")
    assert found == {
        ("pair_coverage", ""): Decimal("0.5"),
        ("pair_coverage", "东县"): 1,
        ("pair_coverage", "西县"): 0,
        ("after_school", ""): third,
        ("after_school", "西县"): third,
        ("sessions_given", ""): Decimal("0.6"),
        ("sessions_given", "东县"): 1,
        ("sessions_given", "西县"): third,
        ("at_floor", ""): Decimal("0.5"),  # B gets 1 of at least 2
        ("at_floor", "东县"): 1,
        ("at_floor", "西县"): 0,
    }


def test_a_session_of_two_people_is_one_and_counts_for_the_floor_of_who_listens():
    problem = make_problem(
        sites=[
            {"site_id": "H", "group": "g"},
            {"site_id": "A"},
            {"site_id": "B", "county": "西县"},
        ],
        staff=[{"staff_id": "T1"}, {"staff_id": "T2"}],
        demands=[{"sessions": 2}],
        roles=[{"demand_id": "D1", "role": role} for role in ("lead", "assistant")],
        listeners=[{"demand_id": "D1", "site_id": "B"}],
        pairs=[{"site_id": "A", "group": "g", "min_sessions": 2}],
    )
    plan = Plan.of([("T1", "D1", 1, 1, "lead"), ("T2", "D1", 1, 1, "assistant")])
    found = {
        (one.indicator, one.county): one.value
        for one in measure_indicators(problem, TODAY, plan=plan)
    }
    assert found == {
        ("pair_coverage", ""): 0,
        ("sessions_given", ""): Decimal("0.5"),
        ("at_floor", ""): 1,
        ("at_floor", "西县"): 1,
    }


def test_lessons_and_teachers_come_from_the_centre():
    centre = make_centre(
        classes=[{"grade": 3, "classes": 7}], residents=[{"staff_id": "R", "load_lessons": 14}]
    )
    needs = find_needs(centre)
    found = {
        one.indicator: one.value
        for one in measure_indicators(centre.problem, TODAY, needs=needs)
        if not one.county
    }
    # 7 classes of 3 lessons, of which one teacher gives 14; one teacher is due for 7 classes.
    assert found == {"lesson_rate": Decimal("0.6667"), "staffing": 1}


@pytest.mark.parametrize(
    ("one", "value", "state"),
    [
        (target("0.9"), "0.9", "reached"),
        (target("0.9"), "0.8999", "behind"),
        (target("0.9", by="2026-03-01"), "0.8", "overdue"),
        (target("0.9", by="2026-03-02"), "0.8", "behind"),
        (target("0.3", direction="at_most"), "0.3", "reached"),
        (target("0.3", direction="at_most"), "0.4", "behind"),
    ],
)
def test_a_target_is_reached_or_not(one, value, state):
    assert judge(one, measured(value)).state == state


def test_what_was_never_measured_is_unknown():
    standing = judge(target("0.9"))
    assert (standing.state, standing.value, standing.expected) == ("unknown", None, None)


def test_a_trend_leads_there_or_not():
    history = [measured("0.5", "2025-03-02"), measured("0.6", "2026-03-02")]
    near = judge(target("0.69", by="2027-03-02"), *history)
    assert (near.state, near.expected, near.change) == ("on_track", Decimal("0.7"), Decimal("0.1"))
    far = judge(target("0.71", by="2027-03-02"), *history)
    assert (far.state, far.needed_term) == ("behind", Decimal("0.055"))


def test_no_trend_leads_a_share_beyond_one():
    history = [
        measured("0.5", "2025-03-02", "at_floor"),
        measured("0.9", "2026-03-02", "at_floor"),
    ]
    assert judge(target("1", indicator="at_floor"), *history).expected == 1


def test_the_latest_of_a_day_counts_and_nothing_of_the_future():
    tables = TargetTables((target("1"),), (measured("0.1"), measured("0.9", "2026-04-01")))
    progress = judge_targets(tables, TODAY, measures=[measured("0.2")])
    assert progress.standings[0].value == Decimal("0.2")
    # The history keeps what was there, for the next time.
    assert [str(one.value) for one in progress.measures] == ["0.2", "0.9"]


def test_a_target_without_a_county_is_looked_at_in_each():
    measures = [measured("1"), measured("1", county="东"), measured("0.5", county="西")]
    progress = judge_targets(TargetTables((target("0.9"),), tuple(measures)), TODAY)
    assert [(one.county, one.state) for one in progress.standings] == [
        ("", "reached"),
        ("东", "reached"),
        ("西", "behind"),
    ]
    alone = judge(target("0.9", county="西"), *measures)
    assert (alone.county, alone.value) == ("西", Decimal("0.5"))


@given(
    st.lists(
        st.tuples(st.integers(0, 2000), st.integers(0, 1000)),
        min_size=2,
        max_size=8,
        unique_by=lambda pair: pair[0],
    )
)
def test_the_trend_is_that_of_least_squares(points):
    trend = [
        measured(Decimal(value) / 1000, TODAY - dt.timedelta(days=day))
        for day, value in sorted(points, reverse=True)
    ]
    days = np.array([(one.date - TODAY).days for one in trend], dtype=float)
    values = np.array([float(one.value) for one in trend])
    slope, start = np.polyfit(days, values, 1)
    by = TODAY + dt.timedelta(days=300)
    assert float(extrapolate(trend, by)) == pytest.approx(start + 300 * slope, abs=1e-4)


TARGETS = (
    "指标,县区,期限,数值,方向\nsessions_given,,2027-09-01,0.9,\n"
    "minutes_day,东县,2028-09-01,120,不低于\n"
)
MEASURES = "指标,县区,日期,数值,来源\nminutes_day,东县,2025-09-01,80,普查\n"


def test_tables_read_under_chinese_headers(tmp_path):
    (tmp_path / "targets.csv").write_text(TARGETS, encoding="utf-8-sig")
    (tmp_path / "measures.csv").write_text(MEASURES, encoding="utf-8-sig")
    read = read_targets(tmp_path, TODAY, counties=["东县"])
    assert [(one.indicator, one.county, one.value) for one in read.targets] == [
        ("sessions_given", "", Decimal("0.9")),
        ("minutes_day", "东县", 120),
    ]
    assert read.measures[0].source == "普查"


def test_every_fault_comes_at_once(tmp_path):
    (tmp_path / "targets.csv").write_text(
        "indicator,county,by,value,direction\nlesson_rat,,2027-09-01,1,\n"
        "lesson_rate,,2027-09-01,95,\nlesson_rate,北县,never,1,above\n"
        "lesson_rate,,2027-09-01,0.9,\n",
        encoding="utf-8",
    )
    (tmp_path / "measures.csv").write_text(
        "indicator,county,date,value\nx,北县,2026-04-01,1\n", encoding="utf-8"
    )
    with pytest.raises(ProblemError) as caught:
        read_targets(tmp_path, TODAY, counties=["东县"])
    told = {(one.table, one.column, one.code, one.value) for one in caught.value.faults}
    assert told == {
        ("targets", "indicator", "unknown_indicator", "lesson_rat"),
        ("targets", "value", "out_of_range", "95"),
        ("targets", "by", "bad_value", "never"),
        ("targets", "direction", "unknown_word", "above"),
        ("targets", "by", "duplicate_id", "2027-09-01"),
        ("measures", "county", "unknown_id", "北县"),
        ("measures", "date", "in_future", "2026-04-01"),
    }


def test_without_targets_there_is_nothing_to_follow(tmp_path):
    with pytest.raises(ProblemError) as caught:
        read_targets(tmp_path, TODAY)
    assert [one.code for one in caught.value.faults] == ["missing_table"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_has_a_line_for_each_trend(lang):
    tables = TargetTables(
        (target("0.9", indicator="<b>"), target("1", indicator="y")),
        (
            measured("0.5", "2025-03-02", "<b>"),
            measured("0.6", indicator="<b>"),
        ),
    )
    page = write_page(judge_targets(tables, TODAY), lang)
    assert page.count("<svg") == 1
    assert "<b>" not in page
    assert {"en": "Progress against targets", "zh": "目标进展"}[lang] in page


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_command_tells_and_keeps_what_it_measured(tmp_path, lang):
    problem = make_problem(sites=[{"site_id": "H"}, {"site_id": "A", "county": "东县"}])
    write_problem(problem, tmp_path / "problem")
    write_plan(make_plan(), tmp_path / "plan.csv")
    tables = tmp_path / "tables"
    tables.mkdir()
    (tables / "targets.csv").write_text(TARGETS, encoding="utf-8-sig")
    (tables / "measures.csv").write_text(MEASURES, encoding="utf-8-sig")
    args = ["targets", str(tmp_path / "problem"), "--tables", str(tables), "--lang", lang]
    args += ["--plan", str(tmp_path / "plan.csv"), "--out"]
    ran = CliRunner().invoke(app, [*args, str(tmp_path / "out")], obj=0.0)
    assert ran.exit_code == 0, ran.output
    assert {"en": "0.0 % of 90.0 % by 2027-09-01", "zh": "0.0 %，2027-09-01目标90.0 %"}[
        lang
    ] in ran.stdout
    # What a share lacks is points, not a part of it.
    assert {"en": "must bring 30.0 points", "zh": "需变动30.0个百分点"}[lang] in ran.stdout
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["measures.csv", "progress.csv", "targets.html"]
    # Half a year later, with what was measured then beside the targets, there is a trend.
    (tables / "measures.csv").write_bytes((tmp_path / "out" / "measures.csv").read_bytes())
    write_plan(make_plan(("T1", "D1", 1, 1)), tmp_path / "plan.csv")
    later = [*args, str(tmp_path / "two"), "--date", "2026-09-01", "--json"]
    told = json.loads(CliRunner().invoke(app, later, obj=0.0).stdout)["standings"]
    assert [(one["indicator"], one["state"], one["change"]) for one in told] == [
        ("sessions_given", "reached", 1.0),
        ("minutes_day", "behind", None),
    ]


def test_faults_end_it_with_nothing_written(tmp_path):
    write_problem(make_problem(), tmp_path / "problem")
    args = ["targets", str(tmp_path / "problem"), "--out", str(tmp_path / "out"), "--json"]
    ran = CliRunner().invoke(app, args, obj=0.0)
    assert ran.exit_code == 2
    assert [one["code"] for one in json.loads(ran.stdout)["faults"]] == ["missing_table"]
    assert not (tmp_path / "out").exists()


def test_the_only_county_is_all_together():
    """Planners of one county name it in one table and leave it out in the other."""
    measures = [
        measured(1, "2025-03-03"),
        measured(2, "2025-09-01", county="东县"),
        measured(3),
        measured(3, county="东县"),
    ]
    for county in ("", "东县"):
        found = judge(target(9, county=county), *measures, counties=["东县"])
        assert [one.value for one in found.trend] == [1, 2, 3]
    several = judge(target(9, county="东县"), *measures, counties=["东县", "西县"])
    assert [one.value for one in several.trend] == [2, 3]


def test_indicators_go_by_their_chinese_names_too(tmp_path):
    """Else measures of 开足率 would be of another indicator than what sharepool measures."""
    (tmp_path / "targets.csv").write_text("指标,期限,数值\n开足率,2028-09-01,1\n", "utf-8")
    rows = "指标,日期,数值\n开足率,2025-09-01,0.8\n结对帮扶覆盖率,2025-09-01,0.7\n"
    (tmp_path / "measures.csv").write_text(rows, "utf-8")
    read = read_targets(tmp_path, TODAY)
    assert [one.indicator for one in (*read.targets, *read.measures)] == [
        *("lesson_rate", "lesson_rate", "pair_coverage")
    ]


def test_what_an_indicator_is_called_is_understood():
    for key, (_, chinese) in WORDS.items():
        if key.startswith("indicator."):
            assert CHINESE_INDICATORS[chinese] == key.removeprefix("indicator.")
