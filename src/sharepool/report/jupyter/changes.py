"""What changes between two plans, as it is shown."""

from __future__ import annotations

from dataclasses import replace

from sharepool.analysis.comparison.types import Comparison
from sharepool.analysis.replanning.types import Replan
from sharepool.messages.captions import Captions
from sharepool.messages.headings import name_term
from sharepool.report.jupyter.outcomes import of_result, result_facts
from sharepool.report.jupyter.views import Block, Table, View


def of_comparison(comparison: Comparison, words: Captions) -> View:
    """Return the view of a comparison: terms side by side, people, sites and sessions folded."""
    view = View(words("comparison.title"), tables=(_terms(comparison, words),))
    if comparison.problem is None:
        return view
    account = comparison.lines(words.lang)
    folded = {
        "comparison.people": account.people,
        "comparison.sites": account.sites,
        "comparison.sessions": account.sessions,
    }
    blocks = tuple(
        Block(words.count(key, count=len(lines)), lines) for key, lines in folded.items() if lines
    )
    return replace(view, lines=account.headline, blocks=blocks)


def of_replan(found: Replan, words: Captions) -> View:
    """Return the view of a week planned again: what could not stay, and all that changes."""
    if found.comparison is None:
        return of_result(found.result, words)
    view = of_comparison(found.comparison, words)
    title = words("replan.title", date=found.problem.rules.week_of.isoformat())
    named = found.comparison.problem
    lapsed = tuple(one.text(named, words.lang) for one in found.lapsed)
    heading = words.count("replan.lapsed", count=len(lapsed))
    return replace(
        view,
        title=title,
        facts=result_facts(found.result, words),
        blocks=(Block(heading, lapsed), *view.blocks) if lapsed else view.blocks,
    )


def _terms(comparison: Comparison, words: Captions) -> Table:
    before, after = comparison.before.terms, comparison.after.terms
    rows = tuple(
        (name_term(name, words.lang), before[name], after[name], after[name] - before[name])
        for name in before
        if before[name] or after[name]
    )
    headers = ("terms.term", "terms.before", "terms.after", "terms.change")
    return Table(tuple(map(words, headers)), rows, words("terms.caption"))
