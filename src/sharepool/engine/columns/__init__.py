"""Column generation: the weeks of each person, and the prices that tie people together."""
