"""Hypothesis strategies: tiny problems that use every table and every column that matters.

The problems are fit for :func:`bruteforce.optimum` and valid for the reader. Values are drawn from
short lists, the quiet one first, so that failing examples shrink to what matters.
"""

from collections import Counter
from functools import cache

from hypothesis import strategies as st

from bruteforce import candidates
from sharepool.problem.own_costs import OwnCost, OwnCosts
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import TABLES, Demand, StartRange
from sharepool.problem.rules import Rules
from sharepool.problem.timetable import Timetable
from sharepool.problem.travel import FAR_MIN

MAX_CANDIDATES = 12
"""Assignments that a problem may have, so that brute force stays fast."""

CLOCK = ["08:00", "09:00", "10:20", "11:10", "12:00", "13:00", "14:30", "16:00"]
"""Starts that bells choose from; no two are less than 50 minutes apart."""

MINUTES = ["10", "0", "5", "20", "35.5", "60", "80", "110", "none"]

HOURS = [
    {"min_hours_week": least, "max_hours_week": most}
    for least, most in [
        ("0", None),
        ("1", None),
        ("0.675", None),
        ("2.5", None),
        ("0", "1.5"),
        ("0.675", "0.75"),
        ("2.5", "2.55"),
        ("0", "0"),
    ]
]

NEAR = {"lon": 113.0, "lat": 35.0}


def oneof(*values):
    """Draw one of some values. Strategies are kept: making and checking them takes most time."""
    try:
        return _sampled(tuple(map(type, values)), values)
    except TypeError:  # values without a hash
        return st.sampled_from(values)


@cache
def _sampled(_types, values):
    # 1 and True are equal, and not the same cell.
    return st.sampled_from(values)


@cache
def rarely(*values):
    """Mostly None, so that limits do not smother each other."""
    return st.sampled_from([None] * (6 * len(values)) + list(values))


@st.composite
def bell_plans(draw, bell_id, days):
    """One bell plan of two to five slots; on its last day it may start half an hour later."""
    starts = sorted(draw(st.lists(oneof(*CLOCK), min_size=2, max_size=5, unique=True)))
    first = draw(oneof(1, 1, 2))
    skip = draw(oneof(None, None, None, 1))
    late = draw(oneof(False, True)) and len(days) > 1
    after_school = draw(oneof(0, 1))
    rows = []
    for place, start in enumerate(starts):
        slot = first + place + (skip is not None and place > skip)
        hour, minute = map(int, start.split(":"))
        part = "after_school" if place >= len(starts) - after_school else "lesson"
        length = draw(oneof(40, 30, 45))
        for shift, on in ((0, days[:-1]), (5, days[-1:])) if late else ((0, days),):
            begin = 60 * hour + minute + shift
            end = begin + length
            rows.append(
                {
                    "bell_id": bell_id,
                    "slot": slot,
                    "start": f"{begin // 60:02d}:{begin % 60:02d}",
                    "end": f"{end // 60:02d}:{end % 60:02d}",
                    "part": part,
                    "days": on,
                }
            )
    return rows


@st.composite
def site_tables(draw, days):
    """Two to four sites with their bells, and travel rows that leave no way unknown."""
    number = draw(st.integers(2, 4))
    bells = draw(bell_plans("default", days)) + draw(bell_plans("other", days))
    on_the_map = draw(st.booleans())
    sites = []
    for name in "HABC"[:number]:
        site = {
            "site_id": name,
            "name": draw(oneof("", f"School {name}")),
            "group": draw(oneof("", "g", "h")),
            "capacity": draw(rarely(1, 2, 0)),
            "bell_id": draw(oneof("default", "other")),
            "open_from": draw(rarely("2026-03-02")),
            "open_until": draw(oneof(*[None] * 15, "2026-03-08", "2026-03-07")),
        }
        if on_the_map:
            site["lon"] = NEAR["lon"] + draw(oneof(0.0, 0.05, 0.2, 0.5))
            site["lat"] = NEAR["lat"] + draw(oneof(0.0, 0.04, 0.15))
        sites.append(site)
    travel = []
    for place, origin in enumerate("HABC"[:number]):
        for destination in "HABC"[place + 1 : number]:
            travel += draw(legs(origin, destination, needed=not on_the_map))
    return {"sites": sites, "bells": bells, "travel": travel}


