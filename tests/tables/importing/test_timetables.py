"""Timetables of schools: grids, aSc XML, FET's files, and what follows from each."""

import datetime as dt

import pytest

import sharepool as sp
from books import save
from sharepool.tables.importing.concepts import is_sport
from sharepool.tables.importing.timetables.cells import find_classes, read_cell
from sharepool.tables.importing.timetables.known import KnownProblem
from sharepool.tables.importing.timetables.lessons import class_key
from sharepool.tables.importing.timetables.periods import find_day

DAYS = ["时间", "节次", "周一", "周二", "周三", "周四", "周五"]
GRIDS = {
    "三1": [
        ["城关小学2026年春季课程表（三1班）"],
        DAYS,
        ["8:00-8:20", "早读", "语", "数", "语", "数", "语"],
        ["9:00-9:40", "第1节", "语文", "数学", "体育", "数学", "语文"],
        ["10:00-10:40", "第2节", "体育\n王芳", "数学", "数学", "音乐", "语文"],
        ["", "大课间"],
        ["11:00-11:40", "第3节", "英语", "体育", "数学", "音乐", "体育(单)/美术(双)"],
        ["14:00-14:40", "第4节", "足球", "美术", "数学", "社团", "班会"],
    ],
    "王芳": [
        ["教师课表：王芳"],
        DAYS,
        ["9:00-9:40", "第1节", "", "", "三(1)体育", "", ""],
        ["10:00-10:40", "第2节", "三(1)班体育", "三2体育", "", "", ""],
        ["11:00-11:40", "第3节", "", "三（1）班 体育", "", "", ""],
        ["14:00-14:40", "第4节", "", "", "", "", ""],
    ],
    "说明": [["放学前请锁好器材室"]],
}
OWN = {"sport:社团": "no"}


@pytest.fixture
def grids(tmp_path):
    return save(tmp_path / "grids.xlsx", **{name: (rows,) for name, rows in GRIDS.items()})


def rows(found, table, *columns):
    frame = found.frames[table].fillna("")
    if frame.empty:
        return []
    return [tuple(row) for row in frame[list(columns)].itertuples(index=False)]


def moments(found):
    return rows(found, "closures", "day", "start", "taken")


def windows(found, person):
    frame = found.frames["availability"]
    own = frame[frame["staff_id"] == person]
    return [tuple(row) for row in own[["day", "start", "end"]].itertuples(index=False)]


def fault_of(read):
    with pytest.raises(sp.ProblemError) as caught:
        read()
    (fault,) = caught.value.faults
    assert fault.text("zh") != fault.text("en")
    return fault.code, fault.fields.get("kind")


def test_grids_of_a_class_and_of_a_teacher(grids):
    found = sp.read_timetable(grids, mapping=OWN)
    assert [(one.key, one.proposed) for one in found.unanswered] == [
        ("site:grids.xlsx", "城关小学")
    ]
    assert moments(found) == [
        ("1", "10:00", "1"),
        ("1", "14:00", "1"),
        ("2", "10:00", "1"),
        ("2", "11:00", "1"),
        ("3", "09:00", "1"),
        ("5", "11:00", "1"),
    ]
    assert windows(found, "王芳") == [
        ("1", "09:00", "09:40"),
        ("1", "11:00", "14:40"),
        ("2", "09:00", "09:40"),
        ("2", "14:00", "14:40"),
        ("3", "10:00", "14:40"),
        ("4", "09:00", "14:40"),
        ("5", "09:00", "14:40"),
    ]
    assert [(one.sheet, one.role, one.skipped) for one in found.listings] == [
        ("三1", "class_grid", (3, 6)),
        ("王芳", "teacher_grid", ()),
    ]
    assert found.left == ("说明",)


def test_every_row_is_traced_to_the_cells_it_follows_from(grids):
    found = sp.read_timetable(grids, mapping=OWN)
    cited = [
        (one.sheet, one.cell) for one in found.traces if one.row == 2 and one.column == "taken"
    ]
    assert cited == [("三1", "C5"), ("王芳", "C4")]
    for table, frame in found.frames.items():
        traced = {(one.row, one.column) for one in found.traces if one.table == table}
        assert traced == {(row + 2, name) for row in range(len(frame)) for name in frame.columns}


