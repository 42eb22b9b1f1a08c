"""Which association goes where, against every choice of tiny problems."""

import json
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from builders import make_plan, make_problem
from sharepool.base.errors import ProblemError
from sharepool.centre.feed import join_feeds
from sharepool.centre.points.check import check_points
from sharepool.centre.points.decision import place_points
from sharepool.centre.points.given import count_hours
from sharepool.centre.points.rows import POINT_TABLES
from sharepool.centre.points.rules import POINTS_FILE, PointRules
from sharepool.centre.points.tables import read_points, write_point_tables
from sharepool.centre.points.types import PointTables
from sharepool.centre.points.words import MOST_TOLD, wording
from sharepool.centre.term.types import TermWeek
from sharepool.cli.app import app
from sharepool.generate import generate_county, generate_points
from sharepool.problem.plan import Plan
from sharepool.tables import write_problem

SITES = [
    {"site_id": "H", "stage": "centre"},
    {"site_id": "A", "pupils": 100},
    {"site_id": "B", "pupils": 40, "area": "rural"},
    {"site_id": "C", "pupils": 60, "area": "township"},
]


def problem_of(*, sites=SITES, minutes=10, **given):
    return make_problem(sites=sites, leg_min=minutes, **given)


def tables(associations, *, wishes=(), own=(), **rules):
    rows = {"associations": associations, "point_wishes": wishes, "own_sports": own}
    typed = {
        name: tuple(POINT_TABLES[name].model_validate(row) for row in given)
        for name, given in rows.items()
    }
    return PointTables(
        typed["associations"],
        typed["point_wishes"],
        typed["own_sports"],
        PointRules.model_validate({"rural_share": 0, **rules}),
    )


def association(name="X", skill="足球", **cells):
    return {"association_id": name, "skill": skill, "hours_week": 10, "home_site": "H", **cells}


def where(placed):
    return {(one.association_id, one.site_id) for one in placed.points}


