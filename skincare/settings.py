"""Settings of the command line. Nothing is served yet."""

SECRET_KEY = "nothing is signed yet"  # noqa: S105 (as it says)
INSTALLED_APPS = [
    "accounts",
    "products",
    "journal",
    "routines",
    "allauth",
    "allauth.account",
    "simple_history",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
]
AUTH_USER_MODEL = "accounts.User"
MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
