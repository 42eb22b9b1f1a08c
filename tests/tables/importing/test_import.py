"""Whole workbooks of different layouts: what is read, what is asked, where it comes from."""

import openpyxl
import pytest

import sharepool as sp
from books import coded, grouped, numbered, save


@pytest.fixture
def bureau(tmp_path):
    return sp.read_workbook(grouped(tmp_path / "bureau.xlsx"))


LATE = "1-2..4;2-2..4;3-2..4;4-2..4;5-2..4"


def asked(found):
    return {key: one.proposed for key, one in found.questions.items() if one.answer is None}


def rows(found, table, *columns):
    frame = found.frames[table].fillna("")
    return [tuple(row) for row in frame[list(columns)].itertuples(index=False)]


def test_only_what_the_workbook_cannot_know_is_asked(bureau):
    assert asked(bureau) == {
        "home:县体校": "new",
        "distance:县体校": "0",
        "mode:田 野": "bus",
        "times:白杨": "全天",
        "area": {"城关镇": "urban", "大沟乡": "rural"},
        "ways": "via_town",
        "week_of": "2026-02-23",
    }
    for question in bureau.unanswered:
        assert question.text("en") != question.text("zh")


def test_headers_of_two_rows_give_the_classes_of_each_grade(bureau):
    assert rows(bureau, "classes", "site_id", "grade", "classes")[:3] == [
        ("清河一小", "1", "3"),
        ("清河一小", "2", "2"),
        ("清河二中", "7", "4"),
    ]
    assert bureau.listings[0].header == 3
    assert bureau.listings[0].skipped == (8, 9)


def test_certificates_are_taken_apart(bureau):
    assert rows(bureau, "skills", "staff_id", "skill", "level", "valid_until") == [
        ("田 野", "足球", "2", "2026-08-31"),
        ("田 野", "教师资格证", "", ""),
        ("石头", "体育", "", ""),
        ("石头", "武术", "", ""),
        ("白杨", "体育", "", ""),
    ]


def test_weekdays_in_words_are_windows(bureau):
    windows = rows(bureau, "availability", "staff_id", "day", "start", "end")
    assert windows[:4] == [("田 野", str(day), "12:00", "24:00") for day in range(1, 5)]
    assert ("石头", "5", "00:00", "24:00") in windows


def test_needs_of_every_class_are_one_demand_each(bureau):
    demands = rows(bureau, "demands", "site_id", "kind", "skill", "cohort", "sessions", "slots")
    assert demands == [
        (
            "大沟小学",
            "lesson",
            "体育",
            "一年级1班",
            "3",
            ";".join(f"{d}-2..4" for d in range(1, 6)),
        ),
        (
            "大沟小学",
            "lesson",
            "体育",
            "二年级1班",
            "3",
            ";".join(f"{d}-2..4" for d in range(1, 6)),
        ),
        ("清河二中", "after_school", "足球", "校队", "2", "1-5;3-5"),
    ]


def test_the_break_is_no_slot(bureau):
    plan = [row for row in rows(bureau, "bells", "bell_id", "slot", "label") if row[0] == "初中"]
    assert [label for _, _, label in plan] == ["第一节", "第二节", "第三节", "第四节", "课后服务"]


def test_ways_lead_through_the_county_town(bureau):
    ways = {
        (a, b): (m, k)
        for a, b, m, k in rows(bureau, "travel", "origin", "destination", "minutes", "km")
    }
    assert ways["大沟小学", "清河二中"] == ("40", "19.5")
    assert ways["县体校", "清河一小"][1] == "1"


def test_remarks_that_nothing_follows_from_are_told(bureau):
    assert [cell.text for cell in bureau.remarks] == ["路远"]


def test_every_cell_is_traced_to_where_it_comes_from(bureau):
    traced = {(one.table, one.row, one.column): one for one in bureau.traces}
    for table, frame in bureau.frames.items():
        for number, row in enumerate(frame.fillna("").to_dict("records"), start=2):
            for column, value in row.items():
                if value != "":
                    assert traced[table, number, column].value == value
    skill = traced["skills", 2, "valid_until"]
    assert (skill.how, skill.sheet, skill.cell) == ("derived", "人员", "C2")
    assert traced["staff", 2, "mode"].how == "answered"