@st.composite
def legs(draw, origin, destination, *, needed):
    """The travel rows of one pair: none, one way, both ways, by one mode."""
    pair = {"origin": origin, "destination": destination}
    back = {"origin": destination, "destination": origin}
    rows = []
    if needed or draw(oneof(False, True)):
        rows.append({**draw(oneof(pair, back)), "minutes": draw(oneof(*MINUTES))})
    if draw(oneof(False, False, True)):
        rows.append({**draw(oneof(pair, back)), "minutes": draw(oneof(*MINUTES)), "mode": "bus"})
    if draw(oneof(False, True)) and rows:
        rows.append({**back, "minutes": draw(oneof(*MINUTES))})
    if draw(oneof(False, False, False, True)):
        rows.insert(0, {**pair, "km": "7.5"})
    # Of equal keys the last stays, so that a row without minutes never displaces one with.
    unique = {(row["origin"], row["destination"], row.get("mode")): row for row in rows}
    return list(unique.values())


@st.composite
def staff_tables(draw, site_ids, days):
    """Two or three people with skills, windows and absences."""
    people = [f"T{number}" for number in range(1, draw(st.integers(2, 3)) + 1)]
    staff = [
        {
            "staff_id": staff_id,
            "employer": draw(oneof("", "Sports", "Schools")),
            "home_site": draw(oneof(*site_ids)),
            "mode": draw(oneof(None, "car", "bus")),
            **draw(oneof(*HOURS)),
            "max_sessions_day": draw(rarely(1, 2, 0)),
            "max_sessions_week": draw(rarely(0, 1, 2)),
            "max_sites_day": draw(rarely(1, 2, 0)),
            "max_sites_week": draw(rarely(1, 2, 0)),
            "max_days_week": draw(rarely(1, 2, 0)),
            "max_travel_min_day": draw(rarely(20, 70, 0)),
            "max_leg_min": draw(rarely(10, 40, 110, 0)),
            "fair_road_min_week": draw(rarely(0, 15, 60)),
        }
        for staff_id in people
    ]
    skills = [
        {
            "staff_id": staff_id,
            "skill": skill,
            "level": draw(oneof(2, 1)),
            "valid_from": draw(oneof(*[None] * 15, "2026-03-02", "2026-03-04")),
            "valid_until": draw(oneof(*[None] * 15, "2026-03-08", "2026-03-05")),
        }
        for staff_id in people
        for skill in draw(oneof(("pe", "swim"), ("pe",), ("pe", "swim", "pe"), ("swim",)))
    ]
    windows = [
        {"staff_id": draw(oneof(*people)), "day": draw(oneof(*days)), "start": start, "end": end}
        for start, end in draw(
            st.lists(oneof(("07:00", "18:00"), ("08:00", "12:00"), ("10:00", "15:00")), max_size=2)
        )
    ]
    absences = [
        {"staff_id": draw(oneof(*people)), "from": first, "until": last}
        for first, last in draw(
            st.lists(
                oneof(
                    ("2026-02-01", "2026-03-02"),
                    ("2026-03-02T10:20", "2026-03-03T09:00"),
                    ("2026-03-04", "2026-03-05"),
                ),
                max_size=1,
            )
        )
    ]
    return {"staff": staff, "skills": skills, "availability": windows, "absences": absences}


@st.composite
def day_tables(draw, site_ids, days):
    """Days off, a day made up, and times at which grounds are taken; mostly none."""
    dates = {int(day): f"2026-03-{1 + int(day):02d}" for day in "1234567"}
    makeup_days = [day for day in dates if str(day) not in days]
    calendar = [
        {
            "date": dates[
                draw(oneof(*(makeup_days if kind == "makeup" else (int(day) for day in days))))
            ],
            "kind": kind,
            "follows": draw(oneof(*(int(day) for day in days))) if kind == "makeup" else None,
            "site_id": draw(oneof(None, *site_ids)),
        }
        for kind in draw(st.lists(oneof("off", "makeup"), max_size=2))
        if draw(oneof(False, False, True))
    ]
    closures = [
        {
            "site_id": draw(oneof(*site_ids)),
            **draw(oneof({"day": int(days[0])}, {"date": dates[int(days[-1])]})),
            **draw(oneof({}, {"start": "08:30", "end": "10:30"}, {"start": "11:00"})),
            "taken": draw(oneof(1, 2, None)),
        }
        for _ in range(draw(oneof(0, 0, 0, 1, 2)))
    ]
    return {"calendar": calendar, "closures": closures}


