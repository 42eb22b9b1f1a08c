"""Reserved places, several sports, study scores, reserve lists and camps."""

import datetime as dt
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sharepool import ProblemError, feed_camps, list_camp_places, read_athletes, warn_of_choices
from sharepool.centre.lots import draw_lots
from sharepool.centre.placement.check import FlawKind, check_placement
from sharepool.centre.placement.decision import digest, place_athletes
from sharepool.centre.placement.rows import Athlete, Camp, Place, list_choices
from sharepool.centre.placement.types import Placement, PlacementAnswer, Refused
from sharepool.messages.outcomes import Lines

SCHOOLS = "XY"
GROUPS = ("girls", "county=E")


@st.composite
def applications(draw, most=4):
    """A few athletes of one or two sports, and schools that reserve some of their places."""
    athletes = []
    for name in "abcdef"[: draw(st.integers(0, most))]:
        skills = draw(st.sampled_from([("s",), ("t",), ("s", "t")]))
        offers = [f"{school}/{skill}" for school in SCHOOLS for skill in skills]
        choices = draw(st.lists(st.sampled_from(offers), unique=True, max_size=3))
        sex = draw(st.sampled_from(["girls", "boys"]))
        county = draw(st.sampled_from("EW"))
        athletes += [
            Athlete(
                athlete_id=name,
                skill=skill,
                score=draw(st.sampled_from([60, 70, 70])),
                choices=choices,
                sex=sex,
                county=county,
                tie2=draw(st.sampled_from([0, 0, 5])),
            )
            for skill in skills
        ]
    places = []
    for school in SCHOOLS:
        for skill in "st":
            count = draw(st.integers(0, 2))
            reserved = draw(st.sampled_from([0, min(1, count), count]))
            places.append(
                Place(
                    site_id=school,
                    skill=skill,
                    places=count,
                    reserved=((draw(st.sampled_from(GROUPS)), reserved),) if reserved else (),
                    order=draw(st.sampled_from(["reserved_first", "open_first"])),
                )
            )
    return athletes, places


def outcome(placement):
    return {
        answer.athlete.athlete_id: (answer.site_id, answer.athlete.skill)
        if answer.site_id
        else None
        for answer in placement.answers
    }


def every_stable_one(athletes, places, seed):
    """All placements that the checker finds nothing wrong with."""
    rows_of = {}
    for row in athletes:
        rows_of.setdefault(row.athlete_id, []).append(row)
    lots = draw_lots(rows_of, seed)
    ids = list(rows_of)
    for chosen in product(*([None, *list_choices(rows_of[one])] for one in ids)):
        answers = []
        for one, offer in zip(ids, chosen, strict=True):
            rows = {row.skill: row for row in rows_of[one]}
            athlete = rows_of[one][0] if offer is None else rows[offer[1]]
            site_id = None if offer is None else offer[0]
            answers.append(PlacementAnswer(athlete, lots[one], site_id, (), None))
        found = Placement(tuple(answers), {}, 0, seed)
        if not check_placement(athletes, places, found):
            yield dict(zip(ids, chosen, strict=True))


@settings(deadline=None)
@given(applications(), st.integers(0, 2))
def test_of_all_stable_placements_it_is_the_best_for_every_athlete(rows, seed):
    athletes, places = rows
    found = outcome(place_athletes(athletes, places, seed=seed))
    stable = list(every_stable_one(athletes, places, seed))
    assert found in stable
    for one in found:
        choices = [*list_choices([row for row in athletes if row.athlete_id == one]), None]
        best = min(choices.index(other[one]) for other in stable)
        assert choices.index(found[one]) == best