def test_the_problem_is_sound_and_answers_change_it(bureau, tmp_path):
    problem = bureau.to_problem()
    assert problem.rules.name == "清河县2026年春季学期体育师资情况表"
    assert problem.person_of["田 野"].mode == "bus"
    answers = {
        "mode:田 野": "自驾",
        "times:白杨": "周三下午",
        "ways": "20",
        "week_of": "2026-03-09",
    }
    again = sp.read_workbook(tmp_path / "bureau.xlsx", answers).to_problem()
    assert again.person_of["田 野"].mode == "car"
    assert [row.day for row in again.availability if row.staff_id == "白杨"] == [3]
    assert {row.minutes for row in again.travel} == {20}
    assert again.week[0].isoformat() == "2026-03-09"


def test_codes_coordinates_and_clocks_need_hardly_a_question(tmp_path):
    found = sp.read_workbook(coded(tmp_path / "coded.xlsx"))
    assert asked(found) == {"week_of": "2026-03-02"}
    problem = found.to_problem()
    assert [site.site_id for site in problem.sites] == ["007", "008"]
    assert [(row.staff_id, row.skill, row.level) for row in problem.skills] == [
        ("K1", "football", 2),
        ("K1", "first aid", 1),
        ("K2", "pe", 1),
    ]
    assert [(bell.start, bell.part) for bell in problem.bells][2] == (960, "after_school")
    assert [(one.site_id, one.kind, one.sessions) for one in problem.demands] == [
        ("008", "lesson", 2),
        ("007", "club", 1),
    ]


def test_sheets_without_names_and_a_matrix(tmp_path):
    found = sp.read_workbook(numbered(tmp_path / "numbered.xlsx"))
    assert set(asked(found)) == {"bells", "home:太和小", "times:许英", "area", "week_of"}
    assert asked(found)["home:太和小"] == "太和小学"
    problem = found.to_problem()
    assert [(one.day, one.start, one.end) for one in problem.availability][:3] == [
        (1, 840, 1050),
        (3, 840, 1050),
        (5, 840, 1050),
    ]
    ways = {(leg.origin, leg.destination): leg.minutes for leg in problem.travel}
    assert ways == {("白云一中", "太和小学"): 25, ("太和小学", "白云一中"): "none"}
    (absence,) = problem.absences
    assert (absence.staff_id, absence.reason) == ("许英", "培训")
    assert problem.skills[0].level == 2


def test_a_title_that_is_only_like_a_known_one_is_asked(tmp_path):
    path = coded(tmp_path / "coded.xlsx")
    workbook = openpyxl.load_workbook(path)
    workbook["Needs"]["D1"] = "Sesions a week"
    workbook.save(path)
    found = sp.read_workbook(path)
    assert asked(found)["column:Needs:Sesions a week"] == "sessions"
    kept = sp.read_workbook(path, {"column:Needs:Sesions a week": "ignore"})
    assert "sessions:008:pe lesson 3A" in asked(kept)


def test_a_workbook_without_a_list_is_one_fault_for_each_that_is_missing(tmp_path):
    with pytest.raises(sp.ProblemError) as caught:
        sp.read_workbook(save(tmp_path / "empty.xlsx", a=([["hello"]],)))
    assert [one.code for one in caught.value.faults] == ["nothing_found"] * 3
    assert "学校" in caught.value.faults[0].text("zh")


SCHOOLS = [
    ["学校代码", "学校", "学段", "所在乡镇", "经度", "纬度"],
    ["001", "一小", "小学", "城关镇", 113.0, 35.0],
    ["004", "中心小学", "小学", "东河镇", 113.1, 35.0],
    ["005", "中心小学", "小学", "西山镇", 113.2, 35.0],
]
PEOPLE = [
    ["姓名", "单位", "专项", "可外派时间", "每周可派课时"],
    ["王芳", "一小", "体育", "周二下午", 6],
]
NEEDS = [["学校", "项目", "班级", "每周节数"], ["一小", "体育", "三1班", 2]]
BELLS = [["节次", "起止时间"], ["第1节", "08:20-09:00"], ["第2节", "09:10-09:50"]]


