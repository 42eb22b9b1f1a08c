"""The ledger of a week small enough to add up by hand, and of the weeks around it.

Lin (sports bureau, by car) lives at H. West and East are 30 and 60 minutes away, 18.24 and 40 km.
"""

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest

from builders import make_plan, make_problem
from sharepool.base.errors import ProblemError
from sharepool.centre.ledger.accounting import keep_ledger, repeat_week
from sharepool.centre.ledger.claims import claims_workbook
from sharepool.centre.ledger.faults import unused_rates
from sharepool.centre.ledger.other_duties import OtherDuty
from sharepool.centre.ledger.rates import Rates
from sharepool.centre.ledger.tables import read_duties, read_rates
from sharepool.centre.term.folder import read_term
from sharepool.centre.term.types import TermWeek
from sharepool.generate import example_rates
from sharepool.tables import write_plan, write_problem

RATES = {
    "source": "example",
    "thresholds": {"rural_areas": ["rural"], "far_day_min": 100, "early_start": "07:15"},
    "converted_lessons": {"lesson": 1, "club": "0.5"},
    "allowance": {
        "converted_lesson": "50.005",
        "km": {"car": "0.8"},
        "rural_session": 10,
        "far_day": 30,
        "early_start": 7,
    },
    "points": {"converted_lesson": 1, "rural_session": "0.5", "far_day": 2},
    "settlement": 60,
    "borrowers": [{"stage": "club", "employer": "Sport"}, {"employer": "Schools"}],
    "budgets": {"Sport": {"week": 300, "term": 301}},
}


def rates(**changed):
    return Rates.model_validate(RATES | changed)


@pytest.fixture
def problem():
    legs = [("H", "W", 30, "18.24"), ("H", "E", 60, "40"), ("W", "E", 20, None)]
    return make_problem(
        sites=[
            {"site_id": "H", "stage": "club"},
            {"site_id": "W", "name": "West"},
            {"site_id": "E", "area": "rural"},
        ],
        staff=[
            {"staff_id": "T1", "name": "Lin", "employer": "Sport"},
            {"staff_id": "T2", "home_site": "W", "employer": "Schools"},
        ],
        demands=[
            {"demand_id": "LESSON", "site_id": "W", "sessions": 2},
            {"demand_id": "DOUBLE", "site_id": "E", "sessions": 1, "periods": 2},
            {
                "demand_id": "CLUB",
                "site_id": "H",
                "kind": "club",
                "sessions": 1,
                "season_until": "2026-03-15",
            },
            {"demand_id": "LINK", "site_id": "E", "delivery": "remote", "sessions": 1},
        ],
        travel=[
            {"origin": origin, "destination": there, "minutes": minutes, "km": km}
            for origin, there, minutes, km in legs
        ],
        leg_min=None,
    )


@pytest.fixture
def plan():
    # Tuesday: home, West at 08:00, East at 09:00 to 10:40, home.
    return make_plan(
        ("T1", "LESSON", 2, 1), ("T1", "DOUBLE", 2, 2), ("T2", "CLUB", 3, 7), ("T1", "LINK", 4, 1)
    )


def test_what_a_person_did_and_is_owed(problem, plan):
    found = keep_ledger(problem, [plan], rates())
    (lin,) = found.of_person("T1")
    assert (lin.sessions, lin.minutes, lin.converted_lessons) == (3, 40 + 100 + 40, 4)
    assert (lin.travel_min, lin.km, lin.legs_without_km) == (30 + 20 + 60, Decimal("58.2"), 1)
    # The remote lesson for East is given at home: no rural session.
    assert (lin.rural_sessions, lin.far_days, lin.early_starts) == (1, 1, 0)
    assert lin.allowance_lessons == Decimal("200.02")
    assert lin.allowance_km == Decimal("46.56")
    assert lin.allowance == Decimal("200.02") + Decimal("46.56") + 10 + 30
    assert lin.points == 4 + Decimal("0.5") + 2


