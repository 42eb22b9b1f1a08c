"""What people do in the week, and what sites get: a bar each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

from sharepool.messages.captions import Captions
from sharepool.problem.cells import MINUTES_PER_HOUR
from sharepool.problem.itinerary import Itinerary
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Staff
from sharepool.report.plots.bars import Bars, draw_ticks
from sharepool.report.plots.pictures import AMBER, BLUE, LIGHT, RED, Picture, one_line
from sharepool.report.plots.shares import find_shares

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@overload
def draw_load(
    problem: Problem, plan: Plan, *, most: int = 60, lang: str = "en", ax: None = None
) -> Picture: ...
@overload
def draw_load(
    problem: Problem, plan: Plan, *, most: int = 60, lang: str = "en", ax: Axes
) -> Axes: ...
def draw_load(
    problem: Problem, plan: Plan, *, most: int = 60, lang: str = "en", ax: Axes | None = None
) -> Picture | Axes:
    """Return everybody's hours of the week: in sessions, and on the road.

    Ticks show what each may work (``max_hours_week``) and should (``min_hours_week``). The
    road counts only towards the first, and only with ``count_travel_as_work``.

    Parameters
    ----------
    problem : Problem
    plan : Plan
    most : int
        People shown, the busiest first.
    lang : str
        ``"en"`` or ``"zh"``.
    ax : matplotlib.axes.Axes, optional
        Where to draw; it is returned then, in the style of its own figure.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> plan = sp.Plan.of([("LI", "HILL-FOOTBALL", 3, 5)])
    >>> sp.plots.draw_load(problem, plan).save("load.svg")
    """
    words = Captions(lang)
    weeks = _weeks(problem, plan)
    shown = weeks[:most]
    key = "plot.load" if len(shown) == len(weeks) else "plot.load.more"
    bars = Bars(
        title=words(key, people=words.number(len(shown)), pool=len(weeks)),
        names=tuple(one_line(week.person.title) for week in shown),
        axis=words("plot.hours"),
    )

    def paint(axes: Axes) -> None:
        from matplotlib.ticker import MaxNLocator

        rows = range(len(shown))
        taught = [week.session_min / MINUTES_PER_HOUR for week in shown]
        driven = [week.travel_min / MINUTES_PER_HOUR for week in shown]
        axes.barh(rows, taught, color=BLUE, label=words("plot.teaching"))
        axes.barh(rows, driven, left=taught, color=LIGHT, label=words("plot.road"))
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        by_road = problem.rules.limits.count_travel_as_work
        for column, color, name in (
            ("min_hours_week", AMBER, "plot.least"),
            ("max_hours_week", RED, "plot.most.road" if by_road else "plot.most"),
        ):
            limits = [getattr(week.person, column) for week in shown]
            given = [row for row, limit in enumerate(limits) if limit]
            if given:
                marks = [float(limits[row]) for row in given]
                draw_ticks(axes, marks, given, color, words(name))

    return bars.drawn(paint, ax)


@overload
def draw_coverage(
    problem: Problem, plan: Plan, *, most: int = 60, lang: str = "en", ax: None = None
) -> Picture: ...
@overload
def draw_coverage(
    problem: Problem, plan: Plan, *, most: int = 60, lang: str = "en", ax: Axes
) -> Axes: ...
def draw_coverage(
    problem: Problem, plan: Plan, *, most: int = 60, lang: str = "en", ax: Axes | None = None
) -> Picture | Axes:
    """Return what every site gets of the sessions that it wants, the least served first.

    A tick shows the floor: the share that each site should get. A floor of 0 has none.

    Parameters
    ----------
    problem : Problem
    plan : Plan
    most : int
        Sites shown.
    lang : str
        ``"en"`` or ``"zh"``.
    ax : matplotlib.axes.Axes, optional
        Where to draw; it is returned then, in the style of its own figure.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> plan = sp.Plan.of([("LI", "HILL-FOOTBALL", 3, 5)])
    >>> sp.plots.draw_coverage(problem, plan, most=2).save("coverage.svg")
    """
    words = Captions(lang)
    shares = sorted(find_shares(problem, plan), key=lambda one: (one.share, -one.wanted))
    shown = shares[:most]
    delivered, wanted = (sum(getattr(one, name) for one in shares) for name in _FIGURES)
    key = "plot.coverage" if len(shown) == len(shares) else "plot.coverage.more"
    sites = words.number(len(shown))
    bars = Bars(
        title=words(key, sites=sites, all=len(shares), delivered=delivered, wanted=wanted),
        names=tuple(one_line(one.site.title) for one in shown),
        axis=words("plot.sessions"),
    )

    def paint(axes: Axes) -> None:
        from matplotlib.ticker import MaxNLocator

        rows = range(len(shown))
        given = [one.delivered for one in shown]
        missing = [one.wanted - one.delivered for one in shown]
        axes.barh(rows, given, color=BLUE, label=words("plot.delivered"))
        axes.barh(rows, missing, left=given, color=LIGHT, label=words("plot.missing"))
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        floor = problem.rules.equity.floor
        if floor:
            name = words("plot.floor", share=f"{floor:.0%}")
            draw_ticks(axes, [one.floor for one in shown], rows, RED, name)

    return bars.drawn(paint, ax)


_FIGURES = ("delivered", "wanted")


@dataclass(frozen=True)
class _WeekBars:
    person: Staff
    session_min: int
    travel_min: int


def _weeks(problem: Problem, plan: Plan) -> list[_WeekBars]:
    """Return what everybody does in the week, the busiest first."""
    itinerary = Itinerary(problem, plan)
    weeks = (
        _WeekBars(
            person,
            sum(one.minutes for one in itinerary.of_person.get(person.staff_id, ())),
            itinerary.travel_min_of.get(person.staff_id, 0),
        )
        for person in problem.staff
    )
    return sorted(weeks, key=lambda week: week.session_min + week.travel_min, reverse=True)