def sheets(path, schools=(), people=(), needs=(), header=NEEDS[0]):
    return save(
        path,
        学校=([*SCHOOLS, *schools],),
        人员=([*PEOPLE, *people],),
        需求=([header, *NEEDS[1:], *needs],),
        作息=(BELLS,),
    )


def test_schools_of_one_name_are_told_apart(tmp_path):
    needs = [["西山镇中心小学", "体育", "一1班", 1], ["中心小学", "体育", "一1班", 2]]
    path = sheets(tmp_path / "book.xlsx", needs=needs)
    found = sp.read_workbook(path, {"which:需求!A4": "005"})
    assert [row[0] for row in rows(found, "sites", "site_id")] == ["001", "004", "005"]
    wanted = rows(found, "demands", "site_id", "sessions")
    assert wanted == [("001", "2"), ("005", "1"), ("005", "2")]
    assert "which:需求!A4" in asked(sp.read_workbook(path))


def test_schools_of_one_name_without_codes_are_told_apart_by_township(tmp_path):
    schools = [row[1:] for row in SCHOOLS]
    needs = [*NEEDS, ["西山镇中心小学", "体育", "一1班", 1], ["中心小学", "体育", "一1班", 2]]
    needs.append(["东河镇中心校", "体育", "二1班", 3])
    path = save(
        tmp_path / "book.xlsx", 学校=(schools,), 人员=(PEOPLE,), 需求=(needs,), 作息=(BELLS,)
    )
    found = sp.read_workbook(path)
    assert [row[0] for row in rows(found, "sites", "site_id")] == [
        "一小",
        "中心小学",
        "中心小学（西山镇）",
    ]
    open_ones = asked(found)
    assert open_ones["which:需求!A4"] == "中心小学"
    assert open_ones["school:东河镇中心校"] == "中心小学"
    assert [row[0] for row in rows(found, "demands", "site_id")] == [
        "一小",
        "中心小学（西山镇）",
        "中心小学",
        "中心小学",
    ]


def test_people_of_one_name_are_asked_about(tmp_path):
    people = [["王芳", "中心小学（东河镇）", "足球", "周四全天", 10]]
    path = sheets(tmp_path / "book.xlsx", people=people)
    answers = {"home:中心小学（东河镇）": "004"}
    found = sp.read_workbook(path, answers)
    assert asked(found)["namesake:王芳:中心小学（东河镇）"] == "no"
    assert len(rows(found, "staff", "staff_id")) == 2
    same = answers | {"namesake:王芳:中心小学（东河镇）": "yes"}
    assert rows(sp.read_workbook(path, same), "skills", "staff_id", "skill") == [
        ("王芳", "体育"),
        ("王芳", "足球"),
    ]


def test_rows_without_a_name_are_refused_by_cell(tmp_path):
    path = sheets(
        tmp_path / "book.xlsx",
        people=[[None, "一小", "足球", "周三下午", 2]],
        needs=[[None, "体育", "三2班", 2]],
    )
    with pytest.raises(sp.ProblemError) as caught:
        sp.read_workbook(path)
    faults = [(one.code, one.sheet, one.row, one.header) for one in caught.value.faults]
    assert faults == [("nameless", "人员", 3, "C"), ("schoolless", "需求", 3, "D")]


def test_a_hidden_sheet_is_left_and_told(tmp_path):
    path = sheets(tmp_path / "book.xlsx")
    workbook = openpyxl.load_workbook(path)
    old = workbook.copy_worksheet(workbook["需求"])
    old.title, old.sheet_state = "需求(上学期)", "hidden"
    workbook.save(path)
    found = sp.read_workbook(path)
    assert found.hidden == ("需求(上学期)",)
    assert len(rows(found, "demands", "sessions")) == 1
    shown = sp.read_workbook(path, {"sheet:需求(上学期)": "demands"})
    assert len(rows(shown, "demands", "sessions")) == 2