@settings(deadline=None, max_examples=60)
@given(applications(3), st.integers(0, 2), st.data())
def test_nobody_gains_by_other_choices(rows, seed, data):
    athletes, places = rows
    ids = sorted({row.athlete_id for row in athletes})
    if not ids:
        return
    liar = data.draw(st.sampled_from(ids))
    own = [row for row in athletes if row.athlete_id == liar]
    told = data.draw(st.permutations([f"{a}/{b}" for a, b in list_choices(own)]))
    told = told[: data.draw(st.integers(0, len(told)))]
    lying = [
        row.model_copy(update={"choices": tuple(told)}) if row.athlete_id == liar else row
        for row in athletes
    ]
    truth = [*list_choices(own), None]
    honest = outcome(place_athletes(athletes, places, seed=seed))[liar]
    lied = outcome(place_athletes(lying, places, seed=seed))[liar]
    assert truth.index(honest) <= truth.index(lied)


def athlete(athlete_id, score, *choices, skill="s", **more):
    return Athlete(athlete_id=athlete_id, skill=skill, score=score, choices=choices, **more)


def test_reserved_places_go_to_members_and_open_up_where_none_ask():
    place = Place(site_id="X", skill="s", places=2, reserved="girls:1")
    boys = [athlete("a", 90, "X", sex="boys"), athlete("b", 80, "X", sex="boys")]
    girl = athlete("c", 60, "X", sex="girls")
    assert outcome(place_athletes(boys, [place], seed=0)) == {"a": ("X", "s"), "b": ("X", "s")}
    found = place_athletes([*boys, girl], [place], seed=0)
    assert outcome(found) == {"a": ("X", "s"), "b": None, "c": ("X", "s")}
    (refusal,) = found.answers[1].refusals
    assert (refusal.why, refusal.limit) == (Refused.FULL, Decimal(90))
    full = Place(site_id="X", skill="s", places=1, reserved="girls:1")
    found = place_athletes([boys[0], girl], [full], seed=0)
    assert found.answers[0].why is Refused.RESERVED
    assert "定向" in found.answers[0].refusal_text(lang="zh")


def test_the_order_of_seats_matters():
    girls = [athlete("a", 90, "X", sex="girls"), athlete("b", 70, "X", sex="girls")]
    boy = athlete("c", 80, "X", sex="boys")

    def taken(order):
        place = Place(site_id="X", skill="s", places=2, reserved="girls:1", order=order)
        found = outcome(place_athletes([*girls, boy], [place], seed=0))
        return {one for one, offer in found.items() if offer}

    # The best girl takes the reserved place and leaves the open one, or the other way round.
    assert taken("reserved_first") == {"a", "c"}
    assert taken("open_first") == {"a", "b"}


def test_several_sports_share_one_list_of_choices():
    one = [
        athlete("a", 60, "X/s", "Y/t"),
        athlete("a", 90, "X/s", "Y/t", skill="t"),
        athlete("b", 80, "X"),
    ]
    places = [Place(site_id="X", skill="s", places=1), Place(site_id="Y", skill="t", places=1)]
    assert outcome(place_athletes(one, places, seed=0)) == {"a": ("Y", "t"), "b": ("X", "s")}


def test_study_scores_second_scores_and_chains():
    places = [
        Place(site_id="X", skill="s", places=1, min_study=60),
        Place(site_id="Y", skill="s", places=1, chains_only=True),
    ]
    found = place_athletes(
        [
            athlete("a", 90, "X", study_score=50),
            athlete("b", 70, "X", study_score=60, tie2=1),
            athlete("c", 70, "X", study_score=60, tie2=2),
            athlete("d", 70, "Y"),
        ],
        places,
        seed=0,
    )
    assert outcome(found) == {"a": None, "b": None, "c": ("X", "s"), "d": None}
    assert found.answers[0].why is Refused.BELOW_STUDY
    assert found.answers[3].why is Refused.NOT_IN_CHAIN


