"""The settings of a public site; SITE_URL comes from the environment. Static files are plain."""

from skincare.settings import *  # noqa: F403 (the settings as they are, but for one)

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
