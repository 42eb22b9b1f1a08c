"""A season from files: as written, in Chinese too, and every fault of every table at once."""

from pathlib import Path

import pytest

from sharepool import (
    ProblemError,
    draw_groups,
    generate_season,
    list_matches,
    read_season,
    write_season,
)

SAMPLE = Path(__file__).parents[3] / "data" / "samples" / "season"
TABLES = {
    "sites.csv": "site_id,stage\nA,primary\nB,小学\nC,junior\nD,nine_year\n",
    "staff.csv": "staff_id,home_site\nK,A\n",
    "rules.toml": 'name = "small"\n',
    "travel.csv": "origin,destination,minutes\nA,B,10\nA,C,10\nA,D,10\nB,C,10\nB,D,10\nC,D,10\n",
    "competitions.csv": "competition_id,level,skill,stage,format,from,until,match_min\n"
    "P,county,足球,primary,league1,2026-04-11,2026-05-31,50\n",
    "teams.csv": "team_id,competition_id,site_id,coach_id\nTA,P,A,K\nTB,P,B,\nTD,P,D,\n",
    "venues.csv": "venue_id,site_id,skills\nV,A,足球\n",
}


@pytest.fixture
def folder(tmp_path):
    def write(**changed):
        home = tmp_path / "season"
        home.mkdir(exist_ok=True)
        texts = TABLES | {name.replace("__", "."): text for name, text in changed.items()}
        for name, text in texts.items():
            if text is not None:
                (home / name).write_text(text, encoding="utf-8-sig")
        return home

    return write


def faults(path):
    with pytest.raises(ProblemError) as caught:
        read_season(path)
    return {(one.table, one.row, one.column, one.code) for one in caught.value.faults}


def test_the_sample_is_what_the_generator_makes_and_is_written_back():
    made = generate_season(1)
    assert read_season(SAMPLE) == made.replace(draws=draw_groups(made, seed=2026).rows)


@pytest.mark.parametrize("sports", [1, 4])
def test_what_is_written_reads_back_the_same(tmp_path, sports):
    season = generate_season(2, sports=sports)
    season = season.replace(
        rules=season.rules.model_copy(update={"open_until": 18 * 60, "idle": 3})
    )
    write_season(season, tmp_path / "season")
    assert read_season(tmp_path / "season") == season


def test_chinese_tables_headers_and_words_are_read(folder):
    english = read_season(folder())
    home = folder(
        competitions__csv=None,
        teams__csv=None,
        赛事__csv="赛事编号,级别,项目,学段,赛制,起,止,比赛分钟\n"
        "P,县级,足球,小学,单循环,2026-04-11,2026-05-31,50\n",
        参赛队__csv="队号,赛事编号,学校代码,领队\nTA,P,A,K\nTB,P,B,\nTD,P,D,\n",
    )
    for name in ("competitions.csv", "teams.csv"):
        (home / name).unlink()
    assert read_season(home) == english


def test_an_odd_league_rests_one_team_and_says_so(folder):
    assert [one.code for one in read_season(folder()).warnings] == ["bye"]


def test_missing_tables_are_told_together(folder):
    home = folder(teams__csv=None, venues__csv=None)
    assert {(table, code) for table, _, _, code in faults(home)} == {
        ("teams", "missing_table"),
        ("venues", "missing_table"),
    }


HEAD = (
    "competition_id,level,skill,stage,sex,format,groups,advance,feeds,from,until,match_min,home\n"
)


LATE = "2026-05-31"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"from": LATE, "until": "2026-04-11"}, ("until", "backward")),
        ({"until": "2026-04-12"}, ("until", "few_dates")),
        ({"format": "groups", "groups": "2", "advance": "1"}, ("groups", "group_of_one")),
        ({"format": "groups", "advance": "4"}, ("advance", "out_of_range")),
        ({"feeds": "P"}, ("feeds", "circle")),
        ({"feeds": "Q"}, ("feeds", "unknown_id")),
        ({"skill": "蓝球"}, ("skill", "no_ground")),
        ({"level": "town"}, ("level", "unknown_word")),
    ],
)
def test_faults_of_competitions(folder, changed, expected):
    usual = {
        "competition_id": "P", "level": "county", "skill": "足球", "stage": "primary", "sex": "",
        "format": "league1", "groups": "1", "advance": "0", "feeds": "", "from": "2026-04-11",
        "until": LATE, "match_min": "50", "home": "0",
    }  # fmt: skip
    row = ",".join((usual | changed).values())
    found = faults(folder(competitions__csv=f"{HEAD}{row}\n"))
    assert ("competitions", 2, *expected) in found


