"""One row of each table of a problem, as planners know it (see docs/format.md).

A field is a column; its default is what a blank cell means. Where the default depends on another
cell or on the rules, the field is None and :class:`~sharepool.problem.problem.Problem` has the
answer.
"""

import datetime as dt
import re
from decimal import Decimal
from functools import partial
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from sharepool.problem.cells import (
    AnyDay,
    Area,
    AsTexts,
    Clock,
    Count,
    Date,
    Day,
    Days,
    Delivery,
    EndClock,
    FirstMoment,
    Flag,
    Id,
    Kind,
    Latitude,
    Longitude,
    Minutes,
    Mode,
    Moment,
    Number,
    Part,
    Parts,
    PinKind,
    Positive,
    Stage,
    Term,
    Text,
    Whole,
    Word,
    Words,
    parse_day,
    parse_known,
    parse_whole,
    parse_word,
    split_words,
    wrong,
)
from sharepool.problem.vocabulary import plain

DAYS = (1, 2, 3, 4, 5, 6, 7)
"""Weekdays, Monday first."""


class Requirement(NamedTuple):
    """A skill that a demand asks for, at this level or above."""

    skill: str
    level: int

    def __str__(self) -> str:
        """As a demand's cell holds it; level 1 need not be said."""
        is_plain = self.level == 1 and not {":", "："} & set(self.skill)
        return self.skill if is_plain else f"{self.skill}:{self.level}"


class StartRange(NamedTuple):
    """Allowed starts of one day: slots `first` to `last`, both included."""

    day: int
    first: int
    last: int

    def __str__(self) -> str:
        """As a demand's cell holds it, ``1-3`` or ``5-1..6``."""
        span = f"{self.first}" if self.first == self.last else f"{self.first}..{self.last}"
        return f"{self.day}-{span}"


_LEVELLED = re.compile(r"(.*)(?::|：(?=\s*\d+$))(.*)", re.DOTALL)
"""A skill and its level, split at the last colon; a full-width one needs a number after it."""


def _parse_requirements(value: Any) -> tuple[Requirement, ...]:
    found = []
    for word in split_words(value):
        if isinstance(word, tuple):
            found.append(Requirement(*word))
            continue
        match = _LEVELLED.fullmatch(word)
        if not match:
            found.append(Requirement(parse_word(word), 1))
            continue
        try:
            found.append(Requirement(parse_word(match[1]), parse_whole(match[2])))
        except ValueError:
            raise wrong("requirement") from None
        if not found[-1].skill or found[-1].level < 1:
            raise wrong("requirement")
    return tuple(found)


def _parse_starts(value: Any) -> tuple[StartRange, ...]:
    found = []
    for word in split_words(value):
        if isinstance(word, tuple):
            found.append(StartRange(*word))
            continue
        try:
            day, _, span = plain(word).partition("-")
            first, dots, last = span.partition("..")
            start = StartRange(parse_day(day), int(first), int(last) if dots else int(first))
        except ValueError:
            raise wrong("starts") from None
        if start.day not in DAYS or not 1 <= start.first <= start.last:
            raise wrong("start_range")
        found.append(start)
    return tuple(found)


class WeekSpan(NamedTuple):
    """Some weeks of a term: `first` to `last` (None: to its end), all or every other one.

    `parity` is 1 for odd weeks only, 0 for even weeks only, None for all.
    """

    first: int
    last: int | None
    parity: int | None

    def __contains__(self, number: object) -> bool:
        """Return whether a week is one of these."""
        return (
            isinstance(number, int)
            and (self.last is None or self.first <= number <= self.last)
            and (self.parity is None or number % 2 == self.parity)
        )

    def __str__(self) -> str:
        """As a demand's cell holds it: ``odd``, ``3``, ``1-8`` or ``1-8 odd``."""
        parity = "" if self.parity is None else ("even", "odd")[self.parity]
        if self.last is None:
            return parity
        span = f"{self.first}" if self.first == self.last else f"{self.first}-{self.last}"
        return f"{span} {parity}".strip()


_PARITY = {"odd": 1, "单": 1, "单周": 1, "even": 0, "双": 0, "双周": 0}
_WEEKS = re.compile(r"(?:(\d+)(?:\s*[-–~至到]\s*(\d+))?\s*周?)?\s*(.*)")


def _parse_weeks(value: Any) -> tuple[WeekSpan, ...]:
    found = []
    for word in split_words(value):
        if isinstance(word, WeekSpan):
            found.append(word)
            continue
        match = _WEEKS.fullmatch(plain(word).casefold().removeprefix("第"))
        first, last, parity = match.groups() if match else (None, None, "?")
        if (parity and parity not in _PARITY) or not (first or parity):
            raise wrong("weeks")
        start, end = (int(first), int(last or first)) if first else (1, None)
        if end is not None and not 1 <= start <= end:
            raise wrong("week_range")
        found.append(WeekSpan(start, end, _PARITY[parity] if parity else None))
    return tuple(found)


