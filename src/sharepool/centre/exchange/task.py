"""What an exchange of one subject has to decide, as numbers."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import numpy as np
from numpy.typing import NDArray

from sharepool.centre.exchange.eligibility import TeacherStanding, count_lessons
from sharepool.centre.exchange.rows import Post
from sharepool.centre.exchange.rules import BackboneOf, ExchangeRules, QuotaOf, StagesOf, may_teach
from sharepool.centre.needs.rows import Centre
from sharepool.problem.travel import TravelTimes

Whole = NDArray[np.int64]

THIRD = 3
"""One in so many teachers of a subject may leave a school where nobody says otherwise."""


@dataclass(frozen=True)
class Movers:
    """Teachers who are alike in all that matters: school, lessons, backbone, wishes.

    Attributes
    ----------
    people : tuple of TeacherStanding
        Who has been at the school longest comes first.
    site : int
        Number of their school.
    level : int
        Number of their lessons a week among the levels.
    backbone, counted : bool
        Whether the quotas count them.
    wishes : tuple of int
        Numbers of the schools that they named, the best first; :data:`NOWHERE` for one that does
        not teach the subject.
    """

    people: tuple[TeacherStanding, ...]
    site: int
    level: int
    backbone: bool
    counted: bool
    wishes: tuple[int, ...]


@dataclass(frozen=True)
class ExchangeTask:
    """What is to be decided for one subject.

    Attributes
    ----------
    subject : str
    sites : tuple of str
        Site ids of the schools that teach it or have its teachers.
    required, supply : array of shape (sites,)
        Lessons a week due, and those that its teachers can give.
    most_leave, most_come : array of shape (sites,)
    room : array of shape (sites,)
        Posts that are free: arrivals less departures at most.
    levels : tuple of int
        Different numbers of lessons a week that eligible teachers give.
    movers : tuple of Movers
    ways : array of shape (sites, sites)
        Minutes from school to school; below 0 where not known.
    reachable : array of bool of shape (sites, sites)
        Where somebody of a school may be sent.
    most_moves : int
    due : int
        Moves that the quota asks for.
    backbone : Fraction
        Share of backbone teachers.
    backbone_due : int or None
        Backbone teachers who should move; None if it depends on how many move.
    """

    subject: str
    sites: tuple[str, ...]
    required: Whole
    supply: Whole
    most_leave: Whole
    most_come: Whole
    room: Whole
    levels: tuple[int, ...]
    movers: tuple[Movers, ...]
    ways: Whole
    reachable: NDArray[np.bool_]
    most_moves: int
    due: int
    backbone: Fraction
    backbone_due: int | None


NO_LIMIT = 10**6
NOWHERE = -1


def list_tasks(
    centre: Centre,
    standings: Sequence[TeacherStanding],
    posts: Sequence[Post],
    rules: ExchangeRules,
    moves: int | None,
) -> list[ExchangeTask]:
    """Return what is to be decided, a task for each subject of the curriculum.

    Parameters
    ----------
    centre : Centre
    standings : sequence of TeacherStanding
        Of all its residents.
    posts : sequence of Post
    rules : ExchangeRules
    moves : int, optional
        Moves of each subject at most, before ``rules.max_moves``.
    """
    lessons = count_lessons(centre)
    return [
        _task(centre, subject, due, standings, posts, rules, moves)
        for subject, due in lessons.items()
    ]


def quota_of(eligible: int, share: Fraction) -> int:
    """Return how many a share of some people are, rounded up."""
    return ceil(share * eligible)


def posts_of(posts: Sequence[Post], subject: str) -> dict[str, Post]:
    """Return the row of each school for a subject; one without a subject is for any."""
    rows = sorted(
        (one for one in posts if one.subject in {"", subject}), key=lambda one: one.subject
    )
    return {one.site_id: one for one in rows}


def is_counted(centre: Centre, posts: Sequence[Post], rules: ExchangeRules, site_id: str) -> bool:
    """Return whether the quota counts the eligible teachers of a school."""
    if rules.quota_of is QuotaOf.ALL:
        return True
    strong = {post.site_id for post in posts if post.strength == "strong"}
    return site_id in strong or centre.problem.site_of[site_id].area == "urban"


def _task(
    centre: Centre,
    subject: str,
    lessons: Counter[str],
    standings: Sequence[TeacherStanding],
    posts: Sequence[Post],
    rules: ExchangeRules,
    moves: int | None,
) -> ExchangeTask:
    mine = [one for one in standings if one.subject == subject]
    there: dict[str, list[TeacherStanding]] = defaultdict(list)
    for one in mine:
        there[one.resident.site_id].append(one)
    sites = tuple(
        site.site_id
        for site in centre.problem.sites
        if lessons[site.site_id] or site.site_id in there
    )
    number = {site_id: place for place, site_id in enumerate(sites)}
    eligible = [one for one in mine if one.barred is None]
    levels = tuple(sorted({one.lessons for one in eligible}))
    counted = [one for one in eligible if is_counted(centre, posts, rules, one.resident.site_id)]
    due = quota_of(len(counted), Fraction(rules.quota))
    most = rules.max_moves if moves is None else moves
    required = np.array([lessons[site_id] for site_id in sites], dtype=np.int64)
    ways = _measure(centre, sites)
    share = Fraction(rules.backbone)
    of_moved = rules.backbone_of is BackboneOf.MOVED
    return ExchangeTask(
        subject=subject,
        sites=sites,
        required=required,
        supply=np.array(
            [sum(one.lessons for one in there[site_id]) for site_id in sites], dtype=np.int64
        ),
        **_limits(sites, there, posts_of(posts, subject), rules),
        levels=levels,
        movers=_group(eligible, {one.resident.staff_id for one in counted}, number, levels),
        ways=ways,
        reachable=_certified(centre, sites, rules)
        & (ways >= 0)
        & (ways <= rules.way_min)
        & (required > 0)[None, :]
        & ~np.eye(len(sites), dtype=bool),
        most_moves=due if most is None else most,
        due=due,
        backbone=share,
        backbone_due=None if of_moved else quota_of(len(counted), share),
    )


def _certified(centre: Centre, sites: Sequence[str], rules: ExchangeRules) -> NDArray[np.bool_]:
    """Return from which school teachers are certified for which, by their stages."""
    if rules.stages is StagesOf.ANY:
        return np.ones((len(sites), len(sites)), dtype=bool)
    stages = [centre.problem.site_of[site_id].stage for site_id in sites]
    return np.array([[may_teach(one, other) for other in stages] for one in stages], dtype=bool)


def _limits(
    sites: Sequence[str],
    there: Mapping[str, Sequence[TeacherStanding]],
    post_of: Mapping[str, Post],
    rules: ExchangeRules,
) -> dict[str, Whole]:
    """Return how many may leave and come, and how many posts are free."""
    leave, come, room = [], [], []
    for site_id in sites:
        teachers, post = there.get(site_id, ()), post_of.get(site_id)
        usual = max(1, len(teachers) // THIRD) if rules.max_leave is None else rules.max_leave
        given = None if post is None else post.max_leave
        experienced = sum((one.years or 0) >= rules.experienced_years for one in teachers)
        leave.append(min(usual if given is None else given, max(0, experienced - 1)))
        free = NO_LIMIT if post is None else max(0, post.posts - len(teachers))
        room.append(free)
        come.append(rules.max_come)
    return {
        "most_leave": np.array(leave, dtype=np.int64),
        "most_come": np.array(come, dtype=np.int64),
        "room": np.array(room, dtype=np.int64),
    }


def _group(
    eligible: Sequence[TeacherStanding],
    counted: set[str],
    number: Mapping[str, int],
    levels: Sequence[int],
) -> tuple[Movers, ...]:
    """Put together the teachers who are alike."""
    alike: dict[tuple[int, int, bool, bool, tuple[int, ...]], list[TeacherStanding]] = defaultdict(
        list
    )
    for one in eligible:
        person = one.resident
        wishes = tuple(number.get(site_id, NOWHERE) for site_id in person.wishes)
        alike[
            number[person.site_id],
            levels.index(one.lessons),
            person.backbone,
            person.staff_id in counted,
            wishes,
        ].append(one)
    return tuple(
        Movers(tuple(sorted(people, key=seniority)), *kind) for kind, people in alike.items()
    )


def seniority(standing: TeacherStanding) -> tuple[dt.date, str]:
    """Return what teachers are ordered by: who has been at the school longest comes first."""
    return standing.resident.since or dt.date.max, standing.resident.staff_id


def _measure(centre: Centre, sites: Sequence[str]) -> Whole:
    """Return the minutes from each school to each other."""
    travel = TravelTimes(centre.problem)
    minutes = travel.minutes_matrix(centre.problem.rules.travel.default_mode).astype(np.int64)
    places = [travel.index_of[site_id] for site_id in sites]
    return minutes[np.ix_(places, places)]
