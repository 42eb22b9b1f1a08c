"""What looks suspicious in the tables of yearly decisions is told, not swallowed."""

import shutil
from pathlib import Path

import pytest

from sharepool.centre.assessment.tables import read_assessment
from sharepool.centre.exchange.tables import read_exchange
from sharepool.centre.points.tables import read_points
from sharepool.centre.targets.tables import read_targets
from sharepool.centre.training.tables import read_training
from sharepool.tables import read_problem

COUNTY = Path(__file__).parents[2] / "data" / "samples" / "county"


@pytest.fixture(scope="module")
def county():
    return read_problem(COUNTY)


READERS = {
    "ratings": read_assessment,
    "associations": read_points,
    "targets": lambda path, problem: read_targets(path, problem.rules.week_of),
    "courses": read_training,
    "posts": lambda path, _: read_exchange(path),
}


@pytest.mark.parametrize("table", READERS)
def test_a_column_that_is_not_used_is_told(tmp_path, county, table):
    folder = tmp_path / "folder"
    shutil.copytree(COUNTY / "centre" if table == "posts" else COUNTY, folder)
    header, *rows = (folder / f"{table}.csv").read_text("utf-8-sig").splitlines()
    text = "\n".join([f"{header},备 注2", *(f"{row}," for row in rows)])
    (folder / f"{table}.csv").write_text(text, "utf-8")
    told = READERS[table](folder, county).warnings
    assert [(one.table, one.code, one.value) for one in told] == [
        (table, "unknown_column", "备 注2")
    ]


def test_a_condition_that_nobody_fits_is_told(tmp_path, county):
    """Beside others it would leave its people out, and nobody would know."""
    (tmp_path / "meetings.csv").write_text(
        "meeting_id,people,minutes\nM,role=coahc;role=coach;county=青澜县,60\n", "utf-8"
    )
    (told,) = read_training(tmp_path, county).warnings
    assert (told.table, told.row, told.code, told.value) == (
        *("meetings", 2, "nobody_fits", "role=coahc"),
    )
    settings = (COUNTY / "assessment.toml").read_text("utf-8")
    (tmp_path / "assessment.toml").write_text(settings.replace("role=coach", "role=coahc"), "utf-8")
    (told,) = read_assessment(tmp_path, county).warnings
    assert (told.column, told.code, told.value) == ("people.for", "nobody_fits", "role=coahc")
