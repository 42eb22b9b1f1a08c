"""The page in a real browser: Chromium, headless, with every request and message caught."""

import subprocess

import pytest

from browsers import open_browser
from patience import AMPLE
from sharepool.report.background import MapBackground, Shape
from sharepool.report.page import write_page

DESKTOP, PHONE = {"width": 1200, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def browser():
    with open_browser() as opened:
        yield opened


@pytest.fixture
def visit(browser, make, tmp_path):
    """Open the page of a report; what it says and asks for is in `said` and `asked`."""
    pages = []

    def visit(size=DESKTOP, *, script=True, **fields):
        file = tmp_path / "report.html"
        file.write_text(write_page(make(**fields)), encoding="utf-8")
        context = browser.new_context(viewport=size, java_script_enabled=script)
        context.set_default_timeout(1000 * AMPLE)
        page = context.new_page()
        pages.append(context)
        page.said, page.asked = [], []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("dialog", lambda dialog: page.said.append(dialog.message))
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(file.as_uri(), wait_until="load")
        return page

    yield visit
    for context in pages:
        context.close()


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_it_opens_in_silence_and_asks_for_nothing(visit, lang, size):
    page = visit(size, lang=lang)
    assert page.said == []
    assert page.asked == [page.url]
    assert page.locator("h1").inner_text() == "week <script>alert(1)</script>"


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_sticks_out_sideways(visit, size):
    page = visit(size)
    assert page.locator(
        "#support table:visible, #chains svg:visible, #chains table:visible"
    ).count()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_word_of_a_table_stands_one_letter_a_line(visit, lang):
    page = visit(PHONE, lang=lang)
    narrow = """cells => cells.filter(cell => {
        const style = getComputedStyle(cell), range = document.createRange();
        range.selectNodeContents(cell);
        const padding = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
        const rows = range.getBoundingClientRect().height / parseFloat(style.lineHeight);
        const letters = (cell.clientWidth - padding) / parseFloat(style.fontSize);
        return cell.innerText.trim().length > 2 && letters < 2.5 && rows > 1.5;
    }).map(cell => cell.innerText)"""
    assert page.locator("th:visible, td:visible").evaluate_all(narrow) == []


def test_a_script_that_is_not_the_pages_own_would_not_run(visit):
    page = visit()
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "document.title = 'taken'";
            document.body.append(script);
        }"""
    )
    assert page.title() != "taken"
    assert "Content Security Policy" in " ".join(page.said)


def test_the_map_shows_one_person_or_day_alone(visit):
    page = visit()
    shown = page.locator(".routes path:visible")
    assert shown.count() == 2
    page.locator("[name=day]").select_option("3")
    assert shown.count() == 1
    assert "Wednesday" in shown.first.locator("title").text_content()
    page.locator("[name=person]").select_option("2")  # who stays at home
    assert shown.count() == 0
    page.locator("[name=person]").select_option("")
    page.locator("[name=day]").select_option("")
    assert shown.count() == 2


def _view(page):
    return [float(one) for one in page.locator(".map svg").get_attribute("viewBox").split()]


def _settled(page):
    """Wait for the next picture, and return what the map shows."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    return _view(page)


def test_the_map_zooms_and_pans_by_mouse(visit):
    page = visit()
    page.locator(".map svg").scroll_into_view_if_needed()
    whole = _view(page)
    box = page.locator(".map svg").bounding_box()
    x, y = box["x"] + box["width"] / 4, box["y"] + box["height"] / 4
    page.mouse.move(x, y)
    page.mouse.wheel(0, -400)
    page.wait_for_selector(".map.zoomed")
    near = _settled(page)
    assert near[2] < whole[2] / 2
    # What lies below the pointer stays there.
    assert near[0] + near[2] / 4 == pytest.approx(whole[2] / 4, abs=1)
    page.mouse.move(box["x"] + 9, box["y"] + 9)
    page.mouse.down()
    page.mouse.move(box["x"] - 91, box["y"] + 9, steps=4)
    page.mouse.up()
    dragged = _settled(page)
    assert dragged[0] == pytest.approx(near[0] + 100 * near[2] / box["width"], abs=1)
    page.click("button[data-zoom=out]")
    assert _settled(page)[2] == pytest.approx(1.5 * near[2], rel=0.01)
    page.click("button[data-zoom=reset]")
    assert _settled(page) == whole
    page.dblclick(".map svg", position={"x": 50, "y": 50})
    assert _settled(page)[2] < whole[2]
    assert page.said == []


def test_the_map_zooms_and_pans_by_keyboard(visit):
    page = visit(lang="zh")
    whole = _view(page)
    page.focus(".map svg")
    page.keyboard.press("+")
    near = _settled(page)
    assert near[2] == pytest.approx(whole[2] / 1.5)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    assert _settled(page)[0] < near[0]
    page.keyboard.press("0")
    assert _settled(page) == whole
    assert page.get_attribute("button[data-zoom=in]", "title") == "放大（+）"
    assert page.said == []


