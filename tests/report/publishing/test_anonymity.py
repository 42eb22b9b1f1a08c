"""What is published without names tells nothing of who is behind it."""

import io
import re
import zipfile

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import make_plan, make_problem
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Assignment
from sharepool.report import write_report
from sharepool.report.anonymity import anonymize
from sharepool.report.tables.shares import site_shares
from sharepool.report.tables.timetables import list_timetables
from strategies import plans_of, problems

SECRETS = {
    "staff_id": "Q-7731",
    "name": "欧阳秘密",
    "employer": "Zweigstelle",
    "role": "Obertrainer",
    "home": "Hinterhof",
    "home_name": "Kleine Gasse",
    "absence": "Knieoperation",
    "idle": "Ruhig-5",
    "gone": "Fort-9",
    "group": "Sprengel",
    "skill": "Geheimkunst",
}
LON, LAT = 113.271828, 35.314159


@pytest.fixture
def problem():
    """A week of one person whose every cell is a word to look for afterwards."""
    skills = [
        {"staff_id": SECRETS["staff_id"], "skill": skill} for skill in ("pe", SECRETS["skill"])
    ]
    return make_problem(
        sites=[
            {"site_id": "A", "name": "School A", "lon": 113.1, "lat": 35.0},
            {"site_id": "B", "name": "School B", "lon": 113.2, "lat": 35.1, "group": "town"},
            {"site_id": "C", "name": "School C", "lon": 113.2, "lat": 35.2},
            {
                "site_id": SECRETS["home"],
                "name": SECRETS["home_name"],
                "group": SECRETS["group"],
                "lon": LON,
                "lat": LAT,
            },
        ],
        staff=[
            {
                "staff_id": SECRETS["staff_id"],
                "name": SECRETS["name"],
                "employer": SECRETS["employer"],
                "role": SECRETS["role"],
                "home_site": SECRETS["home"],
            },
            {"staff_id": SECRETS["idle"], "home_site": SECRETS["home"]},
        ],
        demands=[
            {"sessions": 3},
            {"demand_id": "D2", "site_id": "B", "sessions": 2},
            {"demand_id": "D3", "site_id": "B", "delivery": "remote"},
            {"demand_id": "D4", "site_id": "B", "skill": "swim"},
        ],
        skills=skills,
        travel=[
            {"origin": SECRETS["home"], "destination": "A", "minutes": 37},
            {"origin": SECRETS["home"], "destination": "B", "minutes": 41},
        ],
        leg_min=13,
        absences=[
            {
                "staff_id": SECRETS["idle"],
                "from": "2026-03-02",
                "until": "2026-03-02",
                "reason": SECRETS["absence"],
            }
        ],
        pins=[{"kind": "prefer", "staff_id": SECRETS["idle"], "weight": 3}],
        pairs=[{"site_id": "A", "group": SECRETS["group"]}, {"site_id": "B", "group": "town"}],
        chains=[
            {"chain_id": "swim621", "skill": "swim", "stage": "primary", "site_id": "B"},
            {"chain_id": "swim621", "skill": "swim", "stage": "junior", "site_id": "C"},
        ],
        previous_plan=[{"staff_id": SECRETS["gone"], "demand_id": "D1", "day": 1, "slot": 1}],
        rules={"employers": {SECRETS["employer"]: {"max_hours_week": 20}}},
    )


@pytest.fixture
def plan():
    who = SECRETS["staff_id"]
    return make_plan((who, "D1", 1, 1), (who, "D2", 1, 3), (who, "D3", 1, 6), (who, "D1", 3, 2))


@pytest.fixture(params=["en", "zh"])
def published(problem, plan, tmp_path, request):
    """Every file of the report without names, by name; of the workbook, every part."""
    folder = tmp_path / "public"
    written = write_report(problem, plan, folder, lang=request.param, anonymous=True)
    files = {str(path.relative_to(folder)): path.read_bytes() for path in written}
    assert {path for path in folder.rglob("*") if path.is_file()} == set(written)
    parts = zipfile.ZipFile(io.BytesIO(files.pop("report.xlsx")))
    return files | {name: parts.read(name) for name in parts.namelist()}


def test_no_file_carries_what_identifies(published, tmp_path):
    assert len(published) > 10
    for name, content in published.items():
        # Calendars fold long lines, in the middle of words.
        told = name + content.decode().replace("\r\n ", "")
        for secret in (*SECRETS.values(), str(LON), str(LAT), tmp_path.name):
            assert secret not in told, (secret, name)


def test_no_way_from_or_to_home_is_told(published):
    pages = [published["report.html"], published["routes.geojson"], published["calendars/P001.ics"]]
    told = "".join(page.decode() for page in pages)
    assert "13" in told
    for length in (37, 41):
        assert not re.search(rf"\b{length} ?(min|分钟)|minutes\":{length}\b", told)
    for clock in ("07:23", "09:17", "09:40–10:17"):
        assert clock not in told