def test_an_early_start_is_judged_at_home(problem):
    found = keep_ledger(problem, [make_plan(("T1", "DOUBLE", 2, 1))], rates())
    assert found.journeys[0].leaves_min == 7 * 60
    assert found.accounts[0].early_starts == 1
    assert found.accounts[0].allowance_early == 7


def test_only_the_kilometres_of_named_modes_are_paid(problem, plan):
    found = keep_ledger(problem, [plan], rates(allowance={"km": {"bus": 1}}))
    assert found.accounts[0].allowance == 0
    assert found.accounts[0].km == Decimal("58.2")


def test_rates_name_modes_and_employers_as_tables_do(problem, plan):
    at_sport = problem.staff[0].model_validate(
        {**problem.staff[0].model_dump(), "employer": "体育局（本级）"}
    )
    problem = problem.replace(staff=(at_sport, *problem.staff[1:]))
    said = rates(
        allowance={"km": {"自驾": "0.8"}},
        borrowers=[{"employer": "体育局（本级）"}],
        budgets={"体育局（本级）": {"week": 1}},
    )
    found = keep_ledger(problem, [plan], said)
    assert found.of_person("T1")[0].allowance_km == Decimal("46.56")
    assert not found.is_within_budgets
    assert {one.settlement for one in found.loans if one.lender != "Schools"} == {0}
    assert list(unused_rates(problem, said)) == []


def test_rates_of_modes_and_budgets_of_employers_that_nobody_has_are_told(problem):
    said = rates(allowance={"km": {"carr": 1}}, budgets={"Sports": {"week": 1}})
    found = [(one.code, one.column, one.fields["near"]) for one in unused_rates(problem, said)]
    assert found == [
        ("unused_mode", "allowance.km.carr", "car"),
        ("unknown_employer", "budgets.Sports", "Sport"),
    ]


def test_who_lends_to_whom_and_the_balance(problem, plan):
    found = keep_ledger(problem, [plan], rates())
    lent, back = found.loans[1], found.loans[0]
    assert (lent.lender, lent.borrower, lent.converted_lessons) == ("Sport", "Schools", 4)
    assert (back.lender, back.borrower, back.converted_lessons) == (
        "Schools",
        "Sport",
        Decimal("0.5"),
    )
    assert lent.balance_lessons == -back.balance_lessons == Decimal("3.5")
    assert lent.settlement == -back.settlement == 210


def test_budgets_are_checked_by_week_and_term(problem, plan):
    found = keep_ledger(problem, repeat_week(problem, plan, 2), rates())
    table = found.to_frames()["budgets"]
    assert list(table["week_of"]) == ["2026-03-02", "", "2026-03-09"]
    assert list(table["exceeded"]) == [0, 1, 0]
    assert not found.is_within_budgets
    assert keep_ledger(problem, [plan], rates()).is_within_budgets


def test_a_standing_week_leaves_out_what_cannot_take_place(problem, plan):
    absence = {"staff_id": "T1", "from": "2026-03-10", "until": "2026-03-10"}
    away = problem.replace(
        absences=(make_problem(absences=[absence]).absences[0],),
    )
    weeks = repeat_week(away, plan, 3)
    assert [len(week.plan) for week in weeks] == [4, 2, 3]
    assert [week.week_of.day for week in weeks] == [2, 9, 16]


def test_the_tables_add_up_to_each_other(problem, plan):
    found = keep_ledger(problem, repeat_week(problem, plan, 3), rates())
    weeks, people, employers = (
        found.to_frames()[name] for name in ("ledger", "people", "employers")
    )
    for name in ("sessions", "km", "travel_min", "points", "allowance", "converted_lessons"):
        assert weeks[name].sum() == people[name].sum() == employers[name].sum()
    assert found.to_frames()["loans"]["converted_lessons"].sum() == weeks["converted_lessons"].sum()
    assert list(people["weeks"]) == [3, 2]


