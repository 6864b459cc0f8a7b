"""Open, finish and change packs; each change can be undone."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from routines.models import Pack, ShelfItem
from routines.packs import pack_in_use, pack_next
from routines.services.recording import Recorder, plan_change


@transaction.atomic
def pack_open(*, user: User, item: ShelfItem, today: date, now: datetime) -> None:
    """Open a new pack today: a sealed one if there is one. What was open is finished.

    Opening twice on a day is opening once.
    """
    packs = list(Pack.objects.for_user(user).filter(shelf_item=item).select_for_update())
    if any(pack.opened_on == today and pack.is_open(today) for pack in packs):
        return
    summary = _("Opened %(product)s") % {"product": item}
    with plan_change(owner=user, summary=summary, now=now) as recorder:
        for pack in packs:
            if pack.is_open(today):
                _finish(recorder, pack, today)
        sealed = pack_next(packs)
        if sealed is None:
            recorder.add(Pack(shelf_item=item, opened_on=today))
        else:
            sealed.opened_on = today
            recorder.save(sealed)


def _finish(recorder: Recorder, pack: Pack, today: date) -> None:
    pack.finished_on = today
    recorder.save(pack)


def pack_finish(*, user: User, item: ShelfItem, today: date, now: datetime) -> bool:
    """Finish the pack in use today. Say whether one was open."""
    pack = pack_in_use(Pack.objects.for_user(user).filter(shelf_item=item), today)
    if pack is None:
        return False
    summary = _("Finished %(product)s") % {"product": item}
    with plan_change(owner=user, summary=summary, now=now) as recorder:
        _finish(recorder, pack, today)
    return True


def pack_save(*, user: User, pack: Pack, now: datetime) -> None:
    """Keep a new or changed pack."""
    is_new = pack._state.adding
    words = _("Added a pack of %(product)s") if is_new else _("Changed a pack of %(product)s")
    summary = words % {"product": pack.shelf_item}
    with plan_change(owner=user, summary=summary, now=now) as recorder:
        if is_new:
            recorder.add(pack)
        else:
            recorder.save(pack)


def pack_remove(*, user: User, pack: Pack, now: datetime) -> None:
    """Delete a pack as if it had not been noted."""
    summary = _("Removed a pack of %(product)s") % {"product": pack.shelf_item}
    with plan_change(owner=user, summary=summary, now=now) as recorder:
        recorder.delete(pack)
