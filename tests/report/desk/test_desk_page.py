"""The desk in a real browser, by mouse and by keyboard."""

import pytest

from browsers import open_browser
from patience import AMPLE
from sharepool.tables import read_plan


@pytest.fixture(scope="module")
def browser():
    with open_browser() as opened:
        yield opened


@pytest.fixture
def visit(browser, serve):
    """Open the desk; what it says and asks for is in `said` and `asked`."""
    contexts = []

    def visit(lang="en", width=1200):
        client = serve(lang)
        context = browser.new_context(viewport={"width": width, "height": 900})
        context.set_default_timeout(1000 * AMPLE)
        contexts.append(context)
        page = context.new_page()
        page.client, page.said, page.asked = client, [], []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(client.server.url)
        page.wait_for_selector("td")
        return page

    yield visit
    for context in contexts:
        context.close()


def cell(day, slot):
    return f"td[data-day='{day}'][data-slot='{slot}']"


def test_a_session_moves_by_click_and_is_saved(visit, tmp_path):
    page = visit()
    page.click(f"{cell(1, 1)} .session")
    page.click(f"{cell(3, 2)}.legal")
    page.wait_for_selector(f"{cell(3, 2)} .session")
    page.click("#save")
    page.wait_for_selector("#message:has-text('plan-v2')")
    saved = read_plan(tmp_path / "plan-v2.csv")
    assert [(row.staff_id, row.day, row.slot) for row in saved] == [("T2", 2, 1), ("T1", 3, 2)]
    assert page.said == []
    assert all(url.startswith((page.client.server.url, "data:")) for url in page.asked)


def test_a_session_moves_by_keyboard_and_back(visit):
    page = visit("zh")
    assert page.title() == "排课台"
    page.focus(cell(1, 1))
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{cell(1, 2)}.legal")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{cell(1, 2)} .session")
    page.click("#undo")
    page.wait_for_selector(f"{cell(1, 1)} .session")
    assert page.said == []


def test_a_reload_shows_the_same_week(visit):
    page = visit()
    page.select_option("#site", index=2)
    shown = page.input_value("#site")
    page.reload()
    page.wait_for_selector("td")
    assert page.input_value("#site") == shown
    assert page.input_value("#person") == ""
    assert page.said == []


def test_a_session_is_dragged(visit):
    page = visit()
    page.hover(f"{cell(1, 1)} .session")
    page.mouse.down()
    page.hover(cell(2, 2))
    page.wait_for_selector(f"{cell(2, 2)}.legal")
    page.hover(cell(2, 2), position={"x": 9, "y": 9})
    page.mouse.up()
    page.wait_for_selector(f"{cell(2, 2)} .session")
    assert page.said == []


def test_names_are_text_and_the_week_fits_a_phone(visit):
    page = visit(width=390)
    page.select_option("#site", "B")
    page.wait_for_selector(f"{cell(2, 1)} .session")
    assert "<b>Wu</b>" in page.inner_text(f"{cell(2, 1)} .session")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_tab_that_is_behind_shows_the_plan_as_it_is(visit):
    page = visit()
    page.client.post("drop", session=["T1", "D1", 1, 1, ""])
    page.click(f"{cell(1, 1)} .session")
    page.wait_for_selector("#message:has-text('another tab')")
    assert page.query_selector(".session") is None


def test_a_better_plan_is_found_by_key_and_taken_over(visit):
    page = visit("zh")
    page.keyboard.press("s")
    page.wait_for_selector("#take:visible")
    assert page.inner_text("#stage") == "求解结果"
    assert page.locator("#outcome td").count() > 0
    before = page.inner_text("#objective")
    page.click("#take")
    page.wait_for_selector("#solving", state="hidden")
    assert page.inner_text("#objective") != before
    page.click("#undo")
    page.wait_for_selector(f"#objective:text-is('{before}')")
    assert page.said == []


def test_the_page_is_usable_while_it_solves_and_stops_by_mouse(visit, solve_slowly):
    page = visit()
    solve_slowly(page.client.server.desk)
    page.select_option("#limit", "900")
    page.click("#solve")
    page.wait_for_selector("#stop:visible")
    assert page.is_disabled("#solve")
    page.click(f"{cell(1, 1)} .session")
    page.wait_for_selector(f"{cell(3, 2)}.legal")
    page.click("#drop")
    page.wait_for_selector(f"{cell(1, 1)} .session", state="detached")
    page.click("#undo")
    page.wait_for_selector(f"{cell(1, 1)} .session")
    page.click("#stop")
    page.wait_for_selector("#take:enabled")
    page.click(f"{cell(1, 1)} .session")
    page.click("#drop")
    page.wait_for_selector("#take:disabled")
    assert "was changed since" in page.inner_text("#late")
    page.click("#undo")
    page.wait_for_selector("#take:enabled")
    page.click("#discard")
    page.wait_for_selector("#solving", state="hidden")
    assert page.said == []


def test_a_stop_in_the_first_moment_ends_the_solve(visit):
    page = visit()
    page.select_option("#limit", "900")
    page.click("#solve")
    page.wait_for_selector("#solving:visible")
    # Not by mouse: the solve may be over by then, and its button gone.
    page.client.post("stop")
    page.wait_for_selector("#stop", state="hidden")
    assert page.inner_text("#outcome") != ""
    page.click("#discard")
    page.wait_for_selector("#solving", state="hidden")
    assert page.said == []
