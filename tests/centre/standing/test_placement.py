"""Placement: by hand, against every placement, against another library, and against lies."""

from decimal import Decimal
from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matching.games import HospitalResident

from sharepool.base.errors import InternalError
from sharepool.centre.lots import draw_lots
from sharepool.centre.placement import decision as module
from sharepool.centre.placement.check import FlawKind, check_placement
from sharepool.centre.placement.rows import Athlete, Place
from sharepool.centre.placement.tables import read_athletes
from sharepool.centre.placement.types import Cutoff, Placement, Refused
from sharepool.messages.languages import LANGUAGES
from sharepool.problem.rows import ChainMember

SCHOOLS = "XYZ"


def place_athletes(*given, seed=0, **more):
    """Place athletes; the seed of lots matters in few tests."""
    return module.place_athletes(*given, seed=seed, **more)


def athlete(athlete_id, score, *choices, skill="s", home=""):
    return Athlete(
        athlete_id=athlete_id, skill=skill, score=score, home_site=home, choices=list(choices)
    )


def place(site_id, places, skill="s", min_score=0):
    return Place(site_id=site_id, skill=skill, places=places, min_score=min_score)


@st.composite
def applications(draw, most=4, skills="s"):
    """A few athletes, many with equal scores, and places at up to three schools."""
    names = draw(st.permutations("abcde"))[: draw(st.integers(0, most))]
    athletes = [
        athlete(
            name,
            draw(st.sampled_from([70, 70, "70.5", 60, 90])),
            *draw(st.lists(st.sampled_from(SCHOOLS), unique=True, max_size=3)),
            skill=draw(st.sampled_from(skills)),
        )
        for name in names
    ]
    places = [
        place(school, draw(st.integers(0, 2)), skill, draw(st.sampled_from([0, 0, 65, "70.5"])))
        for school in SCHOOLS
        for skill in skills
        if draw(st.integers(0, 5))
    ]
    return athletes, places


def schools(placement):
    return {answer.athlete.athlete_id: answer.site_id for answer in placement.answers}


def rank(one, site_id):
    """How good a school is for an athlete, lower is better."""
    return one.choices.index(site_id) if site_id in one.choices else len(one.choices)


def test_each_school_takes_the_best_who_ask():
    athletes = [athlete("a", 70, "X", "Y"), athlete("b", 80, "X", "Y"), athlete("c", 90, "Y", "X")]
    placement = place_athletes(athletes, [place("X", 1), place("Y", 1)])
    assert schools(placement) == {"a": None, "b": "X", "c": "Y"}
    assert [answer.choice for answer in placement.answers] == [None, 1, 1]
    assert placement.cutoffs["X", "s"].score == 80
    assert (placement.placed, placement.first_choice, placement.places) == (2, 2, 2)
    assert placement.unplaced == {Refused.FULL: 1}


def test_sports_do_not_compete():
    athletes = [athlete("a", 70, "X"), athlete("b", 80, "X", skill="t")]
    placement = place_athletes(athletes, [place("X", 1), place("X", 1, "t")])
    assert schools(placement) == {"a": "X", "b": "X"}


def test_of_equal_scores_the_lower_lot_goes_first():
    athletes = [athlete(name, 70, "X") for name in "abcd"]
    placement = place_athletes(athletes, [place("X", 2)], seed=3)
    lots = {answer.athlete.athlete_id: answer.lot for answer in placement.answers}
    assert sorted(lots.values()) == [1, 2, 3, 4]
    assert {name for name, school in schools(placement).items() if school} == {
        name for name, lot in lots.items() if lot <= 2
    }
    assert placement.unplaced == {Refused.LOT: 2}
    assert placement.cutoffs["X", "s"] == Cutoff(Decimal(70), 2)


def test_lots_depend_on_the_seed_and_on_who_takes_part_alone():
    assert draw_lots("abcd", 1) == draw_lots("dcba", 1)
    assert len({tuple(draw_lots("abcdefgh", seed).values()) for seed in range(9)}) > 1


@given(applications(), st.integers(0, 3))
def test_the_order_of_rows_changes_nothing(given_rows, seed):
    athletes, places = given_rows
    first = place_athletes(athletes, places, seed=seed)
    second = place_athletes(athletes[::-1], places[::-1], seed=seed)
    assert schools(first) == schools(second)


