"""What fixtures take from the week, officials' matches, the books; and the commands."""

import csv
import datetime as dt
import io
from pathlib import Path

import icalendar
import openpyxl
import pytest

from patience import work
from season_builders import SATURDAY, as_fixtures, make_season
from sharepool import (
    MatchOfficial,
    Plan,
    PlannedMatch,
    Stop,
    ask_officials,
    check,
    check_fixtures,
    feed_fixtures,
    list_matches,
    plan_fixtures,
    protect_lessons,
    read_problem,
    read_season,
)
from sharepool.centre.competitions.calendars import team_calendars
from sharepool.centre.competitions.officiating import feed_officials
from sharepool.centre.competitions.order_book import book_page, book_tables, book_workbook
from sharepool.centre.feed import join_feeds
from sharepool.problem.rows import Assignment, Skill, Staff

SAMPLES = Path(__file__).parents[3] / "data" / "samples"
WRITTEN = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def season():
    return read_season(SAMPLES / "season")


@pytest.fixture(scope="module")
def fixtures(season):
    return plan_fixtures(season, stop=Stop(seconds=None, work=0.3))


def test_a_coach_is_away_from_home_to_home(season):
    made = make_season(2, minutes=30)
    teams = tuple(team.model_copy(update={"coach_id": "C1"}) for team in made.teams[1:])
    staff = (Staff(staff_id="C1", home_site="S2"),)
    made = made.replace(teams=(made.teams[0], *teams), problem=made.problem.replace(staff=staff))
    found = plan_fixtures(made, stop=work(1.0))
    (match,) = found.matches
    feed = feed_fixtures(made, found)
    (away,) = (one.row for one in feed.rows["absences"])
    start = dt.datetime.combine(match.date, dt.time()) + dt.timedelta(minutes=match.start)
    assert away.from_ == start - dt.timedelta(minutes=30)
    assert away.until == start + dt.timedelta(minutes=60 + 30)
    (closure,) = (one.row for one in feed.rows["closures"])
    assert (closure.site_id, closure.date, closure.taken) == ("S1", match.date, 1)
    (duty,) = (one.row for one in feed.rows["duties"])
    assert (duty.staff_id, duty.kind, duty.minutes) == ("C1", "competition_day", 60)
    monday = match.date - dt.timedelta(days=match.date.isoweekday() - 1)
    week = made.problem.replace(rules=made.problem.rules.model_copy(update={"week_of": monday}))
    assert join_feeds(week, feed).absences == (away,)
    other = week.replace(
        rules=week.rules.model_copy(update={"week_of": monday + dt.timedelta(days=7)})
    )
    assert join_feeds(other, feed) == other


def roads(season, km):
    """The season with kilometres on the road between schools; both ways alike."""
    travel = tuple(
        row.model_copy(update={"km": km[row.origin + row.destination]})
        for row in season.problem.travel
        if row.origin + row.destination in km
    )
    return season.replace(problem=season.problem.replace(travel=travel))


def a_day_at(season, *grounds):
    """The first matches of the season on its first day, at one ground after the other."""
    planned = [
        PlannedMatch(match, match.home, match.away, SATURDAY, start, start + 60, ground)
        for match, ground, start in zip(
            list_matches(season), grounds, range(540, 1200, 180), strict=False
        )
    ]
    return as_fixtures(planned, [])


def led_by_one_coach():
    made = make_season(
        3,
        max_day=2,
        venues=[
            {"venue_id": f"V{number}", "site_id": f"S{number}", "skills": "football"}
            for number in (1, 2, 3)
        ],
    )
    teams = tuple(team.model_copy(update={"coach_id": "C1"}) for team in made.teams)
    people = (Staff(staff_id="C1", home_site="S2"), Staff(staff_id="R1", home_site="S1"))
    return made.replace(teams=teams, problem=made.problem.replace(staff=people))


def test_kilometres_are_those_of_the_whole_round():
    season = roads(led_by_one_coach(), {"S1S2": 3.5, "S1S3": 20, "S2S3": 11.1})

    def km(season, *grounds):
        (duty,) = feed_fixtures(season, a_day_at(season, *grounds)).rows["duties"]
        return str(duty.row.km)

    assert km(season, "V2") == "0.0"
    assert km(season, "V3") == "22.2"
    assert km(season, "V2", "V3") == "22.2"
    assert km(season, "V2", "V3", "V2") == "22.2"
    assert km(season, "V1", "V3") == "34.6"
    # Legs of which nobody knows the kilometres are left out.
    assert km(roads(season, {"S1S2": 3.5}), "V1", "V3") == "3.5"
    homeless = (Staff(staff_id="R1", home_site="S1"),)
    unknown = season.replace(problem=season.problem.replace(staff=homeless))
    assert km(unknown, "V1", "V3") == "0"


