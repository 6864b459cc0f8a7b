"""The project's settings, for tests."""

from skincare.settings import *  # noqa: F403 (tests run on the project's own settings)
