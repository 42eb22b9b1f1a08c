"""H00 to H03: each row by itself, just inside and just outside."""

import pytest

from builders import BELLS, SITES, make_plan, make_problem
from sharepool.rules import check

MONDAY_9 = ("T1", "D1", 1, 2)


def broken(problem, *rows):
    return [(found.code, found.kind) for found in check(problem, make_plan(*rows))]


def test_a_known_person_and_demand_break_nothing():
    assert broken(make_problem(), MONDAY_9) == []


@pytest.mark.parametrize(
    ("row", "kinds"),
    [
        (("T9", "D1", 1, 2), ["staff"]),
        (("T1", "D9", 1, 2), ["demand"]),
        (("T9", "D9", 1, 2), ["demand", "staff"]),
        (("t1", "D1", 1, 2), ["staff"]),
    ],
)
def test_h00_names_the_id_that_does_not_exist(row, kinds):
    assert broken(make_problem(), row) == [("H00", kind) for kind in kinds]


def test_h00_keeps_the_ids_of_the_row():
    (found,) = check(make_problem(), make_plan(("T9", "D1", 1, 2)))
    assert (found.staff_id, found.demand_id, found.day, found.slot) == ("T9", "D1", 1, 2)


@pytest.mark.parametrize(
    ("skills", "expected"),
    [
        ([{"skill": "pe", "level": 2}], []),
        ([{"skill": "pe", "level": 3}], []),
        ([{"skill": "pe", "level": 1}], [("H01", "level")]),
        ([{"skill": "swim", "level": 5}], [("H01", "missing")]),
        ([{"skill": "PE", "level": 5}], [("H01", "missing")]),
        ([{"skill": "pe", "level": 2, "valid_from": "2026-03-02"}], []),
        ([{"skill": "pe", "level": 2, "valid_from": "2026-03-03"}], [("H01", "expired")]),
        ([{"skill": "pe", "level": 2, "valid_until": "2026-03-08"}], []),
        ([{"skill": "pe", "level": 2, "valid_until": "2026-03-07"}], [("H01", "expired")]),
        (
            [
                {"skill": "pe", "level": 2, "valid_until": "2026-03-04"},
                {"skill": "pe", "level": 2, "valid_from": "2026-03-05"},
            ],
            [("H01", "expired")],
        ),
        (
            [
                {"skill": "pe", "level": 1},
                {"skill": "pe", "level": 9, "valid_until": "2026-03-07"},
            ],
            [("H01", "level")],
        ),
    ],
)
def test_h01_one_row_alone_gives_level_and_validity(skills, expected):
    problem = make_problem(
        demands=[{"min_level": 2}], skills=[{"staff_id": "T1", **row} for row in skills]
    )
    assert broken(problem, MONDAY_9) == expected


@pytest.mark.parametrize(
    ("also_requires", "names"),
    [
        ("clearance", []),
        ("clearance:1;coach:2", []),
        ("clearance:2", ["clearance"]),
        ("coach:2;coach:3", ["coach"]),
        ("first:aid:1", ["first:aid"]),
    ],
)
def test_h01_holds_for_every_further_skill(also_requires, names):
    problem = make_problem(
        demands=[{"also_requires": also_requires}],
        skills=[
            {"staff_id": "T1", "skill": "pe"},
            {"staff_id": "T1", "skill": "clearance"},
            {"staff_id": "T1", "skill": "coach", "level": 2},
        ],
    )
    found = check(problem, make_plan(MONDAY_9))
    assert [(one.code, one.name) for one in found] == [("H01", name) for name in names]


def test_h01_holds_for_rows_without_a_time():
    problem = make_problem(skills=[])
    assert broken(problem, ("T1", "D1", 7, 1)) == [("H01", "missing"), ("H03", "bell")]


@pytest.mark.parametrize(
    ("windows", "inside"),
    [
        ([], True),
        ([(1, "09:00", "09:40")], True),
        ([(1, "09:01", "09:40")], False),
        ([(1, "09:00", "09:39")], False),
        ([(2, "09:00", "09:40")], False),
        ([(1, "08:00", "09:20"), (1, "09:20", "10:00")], False),
        ([(2, "07:00", "18:00"), (1, "08:00", "12:00")], True),
    ],
)
def test_h02_a_session_lies_inside_one_window(windows, inside):
    problem = make_problem(
        availability=[
            {"staff_id": "T1", "day": day, "start": start, "end": end}
            for day, start, end in windows
        ]
    )
    assert broken(problem, MONDAY_9) == ([] if inside else [("H02", "window")])


def test_h02_windows_of_others_do_not_concern_a_person():
    problem = make_problem(
        staff=[{"staff_id": "T1"}, {"staff_id": "T2"}],
        availability=[{"staff_id": "T2", "day": 5, "start": "08:00", "end": "09:00"}],
    )
    assert broken(problem, MONDAY_9) == []