@st.composite
def demand_rows(draw, demand_id, site_ids):
    """One demand of one to three sessions."""
    sessions = draw(st.integers(1, 3))
    row = {
        "demand_id": demand_id,
        "site_id": draw(oneof(*site_ids)),
        "kind": draw(oneof("lesson", "lesson", "club")),
        "skill": draw(oneof("pe", "pe", "swim")),
        "min_level": draw(oneof(1, 1, 1, 2)),
        "cohort": draw(oneof("", "c")),
        "also_requires": draw(oneof(*[""] * 6, "swim", "pe:2")),
        "sessions": sessions,
        "min_sessions": draw(oneof(*[0] * 14, 1, sessions)),
        "periods": draw(oneof(1, 1, 1, 1, 2)),
        "max_staff": draw(oneof(*[1, 2] * 6, 0)),
        "max_per_day": draw(oneof(*[1, 2] * 6, 0)),
        "min_gap_days": draw(oneof(1, 2, 0)),
        "parts": draw(oneof(*["lesson;after_school"] * 6, "", "after_school")),
        "delivery": draw(oneof("onsite", "onsite", "onsite", "remote")),
        "season_from": draw(rarely("2026-03-01")),
        "season_until": draw(oneof(*[None] * 15, "2026-03-08", "2026-03-07")),
        "priority": draw(oneof("1", "0", "0.5", "1.25", "2")),
        "weeks": draw(oneof(*[""] * 12, "odd", "even", "1-2;5")),
        "neutral": draw(oneof(*[""] * 9, "g", "A;H")),
    }
    if row["delivery"] == "onsite":
        row["venue_site"] = draw(oneof(*[None] * (3 * len(site_ids)), *site_ids))
    if row.get("venue_site"):
        row["transfer_min"] = draw(oneof(None, 0, 25, 60))
    return row


@st.composite
def team_tables(draw, demands, site_ids):
    """Roles of some demands, and classes that listen to some."""
    roles = []
    for demand in demands:
        for name in draw(oneof(*[()] * 5, ("lead",), ("lead", "help"), ("lead", "help", "watch"))):
            skill = draw(oneof("", "", "swim", "pe"))
            roles.append(
                {
                    "demand_id": demand["demand_id"],
                    "role": name,
                    "skill": skill,
                    "min_level": draw(oneof(1, 1, 2)) if skill else 1,
                    "count": draw(oneof(1, 1, 1, 2)),
                    "optional": draw(oneof(0, 1)) if name != "lead" else draw(rarely(1)),
                    "periods": draw(oneof(None, 1)),
                }
            )
    listeners = [
        {"demand_id": demand["demand_id"], "site_id": site_id, "cohort": draw(oneof("", "c"))}
        for demand in demands
        if not demand.get("venue_site") and draw(oneof(*[False] * 5, True))
        for site_id in draw(st.lists(oneof(*site_ids), min_size=1, max_size=2, unique=True))
        if site_id != demand["site_id"]
    ]
    return {"roles": roles, "listeners": listeners}