def test_every_fault_of_plans_and_rates_is_told_at_once(problem, plan):
    clash = make_plan(("T1", "LESSON", 2, 1), ("T1", "LINK", 2, 1), ("T9", "LESSON", 1, 1))
    poor = rates(converted_lessons={"club": 1}, borrowers=[{"county": "no", "employer": "x"}])
    with pytest.raises(ProblemError) as caught:
        keep_ledger(problem, [plan, clash], poor)
    codes = [(one.code, one.value) for one in caught.value.faults]
    assert codes == [
        ("duplicate_week", "2026-03-02"),
        ("missing_value", "lesson"),
        ("missing_value", "E"),
        ("missing_value", "H"),
        ("missing_value", "W"),
        ("unknown_id", "T9"),
        ("overlap", "T1"),
    ]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("= 3", [("bad_file", "")]),
        (
            'source = ""\n[allowance]\nlunch = 3\nkm = {car = -1}',
            [
                ("missing_value", "source"),
                ("missing_value", "thresholds"),
                ("missing_value", "converted_lessons"),
                ("out_of_range", "allowance.km.car"),
                ("unknown_key", "allowance.lunch"),
                ("missing_value", "borrowers"),
            ],
        ),
    ],
)
def test_rates_tell_every_fault_at_once(tmp_path, text, faults):
    path = tmp_path / "rates.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProblemError) as caught:
        read_rates(path)
    assert [(one.code, one.column) for one in caught.value.faults] == faults


def test_the_example_rates_can_be_read(tmp_path):
    path = tmp_path / "rates.toml"
    path.write_text(example_rates(), encoding="utf-8")
    assert read_rates(path).source == "example"
    with pytest.raises(ProblemError, match="missing_file"):
        read_rates(tmp_path / "none.toml")


def test_the_latest_version_of_each_week_counts_with_its_own_tables(tmp_path, problem, plan):
    for version, rows in (("v2", plan), ("v10", make_plan(("T1", "LESSON", 2, 1)))):
        write_problem(problem, tmp_path / "2026-03-02" / version / "problem")
        write_plan(rows, tmp_path / "2026-03-02" / version / "plan.csv")
    (tmp_path / "notes").mkdir()
    (week,) = read_term(tmp_path)
    assert week == TermWeek(problem, make_plan(("T1", "LESSON", 2, 1)))
    assert week.week_of == dt.date(2026, 3, 2)


def test_a_term_without_a_version_or_with_faulty_ones_is_a_fault(tmp_path, plan):
    with pytest.raises(ProblemError, match="missing_file"):
        read_term(tmp_path)
    for day in (2, 9):
        write_plan(plan, tmp_path / f"2026-03-0{day}" / "v1" / "plan.csv")
    with pytest.raises(ProblemError) as caught:
        read_term(tmp_path)
    assert len(caught.value.faults) == 2


@pytest.mark.parametrize(("lang", "total"), [("en", "Total"), ("zh", "合计")])
def test_each_person_gets_a_claim_to_sign(problem, plan, lang, total):
    odd = [one.model_copy(update={"name": "=1+1/[x]"}) for one in problem.staff]
    found = keep_ledger(problem.replace(staff=tuple(odd)), [plan], rates())
    workbook = openpyxl.load_workbook(io.BytesIO(claims_workbook(found, lang)))
    assert len(workbook.sheetnames) == 3
    sheet = workbook.worksheets[1]
    assert sheet.title == "T1 =1+1__x_"
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[2] for row in rows if row[0] == total] == [float(found.accounts[0].allowance)]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_claims_of_people_with_the_same_long_title_get_sheets_of_their_own(problem):
    staff = [{"staff_id": f"{'x' * 31}{number}", "home_site": "W"} for number in range(2)]
    two = make_problem(staff=staff, sites=[{"site_id": "W"}, {"site_id": "A"}])
    plan = make_plan(*((row["staff_id"], "D1", day, 1) for day, row in enumerate(staff, 1)))
    found = keep_ledger(two, [plan], rates())
    workbook = openpyxl.load_workbook(io.BytesIO(claims_workbook(found)))
    assert len({name.casefold() for name in workbook.sheetnames}) == 3
    with pytest.raises(ValueError, match="unknown language"):
        claims_workbook(found, "fr")


