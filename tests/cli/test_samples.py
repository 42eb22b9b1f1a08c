from sharepool.centre.placement.tables import read_athletes
from sharepool.generate import generate_county
from sharepool.tables import read_problem

LISTS = ("athletes", "places")


def test_generate_writes_a_problem_that_reads_back(run, tmp_path):
    ran = run("generate", "county", "--seed", 3, "--out", tmp_path / "county")
    assert ran.code == 0
    problem = read_problem(tmp_path / "county")
    assert f"{len(problem.sites):,} sites" in ran.out
    athletes, _ = read_athletes(*(tmp_path / "county" / f"{name}.csv" for name in LISTS))
    assert f"{len(athletes):,} athletes" in ran.out


def test_generate_as_json_counts(run, tmp_path):
    ran = run("generate", "county", "--seed", 3, "--out", tmp_path / "county", "--json")
    problem = read_problem(tmp_path / "county")
    assert ran.json["demands"] == len(problem.demands)
    assert ran.json["seed"] == 3


def test_generate_takes_an_empty_folder(run, tmp_path):
    (tmp_path / "empty").mkdir()
    assert run("generate", "county", "--out", tmp_path / "empty").code == 0


def test_generate_overwrites_nothing(run, tmp_path, contents):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    before = contents()
    for out in (tmp_path, tmp_path / "mine.txt"):
        ran = run("generate", "county", "--out", out)
        assert ran.code == 2
        assert "nothing is overwritten" in ran.err
    assert contents() == before


def test_generate_refuses_an_unknown_kind(run, tmp_path):
    ran = run("generate", "village", "--out", tmp_path / "x")
    assert ran.code == 2
    assert not (tmp_path / "x").exists()


def test_a_share_of_a_countys_sessions_can_take_several_people(run, tmp_path):
    more = "--teams", 0.1, "--lifeguards"
    ran = run("generate", "county", "--out", tmp_path / "new", "--seed", 3, *more)
    assert ran.code == 0
    assert read_problem(tmp_path / "new") == generate_county(3, teams=0.1, lifeguards=True)
    assert run("generate", "county", "--out", tmp_path / "other", "--teams", 2).code == 2
