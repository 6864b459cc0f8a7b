"""A second reading of the rules, written apart from the engine and only to check it.

The two share the tables of kinds and families, and nothing else: this one goes through a routine
file day by day and product by product, without a thought for speed, so that a mistake in one is
not likely to be made in the other. `python -m tests.engine.reference 5000` compares them on that
many routine files at random.
"""

from tests.engine.reference.evaluate import RULES, Flag, evaluate

__all__ = ["RULES", "Flag", "evaluate"]
