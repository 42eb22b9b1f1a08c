"""From a problem to a checked result: one solve, goals in order, trade-offs."""