def test_who_withdraws_leaves_the_lots_of_others_alone():
    athletes = [athlete(name, 70, "X") for name in "abcdef"]
    places = [Place(site_id="X", skill="s", places=2)]
    before = place_athletes(athletes, places, seed=5)
    winner = next(answer.athlete.athlete_id for answer in before.answers if answer.site_id)
    after = place_athletes(athletes, places, seed=5, withdrawn=[winner])
    lots = {answer.athlete.athlete_id: answer.lot for answer in before.answers}
    assert all(answer.lot == lots[answer.athlete.athlete_id] for answer in after.answers)
    moved = {one for one, offer in outcome(after).items() if offer} - {
        one for one, offer in outcome(before).items() if offer
    }
    waiting = sorted((lot, one) for one, lot in lots.items() if lot > 2)
    assert moved == {waiting[0][1]}


def test_the_result_names_the_tables_that_it_is_of():
    athletes, places = [athlete("a", 70, "X")], [Place(site_id="X", skill="s", places=1)]
    found = place_athletes(athletes, places, seed=0)
    assert found.digests == {"athletes": digest(athletes), "places": digest(places)}
    assert digest(athletes) != digest([athlete("a", 71, "X")])


def test_a_blocking_pair_with_a_reserved_place_is_found():
    place = Place(site_id="X", skill="s", places=1, reserved="girls:1")
    boy, girl = athlete("a", 90, "X", sex="boys"), athlete("b", 60, "X", sex="girls")
    wrong = Placement(
        (PlacementAnswer(boy, 1, "X", (), None), PlacementAnswer(girl, 2, None, (), None)),
        {},
        1,
        0,
    )
    (flaw,) = check_placement([boy, girl], [place], wrong)
    assert (flaw.kind, flaw.athlete_id, flaw.other_id) == (FlawKind.ENVY, "b", "a")


def write(tmp_path, athletes, places, camps=None):
    for name, text in (("athletes", athletes), ("places", places), ("camps", camps)):
        if text is not None:
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return [tmp_path / f"{name}.csv" for name in ("athletes", "places")]


ASKING = (
    "athlete_id,skill,score,choices\na,足球 ,70,X\nb,soccer,70,X\nc,足球,70,X\n"
    "d,足球,70,X/足球\nd,篮球,70,X/篮球\n"
)
OFFERED = "site_id,skill,places,min_study,reserved\nX,足球,1,50,girls:2\nX,篮球,1,,county=E:1\n"


def faults(*paths):
    with pytest.raises(ProblemError) as caught:
        read_athletes(*paths)
    return {(one.table, one.row, one.column, one.code): one for one in caught.value.faults}


def test_faults_of_reserved_places_and_sports_are_told_at_once(tmp_path):
    found = faults(*write(tmp_path, ASKING, OFFERED))
    assert found.keys() >= {
        ("athletes", 3, "skill", "unknown_skill"),
        ("athletes", 4, "study_score", "missing_value"),
        ("athletes", 6, "choices", "contradiction"),
        ("places", 2, "reserved", "out_of_range"),
    }
    assert not any(row == 2 and column == "skill" for _, row, column, _ in found)


def test_a_reserved_place_names_a_group_or_a_known_column(tmp_path):
    found = faults(*write(tmp_path, ASKING, OFFERED.replace("county", "country")))
    assert ("places", 3, "reserved", "bad_value") in found


def test_choices_where_nothing_is_offered_are_warned_of_before():
    places = [
        Place(site_id="X", skill="s", places=1, reserved="girls:1"),
        Place(site_id="Y", skill="s", places=0),
    ]
    warned = warn_of_choices([athlete("a", 70, "Y"), athlete("b", 70, "X", "Y")], places)
    assert [(one.code, one.value) for one in warned] == [
        ("no_offer", "a"),
        ("no_offer", "b"),
        ("nobody_of_group", "girls"),
    ]
    assert "only" in warned[0].advice
    assert "also" in warned[1].advice


def test_a_choice_of_somebody_with_two_sports_that_names_none_is_warned_of():
    places = [Place(site_id="X", skill=skill, places=1) for skill in ("s", "t")]
    both = [athlete("a", 70, "X/t", "X"), athlete("a", 60, "X/t", "X", skill="t")]
    (fault,) = warn_of_choices(both, places)
    assert (fault.code, fault.value, fault.fields["offers"]) == ("unclear", "a", "X/s")
    named = [one.model_copy(update={"choices": ("X/t", "X/s")}) for one in both]
    assert warn_of_choices(named, places) == ()


