"""Is this server able to serve? For load balancers and container checks."""

import logging
import secrets

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)


def cache_answers() -> bool:
    """Tell whether what goes into the cache comes out; a failed write may pass silently."""
    key = f"healthz-{secrets.token_hex(8)}"
    cache.set(key, "ok", 30)
    answer: object = cache.get(key)
    cache.delete(key)
    return answer == "ok"


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 if the database and the cache answer, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        healthy = cache_answers()
    except Exception:  # each cache has errors of its own, and all of them mean: not able
        logger.exception("The database or the cache does not answer.")
        healthy = False
    return JsonResponse({"status": "ok" if healthy else "error"}, status=200 if healthy else 503)
