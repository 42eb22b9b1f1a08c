"""Training as a whole: who needs it, what falls out, what the weeks come to know."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from builders import make_plan, make_problem
from sharepool.base.errors import ProblemError
from sharepool.centre.feed import join_feeds
from sharepool.centre.training.check import check_training
from sharepool.centre.training.decision import plan_training
from sharepool.centre.training.feeding import months_later
from sharepool.centre.training.filters import parse_filter
from sharepool.centre.training.meeting_times import spread
from sharepool.centre.training.proving import prove_weeks
from sharepool.centre.training.rows import TRAINING_TABLES
from sharepool.centre.training.tables import read_training, write_training_tables
from sharepool.centre.training.types import MeetingTime, TrainingTables
from sharepool.cli.app import app
from sharepool.generate import generate_county, generate_training
from sharepool.problem.plan import Plan
from sharepool.problem.rows import Absence
from sharepool.tables import write_plan, write_problem

FIELDS = {
    "courses": "courses",
    "runs": "runs",
    "shadowing": "wishes",
    "mentors": "mentors",
    "meetings": "meetings",
}


def tables(**rows):
    """Tables of training from rows as dicts, by table."""
    return TrainingTables(
        **{
            FIELDS[name]: tuple(TRAINING_TABLES[name].model_validate(row) for row in given)
            for name, given in rows.items()
        }
    )


def course(**cells):
    return {"course_id": "C", "skill": "first_aid", **cells}


def run(run_id="R1", day="2026-03-04", **cells):
    whole = {"run_id": run_id, "course_id": "C", "site_id": "H", "places": 9}
    return {**whole, "start": day, "end": day, **cells}


PEOPLE = [{"staff_id": "T1"}, {"staff_id": "T2"}]
TWO = [{"staff_id": name, "skill": "pe"} for name in ("T1", "T2")]


def problem_of(**given):
    return make_problem(staff=PEOPLE, skills=given.pop("skills", TWO), **given)


@pytest.mark.parametrize(
    ("cell", "chosen"),
    [
        ("", ["T1", "T2", "T3"]),
        ("role=coach", ["T1"]),
        ("人员类别=coach", ["T1"]),
        ("role=coach;role=teacher", ["T1", "T2"]),
        ("role=teacher；area=rural", []),
        ("stage=primary", ["T3"]),
        ("学段=小学", ["T3"]),
        ("role=coach;T3", ["T1", "T3"]),
        ("skill=swim", ["T2"]),
        ("site=A", ["T3"]),
    ],
)
def test_people_are_chosen_by_what_they_are(cell, chosen):
    problem = make_problem(
        sites=[{"site_id": "H"}, {"site_id": "A", "stage": "primary", "area": "rural"}],
        staff=[
            {"staff_id": "T1", "role": "coach"},
            {"staff_id": "T2", "role": "teacher"},
            {"staff_id": "T3", "home_site": "A"},
        ],
        skills=[{"staff_id": "T2", "skill": "swim"}],
    )
    found = parse_filter(cell)
    assert [person.staff_id for person in found.select(problem)] == chosen
    assert parse_filter(str(found)) == found


def test_a_run_that_costs_no_lesson_is_chosen():
    plan = make_plan(("T1", "D1", 3, 2))  # Wednesday
    given = tables(
        courses=[course()], runs=[run(), run("R2", "2026-03-05", places=1), run("R3", "2026-03-11")]
    )
    training = plan_training(problem_of(), plan, given)
    places = {one.staff_id: one for one in training.places}
    assert places["T1"].run_id == "R2"
    assert places["T1"].lost == ()
    assert places["T2"].run_id in {"R1", "R3"}
    assert training.status == "optimal"


def test_who_must_lose_lessons_loses_them_where_it_costs_least():
    plan = make_plan(("T1", "D1", 3, 2), ("T1", "D2", 4, 2))
    demands = [{}, {"demand_id": "D2", "priority": 3}]
    given = tables(courses=[course()], runs=[run(), run("R2", "2026-03-05")])
    training = plan_training(problem_of(demands=demands), plan, given)
    one = training.places[0]
    assert (one.run_id, [(str(lost.date), lost.demand_id) for lost in one.lost]) == (
        "R1",
        [("2026-03-04", "D1")],
    )


def test_the_way_to_a_run_takes_time_too():
    plan = make_plan(("T1", "D1", 3, 2))  # 09:00 to 09:40
    times = {"start": "2026-03-04T09:49", "end": "2026-03-04T12:00", "site_id": "B"}
    given = tables(courses=[course()], runs=[run(**times)])
    assert len(plan_training(problem_of(), plan, given).places[0].lost) == 1
    online = tables(courses=[course()], runs=[run(**times, online=1)])
    assert plan_training(problem_of(), plan, online).places[0].lost == ()


def test_a_day_off_costs_no_lesson():
    calendar = [{"date": "2026-03-04", "kind": "off"}]
    plan = make_plan(("T1", "D1", 3, 2))
    given = tables(courses=[course()], runs=[run()])
    training = plan_training(problem_of(calendar=calendar), plan, given)
    assert training.places[0].lost == ()


def test_a_recheck_is_in_time_and_goes_on_without_a_break():
    skills = [
        *TWO,
        {"staff_id": "T1", "skill": "first_aid", "valid_until": "2026-03-20"},
        {"staff_id": "T2", "skill": "first_aid", "valid_until": "2027-01-01"},
    ]
    given = tables(
        courses=[course(kind="recheck", due="2026-06-30", months=12)],
        runs=[run("R1", "2026-03-25"), run("R2", "2026-03-18")],
    )
    training = plan_training(problem_of(skills=skills), make_plan(), given)
    (one,) = training.places  # T2's hold ends after due
    assert (one.staff_id, one.run_id) == ("T1", "R2")
    (gained,) = [row.row for row in training.feed.rows["skills"]]
    assert (gained.valid_from, str(gained.valid_until)) == (None, "2027-03-17")
    rules = {"week_of": "2026-03-16"}
    week = problem_of(skills=skills, rules=rules)
    held = [row for row in join_feeds(week, training.feed).skills if row.skill == "first_aid"]
    assert any(week.covers_week(row.valid_from, row.valid_until) for row in held[-1:])


def test_whoever_is_away_or_elsewhere_goes_another_time_or_is_told():
    absences = [{"staff_id": "T1", "from": "2026-03-04", "until": "2026-03-05"}]
    given = tables(
        courses=[course(), course(course_id="D", skill="swim")],
        runs=[run(), run("R2", "2026-03-06"), run("R3", "2026-03-06", course_id="D")],
    )
    training = plan_training(problem_of(absences=absences), make_plan(), given)
    places = {(one.staff_id, one.course_id): one.run_id for one in training.places}
    assert places["T1", "C"] == "R2"
    assert [(one.staff_id, one.why) for one in training.without if one.staff_id == "T1"] == [
        ("T1", "busy")
    ]


def faults(problem, given):
    with pytest.raises(ProblemError) as caught:
        plan_training(problem, make_plan(), given)
    return [(fault.code, fault.value) for fault in caught.value.faults]


def test_too_few_places_and_certificates_that_end_too_early_are_faults():
    skills = [*TWO, {"staff_id": "T1", "skill": "x", "valid_until": "2026-03-10"}]
    given = tables(
        courses=[course(), course(course_id="X", kind="recheck", skill="x")],
        runs=[run(places=1), run("R2", "2026-03-11", course_id="X")],
    )
    assert faults(problem_of(skills=skills), given) == [("few_places", "C"), ("late_runs", "T1")]


def shadowing(**cells):
    return {"staff_id": "NEW", "site_id": "B", "skill": "pe", "lessons_day": 2, **cells}


def test_a_trainee_is_covered_by_the_mentors_group():
    given = tables(shadowing=[shadowing(days_week=2)], mentors=[{"staff_id": "T1", "days": "245"}])
    training = plan_training(problem_of(), make_plan(("T1", "D1", 3, 2)), given, weeks=3)
    (week,) = training.shadows
    assert (week.mentor_id, week.days, week.lessons, week.covered) == ("T1", (2, 4), 4, 4)
    rows = training.feed.rows
    assert [row.row.demand_id for row in rows["demands"]] == [
        f"COVER-NEW-{week.monday + dt.timedelta(days=day - 1)}" for day in (2, 4)
    ]
    assert {row.row.staff_id for row in rows["pins"]} == {"T1", "T2"}
    assert {row.row.kind for row in rows["duties"]} == {"shadowing", "mentoring"}
    # The week can be planned: the cover is asked for on its days, and found.
    (proven,) = prove_weeks(problem_of(), make_plan(("T1", "D1", 3, 2)), training.feed, stop=120)
    assert (proven.cover_wanted, proven.cover_delivered, proven.lapsed) == (4, 4, 0)
    assert proven.status == "optimal"


def test_a_mentor_takes_no_more_than_there_is_room_for():
    given = tables(
        shadowing=[shadowing(), shadowing(staff_id="OTHER", weeks=2)],
        mentors=[{"staff_id": "T1", "max_trainees": 1}],
    )
    training = plan_training(problem_of(), make_plan(), given, weeks=2)
    assert len(training.shadows) == 2
    assert len({one.monday for one in training.shadows}) == 2


def test_trainees_of_the_pool_are_away_for_their_days():
    given = tables(
        shadowing=[{"staff_id": "T2", "skill": "pe"}], mentors=[{"staff_id": "T1", "days": "3"}]
    )
    staff = [{"staff_id": "T1"}, {"staff_id": "T2", "home_site": "B"}]
    problem = make_problem(staff=staff)
    training = plan_training(problem, make_plan(("T2", "D1", 3, 2)), given, weeks=1)
    (week,) = training.shadows
    assert week.lessons == 1
    (away,) = [row.row for row in training.feed.rows["absences"]]
    assert (away.staff_id, str(away.from_), str(away.until)) == ("T2", "2026-03-04", "2026-03-04")


def meeting(**cells):
    return {"meeting_id": "M", "minutes": 60, **cells}


def by_hand(problem, plan, minutes, site):
    """Who can come to each start of Monday to Friday: no lesson within the ways."""
    hours = {1: 8, 2: 9, 3: 10, 4: 11, 5: 13, 6: 14, 7: 15, 8: 16}
    clocks = sorted({60 * h for h in hours.values()} | {60 * h + 40 for h in hours.values()})
    best = None
    for day in range(1, 6):
        for clock in clocks:
            able, road = [], 0
            for person in problem.staff:
                way = 0 if person.home_site == site else 10
                lessons = [
                    60 * hours[row.slot]
                    for row in plan
                    if row.staff_id == person.staff_id and row.day == day
                ]
                if all(
                    start + 40 <= clock - way or clock + minutes + way <= start for start in lessons
                ):
                    able.append(person.staff_id)
                    road += 2 * way
            rank = (-len(able), road, day, clock)
            if clock + minutes <= 19 * 60 + 30 and (best is None or rank < best[0]):
                best = rank, tuple(able)
    return best


@pytest.mark.parametrize("site", ["H", "B"])
def test_people_meet_when_most_can_come(site):
    lessons = [("T1", "D1", day, slot) for day in (1, 2, 3, 4) for slot in range(1, 9)]
    lessons += [("T2", "D2", day, slot) for day in (1, 2, 5) for slot in range(1, 9)]
    demands = [{"sessions": 40}, {"demand_id": "D2", "sessions": 40}]
    for one in demands:
        one |= {"parts": "lesson;after_school", "max_per_day": 9}
    problem, plan = problem_of(demands=demands), make_plan(*lessons[:-1])
    given = tables(meetings=[meeting(site_id=site)])
    (time,) = plan_training(problem, plan, given, weeks=1).meetings
    (_, road, day, clock), able = by_hand(problem, plan, 60, site)
    assert (time.able, time.road_min, time.day, time.start_min) == (able, road, day, clock)


def test_meetings_are_spread_over_the_term_and_bind_who_comes():
    given = tables(meetings=[meeting(times_term=2, online=1), meeting(meeting_id="N", online=1)])
    training = plan_training(problem_of(), make_plan(), given, weeks=8)
    first, second = training.meetings
    assert [str(date) for date in first.dates] == ["2026-03-16", "2026-04-13"]
    # The second one finds another time in its own week only if that week has the first.
    assert (second.day, second.start_min) == (1, first.start_min)
    assert {row.row.reason for row in training.feed.rows["absences"]} == {"M", "N"}
    assert spread([1, 2, 3, 4, 5, 6], 3) == [2, 4, 6]
    assert spread([1, 2], 5) == [1, 2]


def test_windows_and_absences_keep_people_from_meetings():
    windows = [{"staff_id": "T1", "day": 5, "start": "15:00", "end": "16:00"}]
    absences = [{"staff_id": "T2", "from": "2026-03-06", "until": "2026-03-06"}]
    problem = problem_of(availability=windows, absences=absences)
    (time,) = plan_training(problem, make_plan(), tables(meetings=[meeting()]), weeks=1).meetings
    assert (len(time.able), time.able) == (1, ("T2",))


@pytest.mark.parametrize(
    ("date", "months", "until"),
    [
        ("2026-03-18", 12, "2027-03-17"),
        ("2026-01-31", 1, "2026-02-27"),
        ("2026-12-15", 1, "2027-01-14"),
        ("2024-02-29", 12, "2025-02-27"),
    ],
)
def test_certificates_last_whole_months(date, months, until):
    assert str(months_later(dt.date.fromisoformat(date), months)) == until


def spoilt(training, **changes):
    return replace(training, **changes)


def test_the_checker_finds_what_is_wrong():
    plan = make_plan(("T1", "D1", 3, 2))
    given = tables(
        courses=[course()],
        runs=[run()],
        shadowing=[shadowing()],
        mentors=[{"staff_id": "T2", "max_trainees": 1}],
        meetings=[meeting(people="T1")],
    )
    problem = problem_of()
    training = plan_training(problem, plan, given, weeks=2)

    def kinds(**changes):
        found = check_training(problem, plan, given, replace(training, **changes))
        return {flaw.kind for flaw in found}

    assert kinds() == set()
    first, second = training.places
    assert "everybody_once" in kinds(places=(first,))
    assert "everybody_once" in kinds(places=(first, first, second))
    assert "losses" in kinds(places=(replace(first, lost=()), second))
    (week,) = training.shadows
    assert "shadow_weeks" in kinds(shadows=(week, week))
    assert "shadow_weeks" in kinds(shadows=(replace(week, lessons=9),))
    busy = MeetingTime("M", "H", 3, 9 * 60, (dt.date(2026, 3, 4),), ("T1",), (), 0)
    assert "meetings" in kinds(meetings=(busy,))
    assert "meetings" in kinds(meetings=(replace(busy, able=("T2",)),))
    full = replace(given, runs=(given.runs[0].model_copy(update={"places": 1}),))
    assert "places_of_runs" in {flaw.kind for flaw in check_training(problem, plan, full, training)}
    away = Absence.model_validate({"staff_id": "T1", "from": "2026-03-04", "until": "2026-03-04"})
    bound = problem.replace(absences=(away,))
    assert "nobody_twice" in {flaw.kind for flaw in check_training(bound, plan, given, training)}


TABLES = {
    "courses": "课程编号,类型,专项,有效月数,对象,截止日期\n"
    "C,培训,first_aid,12,人员类别=coach;T1,\n",
    "runs": "班次编号,课程编号,学校代码,开始,结束,名额,线上\n"
    "R,C,H,2026-03-04 14:00,2026-03-04 16:00,2,否\n",
    "shadowing": "工号,专项,每周天数,周数,每日课时,学校代码\nNEW,pe,2,3,4,B\n",
    "mentors": "工号,最多人数,星期\nT2,1,245\n",
    "meetings": "教研编号,参加人员,分钟,学期次数\nM,T1;T2,90,2\n",
}


def folder_of(path, **spoiled):
    path.mkdir(exist_ok=True)
    for name, text in (TABLES | spoiled).items():
        (path / f"{name}.csv").write_text(text, encoding="utf-8-sig")
    return path


def test_tables_read_under_chinese_headers(tmp_path):
    read = read_training(folder_of(tmp_path), problem_of())
    assert read.courses[0].chosen.named == ("T1",)
    assert read.runs[0].start.isoformat() == "2026-03-04T14:00:00"
    assert (read.wishes[0].lessons_day, read.mentors[0].days) == (4, (2, 4, 5))
    assert read.meetings[0].times_term == 2


def test_every_fault_of_the_tables_comes_at_once(tmp_path):
    path = folder_of(
        tmp_path,
        courses="course_id,kind,skill,for\nC,recheck,,role=x;T9\nC,training,a,\nD,exam,a,age=5\n",
        runs="run_id,course_id,site_id,start,end,places\nR,X,Y,2026-03-04,2026-03-03,2\n",
        shadowing="staff_id,skill,days_week\nNEW,swim,1\nT2,pe,6\n",
        mentors="staff_id,max_trainees\nT2,1\nT8,1\nT1,1\n",
        meetings="meeting_id,people,minutes,site_id\nM,T7,601,\nN,T7,60,Z\n",
    )
    with pytest.raises(ProblemError) as caught:
        read_training(path, problem_of())
    told = {(one.table, one.column, one.code, one.value) for one in caught.value.faults}
    assert told == {
        ("courses", "skill", "missing_value", ""),
        ("courses", "for", "unknown_id", "T9"),
        ("courses", "course_id", "duplicate_id", "C"),
        ("courses", "kind", "unknown_word", "exam"),
        ("courses", "for", "bad_value", "age=5"),
        ("runs", "course_id", "unknown_id", "X"),
        ("runs", "site_id", "unknown_id", "Y"),
        ("runs", "end", "end_before_start", "2026-03-03"),
        ("shadowing", "staff_id", "unknown_id", "NEW"),
        ("shadowing", "skill", "no_mentor", "swim"),
        ("shadowing", "days_week", "no_mentor", "6"),
        ("mentors", "staff_id", "contradiction", "T2"),
        ("mentors", "staff_id", "unknown_id", "T8"),
        ("meetings", "minutes", "bad_value", "601"),
        ("meetings", "people", "unknown_id", "T7"),
        ("meetings", "site_id", "unknown_id", "Z"),
    }


def run_command(*args):
    return CliRunner().invoke(app, ["train", *map(str, args)], obj=0.0)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_command_writes_everything(tmp_path, lang):
    problem, plan = problem_of(), make_plan(("T1", "D1", 3, 2))
    write_problem(problem, tmp_path / "problem")
    write_plan(plan, tmp_path / "plan.csv")
    folder_of(tmp_path / "problem")
    args = [tmp_path / "problem", tmp_path / "plan.csv", "--out", tmp_path / "out", "--weeks", "4"]
    ran = run_command(*args, "--lang", lang, "--prove", "2")
    assert ran.exit_code == 0, ran.output
    assert {"en": "1 of 1 people have a place", "zh": "1人中1人已安排班次"}[lang] in ran.stdout
    names = sorted(
        str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*.csv")
    )
    assert names == [
        "feed/absences.csv",
        "feed/demands.csv",
        "feed/duties.csv",
        "feed/pins.csv",
        "feed/skills.csv",
        "meeting_times.csv",
        "shadow_weeks.csv",
        "training.csv",
        "weeks.csv",
    ]
    told = json.loads(run_command(*args[:3], tmp_path / "two", "--json").stdout)
    assert len(told["shadows"]) == 3
    assert [one["run_id"] for one in told["places"]] == ["R"]


def test_faults_end_it_with_nothing_written(tmp_path):
    write_problem(problem_of(), tmp_path / "problem")
    write_plan(make_plan(), tmp_path / "plan.csv")
    folder_of(tmp_path / "problem", mentors="staff_id\nT9\n")
    ran = run_command(
        tmp_path / "problem", tmp_path / "plan.csv", "--out", tmp_path / "out", "--json"
    )
    assert ran.exit_code == 2
    assert {one["code"] for one in json.loads(ran.stdout)["faults"]} == {"unknown_id", "no_mentor"}
    assert not (tmp_path / "out").exists()


def test_generated_tables_read_back_the_same(tmp_path):
    problem = generate_county(1)
    made = generate_training(problem, 1)
    write_training_tables(made, tmp_path)
    read = read_training(tmp_path, problem)
    assert replace(read, numbers={}) == made


def test_a_large_pool_has_places_for_everybody():
    problem = generate_county(1, supply=2)
    made = generate_training(problem, 1)
    training = plan_training(problem, Plan(), TrainingTables(made.courses, made.runs))
    assert not training.without
    assert len(training.places) > sum(run.places for run in made.runs) // 2
