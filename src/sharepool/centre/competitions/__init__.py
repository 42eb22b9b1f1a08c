"""Competitions (青少年赛事体系): draws, fixtures, standings, and what they take from the week."""
