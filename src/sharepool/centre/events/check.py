"""What must hold of tours and trips, by what knows nothing of how they were found."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator

from sharepool.centre.events.rows import TestTour
from sharepool.centre.events.types import BaseTrip, EventPlan, TourStop
from sharepool.problem.cells import round_up


def check_events(plan: EventPlan) -> list[str]:
    """Return what is wrong with decided events; nothing if all is as it should be.

    Parameters
    ----------
    plan : EventPlan

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/county")
    >>> tables = sp.read_events("data/samples/county", problem)
    >>> sp.check_events(sp.plan_events(problem, tables))
    []
    """
    flaws = [*_once(plan), *_rooms(plan), *_places(plan)]
    tours = {tour.tour_id: tour for tour in plan.tables.tours}
    for stop in plan.stops:
        flaws += _stop_flaws(plan, tours[stop.tour_id], stop)
    for trip in plan.trips:
        flaws += _trip_flaws(plan, trip)
    return flaws


def _once(plan: EventPlan) -> Iterator[str]:
    """Every school of a tour and every group is there once, or left out once."""
    told = Counter((stop.tour_id, stop.site_id) for stop in plan.stops)
    told += Counter((trip.group_id, "") for trip in plan.trips)
    for one in plan.left_out:
        told[one.row_id, one.site_id if one.table == "tours" else ""] += 1
    wanted = {(visit.group_id, "") for visit in plan.tables.visits}
    for tour in plan.tables.tours:
        for site in plan.problem.sites:
            named = site.site_id in tour.sites if tour.sites else not site.private
            if site.pupils and named:
                wanted.add((tour.tour_id, site.site_id))
    yield from (f"once: {one}" for one in wanted | told.keys() if told[one] != 1)


def _stop_flaws(plan: EventPlan, tour: TestTour, stop: TourStop) -> Iterator[str]:
    site = plan.problem.site_of[stop.site_id]
    minutes = round_up((site.pupils or 0) * tour.minutes_pupil / tour.stations)
    if stop.visits * stop.visit_min < minutes:
        yield f"short: {stop}"
    sunday = stop.monday + dt.timedelta(days=6)
    if stop.monday.weekday() or sunday < tour.from_ or stop.monday > tour.until:
        yield f"week: {stop}"
    if stop.base not in tour.bases:
        yield f"base: {stop}"


def _rooms(plan: EventPlan) -> Iterator[str]:
    """No team does more in a week than its days hold."""
    taken: dict[tuple[str, str, dt.date], int] = defaultdict(int)
    for stop in plan.stops:
        taken[stop.tour_id, stop.base, stop.monday] += stop.load_min
    tours = {tour.tour_id: tour for tour in plan.tables.tours}
    for (tour_id, base, monday), minutes in taken.items():
        tour = tours[tour_id]
        dates = [monday + dt.timedelta(days=day - 1) for day in tour.days]
        room = tour.team_min * sum(tour.from_ <= date <= tour.until for date in dates)
        if minutes > room:
            yield f"room: {tour_id} {base} {monday}"


def _trip_flaws(plan: EventPlan, trip: BaseTrip) -> Iterator[str]:
    base = next(one for one in plan.tables.bases if one.base_id == trip.base_id)
    visit = next(one for one in plan.tables.visits if one.group_id == trip.group_id)
    first = max(base.from_, visit.from_ or base.from_)
    last = min(base.until, visit.until or base.until)
    if not first <= trip.date <= last or trip.date.isoweekday() not in base.days:
        yield f"date: {trip}"
    if visit.bases and trip.base_id not in visit.bases:
        yield f"base: {trip}"


def _places(plan: EventPlan) -> Iterator[str]:
    """No base has more pupils on a day than places."""
    pupils = {visit.group_id: visit.pupils for visit in plan.tables.visits}
    places = {base.base_id: base.places for base in plan.tables.bases}
    here: dict[tuple[str, dt.date], int] = defaultdict(int)
    for trip in plan.trips:
        here[trip.base_id, trip.date] += pupils[trip.group_id]
    for (base_id, date), count in here.items():
        if count > places[base_id]:
            yield f"places: {base_id} {date}"
