"""Reading the journal."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    Field,
    JSONField,
    PositiveSmallIntegerField,
    Q,
    QuerySet,
    Value,
)

from accounts.models import User
from accounts.prepared import FIRST, LAST, OWNER, Prepared
from journal.models import Entry, Procedure

NOTED: dict[str, "Field[Any, Any]"] = {
    "irritation": PositiveSmallIntegerField(),
    "signs": JSONField(),
    "damage": JSONField(),
    "damage_until": DateField(),
    "sweat": BooleanField(),
    "indoors": BooleanField(),
}
"""What is read of an entry."""


@dataclass(frozen=True, slots=True)
class SkinNote:
    """What an entry says that a plan is judged by. No answer about stinging counts as none.

    `damage_until` is the last day of its damage, None where there is none.
    """

    date: dt.date
    irritation: int
    signs: tuple[str, ...]
    damage: tuple[str, ...]
    damage_until: dt.date | None
    sweat: bool
    indoors: bool


class Diary(NamedTuple):
    """Notes of the skin, and treatments as (date, type, area)."""

    notes: list[SkinNote]
    treatments: list[tuple[dt.date, str, str]]


def entry_for(user: User, day: dt.date) -> Entry | None:
    """Return the user's entry of a day, if there is one. One query."""
    return Entry.objects.for_user(user).filter(date=day).first()


def entry_or_blank(user: User, day: dt.date, *, known: bool = True) -> Entry:
    """Return the user's entry of a day, else an unsaved one for forms to start from.

    One query; none where it is not `known` that there is one.
    """
    return (known and entry_for(user, day)) or Entry(owner=user, date=day)


def _noted_and_treated() -> QuerySet[Any, tuple[Any, ...]]:
    entries = Entry.objects.for_user(OWNER).filter(
        Q(date__gte=FIRST) | Q(damage_until__gte=FIRST), date__lte=LAST
    )
    noted = entries.annotate(type=_nothing(CharField()), area=_nothing(CharField()))
    treatments = Procedure.objects.for_user(OWNER).filter(date__range=(FIRST, LAST))
    blank = treatments.annotate(**{name: _nothing(kind) for name, kind in NOTED.items()})
    columns = ("date", *NOTED, "type", "area")
    both = noted.order_by().values_list(*columns)
    return both.union(blank.order_by().values_list(*columns), all=True).order_by("date")


def _nothing(kind: "Field[Any, Any]") -> Value:
    return Value(None, output_field=kind)


_diary = Prepared(_noted_and_treated)


def diary_between(user: User, first: dt.date, last: dt.date) -> Diary:
    """Return what a plan is judged by within [first, last], oldest first. One query.

    Damage noted earlier is in it for as long as it lasts.
    """
    diary = Diary([], [])
    rows = _diary(owner=user.pk, first=first, last=last)
    for day, irritation, signs, damage, until, sweat, indoors, kind, area in rows:
        if kind:
            diary.treatments.append((day, kind, area))
        else:
            ends = (until or day) if damage else None
            note = SkinNote(
                day, irritation or 0, tuple(signs), tuple(damage), ends, sweat, indoors
            )
            diary.notes.append(note)
    return diary
