"""Officials of published fixtures: every choice there is, answers, feeds, the way to a week."""

import csv
import datetime as dt
import io
from itertools import permutations

import pytest

from season_builders import SATURDAY, make_season
from sharepool import (
    ProblemError,
    Status,
    Stop,
    check,
    list_published,
    plan_fixtures,
    plan_officials,
    read_feed,
    read_problem,
    score,
    solve,
    write_season,
)
from sharepool.centre.competitions.officials import ask_officials
from sharepool.centre.competitions.report_tables import officials_fairness_table
from sharepool.centre.competitions.rows import OfficialAnswer
from sharepool.problem.plan import Plan
from sharepool.problem.rows import Bell, Demand, Skill, Staff, Window

SKILL = "裁判:足球"
MONDAY = SATURDAY - dt.timedelta(days=5)


def make_officiated(homes, *, needs=None, tables=None, windows=(), coach="", **settings):
    """A league of teams at S1 …, one pitch at S1, and people R1 … who may officiate, by home."""
    season = make_season(
        4, minutes=10, days="6", until=SATURDAY + dt.timedelta(days=29), **settings
    )
    people = tuple(
        Staff(staff_id=f"R{number}", home_site=home) for number, home in enumerate(homes, 1)
    )
    problem = season.problem.updated(
        staff=people,
        availability=tuple(Window.model_validate(row) for row in windows),
        skills=tuple(Skill(staff_id=one.staff_id, skill=SKILL, level=2) for one in people),
    )
    teams = [team.model_copy(update={"coach_id": coach}) for team in season.teams[:1]]
    return type(season).model_validate(
        {
            **{name: getattr(season, name) for name in type(season).model_fields},
            "problem": problem,
            "teams": [*teams, *season.teams[1:]],
            "officials": needs or [{"role": "referee", "skill": SKILL, "min_level": 2}],
            **(tables or {}),
        }
    )


def fixtures_of(season, *matches):
    """The season and its fixtures: matches as (id, date, start)."""
    rows = [
        {"match_id": name, "date": date, "start": start, "venue_id": "V1"}
        for name, date, start in matches
    ]
    fixed = type(season).model_validate(
        {
            **{name: getattr(season, name) for name in type(season).model_fields},
            "fixtures": rows,
        }
    )
    return fixed, list_published(fixed)


FOUR = (
    ("L-001", SATURDAY, "09:00"),
    ("L-002", SATURDAY, "10:10"),
    ("L-003", SATURDAY + dt.timedelta(days=7), "09:00"),
    ("L-004", SATURDAY + dt.timedelta(days=7), "10:10"),
)


def ids_of(season):
    return [one.match.match_id for one in list_published(season).unplanned]


def four(season):
    """Its first four matches, two a Saturday."""
    names = ids_of(season)[:4]
    return fixtures_of(
        season, *((name, date, start) for name, (_, date, start) in zip(names, FOUR, strict=True))
    )


def test_list_published_are_those_that_were_planned():
    season = make_officiated(["S1"])
    planned = plan_fixtures(season, stop=Stop(seconds=None, work=0.1))
    season, found = fixtures_of(
        season,
        *(
            (one.match.match_id, one.date, f"{one.start // 60:02}:{one.start % 60:02}")
            for one in planned.matches
        ),
    )
    assert [(one.match, one.date, one.start, one.end) for one in found.matches] == [
        (one.match, one.date, one.start, one.end) for one in planned.matches
    ]
    assert not found.unplanned


def best_week(problem):
    """Return the least objective over every choice of one referee a match, or of nobody."""
    people = [one.staff_id for one in problem.staff]
    slots = {one.demand_id: one.slots[0] for one in problem.demands}
    found = [score(problem, Plan()).objective]
    for count in range(1, len(slots) + 1):
        for names in permutations(slots, count):
            for chosen in _choices(people, count):
                rows = [
                    (who, name, slots[name].day, slots[name].first, "referee")
                    for who, name in zip(chosen, names, strict=True)
                ]
                plan = Plan.of(rows)
                if not check(problem, plan):
                    found.append(score(problem, plan).objective)
    return min(found)


def _choices(people, count):
    if count == 0:
        yield ()
        return
    for rest in _choices(people, count - 1):
        yield from ((*rest, who) for who in people)


@pytest.mark.parametrize(
    "homes", [["S1", "S2", "S3", "S4"], ["S1", "S1", "S2", "S2"], ["S4"], ["S1", "S2"]]
)
def test_four_matches_and_four_officials_have_the_best_choice(homes):
    season, fixtures = four(make_officiated(homes))
    officials = plan_officials(season, fixtures, stop=300, workers=1)
    assert len(officials.weeks) == 2
    for week in officials.weeks:
        problem = ask_officials(season, fixtures, week.monday)
        assert week.status is Status.OPTIMAL
        assert week.objective == week.bound == best_week(problem)
    schools = {
        one.match.match_id: {season.team_of[team].site_id for team in one.team_ids}
        for one in fixtures.matches
    }
    home = {one.staff_id: one.home_site for one in season.problem.staff}
    assert all(home[one.staff_id] not in schools[one.match_id] for one in officials.officials)
    assert len(officials.officials) + len(officials.missing) == 4
    assert sum(week.staffed for week in officials.weeks) == len(officials.officials)