@st.composite
def rules(draw):
    """Rules, some of them tight, with weights on and off."""
    weights = {
        name: draw(oneof(default, 0, 3)) for name, default in Rules().weights.model_dump().items()
    }
    return Rules.model_validate(
        {
            "name": draw(oneof("unnamed", "小县")),
            "day": {
                "earliest_departure": draw(oneof("06:30", "07:50")),
                "latest_return": draw(oneof("19:30", "15:20")),
                "noon": draw(oneof("12:00", "13:00")),
                "lunch_min": draw(oneof(45, 0, 90)),
            },
            "limits": {
                "max_sessions_day": draw(oneof(6, 6, 6, 2)),
                "max_sites_day": draw(oneof(3, 3, 3, 1)),
                "max_days_week": draw(oneof(5, 5, 5, 1)),
                "max_travel_min_day": draw(oneof(150, 300, 60)),
                "max_leg_min": draw(oneof(75, 120, 40)),
                "count_travel_as_work": draw(st.booleans()),
            },
            "travel": {
                "detour_factor": draw(oneof("1.3", "1.05")),
                "overhead_min": draw(oneof("10", "0", "2.5")),
                "speed_kmh": draw(oneof({}, {"bus": 25}, {"walk": 5, "car": "60.5"})),
            },
            "equity": {
                "floor": draw(oneof("0.5", "0", "0.55", "1")),
                "fair_road_min_week": draw(oneof(300, 0, 45)),
            },
            "term": {"first_monday": draw(oneof("2026-03-02", "2026-02-23"))},
            "joint": {"tolerance_min": draw(oneof(5, 0, 60))},
            "employers": draw(
                oneof({}, {"Sports": {"max_hours_week": "1.35"}}, {"Schools": {}, "None": {}})
            ),
            "weights": weights,
        }
    )


@st.composite
def pins_for(draw, row, site_id):
    """A pin that matches a given candidate by some of its cells."""
    cells = {
        "staff_id": row.staff_id,
        "demand_id": row.demand_id,
        "site_id": site_id,
        "day": row.day,
        "slot": row.slot,
    }
    given = draw(st.sets(oneof(*cells), max_size=3))
    kind = draw(oneof(*["prefer", "avoid"] * 3, "forbid", "require"))
    pin = {"kind": kind, **{name: cells[name] for name in sorted(given)}}
    return pin | {"weight": draw(oneof(7, 0, 900))} if kind in {"prefer", "avoid"} else pin


@st.composite
def wishes(draw, problem):
    """Pins, a previous plan, pairs and chains around what the problem allows."""
    rows = candidates(problem)
    chosen = draw(st.lists(oneof(*rows), max_size=2)) if rows else []
    pins = [draw(pins_for(row, problem.demand_of[row.demand_id].site_id)) for row in chosen]
    previous = [
        row.model_dump() for row in (draw(st.lists(oneof(*rows), max_size=3)) if rows else [])
    ]
    if draw(oneof(False, True)):
        previous.append({"staff_id": "gone", "demand_id": "D1", "day": 1, "slot": 1})
    site_ids = [site.site_id for site in problem.sites]
    pairs = [
        {
            "site_id": site_id,
            "group": draw(oneof("g", "h")),
            "min_sessions": draw(oneof(1, 2)),
            "strict": draw(oneof(*[0] * 6, 1)),
        }
        for site_id in draw(st.lists(oneof(*site_ids), max_size=2, unique=True))
    ]
    chains = [
        {
            "chain_id": "pe621",
            "skill": draw(oneof("pe", "swim")),
            "site_id": site_id,
            "min_sessions": draw(oneof(1, 2)),
        }
        for site_id in draw(st.lists(oneof(*site_ids), max_size=2, unique=True))
    ]
    return {"pins": pins, "previous_plan": previous, "pairs": pairs, "chains": chains}


@st.composite
def own_costs(draw, problem):
    """Costs of the caller's own around what the problem allows, and now and then a ban."""
    rows = candidates(problem)
    chosen = draw(st.lists(oneof(*rows), min_size=1, max_size=4)) if rows else []
    found = []
    for row in chosen:
        cells = {"day": row.day, "slot": row.slot, "role": row.role or None}
        given = draw(st.sets(oneof(*cells), max_size=3))
        cost = draw(oneof(25, -25, 3, -900, 900))
        is_ban = draw(oneof(False, False, False, True))
        found.append(
            OwnCost(
                row.staff_id,
                row.demand_id,
                cost=0 if is_ban else cost,
                is_forbidden=is_ban,
                **{name: cells[name] for name in sorted(given)},
            )
        )
    return OwnCosts(tuple(found))


