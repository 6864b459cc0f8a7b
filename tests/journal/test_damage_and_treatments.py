"""Damage in an entry, and treatments of a day, as the database keeps them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from journal.models import Damage, Entry, Procedure
from tests.factories import make_user

DAY, EVE = date(2026, 11, 24), date(2026, 11, 23)


def test_damage_ends_on_the_day_it_is_noted_or_later(db: None) -> None:
    user = make_user()
    entry = Entry(owner=user, date=DAY, damage=[Damage.CUT], damage_until=EVE)
    with pytest.raises(ValidationError, match="cannot end before"):
        entry.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save()
    entry.damage_until = DAY
    entry.full_clean()
    entry.save()
    assert Entry.objects.for_user(user).get().words == ["Cut or graze, until 24 Nov"]


@pytest.mark.parametrize("facts", [{"damage": ["sunburn"]}, {"indoors": True}])
def test_damage_or_a_day_indoors_is_something_to_note(db: None, facts: dict[str, object]) -> None:
    Entry(owner=make_user(), date=DAY, **facts).full_clean()


def test_a_treatment_is_noted_once_a_day_and_place(db: None) -> None:
    user = make_user()
    Procedure.objects.create(owner=user, date=DAY, type="wax")
    Procedure.objects.create(owner=user, date=DAY, type="wax", area="body")
    Procedure.objects.create(owner=user, date=EVE, type="wax")
    Procedure.objects.create(owner=make_user(), date=DAY, type="wax")
    again = Procedure(owner=user, date=DAY, type="wax")
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()
    assert [str(row) for row in Procedure.objects.for_user(user).filter(date=DAY)] == [
        "Waxing (Face)",
        "Waxing (Body)",
    ]
