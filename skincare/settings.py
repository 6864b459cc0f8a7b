"""Settings of the command line. Nothing here is served yet."""

SECRET_KEY = "nothing is signed yet"  # noqa: S105 (as it says)
INSTALLED_APPS = ["routines"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
