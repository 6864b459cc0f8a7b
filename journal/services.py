"""Writing the journal."""

from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction

from accounts.models import User
from journal.models import Entry
from journal.stamps import Stamp


class EntryChangedError(Exception):
    """The entry holds something newer that the form did not show, and would overwrite."""

    def __init__(self, saved: Entry) -> None:
        super().__init__()
        self.saved = saved


def entry_save(
    *, owner: User, day: date, answers: Mapping[str, object], seen: Stamp | None
) -> Entry:
    """Write these answers into the entry of the day, making it if there is none.

    The same answers sent twice make one entry. `seen` tells which version the form showed;
    None writes in any case. Raises EntryChangedError, and writes nothing, if the entry has
    changed since and differs from the answers.
    """
    try:
        return _write(owner, day, answers, seen)
    except IntegrityError:  # sent twice at once: meanwhile the other request has made the row
        return _write(owner, day, answers, seen)


@transaction.atomic
def _write(owner: User, day: date, answers: Mapping[str, object], seen: Stamp | None) -> Entry:
    rows = Entry.objects.for_user(owner).select_for_update()
    entry = rows.filter(date=day).first() or Entry(owner=owner, date=day)
    if entry.pk and all(getattr(entry, name) == value for name, value in answers.items()):
        return entry
    if entry.pk and seen and not seen.shows(entry):
        raise EntryChangedError(entry)
    for name, value in answers.items():
        setattr(entry, name, value)
    entry.version += 1
    entry.save()
    return entry
