"""Invented athletes: of clubs that there are, for places that there are, with equal scores."""

from collections import Counter

import pytest

from sharepool.centre.placement.decision import place_athletes
from sharepool.centre.placement.tables import read_athletes
from sharepool.generate import generate_athletes, generate_county
from sharepool.tables import write_rows


@pytest.fixture(scope="module")
def county():
    return generate_county(1)


@pytest.fixture(scope="module")
def drawn(county):
    return generate_athletes(county, 1)


def test_the_same_seed_gives_the_same_athletes(county, drawn):
    assert generate_athletes(county, 1) == drawn
    assert generate_athletes(county, 2) != drawn


def test_everybody_comes_from_a_club_of_their_sport(county, drawn):
    clubs = {(club.site_id, club.skill) for club in county.demands if club.kind == "club"}
    assert {(one.home_site, one.skill) for one in drawn[0]} <= clubs


def test_choices_are_schools_of_the_next_stage(county, drawn):
    for athlete in drawn[0]:
        above = {county.site_of[choice].stage for choice in athlete.choices}
        is_primary = county.site_of[athlete.home_site].stage == "primary"
        assert above <= ({"junior", "nine_year"} if is_primary else {"senior"})
        assert athlete.choices


def test_some_scores_are_equal_and_some_places_are_lacking(drawn):
    athletes, places = drawn
    assert max(Counter((one.skill, one.score) for one in athletes).values()) > 1
    placement = place_athletes(athletes, places, seed=0)
    assert 0 < placement.placed < len(athletes)


def test_they_read_back_the_same(drawn, tmp_path):
    paths = [tmp_path / "athletes.csv", tmp_path / "places.csv"]
    for name, rows, path in zip(("athletes", "places"), drawn, paths, strict=True):
        write_rows(name, rows, path)
    assert read_athletes(*paths) == drawn
