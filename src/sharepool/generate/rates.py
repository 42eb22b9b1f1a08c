"""Example rates for an invented county, as the text of a ``rates.toml``."""

from __future__ import annotations

from sharepool.generate import names
from sharepool.generate.staff import BUREAU_OF_EDUCATION, BUREAU_OF_SPORT

EXAMPLE = """\
# Every figure is an example: a county sets its own, and names the document here.
source = "example"
currency = "CNY"
settlement = 60                 # example: what a borrower owes for each converted lesson

[thresholds]
rural_areas = ["township", "rural"]
far_day_min = 90                # example: minutes on the road
early_start = "07:15"           # example: leaving home before

[converted_lessons]             # a slot of each kind; an activity is a half in one school's table
lesson = 1
club = 0.5

[allowance]
converted_lesson = 50           # example
rural_session = 10              # example
far_day = 30                    # example
early_start = 10                # example

[allowance.km]                  # by mode; others are not paid
car = 0.8                       # example

[points]
converted_lesson = 1            # example
rural_session = 0.5             # example
far_day = 1                     # example
early_start = 0.5               # example

[[borrowers]]                   # who answers for the sites; the first that fits counts
stage = "centre"
employer = "{sport}"

[[borrowers]]
employer = "{education}"

[budgets."{sport}"]
week = 16000                    # example
[budgets."{education}"]
week = 12000                    # example
"""


def example_rates() -> str:
    """Return rates for the generated county; every figure is an example."""
    county = names.COUNTIES[0]
    return EXAMPLE.format(sport=county + BUREAU_OF_SPORT, education=county + BUREAU_OF_EDUCATION)
