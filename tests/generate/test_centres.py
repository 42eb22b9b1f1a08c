"""A generated centre's class counts lead to what the generated county lacks and lends."""

from collections import Counter

from sharepool.centre.needs.derivation import find_needs
from sharepool.generate import generate_centre, generate_county, generate_posts
from sharepool.generate.facts import SCHOOL_KINDS


def lessons_wanted(problem):
    """Lessons wanted by school, of schools where grades are not taught together."""
    wanted = {}
    for one in problem.demands:
        if one.kind == "lesson" and one.site_id != "A-PT02":
            wanted[one.site_id] = wanted.get(one.site_id, 0) + one.sessions * one.periods
    return wanted


def test_the_lessons_asked_for_are_those_of_the_county():
    found = find_needs(generate_centre(3))
    assert lessons_wanted(found.problem) == lessons_wanted(generate_county(3))


def test_classes_and_teachers_are_as_many_as_the_figures_say():
    centre = generate_centre(1)
    assert sum(row.classes for row in centre.classes) == sum(
        kind.schools * kind.classes for kind in SCHOOL_KINDS
    )
    assert len(centre.residents) == sum(kind.schools * kind.teachers for kind in SCHOOL_KINDS)
    assert sum(one.backbone for one in centre.residents) == 10


def test_posts_hold_the_teachers_and_the_lessons_due():
    centre = generate_centre(1)
    posts = {one.site_id: one.posts for one in generate_posts(centre)}
    teachers = Counter(one.site_id for one in centre.residents)
    assert all(posts[site_id] >= count for site_id, count in teachers.items())
    due = {one.site_id: one.required for one in find_needs(centre).sites}
    assert all(15 * posts[site_id] >= lessons for site_id, lessons in due.items() if lessons)


def test_some_of_those_who_have_been_there_long_name_other_schools():
    centre = generate_centre(1)
    wishing = [one for one in centre.residents if one.wishes]
    assert 10 < len(wishing) < len(centre.residents) / 3
    assert all(one.site_id not in one.wishes for one in wishing)
    assert all(one.since.year < 2020 for one in wishing)
