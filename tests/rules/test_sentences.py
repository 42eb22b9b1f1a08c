"""Every code becomes a sentence, in every language."""

import re

import pytest

from builders import BELLS, make_plan, make_problem
from sharepool.messages.languages import LANGUAGES
from sharepool.problem.result import Conflict, HardMinimum
from sharepool.problem.violation import Violation
from sharepool.rules import check

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def named_problem(**more):
    return make_problem(
        **{
            "sites": [
                {"site_id": "H", "name": "Centre", "group": "g"},
                {"site_id": "A", "name": "第一小学"},
                {"site_id": "B"},
            ],
            "staff": [{"staff_id": "T1", "name": "王芳"}, {"staff_id": "T2"}],
            "demands": [{"sessions": 3}, {"demand_id": "D2", "site_id": "B"}],
            **more,
        }
    )


ALL_OF_A_DAY = Violation(
    "H05",
    day=3,
    staff_id="T1",
    site_id="A",
    other_id="B",
    start_min=520,
    end_min=540,
    amount=20,
    limit=21,
)
EVERY_FIELD = {
    "day": 1,
    "staff_id": "T1",
    "demand_id": "D1",
    "site_id": "A",
    "other_id": "D2",
    "name": "pe",
    "role": "lead",
    "slot": 2,
    "start_min": 480,
    "end_min": 520,
    "amount": 2,
    "limit": 1,
    "row": 0,
}


def test_both_languages_know_the_same_codes():
    english, chinese = (LANGUAGES[lang].sentences.keys() for lang in ("en", "zh"))
    assert english == chinese


