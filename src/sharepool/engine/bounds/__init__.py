"""Lower bounds of the objective that need no plan."""
