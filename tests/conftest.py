"""What holds for every test."""

import gc

import pytest
from django.core.cache import caches
from hypothesis import settings as hypothesis_settings

from products.kinds_in_force import kind_settings
from routines.rules_in_force import rule_settings
from tests.thorough import TIMES

# No deadline: a busy machine is no failure.
hypothesis_settings.register_profile("layerwise", max_examples=25 * TIMES, deadline=None)
hypothesis_settings.load_profile("layerwise")


def pytest_collection_finish() -> None:
    """Leave modules and collected tests out of what Python looks through for garbage."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(autouse=True)
def _all_as_stated() -> None:
    """Begin with the owner's settings read: there are none. Then no count of queries varies.

    Nothing a page draws once for many is left from the test before.
    """
    caches["process"].clear()
    for settings in (rule_settings, kind_settings):
        caches["process"].set(settings.key, (), None)
