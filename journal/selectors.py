"""Reading the journal."""

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from journal.models import Entry


@dataclass(frozen=True, slots=True)
class SkinNote:
    """What an entry says that a plan is judged by. No answer about stinging counts as none."""

    date: date
    irritation: int
    signs: tuple[str, ...]
    sweat: bool
    indoors: bool


def entry_for(user: User, day: date) -> Entry | None:
    """Return the user's entry of a day, if there is one. One query."""
    return Entry.objects.for_user(user).filter(date=day).first()


def entry_or_blank(user: User, day: date, *, known: bool = True) -> Entry:
    """Return the user's entry of a day, else an unsaved one for forms to start from.

    One query; none where it is not `known` that there is one.
    """
    return (known and entry_for(user, day)) or Entry(owner=user, date=day)


def notes_between(user: User, first: date, last: date) -> tuple[SkinNote, ...]:
    """Return what the entries within [first, last] say, oldest first. One query."""
    entries = Entry.objects.for_user(user).filter(date__range=(first, last)).order_by("date")
    rows = entries.values_list("date", "irritation", "signs", "sweat", "indoors")
    return tuple(
        SkinNote(day, irritation or 0, tuple(signs), sweat, indoors)
        for day, irritation, signs, sweat, indoors in rows
    )