def duties_of(*rows):
    return [OtherDuty.model_validate({"staff_id": "T1", "kind": "match", **row}) for row in rows]


def test_other_duties_count_by_the_rate_of_their_kind(problem):
    given = repeat_week(problem, make_plan(("T1", "LESSON", 2, 1)), weeks=1)
    duties = duties_of(
        {"date": "2026-03-07", "amount": 2, "km": "30.5", "site_id": "E", "note": "final"},
        {"date": "2026-03-08", "amount": "1.5", "kind": "mentoring"},
        {"date": "2026-03-04", "staff_id": "T2"},
        {"date": "2026-03-09"},
    )
    worth = rates(converted_lessons={"lesson": 1, "match": 4})
    found = keep_ledger(problem, given, worth, duties)
    lin, other = found.accounts
    plain = keep_ledger(problem, given, worth).accounts[0]
    assert (plain.duty_lessons, plain.converted_lessons) == (0, 1)
    assert (lin.duty_lessons, lin.converted_lessons, lin.points) == (8, 9, plain.points + 8)
    assert lin.km == plain.km + Decimal("30.5")
    assert lin.allowance_lessons == Decimal("450.05")  # 9 × 50.005, halves up
    assert lin.allowance_km == plain.allowance_km + Decimal("24.40")
    assert (lin.sessions, lin.minutes) == (plain.sessions, plain.minutes)
    # Who gave no session has an account, too; the next week is none of the ledger's.
    assert (other.staff_id, other.sessions, other.duty_lessons) == ("T2", 0, 4)
    assert found.loans == keep_ledger(problem, given, worth).loans
    sheet = list(openpyxl.load_workbook(io.BytesIO(claims_workbook(found)))["T1 Lin"].values)
    assert ("2026-03-07", None, None, "E", "match", "final", 8, None, None, 30.5) in sheet


def test_a_week_without_a_session_between_others_counts_with_its_duties(problem):
    first, _, third = repeat_week(problem, make_plan(("T1", "LESSON", 2, 1)), weeks=3)
    worth = rates(converted_lessons={"lesson": 1, "match": 4})
    duties = duties_of({"date": "2026-03-11"})
    accounts = keep_ledger(problem, [first, third], worth, duties).accounts
    assert [(one.week_of.day, one.converted_lessons) for one in accounts] == [
        (2, 1),
        (9, 4),
        (16, 1),
    ]


def test_duties_of_nobody_are_faults(problem):
    week = repeat_week(problem, make_plan(("T1", "LESSON", 2, 1)), weeks=1)
    with pytest.raises(ProblemError) as found:
        keep_ledger(problem, week, rates(), duties_of({"date": "2026-03-04", "staff_id": "T9"}))
    assert [(one.table, one.code) for one in found.value.faults] == [("duties", "unknown_id")]


def test_duties_are_read_with_every_fault(problem, tmp_path):
    assert read_duties(tmp_path, problem) == ()
    file = tmp_path / "duties.csv"
    file.write_text("staff_id,date,kind,site_id\nT1,2026-03-04,match,E\n", encoding="utf-8")
    assert read_duties(tmp_path, problem) == tuple(
        duties_of({"date": "2026-03-04", "site_id": "E"})
    )
    file.write_text("staff_id,date,kind,site_id\nT9,2026-03-04,match,Z\n", encoding="utf-8")
    with pytest.raises(ProblemError) as found:
        read_duties(tmp_path, problem)
    assert [one.column for one in found.value.faults] == ["staff_id", "site_id"]
