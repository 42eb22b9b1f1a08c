"""One row of each table of a season: who competes, where, when, and what is settled already."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator

from sharepool.problem.cells import (
    Clock,
    Count,
    Date,
    Days,
    Flag,
    Id,
    Moment,
    Positive,
    Text,
    Words,
    parse_whole,
    parse_word,
    parse_words,
    wrong,
)
from sharepool.problem.rows import Row

FORMATS = {
    "league1": ("单循环",),
    "league2": ("双循环", "主客场双循环"),
    "groups": ("分组", "小组赛", "分组赛", "分组循环"),
    "knockout": ("淘汰", "淘汰赛", "单败淘汰"),
    "festival": ("赛会", "赛会制", "一日赛"),
}
"""Formats, and what planners call them."""

LEVELS = {
    "class": ("班级", "班"),
    "school": ("校级", "学校", "校"),
    "county": ("县级", "区级", "县区", "县", "区"),
    "city": ("市级", "市"),
}
STATES = {"played": ("已赛", "完赛"), "walkover": ("弃权",), "abandoned": ("中止", "腰斩")}
KINDS = {"require": ("必须", "指定"), "forbid": ("禁止", "不得")}
ANSWERS = {"proposed": ("拟派",), "accepted": ("接受",), "declined": ("谢绝", "拒绝")}
STAGES = {
    "primary": ("小学",),
    "junior": ("初中",),
    "senior": ("高中",),
    "nine_year": ("九年一贯制", "九年制"),
}
SEXES = {"boys": ("男", "男子"), "girls": ("女", "女子"), "mixed": ("混合", "不限")}

OUTCOMES = ("win", "draw", "defeat")

CRITERIA = ("points", "h2h", "h2h_diff", "goal_diff", "goals", "wins", "lot")
"""What ranks teams, in the order that a competition lists them; mutual matches are `h2h`."""


def _read(words: Mapping[str, tuple[str, ...]]) -> Callable[[Any], str]:
    """Return what turns a Chinese word, or one in any case, into the word of a table."""
    known = {told: word for word, others in words.items() for told in (word, *others)}

    def parse(value: Any) -> str:
        text = parse_word(value)
        return known.get(text, known.get(text.casefold(), text))

    return parse


def _parse_points(value: Any) -> tuple[int, ...]:
    points = tuple(parse_whole(word) for word in parse_words(value))
    if len(points) != len(OUTCOMES) or [*points] != sorted(points, reverse=True) or points[-1] < 0:
        raise wrong("points")
    return points


def _parse_criteria(value: Any) -> tuple[str, ...]:
    words = parse_words(value)
    for word in words:
        if word not in CRITERIA:
            raise wrong("criteria", words=list(CRITERIA))
    if "lot" in words[:-1]:
        raise wrong("lot")
    return words


Format = Annotated[
    Literal["league1", "league2", "groups", "knockout", "festival"], BeforeValidator(_read(FORMATS))
]
Level = Annotated[Literal["class", "school", "county", "city"], BeforeValidator(_read(LEVELS))]
State = Annotated[Literal["played", "walkover", "abandoned"], BeforeValidator(_read(STATES))]
FixKind = Annotated[Literal["require", "forbid"], BeforeValidator(_read(KINDS))]
Answered = Annotated[Literal["proposed", "accepted", "declined"], BeforeValidator(_read(ANSWERS))]
StageWord = Annotated[str, BeforeValidator(_read(STAGES))]
SexWord = Annotated[str, BeforeValidator(_read(SEXES))]
Points = Annotated[tuple[int, ...], BeforeValidator(_parse_points)]
Criteria = Annotated[tuple[str, ...], BeforeValidator(_parse_criteria), Field(min_length=1)]


class Competition(Row):
    """One division: who meets whom, between which dates, by which rules."""

    key: ClassVar = ("competition_id",)

    competition_id: Id
    name: Text = ""
    level: Level
    skill: Id
    stage: StageWord = ""
    sex: SexWord = ""
    format: Format
    groups: Positive = 1
    advance: Count = 0
    consolation: Flag = False
    feeds: Text = ""
    promote: Count | None = None
    from_: Date = Field(alias="from")
    until: Date
    days: Days = (6, 7)
    match_min: Positive
    changeover_min: Count = 10
    rest_days: Count = 2
    rest_min: Count = 30
    min_return_days: Count = 14
    max_day: Positive = 1
    home: Flag = False
    points: Points = (3, 1, 0)
    tiebreak: Criteria = ("points", "h2h", "goal_diff", "goals", "lot")

    @property
    def title(self) -> str:
        """The name that people read: `name`, or the id where there is none."""
        return self.name or self.competition_id

    @property
    def group_count(self) -> int:
        """How many groups are drawn: one where the format has none."""
        return self.groups if self.format == "groups" else 1

    @property
    def has_bracket(self) -> bool:
        """Whether it ends with a knock-out."""
        return self.format == "knockout" or (self.format == "groups" and self.advance > 0)

    @property
    def promoted(self) -> int:
        """How many go up to `feeds`: `promote`, or `advance`, or after groups the winner."""
        if self.promote is not None:
            return self.promote
        return min(self.advance, 1) if self.format == "groups" else self.advance


class Team(Row):
    """A school's team in a competition."""

    key: ClassVar = ("team_id",)

    team_id: Id
    name: Text = ""
    competition_id: Id
    site_id: Id
    coach_id: Text = ""
    seed: Positive | None = None
    sex: SexWord = ""
    players: Count | None = None
    home_venue: Text = ""

    @property
    def title(self) -> str:
        """The name that people read: `name`, or the id where there is none."""
        return self.name or self.team_id


