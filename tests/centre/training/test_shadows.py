"""Who shadows whom, against every choice of tiny tasks."""

from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from sharepool.centre.training.shadows import ShadowOption, ShadowTask, place_trainees

TRAINEES, MENTORS, WEEKS = 3, 3, 4


@st.composite
def tasks(draw):
    options = [
        ShadowOption(
            trainee,
            mentor,
            week,
            (1,),
            draw(st.sampled_from([0, 2, 4])),
            draw(st.sampled_from([10, 30])),
        )
        for trainee, mentor, week in product(range(TRAINEES), range(MENTORS), range(WEEKS))
        if draw(st.sampled_from([True, True, False]))
    ]
    groups = draw(st.lists(st.sampled_from("gh"), min_size=MENTORS, max_size=MENTORS))
    free = {
        (group, week): draw(st.sampled_from([0, 3, 9])) for group in "gh" for week in range(WEEKS)
    }
    return ShadowTask(
        weeks_wanted=draw(st.lists(st.integers(1, 2), min_size=TRAINEES, max_size=TRAINEES)),
        rooms=draw(st.lists(st.integers(0, 2), min_size=MENTORS, max_size=MENTORS)),
        groups=groups,
        options=options,
        free=free,
    )


def best_by_hand(task):
    of = {(one.trainee, one.mentor, one.week): one for one in task.options}

    def choices(trainee):
        yield ()
        for mentor in range(MENTORS):
            weeks = [week for week in range(WEEKS) if (trainee, mentor, week) in of]
            for size in range(1, task.weeks_wanted[trainee] + 1):
                for some in combinations(weeks, size):
                    yield tuple(of[trainee, mentor, week] for week in some)

    best = None
    for chosen in product(*(list(choices(trainee)) for trainee in range(TRAINEES))):
        taken = [one for part in chosen for one in part]
        if any(
            sum((one.mentor, one.week) == (mentor, week) for one in taken) > task.rooms[mentor]
            for mentor in range(MENTORS)
            for week in range(WEEKS)
        ):
            continue
        covered = sum(
            min(
                free,
                sum(one.lessons for one in taken if (task.groups[one.mentor], one.week) == key),
            )
            for key, free in task.free.items()
        )
        lessons = sum(one.lessons for one in taken)
        rank = -len(taken), lessons - covered, sum(one.road_min for one in taken)
        best = rank if best is None else min(best, rank)
    return best


@settings(max_examples=12, deadline=None)
@given(tasks())
def test_no_choice_grants_more_weeks_or_leaves_less_uncovered(task):
    found = place_trainees(task, 30, 0)
    weeks, uncovered, road = best_by_hand(task)
    assert found.values == {"weeks": -weeks, "uncovered": uncovered, "road": road}
    assert found.bounds == found.values
    assert sum(one.road_min for one, _ in found.chosen) == road
    assert sum(one.lessons - covered for one, covered in found.chosen) == uncovered


def test_without_options_nobody_goes():
    assert place_trainees(ShadowTask([1], [1], ["g"], [], {}), 1, 0).chosen == []
