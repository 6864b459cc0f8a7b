"""The project's settings, on a throw-away database and without compressed static files."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 50)
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")
os.environ.setdefault("CACHE_URL", "locmemcache://")
for name in ("DEBUG", "SITE_URL", "ALLOWED_HOSTS", "EMAIL_URL", "SIGNUP_OPEN", "OPERATOR"):
    os.environ.pop(name, None)

from skincare.settings import *  # noqa: E402, F403 (the settings read the environment)
from skincare.settings import DATABASES, MIDDLEWARE  # noqa: E402 (as above)

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    MIDDLEWARE = ["tests.one_at_a_time.one_at_a_time", *MIDDLEWARE]

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
