"""Sessions in the database, as Django keeps them; each page reads its own by a prepared read."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from accounts.prepared import Given, Prepared

_live = Prepared(
    lambda: Session.objects.filter(
        session_key=Given("key", CharField()), expire_date__gt=Given("now", DateTimeField())
    )
)


class SessionStore(DatabaseStore):
    """Django's store, whose reading of a session that is still good is compiled once."""

    def _get_session_from_db(self) -> Session | None:
        rows = _live(key=self.session_key, now=timezone.now())
        return rows[0] if rows else super()._get_session_from_db()  # type: ignore[misc]  # not in the stubs
