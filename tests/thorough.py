"""How much the tests try: with THOROUGH=1 ten times as much of what is made at random."""

import os
from random import Random

from hypothesis import settings
from hypothesis import strategies as st

THOROUGH = bool(os.environ.get("THOROUGH"))
TIMES = 10 if THOROUGH else 1
"""What a test multiplies the number of its examples by."""

# st.randoms() would choose each number that is drawn, and take as long as the engine.
RANDOM = st.builds(Random, st.integers(0, 2**32 - 1))
"""Chance from a seed, which a failing test names."""


def tries(number: int) -> settings:
    """Have a property tried on so many examples: `@tries(5)`."""
    return settings(max_examples=number * TIMES)
