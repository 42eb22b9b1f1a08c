"""Tiny problems for tests: name what matters, everything else is the quiet default.

By default: home ``H`` and schools ``A`` and ``B``, 10 minutes apart; one person ``T1`` based at
``H``; one demand ``D1``, a lesson a week of skill ``pe`` at ``A``; everybody holds ``pe``. Slots of
40 minutes: 1-4 start 08:00 to 11:00, 5-6 start 13:00 and 14:00 (lessons), 7-8 start 15:00 and 16:00
(after school), Monday to Friday of the week of 2026-03-02.
"""

from itertools import permutations

from sharepool.centre.needs.rows import CENTRE_TABLES, Centre
from sharepool.generate import generate_county
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import TABLES
from sharepool.problem.rules import Rules

HOURS = {1: 8, 2: 9, 3: 10, 4: 11, 5: 13, 6: 14, 7: 15, 8: 16}

BELLS = [
    {
        "slot": slot,
        "start": f"{hour:02d}:00",
        "end": f"{hour:02d}:40",
        "part": "lesson" if slot <= 6 else "after_school",
    }
    for slot, hour in HOURS.items()
]
SITES = [{"site_id": "H"}, {"site_id": "A"}, {"site_id": "B"}]
PERSON = {"staff_id": "T1", "home_site": "H"}
DEMAND = {"demand_id": "D1", "site_id": "A", "skill": "pe", "sessions": 1}


def make_problem(
    *,
    sites=SITES,
    staff=(PERSON,),
    demands=(DEMAND,),
    bells=BELLS,
    skills=None,
    travel=(),
    leg_min=10,
    rules=None,
    **tables,
):
    """Return a problem of the rows given, as dicts with the columns that matter.

    Staff and demand rows are completed from ``PERSON`` and ``DEMAND``; `skills` defaults to ``pe``
    for everybody; pairs of sites that `travel` does not name take `leg_min` minutes (None: they
    stay out of the table).
    """
    staff = [{**PERSON, **row} for row in staff]
    demands = [{**DEMAND, **row} for row in demands]
    if skills is None:
        skills = [{"staff_id": row["staff_id"], "skill": "pe"} for row in staff]
    if leg_min is not None:
        pairs = permutations((row["site_id"] for row in sites), 2)
        named = {(row["origin"], row["destination"]) for row in travel}
        travel = [
            *travel,
            *(
                {"origin": origin, "destination": destination, "minutes": leg_min}
                for origin, destination in pairs
                if (origin, destination) not in named
            ),
        ]
    rows = {
        "sites": sites,
        "bells": bells,
        "staff": staff,
        "skills": skills,
        "demands": demands,
        "travel": travel,
        **tables,
    }
    typed = {name: tuple(TABLES[name].model_validate(row) for row in rows[name]) for name in rows}
    return Problem(rules=Rules.model_validate(rules or {}), **typed)


def make_township(people):
    """Return a generated county with only the first so many people."""
    county = generate_county(3)
    tables = {name: getattr(county, name) for name in Problem.model_fields}
    tables["staff"] = county.staff[:people]
    ids = {person.staff_id for person in tables["staff"]}
    for name in ("skills", "availability", "absences"):
        tables[name] = tuple(row for row in tables[name] if row.staff_id in ids)
    return Problem(**tables)


def make_plan(*rows):
    """Return the plan of rows such as ``("T1", "D1", 1, 2)``: person, demand, day, slot."""
    return Plan.of(rows)


def make_centre(
    *,
    classes,
    residents=(),
    lessons=None,
    curriculum=None,
    services=(),
    timetable=(),
    daily=(),
    **problem,
):
    """Return the centre of rows given as dicts; classes and residents are at ``A`` by default.

    `lessons` are those due by grade (3 each if not given), of skill ``pe``; residents hold ``pe``.
    `curriculum` has whole rows in their place.
    """
    classes = [{"site_id": "A", "classes": 1, **row} for row in classes]
    residents = [{"site_id": "A", "load_lessons": 14, "skills": "pe", **row} for row in residents]
    if curriculum is None:
        due = lessons or {row["grade"]: 3 for row in classes}
        curriculum = [{"grade": grade, "lessons_week": count} for grade, count in due.items()]
    rows = {
        "classes": classes,
        "residents": residents,
        "curriculum": curriculum,
        "services": services,
        "timetable": [{"site_id": "A", **row} for row in timetable],
        "daily": daily,
    }
    typed = {
        name: tuple(CENTRE_TABLES[name].model_validate(row) for row in rows[name]) for name in rows
    }
    return Centre(problem=make_problem(**{"staff": (), "demands": ()} | problem), **typed)


def make_triangle():
    """Return three lessons of one day, any two of which fit into a morning, all three do not."""
    homeward = [
        {"origin": a, "destination": b, "minutes": 60}
        for place in "ABC"
        for a, b in ((place, "H"), ("H", place))
    ]
    return make_problem(
        sites=[{"site_id": place} for place in "HABC"],
        staff=[{"staff_id": f"T{number}"} for number in range(3)],
        demands=[
            {"demand_id": f"D{place}", "site_id": place, "slots": "1-1;1-2;1-3"} for place in "ABC"
        ],
        travel=homeward,
        rules={"limits": {"max_sessions_day": 2}, "weights": {"site_link": 0}},
    )
