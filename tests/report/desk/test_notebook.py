"""The desk in a notebook: messages in, the plan out; its view with a fake model."""

import json
from importlib.resources import files

import pytest

import sharepool as sp
from browsers import open_browser
from patience import AMPLE
from sharepool.report.desk import notebook

OWN = ["T1", "D1", 1, 1, ""]


@pytest.fixture
def edited(problem, plan, tmp_path):
    return sp.desk(problem, plan, file=tmp_path / "plan.csv")


@pytest.fixture
def ask(edited, monkeypatch):
    """Send a message as the view does, and return the answer."""
    sent = []
    widget = edited._widget
    monkeypatch.setattr(widget, "send", sent.append)

    def ask(name, **data):
        message = {"method": "custom", "content": {"id": "7", "name": name, "data": data}}
        widget._handle_msg({"content": {"data": message}, "buffers": []})
        told, *rest = sent
        sent.clear()
        assert told["id"] == "7"
        assert all(one.keys() == {"version"} for one in rest)
        return told

    return ask


def test_messages_change_the_plan(edited, ask, problem, plan):
    assert ask("state")["data"]["version"] == 1
    moved = ask("change", version=1, add=[["T2", "D1", 2, 1, ""]], drop=[OWN])
    assert moved["outcome"] == "done"
    expected = sp.edit_plan(problem, plan).move("D1:1", staff_id="T2", day=2, slot=1)
    assert edited.plan == expected.plan
    assert edited.violations == expected.violations != ()
    assert edited.score == expected.score
    assert ask("undo", version=1)["outcome"] == "stale"
    assert ask("undo", version=2)["data"]["rows"]
    assert edited.plan == plan


def test_what_makes_no_sense_changes_nothing(edited, ask, plan):
    assert ask("drop", version=1, session=7)["outcome"] == "refused"
    assert ask("format", version=1)["outcome"] == "unknown"
    edited._widget._handle_msg({"content": {"data": {"method": "custom", "content": "x"}}})
    assert edited.plan == plan


def test_a_version_is_saved_beside_the_file(ask, tmp_path):
    ask("drop", version=1, session=OWN)
    assert ask("save", version=2)["data"]["saved"] == str(tmp_path / "plan-v2.csv")


def test_jupyter_shows_the_widget(edited):
    shown = edited._repr_mimebundle_()
    data = shown[0] if isinstance(shown, tuple) else shown
    assert "application/vnd.jupyter.widget-view+json" in data
    assert repr(edited) == "NotebookDesk(2 rows, 0 violations)"


def test_what_to_install_is_said(problem, plan, monkeypatch):
    monkeypatch.setattr(notebook, "find_spec", lambda _: None)
    with pytest.raises(ModuleNotFoundError, match="pip install anywidget"):
        sp.desk(problem, plan)


def test_an_unknown_language_is_refused(problem, plan):
    with pytest.raises(ValueError, match="unknown language"):
        sp.desk(problem, plan, lang="fr")


MODEL = """async (script) => {
    const { default: view } = await import(URL.createObjectURL(
        new Blob([script], { type: "text/javascript" })));
    const ears = [];
    const model = {
        get: (name) => name === "sheet" ? ":host { display: block }" : undefined,
        on: (_, hear) => ears.push(hear),
        off: () => {},
        send: (asked) => {
            // As Jupyter's does, at once.
            if (window.restarted) throw new Error("no kernel");
            window.answer(JSON.stringify(asked)).then((said) => {
                for (const told of JSON.parse(said)) for (const hear of ears) hear(told);
            });
        },
    };
    for (const id of ["one", "two"]) {
        const el = document.body.appendChild(document.createElement("div"));
        el.id = id;
        await view.render({ model, el });
    }
}"""


@pytest.fixture
def page(edited):
    """Two views of a widget, without a kernel."""

    def reply(text):
        sent = []
        widget.send = sent.append
        widget._answer(widget, json.loads(text), [])
        return json.dumps(sent)

    widget = edited._widget
    script = files("sharepool.report.desk").joinpath("static", "desk.js").read_text("utf-8")
    with open_browser() as browser:
        page = browser.new_page()
        page.set_default_timeout(1000 * AMPLE)
        page.said = []
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.expose_function("answer", reply)
        page.evaluate(MODEL, script)
        yield page


def test_the_view_works_with_messages_alone(edited, page):
    page.click("#one td[data-day='1'][data-slot='1'] .session")
    page.click("#one td[data-day='3'][data-slot='2'].legal")
    page.wait_for_selector("#one td[data-day='3'][data-slot='2'] .session")
    assert ("T1", 3, 2) in [(row.staff_id, row.day, row.slot) for row in edited.plan]
    # Another view of it is never behind.
    page.wait_for_selector("#two td[data-day='3'][data-slot='2'] .session")
    page.click("#two #undo")
    page.wait_for_selector("#one td[data-day='1'][data-slot='1'] .session")
    assert page.said == []


def test_a_view_without_a_kernel_says_what_to_do(page):
    page.evaluate("window.restarted = true")
    page.click("#one td[data-day='1'][data-slot='1'] .session")
    page.wait_for_selector("#one #message:has-text('Run its cell again')")
    assert page.inner_text("#one #others") == ""


def test_no_trait_of_a_widget_is_in_the_way(edited):
    # A view looks for the widget that is its style in the kernel.
    assert not isinstance(getattr(edited._widget, "style", None), str)