def test_officials_have_the_kilometres_of_the_whole_round():
    season = roads(led_by_one_coach(), {"S1S2": 3.5, "S1S3": 20, "S2S3": 11.1})
    fixtures = a_day_at(season, "V2", "V3")
    ids = [one.match.match_id for one in fixtures.matches]
    held = [MatchOfficial(match_id, "referee", "R1", "accepted") for match_id in ids]
    feed = feed_officials(season, dict(zip(ids, fixtures.matches, strict=True)), held)
    (duty,) = feed.rows["duties"]
    assert (duty.row.amount, str(duty.row.km)) == (2, "34.6")


def test_every_coach_is_bound_once_a_day(season, fixtures):
    rows = [one.row for one in feed_fixtures(season, fixtures).rows["absences"]]
    assert len({(row.staff_id, row.from_.date()) for row in rows}) == len(rows)
    assert len(feed_fixtures(season, fixtures).rows["closures"]) == len(fixtures.matches)


def test_lessons_of_a_coach_are_kept():
    tiny = read_problem(SAMPLES / "tiny")
    plan = Plan((Assignment(staff_id="WANG", demand_id="HILL-PE", day=2, slot=1),))
    season = make_season(2, days="2", minutes=0, until=SATURDAY + dt.timedelta(days=9))
    problem = season.problem.replace(staff=(Staff(staff_id="WANG", home_site="S1"),))
    teams = tuple(team.model_copy(update={"coach_id": "WANG"}) for team in season.teams)
    kept = protect_lessons(season.replace(problem=problem, teams=teams), tiny, plan)
    assert {row.from_.date().isoweekday() for row in kept.blackouts} == {2}
    found = plan_fixtures(kept, stop=work(1.0))
    (match,) = found.matches
    lesson = kept.blackouts[0]
    assert match.start >= lesson.until.hour * 60 + lesson.until.minute or match.end <= (
        lesson.from_.hour * 60 + lesson.from_.minute
    )
    assert match.date.isoweekday() == 2


def officiated(answers=()):
    """Two matches at S1 on one Saturday; R1 … R3 may officiate, R1 is of a team's school."""
    season = make_season(4, minutes=10, until=SATURDAY + dt.timedelta(days=15), days="6")
    people = tuple(
        Staff(staff_id=name, home_site=home)
        for name, home in (("R1", "S1"), ("R2", "S9"), ("R3", "S9"))
    )
    site = season.problem.sites[0].model_copy(update={"site_id": "S9"})
    legs = [row.model_copy(update={"destination": "S9"}) for row in season.problem.travel[:1]]
    problem = season.problem.replace(
        sites=(*season.problem.sites, site),
        staff=people,
        travel=(*season.problem.travel, *legs),
        skills=tuple(Skill(staff_id=one.staff_id, skill="裁判:足球", level=2) for one in people),
    )
    made = season.replace(problem=problem)
    return type(made).model_validate(
        {
            **{name: getattr(made, name) for name in type(made).model_fields},
            "officials": [{"role": "裁判员", "skill": "裁判:足球", "min_level": 2}],
            "officials_limits": [{"staff_id": "R2", "max_matches_day": 1}],
            "official_answers": list(answers),
        }
    )


def codes(problem, *rows):
    plan = Plan(
        tuple(
            Assignment(
                staff_id=person,
                demand_id=demand.demand_id,
                day=demand.slots[0].day,
                slot=demand.slots[0].first,
                role="裁判员",
            )
            for person, demand in rows
        )
    )
    return {one.code for one in check(problem, plan)}


def test_matches_become_demands_for_neutral_officials():
    season = officiated()
    found = plan_fixtures(season, stop=Stop(seconds=None, work=0.1))
    monday = SATURDAY - dt.timedelta(days=5)
    problem = ask_officials(season, found, monday)
    first, second = problem.demands
    assert [one.staff_id for one in problem.staff] == ["R1", "R2", "R3"]
    ours = first if "S1" in first.neutral else second
    other = second if ours is first else first
    assert codes(problem, ("R3", first), ("R3", second)) == set()
    assert codes(problem, ("R1", ours)) == {"H18"}
    assert codes(problem, ("R1", other)) == set()
    assert codes(problem, ("R2", first), ("R2", second)) == {"H10"}
    assert not ask_officials(season, found, monday + dt.timedelta(days=70)).demands


