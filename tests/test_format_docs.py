"""The pages of docs/ name every column, header, rule, term and weight of the code, and no other."""

import re
import tomllib
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path

import pytest

from builders import make_problem
from sharepool.centre.chains.types import ChainWeights
from sharepool.centre.placement.rows import ATHLETE_TABLES
from sharepool.centre.placement.types import Refused
from sharepool.problem.result import Result, Status
from sharepool.problem.rows import TABLES
from sharepool.problem.rules import Rules
from sharepool.report.tables.outcome import summary
from sharepool.rules import RULES
from sharepool.rules.scoring import TERMS
from sharepool.tables.headers import columns_of, read_header, read_table_name

DOCS = Path(__file__).parents[1] / "docs"
TEXT = (DOCS / "format.md").read_text(encoding="utf-8")
STANDING = (DOCS / "standing.md").read_text(encoding="utf-8")


def table_after(heading, text=TEXT):
    """Return the cells of the first table below a heading, header row left out."""
    below = text.split(f"\n{heading}\n", maxsplit=1)[1]
    lines = re.search(r"(?:^\|.*\n)+", below, re.MULTILINE)[0].splitlines()[2:]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_documented_and_whether_it_is_required(table):
    rows = table_after(f"### {table}")
    documented = {row[0].strip("*"): row[0].startswith("**") for row in rows}
    assert documented == columns_of(table)


@pytest.mark.parametrize("table", TABLES)
def test_the_chinese_headers_documented_are_read(table):
    for column, header, *_ in table_after(f"### {table}"):
        assert read_header(table, header) == column.strip("*")


def test_the_chinese_table_names_documented_are_read():
    names = {
        english: read_table_name(chinese) for english, chinese, _ in table_after("## A problem")
    }
    assert names == {name: name for name in [*TABLES, "rules"]}


def test_the_defaults_documented_are_those_of_the_rules():
    documented = re.search(r"```toml\n(.*?)```", TEXT, re.DOTALL)[1]
    given = tomllib.loads(documented, parse_float=Decimal)
    speeds = given["travel"].pop("speed_kmh")
    assert Rules.model_validate(given) == Rules()
    assert Rules().travel.speeds == speeds
    assert sections(given) == sections(Rules().model_dump(exclude_none=True))


def sections(rules):
    return {
        name: set(value) - {"speed_kmh"} for name, value in rules.items() if type(value) is dict
    }


def test_every_hard_rule_is_documented():
    codes = [rule.__name__[:3].upper() for rule in RULES]
    assert [row[0] for row in table_after("### Hard rules")] == codes


def test_every_term_is_documented_with_its_weight():
    rows = table_after("### Objective")
    assert [row[0] for row in rows] == list(TERMS)
    weights = {name: weight for name, _, weight in rows if name != "preference"}
    assert weights == {name: str(value) for name, value in Rules().weights.model_dump().items()}


def test_every_key_of_the_summary_is_documented():
    rows = table_after("`summary.json` is one object; a value that does not exist is `null`:")
    documented = [key for row in rows for key in row[0].split(", ")]
    ended = Result(Status.UNKNOWN, None, None, None, {}, 0, 0, 0, wall_seconds=1.0, seed=0)
    assert sorted(documented) == sorted(summary(make_problem(), ended))


@pytest.mark.parametrize("table", ATHLETE_TABLES)
def test_the_tables_of_athletes_are_documented_with_their_chinese_headers(table):
    rows = table_after(f"### {table}", STANDING)
    documented = {row[0].strip("*"): row[0].startswith("**") for row in rows}
    assert documented == columns_of(table)
    for column, header, *_ in rows:
        assert read_header(table, header) == column.strip("*")


def test_the_weights_of_chains_are_documented():
    rows = table_after("\\end{aligned}\n$$\n", STANDING.split("## Chains")[1])
    documented = {term: int(weight) for term, _, weight in rows}
    weights = asdict(ChainWeights())
    assert weights.pop("stronger") == 100
    assert documented == {"missing": weights.pop("missing"), **weights}


def test_every_reason_without_a_place_is_documented():
    below = STANDING.split("language of `--lang`:\n")[1]
    assert re.findall(r"^\| (\w+) \| [^m]", below, re.MULTILINE) == [*Refused]


def test_the_code_of_standing_decisions_gives_tables_that_steer_a_plan(monkeypatch):
    monkeypatch.chdir(DOCS.parent)
    (code,) = re.findall(r"```python\n(.*?)```", STANDING, re.DOTALL)
    names = {}
    exec(code, names)  # noqa: S102 - the page's own code
    steered = names["steered"]
    assert {pair.group for pair in steered.pairs} <= {site.group for site in steered.sites}
    assert {member.site_id for member in steered.chains} <= set(steered.site_of)
    assert len(steered.chains) > 9
