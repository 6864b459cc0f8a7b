"""What holds for every test."""

import pytest
from django.core.cache import caches

from routines.rules_in_force import KEY


@pytest.fixture(autouse=True)
def _rules_as_stated() -> None:
    """Begin with the settings of rules read: there are none. Then no count of queries varies."""
    caches["process"].set(KEY, (), None)