@pytest.mark.parametrize(
    ("first", "last", "free"),
    [
        ("2026-03-02", "2026-03-02", False),
        ("2026-02-20", "2026-03-02", False),
        ("2026-02-20", "2026-03-01", True),
        ("2026-03-03", "2026-03-09", True),
        ("2026-03-02T09:40", "2026-03-02T10:00", True),
        ("2026-03-02T09:39", "2026-03-02T10:00", False),
        ("2026-03-02T09:39:59", "2026-03-02T10:00:00", False),
        ("2026-03-02T08:00", "2026-03-02T09:00", True),
        ("2026-03-02T08:00", "2026-03-02T09:00:01", False),
        ("2026-03-02T00:00", "2026-03-02", False),
        ("2026-03-01", "2026-03-02T00:00", True),
    ],
)
def test_h02_a_session_overlaps_no_absence(first, last, free):
    problem = make_problem(absences=[{"staff_id": "T1", "from": first, "until": last}])
    assert broken(problem, MONDAY_9) == ([] if free else [("H02", "absence")])


@pytest.mark.parametrize(
    ("demand", "day", "slot", "kind"),
    [
        ({}, 5, 6, None),
        ({}, 1, 7, "part"),
        ({}, 1, 9, "bell"),
        ({}, 1, 0, "bell"),
        ({}, 1, -1, "bell"),
        ({}, 6, 1, "bell"),
        ({}, 8, 1, "bell"),
        ({}, 0, 1, "bell"),
        ({"kind": "club"}, 1, 7, None),
        ({"kind": "club"}, 1, 6, "part"),
        ({"parts": "lesson;after_school"}, 1, 7, None),
        ({"periods": 2}, 1, 3, None),
        ({"periods": 2}, 1, 4, "noon"),
        ({"periods": 2}, 1, 5, None),
        ({"periods": 2}, 1, 6, "part"),
        ({"kind": "club", "periods": 2}, 1, 7, None),
        ({"kind": "club", "periods": 2}, 1, 8, "bell"),
        ({"slots": "1-2;3-4..5"}, 1, 2, None),
        ({"slots": "1-2;3-4..5"}, 1, 3, "start"),
        ({"slots": "1-2;3-4..5"}, 2, 2, "start"),
        ({"slots": "1-2;3-4..5"}, 3, 5, None),
        ({"slots": "1-2;3-4..5"}, 3, 6, "start"),
        ({"slots": "1-7"}, 1, 7, "part"),
        ({"season_from": "2026-03-02", "season_until": "2026-03-08"}, 1, 2, None),
        ({"season_from": "2026-03-03"}, 1, 2, "season"),
        ({"season_until": "2026-03-07"}, 1, 2, "season"),
    ],
)
def test_h03_slots_exist_and_are_allowed(demand, day, slot, kind):
    expected = [] if kind is None else [("H03", kind)]
    assert broken(make_problem(demands=[demand]), ("T1", "D1", day, slot)) == expected


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ({"open_from": "2026-03-02", "open_until": "2026-03-08"}, []),
        ({"open_from": "2026-03-03"}, [("H03", "closed")]),
        ({"open_until": "2026-03-07"}, [("H03", "closed")]),
    ],
)
def test_h03_a_site_not_open_all_week_has_no_sessions(opening, expected):
    problem = make_problem(sites=[SITES[0], {"site_id": "A", **opening}, SITES[2]])
    assert broken(problem, MONDAY_9) == expected


def test_h03_reads_the_bells_of_the_site_and_weekday():
    bells = [
        *BELLS,
        {"bell_id": "far", "slot": 2, "start": "09:30", "end": "10:10", "days": "1"},
        {"bell_id": "far", "slot": 2, "start": "10:30", "end": "11:10", "days": "24"},
    ]
    problem = make_problem(
        bells=bells,
        sites=[SITES[0], {"site_id": "A", "bell_id": "far"}, SITES[2]],
        availability=[{"staff_id": "T1", "day": 2, "start": "10:30", "end": "11:10"}],
    )
    assert broken(problem, ("T1", "D1", 2, 2)) == []
    assert broken(problem, ("T1", "D1", 1, 2)) == [("H02", "window")]
    assert broken(problem, ("T1", "D1", 3, 2)) == [("H03", "bell")]


def test_h03_a_gap_in_slot_numbers_is_not_adjacent():
    bells = [bell for bell in BELLS if bell["slot"] != 2]
    problem = make_problem(bells=bells, demands=[{"periods": 2}])
    assert broken(problem, ("T1", "D1", 1, 1)) == [("H03", "bell")]
    assert broken(problem, ("T1", "D1", 1, 3)) == []


def test_h03_a_slot_at_noon_is_afternoon():
    problem = make_problem(demands=[{"periods": 2}], rules={"day": {"noon": "11:00"}})
    assert broken(problem, ("T1", "D1", 1, 3)) == [("H03", "noon")]
    problem = make_problem(demands=[{"periods": 2}], rules={"day": {"noon": "10:00"}})
    assert broken(problem, ("T1", "D1", 1, 3)) == []


def test_h03_a_dormant_row_off_the_bells_breaks_it_twice():
    problem = make_problem(demands=[{"season_from": "2026-03-03"}])
    assert broken(problem, ("T1", "D1", 1, 9)) == [("H03", "bell"), ("H03", "season")]
