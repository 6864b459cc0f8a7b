"""What holds for every test."""

import pytest
from django.core.cache import caches

from products.kinds_in_force import kind_settings
from routines.rules_in_force import rule_settings


@pytest.fixture(autouse=True)
def _all_as_stated() -> None:
    """Begin with the owner's settings read: there are none. Then no count of queries varies.

    Nothing a page draws once for many is left from the test before.
    """
    caches["process"].clear()
    for settings in (rule_settings, kind_settings):
        caches["process"].set(settings.key, (), None)
