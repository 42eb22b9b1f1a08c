"""The page as a parser sees it; as a browser does, in ``test_browser.py``."""

from html.parser import HTMLParser
from itertools import pairwise

import pytest

from builders import make_plan
from sharepool.publishing.page import write_page

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


@pytest.fixture(params=["en", "zh"])
def page(make, request):
    return Page(write_page(make(lang=request.param)))


def test_names_are_text_wherever_they_stand(page):
    assert len(page.all("script")) == 1
    assert page.all("img") == []
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
    for name in ("<script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>", "{{7*7}}"):
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
    assert {"summary", "map", "coverage", "fairness", "changes", "timetables", "site-1"} <= links


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


def test_without_coordinates_there_is_no_map(make, problem, changed):
    bare = tuple(site.model_copy(update={"lon": None, "lat": None}) for site in problem.sites)
    page = write_page(make(problem=changed(sites=bare)))
    assert "no site has coordinates" in Page(page).text


def test_a_plan_without_sessions_is_a_page_too(make):
    page = Page(write_page(make(plan=make_plan())))
    assert "0 of the 6 sessions that sites want this week take place" in page.text


def test_who_has_no_session_is_named(make):
    assert "Without a session this week (1):" in Page(write_page(make())).text