@pytest.mark.parametrize(
    ("choices", "why", "told"),
    [
        ([], Refused.NO_CHOICE, "No school was chosen."),
        (["Z"], Refused.NO_OFFER, "Z has no place for s."),
        (["W", "Z"], Refused.NO_OFFER, "W has no place for s. Z has no place for s."),
        (["Y", "Z"], Refused.BELOW_MIN, "Y asks for a score of 75. Z has no place for s."),
        (["X"], Refused.FULL, "X: the last place went to a score of 80."),
        (
            ["Z", "X"],
            Refused.FULL,
            "Z has no place for s. X: the last place went to a score of 80.",
        ),
    ],
)
def test_everybody_without_a_place_is_told_why(choices, why, told):
    athletes = [athlete("a", "70.5", *choices), athlete("b", 80, "X")]
    places = [place("X", 1), place("Y", 5, min_score=75), place("Z", 1, "t"), place("W", 0)]
    answer = place_athletes(athletes, places).answers[0]
    assert answer.why is why
    assert answer.refusal_text() == told
    assert answer.text() == "a (s, 70.5) has no place."


def test_a_lot_that_was_lost_is_told_with_both_numbers():
    placement = place_athletes([athlete("a", 70, "X"), athlete("b", 70, "X")], [place("X", 1)])
    (answer,) = [one for one in placement.answers if one.site_id is None]
    told = "X: the last place went to the same score, 70, by lot 1; theirs is 2."
    assert answer.refusal_text() == told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_answers_in_words_in_every_language(lang):
    placement = place_athletes(
        [athlete("a", 70, "Y", "X"), athlete("b", 60, "X")], [place("X", 1)], seed=1
    )
    ends = "." if lang == "en" else "。"
    for answer in placement.answers:
        for told in (answer.text(lang=lang), answer.refusal_text(lang=lang)):
            assert told.endswith(ends)
            assert "None" not in told
    assert placement.answers[0].choice == 2


def test_who_stays_in_the_chain_of_their_own_school():
    chains = [
        ChainMember(chain_id=chain, skill="s", site_id=site_id)
        for chain, site_id in [("1", "home"), ("1", "X"), ("2", "Y"), ("2", "other")]
    ]
    athletes = [
        athlete("in", 90, "X", home="home"),
        athlete("out", 80, "Y", home="home"),
        athlete("none", 70, "Y", home="elsewhere"),
        athlete("left", 60, home="home"),
        athlete("sport", 60, "X", skill="t", home="home"),
    ]
    places = [place("X", 1), place("Y", 2), place("X", 1, "t")]
    placement = place_athletes(athletes, places, chains=chains)
    assert [answer.stays for answer in placement.answers] == [True, False, None, None, None]
    assert (placement.chain_members, placement.stayed) == (2, 1)
    assert "1 of 2 stay in their sport's chain" in placement.summary()


@settings(deadline=None)
@given(applications(skills="st"), st.integers(0, 3))
def test_it_is_stable(given_rows, seed):
    athletes, places = given_rows
    assert check_placement(athletes, places, place_athletes(athletes, places, seed=seed)) == ()


@settings(max_examples=60, deadline=None)
@given(applications(most=3), st.integers(0, 3))
def test_it_is_the_only_stable_one_of_all_placements(given_rows, seed):
    """All schools of a sport rank athletes alike, so that there is exactly one."""
    athletes, places = given_rows
    found = place_athletes(athletes, places, seed=seed)
    stable = []
    for chosen in product([None, *SCHOOLS], repeat=len(athletes)):
        other = moved(found, chosen)
        if not check_placement(athletes, places, other):
            stable.append(schools(other))
    assert stable == [schools(found)]


def moved(placement, chosen):
    """Return a placement with other schools."""
    answers = [
        module.PlacementAnswer(answer.athlete, answer.lot, school, (), None)
        for answer, school in zip(placement.answers, chosen, strict=True)
    ]
    return Placement(tuple(answers), {}, placement.places, placement.seed)