class Venue(Row):
    """A ground, and the sports that it takes."""

    key: ClassVar = ("venue_id",)

    venue_id: Id
    name: Text = ""
    site_id: Id
    skills: Words
    pitches: Positive = 1

    @property
    def title(self) -> str:
        """The name that people read: `name`, or the id where there is none."""
        return self.name or self.venue_id


class VenueTime(Row):
    """When a ground is open: on one date, or on weekdays (no date and no days: every day)."""

    venue_id: Id
    date: Date | None = None
    days: Days | None = None
    start: Clock
    end: Clock
    pitches: Count | None = None

    @field_validator("end")
    @classmethod
    def _after_start(cls, end: int, info: ValidationInfo) -> int:
        if end <= info.data.get("start", -1):
            raise wrong("end")
        return end


class Blackout(Row):
    """A time at which a team, a school, a person or a whole competition has no match."""

    team_id: Text = ""
    site_id: Text = ""
    staff_id: Text = ""
    competition_id: Text = ""
    from_: Moment = Field(alias="from")
    until: Moment
    reason: Text = ""


class MatchResult(Row):
    """The outcome of a match."""

    key: ClassVar = ("match_id",)

    match_id: Id
    home_score: Count | None = None
    away_score: Count | None = None
    state: State = "played"


class FixedMatch(Row):
    """Where or when a match must be, or must not be; blank cells leave it open."""

    match_id: Text = ""
    team_id: Text = ""
    opponent_id: Text = ""
    date: Date | None = None
    start: Clock | None = None
    venue_id: Text = ""
    kind: FixKind = "require"


class MatchWindow(Row):
    """At most so many matches of a team in so many successive days; soft if it has a weight."""

    competition_id: Text = ""
    span_days: Positive
    matches: Count
    weight: Count | None = None


class DrawnTeam(Row):
    """What the lot gave a team: its group, and its place there or in the bracket."""

    key: ClassVar = ("team_id",)

    competition_id: Id
    team_id: Id
    group: Text = ""
    position: Positive


class Fixture(Row):
    """A match that is published: where, when and who is at home; the others are for people."""

    key: ClassVar = ("match_id",)

    match_id: Id
    competition: Text = ""
    round: Text = ""
    group: Text = ""
    date: Date
    weekday: Text = ""
    start: Clock
    end: Clock | None = None
    venue_id: Id
    venue: Text = ""
    pitch: Text = ""
    home: Text = ""
    home_name: Text = ""
    away: Text = ""
    away_name: Text = ""


class OfficialNeed(Row):
    """Officials that each match of a competition needs (of all competitions, if none is named)."""

    competition_id: Text = ""
    role: Id
    skill: Id
    min_level: Positive = 1
    count: Positive = 1
    optional: Flag = False


class OfficialLimit(Row):
    """How many matches an official takes, at most."""

    key: ClassVar = ("staff_id",)

    staff_id: Id
    max_matches_day: Count = 3
    max_matches_week: Count | None = None


class OfficialAnswer(Row):
    """What an official has said to a match."""

    key: ClassVar = ("match_id", "staff_id")

    match_id: Id
    staff_id: Id
    state: Answered


class Setting(Row):
    """A rule or weight of the whole season."""

    key: ClassVar = ("key_",)

    key_: Id = Field(alias="key")
    value: Text


SEASON_TABLES: dict[str, type[Row]] = {
    "competitions": Competition,
    "teams": Team,
    "venues": Venue,
    "venue_times": VenueTime,
    "blackouts": Blackout,
    "results": MatchResult,
    "fixed": FixedMatch,
    "windows": MatchWindow,
    "draws": DrawnTeam,
    "fixtures": Fixture,
    "officials": OfficialNeed,
    "officials_limits": OfficialLimit,
    "official_answers": OfficialAnswer,
    "season": Setting,
}
"""Every table of a season by name, in reading order; a problem has no use for them."""

REQUIRED_SEASON_TABLES = ("competitions", "teams", "venues")
