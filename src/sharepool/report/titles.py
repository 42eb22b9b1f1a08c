"""What people and sites are called where ids do not stand beside their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sharepool.messages.languages import find_language
from sharepool.problem.problem import Problem


def title_people(problem: Problem, lang: str) -> dict[str, str]:
    """Return what each person is called: with the id, if others have the same name."""
    return _titles(((one.staff_id, one.title) for one in problem.staff), lang)


def title_sites(problem: Problem, lang: str) -> dict[str, str]:
    """Return what each site is called: with the id, if others have the same name."""
    public = [(one.site_id, one.title) for one in problem.sites if not one.private]
    private = {one.site_id: one.title for one in problem.sites if one.private}
    return _titles(public, lang) | private


def tell_apart(problem: Problem, lang: str) -> Problem:
    """Return a problem in which no two people and no two sites have the same name.

    For tables, not for sentences: those give the id of everybody anyway.
    """
    people, sites = title_people(problem, lang), title_sites(problem, lang)
    staff = (
        one
        if people[one.staff_id] == one.title
        else one.model_copy(update={"name": people[one.staff_id]})
        for one in problem.staff
    )
    places = (
        one
        if sites[one.site_id] == one.title
        else one.model_copy(update={"name": sites[one.site_id]})
        for one in problem.sites
    )
    return problem.updated(staff=tuple(staff), sites=tuple(places))


def _titles(titles: Iterable[tuple[str, str]], lang: str) -> dict[str, str]:
    pairs = list(titles)
    often = Counter(title for _, title in pairs)
    titled = find_language(lang).titled
    return {
        own_id: titled.format(title=title, id=own_id) if often[title] > 1 else title
        for own_id, title in pairs
    }
