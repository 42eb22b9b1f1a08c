"""What schools need and have to spare, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sharepool.centre.needs.types import Needs, SiteNeed
from sharepool.problem.itinerary import group_by

if TYPE_CHECKING:
    import pandas as pd

SITE_COLUMNS = (
    "site_id",
    "site_name",
    "county",
    "stage",
    "area",
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
    "club_lessons",
    "club_delivered",
    "club_places",
    "sports_per_pupil",
    "origin",
)
TEACHER_COLUMNS = (
    "staff_id",
    "name",
    "site_id",
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
    "demands",
    "delivered",
    "origin",
)


def make_frames(found: Needs) -> dict[str, pd.DataFrame]:
    """Return the tables of needs by name (see :meth:`Needs.to_frames`)."""
    return {
        "needs": _needs_frame(found),
        "teachers": _teachers_frame(found),
        "groups": _groups_frame(found),
        "rates": _rates_frame(found),
    }


def _needs_frame(found: Needs) -> pd.DataFrame:
    import pandas as pd

    rows = []
    for one in found.sites:
        site = found.problem.site_of[one.site_id]
        cells = {"site_id": site.site_id, "site_name": site.title, "county": site.county}
        cells |= {"stage": site.stage, "area": site.area, "origin": one.origin}
        rows.append(cells | _figures([one], found.load_lessons))
    return pd.DataFrame(rows, columns=list(SITE_COLUMNS), dtype=object)


def _rates_frame(found: Needs) -> pd.DataFrame:
    import pandas as pd

    site_of = found.problem.site_of
    parts = group_by(
        found.sites, lambda one: (site_of[one.site_id].county, site_of[one.site_id].stage)
    )
    rows = [
        {"county": county, "stage": stage, "schools": len(part)}
        | _figures(part, found.load_lessons)
        for (county, stage), part in parts.items()
    ]
    everything = {"county": "", "stage": "", "schools": len(found.sites)}
    rows.append(everything | _figures(found.sites, found.load_lessons))
    return pd.DataFrame(rows, dtype=object)


def _figures(sites: Sequence[SiteNeed], load_lessons: Fraction) -> dict[str, Any]:
    """Return the sums over schools, and the rates that follow from the sums."""
    required, covered, teachers = (
        sum(getattr(one, name) for one in sites) for name in ("required", "covered", "teachers")
    )
    teachers_due = sum((one.teachers_due for one in sites), Fraction())
    pupils, places, delivered, club_delivered = (
        _sum_known(getattr(one, name) for one in sites)
        for name in ("pupils", "club_places", "delivered", "club_delivered")
    )
    posts = None if delivered is None or not load_lessons else delivered / load_lessons
    return {
        "classes": sum(one.classes for one in sites),
        "pupils": pupils,
        "required": required,
        "covered": covered,
        "gap": required - covered,
        "spare": sum(one.spare for one in sites),
        "lost": sum(one.lost for one in sites),
        "delivered": delivered,
        "rate_before": _share(covered, required),
        "rate_after": None if delivered is None else _share(covered + delivered, required),
        "teachers": teachers,
        "teachers_due": round(float(teachers_due), 2),
        "staffing_before": _share(teachers, teachers_due),
        "staffing_after": None if posts is None else _share(teachers + posts, teachers_due),
        "club_lessons": sum(one.club_lessons for one in sites),
        "club_delivered": club_delivered,
        "club_places": places,
        "sports_per_pupil": None if places is None or pupils is None else _share(places, pupils),
    }


def _sum_known(counts: Iterable[int | None]) -> int | None:
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
            ";".join(one.demand_ids),
            one.delivered,
            one.origin,
        )
        for one in found.groups
    ]
    return pd.DataFrame(rows, columns=list(GROUP_COLUMNS), dtype=object)
