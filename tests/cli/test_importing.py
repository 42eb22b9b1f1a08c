"""``import`` and ``template`` from the command line."""

import json
import tomllib

import openpyxl
import pytest

import sharepool as sp
from books import grouped, save
from sharepool.messages.columns import MEANINGS
from sharepool.tables.headers import columns_of
from sharepool.tables.template import FIRST, Purpose


@pytest.fixture
def book(tmp_path):
    return grouped(tmp_path / "全县.xlsx")


def test_open_questions_go_into_the_mapping_and_nothing_else_is_written(run, book, tmp_path):
    ran = run("import", book, "--out", tmp_path / "p", "--lang", "zh")
    assert ran.code == 2
    assert "7个问题" in ran.err
    assert not (tmp_path / "p").exists()
    kept = tomllib.loads((tmp_path / "mapping.toml").read_text())
    assert {one["key"] for one in kept["questions"]} >= {"week_of", "ways", "times:白杨"}
    assert all(one["answer"] == "" for one in kept["questions"])


def test_proposals_are_taken_kept_and_used_again(run, book, tmp_path):
    mapping = tmp_path / "kept.toml"
    first = run("import", book, "--out", tmp_path / "p", "--mapping", mapping, "--accept")
    assert first.code == 0
    assert "header in row" in first.out
    again = run("import", book, "--out", tmp_path / "q", "--mapping", mapping)
    assert again.code == 0
    assert sp.read_problem(tmp_path / "p") == sp.read_problem(tmp_path / "q")
    assert (tmp_path / "p" / "import.csv").is_file()
    assert (tmp_path / "p" / "classes.csv").is_file()


def test_an_answer_that_says_nothing_is_asked_again(run, book, tmp_path):
    mapping = tmp_path / "kept.toml"
    run("import", book, "--out", tmp_path / "p", "--mapping", mapping, "--accept")
    good = mapping.read_text()
    for before, after in (("全天", "看情况"), ("via_town", "很远"), ("2026-02-23", "下周一")):
        for options in ((), ("--accept",)):
            mapping.write_text(good.replace(f'answer = "{before}"', f'answer = "{after}"'))
            ran = run("import", book, "--out", tmp_path / "q", "--mapping", mapping, *options)
            assert ran.code == 2
            assert not (tmp_path / "q").exists()
    (entry,) = [one for one in tomllib.loads(mapping.read_text())["questions"] if not one["answer"]]
    assert entry["key"] == "week_of"


def test_who_is_never_free_is_given_nothing(run, book, tmp_path):
    mapping = tmp_path / "kept.toml"
    run("import", book, "--out", tmp_path / "p", "--mapping", mapping, "--accept")
    mapping.write_text(mapping.read_text().replace('answer = "全天"', 'answer = "不外派"'))
    assert run("import", book, "--out", tmp_path / "q", "--mapping", mapping).code == 0
    assert sp.read_problem(tmp_path / "q").person_of["白杨"].max_sessions_week == 0


def test_answers_to_what_has_changed_are_asked_again(run, book, tmp_path):
    mapping = tmp_path / "kept.toml"
    run("import", book, "--out", tmp_path / "p", "--mapping", mapping, "--accept")
    workbook = openpyxl.load_workbook(book)
    sheet = next(one for one in workbook if one["A1"].value == "姓名")
    sheet["F2"] = "坐公交，下学期退休"
    workbook.save(book)
    ran = run("import", book, "--out", tmp_path / "q", "--mapping", mapping, "--lang", "zh")
    assert ran.code == 2
    kept = tomllib.loads(mapping.read_text())["questions"]
    assert [one["key"] for one in kept if one["answer"] == ""] == ["mode:田 野"]


def test_answers_of_the_mapping_count(run, book, tmp_path):
    mapping = tmp_path / "kept.toml"
    run("import", book, "--out", tmp_path / "p", "--mapping", mapping, "--accept")
    text = mapping.read_text().replace('answer = "2026-02-23"', 'answer = "2026-03-02"')
    mapping.write_text(text)
    assert run("import", book, "--out", tmp_path / "q", "--mapping", mapping).code == 0
    assert sp.read_problem(tmp_path / "q").week[0].isoformat() == "2026-03-02"


def test_in_chinese_nothing_english_is_said(run, book, tmp_path):
    ran = run("import", book, "--out", tmp_path / "p", "--accept", "--lang", "zh")
    words = [word for word in ran.out.replace(str(tmp_path), "").split() if word.isascii()]
    assert not [word for word in words if word.isalpha() and word.islower()]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_template_that_is_filled_in_is_read_without_a_fault_or_warning(run, tmp_path, lang):
    path = tmp_path / "fill.xlsx"
    assert run("template", path, "--lang", lang).code == 0
    workbook = openpyxl.load_workbook(path)
    assert workbook.sheetnames[0] in {"guide", "说明"}
    for name in FIRST[Purpose.WEEK]:
        sheet = next(one for one in workbook if sheet_is(one, name))
        assert sheet.freeze_panes == "A2"
        for place, column in enumerate(columns_of(name), start=1):
            sheet.cell(2, place).value = EXAMPLES.get(f"{name}.{column}")
    workbook.save(path)
    problem = sp.read_problem(path)
    assert problem.warnings == ()
    assert (problem.demands[0].kind, problem.sites[0].area) == ("lesson", "urban")