@pytest.mark.parametrize("code", [key for key in LANGUAGES["en"].sentences if key[0] == "H"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_is_a_finished_sentence(code, lang):
    code, _, kind = code.partition(".")
    text = Violation(code, kind or None, **EVERY_FIELD).text(named_problem(), lang)
    assert text.endswith("." if lang == "en" else "。")
    assert "{" not in text
    assert "None" not in text


def broken_everywhere():
    """Problems and plans that together break every rule in every way."""
    two = [{"staff_id": "T1", "name": "王芳"}, {"staff_id": "T2"}]
    early = {"season_from": "2026-03-03"}
    closed = [
        {"site_id": "H"},
        {"site_id": "A", "open_from": "2026-03-03"},
        {"site_id": "B"},
    ]
    yield named_problem(), [("T9", "D9", 8, 99), ("T1", "D1", 1, 7), ("T1", "D1", 1, 99)]
    yield named_problem(demands=[{"slots": "1-1"}]), [("T1", "D1", 1, 2)]
    yield named_problem(demands=[{"periods": 2}]), [("T1", "D1", 1, 4)]
    yield named_problem(demands=[early]), [("T1", "D1", 1, 1)]
    yield named_problem(sites=closed), [("T1", "D1", 1, 1)]
    yield (
        named_problem(
            staff=[{"staff_id": name} for name in ("T1", "T2", "T3")],
            sites=[{"site_id": "H", "group": "g"}, {"site_id": "A"}, {"site_id": "B"}],
            demands=[{"sessions": 2, "neutral": "g"}],
            roles=[
                {"demand_id": "D1", "role": "lead"},
                {"demand_id": "D1", "role": "help", "count": 2},
            ],
        ),
        [
            ("T1", "D1", 1, 1, "lead"),
            ("T2", "D1", 1, 1, "lead"),
            ("T1", "D1", 1, 1, "help"),
            ("T1", "D1", 1, 1, "cook"),
        ],
    )
    yield (
        named_problem(
            bells=[*BELLS, {"bell_id": "late", "slot": 1, "start": "17:00", "end": "17:40"}],
            sites=[{"site_id": "H"}, {"site_id": "A"}, {"site_id": "B", "bell_id": "late"}],
            listeners=[{"demand_id": "D1", "site_id": "B"}],
        ),
        [("T1", "D1", 1, 1)],
    )
    yield (
        named_problem(demands=[{"weeks": "2"}], rules={"term": {"first_monday": "2026-03-02"}}),
        [("T1", "D1", 1, 1)],
    )
    yield (
        named_problem(
            calendar=[{"date": "2026-03-02", "kind": "off"}], closures=[{"site_id": "A", "day": 2}]
        ),
        [("T1", "D1", 1, 1), ("T1", "D1", 2, 1)],
    )
    yield named_problem(skills=[]), [("T1", "D1", 1, 1)]
    yield (
        named_problem(
            demands=[{"min_level": 2, "also_requires": "old"}],
            skills=[
                {"staff_id": "T1", "skill": "pe"},
                {"staff_id": "T1", "skill": "old", "valid_until": "2026-03-01"},
            ],
        ),
        [("T1", "D1", 1, 1)],
    )
    yield (
        named_problem(
            availability=[{"staff_id": "T1", "day": 2, "start": "08:00", "end": "09:00"}],
            absences=[{"staff_id": "T1", "from": "2026-03-02", "until": "2026-03-02"}],
        ),
        [("T1", "D1", 1, 1)],
    )
    yield named_problem(), [("T1", "D1", 1, 1), ("T1", "D2", 1, 1)]
    yield (
        named_problem(leg_min=330, rules={"day": {"lunch_min": 90}}),
        [("T1", "D1", 1, 1), ("T1", "D2", 1, 6)],
    )
    yield named_problem(leg_min=None, travel=[]), [("T1", "D1", 1, 1)]
    yield named_problem(leg_min="none"), [("T1", "D1", 1, 1)]
    yield (
        named_problem(
            rules={
                "limits": {
                    "max_sessions_day": 0,
                    "max_sessions_week": 0,
                    "max_sites_day": 0,
                    "max_sites_week": 0,
                    "max_days_week": 0,
                },
                "employers": {"Sports": {"max_hours_week": "0.5"}},
            },
            staff=[{"staff_id": "T1", "employer": "Sports", "max_hours_week": "0.1"}],
        ),
        [("T1", "D1", 1, 1)],
    )
    yield (
        named_problem(
            staff=two,
            sites=[{"site_id": "H"}, {"site_id": "A", "capacity": 1}, {"site_id": "B"}],
            demands=[
                {"sessions": 1, "min_gap_days": 2, "cohort": "c"},
                {"demand_id": "D2", "min_sessions": 1},
            ],
            pins=[{"kind": "forbid", "day": 1}, {"kind": "require", "staff_id": "T2", "day": 5}],
            pairs=[{"site_id": "A", "group": "x", "strict": 1}],
        ),
        [("T1", "D1", 1, 1), ("T2", "D1", 1, 1), ("T1", "D1", 2, 1)],
    )
    rides = {"venue_site": "B", "transfer_min": 60, "cohort": "c"}
    both = [rides, {"demand_id": "D2", "site_id": "A", "cohort": "c"}]
    yield named_problem(demands=both), [("T1", "D1", 1, 1)]
    yield named_problem(demands=both), [("T1", "D1", 1, 3), ("T1", "D2", 1, 2)]


def test_every_violation_that_rules_find_has_its_words():
    said = set()
    for problem, rows in broken_everywhere():
        for found in check(problem, make_plan(*rows)):
            said.add(found.code if found.kind is None else f"{found.code}.{found.kind}")
            english, chinese = (found.text(problem, lang) for lang in ("en", "zh"))
            assert "None" not in english + chinese
            assert CHINESE.search(chinese)
    known = {key for key in LANGUAGES["en"].sentences if key[0] == "H"}
    assert said == {key for key in known if not key.endswith(".any_day")}


def test_english_names_people_places_days_and_times():
    assert ALL_OF_A_DAY.text(named_problem()) == (
        "王芳 (T1) cannot get from 第一小学 (A) to B in time on Wednesday: there are 20 minutes "
        "between 08:40 and 09:00, and the way takes 21."
    )


def test_chinese_names_people_places_days_and_times():
    assert ALL_OF_A_DAY.text(named_problem(), "zh") == (
        "王芳（T1）在星期三来不及从第一小学（A）赶到B：08:40到09:00之间只有20分钟，路上需要21分钟。"
    )


@pytest.mark.parametrize(
    ("amount", "text"), [(1, "T2 has 1 session on Friday;"), (2, "T2 has 2 sessions on Friday;")]
)
def test_english_counts_in_the_plural(amount, text):
    found = Violation("H10", "day", day=5, staff_id="T2", amount=amount, limit=0)
    assert found.text(named_problem()).startswith(text)


@pytest.mark.parametrize(
    ("minutes", "english", "chinese"),
    [
        (40, "40 min", "40分钟"),
        (60, "1 h", "1小时"),
        (100, "1 h 40 min", "1小时40分钟"),
        (0, "0 h", "0小时"),
    ],
)
def test_hours_are_said_in_hours_and_minutes(minutes, english, chinese):
    found = Violation("H12", "person", staff_id="T2", amount=minutes, limit=0)
    assert f"works {english} in" in found.text(named_problem())
    assert f"工作{chinese}，" in found.text(named_problem(), "zh")


def test_an_unknown_id_is_said_as_it_is():
    (found,) = check(named_problem(), make_plan(("T9", "D2", 9, 3)))
    assert found.text(named_problem()) == (
        "D2 at B, day 9, slot 3: there is nobody with the staff_id T9."
    )


def test_an_unknown_language_is_an_error():
    with pytest.raises(ValueError, match="unknown language 'fr': write one of en, zh"):
        ALL_OF_A_DAY.text(named_problem(), "fr")


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        (
            {"staff_id": "T1", "demand_id": "D1", "day": 5, "slot": 1},
            "王芳 (T1), D1 at 第一小学 (A), Friday, slot 1",
        ),
        ({"staff_id": "T2", "site_id": "B"}, "T2, B"),
        ({"site_id": "A", "day": 2}, "第一小学 (A), Tuesday"),
        ({"slot": 3}, "slot 3"),
    ],
)
def test_a_pin_is_said_by_its_cells(cells, text):
    problem = named_problem(pins=[{"kind": "require", **cells}])
    asked = HardMinimum("require", 0, 1).text(problem)
    assert asked == f"At least 1 session must be as a pin requires: {text}."


