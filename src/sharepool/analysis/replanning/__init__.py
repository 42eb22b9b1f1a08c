"""A week made anew, with as little upset as can be."""
