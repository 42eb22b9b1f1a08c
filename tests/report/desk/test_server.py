"""The desk's server: who is answered, and that it says what the library says."""

import json

import pytest

import sharepool as sp
from builders import make_plan, make_problem
from sharepool.report.desk.desk import Desk
from sharepool.report.desk.view import show_desk
from sharepool.tables import read_plan

OWN = ["T1", "D1", 1, 1, ""]


def test_only_who_knows_the_secret_on_this_machine_is_answered(serve):
    client = serve()
    assert client.get("state")[0].status == 200
    assert client.ask("GET", "/")[0].status == 403
    assert client.ask("GET", "/wrong/state")[0].status == 403
    assert client.ask("POST", "/wrong/undo", "{}")[0].status == 403
    assert client.get("state", Host="evil.example")[0].status == 403
    assert client.get("state", Origin="http://evil.example")[0].status == 403
    assert client.get("../secret")[0].status == 404


def test_pages_may_load_nothing_from_elsewhere(serve):
    client = serve()
    for name in ("", "desk.js", "page.js", "desk.css"):
        answer, text = client.get(name)
        assert answer.status == 200
        assert answer.getheader("Content-Security-Policy").startswith("default-src 'none'")
        assert "http" not in text


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_what_a_form_of_another_site_could_send_is_refused(serve, kind):
    client = serve()
    path = f"/{client.server.token}/undo"
    assert client.ask("POST", path, '{"version": 1}', Content_Type=kind)[0].status == 400


def test_targets_have_the_price_of_the_library(serve, problem, plan):
    client = serve()
    _, found = client.post("targets", session=OWN)
    draft = sp.edit_plan(problem, plan)
    assert found["times"]
    for one in found["times"]:
        moved = draft.move("D1:1", day=one["day"], slot=one["slot"])
        assert moved.score.objective - draft.score.objective == one["change"]
        assert bool(set(moved.violations) - set(draft.violations)) == bool(one["obstacles"])
    best = sp.suggest(problem, draft, draft.plan.assignments[0], most=12)
    assert [one["change"] for one in found["others"]] == [one.change for one in best]


def test_a_person_who_is_looked_at_could_take_it(serve, problem, plan):
    _, found = serve().post("targets", session="D1:2", person="T2")
    draft = sp.edit_plan(problem, plan)
    for one in found["times"]:
        moved = draft.move("D1:2", staff_id="T2", day=one["day"], slot=one["slot"])
        assert moved.score.objective - draft.score.objective == one["change"]
    assert {one["add"][0][0] for one in found["times"]} == {"T2"}


def test_a_move_is_that_of_the_library_and_can_be_undone(serve, problem, plan):
    client = serve()
    before = json.loads(client.get("state")[1])
    _, after = client.post("change", add=[["T2", "D1", 2, 1, ""]], drop=[OWN])
    moved = sp.edit_plan(problem, plan).move("D1:1", staff_id="T2", day=2, slot=1)
    assert after["objective"] == moved.score.objective
    assert after["violations"] == [one.text(problem) for one in moved.violations]
    assert after["violations"]
    assert [row["cells"] for row in after["rows"]] == [
        [row.staff_id, row.demand_id, row.day, row.slot, row.role] for row in moved.plan.sorted()
    ]
    _, undone = client.post("undo")
    assert (undone["rows"], undone["objective"]) == (before["rows"], before["objective"])
    assert (undone["version"], undone["can_undo"]) == (3, False)
    assert (after["is_saved"], undone["is_saved"]) == (False, True)


def test_a_stale_change_is_refused(serve):
    client = serve()
    assert client.post("drop", session=OWN)[0] == 200
    status, told = client.post("undo", version=1)
    assert status == 409
    assert "another tab" in told["message"]
    assert json.loads(client.get("state")[1])["version"] == 2


@pytest.mark.parametrize(
    "asked",
    [
        {"add": [["T1", "D9", 1, 1, ""]], "drop": []},
        {"add": [["T9", "D1", 1, 2, ""]], "drop": []},
        {"add": [["T1", "D1", 1]], "drop": []},
        {"add": [OWN], "drop": []},
        {"add": [], "drop": [["T1", "D1", 4, 1, ""]]},
        {"add": 1, "drop": []},
        {},
    ],
)
def test_a_change_that_makes_no_sense_changes_nothing(serve, asked):
    client = serve("zh")
    assert client.post("change", **asked) == (422, {"message": "无法作此更改。"})
    assert json.loads(client.get("state")[1])["version"] == 1


def test_each_save_is_a_new_file_with_its_marks(serve, tmp_path, plan):
    client = serve()
    before = (tmp_path / "plan.csv").read_bytes()
    (tmp_path / "plan-v2.csv").write_text("mine", encoding="utf-8")
    client.post("keep", session=OWN)
    _, saved = client.post("save")
    assert (saved["saved"], saved["is_saved"]) == (str(tmp_path / "plan-v3.csv"), True)
    assert [row.staff_id for row in read_plan(tmp_path / "plan-v3.csv").kept] == ["T1"]
    _, released = client.post("keep", session=OWN)
    assert not any(row["kept"] for row in released["rows"])
    client.post("save")
    assert read_plan(tmp_path / "plan-v4.csv") == plan.sorted()
    assert (tmp_path / "plan-v2.csv").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "plan.csv").read_bytes() == before


def test_a_plan_that_cannot_be_written_is_said(serve):
    client = serve()
    client.server.desk._folder /= "plan.csv"
    status, told = client.post("save")
    assert (status, told["message"]) == (422, "The plan could not be written.")


def test_a_saturday_that_is_made_up_has_a_column(tmp_path):
    days = [{"date": "2026-03-07", "kind": "makeup", "follows": 5}]
    made_up = make_problem(calendar=days)
    desk = Desk(made_up, make_plan(), tmp_path / "plan.csv")
    assert [day for day, _ in show_desk(desk, "en")["days"]] == [1, 2, 3, 4, 5, 6]
