"""The figures that a generated county is built from.

They come from public sources on Chinese school sport, gathered for this project: curriculum hours,
staffing and load of PE teachers, the make-up of a mid-sized county, and what itinerant teachers
report of their roads. None is a rule of sharepool; every county sets its own.
"""

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

WEEK_OF = dt.date(2026, 3, 2)
"""Monday of the week that is planned: the first of a spring term."""

LESSON_MINUTES = {"pri": 40, "nine": 40, "sec": 45}
"""Length of a lesson by bell plan: 40 minutes in primary schools, 45 in secondary ones."""

LESSONS_BY_GRADE = dict(enumerate((4, 4, 3, 3, 3, 3, 3, 3, 3, 2, 2, 2), start=1))
"""PE lessons that a class gets a week: grades 1-2 four, 3-9 three, senior (10-12) two."""

LOAD_LESSONS = (14, 16)
"""Lessons that a school's own PE teacher gives a week, least and most."""

DUTY_LESSONS = 4
"""What daily exercise (5 × ⅓ lesson) and one training (2) take from a school's load a week."""

LOAN_LESSONS_MAX = 12
"""Spare lessons a week that one teacher lends to the pool; more spare means more teachers."""


class SchoolKind(NamedTuple):
    """One line of the make-up of a county.

    Attributes
    ----------
    code : str
        Stands in the ids of its schools.
    stage, area : str
        As in the sites table.
    schools : int
        How many of them a county has.
    classes, teachers : int
        Classes and PE teachers of one school.
    grades : tuple of int
        First and last grade taught.
    class_size : tuple of int
        Fewest and most pupils in a class.
    clubs : int
        Clubs that one school wants after school.
    capacity : int
        Sessions that its ground holds at once.
    bell_id : str
    """

    code: str
    stage: str
    area: str
    schools: int
    classes: int
    teachers: int
    grades: tuple[int, int]
    class_size: tuple[int, int]
    clubs: int
    capacity: int
    bell_id: str

    @property
    def class_grades(self) -> tuple[int, ...]:
        """The grade of each class; grades are equally large, the upper ones by one class more."""
        first, last = self.grades
        each, more = divmod(self.classes, last - first + 1)
        return tuple(
            grade for grade in range(first, last + 1) for _ in range(each + (grade > last - more))
        )

    @property
    def lessons(self) -> int:
        """PE lessons that the school's classes should get a week."""
        return sum(LESSONS_BY_GRADE[grade] for grade in self.class_grades)


URBAN_PRIMARY = SchoolKind("UP", "primary", "urban", 8, 24, 6, (1, 6), (38, 50), 3, 4, "pri")
TOWNSHIP_PRIMARY = SchoolKind("TP", "primary", "township", 14, 12, 2, (1, 6), (28, 42), 2, 2, "pri")
POINT = SchoolKind("PT", "point", "rural", 12, 3, 0, (1, 3), (8, 15), 1, 2, "pri")
URBAN_JUNIOR = SchoolKind("UJ", "junior", "urban", 4, 30, 7, (7, 9), (40, 50), 4, 4, "sec")
TOWNSHIP_JUNIOR = SchoolKind("TJ", "junior", "township", 7, 15, 3, (7, 9), (32, 45), 2, 3, "sec")
NINE_YEAR = SchoolKind("NY", "nine_year", "township", 3, 15, 3, (1, 9), (28, 42), 2, 3, "nine")
SENIOR = SchoolKind("SE", "senior", "urban", 2, 30, 5, (10, 12), (45, 52), 2, 4, "sec")

SCHOOL_KINDS = (
    URBAN_PRIMARY,
    TOWNSHIP_PRIMARY,
    POINT,
    URBAN_JUNIOR,
    TOWNSHIP_JUNIOR,
    NINE_YEAR,
    SENIOR,
)
"""50 schools, 726 classes, 2,268 PE lessons a week, 144 PE teachers."""

COACHES = 24
CERTIFIED_COACHES = 8
"""Coaches with a teacher's certificate; the others do not take a PE lesson alone."""
BACKBONE_TEACHERS = 10
VOLUNTEERS = 30
VOLUNTEER_SESSIONS_WEEK = 2
LAPSED_VOLUNTEERS = 2
"""Volunteers whose yearly safeguarding check was not renewed in time."""

SPORT_SHARES = {
    "足球": 0.18,
    "篮球": 0.15,
    "田径": 0.15,
    "乒乓球": 0.12,
    "排球": 0.10,
    "羽毛球": 0.10,
    "跳绳": 0.07,
    "武术": 0.06,
    "游泳": 0.04,
    "冰雪": 0.03,
}
"""The ten sports and how often each is coached and asked for."""

SWIMMING = "游泳"
LIFEGUARD_SHARE = 0.1
"""Of those who do not coach swimming: who holds a lifeguard's certificate all the same."""

CHAIN_SPORT = "足球"
CHAIN_MEMBERS = {"primary": 6, "junior": 2, "senior": 1}
"""The "621" feeder pyramid of a sport, here of one."""

URBAN_RADIUS_KM = 4.4
"""Road km from the town's middle within which its sites spread: neighbours about 2 km apart."""

TOWNSHIP_ROAD_KM = (12.0, 35.0)
VILLAGE_ROAD_KM = (2.0, 8.0)
"""From a township's primary school to its teaching points."""
OUTLIER_ROAD_KM = 62.0
"""From the town to the one teaching point at the end of the valley."""

COUNTY_SPACING_KM = 55.0
"""Between the towns of neighbouring counties, straight: their far townships lie near each other."""

CAR_SHARE = 0.75
"""Share of the pool that drives: the others take the bus."""

BUDGET_SHARE = Decimal("0.9")
"""What an employer pays for of the hours that its people offer."""

PRIORITIES = {"urban": Decimal("1.0"), "township": Decimal("1.5"), "rural": Decimal("2.0")}
"""How much a missing session counts, by area."""

BALL_GAMES = ("足球", "篮球", "排球", "乒乓球", "羽毛球")
"""The five ball games, of which larger schools should have a club each."""
BALL_GAMES_PUPILS = 1000
BALL_GAMES_SESSIONS = 2
"""From which size on, and how often a week: examples, as every county sets its own."""
