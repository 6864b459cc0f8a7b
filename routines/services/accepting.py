"""Keep flags as they are, and take that back."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from accounts.models import User
from routines.models import AcceptedFlag
from routines.services.recording import plan_change

Mark = tuple[str, str]
"""The rule and the fingerprint of a flag."""


def flags_accept(
    *, user: User, marks: Iterable[Mark], title: str, reason: str, now: datetime
) -> bool:
    """Keep flags as they are, as one change. Says whether any was not kept already."""
    kept = AcceptedFlag.objects.for_user(user).filter(withdrawn_at=None)
    acceptance = uuid4()
    summary = _("Kept “%(what)s” as it is") % {"what": title}
    with plan_change(owner=user, summary=summary, now=now) as recorder:
        known = set(kept.values_list("rule", "fingerprint"))
        for rule, fingerprint in (mark for mark in marks if mark not in known):
            recorder.add(
                AcceptedFlag(
                    acceptance=acceptance,
                    rule=rule,
                    fingerprint=fingerprint,
                    reason=reason,
                    made_at=now,
                )
            )
        return bool(recorder.inverse)


def flags_withdraw(*, user: User, acceptance: UUID, title: str, now: datetime) -> bool:
    """Say again what was kept in one go, as one change. Says whether it was still kept."""
    rows = AcceptedFlag.objects.for_user(user).filter(acceptance=acceptance, withdrawn_at=None)
    summary = _("Said “%(what)s” again") % {"what": title}
    with plan_change(owner=user, summary=summary, now=now) as recorder:
        for row in rows:
            row.withdrawn_at = now
            recorder.save(row)
        return bool(recorder.inverse)
