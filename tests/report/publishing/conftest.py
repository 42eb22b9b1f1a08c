"""A week whose every name tries to be something else than text.

Home H and schools A and B lie a few kilometres apart; M has no coordinates. T1 works at A on Monday
and Wednesday and at M by live link, T2 works at B; the previous plan was another. The demand at M
and one of D1 stay without a session. The group of H should support A and B, and supports A; A, B
and M are a chain of three stages.
"""

import datetime as dt

import pytest

from builders import make_plan, make_problem
from sharepool.analysis.reasons.verdicts import find_reasons
from sharepool.problem.problem import Problem
from sharepool.report.report import make_report

SCRIPT = "<script>alert(1)</script>"
QUOTES = "\"'><img src=x onerror=alert(1)>"
FORMULA = '=HYPERLINK("http://example.org","x")'
GROUP = "=<b>east</b>"
CHAIN = "+<i>621</i>"
WRITTEN = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)

SITES = [
    {"site_id": "H", "name": "Home of Lin", "group": GROUP, "lon": 113.0, "lat": 35.0},
    {"site_id": "A", "name": SCRIPT, "lon": 113.1, "lat": 35.05, "area": "rural", "county": QUOTES},
    {"site_id": "B", "name": FORMULA, "lon": 113.0, "lat": 35.1, "county": "+1"},
    {"site_id": "M", "name": "石桥小学{{7*7}}"},
]
STAFF = [
    {"staff_id": "../../T1", "name": QUOTES, "home_site": "H", "employer": "-2+3"},
    {"staff_id": "CON", "name": "王小明", "home_site": "B", "employer": "@SUM(1)"},
    {"staff_id": "con", "name": "Id\x0ble", "home_site": "B"},
]
DEMANDS = [
    {"demand_id": "@D1", "sessions": 3, "cohort": SCRIPT, "min_gap_days": 2},
    {"demand_id": "=D2", "site_id": "B", "skill": "swim", "kind": "club", "parts": "after_school"},
    {"demand_id": "-D3", "site_id": "M", "delivery": "remote"},
    {"demand_id": "D4", "site_id": "M", "min_level": 3},
]
ROWS = [
    ("../../T1", "@D1", 1, 1),
    ("../../T1", "@D1", 3, 2),
    ("../../T1", "-D3", 1, 5),
    ("CON", "=D2", 2, 7),
]
PAIRS = [
    {"site_id": "A", "group": GROUP},
    {"site_id": "B", "group": GROUP, "min_sessions": 2},
]
CHAINS = [
    {"chain_id": CHAIN, "skill": "pe", "stage": "primary", "site_id": "A", "min_sessions": 3},
    {"chain_id": CHAIN, "skill": "pe", "stage": "junior", "site_id": "B", "min_sessions": 0},
    {"chain_id": CHAIN, "skill": "pe", "stage": "senior", "site_id": "M"},
]
BEFORE = [("../../T1", "@D1", 2, 1), ("Left", "=D2", 2, 7)]


@pytest.fixture
def problem():
    skills = [
        *({"staff_id": row["staff_id"], "skill": "pe"} for row in STAFF),
        {"staff_id": "CON", "skill": "swim"},
    ]
    columns = ("staff_id", "demand_id", "day", "slot")
    return make_problem(
        sites=SITES,
        staff=STAFF,
        demands=DEMANDS,
        skills=skills,
        absences=[
            {"staff_id": "con", "from": "2026-03-02", "until": "2026-03-02", "reason": "ill"}
        ],
        pins=[{"kind": "prefer", "staff_id": "CON", "day": 2, "weight": 1}],
        pairs=PAIRS,
        chains=CHAINS,
        previous_plan=[dict(zip(columns, row, strict=True)) for row in BEFORE],
        rules={"name": f"week {SCRIPT}", "employers": {"@SUM(1)": {"max_hours_week": 20}}},
    )


@pytest.fixture
def plan():
    return make_plan(*ROWS)


@pytest.fixture
def make(problem, plan):
    """Make a report of this week; a field given differs from the usual."""

    def make(**fields):
        usual = {"problem": problem, "plan": plan, "lang": "en", "written": WRITTEN}
        given = usual | fields
        reasons = find_reasons(given["problem"], given["plan"], with_people=False)
        return make_report(given.pop("problem"), given.pop("plan"), reasons, **given)

    return make


@pytest.fixture
def changed(problem):
    """Return what makes the same problem with some tables or rules changed."""

    def changed(**tables):
        # Not model_copy, which would keep what the old problem has looked up.
        return Problem(**{name: getattr(problem, name) for name in Problem.model_fields} | tables)

    return changed
