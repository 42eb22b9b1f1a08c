"""A term: which weeks there are, what was lost and why, what was given, what is owed."""
