"""Parameters of a solve that differ from the defaults in a few places."""

from dataclasses import replace

from sharepool.engine.params import DEFAULTS, SolveParams, TimeSplit


def tuned(**sections):
    """Return the defaults with some values changed: ``tuned(diving={"passes": 1})``."""
    return SolveParams(
        **{name: replace(getattr(DEFAULTS, name), **values) for name, values in sections.items()}
    )


def sent_away(**distribution):
    """Return parameters with which even few people are priced on remote workers, and soon."""
    return tuned(
        distribution={"least_people": 0, "first_answer_seconds": 300.0, **distribution},
        dual_ascent={"coarse_until": 0.0},
        time_split={"large_alone": TimeSplit(search=0.1, bound=0.9)},
    )