def test_a_fault_of_few_dates_says_how_many(folder):
    row = "P,county,足球,primary,,league2,1,0,,2026-04-11,2026-04-19,50,0"
    with pytest.raises(ProblemError) as caught:
        read_season(folder(competitions__csv=f"{HEAD}{row}\n"))
    assert "a team has 4 matches, and the dates take 2" in str(caught.value)


def test_faults_of_stage_and_sex_are_told_in_the_readers_words(folder):
    with pytest.raises(ProblemError) as caught:
        read_season(
            folder(
                competitions__csv=f"{HEAD}P,县级,足球,小学,女子,单循环,1,0,,2026-04-11,{LATE},50,0\n",
                teams__csv="team_id,competition_id,site_id,sex\nTA,P,A,男\nTB,P,C,女\n",
            )
        )
    told = [(one.value, one.text("zh")) for one in caught.value.faults]
    assert told == [("男", "该赛事的性别组别为女子"), ("C", "该校为初中，而赛事面向小学")]


def test_faults_of_other_tables_all_at_once(folder):
    home = folder(
        competitions__csv=f"{HEAD}P,county,足球,primary,boys,league1,1,0,,2026-04-11,2026-05-31,50,1\n",
        teams__csv="team_id,competition_id,site_id,coach_id,sex\n"
        "TA,P,A,K,girls\nTB,P,C,X,\nTA,P,B,K,\nTE,Q,Z,,\n",
        blackouts__csv="team_id,from,until\nTA,2026-04-12,2026-04-11\n,2026-04-11,2026-04-12\n",
        fixed__csv="team_id,opponent_id,date,start\n"
        "TA,TB,2026-04-11,09:00\nTA,TE,2026-04-11,09:00\nTA,,,\n",
        draws__csv="competition_id,team_id,group,position\nP,TA,,1\nP,TE,,2\n",
        season__csv="key,value\nidle,2\nidle,3\nrod,1\nbreaks,-1\n",
        results__csv="match_id,home_score\nP-001,-1\n",
    )
    found = faults(home)
    assert {
        ("teams", 2, "sex", "sex"),
        ("teams", 3, "coach_id", "unknown_id"),
        ("teams", 3, "site_id", "stage"),
        ("teams", 3, "home_venue", "no_ground"),
        ("teams", 4, "team_id", "duplicate_id"),
        ("teams", 5, "competition_id", "unknown_id"),
        ("teams", 5, "site_id", "unknown_id"),
        ("blackouts", 2, "until", "backward"),
        ("blackouts", 3, "", "missing_value"),
        ("fixed", 3, "start", "clash"),
        ("fixed", 4, "match_id", "missing_value"),
        ("draws", None, "team_id", "contradiction"),
        ("draws", 3, "team_id", "contradiction"),
        ("season", 3, "key", "duplicate_key"),
        ("season", 4, "key", "unknown_key"),
        ("season", 5, "value", "out_of_range"),
        ("results", 2, "home_score", "out_of_range"),
    } <= found


