"""Invented seasons: a district's football with its usual four divisions, or a county's four sports.

The district has the shape of a published one (Zaozhuang Shizhong, June 2023): thirty teams in four
divisions of 10, 13, 3 and 4, groups and then a knock-out, at weekends, on shared grounds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from sharepool.centre.competitions.rows import SEASON_TABLES
from sharepool.centre.competitions.season import Season
from sharepool.generate.counties import generate_county
from sharepool.generate.names import stream_people
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Site, Skill, Staff

FIRST_SATURDAY = dt.date(2026, 4, 11)
STAGES = {"primary": ("primary", "nine_year"), "junior": ("junior", "nine_year")}
"""Schools whose teams a division of a stage takes."""

SPORTS = ("足球", "篮球", "排球", "乒乓球")
SHARED_COACHES = 0.5
"""Share of second teams of a school that the coach of the first one leads too."""
OFFICIALS = 18
"""People who may officiate at a sport, by level 1 to 3 in turn."""
EXAM_SHARE = 0.15
"""Share of schools that have exams on one weekend."""


class Division(NamedTuple):
    """A competition to be made up: teams, and how they play."""

    name: str
    stage: str
    sex: str
    teams: int
    settings: dict[str, Any]


DISTRICT = (
    Division("小学女子组", "primary", "girls", 10, {"format": "groups", "groups": 2, "advance": 2}),
    Division("小学男子组", "primary", "boys", 13, {"format": "groups", "groups": 4, "advance": 2}),
    Division("初中女子组", "junior", "girls", 3, {"format": "league2"}),
    Division("初中男子组", "junior", "boys", 4, {"format": "league1"}),
)
COUNTY = (
    Division("小学男子组", "primary", "boys", 16, {"format": "groups", "groups": 2, "advance": 2}),
    Division("小学女子组", "primary", "girls", 14, {"format": "groups", "groups": 2, "advance": 2}),
    Division("初中男子组", "junior", "boys", 12, {"format": "league1"}),
    Division("初中女子组", "junior", "girls", 8, {"format": "league2", "rest_days": 1}),
)
MATCH_MIN = {"足球": 50, "篮球": 45, "排球": 60, "乒乓球": 60}


def generate_season(seed: int, *, sports: int = 1) -> Season:
    """Return an invented season, not drawn yet.

    Parameters
    ----------
    seed : int
        The same seed gives the same season.
    sports : int
        One: a district's football, 30 teams on five grounds, nine weekends. More, up to four: a
        county with 50 teams and five grounds a sport, twelve weekends.

    Examples
    --------
    >>> import sharepool as sp
    >>> season = sp.generate_season(seed=1)
    >>> len(season.teams), len(season.draws)
    (30, 0)
    """
    rng = np.random.default_rng([seed, sports])
    problem = _schools(generate_county(seed))
    divisions, weekends = (DISTRICT, 9) if sports == 1 else (COUNTY, 12)
    tables: dict[str, list[dict[str, Any]]] = {
        name: [] for name in SEASON_TABLES if name != "season"
    }
    people = stream_people(rng)
    staff: list[Staff] = []
    for number, sport in enumerate(SPORTS[:sports], start=1):
        _add_grounds(rng, tables, problem, sport, number)
        for place, division in enumerate(divisions, start=1):
            own = f"{number}{place}"
            tables["competitions"].append(_competition(own, sport, division, weekends))
            tables["teams"] += _teams(rng, problem, own, division)
    _add_coaches(rng, tables["teams"], staff, people)
    _add_exams(rng, tables, weekends)
    skills = _add_officials(rng, tables, staff, people, problem)
    return Season.model_validate(
        {"problem": problem.updated(staff=tuple(staff), skills=skills), **tables}
    )


def _schools(county: Problem) -> Problem:
    """Return a county's schools and roads, without its week."""
    return Problem(
        rules=county.rules.model_copy(update={"employers": {}}),
        sites=county.sites,
        bells=county.bells,
        staff=(),
    )


def _competition(own: str, sport: str, division: Division, weekends: int) -> dict[str, Any]:
    last = FIRST_SATURDAY + dt.timedelta(days=7 * (weekends - 1) + 1)
    return {
        "competition_id": own,
        "name": f"{sport}{division.name}",
        "level": "county",
        "skill": sport,
        "stage": division.stage,
        "sex": division.sex,
        "from": FIRST_SATURDAY,
        "until": last,
        "match_min": MATCH_MIN[sport],
        **division.settings,
    }