def sheet_is(sheet, name):
    from sharepool.tables.headers import read_table_name

    return read_table_name(sheet.title) == name


NAMES = {"bells.bell_id": "小学", "sites.bell_id": "小学", "demands.site_id": "A01"}
BLANK = {"sites.private", "sites.open_from", "sites.open_until", "demands.slots", "demands.weeks"}
BLANK |= {"demands.neutral", "demands.season_from", "demands.season_until", "demands.also_requires"}
EXAMPLES = {
    key: example for key, (_, _, example) in MEANINGS.items() if key not in BLANK and example
}
EXAMPLES |= NAMES | {
    "skills.skill": "体育",
    "availability.start": "08:00",
    "availability.day": "周一",
    "demands.sessions": "1",
    "demands.min_sessions": "0",
}


def test_every_column_of_a_template_has_a_meaning():
    for name in {name for names in FIRST.values() for name in names} | {"travel", "pins", "pairs"}:
        for column in columns_of(name):
            english, chinese, _ = MEANINGS.get(f"{name}.{column}", ("", "", ""))
            assert english != chinese or f"{name}.{column}" in UNSAID


UNSAID = {
    "curriculum.also_requires",
    "services.periods",
    "services.min_level",
    "services.also_requires",
}


def test_a_template_for_a_centre_is_read_by_needs(run, tmp_path):
    path = tmp_path / "centre.xlsx"
    assert run("template", path, "--for", "centre", "--lang", "zh").code == 0
    with pytest.raises(sp.ProblemError) as caught:
        sp.read_centre(path)
    assert [one.code for one in caught.value.faults] == ["empty_table"]


def test_a_template_replaces_no_file(run, book):
    before = book.read_bytes()
    assert run("template", book).code == 2
    assert book.read_bytes() == before


@pytest.fixture
def grid(tmp_path):
    rows = [["", "周一", "周二"], ["第1节", "体育", "赵敏 足球"], ["第2节", "语文", "体育"]]
    return save(tmp_path / "grid.xlsx", 三1=(rows,), 王芳老师=(rows[:2],))


def test_a_timetable_goes_into_a_problem_and_nothing_else_of_it_changes(run, grid, tmp_path):
    folder = tmp_path / "p"
    sp.write_problem(sp.read_problem("data/samples/tiny"), folder)
    (folder / "availability.csv").rename(folder / "可用时间.csv")
    (folder / "import.csv").write_text(
        "table,row,column\nstaff,2,name\navailability,2,day\navailability,4,day\n"
    )
    options = ("import", grid, "--from", "grid", "--out", folder)
    asked = run(*options, "--lang", "zh")
    assert asked.code == 2
    assert "1个问题" in asked.err
    before = sp.read_problem(folder)
    ran = run(*options, "--accept", "--lang", "zh")
    assert ran.code == 0
    assert "外校人员上的体育课1节" in ran.out
    assert "替换了该校和这些人员原有的2行" in ran.out
    after = sp.read_problem(folder)
    assert {one.site_id for one in after.closures} == {"TOWN"}
    same = {"closures", "availability"}
    assert before.model_dump(exclude=same) == after.model_dump(exclude=same)
    assert not (folder / "availability.csv").exists()
    traces = (folder / "import.csv").read_text(encoding="utf-8-sig").splitlines()
    assert traces[1:3] == ["staff,2,name,,,,,", "availability,2,day,,,,,"]
    again = run(*options)
    assert again.code == 0
    assert sp.read_problem(folder) == after


def test_a_timetable_without_a_problem_is_two_tables(run, grid, tmp_path):
    out = tmp_path / "new"
    ran = run("import", grid, "--from", "grid", "--out", out, "--accept", "--json")
    assert ran.code == 0
    assert {one["role"] for one in json.loads(ran.out)["sheets"]} == {"class_grid", "teacher_grid"}
    assert {path.name for path in out.iterdir()} == {
        "closures.csv",
        "availability.csv",
        "import.csv",
    }


def test_a_folder_that_holds_no_problem_is_not_written_to(run, grid, tmp_path):
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "todo.md").write_text("mow the lawn")
    ran = run("import", grid, "--from", "grid", "--out", tmp_path / "notes", "--accept")
    assert ran.code == 2
    assert [path.name for path in (tmp_path / "notes").iterdir()] == ["todo.md"]
