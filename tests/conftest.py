"""What holds for every test."""

import pytest
from django.core.cache import caches

from products import kinds_in_force
from routines import rules_in_force


@pytest.fixture(autouse=True)
def _all_as_stated() -> None:
    """Begin with the owner's settings read: there are none. Then no count of queries varies.

    Nothing a page draws once for many is left from the test before.
    """
    caches["process"].clear()
    for settings in (rules_in_force, kinds_in_force):
        caches["process"].set(settings.KEY, (), None)