def test_a_problem_answers_and_keeps_what_is_of_others(grids):
    problem = sp.read_problem("data/samples/tiny").replace(
        closures=[
            {"site_id": "TOWN", "day": 1, "start": "09:00", "end": "10:00", "reason": "old"},
            {"site_id": "TOWN", "date": "2026-06-01", "reason": "exam"},
            {"site_id": "HILL", "day": 2, "reason": "market"},
        ]
    )
    found = sp.read_timetable(grids, mapping=OWN, problem=problem)
    assert found.unanswered == ()
    again = found.to_problem()
    assert [one.reason for one in again.closures][:2] == ["exam", "market"]
    assert {one.site_id for one in again.closures[2:]} == {"TOWN"}
    assert found.replaced == {"closures": 1, "availability": 2}
    assert {one.staff_id for one in again.availability} == {"WANG", "LI"}
    assert next(one for one in again.availability if one.staff_id == "LI").start == 13 * 60
    assert min(one.row for one in found.traces if one.table == "closures") == 4


def test_lessons_of_people_from_elsewhere_close_no_ground(tmp_path):
    grid = [DAYS[1:4], ["1", "体育 李强", "体育"]]
    path = save(tmp_path / "g.xlsx", 三1=([["柳沟村教学点课表"], *grid],))
    problem = sp.read_problem("data/samples/tiny")
    found = sp.read_timetable(path, problem=problem)
    assert rows(found, "closures", "site_id", "day", "start") == [("FAR", "2", "09:00")]
    assert found.visits == 1


def test_a_whole_school_with_a_line_a_class_and_unknown_times(tmp_path):
    path = save(
        tmp_path / "全校.xlsx",
        总表=(
            [
                ["班级", "星期一", None, None, "星期二", None, None],
                [None, 1, 2, 3, 1, 2, 3],
                ["一(1)", "语", "体育", "数", "语", "数", "体育"],
                ["一(2)", "语", "体育", "数", "体育", "数", "美"],
                ["注：三节课后放学"],
            ],
            "B1:D1",
            "E1:G1",
            "A1:A2",
        ),
    )
    found = sp.read_timetable(path)
    assert found.questions["periods:全校.xlsx"].proposed == [
        "08:20-09:00",
        "09:10-09:50",
        "10:20-11:00",
    ]
    answers = {
        "site:全校.xlsx": "S",
        "periods:全校.xlsx": ["9:00-9:40", "9:50-10:30", "10:40-11:20"],
    }
    told = sp.read_timetable(path, mapping=answers)
    assert moments(told) == [("1", "09:50", "2"), ("2", "09:00", "1"), ("2", "10:40", "1")]
    assert {one.text for one in told.traces if one.how == "answered"} >= {"site:全校.xlsx"}
    short = {"periods:全校.xlsx": ["9:00-9:40"]}
    assert fault_of(lambda: sp.read_timetable(path, mapping=short)) == ("bad_answer", "periods")


def test_days_down_and_cells_of_several_classes(tmp_path):
    path = save(
        tmp_path / "g.xlsx",
        **{
            "Whole school": (
                [
                    ["", "1 9:00-9:40", "2 10:00-10:40"],
                    ["Mon", "PE 3A\nPE 4B\nMaths 5A", "Maths 3A"],
                    ["Tue", None, "Football 3A; PE 4A"],
                ],
            )
        },
    )
    found = sp.read_timetable(path, mapping={"site:g.xlsx": "S"})
    assert moments(found) == [("1", "09:00", "2"), ("2", "10:00", "2")]


def test_whose_grid_it_is_is_asked_where_nothing_says_so(tmp_path):
    path = save(tmp_path / "g.xlsx", 李明=([DAYS[1:4], ["1 9:00-9:40", "三1体育", None]],))
    found = sp.read_timetable(path)
    assert found.questions["owners:g.xlsx"].proposed == {"李明": "teacher"}
    assert windows(found, "李明") == [("2", "09:00", "09:40")]
    left = sp.read_timetable(path, mapping={"owners:g.xlsx": {"李明": "ignore"}})
    assert left.left == ("李明",)
    assert left.frames["closures"].empty
    wrong = {"owners:g.xlsx": {"李明": "nurse"}}
    assert fault_of(lambda: sp.read_timetable(path, mapping=wrong)) == ("bad_answer", "owners")