def test_a_study_score_is_missing_for_the_sport_that_asks_for_it(tmp_path):
    paths = write(
        tmp_path,
        "athlete_id,skill,score,choices\na,s,70,X/s;X/t\na,t,70,\n",
        "site_id,skill,places,min_study\nX,s,1,\nX,t,1,50\n",
    )
    assert [*faults(*paths)] == [("athletes", 3, "study_score", "missing_value")]


def test_a_camp_that_ends_before_it_begins_is_a_fault(tmp_path):
    paths = write(
        tmp_path,
        "athlete_id,skill,score,choices\na,s,70,C\n",
        "site_id,skill,places\nX,s,1\n",
        "camp_id,skill,from,until,site_id,capacity\nC,s,2026-07-08,2026-07-06,X,2\n",
    )
    assert [*faults(*paths, tmp_path / "camps.csv")] == [("camps", 2, "until", "end_before_start")]


def test_camps_are_asked_for_like_schools_and_need_coaches_each_day(tmp_path):
    camp = Camp.model_validate(
        {
            "camp_id": "C1", "skill": "s", "from": "2026-07-06", "until": "2026-07-08",
            "site_id": "X", "capacity": 25, "coaches_per": 12,
        }
    )  # fmt: skip
    (place,) = list_camp_places([camp])
    assert outcome(place_athletes([athlete("a", 70, "C1")], [place], seed=0)) == {"a": ("C1", "s")}
    feed = feed_camps([camp]).week(dt.date(2026, 7, 6))
    assert [one.row.slots[0].day for one in feed.rows["demands"]] == [1, 2, 3]
    assert {one.row.count for one in feed.rows["roles"]} == {3}
    assert not feed_camps([camp], {"C1": 0}).rows["demands"]
    paths = write(
        tmp_path,
        "运动员编号,专项,成绩,志愿\na,s,70,C1\n",
        "site_id,skill,places\nX,s,1\n",
        "训练营编号,专项,起,止,学校代码,营员人数\nC1,s,2026-07-06,2026-07-08,X,2\n",
    )
    athletes, places = read_athletes(*paths, tmp_path / "camps.csv")
    assert outcome(place_athletes(athletes, places, seed=0)) == {"a": ("C1", "s")}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_reason_of_a_refusal_has_its_line_in_the_summary(lang):
    for why in Refused:
        assert Lines(lang)(f"place.{why.value}")


@pytest.mark.parametrize("group", ["女", "性别=女", "sex=girls", "girls"])
def test_reserved_places_and_sexes_read_in_chinese(group):
    place = Place.model_validate(
        {"site_id": "A", "skill": "f", "places": 2, "reserved": f"{group}:1;县区=青石:1"}
    )
    girl = {"athlete_id": "1", "skill": "f", "score": 1, "sex": "女子", "county": "青石"}
    boy = girl | {"sex": "男", "county": "红石"}
    for row, expected in ((girl, True), (boy, False)):
        athlete = Athlete.model_validate(row)
        assert [athlete.belongs_to(one.group) for one in place.reserved] == [expected] * 2


@pytest.mark.parametrize("text", ["女", "age=3:1", "女:-1"])
def test_reserved_places_that_cannot_be_read_are_told_in_chinese(tmp_path, text):
    (tmp_path / "a.csv").write_text("athlete_id,skill,score\n1,f,1\n", encoding="utf-8")
    (tmp_path / "p.csv").write_text(f"site_id,skill,places,定向\nA,f,3,{text}\n", "utf-8")
    with pytest.raises(ProblemError) as caught:
        read_athletes(tmp_path / "a.csv", tmp_path / "p.csv")
    (fault,) = caught.value.faults
    assert fault.column == "reserved"
    assert "县区=青石:2" in fault.text("zh")