DRAWN = "competition_id,team_id,group,position\n"
BRACKET = {
    "competitions__csv": "competition_id,level,skill,stage,format,from,until,match_min\n"
    "P,county,足球,primary,knockout,2026-04-11,2026-05-31,50\n",
    "draws__csv": "competition_id,team_id,group,position\nP,TA,,1\nP,TB,,2\nP,TD,,3\n",
}


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        ({"results__csv": "match_id,home_score,away_score\nP-001,3,\n"},
         ("results", 2, "away_score", "missing_value")),
        ({"results__csv": "match_id,home_score,away_score,state\nP-001,,3,弃权\n"},
         ("results", 2, "home_score", "missing_value")),
        ({"results__csv": "match_id,home_score,away_score\nP-01,3,1\n"},
         ("results", 2, "match_id", "unknown_id")),
        ({"fixed__csv": "match_id,date\nP-009,2026-04-11\n"},
         ("fixed", 2, "match_id", "unknown_id")),
        ({"fixtures__csv": "match_id,date,start,venue_id\nQ-001,2026-04-11,09:00,V\n"},
         ("fixtures", 2, "match_id", "unknown_id")),
        ({"official_answers__csv": "match_id,staff_id,state\nP-1,K,谢绝\n"},
         ("official_answers", 2, "match_id", "unknown_id")),
        ({"fixed__csv": "team_id,opponent_id,date\nTA,TA,2026-04-11\n"},
         ("fixed", 2, "opponent_id", "contradiction")),
        (BRACKET | {"results__csv": "match_id,home_score,away_score\nP-P1-4-1,2,2\n"},
         ("results", 2, "away_score", "bad_value")),
        (BRACKET | {"draws__csv": f"{DRAWN}P,TA,,1\nP,TB,,1\nP,TD,,3\n"},
         ("draws", 3, "position", "contradiction")),
        ({"draws__csv": f"{DRAWN}P,TA,A,1\nP,TB,B,1\nP,TD,A,2\n"},
         ("competitions", 2, "groups", "contradiction")),
    ],
)  # fmt: skip
def test_what_tables_say_of_matches_that_cannot_be_so(folder, tables, expected):
    assert faults(folder(**tables)) == {expected}


def test_matches_abandoned_or_not_drawn_yet_need_no_score_and_no_draw(folder):
    results = "match_id,home_score,away_score,state\nP-P1-4-1,,,中止\n"
    read_season(folder(**BRACKET, results__csv=results))
    (folder() / "draws.csv").unlink()
    read_season(folder(competitions__csv=BRACKET["competitions__csv"], results__csv=results))


def test_a_coach_cannot_be_fixed_to_matches_that_overlap(folder):
    teams = "team_id,competition_id,site_id,coach_id\nTA,P,A,K\nTB,P,B,\nTD,P,D,K\nTE,P,B,\n"
    season = read_season(folder(teams__csv=teams))
    other = next(one.match_id for one in list_matches(season) if {*one.team_ids} == {"TD", "TE"})

    def fixed(start):
        return (
            "match_id,team_id,opponent_id,date,start\n"
            f",TA,TB,2026-04-11,09:00\n{other},,,2026-04-11,{start}\n"
        )

    assert faults(folder(teams__csv=teams, fixed__csv=fixed("09:49"))) == {
        ("fixed", 3, "start", "clash")
    }
    assert read_season(folder(teams__csv=teams, fixed__csv=fixed("09:50"))).fixed


def test_a_team_cannot_have_played_two_matches_at_once(folder):
    matches = list_matches(read_season(folder()))
    first, second = (one.match_id for one in matches if "TA" in one.team_ids)
    results = f"match_id,home_score,away_score\n{first},1,0\n{second},2,0\n"

    def published(start):
        return (
            "match_id,date,start,venue_id\n"
            f"{first},2026-04-11,09:00,V\n{second},2026-04-11,{start},V\n"
        )

    assert faults(folder(results__csv=results, fixtures__csv=published("09:49"))) == {
        ("fixtures", 3, "start", "clash")
    }
    assert read_season(folder(results__csv=results, fixtures__csv=published("09:50"))).fixtures


@pytest.mark.parametrize(
    ("tiebreak", "points", "column"),
    [("points;lot;goals", "3;1;0", "tiebreak"), ("points;luck", "3;1;0", "tiebreak"),
     ("points", "1;3;0", "points"), ("points", "3;1", "points")],
)  # fmt: skip
def test_faults_of_rankings(folder, tiebreak, points, column):
    text = (
        "competition_id,level,skill,format,from,until,match_min,tiebreak,points\n"
        f"P,county,足球,league1,2026-04-11,2026-05-31,50,{tiebreak},{points}\n"
    )
    assert ("competitions", 2, column, "bad_value") in faults(folder(competitions__csv=text))
