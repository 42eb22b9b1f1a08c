"""A centre's folder, small enough to spoil cell by cell."""

import pytest

TABLES = {
    "sites.csv": "site_id,name,county,stage,lon,lat,pupils\nA,甲校,东县,primary,113.0,35.0,200\n"
    "B,乙校,东县,point,113.1,35.0,20\n",
    "bells.csv": "slot,start,end,part\n1,08:00,08:40,lesson\n2,09:00,09:40,lesson\n"
    "3,16:00,16:40,after_school\n",
    "rules.toml": 'name = "little"\n',
    "classes.csv": "site_id,grade,classes,pupils\nA,3,2,200\nB,3,1,20\n",
    "residents.csv": "staff_id,name,site_id,load_lessons,duty_lessons,skills\n007,李,A,9,1,pe\n",
    "curriculum.csv": "grade,lessons_week\n3,3\n",
}


@pytest.fixture
def folder(tmp_path):
    """Write the tables of a centre, some of them otherwise (None: not at all)."""

    def write(**spoiled):
        home = tmp_path / "centre"
        home.mkdir(exist_ok=True)
        changed = {name.replace("__", "."): text for name, text in spoiled.items()}
        for name, text in (TABLES | changed).items():
            if text is not None:
                (home / name).write_text(text, encoding="utf-8-sig")
        return home

    return write