Requirements = Annotated[tuple[Requirement, ...], BeforeValidator(_parse_requirements), AsTexts]
Weeks = Annotated[tuple[WeekSpan, ...], BeforeValidator(_parse_weeks), AsTexts]
DayKind = Annotated[Literal["off", "makeup"], BeforeValidator(partial(parse_known, "dates"))]
Starts = Annotated[tuple[StartRange, ...], BeforeValidator(_parse_starts), AsTexts]


class Row(BaseModel):
    """What all tables share: rows never change, and no column goes unread.

    Dumped, a row has its cells as tables hold them, and is valid input again.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True)

    key: ClassVar[tuple[str, ...]] = ()
    """Columns that together identify a row; no two rows share them."""


class Site(Row):
    """A place where sessions happen, or where staff are based."""

    key = ("site_id",)

    site_id: Id
    name: Text = ""
    county: Word = ""
    group: Word = ""
    stage: Stage = ""
    area: Area = "urban"
    lon: Longitude | None = None
    lat: Latitude | None = None
    pupils: Count | None = None
    capacity: Count | None = None
    bell_id: Term = "default"
    open_from: Date | None = None
    open_until: Date | None = None
    private: Flag = False

    @property
    def is_on_map(self) -> bool:
        """Whether maps show it: it has coordinates, and is nobody's home."""
        return self.lon is not None and self.lat is not None and not self.private

    @property
    def title(self) -> str:
        """The name that people read: `name`, or the id where there is none."""
        return self.name or self.site_id


class Bell(Row):
    """One slot of a school day, on the weekdays given."""

    bell_id: Term = "default"
    slot: Positive
    label: Text = ""
    start: Clock
    end: EndClock
    part: Part = "lesson"
    days: Days = (1, 2, 3, 4, 5)


class Staff(Row):
    """A person of the pool; blank limits come from ``[limits]``."""

    key = ("staff_id",)

    staff_id: Id
    name: Text = ""
    employer: Word = ""
    role: Word = ""
    home_site: Id
    mode: Mode | None = None
    max_hours_week: Number | None = None
    min_hours_week: Number = Decimal(0)
    max_sessions_day: Count | None = None
    max_sessions_week: Count | None = None
    max_sites_day: Count | None = None
    max_sites_week: Count | None = None
    max_days_week: Count | None = None
    max_travel_min_day: Count | None = None
    max_leg_min: Count | None = None
    fair_road_min_week: Count | None = None

    @property
    def title(self) -> str:
        """The name that people read: `name`, or the id where there is none."""
        return self.name or self.staff_id


class Skill(Row):
    """What a person may do, at which level, and while it is valid."""

    staff_id: Id
    skill: Term
    level: Positive = 1
    valid_from: Date | None = None
    valid_until: Date | None = None


class Window(Row):
    """A time of a weekday at which a person may be in a session."""

    staff_id: Id
    day: Day
    start: Clock
    end: EndClock


class Absence(Row):
    """A time at which a person may not be in any session."""

    staff_id: Id
    from_: FirstMoment = Field(alias="from")
    until: Moment
    reason: Text = ""

    @property
    def span(self) -> tuple[dt.datetime, dt.datetime]:
        """When it begins and ends; a date as its end is the last day, a moment is the end."""
        start, end = (
            moment if isinstance(moment, dt.datetime) else dt.datetime.combine(moment, dt.time())
            for moment in (self.from_, self.until)
        )
        is_day = not isinstance(self.until, dt.datetime)
        return start, end + dt.timedelta(days=1) if is_day else end


class Demand(Row):
    """A set of equal weekly sessions that a site needs."""

    key = ("demand_id",)

    demand_id: Id
    site_id: Id
    kind: Kind = "lesson"
    skill: Term
    min_level: Positive = 1
    cohort: Word = ""
    also_requires: Requirements = ()
    sessions: Count
    min_sessions: Count = 0
    periods: Positive = 1
    max_staff: Count = 1
    max_per_day: Count = 1
    min_gap_days: Count = 1
    parts: Parts = ()
    slots: Starts = ()
    delivery: Delivery = "onsite"
    venue_site: Id | None = None
    transfer_min: Count | None = None
    season_from: Date | None = None
    season_until: Date | None = None
    priority: Number = Decimal(1)
    weeks: Weeks = ()
    neutral: Words = ()

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """Every skill that a person needs to take a session of this demand."""
        return (Requirement(self.skill, self.min_level), *self.also_requires)

    @property
    def allowed_parts(self) -> tuple[str, ...]:
        """Parts of the day in which every slot of a session must lie."""
        return self.parts or (("lesson",) if self.kind == "lesson" else ("after_school",))

    @property
    def ground(self) -> str:
        """The site whose grounds its sessions take: the venue, or its own."""
        return self.venue_site or self.site_id

    @property
    def is_away(self) -> bool:
        """Whether the class rides to grounds that are not its school's."""
        return self.ground != self.site_id


