r"""Where targets stand: the latest value, the trend, and what each term must bring.

The trend is the line of least squares through the measures, with days as the abscissa:

.. math:: \hat v(t) = \bar v + \frac{\sum_i (t_i - \bar t)(v_i - \bar v)}
                                    {\sum_i (t_i - \bar t)^2}\, (t - \bar t)
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil

from sharepool.centre.targets.indicators import DIGITS, EVERYWHERE, SHARES
from sharepool.centre.targets.rows import Measure, Target
from sharepool.centre.targets.types import (
    TargetProgress,
    TargetStanding,
    TargetState,
    TargetTables,
)
from sharepool.problem.cells import round_half_up

TERM_DAYS = 183
"""Half a year."""


def judge_targets(
    tables: TargetTables,
    date: dt.date,
    *,
    measures: Iterable[Measure] = (),
    counties: Sequence[str] = (),
) -> TargetProgress:
    """Return where each target stands on a date, in all and in each county.

    Parameters
    ----------
    tables : TargetTables
    date : datetime.date
    measures : iterable of Measure
        Those of today, from :func:`sharepool.measure_indicators`; they count before earlier ones of
        the same day.
    counties : sequence of str
        In which a target without a county is looked at, besides all together; by default those
        that something was measured of.

    Examples
    --------
    >>> import datetime as dt
    >>> import sharepool as sp
    >>> target = sp.Target(indicator="minutes_day", by="2028-09-01", value=120)
    >>> today = dt.date(2026, 3, 2)
    >>> measure = sp.Measure(indicator="minutes_day", date=today, value=85)
    >>> progress = sp.judge_targets(sp.TargetTables((target,), (measure,)), today)
    >>> progress.standings[0].state.value
    'behind'
    """
    of_key = {(one.indicator, one.county, one.date): one for one in tables.measures}
    of_key |= {(one.indicator, one.county, one.date): one for one in measures}
    history = sorted(of_key.values(), key=lambda one: (one.indicator, one.county, one.date))
    trends: dict[tuple[str, str], dict[dt.date, Measure]] = defaultdict(dict)
    # The only county is all together, whichever of the two a row names.
    only = [*counties] if len(counties) == 1 else []
    for one in history:
        if one.date <= date:
            place = EVERYWHERE if one.county in only else one.county
            trends[one.indicator, place][one.date] = one
    known = list(counties) or sorted({county for _, county in trends} - {EVERYWHERE})
    standings = []
    for target in tables.targets:
        # With one county all together are that one.
        everywhere = [EVERYWHERE, *known] if known[1:] else [EVERYWHERE]
        places = [target.county] if target.county else everywhere
        for county in places:
            place = EVERYWHERE if county in only else county
            trend = sorted(
                trends.get((target.indicator, place), {}).values(), key=lambda one: one.date
            )
            standings.append(judge(target, county, trend, date))
    return TargetProgress(date, tuple(standings), tuple(history))


def judge(target: Target, county: str, trend: Sequence[Measure], date: dt.date) -> TargetStanding:
    """Return where one target stands, given what was measured so far, the oldest first."""
    latest = trend[-1] if trend else None
    value = None if latest is None else latest.value
    expected = extrapolate(trend, target.by)
    if expected is not None and target.indicator in SHARES:
        expected = min(max(expected, Decimal(0)), Decimal(1))
    return TargetStanding(
        target=target,
        county=county,
        state=_find_state(target, value, expected, date),
        value=value,
        measured=None if latest is None else latest.date,
        change=trend[-1].value - trend[-2].value if len(trend) > 1 else None,
        expected=expected,
        needed_term=_needed(target, value, date),
        trend=tuple(trend),
    )


def extrapolate(trend: Sequence[Measure], date: dt.date) -> Decimal | None:
    """Return where the line of least squares leads by a date; None with fewer than two measures."""
    if not trend[1:]:
        return None
    days = [Fraction(one.date.toordinal()) for one in trend]
    values = [Fraction(one.value) for one in trend]
    mean_day, mean = sum(days, Fraction()) / len(days), sum(values, Fraction()) / len(values)
    far = [day - mean_day for day in days]
    rise = sum((one * (value - mean) for one, value in zip(far, values, strict=True)), Fraction())
    slope = rise / sum((one * one for one in far), Fraction())
    return _rounded(mean + slope * (date.toordinal() - mean_day))


def is_met(target: Target, value: Decimal) -> bool:
    """Return whether a value is what a target asks for."""
    return value >= target.value if target.direction == "at_least" else value <= target.value


def _find_state(
    target: Target, value: Decimal | None, expected: Decimal | None, date: dt.date
) -> TargetState:
    if value is None:
        return TargetState.UNKNOWN
    if is_met(target, value):
        return TargetState.REACHED
    if target.by < date:
        return TargetState.OVERDUE
    leads = expected is not None and is_met(target, expected)
    return TargetState.ON_TRACK if leads else TargetState.BEHIND


def _needed(target: Target, value: Decimal | None, date: dt.date) -> Decimal | None:
    """Return what each half year that is left must bring."""
    if value is None or is_met(target, value) or target.by <= date:
        return None
    terms = ceil(Fraction((target.by - date).days, TERM_DAYS))
    return _rounded((Fraction(target.value) - Fraction(value)) / terms)


def _rounded(value: Fraction) -> Decimal:
    return Decimal(round_half_up(DIGITS * value)) / DIGITS