@settings(max_examples=40, deadline=None)
@given(applications(most=3), st.integers(0, 3), st.data())
def test_nobody_gains_by_other_choices_than_their_own(given_rows, seed, data):
    athletes, places = given_rows
    if not athletes:
        return
    number = data.draw(st.integers(0, len(athletes) - 1))
    one = athletes[number]
    honest = schools(place_athletes(athletes, places, seed=seed))[one.athlete_id]
    for count in range(len(SCHOOLS) + 1):
        for told in permutations(SCHOOLS, count):
            lying = list(athletes)
            lying[number] = one.model_copy(update={"choices": told})
            reached = schools(place_athletes(lying, places, seed=seed))[one.athlete_id]
            assert rank(one, honest) <= rank(one, reached)


@settings(max_examples=60, deadline=None)
@given(applications(most=5), st.integers(0, 3))
def test_another_library_places_the_same(given_rows, seed):
    athletes, places = given_rows
    found = place_athletes(athletes, places, seed=seed)
    lots = {answer.athlete.athlete_id: answer.lot for answer in found.answers}
    order = sorted(athletes, key=lambda one: (-one.score, lots[one.athlete_id]))
    offers = {one.site_id: one for one in places if one.places}
    asked = {
        one.athlete_id: [
            school
            for school in one.choices
            if school in offers and one.score >= offers[school].min_score
        ]
        for one in athletes
    }
    ranked = {
        school: [one.athlete_id for one in order if school in asked[one.athlete_id]]
        for school in offers
    }
    # It wants everybody to be asked by somebody.
    asked = {name: choices for name, choices in asked.items() if choices}
    ranked = {school: names for school, names in ranked.items() if names}
    quotas = {school: offers[school].places for school in ranked}
    if not asked:
        assert found.placed == 0
        return
    game = HospitalResident.create_from_dictionaries(asked, ranked, quotas)
    theirs = {
        resident.name: hospital.name
        for hospital, residents in game.solve(optimal="resident").items()
        for resident in residents
    }
    assert {name: school for name, school in schools(found).items() if school} == theirs


def test_a_placement_with_flaws_is_withheld(monkeypatch):
    monkeypatch.setattr(module, "accept", lambda choices, *_: [0] * len(choices))
    with pytest.raises(InternalError, match="1 flaws"):
        place_athletes([athlete("a", 70, "X"), athlete("b", 60, "X")], [place("X", 1)])


ASKING = [athlete("a", 90, "X", "Y"), athlete("b", 80, "X", "Y"), athlete("c", 70, "Y")]
OFFERED = [place("X", 1), place("Y", 2, min_score=75), place("Z", 3)]


@pytest.mark.parametrize(
    ("chosen", "flaws"),
    [
        (["X", "Y", None], []),
        (["Y", "X", None], [(FlawKind.ENVY, "a", "X", "b")]),
        (["X", None, None], [(FlawKind.FREE_PLACE, "b", "Y", None)]),
        (["X", "X", None], [(FlawKind.OVER_QUOTA, "b", "X", None)]),
        (["X", "Y", "Y"], [(FlawKind.BELOW_MIN, "c", "Y", None)]),
        (["X", "Y", "Z"], [(FlawKind.NOT_CHOSEN, "c", "Z", None)]),
        (["X", "Y", "W"], [(FlawKind.NOT_CHOSEN, "c", "W", None)]),
    ],
)
def test_the_checker_names_every_flaw(chosen, flaws):
    placement = moved(place_athletes(ASKING, OFFERED), chosen)
    found = check_placement(ASKING, OFFERED, placement)
    assert [(one.kind, one.athlete_id, one.site_id, one.other_id) for one in found] == flaws


def test_choices_name_schools_with_full_width_signs(tmp_path):
    asking, offered = tmp_path / "athletes.csv", tmp_path / "places.csv"
    asking.write_text(
        "athlete_id,skill,score,choices\nX,足球,75,一中（东）;一中(东)／足球\n", encoding="utf-8"
    )
    offered.write_text("site_id,skill,places\n一中（东）,足球,1\n", encoding="utf-8")
    athletes, places = read_athletes(asking, offered)
    assert athletes[0].choices == ("一中（东）", "一中（东）/足球")
    assert module.place_athletes(athletes, places, seed=1).answers[0].site_id == "一中（东）"
