"""Writing the journal."""

from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction

from accounts.models import User
from journal.models import Entry, Procedure
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


@transaction.atomic
def entry_toggle(*, owner: User, day: date, fact: str) -> bool:
    """Turn a yes-or-no fact of a day on or off, and say which. What says nothing is deleted."""
    entry = Entry.objects.for_user(owner).select_for_update().filter(date=day).first()
    entry = entry or Entry(owner=owner, date=day)
    is_on = not getattr(entry, fact)
    setattr(entry, fact, is_on)
    if entry.is_blank:
        entry.delete()
    else:
        entry.version += 1
        entry.save()
    return is_on


def treatment_note(*, owner: User, day: date, kind: str, area: str) -> None:
    """Note a treatment of a day. Noting it twice is noting it once."""
    Procedure.objects.for_user(owner).get_or_create(owner=owner, date=day, type=kind, area=area)


def treatment_remove(*, owner: User, day: date, kind: str, area: str) -> None:
    """Take a treatment of a day back."""
    Procedure.objects.for_user(owner).filter(date=day, type=kind, area=area).delete()
