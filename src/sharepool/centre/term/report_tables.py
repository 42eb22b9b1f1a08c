"""A term as tables: its weeks, what is lost, the shares given, what is owed, who drove."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from sharepool.centre.term.holding import hold_week
from sharepool.centre.term.lost import LossReason, LostSession
from sharepool.centre.term.road_tables import roads_frame
from sharepool.centre.term.totals import DemandWeek, TermAccounts
from sharepool.centre.term.types import PlannedWeek, Term, WeekSource
from sharepool.problem.itinerary import group_by
from sharepool.problem.plan import Plan
from sharepool.problem.privacy import hide_private
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Demand

if TYPE_CHECKING:
    import pandas as pd

WEEKS = (
    *("week", "week_of", "letter", "version", "source", "is_forecast"),
    *("wanted", "given", "made_up", "lost", "owed", "changed", "objective", "bound"),
)
LOST = (
    *("week", "week_of", "date", "site_id", "site_name", "demand_id", "kind", "skill", "cohort"),
    *("slot", "staff_id", "staff_name", "reason", "made_up_on"),
)
RATES = (
    *("week", "week_of", "kind", "is_forecast", "wanted", "given", "rate"),
    *("rate_school_days", "cumulative_rate"),
)
HELD = (
    *("week", "date", "site_id", "site_name", "demand_id", "slot"),
    *("staff_id", "staff_name", "state", "by", "by_name"),
)
OWED = ("demand_id", "site_id", "site_name", "wanted", "given", "lost", "owed", "reasons")


def make_frames(term: Term) -> dict[str, pd.DataFrame]:
    """Return the tables of a term by name (see :meth:`Term.to_frames`)."""
    accounts = term.accounts
    return {
        "term": _weeks_frame(term, accounts),
        "lost": _lost_frame(term, accounts),
        "rates": _rates_frame(term, accounts),
        "held": _held_frame(term),
        "owed": _owed_frame(term, accounts),
        "roads": roads_frame(term),
    }


def _weeks_frame(term: Term, accounts: TermAccounts) -> pd.DataFrame:
    """Return a row a week: its plan, what it wants, gives, makes up for and loses."""
    import pandas as pd

    of_week = group_by(accounts.weeks, lambda one: one.number)
    rows = [
        {
            "week": week.number,
            "week_of": week.week_of.isoformat(),
            "letter": week.letter,
            "version": _version(term, week),
            "source": week.source.value,
            "is_forecast": int(is_forecast(term, week.week_of)),
            **_sums(of_week.get(week.number, ())),
            "owed": accounts.owed_after(week.number),
            "changed": len(set(_standing(term, week)) - set(week.week.plan)),
            "objective": week.objective,
            "bound": week.bound,
        }
        for week in term.weeks
    ]
    return pd.DataFrame(rows, columns=list(WEEKS), dtype=object)


def _lost_frame(term: Term, accounts: TermAccounts) -> pd.DataFrame:
    """Return a row a lost session, those made up for later too."""
    import pandas as pd

    number_of = {week.week_of: week.number for week in term.weeks}
    known = _demands(term)
    rows = [
        {
            "week": "" if loss.week_of is None else number_of[loss.week_of],
            "week_of": _iso(loss.week_of),
            "date": _iso(loss.date),
            **_about(known.get(loss.demand_id)),
            "demand_id": loss.demand_id,
            "slot": "" if loss.slot is None else loss.slot,
            "staff_id": loss.staff_id,
            "staff_name": _name(term, loss.staff_id),
            "reason": loss.reason.value,
            "made_up_on": _iso(loss.made_up_on),
        }
        for loss in accounts.losses
    ]
    return pd.DataFrame(rows, columns=list(LOST), dtype=object)


def _held_frame(term: Term) -> pd.DataFrame:
    """Return a row a session that was not held as planned; without a state nothing is reported."""
    import pandas as pd

    known = _demands(term)
    rows = [
        {
            "week": week.number,
            "date": one.date.isoformat(),
            **_about(known.get(row.demand_id), ("site_id", "site_name")),
            "demand_id": row.demand_id,
            "slot": row.slot,
            "staff_id": "" if one.planned is None else row.staff_id,
            "staff_name": "" if one.planned is None else _name(term, row.staff_id),
            "state": "" if one.state is None else one.state.value,
            "by": "" if one.held is None else one.held.staff_id,
            "by_name": "" if one.held is None else _name(term, one.held.staff_id),
        }
        for week in term.weeks
        if week.source is WeekSource.KEPT
        for one in hold_week(term.book, term.book.versions[week.week_of]).sessions
        if not one.is_as_planned and (row := one.planned or one.held) is not None
    ]
    return pd.DataFrame(rows, columns=list(HELD), dtype=object)


def _rates_frame(term: Term, accounts: TermAccounts) -> pd.DataFrame:
    """Return what share of the wanted sessions is given (开足率), a row a week and kind.

    `cumulative_rate` is that of all weeks so far; of weeks to come (`is_forecast`) it is the
    forecast. `rate_school_days` leaves out what days off take away.
    """
    import pandas as pd

    kind_of = {name: demand.kind for name, (demand, _) in _demands(term).items()}
    off = group_by(
        (one for one in accounts.losses if one.reason is LossReason.DAY_OFF),
        lambda one: (one.week_of, kind_of.get(one.demand_id, "")),
    )
    kinds = sorted({kind_of.get(one.demand_id, "") for one in accounts.weeks})
    rows = []
    for kind in ("", *kinds):
        mine = [one for one in accounts.weeks if kind in {"", kind_of.get(one.demand_id, "")}]
        of_week = group_by(mine, lambda one: one.number)
        wanted = given = 0
        for week in term.weeks:
            sums = _sums(of_week.get(week.number, ()))
            wanted, given = wanted + sums["wanted"], given + sums["given"]
            lost_off = sum(
                len(off.get((week.week_of, one), ())) for one in ([kind] if kind else kinds)
            )
            rows.append(
                {
                    "week": week.number,
                    "week_of": week.week_of.isoformat(),
                    "kind": kind,
                    "is_forecast": int(is_forecast(term, week.week_of)),
                    "wanted": sums["wanted"],
                    "given": sums["given"],
                    "rate": _share(sums["given"], sums["wanted"]),
                    "rate_school_days": _share(sums["given"], sums["wanted"] - lost_off),
                    "cumulative_rate": _share(given, wanted),
                }
            )
    return pd.DataFrame(rows, columns=list(RATES), dtype=object)


def _owed_frame(term: Term, accounts: TermAccounts) -> pd.DataFrame:
    """Return a row a demand that is owed sessions, the most first, with why they were lost."""
    import pandas as pd

    known = _demands(term)
    lost = group_by(
        (one for one in accounts.losses if one.made_up_on is None and one.reason.is_owed),
        lambda one: one.demand_id,
    )
    owing = sorted(
        (one for one in accounts.demands if one.owed), key=lambda one: (-one.owed, one.demand_id)
    )
    rows = [
        {
            "demand_id": one.demand_id,
            **_about(known.get(one.demand_id), ("site_id", "site_name")),
            "wanted": one.carried + one.wanted,
            "given": one.given,
            "lost": one.lost,
            "owed": one.owed,
            "reasons": "; ".join(
                f"{reason.value} {len(some)}" for reason, some in _by_reason(lost[one.demand_id])
            ),
        }
        for one in owing
    ]
    return pd.DataFrame(rows, columns=list(OWED), dtype=object)


def is_forecast(term: Term, monday: dt.date) -> bool:
    """Return whether a week is still to be lived, as far as reports go."""
    until = term.book.reported_until
    return until is None or monday > until


def _sums(weeks: Iterable[DemandWeek]) -> dict[str, int]:
    weeks = list(weeks)
    return {
        name: sum(getattr(one, name) for one in weeks)
        for name in ("wanted", "given", "made_up", "lost")
    }


def _version(term: Term, week: PlannedWeek) -> int | None:
    version = term.book.in_force(week.week_of)
    return None if version is None else version.number


def _standing(term: Term, week: PlannedWeek) -> Plan:
    return term.standing.get(week.letter, Plan())


def _demands(term: Term) -> dict[str, tuple[Demand, Problem]]:
    """Return every demand of the term, with tables that have its site."""
    found: dict[str, tuple[Demand, Problem]] = {}
    for tables in (term.problem, *(week.week.problem for week in term.weeks)):
        if any(one.demand_id not in found for one in tables.demands):
            hidden = hide_private(tables)
            found = {one.demand_id: (one, hidden) for one in hidden.demands} | found
    return found


ABOUT = ("site_id", "site_name", "kind", "skill", "cohort")


def _about(known: tuple[Demand, Problem] | None, columns: Sequence[str] = ABOUT) -> dict[str, str]:
    """Return what is told of a demand in some columns."""
    if known is None:
        return dict.fromkeys(columns, "")
    demand, problem = known
    site = problem.site_of[demand.site_id]
    cells = (site.site_id, site.title, demand.kind, demand.skill, demand.cohort)
    return {name: cell for name, cell in zip(ABOUT, cells, strict=True) if name in columns}


def _name(term: Term, staff_id: str) -> str:
    for problem in (term.problem, *(week.week.problem for week in term.weeks)):
        if staff_id in problem.person_of:
            return problem.person_of[staff_id].title
    return staff_id


def _by_reason(
    losses: Iterable[LostSession],
) -> Iterator[tuple[LossReason, tuple[LostSession, ...]]]:
    grouped = group_by(losses, lambda one: one.reason)
    yield from sorted(grouped.items(), key=lambda one: (-len(one[1]), one[0]))


def _iso(date: dt.date | None) -> str:
    return "" if date is None else date.isoformat()


def _share(part: int, whole: int) -> float | None:
    return float(round(Fraction(part, whole), 4)) if whole > 0 else None