def test_the_map_zooms_by_two_fingers(visit):
    page = visit(PHONE)
    page.locator(".map svg").scroll_into_view_if_needed()
    page.evaluate(
        """() => {
            const svg = document.querySelector(".map svg");
            svg.setPointerCapture = () => {};
            const box = svg.getBoundingClientRect();
            const touch = (type, pointerId, x) => svg.dispatchEvent(new PointerEvent(type, {
                pointerId, pointerType: "touch", clientX: box.left + x, clientY: box.top + 50,
                bubbles: true,
            }));
            touch("pointerdown", 1, 100);
            touch("pointerdown", 2, 140);
            touch("pointermove", 2, 220);
            touch("pointerup", 1, 100);
            touch("pointerup", 2, 220);
        }"""
    )
    assert _settled(page)[2] == pytest.approx(960 / 3, rel=0.01)
    assert page.said == []


def test_marks_and_names_keep_their_size_on_the_screen(visit):
    page = visit()
    sizes = """() => ["name", "mark"].map((what) => document.querySelector(
        {name: ".names text", mark: ".sites path"}[what]).getBoundingClientRect().height)"""
    page.focus(".map svg")
    before = page.evaluate(sizes)
    for _ in range(3):
        page.keyboard.press("+")
    _settled(page)
    assert page.locator(".names text").count()
    assert page.evaluate(sizes) == pytest.approx(before, abs=1.5)


def test_the_map_lies_on_its_background(visit):
    town = Shape("place", "<b>Town</b>", (((113.05, 35.05),),))
    edge = Shape("area", "County", (((112.0, 34.0), (114.0, 34.0), (114.0, 36.0), (112.0, 34.0)),))
    page = visit(background=MapBackground((town, edge)))
    assert page.locator(".backdrop .area").count() == 1
    assert page.locator(".places path").count() == 1
    assert page.said == []
    assert page.asked == [page.url]


def test_without_scripts_everything_is_there(visit):
    page = visit(script=False)
    assert page.locator(".routes path:visible").count() == 2
    assert page.locator(".sheet:visible").count() == 5
    assert page.locator("#map-filter:visible, button:visible").count() == 0


def test_a_table_sorts_by_the_column_that_is_clicked(visit):
    page = visit()
    head = page.locator("#coverage table.sites thead th").nth(3)  # wanted
    cells = page.locator("#coverage table.sites tbody td:nth-child(4)")
    head.click()
    up = [int(text) for text in cells.all_inner_texts()]
    assert up == sorted(up)
    assert len(set(up)) > 1
    assert head.get_attribute("aria-sort") == "ascending"
    head.press("Enter")
    assert [int(text) for text in cells.all_inner_texts()] == up[::-1]
    page.emulate_media(media="print")
    assert page.locator(".grid:visible").count() == 5


def test_a_long_table_filters_and_is_printed_whole(visit):
    page = visit()
    page.evaluate(
        """() => {
            const row = document.querySelector("#coverage table.sites tbody tr");
            const table = row.closest("table");
            for (let n = 0; n < 9; n++) table.tBodies[0].append(row.cloneNode(true));
            table.tBodies[0].rows[0].cells[0].textContent = "Needle";
            search(table);
        }"""
    )
    rows = page.locator("#coverage table.sites tbody tr:visible")
    every = rows.count()
    page.locator("#coverage .search input").fill("needle")
    assert rows.count() == 1
    page.emulate_media(media="print")
    assert rows.count() == every
    assert page.locator(".search:visible").count() == 0


def test_every_sheet_is_printed_on_a_page_of_its_own(visit):
    page = visit()
    page.emulate_media(media="print")
    breaks = page.evaluate(
        """() => [...document.querySelectorAll("section:has(.sheet) h2, .sheet")].map(
            (one) => getComputedStyle(one).breakBefore)"""
    )
    # Three sites, then two people: the first of each is on the page of its heading.
    assert breaks == ["page", "auto", "page", "page", "page", "auto", "page"]
    assert page.locator("nav:visible, button:visible").count() == 0


def test_one_sheet_can_be_printed_alone(visit):
    page = visit()
    page.evaluate("window.print = () => {}")
    page.locator("#site-2 button").click()
    page.emulate_media(media="print")
    assert page.locator(".sheet:visible").evaluate_all("all => all.map(one => one.id)") == [
        "site-2"
    ]
    assert page.locator("h1:visible, #summary:visible").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".sheet:visible").count() == 5


def test_chinese_is_shown_in_signs_of_its_own(visit):
    if not _has_chinese_font():
        pytest.skip("needs a Chinese font: apt-get install fonts-noto-cjk")
    drawn = visit(lang="zh").evaluate(
        """() => [..."校点课"].map((sign) => {
            const pen = document.createElement("canvas").getContext("2d");
            pen.font = "32px " + getComputedStyle(document.body).fontFamily;
            pen.fillText(sign, 8, 40);
            return pen.canvas.toDataURL();
        })"""
    )
    # Where a font lacks them, all signs are the same box.
    assert len(set(drawn)) == 3


def _has_chinese_font():
    fonts = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False)
    return bool(fonts.stdout)
