"""Why no plan exists: what clashes, within which limits, and the cheapest way out."""