def test_the_people_who_work_have_a_pseudonym_everywhere(published):
    assert "P001" in published["report.html"].decode()
    assert "P001" in published["routes.geojson"].decode()
    assert "P001" in published["calendars/P001.ics"].decode()
    assert any(b"P001" in part for name, part in published.items() if "sheet" in name)
    assert not any(b"P002" in part for part in published.values())


def test_chains_are_told_and_who_supports_whom_is_not(published):
    page = published["report.html"].decode()
    assert "swim621" in page
    assert "School C" in page
    assert 'href="#chains"' in page
    assert 'href="#support"' not in page
    sheets = published["xl/workbook.xml"].decode()
    assert "Chains" in sheets or "后备人才体系" in sheets
    assert "Support" not in sheets
    assert "对口支援" not in sheets


tiny = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@tiny
@given(st.data())
def test_who_the_people_are_and_where_they_live_changes_nothing(data):
    """Other ids, names, homes and rows in another order make the same public problem and plan."""
    problem = data.draw(problems())
    rows = {
        (row.staff_id, row.demand_id, row.day, row.slot): row
        for row in data.draw(plans_of(problem))
    }
    timed = [
        row
        for row in rows.values()
        if row.staff_id in problem.person_of and row.demand_id in problem.demand_of and row.slot
    ]
    plan = Plan(tuple(row for row in timed if row.day <= 7 and _has_time(problem, row)))
    ids = [person.staff_id for person in problem.staff]
    new_id = dict(zip(ids, data.draw(st.permutations([f"X{name}" for name in ids])), strict=True))
    homes = st.sampled_from([site.site_id for site in problem.sites])
    strangers = [
        person.model_copy(
            update={
                "staff_id": new_id[person.staff_id],
                "name": data.draw(st.text(max_size=3)),
                "employer": "another",
                "home_site": data.draw(homes),
                "max_hours_week": None,
                # The mode shows in the minutes between schools.
                "mode": problem.mode_of(person),
            }
        )
        for person in data.draw(st.permutations(problem.staff))
    ]
    bare = ("skills", "availability", "absences", "pins", "previous_plan", "pairs")
    kept = {
        name: getattr(problem, name)
        for name in Problem.model_fields
        if name not in {*bare, "staff"}
    }
    other = Problem(**kept, staff=tuple(strangers))
    moved = Plan(
        tuple(
            Assignment.model_validate(dict(row) | {"staff_id": new_id[row.staff_id]})
            for row in data.draw(st.permutations(plan.assignments))
        )
    )
    assert anonymize(other, moved) == anonymize(problem, plan)


def _has_time(problem, row):
    from sharepool.problem.timetable import Timetable

    demand = problem.demand_of[row.demand_id]
    return Timetable(problem).session(demand, row.day, row.slot) is not None


def test_everybody_gets_a_pseudonym_of_their_own():
    staff = [{"staff_id": name} for name in ("C", "B", "A")]
    problem = make_problem(staff=staff, demands=[{"sessions": 3, "max_staff": 3}])
    plan = make_plan(("A", "D1", 3, 1), ("B", "D1", 1, 1), ("C", "D1", 2, 1))
    public, rows = anonymize(problem, plan)
    assert [person.staff_id for person in public.staff] == ["P001", "P002", "P003"]
    assert [(row.staff_id, row.day) for row in rows] == [("P001", 1), ("P002", 2), ("P003", 3)]
    assert {person.home_site for person in public.staff}.isdisjoint(problem.site_of)


def test_the_hidden_home_is_no_site_of_the_problem():
    sites = [{"site_id": name} for name in ("H", "A", "—", "——")]
    public, _ = anonymize(
        make_problem(sites=sites, demands=[{"site_id": "—"}, {"demand_id": "D2", "site_id": "——"}]),
        make_plan(("T1", "D1", 1, 1)),
    )
    assert public.staff[0].home_site == "———"


def test_teams_and_classes_that_listen_are_counted_as_with_names():
    problem = make_problem(
        sites=[{"site_id": name} for name in ("H", "A", "B")],
        staff=[{"staff_id": name, "home_site": "H"} for name in ("T1", "T2")],
        demands=[{}, {"demand_id": "D2", "site_id": "A"}],
        roles=[{"demand_id": "D1", "role": name} for name in ("lead", "lifeguard")],
        listeners=[{"demand_id": "D2", "site_id": "B"}],
    )
    team = {"T1": "lead", "T2": "lifeguard"}
    rows = [
        Assignment(staff_id=who, demand_id="D1", day=1, slot=1, role=role)
        for who, role in team.items()
    ]
    plan = Plan((*rows, Assignment(staff_id="T1", demand_id="D2", day=2, slot=1)))
    public, unnamed = anonymize(problem, plan)
    pd.testing.assert_frame_equal(site_shares(public, unnamed), site_shares(problem, plan))
    assert list_timetables(public, unnamed)["role"].tolist() == ["lead", "lifeguard", "", ""]
