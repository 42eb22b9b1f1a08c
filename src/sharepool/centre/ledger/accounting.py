"""The ledger of a term: what each person gave and is owed, who lends to whom, what it costs."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from sharepool.base.errors import ProblemError
from sharepool.centre.ledger.faults import (
    borrower_of,
    impossible,
    of_nobody,
    repeated_weeks,
    unpriced,
)
from sharepool.centre.ledger.other_duties import OtherDuty
from sharepool.centre.ledger.rates import Rates
from sharepool.centre.ledger.types import (
    Account,
    BudgetCheck,
    Duty,
    Journey,
    Ledger,
    Loan,
)
from sharepool.centre.ledger.weeks import DoneInWeek, list_other_work, monday_of
from sharepool.centre.term.types import TermWeek
from sharepool.problem.itinerary import Itinerary, PersonDay, Session, group_by
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Staff
from sharepool.problem.travel import TravelTimes
from sharepool.rules import find_lapsed
from sharepool.tables.plan_ids import refuse_unknown_ids

CENT, TENTH = Decimal("0.01"), Decimal("0.1")


def keep_ledger(
    problem: Problem,
    plans: Iterable[Plan | TermWeek],
    rates: Rates,
    duties: Iterable[OtherDuty] = (),
) -> Ledger:
    r"""Return what the sharing of a term adds up to.

    A person's allowance of a week is, with the converted lessons :math:`\ell`, kilometres
    :math:`k`, rural sessions :math:`r`, far days :math:`f` and early starts :math:`e`,

    .. math:: a_\ell \ell + a_k k + a_r r + a_f f + a_e e,

    each product rounded half up to a hundredth; points likewise, without kilometres or rounding.
    Of other duties the lessons are their amount times the rate of their kind.

    Parameters
    ----------
    problem : Problem
        That of the plans that come without tables of their own.
    plans : iterable of Plan or TermWeek
        The plan in force of each week; a bare plan is that of the problem's week.
    rates : Rates
    duties : iterable of OtherDuty
        What people did beside sessions. Those from the first of the weeks to the last count.

    Raises
    ------
    ProblemError
        With every fault at once: two plans of one week, kinds of sessions or sites that the rates
        do not name, sessions that cannot have taken place, people who are at two places at once,
        duties of nobody.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> plan = sp.Plan.of([("LI", "HILL-FOOTBALL", 3, 5)])
    >>> rates = sp.read_rates("data/samples/county/centre/rates.toml")
    >>> ledger = sp.keep_ledger(problem, sp.repeat_week(problem, plan, weeks=4), rates)
    >>> sum(account.allowance for account in ledger.accounts)
    Decimal('236.00')
    """
    weeks = sorted(
        (one if isinstance(one, TermWeek) else TermWeek(problem, one) for one in plans),
        key=lambda week: week.week_of,
    )
    laid_out = [Itinerary(week.problem, week.plan) for week in weeks]
    faults = [*repeated_weeks(weeks)]
    for week, lived in zip(laid_out, weeks, strict=True):
        faults += [*unpriced(week, rates), *impossible(week, lived.attested)]
    people = {one.staff_id: one for week in weeks for one in week.problem.staff}
    people |= {one.staff_id: one for one in problem.staff if one.staff_id not in people}
    other = [*list_other_work(problem, weeks, rates, duties)]
    faults += of_nobody((done.row for done in other), people)
    if faults:
        # A fault of the tables shows again in every week.
        raise ProblemError(list(dict.fromkeys(faults)))
    given = [duty for week in laid_out for duty in _duties(week, rates)]
    journeys = [journey for week in laid_out for journey in _journeys(week, rates)]
    tables = {monday_of(done.row.date): problem for done in other}
    tables |= {week.week_of: week.problem for week in weeks}
    accounts = [
        account
        for monday in sorted(tables)
        for account in _accounts(
            tables[monday], people, rates, DoneInWeek.in_week(monday, given, journeys, other)
        )
    ]
    served = {account.staff_id for account in accounts}
    return Ledger(
        rates=rates,
        weeks=tuple(week.week_of for week in weeks),
        people=tuple(one for one in people.values() if one.staff_id in served),
        duties=tuple(given),
        journeys=tuple(journeys),
        accounts=tuple(accounts),
        loans=tuple(_loans(given, rates)),
        budgets=tuple(_check_budgets(accounts, rates)),
        called_off=tuple(one for week in weeks for one in week.called_off),
        other_duties=tuple(other),
    )


def repeat_week(problem: Problem, plan: Plan, weeks: int) -> list[TermWeek]:
    """Return a standing plan as the weeks of a term, beginning with the problem's.

    Sessions that cannot take place in a week (its person is away or a certificate has lapsed, the
    season is over, the site is closed) are left out of it.

    Raises
    ------
    PlanError
        The problem lacks an id of the plan.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> plan = sp.Plan.of([("LI", "HILL-FOOTBALL", 3, 5)])
    >>> [str(week.week_of) for week in sp.repeat_week(problem, plan, weeks=3)]
    ['2026-03-02', '2026-03-09', '2026-03-16']
    """
    refuse_unknown_ids(problem, plan)
    found = []
    for number in range(weeks):
        monday = problem.rules.week_of + dt.timedelta(weeks=number)
        week = problem.in_week(monday)
        lapsed = find_lapsed(week, plan)
        found.append(TermWeek(week, Plan(tuple(row for row in plan if row not in lapsed))))
    return found


def _duties(week: Itinerary, rates: Rates) -> Iterator[Duty]:
    for session in week.sessions:
        site = week.problem.site_of[session.demand.site_id]
        yield Duty(
            staff_id=session.person.staff_id,
            date=week.problem.week[session.day - 1],
            start_min=session.start_min,
            end_min=session.end_min,
            demand_id=session.demand.demand_id,
            site_id=site.site_id,
            site_name=site.title,
            kind=session.demand.kind,
            cohort=session.demand.cohort,
            lender=session.person.employer,
            borrower=borrower_of(site, rates) or "",
            converted_lessons=_converted(week.problem, session, rates),
            is_rural=_is_rural(week.problem, session, rates),
        )


def _converted(problem: Problem, session: Session, rates: Rates) -> Decimal:
    """Return how many lessons a session counts as, by kind, role and classes that listen."""
    a_slot = rates.converted_lessons[session.demand.kind]
    if session.role is not None:
        a_slot *= rates.counts_as.get(session.role_name, Decimal(1))
    listeners = problem.listeners_of.get(session.demand.demand_id, ())
    return (a_slot + rates.joint_listening * len(listeners)) * session.periods


def _is_rural(problem: Problem, session: Session, rates: Rates) -> bool:
    """Return whether a session takes a person out to a rural place: home is no journey."""
    away = session.place != session.person.home_site
    return away and problem.site_of[session.place].area in rates.thresholds.rural_areas


def _journeys(week: Itinerary, rates: Rates) -> Iterator[Journey]:
    travel = TravelTimes(week.problem)
    for day in week.days:
        mode = week.problem.mode_of(day.person)
        legs = [travel.km(mode, drive.origin, drive.destination) for drive in day.drives]
        known = sum((Decimal(str(km)) for km in legs if km is not None), Decimal())
        leaves_min = _leaves_min(day)
        yield Journey(
            staff_id=day.person.staff_id,
            date=week.problem.week[day.day - 1],
            mode=mode,
            leaves_min=leaves_min,
            travel_min=day.travel_min,
            km=known.quantize(TENTH, rounding=ROUND_HALF_UP),
            legs_without_km=legs.count(None),
            is_far=day.travel_min >= rates.thresholds.far_day_min,
            is_early=leaves_min < rates.thresholds.early_start,
        )


def _leaves_min(day: PersonDay) -> int:
    """Return when a person leaves home for the first session, or that it starts at home."""
    first = day.sessions[0]
    at_home = first.place == day.person.home_site
    return first.start_min - (0 if at_home or not day.drives else day.drives[0].minutes or 0)


def _accounts(
    tables: Problem, people: Mapping[str, Staff], rates: Rates, done: DoneInWeek
) -> Iterator[Account]:
    elsewhere = (one for one in people.values() if one.staff_id not in tables.person_of)
    for person in (*tables.staff, *elsewhere):
        if person.staff_id in done.duties or person.staff_id in done.other:
            yield _account(person, tables.mode_of(person), rates, done)


def _account(person: Staff, mode: str, rates: Rates, done: DoneInWeek) -> Account:
    duties = done.duties.get(person.staff_id, ())
    journeys = done.journeys.get(person.staff_id, ())
    other = done.other.get(person.staff_id, ())
    duty_lessons = sum((one.converted_lessons for one in other), Decimal())
    lessons = sum((one.converted_lessons for one in duties), duty_lessons)
    km = sum((one.km for one in journeys), sum((one.row.km for one in other), Decimal()))
    rural = sum(one.is_rural for one in duties)
    far = sum(one.is_far for one in journeys)
    early = sum(one.is_early for one in journeys)
    paid, points = rates.allowance, rates.points
    return Account(
        staff_id=person.staff_id,
        name=person.title,
        employer=person.employer,
        week_of=done.week_of,
        sessions=len(duties),
        minutes=sum(one.minutes for one in duties),
        converted_lessons=lessons,
        km=km,
        legs_without_km=sum(one.legs_without_km for one in journeys),
        travel_min=sum(one.travel_min for one in journeys),
        rural_sessions=rural,
        far_days=far,
        early_starts=early,
        points=lessons * points.converted_lesson
        + rural * points.rural_session
        + far * points.far_day
        + early * points.early_start,
        allowance_lessons=_money(lessons * paid.converted_lesson),
        allowance_km=_money(km * paid.km.get(mode, Decimal())),
        allowance_rural=_money(rural * paid.rural_session),
        allowance_far=_money(far * paid.far_day),
        allowance_early=_money(early * paid.early_start),
        duty_lessons=duty_lessons,
    )


def _money(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def _loans(duties: Iterable[Duty], rates: Rates) -> Iterator[Loan]:
    """Yield what each employer lends to each; what it gives to its own sites comes back as well."""
    given = group_by(duties, lambda one: (one.lender, one.borrower))
    lessons = {
        pair: sum((one.converted_lessons for one in some), Decimal())
        for pair, some in given.items()
    }
    for (lender, borrower), some in sorted(given.items()):
        mine, back = lessons[lender, borrower], lessons.get((borrower, lender), Decimal())
        yield Loan(
            lender=lender,
            borrower=borrower,
            sessions=len(some),
            minutes=sum(one.minutes for one in some),
            converted_lessons=mine,
            returned_lessons=back,
            settlement=_money((mine - back) * rates.settlement),
        )


def _check_budgets(accounts: Sequence[Account], rates: Rates) -> Iterator[BudgetCheck]:
    """Yield what each employer with a budget pays, week by week and in all."""
    spent: dict[tuple[str, dt.date | None], Decimal] = defaultdict(Decimal)
    for account in accounts:
        for week_of in (account.week_of, None):
            spent[account.employer, week_of] += account.allowance
    for (employer, week_of), allowance in spent.items():
        budget = rates.budgets.get(employer)
        if budget is None:
            continue
        most = budget.term if week_of is None else budget.week
        if most is not None:
            yield BudgetCheck(employer, week_of, allowance, most)