@pytest.mark.parametrize(
    "columns",
    [
        [["第1节", dt.time(9), dt.time(9, 40)], ["第2节", dt.time(10), dt.time(10, 40)]],
        [["上午", 1, "9:00—9:40"], ["上午", 2, "10:00至10:40"]],
        [["Period 1", "9.00-9.40", None], ["Period 2", "10:00~10:40", None]],
    ],
)
def test_times_stand_beside_periods_in_many_ways(tmp_path, columns):
    header = [None, None, None, "Monday", "TUE 2/3"]
    lines = [[*one, cell, None] for one, cell in zip(columns, ("体育", "数学"), strict=True)]
    path = save(tmp_path / "g.xlsx", **{"Class 3A": ([header, *lines],)})
    found = sp.read_timetable(path, mapping={"site:g.xlsx": "S"})
    assert found.unanswered == ()
    assert rows(found, "closures", "day", "start", "end") == [("1", "09:00", "09:40")]


@pytest.mark.parametrize(
    ("title", "proposed"),
    [("三1班课表（班主任：王芳）", None), ("王芳 三1班 课表", {"三1班": "class"})],
)
def test_a_form_teacher_does_not_own_the_grid(tmp_path, title, proposed):
    path = save(tmp_path / "g.xlsx", Sheet1=([[title], DAYS[1:4], ["1", "体育", "数学"]],))
    found = sp.read_timetable(path, problem=sp.read_problem("data/samples/tiny"))
    question = found.questions.get("owners:g.xlsx")
    assert (question and question.proposed) == proposed
    assert rows(found, "closures", "reason") == [("体育：三1班",)]


def test_a_period_that_the_bells_do_not_have_is_asked_alone(tmp_path):
    grid = [["", "周一", "周六"], ["1", "体育", "体育"], ["9", "体育", ""]]
    path = save(tmp_path / "g.xlsx", 三1=(grid,))
    found = sp.read_timetable(path, problem=sp.read_problem("data/samples/tiny"))
    assert found.questions["periods:g.xlsx"].proposed == ["15:50-16:30"]
    assert moments(found) == [("1", "09:00", "1"), ("1", "15:50", "1"), ("6", "09:00", "1")]


def test_who_has_no_free_period_has_no_window_that_a_session_fits(tmp_path):
    path = save(tmp_path / "g.xlsx", 王芳老师=([DAYS[1:4], ["1 9:00-9:40", "三1体育", "教研"]],))
    found = sp.read_timetable(path)
    assert windows(found, "王芳") == [("7", "23:59", "24:00")]


ASC = """<?xml version="1.0" encoding="{encoding}"?>
<timetable ascttversion="2021.6.2" importtype="database" displayname="aSc Timetables 2012 XML">
  <periods columns="period,name,short,starttime,endtime">
    <period name="1" short="1" period="1" starttime="8:30" endtime="9:15"/>
    <period name="2" short="2" period="2" starttime="9:25" endtime="10:10"/>
    <period name="3" short="3" period="3" starttime="10:30" endtime="11:15"/>
  </periods>
  <daysdefs columns="id,days,name,short">
    <daysdef id="D0" name="{any}" short="X" days="100,010,001"/>
    <daysdef id="D1" name="{monday}" short="Mo" days="100"/>
    <daysdef id="D2" name="Tuesday" short="Tu" days="010"/>
    <daysdef id="D3" name="Wednesday" short="We" days="001"/>
  </daysdefs>
  <weeksdefs columns="id,weeks,name,short">
    <weeksdef id="W" name="A" short="A" weeks="10"/>
  </weeksdefs>
  <subjects columns="id,name,short">
    <subject id="S1" name="体育" short="PE"/><subject id="S2" name="Mathematics" short="Ma"/>
  </subjects>
  <teachers columns="id,name,short">
    <teacher id="T1" name="王芳" short="WF"/><teacher id="T2" name="Ann Lee" short="AL"/>
  </teachers>
  <classrooms columns="id,name,short"><classroom id="R1" name="Hall" short="H"/></classrooms>
  <classes columns="id,name,short">
    <class id="C1" name="3A" short="3A"/><class id="C2" name="3B" short="3B"/>
  </classes>
  <lessons columns="id,subjectid,classids,groupids,teacherids,periodspercard">
    <lesson id="L1" classids="C1,C2" subjectid="S1" periodspercard="2" teacherids="T1"/>
    <lesson id="L2" classids="C1" subjectid="S2" periodspercard="1" teacherids="T2"/>
    <lesson id="L3" classids="C1" subjectid="S1" periodspercard="1" teacherids="T1"/>
    <lesson id="L4" classids="C2" subjectid="S1" periodspercard="1" teacherids="T1"/>
  </lessons>
  <cards columns="lessonid,period,days,weeks">
    <card lessonid="L1" period="1" days="100" weeks="11"/>
    <card lessonid="L2" period="1" days="010" weeks="11"/>
    <card lessonid="L3" period="3" days="001" weeks="10"/>
    <card lessonid="L4" period="3" days="001" weeks="01"/>
  </cards>
</timetable>
"""


