"""What formats make of teams."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sharepool.centre.competitions.brackets import list_ties
from sharepool.centre.competitions.formats import cross_groups, list_rounds, seed_order
from sharepool.centre.competitions.rows import Competition


@given(st.integers(2, 20))
def test_everybody_meets_everybody_once_and_sides_are_balanced(count):
    rounds = list_rounds(count)
    pairs = [tuple(sorted(pair)) for played in rounds for pair in played]
    assert len(rounds) == count - 1 + count % 2
    assert sorted(pairs) == [(a, b) for a in range(count) for b in range(a + 1, count)]
    for played in rounds:
        assert max(Counter(team for pair in played for team in pair).values()) == 1
    home = Counter(pair[0] for played in rounds for pair in played)
    assert all(abs(2 * home[team] - (count - 1)) <= 1 for team in range(count))


@given(st.integers(1, 4), st.data(), st.booleans())
def test_a_bracket_decides_its_places(power, data, consolation):
    size = 2**power
    count = data.draw(st.integers(size // 2 + 1, size))
    order = seed_order(size)
    present = [order[seat] < count for seat in range(size)]
    ties = list_ties(size, present, consolation)
    winners_to = [tie for tie in ties if tie.places.startswith("1-")]
    assert len(winners_to) == count - 1
    if not consolation:
        assert ties == winners_to
        return
    # Play it out: the better seed wins, and everybody gets the place of the seed.
    winner, loser, place = {}, {}, {}

    def who(side):
        source, lost = side
        return order[source] if isinstance(source, int) else (loser if lost else winner)[source]

    for tie in ties:
        one, other = (who(side) for side in tie.sides)
        winner[tie], loser[tie] = min(one, other), max(one, other)
        first, last = (int(part) for part in tie.places.split("-"))
        if last - first == 1:
            place[winner[tie]], place[loser[tie]] = first, last
    if count == size:
        assert place == {seed: seed + 1 for seed in range(size)}
    games = Counter(seed for tie in ties for seed in (winner[tie], loser[tie]))
    assert max(games.values()) <= power


@pytest.mark.parametrize(
    ("groups", "advance", "meets"),
    [("AB", 2, [("1A", "2B"), ("1B", "2A")]), ("ABCD", 1, [("1A", "1D"), ("1B", "1C")])],
)
def test_winners_of_groups_meet_others(groups, advance, meets):
    competition = Competition.model_validate(
        {
            "competition_id": "K",
            "level": "县级",
            "skill": "足球",
            "format": "分组",
            "groups": len(groups),
            "advance": advance,
            "from": "2026-04-11",
            "until": "2026-05-11",
            "match_min": 50,
        }
    )
    seats = cross_groups(list(groups), competition)
    assert list(zip(seats[::2], seats[1::2], strict=True)) == meets


def test_two_of_a_group_meet_in_the_final_at_the_earliest():
    competition = Competition.model_construct(advance=2)
    seats = cross_groups(list("ABCDEFGH"), competition)
    halves = [{seat[1] for seat in half} for half in (seats[:8], seats[8:])]
    assert halves[0] == halves[1] == set("ABCDEFGH")
