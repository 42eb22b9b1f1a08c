"""Several subjects in one centre: each with its own lessons, teachers and rates."""

import pytest

from builders import make_centre, make_plan
from sharepool.centre.needs.derivation import find_needs
from sharepool.centre.needs.tables import read_centre

PE = [{"grade": grade, "lessons_week": 3, "also_requires": "certificate"} for grade in (1, 2)]
ART = [
    {"grade": grade, "lessons_week": 2, "skill": "art", "art": 1, "classes_per_teacher": 10}
    for grade in (1, 2)
]
TWO = [
    {"staff_id": "P1", "load_lessons": 4, "skills": "pe;certificate"},
    {"staff_id": "A1", "load_lessons": 14, "skills": "art;certificate"},
]
CLASSES = [{"grade": 1, "classes": 2}, {"grade": 2, "pupils": 40}]


def make(curriculum=(*PE, *ART), residents=TWO, classes=CLASSES, **tables):
    return make_centre(classes=classes, residents=residents, curriculum=list(curriculum), **tables)


def subjects_of(found):
    return {one.subject: one for site in found.sites for one in site.subjects}


def test_each_subject_has_its_own_lessons_teachers_and_demands():
    found = find_needs(make())
    pe, art = (subjects_of(found)[name] for name in ("pe", "art"))
    assert (pe.required, pe.covered, pe.spare, pe.teachers) == (9, 4, 0, 1)
    assert (art.required, art.covered, art.spare, art.teachers) == (6, 6, 8, 1)
    assert (pe.is_art, art.is_art) == (False, True)
    assert {one.skill for one in found.problem.demands} == {"pe"}
    assert [(one.staff_id, one.role) for one in found.problem.staff] == [("A1", "art_teacher")]
    assert found.sites[0].required == 15


def test_ids_of_the_first_subject_are_what_they_are_without_another():
    without = find_needs(make(PE, residents=())).problem.demands
    both = find_needs(make(residents=())).problem.demands
    assert [one.demand_id for one in without] == ["A-G1C1", "A-G1C2", "A-G2C1"]
    assert [one.demand_id for one in both] == [
        *("A-G1C1", "A-G1C2", "A-G1C1-art", "A-G1C2-art"),
        *("A-G2C1", "A-G2C1-art"),
    ]
    assert {one.cohort for one in both} == {"1(1)", "1(2)", "2(1)"}


def test_staffing_is_that_of_the_subject():
    pe, art = (subjects_of(find_needs(make()))[name] for name in ("pe", "art"))
    # Two classes of grade 1 at 6 each, one of grade 2 at 6; of art ten each.
    assert float(pe.teachers_due) == pytest.approx(3 / 6)
    assert float(art.teachers_due) == pytest.approx(3 / 10)
    table = find_needs(make()).to_frames()["rates"]
    assert list(table["subject"]) == ["", "pe", "art"] * 2
    assert list(table["staffing_before"][3:]) == [2.5, 2, round(10 / 3, 4)]
    # Of pe 9 lessons on half a teacher due, of art 6 on 0.3.
    assert list(table["lessons_per_teacher_due"][3:]) == [round(15 / 0.8, 2), 18, 20]
    assert list(table["rate_before"][3:]) == [round(10 / 15, 4), round(4 / 9, 4), 1]


def test_where_no_figure_says_how_many_classes_an_art_teacher_has_nothing_is_guessed():
    art = [{key: cell for key, cell in row.items() if key != "classes_per_teacher"} for row in ART]
    found = find_needs(make((*PE, *art)))
    assert subjects_of(found)["art"].teachers_due is None
    table = found.to_frames()["subjects"].set_index("subject")
    assert table.loc["art", "staffing_before"] is None
    assert table.loc["pe", "staffing_before"] == 2
    assert table.loc["art", "lessons_per_teacher_due"] is None
    assert found.to_frames()["needs"].loc[0, "staffing_before"] is None