def asc(tmp_path, encoding="utf-8", monday="Monday"):
    path = tmp_path / "asc.xml"
    text = ASC.format(encoding=encoding, monday=monday, any="Any day")
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312"])
def test_asc_cards_place_double_lessons_and_alternate_weeks(tmp_path, encoding):
    found = sp.read_timetable(asc(tmp_path, encoding), "asc", {"site:asc.xml": "S"})
    assert found.unanswered == ()
    assert moments(found) == [("1", "08:30", "2"), ("1", "09:25", "2"), ("3", "10:30", "1")]
    assert rows(found, "closures", "reason")[0] == ("体育：3A、3B",)
    assert windows(found, "王芳") == [
        ("1", "10:30", "11:15"),
        ("2", "08:30", "11:15"),
        ("3", "08:30", "10:10"),
    ]
    assert windows(found, "Ann Lee") == []


def test_days_of_another_language_are_asked(tmp_path):
    path = asc(tmp_path, monday="Понеділок")
    found = sp.read_timetable(path, "asc")
    days = {"Понеділок": "1", "Tuesday": "2", "Wednesday": "3"}
    assert found.questions["days:asc.xml"].proposed == days
    told = {"days:asc.xml": days | {"Понеділок": "7"}}
    assert moments(sp.read_timetable(path, "asc", told))[-1] == ("7", "09:25", "2")
    twice = {"days:asc.xml": days | {"Понеділок": "2"}}
    assert fault_of(lambda: sp.read_timetable(path, "asc", twice)) == ("bad_answer", "days")


def test_asc_of_2008_numbers_its_days(tmp_path):
    path = tmp_path / "old.xml"
    path.write_text(
        """<timetable ascttversion="2008.4.1">
        <days><day name="Monday" short="Mo" day="1"/><day name="Tuesday" short="Tu" day="2"/></days>
        <periods><period period="1" starttime="8:00" endtime="8:45"/>
          <period period="2" starttime="8:55" endtime="9:40"/></periods>
        <subjects><subject id="*1" name="PE" short="PE"/></subjects>
        <teachers><teacher id="*1" name="Coach Singh"/></teachers>
        <classes><class id="*1" name="10-A"/></classes>
        <lessons><lesson id="*1" classids="*1" subjectid="*1" teacherids="*1" durationperiods="2"/>
        </lessons>
        <cards><card lessonid="*1" day="2" period="1"/>
          <card lessonid="*1" day="2" period="2"/></cards>
        </timetable>"""
    )
    found = sp.read_timetable(path, "asc", {"site:old.xml": "S"})
    assert moments(found) == [("2", "08:00", "1"), ("2", "08:55", "1")]


FET = """<?xml version="1.0" encoding="UTF-8"?>
<fet version="6.1.5">
<Institution_Name>城关小学</Institution_Name>
<Days_List><Number_of_Days>2</Number_of_Days>
  <Day><Name>Monday</Name></Day><Day><Name>Tuesday</Name></Day></Days_List>
<Hours_List><Number_of_Hours>3</Number_of_Hours>
  <Hour><Name>09:00-09:40</Name></Hour><Hour><Name>10:00-10:40</Name></Hour>
  <Hour><Name>11:00-11:40</Name></Hour></Hours_List>
<Teachers_List><Teacher><Name>王芳</Name></Teacher><Teacher><Name>Ann</Name></Teacher></Teachers_List>
<Activities_List>
  <Activity><Teacher>王芳</Teacher><Subject>PE</Subject><Students>3A</Students><Students>3B</Students>
    <Duration>2</Duration><Id>1</Id><Active>true</Active></Activity>
  <Activity><Teacher>Ann</Teacher><Subject>Maths</Subject><Students>3A</Students>
    <Duration>1</Duration><Id>2</Id><Active>true</Active></Activity>
</Activities_List>
<Time_Constraints_List>{times}</Time_Constraints_List>
</fet>
"""
START = """<ConstraintActivityPreferredStartingTime><Weight_Percentage>100</Weight_Percentage>
<Activity_Id>{id}</Activity_Id><Preferred_Day>{day}</Preferred_Day>
<Preferred_Hour>{hour}</Preferred_Hour><Permanently_Locked>true</Permanently_Locked>
<Active>true</Active></ConstraintActivityPreferredStartingTime>"""
FIRST = START.format(id=1, day="Monday", hour="10:00-10:40")
SECOND = START.format(id=2, day="Tuesday", hour="09:00-09:40")
PLACED = [("1", "10:00", "2"), ("1", "11:00", "2")]