def _teams(
    rng: np.random.Generator, problem: Problem, own: str, division: Division
) -> list[dict[str, Any]]:
    """Return teams of a division, at most one a school, and its seeds."""
    schools = [site for site in problem.sites if site.stage in STAGES[division.stage]]
    chosen = rng.choice(len(schools), size=division.teams, replace=False)
    groups = division.settings.get("groups", 0)
    return [
        {
            "team_id": f"{own}-{place:02d}",
            "name": schools[at].title,
            "competition_id": own,
            "site_id": schools[at].site_id,
            "seed": place if place <= groups else None,
            "sex": division.sex,
            "players": int(rng.integers(12, 19)),
        }
        for place, at in enumerate(sorted(chosen.tolist()), start=1)
    ]


def _add_grounds(
    rng: np.random.Generator,
    tables: dict[str, list[dict[str, Any]]],
    problem: Problem,
    sport: str,
    number: int,
) -> None:
    """Add five grounds of a sport, most of them in town; one is open on Saturdays only."""
    town = [site for site in problem.sites if site.area == "urban" and site.stage]
    country = [site for site in problem.sites if site.area != "urban" and site.stage]
    chosen: list[Site] = [town[at] for at in rng.choice(len(town), size=3, replace=False)]
    chosen += [country[at] for at in rng.choice(len(country), size=2, replace=False)]
    for place, site in enumerate(chosen, start=1):
        venue_id = f"V{number}{place}"
        tables["venues"].append(
            {
                "venue_id": venue_id,
                "name": f"{site.title}{sport}场",
                "site_id": site.site_id,
                "skills": sport,
                "pitches": 2 if place == 1 else 1,
            }
        )
        if place == len(chosen):
            tables["venue_times"].append(
                {"venue_id": venue_id, "days": "6", "start": "09:00", "end": "15:00"}
            )


def _add_coaches(
    rng: np.random.Generator,
    teams: list[dict[str, Any]],
    staff: list[Staff],
    people: Iterator[str],
) -> None:
    """Give every team a coach; some lead two teams of their school."""
    leading: dict[str, str] = {}
    for team in teams:
        site_id = team["site_id"]
        if site_id not in leading or rng.random() >= SHARED_COACHES:
            person = Staff(staff_id=f"T{len(staff) + 1:03d}", name=next(people), home_site=site_id)
            staff.append(person)
            leading[site_id] = person.staff_id
        team["coach_id"] = leading[site_id]


def _add_exams(
    rng: np.random.Generator,
    tables: dict[str, list[dict[str, Any]]],
    weekends: int,
) -> None:
    grounds = {venue["site_id"] for venue in tables["venues"]}
    schools: Sequence[str] = sorted({team["site_id"] for team in tables["teams"]} - grounds)
    for site_id in schools:
        if rng.random() < EXAM_SHARE:
            first = FIRST_SATURDAY + dt.timedelta(days=7 * int(rng.integers(weekends)))
            tables["blackouts"].append(
                {
                    "site_id": site_id,
                    "from": first,
                    "until": first + dt.timedelta(days=1),
                    "reason": "考试",
                }
            )


def _add_officials(
    rng: np.random.Generator,
    tables: dict[str, list[dict[str, Any]]],
    staff: list[Staff],
    people: Iterator[str],
    problem: Problem,
) -> tuple[Skill, ...]:
    """Let PE teachers of schools be officials of each sport: a referee and two assistants."""
    skills: list[Skill] = []
    made: set[str] = set()
    schools = [site.site_id for site in problem.sites if site.stage]
    for competition in tables["competitions"]:
        skill, own = f"裁判:{competition['skill']}", competition["competition_id"]
        tables["officials"] += [
            {"competition_id": own, "role": "裁判员", "skill": skill, "min_level": 2},
            {
                "competition_id": own,
                "role": "助理裁判",
                "skill": skill,
                "count": 2,
                "optional": True,
            },
        ]
        if skill in made:
            continue
        made.add(skill)
        for place, at in enumerate(rng.choice(len(schools), size=OFFICIALS, replace=False)):
            person = Staff(
                staff_id=f"R{len(staff) + 1:03d}", name=next(people), home_site=schools[at]
            )
            staff.append(person)
            tables["officials_limits"].append({"staff_id": person.staff_id, "max_matches_day": 3})
            skills.append(Skill(staff_id=person.staff_id, skill=skill, level=1 + place % 3))
    return tuple(skills)
