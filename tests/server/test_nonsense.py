"""Numbers no row has and characters no database takes are refused in words, not with a 500."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.requests import row_key
from tests.access.world import World, make_world

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
# More digits than int() reads, more than a column holds, digits of other scripts, no number.
NUMBERS = ["9" * 5_000, "9" * 30, "٣", "²", "-1", "1\0", ""]


@pytest.fixture
def world() -> Iterator[World]:
    with time_machine.travel(f"{TODAY}T12:00:00Z", tick=False):
        yield make_world()


def forms(world: World, number: str) -> Iterator[tuple[str, dict[str, str]]]:
    routine, line = world.routine.pk, world.step.line
    own = {"name": "", "kind": ""}
    yield reverse("shelf-add"), {"product": number}
    yield reverse("step-add", args=[routine]), {"product": number, "session": "AM", **own}
    yield (
        reverse("step-swap", args=[routine, line]),
        {"product": number, "starts_on": "2026-11-24"},
    )
    yield reverse("use-remove", args=[TODAY]), {"item": number, "session": "PM"}
    yield (
        reverse("start-paste"),
        {
            "confirm": "1",
            "lines-TOTAL_FORMS": "1",
            "lines-INITIAL_FORMS": "0",
            "lines-0-product": number,
            "lines-0-name": "Mine",
        },
    )


@pytest.mark.parametrize("number", NUMBERS, ids=ascii)
def test_a_number_that_no_row_has_is_not_found(world: World, number: str) -> None:
    for address, typed in forms(world, number):
        answer = world.clients["owner"].post(address, typed)
        assert answer.status_code in {404, 422}, address


@pytest.mark.parametrize("number", NUMBERS, ids=ascii)
def test_curators_numbers_are_read_likewise(world: World, number: str) -> None:
    curator = world.clients["curator"]
    merge = reverse("curation-merge", args=[world.catalogue.pk])
    assert curator.post(merge, {"into": number}).status_code == 404
    assert curator.post(reverse("curation-proposals"), {"only": number}).status_code == 302
    name = reverse("admin:products_ingredientname_change", args=[world.ingredient.names.get().pk])
    assert curator.post(name, {"decision": number}).status_code == 200


@pytest.mark.parametrize("number", NUMBERS, ids=ascii)
def test_undo_of_a_change_that_is_no_number_takes_nothing_back(world: World, number: str) -> None:
    answer = world.clients["owner"].post(reverse("plan-undo"), {"change": number})
    assert answer.status_code == 404


@pytest.mark.parametrize(("text", "key"), [("0", 0), ("42", 42), ("9" * 18, 10**18 - 1)])
def test_a_key_is_read(text: str, key: int) -> None:
    assert row_key(text) == key


@pytest.mark.parametrize(
    "address",
    [
        "/products/compare/?with=%00",
        "/together/?item=a%00b",
        "/products/?q=%00",
        "/ingredients/%00/",
        "/%00",
    ],
)
def test_an_address_with_a_nul_is_said_to_be_unreadable(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert "This request could not be read" in answer.content.decode()
    assert "private" in answer["Cache-Control"]
