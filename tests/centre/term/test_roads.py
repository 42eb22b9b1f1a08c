"""What is fair of a week follows from the weeks before."""

from builders import make_plan, make_problem
from sharepool import Carry
from sharepool.centre.term.roads import Roads


def week():
    rules = {"equity": {"fair_road_min_week": 30}}
    return make_problem(staff=[{}, {"staff_id": "T2"}], rules=rules)


def fair(roads, weeks=1):
    return [one.fair_road_min_week for one in roads.fair_week(week(), weeks).staff]


def test_nothing_is_said_where_nothing_is_known():
    assert fair(Roads()) == [None, None]


def test_whoever_drove_more_than_fair_may_drive_less():
    # There and back 20 minutes: 10 fewer than fair.
    roads = Roads().after(week(), make_plan(("T1", "D1", 1, 1)))
    assert fair(roads) == [40, 60]
    twice = roads.after(week(), make_plan(("T1", "D1", 1, 1), ("T1", "D1", 2, 1)))
    assert fair(twice) == [30, 90]


def test_what_is_carried_over_is_shared_by_the_weeks_of_a_plan():
    roads = Roads([Carry(staff_id="T1", road_min=25), Carry(staff_id="T2", road_min=100)])
    assert fair(roads) == [5, 0]
    assert fair(roads, weeks=2) == [17, 0]
