"""What schools need and have to spare, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeVar

from sharepool.centre.needs.types import ClassActivity, Needs, SiteNeed, SubjectNeed
from sharepool.problem.itinerary import group_by

if TYPE_CHECKING:
    import pandas as pd

N = TypeVar("N", int, Fraction)

PLACE_COLUMNS = ("site_id", "site_name", "county", "stage", "area")
LESSON_COLUMNS = (
    "classes",
    "pupils",
    "required",
    "covered",
    "gap",
    "spare",
    "lost_lessons",
    "delivered",
    "rate_before",
    "rate_after",
    "teachers",
    "teachers_due",
    "lessons_per_teacher_due",
    "staffing_before",
    "staffing_after",
)
CLUB_COLUMNS = ("club_lessons", "club_delivered", "club_places", "sports_per_pupil")
HOURS_A_DAY = (60, 120)
"""Minutes of activity a day that classes are held against: an hour, and two (2025)."""
MINUTE_COLUMNS = (
    "minutes_day_before",
    "minutes_day_after",
    *(f"share_{most}_{when}" for most in HOURS_A_DAY for when in ("before", "after")),
)
SITE_COLUMNS = (*PLACE_COLUMNS, *LESSON_COLUMNS, *CLUB_COLUMNS, *MINUTE_COLUMNS, "origin")
SUBJECT_COLUMNS = (*PLACE_COLUMNS, "subject", *LESSON_COLUMNS)
RATE_COLUMNS = (
    "county",
    "stage",
    "subject",
    "schools",
    *LESSON_COLUMNS,
    *CLUB_COLUMNS,
    *MINUTE_COLUMNS,
)
ACTIVITY_COLUMNS = (
    "site_id",
    "cohort",
    "own_min",
    "pool_min",
    "club_min",
    "daily_min",
    "minutes_day_before",
    "minutes_day_after",
    "strong_day_before",
    "strong_day_after",
)
TEACHER_COLUMNS = (
    "staff_id",
    "name",
    "site_id",
    "subject",
    "load_lessons",
    "duty_lessons",
    "own_lessons",
    "spare_lessons",
    "reserved_lessons",
    "max_hours_week",
    "kept",
    "origin",
)
GROUP_COLUMNS = (
    "site_id",
    "cohort",
    "kind",
    "skill",
    "lessons",
    "own",
    "own_staff",
    "gap",
    "lost_lessons",
    "demands",
    "delivered",
    "origin",
)


def make_frames(found: Needs) -> dict[str, pd.DataFrame]:
    """Return the tables of needs by name (see :meth:`Needs.to_frames`)."""
    return {
        "needs": _needs_frame(found),
        "subjects": _subjects_frame(found),
        "teachers": _teachers_frame(found),
        "groups": _groups_frame(found),
        "activity": _activity_frame(found),
        "rates": _rates_frame(found),
    }


def _needs_frame(found: Needs) -> pd.DataFrame:
    rows = [
        _place(found, one) | {"origin": one.origin} | _figures(found, [one]) for one in found.sites
    ]
    return _frame(rows, SITE_COLUMNS)


def _subjects_frame(found: Needs) -> pd.DataFrame:
    rows = [
        _place(found, site)
        | {"subject": one.subject, "pupils": site.pupils}
        | _lesson_figures([one], found.load_lessons)
        for site in found.sites
        for one in site.subjects
    ]
    return _frame(rows, SUBJECT_COLUMNS)


def _frame(rows: Iterable[dict[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    """Return rows as a data frame; cells that a row lacks are None."""
    import pandas as pd

    whole = [[row.get(name) for name in columns] for row in rows]
    return pd.DataFrame(whole, columns=list(columns), dtype=object)


def _place(found: Needs, one: SiteNeed) -> dict[str, Any]:
    site = found.problem.site_of[one.site_id]
    cells = {"site_id": site.site_id, "site_name": site.title, "county": site.county}
    return cells | {"stage": site.stage, "area": site.area}


def _rates_frame(found: Needs) -> pd.DataFrame:
    site_of = found.problem.site_of
    parts = group_by(
        found.sites, lambda one: (site_of[one.site_id].county, site_of[one.site_id].stage)
    )
    rows = [
        {"county": county, "stage": stage} | cells
        for (county, stage), part in [*parts.items(), (("", ""), found.sites)]
        for cells in _rates(found, part)
    ]
    return _frame(rows, RATE_COLUMNS)


def _rates(found: Needs, sites: Sequence[SiteNeed]) -> Iterator[dict[str, Any]]:
    """Yield the figures of some schools, then those of each subject if there are several."""
    yield {"subject": "", "schools": len(sites)} | _figures(found, sites)
    subjects = group_by([one for site in sites for one in site.subjects], lambda one: one.subject)
    for subject, part in subjects.items() if len(subjects) > 1 else ():
        figures = _lesson_figures(part, found.load_lessons)
        yield {"subject": subject, "schools": len(part)} | figures


def _figures(found: Needs, sites: Sequence[SiteNeed]) -> dict[str, Any]:
    """Return the sums over schools, and the rates that follow from the sums."""
    pupils, places, club_delivered = (
        _sum_known(getattr(one, name) for one in sites)
        for name in ("pupils", "club_places", "club_delivered")
    )
    subjects = [one for site in sites for one in site.subjects]
    lessons = _lesson_figures(subjects, found.load_lessons)
    ids = {one.site_id for one in sites}
    active = [one for one in found.activity if one.site_id in ids]
    if not sites or club_delivered is None:
        lessons["delivered"] = lessons["rate_after"] = lessons["staffing_after"] = None
    return (
        lessons
        | _minute_figures(active)
        | {
            "classes": sum(one.classes for one in sites),
            "pupils": pupils,
            "club_lessons": sum(one.club_lessons for one in sites),
            "club_delivered": club_delivered,
            "club_places": places,
            "sports_per_pupil": None
            if places is None or pupils is None
            else _share(places, pupils),
        }
    )


def _lesson_figures(subjects: Sequence[SubjectNeed], load_lessons: Fraction) -> dict[str, Any]:
    """Return the sums over schools and subjects, and the rates that follow from the sums.

    Staffing is that of the subjects that are taught; it is not known where one of them does not say
    for how many classes a teacher is due.
    """
    required, covered = (
        sum(getattr(one, name) for one in subjects) for name in ("required", "covered")
    )
    delivered = _sum_known(one.delivered for one in subjects)
    taught = [one for one in subjects if one.is_taught]
    teachers_due = _sum_known(one.teachers_due for one in taught)
    staff = sum(one.teachers for one in taught)
    posts = None if delivered is None or not load_lessons else delivered / load_lessons
    return {
        "classes": sum(one.classes for one in subjects),
        "required": required,
        "covered": covered,
        "gap": required - covered,
        "spare": sum(one.spare for one in subjects),
        "lost_lessons": sum(one.lost_lessons for one in subjects),
        "delivered": delivered,
        "rate_before": _share(covered, required),
        "rate_after": None if delivered is None else _share(covered + delivered, required),
        "teachers": sum(one.teachers for one in subjects),
        "teachers_due": None if teachers_due is None else round(float(teachers_due), 2),
        "lessons_per_teacher_due": None
        if not teachers_due
        else round(float(required / teachers_due), 2),
        "staffing_before": None if teachers_due is None else _share(staff, teachers_due),
        "staffing_after": None
        if posts is None or teachers_due is None
        else _share(staff + posts, teachers_due),
    }


def _minute_figures(classes: Sequence[ClassActivity]) -> dict[str, Any]:
    """Return the mean minutes a day of some classes, and how many of them reach an hour or two."""
    figures: dict[str, Any] = {}
    for when, planned in (("before", False), ("after", True)):
        minutes = [one.minutes_day(planned=planned) for one in classes]
        known = [one for one in minutes if one is not None]
        if known:
            figures[f"minutes_day_{when}"] = _minutes(sum(known, Fraction()) / len(known))
        for most in HOURS_A_DAY:
            reached = sum(one >= most for one in known)
            figures[f"share_{most}_{when}"] = _share(reached, len(known))
    return figures


def _activity_frame(found: Needs) -> pd.DataFrame:
    import pandas as pd

    rows = []
    for one in found.activity:
        days = [
            _minutes(one.minutes_day(planned=planned, strong=strong))
            for strong in (False, True)
            for planned in (False, True)
        ]
        week = (one.own_min, one.pool_min, _minutes(one.club_min), one.daily_min)
        rows.append((one.site_id, one.cohort, *week, *days))
    return pd.DataFrame(rows, columns=list(ACTIVITY_COLUMNS), dtype=object)


def _minutes(minutes: Fraction | None) -> float | None:
    return None if minutes is None else round(float(minutes), 1)


def _sum_known(counts: Iterable[N | None]) -> N | int | None:
    """Return a sum, or None if one of its parts is not known."""
    known = list(counts)
    return None if None in known else sum(count or 0 for count in known)


def _share(part: int | Fraction, whole: int | Fraction) -> float | None:
    return round(float(Fraction(part) / Fraction(whole)), 4) if whole else None


def _teachers_frame(found: Needs) -> pd.DataFrame:
    import pandas as pd

    rows = [
        (
            one.staff_id,
            one.name,
            one.site_id,
            one.subject,
            one.load_lessons,
            one.duty_lessons,
            one.own_lessons,
            one.spare_lessons,
            one.reserved_lessons,
            one.max_hours_week if one.spare_lessons else 0,
            ";".join(f"{day}-{slot}" for day, slot in one.kept),
            one.origin,
        )
        for one in found.teachers
    ]
    return pd.DataFrame(rows, columns=list(TEACHER_COLUMNS), dtype=object)


def _groups_frame(found: Needs) -> pd.DataFrame:
    import pandas as pd

    rows = [
        (
            one.site_id,
            one.cohort,
            one.kind,
            one.skill,
            one.lessons,
            one.covered,
            ";".join(f"{staff_id}:{lessons}" for staff_id, lessons in one.own),
            one.gap,
            one.lost_lessons,
            ";".join(one.demand_ids),
            one.delivered,
            one.origin,
        )
        for one in found.groups
    ]
    return pd.DataFrame(rows, columns=list(GROUP_COLUMNS), dtype=object)