def test_fet_data_with_starting_times(tmp_path):
    path = tmp_path / "t_data_and_timetable.fet"
    path.write_text(FET.format(times=FIRST + SECOND))
    found = sp.read_timetable(path, "fet", problem=sp.read_problem("data/samples/tiny"))
    assert found.unanswered == ()
    assert rows(found, "closures", "site_id", "day", "start", "taken") == [
        ("TOWN", *one) for one in PLACED
    ]
    assert windows(found, "WANG") == [("1", "09:00", "09:40"), ("2", "09:00", "11:40")]


def test_fet_activities_need_the_data_beside_them(tmp_path):
    path = tmp_path / "t_activities.xml"
    placed = [("1", "Monday", "10:00-10:40"), ("2", "Tuesday", "09:00-09:40")]
    entries = "".join(
        f"<Activity><Id>{i}</Id><Day>{d}</Day><Hour>{h}</Hour><Room></Room></Activity>"
        for i, d, h in placed
    )
    path.write_text(f"<Activities_Timetable>{entries}</Activities_Timetable>")

    def read():
        return sp.read_timetable(path, "fet", {f"site:{path.name}": "S"})

    assert fault_of(read) == ("no_timetable", "fet_data")
    (tmp_path / "t.fet").write_text(FET.format(times=""))
    assert moments(read()) == PLACED


def test_fet_teachers_hour_by_hour(tmp_path):
    path = tmp_path / "t_teachers.xml"
    hours = """<Hour name="09:00-09:40"></Hour>
      <Hour name="10:00-10:40"><Subject name="PE"/>
        <Students name="3A"/><Students name="3B"/></Hour>"""
    path.write_text(
        f"""<Teachers_Timetable><Teacher name="Li"><Day name="Monday">{hours}</Day>
        <Day name="Tuesday">{hours.replace("PE", "Maths")}</Day></Teacher></Teachers_Timetable>"""
    )
    found = sp.read_timetable(path, "fet", {f"site:{path.name}": "S"})
    assert moments(found) == [("1", "10:00", "2")]
    assert windows(found, "Li") == [("1", "09:00", "09:40"), ("2", "09:00", "09:40")]


def test_fet_csv_with_hours_that_have_no_end(tmp_path):
    path = tmp_path / "t_timetable.csv"
    path.write_text(
        '\ufeff"Activity Id","Day","Hour","Students Sets","Subject","Teachers",'
        '"Activity Tags","Room","Comments"\n'
        '"1","Monday","10:00","3A+3B","PE","Li+Ann","","",""\n'
        '"2","Tuesday","09:00","3A","Maths","Ann","","",""\n'
    )
    found = sp.read_timetable(path, "fet", {f"site:{path.name}": "S"})
    assert found.questions[f"periods:{path.name}"].proposed == ["09:00-09:40", "10:00-10:40"]
    assert moments(found) == [("1", "10:00", "2")]
    assert windows(found, "Ann") == [("1", "09:00", "09:40"), ("2", "10:00", "10:40")]


@pytest.mark.parametrize(
    ("name", "text", "kind", "expected"),
    [
        ("t.fet", FET.format(times=FIRST), "fet", ("no_timetable", "unplaced")),
        ("t.fet", FET.format(times=""), "fet", ("no_timetable", "fet")),
        ("t.xml", "<timetable/>", "asc", ("no_timetable", "asc")),
        ("t.xml", "<timetable/>", "fet", ("no_timetable", "fet")),
        ("t.xml", "<timetable><cards>", "asc", ("bad_xml", "damaged")),
        ("t.xml", "", "asc", ("bad_xml", "damaged")),
        ("t.xml", '<?xml version="1.0" encoding="euc-xx"?><a/>', "asc", ("bad_xml", "damaged")),
        (
            "t.xml",
            '<!DOCTYPE t [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><timetable>&b;</timetable>',
            "asc",
            ("bad_xml", "entities"),
        ),
        (
            "t.csv",
            "Students Sets,Subject,Teachers\n3A,PE,Li\n",
            "fet",
            ("no_timetable", "fet_activities"),
        ),
        ("t.csv", "a,b\n1,2\n", "fet", ("no_timetable", "fet")),
        ("t.csv", "学校,人数\n一小,20\n", "grid", ("no_timetable", "grid")),
    ],
)
def test_what_is_no_timetable_is_one_fault(tmp_path, name, text, kind, expected):
    path = tmp_path / name
    path.write_text(text)
    assert fault_of(lambda: sp.read_timetable(path, kind)) == expected


