"""The engine's view of a problem: integers only, prepared once, read-only."""
