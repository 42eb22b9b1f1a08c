"""Problems that fall into parts: several problems side by side, with nothing in common."""

from sharepool.problem.problem import Problem

NAMES = {
    "site_id",
    "bell_id",
    "staff_id",
    "demand_id",
    "home_site",
    "venue_site",
    "origin",
    "destination",
    "skill",
    "group",
    "chain_id",
}
DEGREES = 20
"""How far apart the problems are, so that nobody can drive from one to another."""


def join(*problems, same_employers=False):
    """Return one problem that consists of several, with the rules of the first.

    Every name gets the number of its problem in front, those of employers too unless they are to be
    the same.
    """
    names = NAMES if same_employers else NAMES | {"employer"}
    tables = {
        name: tuple(
            _moved(row, number, names)
            for number, one in enumerate(problems)
            for row in getattr(one, name)
        )
        for name in Problem.model_fields
        if name not in {"rules", "own", "warnings"}
    }
    rules = problems[0].rules
    if not same_employers:
        employers = {
            f"{number}{name}": employer
            for number, one in enumerate(problems)
            for name, employer in one.rules.employers.items()
        }
        rules = rules.model_copy(update={"employers": employers})
    return Problem(rules=rules, **tables)


def _moved(row, number, names):
    changed = {
        name: f"{number}{value}"
        for name in names
        if (value := getattr(row, name, None)) not in {None, ""}
    }
    if also := getattr(row, "also_requires", ()):
        changed["also_requires"] = tuple(one._replace(skill=f"{number}{one.skill}") for one in also)
    if getattr(row, "lon", None) is not None:
        changed["lon"] = row.lon - number * DEGREES
    return row.model_copy(update=changed)
