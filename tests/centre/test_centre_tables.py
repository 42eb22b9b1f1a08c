"""Reading a centre's tables: every fault at once, in both languages, and back again."""

import pytest

from sharepool.base.errors import ProblemError
from sharepool.centre.exchange.rows import Post
from sharepool.centre.needs.rows import CENTRE_TABLES
from sharepool.centre.needs.tables import read_centre, write_centre
from sharepool.centre.points.rows import PointWish
from sharepool.centre.targets.rows import Measure, Target
from sharepool.centre.training.rows import Course
from sharepool.generate import generate_centre
from sharepool.problem.rows import Skill
from sharepool.tables import read_problem

WIDE = "体育（小学）"


def faults_of(path, profile=None):
    with pytest.raises(ProblemError) as caught:
        read_centre(path, profile)
    return [(one.table, one.row, one.column, one.code) for one in caught.value.faults]


def test_staff_skills_and_demands_may_be_missing(folder):
    centre = read_centre(folder())
    assert [one.staff_id for one in centre.residents] == ["007"]
    assert centre.problem.staff == centre.problem.demands == ()


def test_chinese_headers_and_table_names_are_read(folder):
    home = folder(
        classes__csv=None,
        residents__csv=None,
        班级__csv="学校代码,年级,班级数,学生数,复式,连排,走教日\nA,3,2,200,,,\nB,3,1,20,,是,24\n",
        教师__csv="工号,姓名,学校代码,周课时,兼任课时,专项,骨干,任教起\n007,李,A,9,1,pe;足球:2,是,2019-09-01\n",
    )
    centre = read_centre(home)
    assert centre.classes[1].visit_days == (2, 4)
    assert centre.residents[0].backbone
    assert centre.residents[0].skills[1].level == 2


def test_rows_are_numbered_as_the_spreadsheet_does(folder):
    centre = read_centre(folder(classes__csv="site_id,grade,classes\n\nA,3,2\n\nB,3,1\n"))
    assert [centre.number_of("classes", index) for index in (0, 1)] == [3, 5]


def test_a_resident_may_have_windows_dates_and_absences(folder):
    home = folder(
        availability__csv="staff_id,day,start,end\n007,3,08:00,12:00\n",
        skills__csv="staff_id,skill,level\n007,pe,2\n",
        absences__csv="staff_id,from,until\n007,2026-03-02,2026-03-02\n",
    )
    assert read_centre(home).problem.availability[0].staff_id == "007"


def test_every_fault_is_told_at_once(folder):
    home = folder(
        classes__csv="site_id,grade,classes,merge,visit_days\nA,3,two,,\nX,3,1,,\nA,4,1,,\n"
        "A,5,1,m,7\nA,6,2,m,7\nA,6,2,,\n",
        residents__csv="staff_id,site_id,load_lessons,duty_lessons,skills,lend_lessons\n"
        "007,A,9,10,pe,0\n007,Y,9,1,pe,9\n8,A,9,1,,\nC1,A,9,1,pe,\n",
        curriculum__csv="grade,lessons_week\n3,3\n3,4\n5,2\n6,2\n13,1\n",
        staff__csv="staff_id,home_site\nC1,A\nC2,Z\n",
    )
    assert faults_of(home) == [
        ("staff", 3, "home_site", "unknown_id"),
        ("classes", 2, "classes", "bad_value"),
        ("classes", 3, "site_id", "unknown_id"),
        ("classes", 4, "grade", "unknown_grade"),
        ("classes", 5, "visit_days", "unknown_slot"),
        ("classes", 6, "classes", "contradiction"),
        ("classes", 6, "visit_days", "unknown_slot"),
        ("classes", 7, "grade", "duplicate_id"),
        ("residents", 2, "duty_lessons", "out_of_range"),
        ("residents", 3, "site_id", "unknown_id"),
        ("residents", 3, "staff_id", "duplicate_id"),
        ("residents", 3, "lend_lessons", "out_of_range"),
        ("residents", 4, "skills", "missing_value"),
        ("residents", 5, "staff_id", "counted_twice"),
        ("curriculum", 3, "skill", "duplicate_id"),
        ("curriculum", 6, "grade", "out_of_range"),
    ]


def test_every_fault_of_a_timetable_is_told_at_once(folder):
    home = folder(
        residents__csv="staff_id,site_id,load_lessons,duty_lessons,skills\n007,A,9,6,pe\n8,B,9,0,pe\n",
        availability__csv="staff_id,day,start,end\n007,5,08:00,12:00\n",
        timetable__csv="site_id,cohort,day,slot,staff_id\nA,3(1),1,1,007\nA,3(2),1,1,007\n"
        "A,3(1),1,1,07\nX,3(1),1,2,8\nA,3(3),2,2,8\nA,3(1),2,3,007\nA,3(1),5,2,007\n",
    )
    assert sorted(faults_of(home)) == [
        ("residents", 2, "load_lessons", "beyond_load"),
        ("timetable", 3, "staff_id", "two_at_once"),
        ("timetable", 4, "cohort", "two_at_once"),
        ("timetable", 4, "staff_id", "unknown_id"),
        ("timetable", 5, "cohort", "unknown_cohort"),
        ("timetable", 5, "site_id", "unknown_id"),
        ("timetable", 5, "staff_id", "contradiction"),
        ("timetable", 6, "cohort", "unknown_cohort"),
        ("timetable", 6, "staff_id", "contradiction"),
        ("timetable", 7, "slot", "unknown_slot"),
        ("timetable", 8, "slot", "contradiction"),
    ]


