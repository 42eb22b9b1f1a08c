"""What stands for years, not for a week: who supports whom, where each sport lives, who moves up.

Three decisions, each an optimisation of its own, whose tables steer the plan: pairs
(:mod:`~sharepool.standing.pairing`), chains (:mod:`~sharepool.standing.pyramids`) and places
(:mod:`~sharepool.standing.placement`).
"""
