"""Start: from a few ticks to a routine that runs from today."""

from datetime import date

import pytest
from django.test import Client

from accounts.models import User
from products.models import Product
from routines.engine.schedule import DAILY, Schedule, weekdays
from routines.models import PlanChange, Routine, ShelfItem, Step
from tests.factories import make_product, make_user

pytestmark = pytest.mark.django_db
EVENING = ["cleanser", "hydrating_toner", "ampoule", "serum", "moisturizer"]


def steps_of(user: User, session: str) -> list[tuple[str, Schedule]]:
    rows = Step.objects.for_user(user).filter(session=session)
    return [(row.shelf_item.product.kind, row.schedule) for row in rows]


def test_ticked_kinds_become_a_routine_in_layering_order(signed_in: Client, user: User) -> None:
    days = {"days_ampoule": ["0", "2", "4"]}
    answer = signed_in.post("/start/", {"pm": EVENING[::-1], "am": ["sunscreen"], **days})
    assert answer["Location"] == "/calendar/#today"
    assert [kind for kind, _schedule in steps_of(user, "PM")] == EVENING
    assert steps_of(user, "AM") == [("sunscreen", DAILY)]
    assert dict(steps_of(user, "PM"))["ampoule"] == weekdays(0, 2, 4)


def test_a_serum_that_goes_on_first_stands_before_the_ampoule(
    signed_in: Client, user: User
) -> None:
    days = {"days_ampoule": ["0"], "days_retinoid": ["1"]}
    signed_in.post("/start/", {"pm": [*EVENING, "retinoid"], "first": "serum", **days})
    kinds = [kind for kind, _schedule in steps_of(user, "PM")]
    assert kinds == ["cleanser", "hydrating_toner", "serum", "serum", "ampoule", "moisturizer"]


def test_a_product_used_twice_a_day_stands_on_the_shelf_once(
    signed_in: Client, user: User
) -> None:
    signed_in.post("/start/", {"am": ["cleanser"], "pm": ["cleanser"]})
    assert ShelfItem.objects.for_user(user).count() == 1
    assert Step.objects.for_user(user).count() == 2


def test_a_name_that_the_catalogue_knows_uses_its_product(signed_in: Client, user: User) -> None:
    known = make_product("serum", "Quiet Water Serum")
    signed_in.post("/start/", {"pm": ["serum", "cleanser"], "name_serum": "quiet water serum"})
    products = {item.product for item in ShelfItem.objects.for_user(user)}
    assert known in products
    assert {product.name for product in products - {known}} == {"My cleanser"}


def test_a_known_name_under_another_kind_stays_what_was_ticked(
    signed_in: Client, user: User
) -> None:
    make_product("moisturizer", "Quiet Water")
    signed_in.post("/start/", {"pm": ["serum"], "name_serum": "Quiet Water"})
    product = ShelfItem.objects.for_user(user).get().product
    assert (product.kind, product.owner) == ("serum", user)


@pytest.mark.parametrize(
    ("tick", "kind", "families"),
    [
        ("retinoid", "serum", ["retinoid_otc"]),
        ("exfoliant_chemical", "exfoliant_chemical", ["aha"]),
        ("serum", "serum", []),
    ],
)
def test_a_tick_for_an_active_tells_what_the_product_holds(
    signed_in: Client, user: User, tick: str, kind: str, families: list[str]
) -> None:
    signed_in.post("/start/", {"pm": [tick], f"days_{tick}": ["1"]})
    item = ShelfItem.objects.for_user(user).get()
    assert (item.product.kind, item.added_families) == (kind, families)


def test_starting_again_uses_the_products_made_before(signed_in: Client, user: User) -> None:
    for _time in range(2):
        signed_in.post("/start/", {"pm": ["cleanser"]})
    assert Product.objects.for_user(user).count() == 1
    assert Routine.objects.for_user(user).count() == 2


def test_the_routine_can_be_undone_in_one_go(signed_in: Client, user: User) -> None:
    signed_in.post("/start/", {"pm": EVENING, "days_ampoule": ["0"]})
    assert PlanChange.objects.for_user(user).count() == 1
    signed_in.post("/plan/undo/")
    assert not Routine.objects.for_user(user).exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Tick what you use"),
        ({"name_serum": "Kept words"}, "Kept words"),
        ({"pm": ["ampoule"], "name_ampoule": "Kept words"}, "Tick at least one day"),
        ({"pm": ["ampoule"], "name_ampoule": "Kept words"}, 'value="Kept words"'),
        ({"pm": ["perfume"]}, "perfume"),
        ({"pm": ["serum"], "name_serum": "x" * 201}, "x" * 201),
        ({"pm": ["mist"], "name_mist": "x" * 201}, '<details class="flow" open>'),
    ],
)
def test_a_form_to_correct_keeps_what_was_typed(
    signed_in: Client, user: User, data: dict[str, list[str] | str], words: str
) -> None:
    answer = signed_in.post("/start/", data)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Routine.objects.for_user(user).exists()
    assert not Product.objects.for_user(user).exists()


def test_an_address_can_tick_kinds_beforehand(signed_in: Client) -> None:
    page = signed_in.get("/start/?pm=ampoule&am=sunscreen&days_ampoule=5&first=serum")
    form = page.context["form"]
    ticked = [
        (name, option.data["value"])
        for name in ("am", "pm", "days_ampoule", "first")
        for option in form[name].subwidgets
        if option.data["selected"]
    ]
    assert ticked == [
        ("am", "sunscreen"),
        ("pm", "ampoule"),
        ("days_ampoule", 5),
        ("first", "serum"),
    ]


def test_how_often_is_asked_only_where_it_matters(signed_in: Client) -> None:
    form = signed_in.get("/start/").context["form"]
    asked = {name.removeprefix("days_") for name in form.fields if name.startswith("days_")}
    assert asked == {
        *("ampoule", "retinoid", "exfoliant_chemical", "exfoliating_toner"),
        *("exfoliant_physical", "wash_off_mask", "sheet_mask", "sleeping_mask"),
    }


def test_what_stands_ticked_by_itself_raises_no_flag(signed_in: Client, user: User) -> None:
    form = signed_in.get("/start/").context["form"]
    days = {name: field.initial for name, field in form.fields.items() if name[:5] == "days_"}
    signed_in.post(
        "/start/",
        {"am": ["sunscreen"], "pm": [*EVENING, "retinoid", "exfoliant_chemical"], **days},
    )
    routine = Routine.objects.for_user(user).get()
    assert "data-flag" not in signed_in.get(routine.get_absolute_url()).content.decode()


def test_the_routine_begins_today_where_its_owner_is(client: Client, settings: object) -> None:
    user = make_user(time_zone="Pacific/Kiritimati")
    client.force_login(user)
    client.post("/start/", {"pm": ["cleanser"]})
    made = PlanChange.objects.for_user(user).get().made_at
    routine = Routine.objects.for_user(user).get()
    assert routine.starts_on == made.astimezone(user.zone).date() > date(2026, 1, 1)
