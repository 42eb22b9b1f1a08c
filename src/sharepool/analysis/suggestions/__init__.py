"""A plan in hand: what else could be done with a session, and what each change of the plan does."""
