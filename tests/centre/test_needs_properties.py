"""No hour is counted twice and no lesson of a school's own is given away, whatever the tables."""

from collections import Counter
from decimal import Decimal
from math import ceil

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import BELLS, HOURS, make_centre
from sharepool.centre.needs.derivation import find_needs
from sharepool.problem.rows import Closure
from sharepool.tables import read_problem, write_problem

LESSON_MIN = 40
LESSON_SLOTS = [bell["slot"] for bell in BELLS if bell["part"] == "lesson"]


@st.composite
def centres(draw, *, skills=("pe", "swim")):
    def oneof(*values):
        return draw(st.sampled_from(values))

    grades = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4, unique=True))
    merge = oneof("", "m")
    shared = {"doubles": oneof(0, 1), "visit_days": oneof(None, "2", "135")}
    classes = [
        {"site_id": site_id, "grade": grade, "classes": oneof(1, 2, 3), **shared}
        for site_id in ("A", "B")
        for grade in grades
    ]
    if merge:
        for row in classes[: len(grades)]:
            row |= {"merge": merge, "classes": 1}
    residents = [
        {
            "staff_id": f"R{number}",
            "site_id": oneof("A", "B"),
            "load_lessons": oneof(14, 5, 1, 16, "7.5"),
            "duty_lessons": oneof(0, 1, "0.67"),
            "skills": oneof("pe", *skills),
            "backbone": oneof(0, 1),
            "lend_lessons": oneof(None, 0, 2, 9),
        }
        for number in range(draw(st.integers(0, 4)))
    ]
    # No class is of grade 12: lessons of it only say that the curriculum knows the subject.
    lessons = {grade: oneof(3, 4, 0, 1) for grade in grades} | {12: 2}
    return make_centre(classes=classes, residents=residents, lessons=lessons)


@settings(max_examples=40, deadline=None)
@given(centres())
def test_every_lesson_due_is_given_once_or_asked_for_once(centre):
    found = find_needs(centre)
    asked = {one.demand_id: one.sessions * one.periods for one in found.problem.demands}
    for group in found.groups:
        assert group.gap == sum(asked.pop(name) for name in group.demand_ids)
    assert not asked
    due = {line.grade: line.lessons_week for line in centre.curriculum}
    unmerged = sum(row.classes * due[row.grade] for row in centre.classes if not row.merge)
    merged = [due[row.grade] for row in centre.classes if row.merge]
    assert sum(one.required for one in found.sites) == unmerged + max(merged, default=0)


@settings(max_examples=40, deadline=None)
@given(centres())
def test_hours_are_never_counted_twice(centre):
    found = find_needs(centre)
    taught = Counter()
    for group in found.groups:
        for staff_id, lessons in group.own:
            taught[staff_id] += lessons
    hours = {one.staff_id: one.max_hours_week for one in found.problem.staff}
    assert len(hours) == len(found.problem.staff)
    for one in found.teachers:
        assert one.own_lessons == taught[one.staff_id]
        assert one.spare_lessons >= one.reserved_lessons >= 0
        assert one.own_lessons + one.spare_lessons + one.duty_lessons <= one.load_lessons
        lent_min = hours.get(one.staff_id, Decimal(0)) * 60
        assert 0 <= lent_min - one.spare_lessons * LESSON_MIN < 1


@settings(max_examples=40, deadline=None)
@given(centres())
def test_residents_own_lessons_are_always_kept(centre):
    found = find_needs(centre)
    most_road_min = found.problem.rules.limits.max_leg_min
    for one in found.teachers:
        staying = one.own_lessons + ceil(one.duty_lessons)
        assert len(set(one.kept)) == len(one.kept) == staying
        for day, slot in one.kept:
            assert slot in LESSON_SLOTS
            start, end = HOURS[slot] * 60, HOURS[slot] * 60 + LESSON_MIN
            for row in one.windows:
                if row.day == day:
                    assert row.start >= end + most_road_min or row.end <= start - most_road_min


@settings(max_examples=40, deadline=None)
@given(centres(), st.integers(1, 3), st.sampled_from([(), ({"day": 2, "taken": 1},)]))
def test_own_lessons_take_no_more_ground_than_there_is(centre, capacity, closed):
    problem = centre.problem
    closures = tuple(Closure.model_validate({"site_id": "A", **row}) for row in closed)
    sites = tuple(site.model_copy(update={"capacity": capacity}) for site in problem.sites)
    smaller = problem.updated(sites=sites, closures=closures)
    found = find_needs(centre.model_copy(update={"problem": smaller}))
    kept = Counter((one.site_id, slot) for one in found.teachers for slot in one.kept)
    taken = Counter()
    for row in found.problem.closures[len(closures) :]:
        (slot,) = (slot for slot, hour in HOURS.items() if hour * 60 == row.start)
        taken[row.site_id, (row.day, slot)] += row.taken
    room = {
        where: capacity - (where[0] == "A" and where[1][0] == 2) * len(closed) for where in kept
    }
    assert taken == {where: min(room[where], kept[where]) for where in kept if room[where]}
    duties = sum(ceil(one.duty_lessons) for one in centre.residents)
    beyond = (kept - taken).total()
    # A week of 30 lessons holds them all unless the ground is really too small.
    if all(kept_at <= room[where] for where, kept_at in kept.items()):
        assert not beyond
    warned = {one.code for one in found.problem.warnings} & {"ground_too_small"}
    assert not warned or beyond > 0
    if beyond > duties:
        assert warned


@settings(max_examples=40, deadline=None)
@given(centres())
def test_nobody_is_lent_while_a_class_of_their_own_lacks_a_lesson_they_may_give(centre):
    found = find_needs(centre)
    holds = {one.staff_id: {row.skill for row in one.skills} for one in centre.residents}
    lacking = {group.site_id for group in found.groups if group.gap}
    for one in found.teachers:
        if one.spare_lessons > one.reserved_lessons and "pe" in holds[one.staff_id]:
            assert one.site_id not in lacking


@settings(max_examples=40, deadline=None)
@given(centres(skills=("pe",)))
def test_where_all_may_teach_all_a_school_covers_what_its_loads_hold(centre):
    for one in find_needs(centre).sites:
        mine = [row for row in centre.residents if row.site_id == one.site_id]
        supply = sum(row.supply_lessons for row in mine)
        reserved = sum(row.reserved_lessons(Decimal(0)) for row in mine)
        assert one.covered == min(one.required, supply - reserved)
        assert one.covered + one.lost_lessons == min(one.required, supply)
        assert one.spare == supply - one.covered


@settings(max_examples=15, deadline=None)
@given(centre=centres())
def test_the_problem_reads_back_without_a_fault(tmp_path_factory, centre):
    problem = find_needs(centre).problem
    folder = tmp_path_factory.mktemp("problem")
    write_problem(problem, folder)
    assert read_problem(folder) == problem
