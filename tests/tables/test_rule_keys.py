"""Rules as dotted keys, nested mappings and typed cells."""

import datetime as dt
from decimal import Decimal

import pytest

from sharepool.problem.rules import Rules
from sharepool.tables.findings import TableFindings
from sharepool.tables.rulebook import flatten, join_key, read_rules, split_key


def rules_of(*items):
    findings = TableFindings()
    rules = read_rules(items, findings)
    assert findings.faults == []
    return rules


NAMES = ["体育局", "a.b", 'the "old" one', "it's", "max_hours_week", "a.max_hours_week", '"', "\\n"]


@pytest.mark.parametrize("name", NAMES)
def test_any_name_of_an_employer_survives_a_dotted_key(name):
    path = ("employers", name, "max_hours_week")
    assert split_key(join_key(path)) == path


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("limits.max_leg_min", ("limits", "max_leg_min")),
        ("employers.体育局.max_hours_week", ("employers", "体育局", "max_hours_week")),
        ('employers."a.b".max_hours_week', ("employers", "a.b", "max_hours_week")),
        ("employers.'a.b'.max_hours_week", ("employers", "a.b", "max_hours_week")),
        ("employers.a.b.max_hours_week", ("employers", "a.b", "max_hours_week")),
        ("travel.speed_kmh.e.bike", ("travel", "speed_kmh", "e.bike")),
        ("employers.'it's'.max_hours_week", ("employers", "'it's'", "max_hours_week")),
        (" limits . max_leg_min ", ("limits", "max_leg_min")),
    ],
)
def test_a_dotted_key_is_split_around_the_names_in_it(key, path):
    assert split_key(key) == path


def test_nested_and_dotted_keys_give_the_same_rules():
    nested = rules_of(
        ("limits", {"max_leg_min": 50, "max_sites_day": 2}),
        ("employers", {"a.b": {"max_hours_week": 3}}),
        ("travel", {"speed_kmh": {"bus": 25}}),
    )
    dotted = rules_of(
        ("limits.max_leg_min", "50"),
        ("limits.max_sites_day", 2.0),
        ("employers.a.b", {"max_hours_week": "3"}),
        ("travel.speed_kmh.bus", 25),
    )
    assert nested == dotted
    assert dotted.travel.default_mode == "bus"


def test_the_cells_of_a_rules_sheet_are_read_leniently():
    rules = rules_of(
        ("week_of", dt.datetime.fromisoformat("2026-03-09")),
        ("day.noon", 0.5),
        ("day.earliest_departure", dt.time(7)),
        ("limits.count_travel_as_work", "TRUE"),
        ("equity.floor", "0.55"),
        ("weights.unmet", 500.0),
        ("name", 7),
        ("limits.max_leg_min", "  "),
    )
    assert rules.week_of == dt.date(2026, 3, 9)
    assert (rules.day.noon, rules.day.earliest_departure) == (720, 420)
    assert rules.limits.count_travel_as_work
    assert rules.equity.floor == Decimal("0.55")
    assert (rules.weights.unmet, rules.name, rules.limits.max_leg_min) == (500, "7", 75)


def test_one_wrong_rule_leaves_the_others_as_given():
    findings = TableFindings()
    rules = read_rules([("limits", {"max_leg_min": "x", "max_sites_day": 2})], findings)
    assert [fault.column for fault in findings.faults] == ["limits.max_leg_min"]
    assert (rules.limits.max_leg_min, rules.limits.max_sites_day) == (75, 2)


def test_flattened_rules_make_the_same_rules_again():
    rules = rules_of(("employers.x.max_hours_week", ""), ("travel.speed_kmh.e.bike", 15))
    again = rules_of(
        *((join_key(path), value) for path, value in flatten(rules) if path[0] != "day")
    )
    assert again == rules
    assert again != Rules()
