"""The pool of a county: coaches, backbone teachers, teachers with hours to spare, volunteers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from sharepool.generate import facts, names
from sharepool.generate.sites import County, InventedSchool
from sharepool.problem.rows import DAYS, Absence, Skill, Staff, Window

SCHOOL_DAYS = DAYS[:5]

WHOLE_DAY = ("08:00", "18:30")
MORNING = ("08:00", "12:20")
AFTERNOON = ("13:30", "18:30")
AFTER_WORK = ("15:30", "18:30")

PE = "pe"
CERTIFICATE = "teacher_certificate"
CLEARANCE = "clearance"
"""The yearly safeguarding check, without which nobody meets pupils."""

BUREAU_OF_SPORT = "体育局"
BUREAU_OF_EDUCATION = "教育局"
SPORTS_FEDERATION = "体育总会"


@dataclass(frozen=True)
class InventedPerson:
    """A person of the pool, with everything that the tables hold of them."""

    person: Staff
    skills: tuple[Skill, ...]
    windows: tuple[Window, ...]
    absences: tuple[Absence, ...] = ()


def draw_pool(
    rng: np.random.Generator, county: County, schools: Sequence[InventedSchool], supply: float = 1.0
) -> list[InventedPerson]:
    """Return the pool of a county, `supply` times as large as usual."""
    people = names.stream_people(rng)
    return [
        *_draw_coaches(rng, county, people, round(supply * facts.COACHES)),
        *_draw_backbone(rng, county, people, schools, round(supply * facts.BACKBONE_TEACHERS)),
        *_draw_lenders(rng, county, people, schools, supply),
        *_draw_volunteers(rng, county, people, schools, round(supply * facts.VOLUNTEERS)),
    ]


def _draw_coaches(
    rng: np.random.Generator, county: County, people: Iterator[str], count: int
) -> Iterator[InventedPerson]:
    """Coaches of the sports centre: strong in one or two sports, a third of them certified."""
    share = facts.CERTIFIED_COACHES / facts.COACHES
    certified = set(rng.permutation(count)[: round(share * count)])
    for index in range(count):
        person = Staff(
            staff_id=f"{county.code}-C{index + 1:02d}",
            name=next(people),
            employer=county.name + BUREAU_OF_SPORT,
            role="coach",
            home_site=county.centre_id,
            mode=_draw_mode(rng),
            max_hours_week=int(rng.integers(8, 18, endpoint=True)),
            min_hours_week=4,
        )
        skills = _draw_sports(
            rng, person, count=int(rng.integers(1, 2, endpoint=True)), levels=(2, 3)
        )
        if index in certified:
            skills += _teach(person, level=1)
        windows = _draw_windows(rng, person, days=(3, 5), times=(WHOLE_DAY, AFTERNOON))
        yield InventedPerson(
            person, (*skills, _clear(rng, person)), windows, _absent(person, index)
        )


def _draw_backbone(
    rng: np.random.Generator,
    county: County,
    people: Iterator[str],
    schools: Sequence[InventedSchool],
    count: int,
) -> Iterator[InventedPerson]:
    """Yield the backbone teachers (骨干教师) whom town schools send out."""
    urban = [school for school in schools if school.kind.area == "urban"]
    for index in range(count):
        yield _draw_teacher(
            rng,
            county,
            urban[rng.integers(len(urban))],
            staff_id=f"{county.code}-B{index + 1:02d}",
            name=next(people),
            role="backbone_teacher",
            hours=Decimal(int(rng.integers(6, 10, endpoint=True))),
            level=3,
        )


def _draw_lenders(
    rng: np.random.Generator,
    county: County,
    people: Iterator[str],
    schools: Sequence[InventedSchool],
    supply: float,
) -> Iterator[InventedPerson]:
    """Yield the teachers who lend the hours that their town school has to spare."""
    index = 0
    for home in schools:
        spare = round(supply * home.balance_lessons) if home.kind.area == "urban" else 0
        while spare > 0:
            index += 1
            lent = min(spare, facts.LOAN_LESSONS_MAX)
            spare -= lent
            hours = Decimal(lent * facts.LESSON_MINUTES[home.site.bell_id]) / 60
            yield _draw_teacher(
                rng,
                county,
                home,
                staff_id=f"{county.code}-T{index:02d}",
                name=next(people),
                role="pe_teacher",
                hours=round(hours, 2),
                level=2,
            )


def _draw_teacher(
    rng: np.random.Generator,
    county: County,
    home: InventedSchool,
    *,
    staff_id: str,
    name: str,
    role: str,
    hours: Decimal,
    level: int,
) -> InventedPerson:
    """Return a teacher, free for the pool on some half days: their own school comes first."""
    person = Staff(
        staff_id=staff_id,
        name=name,
        employer=county.name + BUREAU_OF_EDUCATION,
        role=role,
        home_site=home.site.site_id,
        mode=_draw_mode(rng),
        max_hours_week=hours,
        min_hours_week=min(Decimal(2), hours),
    )
    skills = _draw_sports(rng, person, count=2, levels=(1, 2))
    skills += (*_teach(person, level), _clear(rng, person))
    windows = _draw_windows(rng, person, days=(2, 4), times=(MORNING, AFTERNOON))
    return InventedPerson(person, skills, windows)


def _draw_volunteers(
    rng: np.random.Generator,
    county: County,
    people: Iterator[str],
    schools: Sequence[InventedSchool],
    count: int,
) -> Iterator[InventedPerson]:
    """Yield instructors (社会体育指导员) who help near their home after work."""
    for index in range(count):
        home = schools[int(rng.integers(len(schools)))]
        person = Staff(
            staff_id=f"{county.code}-V{index + 1:02d}",
            name=next(people),
            employer=county.name + SPORTS_FEDERATION,
            role="volunteer",
            home_site=home.site.site_id,
            mode=_draw_mode(rng),
            max_sessions_week=facts.VOLUNTEER_SESSIONS_WEEK,
        )
        skills = _draw_sports(rng, person, count=1, levels=(1, 2))
        lapsed = index < facts.LAPSED_VOLUNTEERS
        windows = _draw_windows(rng, person, days=(2, 3), times=(AFTER_WORK,))
        yield InventedPerson(person, (*skills, _clear(rng, person, lapsed=lapsed)), windows)


def _draw_mode(rng: np.random.Generator) -> str:
    return "car" if rng.random() < facts.CAR_SHARE else "bus"


def _draw_sports(
    rng: np.random.Generator, person: Staff, *, count: int, levels: tuple[int, int]
) -> tuple[Skill, ...]:
    sports = rng.choice(
        list(facts.SPORT_SHARES), size=count, replace=False, p=list(facts.SPORT_SHARES.values())
    )
    return tuple(
        Skill(
            staff_id=person.staff_id,
            skill=str(sport),
            level=int(rng.integers(*levels, endpoint=True)),
        )
        for sport in sports
    )


def _teach(person: Staff, level: int) -> tuple[Skill, Skill]:
    """Return what it takes to give PE lessons alone."""
    return (
        Skill(staff_id=person.staff_id, skill=PE, level=level),
        Skill(staff_id=person.staff_id, skill=CERTIFICATE),
    )


def _clear(rng: np.random.Generator, person: Staff, *, lapsed: bool = False) -> Skill:
    """Return a clearance of one year: well inside it in the week planned, or just past it."""
    age_days = int(rng.integers(370, 400)) if lapsed else int(rng.integers(30, 330))
    first = facts.WEEK_OF - dt.timedelta(days=age_days)
    return Skill(
        staff_id=person.staff_id,
        skill=CLEARANCE,
        valid_from=first,
        valid_until=first + dt.timedelta(days=364),
    )


def _draw_windows(
    rng: np.random.Generator,
    person: Staff,
    *,
    days: tuple[int, int],
    times: Sequence[tuple[str, str]],
) -> tuple[Window, ...]:
    """Return one window on each of so many (fewest, most) weekdays."""
    count = rng.integers(*days, endpoint=True)
    windows = []
    for day in sorted(rng.permutation(SCHOOL_DAYS)[:count]):
        start, end = times[int(rng.integers(len(times)))]
        windows.append(Window(staff_id=person.staff_id, day=int(day), start=start, end=end))
    return tuple(windows)


def _absent(coach: Staff, index: int) -> tuple[Absence, ...]:
    """Return the absences of the first coach (at a competition) and the second (in training)."""
    tuesday, wednesday, thursday = (facts.WEEK_OF + dt.timedelta(days=day) for day in (1, 2, 3))
    rows = {
        0: {"from": wednesday, "until": thursday, "reason": "带队比赛"},
        1: {
            "from": dt.datetime.combine(tuesday, dt.time(8)),
            "until": dt.datetime.combine(tuesday, dt.time(16)),
            "reason": "业务培训",
        },
    }
    return (Absence(staff_id=coach.staff_id, **rows[index]),) if index in rows else ()