def test_a_match_that_nobody_neutral_can_take_says_so():
    season = make_officiated(["S1"])
    mine = [
        one.match.match_id
        for one in list_published(season).unplanned
        if "S1" in {season.team_of[team].site_id for team in one.match.team_ids}
    ]
    season, fixtures = fixtures_of(season, (mine[0], SATURDAY, "09:00"))
    officials = plan_officials(season, fixtures, stop=300, workers=1)
    (missing,) = officials.missing
    assert (missing.match_id, missing.role, missing.count) == (mine[0], "referee", 1)
    (reason,) = officials.weeks[0].reasons
    assert reason.verdict == "impossible"


def test_answers_are_kept_unless_the_school_of_who_accepted_now_plays():
    season = make_officiated(["S1", "S2", "S3", "S4"])
    names = ids_of(season)
    teams = {
        one.match.match_id: {season.team_of[team].site_id for team in one.match.team_ids}
        for one in list_published(season).unplanned
    }
    own = next(name for name in names if "S1" in teams[name])
    free = sorted({"S1", "S2", "S3", "S4"} - teams[own])
    refused, other = (f"R{home[1]}" for home in free)
    answers = [
        {"match_id": own, "staff_id": refused, "state": "declined"},
        {"match_id": own, "staff_id": "R1", "state": "accepted"},
    ]
    season = make_officiated(["S1", "S2", "S3", "S4"], tables={"official_answers": answers})
    season, fixtures = fixtures_of(season, (own, SATURDAY, "09:00"))
    officials = plan_officials(season, fixtures, stop=300, workers=1)
    assert [(one.staff_id, one.state) for one in officials.officials] == [(other, "proposed")]


def test_who_leads_a_team_does_not_officiate_meanwhile():
    season = make_officiated(["S4"], coach="R1")
    names = {one.match.match_id: one.match.team_ids for one in list_published(season).unplanned}
    led = next(name for name, teams in names.items() if "T1" in teams and "T4" not in teams)
    after = next(name for name, teams in names.items() if "T1" not in teams and "T4" not in teams)
    apart, _ = plan_for(season, (led, "09:00"), (after, "11:00"))
    assert [one.match_id for one in apart.officials] == [after]
    meanwhile, _ = plan_for(season, (led, "09:00"), (after, "09:30"))
    assert meanwhile.officials == ()


def plan_for(season, *matches):
    season, fixtures = fixtures_of(season, *((name, SATURDAY, start) for name, start in matches))
    return plan_officials(season, fixtures, stop=300, workers=1), season


def a_triangle(**rules):
    """T1–T2, T1–T3 and T2–T3 on three Saturdays, and two referees who live alike, at S4."""
    season = make_officiated(["S4", "S4"], rules=rules)
    names = {one.match.team_ids: one.match.match_id for one in list_published(season).unplanned}
    ids = {frozenset(teams): name for teams, name in names.items()}
    days = [SATURDAY + dt.timedelta(days=7 * week) for week in range(3)]
    pairs = [{"T1", "T2"}, {"T1", "T3"}, {"T2", "T3"}]
    rows = [(ids[frozenset(pair)], day, "09:00") for pair, day in zip(pairs, days, strict=True)]
    return *fixtures_of(season, *rows), [name for name, *_ in rows], days


def test_officials_change_rather_than_meet_a_team_too_often():
    season, fixtures, names, _ = a_triangle(max_same_team=1)
    officials = plan_officials(season, fixtures, stop=300, workers=1)
    who = {one.match_id: one.staff_id for one in officials.officials}
    assert who[names[0]] != who[names[1]]  # both have T1
    assert officials.repeats == 1  # whoever takes the third match has met T2 or T3
    paid = [week.objective for week in officials.weeks]
    assert paid[2] - paid[1] == season.rules.same_team
    fair = officials_fairness_table(season, fixtures, officials)
    assert sorted(fair["matches"]) == [1, 2]
    assert sorted(fair["beyond_limit"]) == [0, 1]
    assert sorted(fair["most_met"]) == [1, 2]


def test_a_season_of_few_matches_meets_nobody_too_often():
    season, fixtures, *_ = a_triangle()
    officials = plan_officials(season, fixtures, stop=300, workers=1)
    assert (len(officials.officials), officials.repeats) == (3, 0)
    assert max(officials.met.values()) <= season.rules.max_same_team
    assert not ask_officials(season, fixtures, MONDAY).pins


def test_answers_of_earlier_weeks_count_where_one_week_is_planned():
    season, fixtures, names, days = a_triangle(max_same_team=1)
    for state, other in (("proposed", "R2"), ("accepted", "R2"), ("declined", None)):
        row = {"match_id": names[0], "staff_id": "R1", "state": state}
        told = season.replace(official_answers=(OfficialAnswer.model_validate(row),))
        monday = days[1] - dt.timedelta(days=5)
        pins = ask_officials(told, fixtures, monday).pins
        avoided = [(one.kind, one.staff_id, one.weight) for one in pins]
        assert avoided == ([] if other is None else [("avoid", "R1", 30)])
        officials = plan_officials(told, fixtures, monday=monday, stop=300, workers=1)
        (held,) = officials.officials
        assert other in {None, held.staff_id}


