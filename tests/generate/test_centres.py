"""A generated centre's class counts lead to what the generated county lacks and lends."""

from sharepool.centre.needs.derivation import find_needs
from sharepool.generate import generate_centre, generate_county
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
