"""Tables and settings of an exchange: what is read, and every fault of it at once."""

import json

import pytest
from typer.testing import CliRunner

from sharepool.base.errors import ProblemError
from sharepool.centre.exchange.tables import read_exchange
from sharepool.cli.app import app

RESIDENTS = (
    "staff_id,name,site_id,load_lessons,skills,since,wishes\n"
    "007,李,A,9,pe,2015-09-01,B\n008,王,A,3,pe,2015-09-01,\n"
)
POSTS = "学校代码,学科,岗位数,强弱,最多调出\nA,pe,2,强,1\nB,pe,1,弱,\n"


def codes(folder, **given):
    with pytest.raises(ProblemError) as caught:
        read_exchange(folder, **given)
    return [(fault.table, fault.column, fault.code, fault.value) for fault in caught.value.faults]


def test_tables_read_under_chinese_headers(folder):
    history = "工号,原学校,现学校,日期,交流期满\n007,B,A,2015-09-01,2016-08-31\n"
    home = folder(residents__csv=RESIDENTS, posts__csv=POSTS, exchanges__csv=history)
    (home / "exchange.toml").write_text('quota = 0.5\nmode = "wishes"\ndate = 2026-09-01\n')
    read = read_exchange(home)
    assert [(post.posts, post.strength, post.max_leave) for post in read.posts] == [
        (2, "strong", 1),
        (1, "weak", None),
    ]
    assert [str(row.until) for row in read.history] == ["2016-08-31"]
    assert (str(read.rules.quota), read.rules.mode, str(read.date)) == (
        "0.5",
        "wishes",
        "2026-09-01",
    )
    assert read.centre.residents[0].wishes == ("B",)
    # The centre's own readers do not mind what lies beside their tables.
    assert read.centre.problem.warnings == ()


def test_without_tables_of_its_own_everything_has_its_default(folder):
    read = read_exchange(folder(residents__csv=RESIDENTS))
    assert (read.posts, read.history, read.rules.years) == ((), (), 6)


def test_every_fault_comes_at_once(folder):
    home = folder(
        residents__csv=RESIDENTS.replace("2015-09-01,B", "2026-09-01,A;X")
        + "008,张,A,1,pe,2015-09-01,\n",
        posts__csv=POSTS.replace("A,pe,2,强", "A,pe,1,很强") + "X,pe,1,,\nB,pe,2,,\nB,art,1,,\n",
    )
    (home / "exchange.toml").write_text("quota = 2\nquotas = 1\nexperienced_years = 7\n")
    assert codes(home) == [
        ("posts", "strength", "unknown_word", "很强"),
        ("posts", "subject", "duplicate_id", "pe"),
        ("residents", "staff_id", "duplicate_id", "008"),
        ("exchange", "quota", "out_of_range", "2"),
        ("exchange", "quotas", "unknown_key", ""),
    ]


def test_faults_between_tables_come_at_once(folder):
    home = folder(
        residents__csv="staff_id,site_id,load_lessons,skills,since,wishes,subject,born\n"
        "007,A,9,pe,2026-09-01,A;X,,\n008,A,3,pe,2015-09-01,,music,2030-01-01\n",
        posts__csv="site_id,subject,posts\nA,pe,0\nX,pe,1\nB,art,1\n",
        exchanges__csv="staff_id,from_site,to_site,date,until\n007,Y,A,2027-01-01,2026-01-01\n",
    )
    (home / "exchange.toml").write_text("experienced_years = 7\n")
    assert set(codes(home)) == {
        ("posts", "site_id", "unknown_id", "X"),
        ("posts", "subject", "unknown_subject", "art"),
        ("posts", "posts", "few_posts", "0"),
        ("exchanges", "from_site", "unknown_id", "Y"),
        ("exchanges", "date", "in_future", "2027-01-01"),
        ("exchanges", "until", "end_before_start", "2026-01-01"),
        ("residents", "wishes", "unknown_id", "X"),
        ("residents", "wishes", "own_school", "A"),
        ("residents", "since", "in_future", "2026-09-01"),
        ("residents", "subject", "unknown_subject", "music"),
        ("residents", "born", "in_future", "2030-01-01"),
        ("exchange", "experienced_years", "out_of_range", "7"),
    }


def test_settings_that_are_named_must_be_there(folder, tmp_path):
    home = folder(residents__csv=RESIDENTS)
    assert codes(home, rules=tmp_path / "other.toml") == [
        ("exchange", "", "missing_file", str(tmp_path / "other.toml"))
    ]


def run(*args):
    return CliRunner().invoke(app, ["rotate", *map(str, args)], obj=0.0)


def test_the_command_writes_everything(folder, tmp_path):
    home = folder(residents__csv=RESIDENTS, posts__csv=POSTS)
    ran = run(home, "--out", tmp_path / "out", "--json", "--frontier", "0，1")
    told = json.loads(ran.stdout)
    assert (told["uncovered_before"], told["uncovered_after"], told["bound"]) == (3, 0, 0)
    (move,) = told["moves"]
    assert (move["staff_id"], move["to_site"], move["until"]) == ("008", "B", "2027-03-01")
    assert [one["uncovered"] for one in told["frontier"]] == [3, 0]
    assert "lessons_per_class" in {one["measure"] for one in told["balance"]}
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "balance.csv",
        "eligibility.csv",
        "exchanges.csv",
        "frontier.csv",
        "letters.html",
        "moves.csv",
        "quota.csv",
        "residents.csv",
        "schools.csv",
    ]
    # What it writes reads back: the next year begins with it.
    for name in ("residents.csv", "exchanges.csv"):
        (home / name).write_bytes((tmp_path / "out" / name).read_bytes())
    (home / "exchange.toml").write_text("date = 2027-09-01\n")
    again = json.loads(run(home, "--out", tmp_path / "next", "--json").stdout)
    assert (again["moves"][0]["staff_id"], again["moves"][0]["why"]) == ("008", "return")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_command_tells_people(folder, tmp_path, lang):
    home = folder(residents__csv=RESIDENTS)
    ran = run(home, "--out", tmp_path / "out", "--lang", lang)
    assert ran.exit_code == 0
    said = {"en": "3 lessons a week are uncovered", "zh": "交流前每周缺3课时"}[lang]
    assert said in ran.stdout
    letters = (tmp_path / "out" / "letters.html").read_text(encoding="utf-8")
    assert {"en": "Notice of exchange", "zh": "教师交流轮岗通知书"}[lang] in letters


def test_faults_end_it_with_nothing_written(folder, tmp_path):
    home = folder(residents__csv=RESIDENTS, posts__csv=POSTS.replace("B,pe", "X,pe"))
    ran = run(home, "--out", tmp_path / "out", "--json")
    assert ran.exit_code == 2
    assert [one["code"] for one in json.loads(ran.stdout)["faults"]] == ["unknown_id"]
    assert not (tmp_path / "out").exists()
    assert run(home, "--out", tmp_path / "out", "--frontier", "4;x").exit_code == 2


def test_how_many_move_is_not_for_the_bureau_to_say_by_wishes(folder, tmp_path):
    (tmp_path / "wishes.toml").write_text('mode = "wishes"\nmax_moves = 2\n', encoding="utf-8")
    home = folder(residents__csv=RESIDENTS)
    args = [home, "--rules", tmp_path / "wishes.toml", "--moves", 1, "--json"]
    ran = run(*args, "--out", tmp_path / "out")
    assert ran.exit_code == 2
    told = [(one["column"], one["code"]) for one in json.loads(ran.stdout)["faults"]]
    assert told == [("--moves", "by_wishes"), ("max_moves", "by_wishes")]
