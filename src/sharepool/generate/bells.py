"""The slots of the school day, by bell plan.

Lessons last 40 minutes (primary, nine-year) or 45 (secondary) and start at 08:20 or 08:00 at the
earliest; two hours of after-school service follow, except at nine-year schools, whose boarders go
home early on Fridays.
"""

from sharepool.problem.rows import Bell

_ALL_WEEK = "12345"
_NOT_FRIDAY = "1234"

_LESSONS: dict[str, tuple[tuple[str, str], ...]] = {
    "pri": (
        ("08:30", "09:10"), ("09:20", "10:00"), ("10:30", "11:10"), ("11:20", "12:00"),
        ("14:00", "14:40"), ("14:50", "15:30"),
    ),
    "nine": (
        ("08:20", "09:00"), ("09:10", "09:50"), ("10:20", "11:00"), ("11:10", "11:50"),
        ("13:50", "14:30"), ("14:40", "15:20"), ("15:30", "16:10"),
    ),
    "sec": (
        ("08:00", "08:45"), ("08:55", "09:40"), ("10:10", "10:55"), ("11:05", "11:50"),
        ("14:00", "14:45"), ("14:55", "15:40"), ("15:50", "16:35"),
    ),
}  # fmt: skip

_AFTER_SCHOOL: dict[str, tuple[tuple[str, str, str], ...]] = {
    "pri": (("15:40", "16:40", _ALL_WEEK), ("16:45", "17:45", _ALL_WEEK)),
    "nine": (("16:20", "17:20", _ALL_WEEK), ("17:25", "18:25", _NOT_FRIDAY)),
    "sec": (("16:45", "17:35", _ALL_WEEK), ("17:40", "18:30", _ALL_WEEK)),
}


def list_bells() -> list[Bell]:
    """Return the bell plans of primary, nine-year and secondary schools."""
    bells = []
    for bell_id, lessons in _LESSONS.items():
        slots = [(start, end, _ALL_WEEK, "lesson") for start, end in lessons]
        slots += [(*times, "after_school") for times in _AFTER_SCHOOL[bell_id]]
        bells += [
            Bell(
                bell_id=bell_id,
                slot=slot,
                label=f"第{slot}节",
                start=start,
                end=end,
                part=part,
                days=days,
            )
            for slot, (start, end, days, part) in enumerate(slots, start=1)
        ]
    return bells
