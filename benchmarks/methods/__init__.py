"""Methods, one module each: ``DISTRIBUTIONS`` and ``solve(problem, seconds, seed, workers)``."""
