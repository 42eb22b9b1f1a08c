"""The page as a parser sees it; as a browser does, in ``test_browser.py``."""

import datetime as dt
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from builders import make_plan
from sharepool.centre.chains.report_page import SHAPES
from sharepool.centre.chains.survey import survey_chains
from sharepool.problem.rows import Pair
from sharepool.report.page import write_page

VOID = {"meta", "link", "br", "img", "input"}


class Page(HTMLParser):
    """What tags a page has, which text stands in them, and whether they are closed in order."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.texts, self.open = [], [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append((self.open[-1] if self.open else "", data))

    def all(self, *names):
        return [attrs for tag, attrs in self.tags if tag in names]

    @property
    def text(self):
        return " ".join(data for tag, data in self.texts if tag not in {"style", "script"})


def section(report, name):
    """Return the words of one part of the page."""
    (part,) = re.findall(rf'<section id="{name}">.*?</section>', write_page(report), re.DOTALL)
    return " ".join(Page(part).text.split())


@pytest.fixture(params=["en", "zh"])
def page(make, request):
    return Page(write_page(make(lang=request.param)))


def test_names_are_text_wherever_they_stand(page):
    assert len(page.all("script")) == 1
    assert page.all("img") == []
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
    for name in (
        "=<b>east</b>",
        "+<i>621</i>",
        "<script>alert(1)</script>",
        "\"'><img src=x onerror=alert(1)>",
        "{{7*7}}",
    ):
        assert name in page.text


def test_nothing_comes_from_outside(page):
    assert not [attrs for _, attrs in page.tags if "src" in attrs]
    links = [attrs["href"] for attrs in page.all("a", "link")]
    assert {link[0] for link in links} == {"#", "d"}
    assert [link for link in links if link[0] == "d"] == ["data:,"]
    (policy,) = [one["content"] for one in page.all("meta") if "http-equiv" in one]
    assert "default-src 'none'" in policy


def test_every_link_leads_somewhere_and_every_id_is_one(page):
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(set(ids)) == len(ids)
    links = {attrs["href"][1:] for attrs in page.all("a")}
    assert links <= set(ids)
    assert {
        "summary",
        "map",
        "coverage",
        "fairness",
        "support",
        "chains",
        "timetables",
        "site-1",
    } <= links


def test_headings_are_in_order(page):
    levels = [int(tag[1]) for tag, _ in page.tags if tag in {"h1", "h2", "h3", "h4"}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_has_a_caption_and_scoped_headers(page):
    tags = [tag for tag, _ in page.tags]
    captions = tags.count("caption") + tags.count("figcaption")
    assert captions > tags.count("table")
    assert all("scope" in attrs for attrs in page.all("th"))


def test_the_page_says_its_language(make):
    (html,) = Page(write_page(make(lang="zh"))).all("html")
    assert html["lang"] == "zh-CN"


def test_the_gap_is_told_or_its_absence(make):
    known = make()
    objective = known.score.objective
    assert "is not known" in write_page(known)
    assert "at most 10.0%" in write_page(make(bound=objective - round(objective / 10)))
    assert "this is proven" in write_page(make(bound=objective))


def test_itineraries_have_departure_times(make):
    text = Page(write_page(make())).text
    assert "07:50–08:00 Leave home for <script>alert(1)</script>, 10 min" in " ".join(text.split())
    assert "09:40–09:50 Drive home, 10 min" in " ".join(text.split())


def test_every_missing_session_has_its_reason(make):
    report = make()
    text = Page(write_page(report)).text
    missing = report.demands[report.demands["missing"] > 0]
    assert len(missing) == 2
    for reason in missing["reason"]:
        assert reason in text


def test_without_a_previous_plan_there_are_no_changes(make, changed):
    fresh = changed(previous_plan=())
    page = Page(write_page(make(problem=fresh)))
    assert "#changes" not in [attrs["href"] for attrs in page.all("a")]


def test_support_tells_who_is_short_first(make):
    text = section(make(), "support")
    assert text.startswith(
        "Support between schools 1 of 2 schools get all the support that is planned; of 3 sessions "
        "planned, 2 are missing."
    )
    short, whole = text.index('=HYPERLINK("http://example.org","x")'), text.index("<script>")
    assert short < text.index("short by 2") < whole
    assert text.index("—") > whole


def test_who_came_without_being_asked_is_told_by_group(make, changed):
    others = changed(
        pairs=(Pair(site_id="A", group="west", strict=True), Pair(site_id="B", group="west"))
    )
    text = section(make(problem=others), "support")
    assert "=<b>east</b>: 2 (1)" in text
    assert "of no group" not in text  # who works at B is based there
    assert "west must short by 1" in text


def test_a_supported_school_that_is_not_open_is_told_so(make, problem, changed):
    *others, last = problem.sites
    closed = last.model_copy(update={"open_from": dt.date(2026, 3, 4)})
    pairs = (Pair(site_id="M", group="west"),)
    week = changed(sites=(*others, closed), pairs=pairs, chains=problem.chains[-1:])
    report = make(problem=week, plan=make_plan(("../../T1", "@D1", 1, 1)))
    assert "not open this week" in section(report, "support")
    assert "is not open this week." in section(report, "chains")


def test_chains_tell_what_each_school_gets_and_every_gap(make):
    report = make()
    text = section(report, "chains")
    for chain in report.chains:
        for gap in chain.gaps:
            assert gap.text(report.problem) in text
    assert "0 of 1 chain have no gap; 2 of 3 members get the sessions that they should." in text
    assert "primary <script>alert(1)</script> 3 2" in text
    assert "short by 1" in text


def test_marks_of_chains_tell_stage_by_shape_and_service_by_fill(make, problem, changed):
    page = write_page(make())
    marks = re.findall(
        r'<path class="(\w+)" d="M[\d.,]+(m[^"]+)"><title>', page.split('"marks"')[1]
    )
    # M has no coordinates; the highest stage is drawn first.
    assert marks[:2] == [("idle", SHAPES[1]), ("unserved", SHAPES[0])]
    assert "Without coordinates, and not shown: 1." in page
    served = changed(chains=(problem.chains[0].model_copy(update={"min_sessions": 2}),))
    assert '<path class="served"' in write_page(make(problem=served)).split('"marks"')[1]


def test_a_way_that_is_too_long_is_dashed(make):
    report = make()
    assert '<path class="far"' not in write_page(report)
    chains = survey_chains(report.problem, report.plan, max_way_min=9)
    assert '<path class="far"' in write_page(replace(report, chains=chains))


def test_chains_are_held_to_the_pattern_given(make):
    assert "at the stage" in write_page(make())
    whole = make(pattern={"primary": 1, "junior": 1, "senior": 1})
    assert "at the stage" not in write_page(whole)


def test_several_chains_have_a_table_of_all(make, problem, changed):
    second = [row.model_copy(update={"chain_id": "second"}) for row in problem.chains[:1]]
    page = Page(write_page(make(problem=changed(chains=(*problem.chains, *second)))))
    assert {"#chain-1", "#chain-2"} <= {attrs["href"] for attrs in page.all("a")}
    assert "0 of 2" in page.text


def test_without_pairs_and_chains_there_is_nothing_of_them(make, changed):
    page = Page(write_page(make(problem=changed(pairs=(), chains=()))))
    links = {attrs["href"] for attrs in page.all("a")}
    assert links.isdisjoint({"#support", "#chains"})


def test_without_coordinates_there_is_no_map(make, problem, changed):
    bare = tuple(site.model_copy(update={"lon": None, "lat": None}) for site in problem.sites)
    page = write_page(make(problem=changed(sites=bare)))
    assert "no site has coordinates" in Page(page).text
    assert "none of the schools has coordinates" in Page(page).text


def test_a_plan_without_sessions_is_a_page_too(make):
    page = Page(write_page(make(plan=make_plan())))
    assert "0 of the 6 sessions that sites want this week take place" in page.text


def test_a_week_in_which_nothing_is_wanted_has_no_share(make, problem, changed):
    nothing = changed(demands=(), previous_plan=(), chains=(), pairs=())
    text = section(make(problem=nothing, plan=make_plan()), "summary")
    assert "No site wants a session this week." in text
    assert "%" not in text.split("Sites with")[0]


def test_who_has_no_session_is_named(make):
    assert "Without a session this week (1):" in Page(write_page(make())).text
