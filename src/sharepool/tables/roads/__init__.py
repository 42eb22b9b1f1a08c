"""Travel times by road, asked of a routing engine."""
