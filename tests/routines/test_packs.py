"""Packs: opened and finished with one tap, changed, and all of it undone."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import User
from products.models import Product
from routines.facts import engine_product
from routines.models import Pack, ShelfItem
from routines.packs import pack_in_use, pack_next
from tests.factories import make_item, make_product, make_user
from tests.routines.pages import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_noon")]
TODAY, YESTERDAY = date(2026, 11, 24), date(2026, 11, 23)
Dates = dict[str, Any]


@pytest.fixture
def item(user: User) -> ShelfItem:
    return make_item(user, make_product("serum", "My Serum"))


def make_pack(item: ShelfItem, **dates: object) -> Pack:
    return Pack.objects.create(owner=item.owner, shelf_item=item, **dates)


def stored(item: ShelfItem) -> list[tuple[date | None, date | None]]:
    rows = Pack.objects.filter(shelf_item=item).order_by("pk")
    return [(pack.opened_on, pack.finished_on) for pack in rows]


def tap(client: Client, item: ShelfItem, what: str) -> list[tuple[str, str]]:
    answer = client.post(f"/shelf/{item.pk}/{what}/", {"next": "/shelf/"})
    assert answer["Location"] == "/shelf/"
    return said(answer)[-1:]


def undo(client: Client) -> None:
    client.post("/plan/undo/")


def test_one_tap_opens_a_pack_and_one_takes_it_back(signed_in: Client, item: ShelfItem) -> None:
    assert tap(signed_in, item, "open") == [("Opened today: My Serum.", "undo-N success")]
    assert stored(item) == [(TODAY, None)]
    undo(signed_in)
    assert stored(item) == []


def test_a_second_tap_opens_nothing_more(signed_in: Client, item: ShelfItem) -> None:
    for _time in range(2):
        tap(signed_in, item, "open")
    assert stored(item) == [(TODAY, None)]


def test_the_sealed_pack_whose_date_comes_first_is_opened(
    signed_in: Client, item: ShelfItem
) -> None:
    make_pack(item)
    make_pack(item, expires_on=date(2028, 1, 1))
    make_pack(item, expires_on=date(2027, 1, 1))
    tap(signed_in, item, "open")
    assert stored(item) == [(None, None), (None, None), (TODAY, None)]


def test_opening_a_new_one_finishes_the_open_one_as_one_change(
    signed_in: Client, item: ShelfItem
) -> None:
    make_pack(item, opened_on=YESTERDAY)
    tap(signed_in, item, "open")
    assert stored(item) == [(YESTERDAY, TODAY), (TODAY, None)]
    undo(signed_in)
    assert stored(item) == [(YESTERDAY, None)]


def test_a_pack_is_finished_and_the_next_tap_opens_another(
    signed_in: Client, item: ShelfItem
) -> None:
    make_pack(item, opened_on=YESTERDAY)
    assert tap(signed_in, item, "finish") == [("Finished: My Serum.", "undo-N success")]
    assert stored(item) == [(YESTERDAY, TODAY)]
    assert tap(signed_in, item, "finish") == [("No pack of My Serum is open.", "info")]
    tap(signed_in, item, "open")
    assert stored(item) == [(YESTERDAY, TODAY), (TODAY, None)]


FORMS: list[tuple[Dates, Dates]] = [
    ({"opened_on": "2026-11-02"}, {"opened_on": date(2026, 11, 2), "expires_on": None}),
    (
        {"expires_on": "2028-02-01", "month_only": "on"},
        {"expires_on": date(2028, 2, 29), "month_only": True, "opened_on": None},
    ),
    (
        {"purchased_on": "2026-11-01", "opened_on": "2026-11-01", "finished_on": "2026-11-01"},
        {"purchased_on": date(2026, 11, 1), "finished_on": date(2026, 11, 1)},
    ),
    ({"changed_on": "2026-11-24"}, {"changed_on": TODAY}),
]


@pytest.mark.parametrize(("form", "kept"), FORMS)
def test_a_packs_dates_are_kept_and_undone(
    signed_in: Client, item: ShelfItem, form: Dates, kept: Dates
) -> None:
    answer = signed_in.post(f"/shelf/{item.pk}/packs/add/", {**form, "sent": "1"})
    assert answer["Location"] == f"/shelf/{item.pk}/"
    pack = Pack.objects.get(shelf_item=item)
    assert {name: getattr(pack, name) for name in kept} == kept
    undo(signed_in)
    assert stored(item) == []


@pytest.mark.parametrize(
    ("form", "field", "words"),
    [
        ({"opened_on": "2026-11-25"}, "opened_on", "Choose today or an earlier date."),
        ({"finished_on": "2026-11-25"}, "finished_on", "Choose today or an earlier date."),
        (
            {"purchased_on": "2026-11-02", "opened_on": "2026-11-01"},
            "opened_on",
            "It cannot be opened before it was bought.",
        ),
        (
            {"opened_on": "2026-11-02", "finished_on": "2026-11-01"},
            "finished_on",
            "It cannot be finished before it was opened.",
        ),
        ({"month_only": "on"}, "expires_on", "Choose a day of the month the pack prints."),
        ({"expires_on": "someday"}, "expires_on", "Enter a valid date."),
        ({"expires_on": "2500-01-01"}, "expires_on", "Choose a date from 1970 to 2199."),
    ],
)
def test_a_wrong_date_is_told_at_its_field_and_what_was_typed_stays(
    signed_in: Client, item: ShelfItem, form: dict[str, str], field: str, words: str
) -> None:
    answer = signed_in.post(f"/shelf/{item.pk}/packs/add/", form)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {field: [words]}
    page = answer.content.decode()
    for value in form.values():
        assert f'value="{value}"' in page or value == "on"
    assert stored(item) == []


def test_a_pack_is_changed_removed_and_brought_back(signed_in: Client, item: ShelfItem) -> None:
    pack = make_pack(item, opened_on=YESTERDAY)
    address = f"/shelf/{item.pk}/packs/{pack.pk}/"
    assert b'value="2026-11-23"' in signed_in.get(address).content
    signed_in.post(address, {"opened_on": "2026-11-20"})
    assert stored(item) == [(date(2026, 11, 20), None)]
    undo(signed_in)
    signed_in.post(f"{address}remove/")
    assert stored(item) == []
    undo(signed_in)
    assert stored(item) == [(YESTERDAY, None)]
    assert Pack.objects.get().pk == pack.pk


@pytest.mark.parametrize("tail", ["", "remove/"])
def test_a_foreign_pack_is_not_found_under_an_own_product(
    signed_in: Client, item: ShelfItem, tail: str
) -> None:
    foreign = make_pack(make_item(make_user()), opened_on=YESTERDAY)
    other = make_pack(make_item(item.owner))
    for pack in (foreign, other):
        address = f"/shelf/{item.pk}/packs/{pack.pk}/{tail}"
        assert signed_in.post(address, {"opened_on": "2026-11-20"}).status_code == 404
    assert stored(foreign.shelf_item) == [(YESTERDAY, None)]


IMPOSSIBLE: list[Dates] = [
    {"opened_on": YESTERDAY, "purchased_on": TODAY},
    {"opened_on": TODAY, "finished_on": YESTERDAY},
    {"month_only": True},
]


@pytest.mark.parametrize("dates", IMPOSSIBLE)
def test_the_database_refuses_dates_that_cannot_be(item: ShelfItem, dates: Dates) -> None:
    with pytest.raises(ValidationError):
        Pack(owner=item.owner, shelf_item=item, **dates).validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_pack(item, **dates)


@pytest.mark.parametrize("fields", [{"pao_months": 0}, {"pao_months": 121}, {"keep_days": 366}])
def test_the_database_refuses_times_that_cannot_be(user: User, fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_item(user, **fields)


def test_a_second_bottle_rewrites_nothing(item: ShelfItem) -> None:
    first = make_pack(item, opened_on=date(2026, 1, 1), finished_on=date(2026, 6, 1))
    second = make_pack(item, opened_on=date(2026, 5, 1))
    sealed = make_pack(item, expires_on=date(2027, 1, 1))
    packs = [second, sealed, first]
    assert pack_in_use(packs, date(2025, 12, 31)) is None
    assert pack_in_use(packs, date(2026, 4, 30)) == first
    assert pack_in_use(packs, date(2026, 5, 1)) == second
    assert pack_in_use(packs, TODAY) == second
    assert pack_next(packs) == sealed


def test_the_owners_word_comes_before_the_catalogue(user: User) -> None:
    product: Product = make_product("ampoule", pao_months=6, keep_days=3, source="Maker")
    item = make_item(user, product, pao_months=12, keep_days=0, prescribed=True)
    item.patch_test = "failed"
    pack = make_pack(item, opened_on=YESTERDAY, expires_on=TODAY, changed_on=TODAY)
    judged = engine_product(item, pack)
    assert (judged.pao_months, judged.keep_days, judged.prescribed) == (12, 0, True)
    assert (judged.opened_on, judged.expires_on, judged.changed_on) == (YESTERDAY, TODAY, TODAY)
    assert judged.patch_test == "failed"
    plain = engine_product(make_item(make_user(), product))
    assert (plain.pao_months, plain.keep_days, plain.opened_on) == (6, 3, None)