def test_hours_in_school_say_nothing_of_weekends_unless_they_hold_one():
    row = {"staff_id": "R1", "day": 2, "start": "08:00", "end": "12:00"}
    sunday = {**row, "day": 7}
    for windows, count in (([row], 1), ([row, sunday], 0)):
        season = make_officiated(["S4"], windows=windows)
        name = next(
            one.match.match_id
            for one in list_published(season).unplanned
            if "T4" not in one.match.team_ids
        )
        officials, _ = plan_for(season, (name, "09:00"))
        assert len(officials.officials) == count


def test_the_weeks_come_to_know_when_officials_are_away():
    season = make_officiated(["S4", "S3"])
    season, fixtures = four(season)
    officials = plan_officials(season, fixtures, stop=300, workers=1)
    matches = {one.match.match_id: one for one in fixtures.matches}
    days = {(one.staff_id, matches[one.match_id].date) for one in officials.officials}
    absences = [one.row for one in officials.feed.rows["absences"]]
    assert {(row.staff_id, row.from_.date()) for row in absences} == days
    for row in absences:
        held = [
            matches[one.match_id]
            for one in officials.officials
            if one.staff_id == row.staff_id and matches[one.match_id].date == row.from_.date()
        ]
        way = season.way_min(season.problem.person_of[row.staff_id].home_site, "S1")
        first = min(one.start for one in held) - way
        assert row.from_.hour * 60 + row.from_.minute == first
    amounts = sum(int(one.row.amount) for one in officials.feed.rows["duties"])
    assert amounts == len(officials.officials)


def test_from_one_folder_to_the_weeks_concerned(tmp_path, run):
    """Draw, fixtures, results, the final, officials, and a week whose lesson gives way."""
    bells = tuple(
        Bell.model_validate(
            {"slot": slot, "start": f"{8 + slot:02}:00", "end": f"{8 + slot:02}:45"}
        )
        for slot in range(1, 7)
    )
    season = make_officiated(
        ["S1", "S2", "S3", "S4"],
        format="groups",
        groups=2,
        advance=1,
        needs=[{"role": "referee", "skill": SKILL}],
    )
    # Matches are on Wednesdays, from ten on, when R1 … R4 all have lessons to give at S4.
    played = season.competitions[0].model_copy(update={"days": (3,)})
    lessons = tuple(
        Demand(
            demand_id=f"D{number}",
            site_id="S4",
            skill=SKILL,
            cohort=str(number),
            sessions=1,
            slots=((3, 2, 2),),
        )
        for number in range(1, 4)
    )
    season = season.replace(
        competitions=(played,),
        problem=season.problem.updated(bells=bells, demands=lessons),
    )
    folder = tmp_path / "SEASON"
    write_season(season, folder)
    run("draw", folder, "--seed", 7, "--out", folder / "draws.csv")
    for part in ("one", "two"):
        run("fixtures", folder, "--out", tmp_path / part, "--time-limit", 30)
        rows = read(tmp_path / part / "fixtures.csv")
        (folder / "fixtures.csv").write_bytes((tmp_path / part / "fixtures.csv").read_bytes())
        if part == "one":
            results = [f"{row['match_id']},2,1,played" for row in rows if row["group"]]
            text = "\n".join(["match_id,home_score,away_score,state", *results])
            (folder / "results.csv").write_text(text)
    final = rows[-1]
    assert {final["home"][0], final["away"][0]} == {"T"}
    run("officials", folder, "--out", tmp_path / "OFF", "--time-limit", 300, "--workers", 1)
    held = read(tmp_path / "OFF" / "match_officials.csv")
    assert {row["match_id"] for row in held} == {row["match_id"] for row in rows}
    week = final["date"]
    args = [tmp_path / "two" / "week", tmp_path / "OFF" / "feed", "--week-of", week]
    run("join", folder, *args, "--out", tmp_path / "WEEK")
    problem = read_problem(tmp_path / "WEEK")
    away = {row.staff_id for row in problem.absences}
    assert away == {row["staff_id"] for row in held if row["date"][:10] >= str(problem.week[0])}
    assert [row.site_id for row in problem.closures] == ["S1"]
    result = solve(problem, stop=300, workers=1)
    assert {row.staff_id for row in result.plan}.isdisjoint(away)


def read(file):
    return list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))


def test_a_season_without_list_published_is_a_fault(tmp_path, run):
    write_season(make_officiated(["S1"]), tmp_path / "S")
    done = run("officials", tmp_path / "S", "--out", tmp_path / "OFF")
    assert (done.code, "fixtures.csv" in done.err) == (2, True)
    assert not (tmp_path / "OFF").exists()
    with pytest.raises(ProblemError):
        read_feed(tmp_path / "S" / "nowhere")
