"""What would mend a plan's gaps: changes of the problem, each solved again.

:mod:`~sharepool.remedies.ideas` finds changes that could open missing sessions, from the
reasons why they are missing; :func:`recommend` solves the promising ones again and tells what they
win.
"""

from sharepool.remedies.advice import recommend
from sharepool.remedies.prices import DEFAULT_PRICES

__all__ = ["DEFAULT_PRICES", "recommend"]
