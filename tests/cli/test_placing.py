"""``place`` as a command."""

from sharepool import read_feed


def test_the_coaching_of_camps_is_written_for_the_weeks(tmp_path, run):
    (tmp_path / "a.csv").write_text(
        "athlete_id,skill,score,choices,chain_id\n1,f,3,S,C\n2,f,2,S,C\n3,f,1,S,\n", "utf-8"
    )
    (tmp_path / "p.csv").write_text("site_id,skill,places\nA,f,3\n", "utf-8")
    (tmp_path / "c.csv").write_text(
        "camp_id,skill,from,until,site_id,capacity,coaches_per,chains_only\n"
        "S,f,2026-07-13,2026-07-14,A,9,1,1\n",
        "utf-8",
    )
    told = ["place", tmp_path / "a.csv", tmp_path / "p.csv", "--seed", "1"]
    told += ["--out", tmp_path / "out.csv", "--feed", tmp_path / "camp"]
    assert run(*told).code == 2
    assert run(*told, "--camps", tmp_path / "c.csv").code == 0
    rows = read_feed(tmp_path / "camp" / "feed").rows
    assert [(one.date.isoformat(), one.row.count) for one in rows["roles"]] == [
        ("2026-07-13", 2),
        ("2026-07-14", 2),
    ]
    # Those who withdraw need no coaches: nothing is left of what was written before.
    assert run(*told, "--camps", tmp_path / "c.csv", "--withdraw", "1,2").code == 0
    assert not any(read_feed(tmp_path / "camp" / "feed").rows.values())