def test_what_a_number_does_not_say_alone_is_asked(tmp_path):
    path = sheets(
        tmp_path / "book.xlsx",
        people=[["赵敏", "一小", "足球", "全天", "每天2节"]],
        needs=[["一小", "足球", "校队", "隔周1次"], ["一小", "足球", "二队", 0]],
    )
    found = sp.read_workbook(path)
    assert asked(found).keys() >= {"lessons:赵敏", "sessions:001:足球 校队"}
    assert len(rows(found, "demands", "sessions")) == 2


def test_sessions_of_each_class_are_multiplied(tmp_path):
    schools = [["006", "大沟小学", "小学", "大沟乡", 113.3, 35.0]]
    path = sheets(
        tmp_path / "book.xlsx",
        schools=schools,
        needs=[["大沟小学", "体育", "一年级", 4]],
        header=["学校", "项目", "班级", "每班每周节数"],
    )
    workbook = openpyxl.load_workbook(path)
    workbook["学校"]["G1"], workbook["学校"]["G5"] = "一年级", 2
    workbook.save(path)
    wanted = rows(sp.read_workbook(path), "demands", "site_id", "cohort", "sessions")
    assert wanted[1:] == [("006", "一年级1班", "4"), ("006", "一年级2班", "4")]


def test_faults_of_tables_name_the_cell_of_the_workbook(tmp_path):
    path = sheets(tmp_path / "book.xlsx", people=[["赵敏", "一小", "足球", "全天", 2]])
    workbook = openpyxl.load_workbook(path)
    leave = workbook.create_sheet("请假登记")
    for row in (["请假登记表"], ["姓名", "开始日期", "结束日期"], ["赵敏", "3月3日", "2026-03-05"]):
        leave.append(row)
    workbook.save(path)
    with pytest.raises(sp.ProblemError) as caught:
        sp.read_workbook(path).to_problem()
    (fault,) = caught.value.faults
    assert (fault.sheet, fault.row, fault.header, fault.value) == ("请假登记", 3, "B", "3月3日")


def test_english_lists_are_known_by_their_titles(tmp_path):
    schools = [
        ["Schools Sport Partnership"],
        ["School name", "Phase", "Lat", "Long", "No. on roll"],
        ["St Mary's", "Primary", 51.05, 0.05, 210],
        ["Hill Top", "Primary", 51.02, 0.02, 95],
    ]
    coaches = [
        ["Name", "Base school", "Sports and awards", "Availability", "Max sessions"],
        ["Amy Brown", "St Mary's", "Football; PE", "Tue & Thu pm", 6],
        ["Cy Young", "Hill Top", "PE", "on maternity leave", 0],
    ]
    requests = [
        ["School", "Activity", "Class", "Sessions per week", "When"],
        ["Hill Top", "PE", "Y3", 2, "mornings"],
        ["St Mary's", "Football", "Club", 1, "after school Tuesday"],
    ]
    bells = [["Period", "Start", "End"], ["1", "9:00", "10:00"], ["Lunch", "12:00", "13:00"]]
    bells += [["2", "1:15 pm", "2:15 pm"], ["After school", "3:30 pm", "4:30 pm"]]
    path = save(
        tmp_path / "book.xlsx",
        Schools=(schools,),
        Coaches=(coaches,),
        Requests=(requests,),
        Bells=(bells,),
    )
    found = sp.read_workbook(path)
    assert asked(found) == {"times:Cy Young": "never", "week_of": "2026-03-02"}
    assert rows(found, "staff", "staff_id", "home_site", "max_sessions_week") == [
        ("Amy Brown", "St Mary's", "6"),
        ("Cy Young", "Hill Top", "0"),
    ]
    assert rows(found, "demands", "skill", "parts") == [
        ("PE", "lesson"),
        ("Football", "after_school"),
    ]
    assert rows(found, "bells", "start", "part")[-1] == ("15:30", "after_school")
