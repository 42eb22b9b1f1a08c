"""Athletes and places from files: as written, in Chinese too, and every fault of both at once."""

from decimal import Decimal

import pytest

from sharepool.base.errors import ProblemError
from sharepool.centre.placement.rows import Athlete, Place
from sharepool.centre.placement.tables import read_athletes
from sharepool.tables import write_rows

ATHLETES = "athlete_id,skill,score,home_site,choices\n007,足球,81.5,P1,X;Y\na2,足球,70,,\n"
PLACES = "site_id,skill,places,min_score\nX,足球,3,60.5\nY,足球,1,\n"


@pytest.fixture
def files(tmp_path):
    def files(athletes=ATHLETES, places=PLACES):
        for name, text in (("athletes", athletes), ("places", places)):
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        return tmp_path / "athletes.csv", tmp_path / "places.csv"

    return files


def faults(*paths):
    with pytest.raises(ProblemError) as caught:
        read_athletes(*paths)
    return [(one.table, one.row, one.column, one.code) for one in caught.value.faults]


def test_rows_are_read_as_written(files):
    athletes, places = read_athletes(*files())
    assert athletes == (
        Athlete(athlete_id="007", skill="足球", score="81.5", home_site="P1", choices=("X", "Y")),
        Athlete(athlete_id="a2", skill="足球", score=70),
    )
    assert places[0] == Place(site_id="X", skill="足球", places=3, min_score=Decimal("60.5"))
    assert places[1].min_score == 0


def test_chinese_headers_are_read(files):
    athletes = "运动员编号,专项,成绩,所在学校,志愿\na1,足球,81.5,P1,X；Y\n"
    places = "学校代码,专项,招生人数,最低成绩\nX,足球,3,60\nY,足球,1,\n"
    (athlete,), _ = read_athletes(*files(athletes, places))
    assert athlete.choices == ("X", "Y")


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_what_is_written_reads_back_the_same(files, tmp_path, ending):
    athletes, places = read_athletes(*files())
    paths = [tmp_path / f"{name}{ending}" for name in ("one", "two")]
    write_rows("athletes", athletes, paths[0])
    write_rows("places", places, paths[1])
    assert read_athletes(*paths) == (athletes, places)


def test_every_fault_of_both_tables_is_told_at_once(files):
    athletes = (
        "athlete_id,skill,score,home_site,choices\n"
        "a1,足球,much,,X\na2,,50,,X\na3,足球,50,,X;Q\na3,足球,50,,Y\na4,足球,-1,,Y\n"
    )
    places = "site_id,skill,places,min_score\nX,足球,3,\nX,足球,2,\nY,足球,1,\n"
    assert faults(*files(athletes, places)) == [
        ("athletes", 2, "score", "bad_value"),
        ("athletes", 3, "skill", "missing_value"),
        ("athletes", 4, "choices", "unknown_id"),
        ("athletes", 5, "athlete_id", "duplicate_id"),
        ("athletes", 6, "score", "out_of_range"),
        ("places", 3, "site_id", "duplicate_id"),
    ]


def test_a_slip_of_the_pen_gets_a_hint(files):
    paths = files(ATHLETES.replace("X;Y", "x;Y"))
    with pytest.raises(ProblemError, match="did you mean 'X'"):
        read_athletes(*paths)


def test_choices_are_not_judged_by_places_that_could_not_be_read(files):
    places = PLACES.replace("Y,足球,1", "Y,足球,one")
    assert faults(*files(places=places)) == [("places", 3, "places", "bad_value")]


def test_missing_files_and_columns_are_told(files, tmp_path):
    athletes, _ = files(athletes="athlete_id,score\na1,3\n")
    assert faults(athletes, tmp_path / "none.csv") == [
        ("athletes", None, "skill", "missing_column"),
        ("places", None, "", "missing_file"),
    ]


def test_a_file_that_is_no_text_is_told(files, tmp_path):
    athletes, places = files()
    athletes.write_bytes(b"\xff\xff\xff")
    assert faults(athletes, places) == [("athletes", None, "", "bad_file")]


def test_a_workbook_that_is_none_is_told_and_judges_no_choice(files, tmp_path):
    athletes, _ = files()
    (tmp_path / "places.xlsx").write_text("no workbook", encoding="utf-8")
    assert faults(athletes, tmp_path / "places.xlsx") == [("", None, "", "bad_file")]


def test_both_tables_may_be_sheets_of_one_workbook(files, tmp_path):
    import openpyxl

    workbook = openpyxl.Workbook()
    for title, text in (("招生计划", PLACES), ("运动员", ATHLETES)):
        sheet = workbook.create_sheet(title)
        for line in text.splitlines():
            sheet.append(line.split(","))
    workbook.save(tmp_path / "both.xlsx")
    assert read_athletes(tmp_path / "both.xlsx", tmp_path / "both.xlsx") == read_athletes(*files())
