"""Parameters of a solve that differ from the defaults in a few places."""

from dataclasses import replace

from sharepool.engine.params import DEFAULTS, SolveParams


def tuned(**sections):
    """Return the defaults with some values changed: ``tuned(diving={"passes": 1})``."""
    return SolveParams(
        **{name: replace(getattr(DEFAULTS, name), **values) for name, values in sections.items()}
    )