def test_a_timetable_is_read_under_its_chinese_name(folder):
    home = folder(课表__csv="学校代码,班级,星期,节次,工号\nA,3(1),1,2,007\n")
    (lesson,) = read_centre(home).timetable
    assert (lesson.cohort, lesson.day, lesson.slot, lesson.staff_id) == ("3(1)", 1, 2, "007")


def test_tables_that_are_missing_are_named(folder):
    home = folder(classes__csv=None, residents__csv=None, curriculum__csv=None)
    assert faults_of(home) == [
        ("classes", None, "", "missing_table"),
        ("residents", None, "", "missing_table"),
        ("curriculum", None, "", "missing_table"),
    ]


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ("Z,5,", ("venue_site", "unknown_id")),
        (",5,", ("transfer_min", "ride_nowhere")),
        ("B,5,remote", ("venue_site", "venue_by_link")),
        ("B,,", ("transfer_min", "no_ride")),  # no bus goes there
    ],
)
def test_venues_of_classes_that_cannot_be(folder, cells, fault):
    home = folder(
        classes__csv=f"site_id,grade,classes,venue_site,transfer_min,delivery\nA,3,1,{cells}\n",
        travel__csv="origin,destination,mode,minutes\nA,B,bus,none\nA,B,car,9\n",
    )
    assert faults_of(home) == [("classes", 2, *fault)]


@pytest.mark.parametrize(
    ("spoiled", "fault"),
    [
        ({"bells__csv": "slot,start,end,part\n1,16:00,16:40,club\n"}, "unknown_bell"),
        (
            {"residents__csv": "staff_id,site_id,load_lessons,skills\n7,A,11,pe\n"},
            "beyond_week",
        ),
        ({"services__csv": "skill,sessions,kind\ndance,1,lesson\n"}, "bad_value"),
    ],
)
def test_one_fault(folder, spoiled, fault):
    assert {code for *_, code in faults_of(folder(**spoiled))} == {fault}


@pytest.mark.parametrize(
    ("profile", "grade", "lessons"),
    [("national", 1, 4), ("national", 12, 2), ("five_four_three", 3, 4), ("daily", 12, 5)],
)
def test_a_profile_takes_the_place_of_the_curriculum(folder, profile, grade, lessons):
    centre = read_centre(folder(curriculum__csv=None), profile)
    due = {line.grade: line.lessons_week for line in centre.curriculum}
    assert due[grade] == lessons
    assert sorted(due) == list(range(1, 13))


def test_a_profile_beside_a_curriculum_or_unknown_is_a_fault(folder):
    assert faults_of(folder(), "daily") == [("curriculum", None, "profile", "duplicate_table")]
    home = folder()
    (home / "curriculum.csv").unlink()
    assert faults_of(home, "dayly") == [("curriculum", None, "profile", "unknown_word")]


def test_a_problem_minds_none_of_the_tables_of_a_centre(folder):
    home = folder(
        staff__csv="staff_id,home_site\nC1,A\n",
        skills__csv="staff_id,skill\nC1,pe\n",
        demands__csv="demand_id,site_id,skill,sessions\nD1,A,pe,1\n",
        classes__csv="nonsense\n",
        needs__csv="site_id\n",
        rates__toml="= nonsense",
    )
    assert read_problem(home).warnings == ()


def test_a_generated_centre_reads_back_the_same(tmp_path):
    centre = generate_centre(2)
    write_centre(centre, tmp_path / "centre")
    read = read_centre(tmp_path / "centre")
    for table in ("problem", *CENTRE_TABLES):
        assert getattr(read, table) == getattr(centre, table)


def test_columns_that_nobody_reads_are_warned_of(folder):
    home = folder(classes__csv="site_id,grade,classes,pupil\nA,3,2,200\n")
    (warning,) = read_centre(home).problem.warnings
    assert (warning.code, warning.value) == ("unknown_column", "pupil")


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (Course(course_id="C", skill=WIDE), "skill"),
        (PointWish(site_id="A", skill=WIDE), "skill"),
        (Target(indicator="i", county=WIDE, by="2026-06-01", value=1), "county"),
        (Measure(indicator="i", county=WIDE, date="2026-06-01", value=1), "county"),
        (Post(site_id="A", subject=WIDE, posts=1), "subject"),
    ],
)
def test_skills_counties_and_subjects_are_compared_as_everywhere(row, column):
    assert getattr(row, column) == Skill(staff_id="T1", skill=WIDE).skill
