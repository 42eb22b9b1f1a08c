"""The engine: prepares a problem, searches for plans, proves bounds."""
