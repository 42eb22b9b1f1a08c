"""People and schools confirm their sessions in a workbook; what they decline is planned anew."""

import io
from dataclasses import replace

import openpyxl
import pytest

from builders import make_plan
from sharepool import Acknowledgement, check_term, survey_answers
from sharepool.base.errors import ProblemError
from sharepool.centre.term.acknowledging import find_answer_faults, list_asked, merge_answers
from sharepool.centre.term.sheets import read_answered, term_workbook
from terms import make_term_problem, plan

TWO = [{}, {"staff_id": "T2"}]


@pytest.fixture(scope="module")
def problem():
    demands = [{"slots": "1-1;2-1"}, {"demand_id": "D2", "site_id": "B", "weeks": "odd"}]
    return make_term_problem(4, staff=TWO, demands=demands)


@pytest.fixture(scope="module")
def term(problem):
    return plan(problem, plan=make_plan(("T1", "D1", 1, 1), ("T2", "D2", 3, 1)))


def answer(**cells):
    given = {
        "staff_id": "T1",
        "demand_id": "D1",
        "day": 1,
        "slot": 1,
        "weeks": "1-4",
        "party": "person",
        "answer": "yes",
    }
    return Acknowledgement.model_validate({**given, **cells})


def filled(term, path, answers, lang="en"):
    """Write the workbook with answers by the title of a sheet's first word."""
    workbook = openpyxl.load_workbook(io.BytesIO(term_workbook(term, lang)))
    for name, text in answers.items():
        sheet = next(one for one in workbook if one.title.startswith(name))
        header = [cell.value for cell in sheet[4]]
        column = header.index({"en": "answer", "zh": "答复"}[lang]) + 1
        for row in range(5, sheet.max_row + 1):
            sheet.cell(row, column, text)
    workbook.save(path)


def test_each_session_is_asked_once_with_its_weeks(term):
    asked = {(one.row.demand_id, one.weeks) for one in list_asked(term)}
    assert asked == {("D1", (1, 2, 3, 4)), ("D2", (1, 3))}


@pytest.mark.parametrize(("lang", "yes"), [("en", "yes"), ("zh", "是")])
def test_answers_are_read_back_from_the_workbook(term, tmp_path, lang, yes):
    filled(term, tmp_path / "term.xlsx", {"T1": yes, "A": yes}, lang)
    rows = read_answered(tmp_path / "term.xlsx")
    assert list(find_answer_faults(term, rows)) == []
    known = replace(term, book=replace(term.book, answers=merge_answers((), [r for _, r in rows])))
    found = survey_answers(known)
    mine = {row.staff_id for week in term.weeks for row in week.week.plan}
    assert ("T1" in found.people, found.all_people) == (True, len(mine))
    assert found.schools == ("A",)
    assert found.declined == ()


def test_what_a_person_declines_somebody_else_takes(problem, term):
    book = replace(term.publish(), answers=(answer(answer="no", weeks="2-3"),))
    again = plan(problem, book)
    assert [week.source.value for week in again.weeks] == ["kept", "replanned", "replanned", "kept"]
    for week in again.weeks:
        held = {(row.staff_id, row.day) for row in week.week.plan if row.demand_id == "D1"}
        assert (("T1", 1) in held) == (week.number in {1, 4})
        assert len(held) == 1
    assert check_term(again) == ()
    # What was declined stays so when the term is planned once more.
    assert [w.source.value for w in plan(problem, again.publish()).weeks] == ["kept"] * 4


def test_what_a_school_declines_is_not_then(problem, term):
    book = replace(term.publish(), answers=(answer(answer="no", party="school", weeks="1"),))
    first = plan(problem, book).weeks[0].week.plan
    assert [row.day for row in first if row.demand_id == "D1"] == [2]


def test_what_nobody_planned_cannot_be_answered(term):
    rows = [(5, answer(slot=3)), (6, answer(demand_id="D7"))]
    assert [fault.code for fault in find_answer_faults(term, rows)] == ["not_planned"] * 2
    rows = [(5, answer()), (6, answer(answer="no", weeks="2"))]
    (fault,) = find_answer_faults(term, rows)
    assert (fault.code, fault.row, fault.fields["week"]) == ("two_answers", 6, 2)


def test_a_file_without_answers_is_a_fault(tmp_path):
    with pytest.raises(ProblemError) as caught:
        read_answered(tmp_path / "term.xlsx")
    assert caught.value.faults[0].code == "missing_file"
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    with pytest.raises(ProblemError) as caught:
        read_answered(tmp_path / "other.csv")
    assert [fault.code for fault in caught.value.faults] == ["missing_column"]