def test_a_pin_without_cells_is_said_too():
    problem = named_problem(pins=[{"kind": "require"}])
    asked = HardMinimum("require", 0, 1).text(problem)
    assert asked == "At least 1 session must be as a pin requires: any session."


CONFLICT = Conflict(
    (HardMinimum("min_sessions", 1, 2), HardMinimum("strict_pair", 0, 1)), proven=True
)


def test_a_conflict_is_said_requirement_by_requirement():
    problem = named_problem(pairs=[{"site_id": "A", "group": "g", "strict": 1}], bells=BELLS[:2])
    assert CONFLICT.lines(problem) == (
        "No plan exists: these requirements cannot all hold together.",
        "D2 at B must get at least 2 sessions in the week (min_sessions).",
        "第一小学 (A) must receive at least 1 session from people of g (strict pair).",
    )
    assert CONFLICT.lines(problem, "zh") == (
        "不存在可行方案：以下要求不能同时满足。",
        "B的D2本周至少必须有2次课（最少次数）。",
        "第一小学（A）至少必须得到g人员的1次课（对口支援）。",
    )


@pytest.mark.parametrize("proven", [True, False])
@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_conflict_says_whether_it_is_proven(proven, number):
    conflict = Conflict(CONFLICT.requirements[:1] * number, proven)
    first, *others = conflict.lines(named_problem())
    assert ("not proven" in first) is not proven
    assert len(others) == number


def test_an_absence_says_its_reason():
    cells = {"staff_id": "T1", "from": "2026-03-02", "until": "2026-03-02"}
    told = {}
    for reason in ("", "带队"):
        problem = named_problem(absences=[{**cells, "reason": reason}])
        (found,) = check(problem, make_plan(("T1", "D1", 1, 1)))
        told[reason] = found.text(problem), found.text(problem, "zh")
    assert "is absent on Mon" in told[""][0]
    assert "is absent (带队) on Mon" in told["带队"][0]
    assert told["带队"][1].endswith("请假或另有安排（带队）。")