associations = st.lists(
    st.fixed_dictionaries(
        {
            "skill": st.sampled_from(["足球", "武术"]),
            "hours_week": st.sampled_from(["10", "1.5", "0.7", "0"]),
            "min_points": st.sampled_from([0, 0, 1, 3]),
            "fee": st.sampled_from([0, 30, 250]),
        }
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=50, deadline=None)
@given(
    associations,
    st.lists(
        st.fixed_dictionaries(
            {"site_id": st.sampled_from("ABC"), "skill": st.sampled_from(["足球", "武术", "田径"])}
        ),
        max_size=3,
        unique_by=lambda row: (row["site_id"], row["skill"]),
    ),
    st.lists(
        st.fixed_dictionaries(
            {
                "site_id": st.sampled_from("ABC"),
                "skill": st.sampled_from(["", "足球"]),
                "sessions": st.sampled_from([1, 2]),
            }
        ),
        max_size=4,
        unique_by=lambda row: (row["site_id"], row["skill"]),
    ),
    st.sampled_from([0, "0.5", 1]),
    st.lists(st.sampled_from([None, 0, 1]), min_size=3, max_size=3),
    st.sampled_from([61, 10]),
)
def test_no_choice_is_worth_more(given_associations, own, wishes, share, capacities, minutes):
    rows = [association(str(n), **cells) for n, cells in enumerate(given_associations)]
    sites = [
        {**site, "capacity": capacity}
        for site, capacity in zip(SITES, [None, *capacities], strict=True)
    ]
    problem = problem_of(sites=sites, minutes=minutes, demands=[])
    given = tables(rows, wishes=wishes, own=own, rural_share=share, ball_pupils=60, fee=1)
    placed = place_points(problem, given)
    assert (placed.objective, placed.bound) == (best_by_hand(problem, given), placed.objective)
    assert placed.status == "optimal"


def best_by_hand(problem, given):
    """The worth of the best of all choices: first fewest points lacking, then most worth."""
    sites = {site.site_id: site for site in problem.sites if site.stage != "centre"}
    own = {(row.site_id, row.skill) for row in given.own}
    way = int(problem.travel[0].minutes)
    pairs = [
        (one, site)
        for one in given.associations
        for site in sites
        if (site, one.skill) not in own and wished(given, site, one.skill) and way <= 60
    ]
    choices = (
        [pair for pair, bit in zip(pairs, bits, strict=True) if bit]
        for bits in product([0, 1], repeat=len(pairs))
    )
    return max(
        (-lacking(given, chosen), worth_of(given, sites, own, chosen, way))
        for chosen in choices
        if may_be(given, sites, chosen)
    )[1]


def wished(given, site, skill):
    if not given.wishes:
        return 1
    wishes = {(row.site_id, row.skill): row.sessions for row in given.wishes}
    return wishes.get((site, skill), wishes.get((site, ""), 0))


def may_be(given, sites, chosen):
    hours, room = Counter(), Counter()
    for one, site in chosen:
        # A session of the bells after school takes 40 minutes.
        hours[one.association_id] += 40 * wished(given, site, one.skill)
        room[site] += wished(given, site, one.skill)
    rural = sum(sites[site].area != "urban" for _, site in chosen)
    return (
        len({(site, one.skill) for one, site in chosen}) == len(chosen)
        and all(hours[one.association_id] <= 60 * one.hours_week for one in given.associations)
        and all(
            site.capacity is None or room[name] <= 5 * site.capacity for name, site in sites.items()
        )
        and rural >= Fraction(given.rules.rural_share) * len(chosen)
    )


def worth_of(given, sites, own, chosen, way):
    worth = 0
    for name, site in sites.items():
        before = sum(place == name for place, _ in own)
        after = before + sum(place == name for _, place in chosen)
        worth += site.pupils * (sum((3, 2, 1)[:after]) - sum((3, 2, 1)[:before]))
    for one, name in chosen:
        worth -= 2 * way * wished(given, name, one.skill) + int(one.fee)
        if sites[name].pupils >= 60 and one.skill == "足球":
            worth += sites[name].pupils
    return worth


def lacking(given, chosen):
    return sum(
        max(0, one.min_points - sum(other is one for other, _ in chosen))
        for one in given.associations
    )


def test_the_first_sport_of_a_pupil_is_worth_most():
    own = [{"site_id": "A", "skill": skill} for skill in ("武术", "田径", "跳绳")]
    given = tables([association(hours_week="0.7")], own=own, road=0)
    # The large school has three sports already: a fourth is worth nothing there.
    assert where(place_points(problem_of(), given)) == {("X", "C")}


def test_clubs_of_a_plan_are_sports_that_a_school_has():
    demands = [{"kind": "club", "skill": "足球", "site_id": "A"}]
    problem = problem_of(demands=demands, skills=[{"staff_id": "T1", "skill": "足球"}])
    given = tables([association()], road=0)
    placed = place_points(problem, given, plan=make_plan(("T1", "D1", 1, 7)))
    assert ("X", "A") not in where(placed)
    assert ("X", "A") in where(place_points(problem, given))


def test_what_a_school_wants_already_takes_its_room():
    sites = [{**site, "capacity": 1} for site in SITES]
    demands = [{"kind": "club", "sessions": 5}]
    placed = place_points(problem_of(sites=sites, demands=demands), tables([association()], road=0))
    assert "A" not in {one.site_id for one in placed.points}


def test_large_schools_are_told_which_ball_games_they_lack():
    given = tables([association()], ball_pupils=100, ball_games=["足球", "篮球"])
    schools = {one.site_id: one for one in place_points(problem_of(), given).schools}
    assert schools["A"].ball_games_lacking == ("篮球",)
    assert not schools["C"].is_large


def test_an_association_that_cannot_have_its_points_is_told():
    given = tables([association(min_points=3, hours_week="1.4")])
    (load,) = place_points(problem_of(), given).associations
    assert (load.points, load.short) == (2, 1)


def test_points_reach_the_week_as_demands_of_their_association():
    given = tables([association("俱乐部", people=2, hours_week="3")], road=0)
    problem = problem_of()
    placed = place_points(problem, given)
    week = join_feeds(problem, placed.feed)
    made = [one for one in week.demands if one.demand_id.startswith("POINT-")]
    assert {one.site_id for one in made} == {"A", "B", "C"}
    assert [str(one) for one in made[0].also_requires] == ["assoc:俱乐部:1"]
    people = [one for one in week.staff if one.role == "association_coach"]
    assert [(one.staff_id, str(one.max_hours_week)) for one in people] == [
        ("俱乐部-1", "1.50"),
        ("俱乐部-2", "1.50"),
    ]
    # Given hours are those of its own people; a week without them has promised and not given.
    plan = Plan.of([("俱乐部-1", made[0].demand_id, 1, 7)])
    weeks = [TermWeek(week, plan), TermWeek(week, Plan())]
    (told,) = count_hours(given.associations, weeks)
    assert (told.sessions_wanted, told.sessions_given) == (6, 1)
    assert (told.minutes_wanted, told.minutes_given) == (240, 40)
    # What is still to come is no broken promise.
    begun = TermWeek(week, Plan(), to_come=plan.assignments)
    (told,) = count_hours(given.associations, [weeks[0], begun])
    assert (told.sessions_wanted, told.minutes_wanted) == (5, 200)


def test_the_checker_finds_what_is_wrong():
    problem = problem_of()
    given = tables(
        [association(), association("Y", "武术")],
        wishes=[{"site_id": "A"}, {"site_id": "B", "skill": "足球"}],
    )
    placed = place_points(problem, given)

    def kinds(placed=placed, given=given, problem=problem):
        return {flaw.kind for flaw in check_points(problem, given, placed)}

    assert kinds() == set()
    first, *others = placed.points

    def with_point(**changes):
        return replace(placed, points=(replace(first, **changes), *others))

    assert kinds(with_point(association_id="Z")) == {"unknown"}
    assert "not_wished" in kinds(with_point(site_id="C"))
    assert "twice" in kinds(replace(placed, points=(first, first, *others)))
    own = tables([association(), association("Y", "武术")], own=[{"site_id": "A", "skill": "足球"}])
    assert "there_already" in kinds(given=own)
    assert "hours" in kinds(given=tables([association(hours_week=0), association("Y", "武术")]))
    assert "too_far" in kinds(given=tables([association(), association("Y", "武术")], way_min=5))
    rural = tables([association(), association("Y", "武术")], rural_share=1)
    assert "rural" in kinds(given=rural)
    full = problem_of(sites=[{**site, "capacity": 0} for site in SITES])
    assert "room" in kinds(problem=full)
    assert "objective" in kinds(replace(placed, objective=placed.objective + 1))
    loads = tuple(replace(one, points=9) for one in placed.associations)
    assert "figures" in kinds(replace(placed, associations=loads))


TABLES = {
    "associations": "社团编号,社团名称,专项,周课时(小时),人数,所在学校,最少设点数,费用\n"
    "X,足球协会,足球,6,2,H,1,100\n",
    "point_wishes": "学校代码,专项,周次数\nA,足球,2\nB,,1\n",
    "own_sports": "学校代码,专项\nA,武术\n",
}


def folder_of(path, **spoiled):
    path.mkdir(exist_ok=True)
    for name, text in (TABLES | spoiled).items():
        (path / f"{name}.csv").write_text(text, encoding="utf-8-sig")
    return path


def test_tables_read_under_chinese_headers(tmp_path):
    folder_of(tmp_path)
    (tmp_path / POINTS_FILE).write_text("worth = [5, 1]\nrural_share = 0.5\n")
    read = read_points(tmp_path, problem_of())
    assert (read.associations[0].title, read.associations[0].people) == ("足球协会", 2)
    assert [(row.site_id, row.skill, row.sessions) for row in read.wishes] == [
        ("A", "足球", 2),
        ("B", "", 1),
    ]
    assert (read.own[0].skill, read.rules.worth) == ("武术", (5, 1))


def test_every_fault_comes_at_once(tmp_path):
    folder_of(
        tmp_path,
        associations="association_id,skill,hours_week,home_site\nX,足球,-1,H\nX,武术,2,Q\nX,a,1,H\n",
        point_wishes="site_id,skill\nZ,足球\nA,拳击\n",
        own_sports="site_id,skill\nZ,足球\n",
    )
    (tmp_path / POINTS_FILE).write_text("worth = [1, 2]\n")
    with pytest.raises(ProblemError) as caught:
        read_points(tmp_path, problem_of())
    assert [(one.table, one.column, one.code, one.value) for one in caught.value.faults] == [
        ("associations", "hours_week", "out_of_range", "-1"),
        ("associations", "home_site", "unknown_id", "Q"),
        ("associations", "association_id", "duplicate_id", "X"),
        ("point_wishes", "site_id", "unknown_id", "Z"),
        ("point_wishes", "skill", "unknown_skill", "足球"),
        ("point_wishes", "skill", "unknown_skill", "拳击"),
        ("own_sports", "site_id", "unknown_id", "Z"),
        ("points", "worth", "rising_worth", "1, 2"),
    ]


def test_associations_and_named_rules_must_be_there(tmp_path):
    with pytest.raises(ProblemError) as caught:
        read_points(tmp_path, problem_of(), rules=tmp_path / "other.toml")
    assert {one.code for one in caught.value.faults} == {"missing_table", "missing_file"}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_command_writes_everything(tmp_path, lang):
    write_problem(problem_of(), tmp_path / "problem")
    folder_of(tmp_path / "problem")
    args = ["points", str(tmp_path / "problem"), "--out"]
    ran = CliRunner().invoke(app, [*args, str(tmp_path / "out"), "--lang", lang], obj=0.0)
    assert ran.exit_code == 0, ran.output
    assert {"en": "2 points at 2 schools", "zh": "共设2个点"}[lang] in ran.stdout
    names = sorted(
        str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*.csv")
    )
    assert names == [
        "associations.csv",
        "feed/demands.csv",
        "feed/skills.csv",
        "feed/staff.csv",
        "points.csv",
        "sports.csv",
    ]
    ran = CliRunner().invoke(app, [*args, str(tmp_path / "two"), "--json"], obj=0.0)
    told = json.loads(ran.stdout)
    assert told["objective"] == told["bound"]
    assert len(told["points"]) == 2


def test_faults_end_it_with_nothing_written(tmp_path):
    write_problem(problem_of(), tmp_path / "problem")
    args = ["points", str(tmp_path / "problem"), "--out", str(tmp_path / "out"), "--json"]
    ran = CliRunner().invoke(app, args, obj=0.0)
    assert ran.exit_code == 2
    assert [one["code"] for one in json.loads(ran.stdout)["faults"]] == ["missing_table"]
    assert not (tmp_path / "out").exists()


def test_generated_tables_read_back_the_same(tmp_path):
    county = generate_county(1)
    made = generate_points(county, 1)
    write_point_tables(made, tmp_path)
    assert replace(read_points(tmp_path, county), numbers={}) == made


def test_a_prefecture_has_associations_for_each_county():
    problem = generate_county(1)
    two = [
        site.model_copy(update={"county": site.county if number % 2 else "青澜二县"})
        for number, site in enumerate(problem.sites)
    ]
    both = generate_points(problem.updated(sites=tuple(two)), 1)
    assert len(both.associations) == 2 * len(generate_points(problem, 1).associations)


@pytest.mark.parametrize(
    ("lang", "lacks", "more"),
    [("en", "lacks 篮球", "2 schools more in sports.csv."), ("zh", "尚缺篮球", "另有2所")],
)
def test_people_are_told_of_a_dozen_schools_and_how_many_more(lang, lacks, more):
    sites = [{"site_id": "H", "stage": "centre"}]
    sites += [{"site_id": f"S{number:02}", "pupils": 2000} for number in range(MOST_TOLD + 2)]
    problem = problem_of(sites=sites)
    given = tables([association(min_points=99)], ball_games=["足球", "篮球"])
    told = list(wording(problem, lang).of_points(given, place_points(problem, given)))
    assert sum(lacks in line for line in told) == MOST_TOLD
    assert more in told[-1]
    assert any("99" in line for line in told)
