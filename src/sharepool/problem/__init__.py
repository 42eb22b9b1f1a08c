"""Plain data: the tables, the rules, a problem, a plan, a result."""
