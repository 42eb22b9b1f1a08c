"""The engine: prepares a problem, searches for plans, proves bounds.

It has one door, :func:`run`; :class:`SolveParams` holds every number that tunes it.
"""

import lazy_loader

# Imported when first used: the engine takes seconds to import, and parts of it are used alone.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
