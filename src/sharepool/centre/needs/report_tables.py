"""What schools need and have to spare, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeVar

from sharepool.centre.needs.types import Needs, SiteNeed, SubjectNeed
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
    "lost",
    "delivered",
    "rate_before",
    "rate_after",
    "teachers",
    "teachers_due",
    "staffing_before",
    "staffing_after",
)
CLUB_COLUMNS = ("club_lessons", "club_delivered", "club_places", "sports_per_pupil")
SITE_COLUMNS = (*PLACE_COLUMNS, *LESSON_COLUMNS, *CLUB_COLUMNS, "origin")
SUBJECT_COLUMNS = (*PLACE_COLUMNS, "subject", *LESSON_COLUMNS)
RATE_COLUMNS = ("county", "stage", "subject", "schools", *LESSON_COLUMNS, *CLUB_COLUMNS)
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
    "lost",
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
        "rates": _rates_frame(found),
    }


def _needs_frame(found: Needs) -> pd.DataFrame:
    import pandas as pd

    rows = [
        _place(found, one) | {"origin": one.origin} | _figures([one], found.load_lessons)
        for one in found.sites
    ]
    return pd.DataFrame(rows, columns=list(SITE_COLUMNS), dtype=object)


def _subjects_frame(found: Needs) -> pd.DataFrame:
    import pandas as pd

    rows = [
        _place(found, site)
        | {"subject": one.subject, "pupils": site.pupils}
        | _lesson_figures([one], found.load_lessons)
        for site in found.sites
        for one in site.subjects
    ]
    return pd.DataFrame(rows, columns=list(SUBJECT_COLUMNS), dtype=object)


def _place(found: Needs, one: SiteNeed) -> dict[str, Any]:
    site = found.problem.site_of[one.site_id]
    cells = {"site_id": site.site_id, "site_name": site.title, "county": site.county}
    return cells | {"stage": site.stage, "area": site.area}


def _rates_frame(found: Needs) -> pd.DataFrame:
    import pandas as pd

    site_of = found.problem.site_of
    parts = group_by(
        found.sites, lambda one: (site_of[one.site_id].county, site_of[one.site_id].stage)
    )
    rows = [
        {"county": county, "stage": stage} | cells
        for (county, stage), part in [*parts.items(), (("", ""), found.sites)]
        for cells in _rates(part, found.load_lessons)
    ]
    return pd.DataFrame(rows, columns=list(RATE_COLUMNS), dtype=object)


def _rates(sites: Sequence[SiteNeed], load_lessons: Fraction) -> Iterator[dict[str, Any]]:
    """Yield the figures of some schools, then those of each subject if there are several."""
    yield {"subject": "", "schools": len(sites)} | _figures(sites, load_lessons)
    subjects = group_by([one for site in sites for one in site.subjects], lambda one: one.subject)
    for subject, part in subjects.items() if len(subjects) > 1 else ():
        yield {"subject": subject, "schools": len(part)} | _lesson_figures(part, load_lessons)


def _figures(sites: Sequence[SiteNeed], load_lessons: Fraction) -> dict[str, Any]:
    """Return the sums over schools, and the rates that follow from the sums."""
    pupils, places, club_delivered = (
        _sum_known(getattr(one, name) for one in sites)
        for name in ("pupils", "club_places", "club_delivered")
    )
    lessons = _lesson_figures([one for site in sites for one in site.subjects], load_lessons)
    if not sites or club_delivered is None:
        lessons["delivered"] = lessons["rate_after"] = lessons["staffing_after"] = None
    return lessons | {
        "classes": sum(one.classes for one in sites),
        "pupils": pupils,
        "club_lessons": sum(one.club_lessons for one in sites),
        "club_delivered": club_delivered,
        "club_places": places,
        "sports_per_pupil": None if places is None or pupils is None else _share(places, pupils),
    }


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
        "lost": sum(one.lost for one in subjects),
        "delivered": delivered,
        "rate_before": _share(covered, required),
        "rate_after": None if delivered is None else _share(covered + delivered, required),
        "teachers": sum(one.teachers for one in subjects),
        "teachers_due": None if teachers_due is None else round(float(teachers_due), 2),
        "staffing_before": None if teachers_due is None else _share(staff, teachers_due),
        "staffing_after": None
        if posts is None or teachers_due is None
        else _share(staff + posts, teachers_due),
    }


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
            one.lost,
            ";".join(one.demand_ids),
            one.delivered,
            one.origin,
        )
        for one in found.groups
    ]
    return pd.DataFrame(rows, columns=list(GROUP_COLUMNS), dtype=object)
