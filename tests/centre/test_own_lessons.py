"""A school's own teachers give all they can, in few hands."""

from itertools import product

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import make_centre
from sharepool.centre.needs.derivation import find_needs
from sharepool.centre.needs.own_lessons import share_lessons


def test_who_may_take_more_leaves_the_plain_classes_to_the_other():
    centre = make_centre(
        classes=[{"grade": 1}, {"grade": 3}],
        residents=[
            {"staff_id": "A", "load_lessons": 4, "skills": "pe;swim"},
            {"staff_id": "B", "load_lessons": 4},
        ],
        curriculum=[
            {"grade": 1, "lessons_week": 4},
            {"grade": 3, "lessons_week": 3, "also_requires": "swim"},
        ],
    )
    (school,) = find_needs(centre).sites
    assert (school.required, school.covered, school.spare) == (7, 7, 1)


def test_a_class_is_split_only_where_that_gives_more():
    every = list(product("AB", "xyz"))
    due = dict.fromkeys("xyz", 4)
    shared = share_lessons({"A": 6, "B": 6}, due, every)
    assert (sum(shared.values()), len(shared)) == (12, 4)
    roomy = share_lessons({"A": 4, "B": 8}, due, every)
    assert set(roomy.values()) == {4}


def test_the_backbone_keeps_what_it_can_lend():
    lent = share_lessons({"A": 12, "B": 12}, {"x": 4, "y": 4}, product("AB", "xy"), backbone="A")
    assert lent == {("B", "x"): 4, ("B", "y"): 4}


@st.composite
def schools(draw):
    teachers, classes = "ABC"[: draw(st.integers(0, 3))], "xyz"[: draw(st.integers(0, 3))]
    supply = {one: draw(st.integers(0, 4)) for one in teachers}
    due = {one: draw(st.integers(0, 4)) for one in classes}
    links = list(product(teachers, classes))
    may_take = [link for link in links if draw(st.booleans())]
    return supply, due, may_take, {one for one in teachers if draw(st.booleans())}


def every_way(supply, due, may_take):
    """Yield every way to share lessons out that nobody's supply and no class forbids."""
    for lessons in product(*(range(min(supply[t], due[c]) + 1) for t, c in may_take)):
        flow = {link: n for link, n in zip(may_take, lessons, strict=True) if n}
        if all(
            sum(n for link, n in flow.items() if link[place] == name) <= limit
            for place, limits in enumerate((supply, due))
            for name, limit in limits.items()
        ):
            yield flow


@settings(max_examples=60, deadline=None)
@given(schools())
def test_no_other_way_gives_more_in_fewer_hands_or_spares_the_backbone_more(school):
    supply, due, may_take, backbone = school

    def aims(flow):
        of_backbone = sum(n for (teacher, _), n in flow.items() if teacher in backbone)
        return -sum(flow.values()), len(flow), of_backbone

    small = {link for link in may_take if min(supply[link[0]], due[link[1]])}
    links = sorted(small)[:5]
    found = share_lessons(supply, due, links, backbone)
    assert aims(found) == min(map(aims, every_way(supply, due, links)))


@settings(max_examples=25, deadline=None)
@given(
    supply=st.lists(st.integers(0, 16), min_size=1, max_size=8),
    due=st.lists(st.integers(0, 5), min_size=1, max_size=20),
    data=st.data(),
)
def test_no_flow_is_larger(supply, due, data):
    people = {f"T{number}": most for number, most in enumerate(supply)}
    classes = {f"C{number}": lessons for number, lessons in enumerate(due)}
    links = [
        link for link in product(people, classes) if data.draw(st.integers(0, 2), label=str(link))
    ]
    graph = nx.DiGraph()
    graph.add_nodes_from(["source", "sink"])
    graph.add_edges_from(("source", one, {"capacity": most}) for one, most in people.items())
    graph.add_edges_from((one, "sink", {"capacity": lessons}) for one, lessons in classes.items())
    graph.add_edges_from(links)
    found = share_lessons(people, classes, links)
    assert sum(found.values()) == nx.maximum_flow_value(graph, "source", "sink")
    assert found.keys() <= set(links)
    for place, limits in enumerate((people, classes)):
        for name, limit in limits.items():
            assert sum(n for link, n in found.items() if link[place] == name) <= limit


def test_a_large_school_is_shared_out_alike_in_every_run():
    supply = {f"T{number:02}": 9 + number % 7 for number in range(30)}
    due = {f"C{number:03}": 2 + number % 3 for number in range(100)}
    links = [(t, c) for t, c in product(supply, due) if (int(t[1:]) + int(c[1:])) % 4]
    found = share_lessons(supply, due, links)
    assert sum(found.values()) == sum(due.values())
    assert len(found) < len(supply) + len(due)
    assert found == share_lessons(supply, due, links)