def test_whose_lessons_are_not_in_the_curriculum_is_not_lent_and_in_no_staffing():
    found = find_needs(make(ART))
    assert {one.staff_id for one in found.problem.staff} == {"A1"}
    assert [(one.code, one.value) for one in found.problem.warnings] == [("unknown_week", "P1")]
    table = found.to_frames()["rates"]
    assert list(table["staffing_before"]) == [3.3333, 3.3333, None] * 2
    assert list(table["teachers"]) == [2, 1, 1] * 2


def test_whose_lessons_are_not_known_lends_what_the_row_says():
    residents = [{**TWO[0], "lend_lessons": 3}, TWO[1]]
    found = find_needs(make(ART, residents=residents), lend_share=0.5)
    hours = {one.staff_id: one.spare_lessons for one in found.teachers}
    assert hours["P1"] == 3


def test_the_subject_of_a_row_counts_before_its_skills():
    residents = [{**TWO[0], "skills": "art;pe;certificate"}]
    assert find_needs(make(residents=residents)).teachers[0].subject == "art"
    named = [{**residents[0], "subject": "pe"}]
    assert find_needs(make(residents=named)).teachers[0].subject == "pe"


def test_a_lesson_of_a_timetable_is_of_the_subject_of_its_teacher():
    both = {"load_lessons": 9, "skills": "pe;art;certificate"}
    residents = [{"staff_id": "P1", **both}, {"staff_id": "A1", **both, "subject": "art"}]
    rows = [
        {"cohort": "2(1)", "day": 1, "slot": 1, "staff_id": "P1"},
        {"cohort": "2(1)", "day": 1, "slot": 2, "staff_id": "A1"},
    ]
    found = find_needs(make(residents=residents, classes=[{"grade": 2}], timetable=rows))
    own = {group.skill: dict(group.own) for group in found.groups}
    assert own["pe"]["P1"] >= 1
    assert own["art"]["A1"] >= 1


def test_a_visit_never_falls_into_a_lesson_of_another_subject():
    rows = [{"cohort": "2(1)", "day": day, "slot": 1, "staff_id": "A1"} for day in (1, 2)]
    found = find_needs(make(residents=TWO[1:], classes=[{"grade": 2}], timetable=rows))
    (demand,) = found.problem.demands
    # Art on Monday keeps PE from slot 1 of Monday, not from Monday.
    assert [str(one) for one in demand.slots][:3] == ["1-2..6", "2-2..6", "3-1..6"]


def test_arts_take_no_ground():
    sites = [{"site_id": "H"}, {"site_id": "A", "capacity": 1}, {"site_id": "B"}]
    found = find_needs(make(sites=sites))
    kept = {one.staff_id: one.kept for one in found.teachers}
    assert {(row.day, row.taken) for row in found.problem.closures} == {(1, 1)}
    assert (len(kept["P1"]), len(kept["A1"])) == (4, 6)
    assert found.problem.warnings == ()


def test_a_plan_brings_lessons_to_its_subject():
    centre = make(residents=[TWO[1], {**TWO[0], "site_id": "B"}])
    school = find_needs(centre, make_plan(("P1", "A-G2C1", 2, 1))).sites[0]
    assert [(one.subject, one.delivered) for one in school.subjects] == [("pe", 1), ("art", 0)]


def test_an_art_here_and_none_there_is_a_fault(folder):
    curriculum = "grade,lessons_week,skill,art\n3,3,pe,0\n3,2,art,1\n4,2,art,0\n"
    with pytest.raises(Exception, match="row 3 has the same subject"):
        read_centre(folder(curriculum__csv=curriculum))


def test_chinese_headers_of_subjects(folder):
    home = folder(
        curriculum__csv="年级,周节数,专项,艺术课,每师班数\n3,3,体育,0,\n3,2,美术,是,12\n",
        residents__csv="工号,学校代码,周课时,专项,任教学科,出借课时\n7,A,9,体育;美术,美术,1\n",
    )
    centre = read_centre(home)
    assert centre.subjects == {"体育": False, "美术": True}
    assert centre.residents[0].lend_lessons == 1
    assert centre.subject_of(centre.residents[0]) == "美术"