def test_who_declined_a_match_is_forbidden_it():
    match = plan_fixtures(officiated(), stop=Stop(seconds=None, work=0.1)).matches[0].match
    answers = [
        {"match_id": match.match_id, "staff_id": "R3", "state": "谢绝"},
        {"match_id": match.match_id, "staff_id": "R2", "state": "accepted"},
    ]
    season = officiated(answers)
    found = plan_fixtures(season, stop=Stop(seconds=None, work=0.1))
    problem = ask_officials(season, found, SATURDAY - dt.timedelta(days=5))
    assert {(pin.kind, pin.staff_id) for pin in problem.pins} == {
        ("forbid", "R3"),
        ("require", "R2"),
    }
    assert "H16" in codes(problem, ("R3", problem.demand_of[match.match_id]))


def test_books_and_calendars_hold_every_match(season, fixtures):
    tables = book_tables(season, fixtures, "zh")
    assert list(tables) == ["赛事", "分组与签号", "赛程", "各队公平性"]
    book = openpyxl.load_workbook(io.BytesIO(book_workbook(tables)))
    assert book["赛程"].max_row == len(fixtures.matches) + 1
    assert [cell.value for cell in book["赛程"][1]][:3] == ["场次编号", "赛事", "轮次"]
    page = book_page(season, fixtures, "zh")
    assert all(one.match.match_id in page for one in fixtures.matches)
    calendars = team_calendars(season, fixtures, written=WRITTEN, lang="zh")
    team = season.teams[0].team_id
    events = icalendar.Calendar.from_ical(calendars["teams", team]).walk("VEVENT")
    own = [one for one in fixtures.matches if team in one.team_ids]
    assert sorted(event.start for event in events) == sorted(
        dt.datetime.combine(one.date, dt.time()) + dt.timedelta(minutes=one.start) for one in own
    )


def cells(path):
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_the_commands_draw_plan_and_rank(run, season, tmp_path):
    folder = tmp_path / "season"
    assert run("generate", "season", "--out", folder, "--seed", 1).code == 0
    drawn = run("draw", folder, "--seed", 2026, "--out", folder / "draws.csv", "--lang", "zh")
    assert drawn.code == 0
    assert "抽签，种子数2026" in drawn.out
    out = tmp_path / "out"
    planned = run("fixtures", folder, "--out", out, "--time-limit", 5, "--json")
    assert planned.code == 0
    assert planned.json["unplanned"] == []
    rows = cells(out / "fixtures.csv")
    assert len(rows) == planned.json["planned"] == 57
    assert len(cells(out / "week" / "absences.csv")) > 20
    # What is written is the table that the season is planned anew from.
    (folder / "fixtures.csv").write_bytes((out / "fixtures.csv").read_bytes())
    again = run(
        "fixtures", folder, "--out", out, "--since", "2026-05-01", "--time-limit", 2, "--json"
    )
    assert again.json["terms"]["change"] == 0
    early = [row for row in rows if row["date"] < "2026-05-01"]
    assert all(row in cells(out / "fixtures.csv") for row in early)
    (folder / "results.csv").write_text(
        f"match_id,home_score,away_score\n{rows[0]['match_id']},2,1\n"
    )
    ranked = run("standings", folder, "--out", tmp_path / "standings.csv", "--seed", 3)
    assert ranked.code == 0
    assert sum(int(row["played"]) for row in cells(tmp_path / "standings.csv")) == 2


def test_commands_end_in_the_language_that_is_asked_for(run, tmp_path):
    folder = tmp_path / "season"
    run("generate", "season", "--out", folder)
    out, limit = tmp_path / "out", ("--time-limit", 1)
    for arguments in (
        ("draw", folder, "--out", folder / "draws.csv", "--seed", 5),
        ("fixtures", folder, "--out", out, *limit),
        ("standings", folder, "--out", tmp_path / "standings.csv"),
        ("officials", folder, "--out", tmp_path / "officials", *limit),
    ):
        ran = run(*arguments, "--lang", "zh")
        assert ran.code == 0
        last = ran.out.rstrip().splitlines()[-1]
        assert last == f"已写入：{arguments[arguments.index('--out') + 1]}"
        if arguments[0] == "fixtures":
            (folder / "fixtures.csv").write_bytes((out / "fixtures.csv").read_bytes())


def test_the_commands_refuse_with_every_fault(run, tmp_path):
    folder = tmp_path / "season"
    run("generate", "season", "--out", folder)
    assert run("draw", folder, "--out", tmp_path / "draws.csv").code == 2  # no seed, no draw
    ran = run("fixtures", folder, "--out", tmp_path / "out", "--json")
    assert ran.code == 2
    assert {one["code"] for one in ran.json["faults"]} == {"no_draw"}
    assert not (tmp_path / "out").exists()
    ran = run("fixtures", folder, "--out", tmp_path / "out", "--since", "soon", "--json")
    assert {one["column"] for one in ran.json["faults"]} == {"--since"}


def test_fixtures_of_the_sample_are_legal(season, fixtures):
    assert not check_fixtures(season, fixtures)
    assert not fixtures.unplanned