def test_answers_that_cannot_be_used_are_faults(tmp_path):
    path = save(tmp_path / "g.xlsx", 三1=([DAYS[1:4], ["1", "舞蹈", None]],))
    problem = sp.read_problem("data/samples/tiny")

    def read(**answers):
        mapping = {"site:g.xlsx": "HILL"} | {
            key.replace("_", ":"): one for key, one in answers.items()
        }
        return sp.read_timetable(path, mapping=mapping, problem=problem)

    assert fault_of(
        lambda: sp.read_timetable(path, mapping={"site:g.xlsx": "火星小学"}, problem=problem)
    ) == ("bad_answer", "site")
    assert fault_of(lambda: read(**{"sports_g.xlsx": "散步"})) == ("bad_answer", "sports")
    assert moments(read(**{"sports_g.xlsx": "舞蹈"})) == [("1", "09:00", "1")]
    assert moments(read()) == []


@pytest.mark.parametrize(
    ("text", "site", "people"),
    [
        ("青澜县城关小学2026年课程表", "TOWN", ()),
        ("新城关小学课程表", None, ()),
        ("城关小学东校区", None, ()),
        ("体育 李强、王芳", None, ("LI", "WANG")),
        ("English with Li", None, ("LI",)),
        ("English far away", "FAR", ()),
    ],
)
def test_names_stand_in_texts_whole(text, site, people):
    known = KnownProblem(sp.read_problem("data/samples/tiny"))
    assert known.find_named(text) == site
    assert set(known.people_in(text)) == set(people)


def test_a_name_that_is_like_one_of_the_pool_is_asked(tmp_path):
    path = save(tmp_path / "g.xlsx", **{"Ann Leee (teacher)": ([DAYS[1:4], ["1", "PE 3A", None]],)})
    problem = sp.read_problem("data/samples/tiny")
    problem = problem.with_rows(
        "staff", [{"staff_id": "A1", "name": "Ann Lee", "home_site": "HILL"}]
    )
    found = sp.read_timetable(path, mapping={"site:g.xlsx": "HILL"}, problem=problem)
    (key,) = [one.key for one in found.unanswered]
    assert found.questions[key].proposed == "A1"
    assert windows(found, "A1") == [("2", "09:00", "09:40")]
    ignored = sp.read_timetable(
        path, mapping={"site:g.xlsx": "HILL", key: "ignore"}, problem=problem
    )
    assert "A1" not in set(ignored.frames["availability"]["staff_id"])


@pytest.mark.parametrize(
    ("spellings", "key"),
    [
        (("三年级1班", "三(1)班", "三（1）", "301", "3-1", "三1"), "3-1"),
        (("初一3班", "七(3)班", "七年级3班", "703"), "7-3"),
        (("3A", "Class 3A", "Grade 3-A", "3-a"), "3-a"),
        (("高二(5)班", "十一5班"), "11-5"),
    ],
)
def test_spellings_of_a_class_are_one(spellings, key):
    assert {class_key(find_classes(one)[0]) for one in spellings} == {key}


@pytest.mark.parametrize(
    ("text", "lessons"),
    [
        ("体育（王芳）", [("体育", (), ("王芳",), set())]),
        ("三(1)班体育", [("体育", ("三(1)班",), (), set())]),
        ("Physical Education 3A", [("Physical Education", ("3A",), (), set())]),
        ("音乐(单)/体育(双)", [("音乐", (), (), {"odd"}), ("体育", (), (), {"even"})]),
        ("—", []),
        ("空", []),
    ],
)
def test_cells_are_taken_apart(text, lessons):
    found = list(read_cell(text, may_hold_several=False))
    assert [(one.subject, one.classes, one.others, set(one.weeks)) for one in found] == lessons


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("周一", 1),
        ("星期三 3月4日", 3),
        ("Fri", 5),
        ("五", 5),
        ("周一例会", None),
        ("5", None),
        ("", None),
    ],
)
def test_days_are_named(text, day):
    assert find_day(text) == day


@pytest.mark.parametrize(
    ("subject", "expected"),
    [("体育与健康", True), ("PE", True), ("Peace studies", False), ("语文", False), ("社团", None)],
)
def test_subjects_that_need_the_ground(subject, expected):
    assert is_sport(subject) is expected
