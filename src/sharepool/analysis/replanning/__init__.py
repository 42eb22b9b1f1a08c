"""A week planned again, with as little upset as can be."""