class Leg(Row):
    """A known travel time between two sites, any overhead included, or that there is no way."""

    origin: Id
    destination: Id
    mode: Mode = ""
    minutes: Minutes | None = None
    km: Number | None = None


class Pin(Row):
    """A set of assignments, those that match all its given cells, and what is wanted of it."""

    kind: PinKind
    staff_id: Id | None = None
    demand_id: Id | None = None
    site_id: Id | None = None
    day: Day | None = None
    slot: Positive | None = None
    weight: Whole | None = Field(default=None, validate_default=True)

    @field_validator("weight")
    @classmethod
    def _weighs(cls, weight: int | None, info: ValidationInfo) -> int | None:
        if weight is None and info.data.get("kind") in {"prefer", "avoid"}:
            raise wrong("weight")
        return weight


class Assignment(Row):
    """One row of a plan: who takes which demand, on which day, from which slot on.

    In a team demand the rows of one start are one session, each with its `role`.
    """

    staff_id: Id
    demand_id: Id
    day: AnyDay
    slot: Whole
    role: Text = ""


class Pair(Row):
    """A site that should receive sessions from people based in a group (对口支援)."""

    site_id: Id
    group: Term
    min_sessions: Count = 1
    strict: Flag = False


class ChainMember(Row):
    """A site of a sport's feeder pyramid that should get sessions of its skill."""

    chain_id: Term
    skill: Term
    stage: Stage = ""
    site_id: Id
    min_sessions: Count = 1


class Role(Row):
    """A role of a team demand: who makes up a session, besides or in place of a single person.

    Where `skill` is blank, the role asks for what the demand asks for.
    """

    demand_id: Id
    role: Term
    skill: Word = ""
    min_level: Positive = 1
    also_requires: Requirements = ()
    count: Positive = 1
    optional: Flag = False
    periods: Positive | None = None

    def requirements_of(self, demand: Demand) -> tuple[Requirement, ...]:
        """Return every skill that a person needs to take this role of its demand."""
        if not self.skill:
            return demand.requirements
        return (Requirement(self.skill, self.min_level), *self.also_requires)


class Listener(Row):
    """A further site whose class takes a demand's sessions by live link (同步课堂)."""

    demand_id: Id
    site_id: Id
    cohort: Word = ""


class Closure(Row):
    """A time at which a site's grounds are taken (场地占用), whole or for some sessions' room."""

    site_id: Id
    day: Day | None = None
    date: Date | None = None
    start: Clock | None = None
    end: EndClock | None = None
    taken: Count | None = None
    reason: Text = ""

    @model_validator(mode="after")
    def _says_when(self) -> Self:
        if self.day is None and self.date is None:
            raise wrong("day_or_date")
        if self.day is not None and self.date is not None and self.date.isoweekday() != self.day:
            raise wrong("day_and_date")
        return self


class CalendarDay(Row):
    """A date on which sites have the day off, or make one up (校历)."""

    date: Date
    kind: DayKind
    follows: Day | None = Field(default=None, validate_default=True)
    county: Word = ""
    stage: Stage = ""
    site_id: Id | None = None
    note: Text = ""

    @field_validator("follows")
    @classmethod
    def _follows_a_day(cls, follows: int | None, info: ValidationInfo) -> int | None:
        if follows is None and info.data.get("kind") == "makeup":
            raise wrong("follows")
        return follows

    def concerns(self, site: Site) -> bool:
        """Return whether a site has this day: it matches all cells given."""
        return (
            self.county in {"", site.county}
            and self.stage in {"", site.stage}
            and self.site_id in {None, site.site_id}
        )


TABLES: dict[str, type[Row]] = {
    "sites": Site,
    "bells": Bell,
    "staff": Staff,
    "skills": Skill,
    "availability": Window,
    "absences": Absence,
    "demands": Demand,
    "travel": Leg,
    "pins": Pin,
    "previous_plan": Assignment,
    "pairs": Pair,
    "chains": ChainMember,
    "roles": Role,
    "listeners": Listener,
    "closures": Closure,
    "calendar": CalendarDay,
}
"""Every table of a problem by name (its file without ``.csv``, its sheet), in reading order."""

REQUIRED_TABLES = ("sites", "bells", "staff", "skills", "demands")
"""Tables that a problem cannot do without."""