@st.composite
def priced_problems(draw, max_candidates=MAX_CANDIDATES, teams=True):
    """A tiny problem with costs of the caller's own."""
    problem = draw(problems(max_candidates, teams))
    return _changed(problem, own=draw(own_costs(problem)))


@st.composite
def problems(draw, max_candidates=MAX_CANDIDATES, teams=False):
    """A tiny problem with at most `max_candidates` assignments that are possible by themselves."""
    days = draw(oneof("12", "1", "124", "135", "67"))
    tables = draw(site_tables(days))
    site_ids = [site["site_id"] for site in tables["sites"]]
    tables |= draw(staff_tables(site_ids, [int(day) for day in days]))
    number = draw(st.integers(2, 4))
    tables["demands"] = [draw(demand_rows(f"D{place + 1}", site_ids)) for place in range(number)]
    tables |= draw(day_tables(site_ids, days))
    if teams:
        tables |= draw(team_tables(tables["demands"], site_ids))
    problem = _with_rides(Problem(rules=draw(rules()), **_typed(tables)))
    problem = _trimmed(problem, max_candidates)
    return _changed(problem, **_typed(draw(wishes(problem))))


@st.composite
def plans_of(draw, problem, max_rows=6):
    """Any plan: mostly possible rows, now and then a repeated, unknown or impossible one."""
    rows = [
        (row.staff_id, row.demand_id, row.day, row.slot, row.role) for row in candidates(problem)
    ]
    odd = [("T9", "D1", 1, 1), ("T1", "D9", 1, 1), ("T1", "D1", 8, 0), ("T1", "D1", 1, 1)]
    return Plan.of(draw(st.lists(oneof(*rows * 3, *odd), max_size=max_rows)))


def _typed(tables):
    return {
        name: tuple(
            TABLES[name].model_validate(
                {key: cell for key, cell in row.items() if cell is not None}
            )
            for row in rows
        )
        for name, rows in tables.items()
    }


def _changed(problem, **tables):
    # Not model_copy, which would keep what the old problem has looked up.
    return Problem(**{name: getattr(problem, name) for name in Problem.model_fields} | tables)


def _with_rides(problem):
    """Return the problem with minutes for rides where no bus goes."""
    rides = Timetable(problem).ride_min
    return _changed(
        problem,
        demands=tuple(
            demand.model_copy(update={"transfer_min": 40}) if rides(demand) >= FAR_MIN else demand
            for demand in problem.demands
        ),
    )


def _trimmed(problem, max_candidates):
    """Return the problem with fewer allowed starts, until few enough assignments are left."""
    timetable = Timetable(problem)
    demands = {demand.demand_id: demand for demand in problem.demands}
    while True:
        fewer = _with_demands(problem, demands)
        rows = candidates(fewer)
        if len(rows) <= max_candidates:
            return fewer
        starts = {name: _weekly_starts(demands[name], timetable, rows) for name in demands}
        widest = max(demands, key=lambda name: len(starts[name]))
        if len(starts[widest]) <= 1:
            del demands[Counter(row.demand_id for row in rows).most_common(1)[0][0]]
        else:
            kept = tuple(StartRange(day, slot, slot) for day, slot in starts[widest][::2])
            demands[widest] = Demand.model_validate(dict(demands[widest]) | {"slots": kept})


def _with_demands(problem, demands):
    """Return the problem with these demands only, and what is said of them."""
    rows = {
        name: tuple(row for row in getattr(problem, name) if row.demand_id in demands)
        for name in ("roles", "listeners")
    }
    return _changed(problem, demands=tuple(demands.values()), **rows)


def _weekly_starts(demand, timetable, rows):
    """Return the weekdays and slots at which candidates of a demand start, as in its cell."""
    runs_as = timetable.calendar.pattern(demand.site_id)
    mine = {(row.day, row.slot) for row in rows if row.demand_id == demand.demand_id}
    usable = [time for time in timetable.sessions(demand) if (time.day, time.slot) in mine]
    return list(dict.fromkeys((runs_as[time.day - 1], time.slot) for time in usable))
