"""Arrange my week: a proposal from the shelf, taken whole or line by line, with a way back."""

from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from products.models import Product
from routines.engine.arrangement import MOST_AT_ONCE
from routines.engine.check import check
from routines.engine.plan import Session
from routines.engine.schedule import DAILY, weekdays
from routines.engine.timeline import expand
from routines.models import PlanChange, Routine, ShelfItem, Step
from routines.noticed import AHEAD
from routines.selectors import plan_between
from routines.services.packs import pack_open
from tests.factories import make_item, make_product, make_routine, make_step, make_user

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)
MOST_QUERIES = 11


@pytest.fixture(autouse=True)
def _tuesday() -> Iterator[None]:
    with time_machine.travel(f"{TODAY} 12:00Z", tick=False):
        yield


@pytest.fixture
def routine(user: User) -> Routine:
    """Make an evening with an ampoule a day, since three weeks."""
    routine = make_routine(user, starts_on=TODAY - 21 * DAY)
    for kind in ("cleanser", "ampoule", "moisturizer"):
        make_step(routine, make_product(kind), schedule=DAILY)
    return routine


@pytest.fixture
def address(routine: Routine) -> str:
    return f"{routine.get_absolute_url()}arrange/"


def owns(user: User, kind: str, name: str = "", **fields: Any) -> Product:
    """Put a product on the shelf."""
    return make_item(user, make_product(kind, name), **fields).product


def used(user: User, day: date, session: Session = Session.PM) -> list[str]:
    plan = plan_between(user, day, day).plan
    return [use.product.kind for use in expand(plan, day, day).uses(day, session)]


def page(browser: Client, address: str) -> str:
    return unescape(browser.get(address).content.decode())


def everything(user: User) -> dict[str, object]:
    """Return the form that takes all lines."""
    products = ShelfItem.objects.for_user(user).values_list("product", flat=True)
    return {"chosen": "1", "take": [str(key) for key in products]}


def test_the_proposal_names_each_product_its_days_and_the_reason(
    signed_in: Client, user: User, address: str
) -> None:
    owns(
        user,
        "sunscreen",
        "My Sunscreen",
    )
    said = page(signed_in, address)
    assert "Evening: Mon, Thu" in said
    assert "(now: Evening: Every day)" in said
    assert "Its kind is used 2 times a week at most." in said
    assert "My Sunscreen" in said
    assert "Morning: Every day" in said


def test_before_has_flags_and_after_has_none(signed_in: Client, address: str) -> None:
    said = page(signed_in, address)
    before, after = said.split("With what is ticked</h3>")
    assert "to look at in 35 days" in before.split("As it is</h3>")[1]
    assert "Nothing to look at in 35 days" in after


def test_taking_it_whole_leaves_nothing_flagged_and_the_past_as_it_was(
    signed_in: Client, user: User, address: str
) -> None:
    owns(user, "sunscreen")
    past = [used(user, TODAY - days * DAY) for days in range(1, 8)]
    assert signed_in.post(address, everything(user)).status_code == 302
    plan = plan_between(user, TODAY, TODAY + AHEAD).plan
    assert [f for f in check(plan, TODAY + 7 * DAY, TODAY + AHEAD) if f.severity != "info"] == []
    assert used(user, TODAY, Session.AM) == ["cleanser", "moisturizer", "sunscreen"]
    assert [used(user, TODAY - days * DAY) for days in range(1, 8)] == past


def test_it_is_one_change_and_undo_brings_the_plan_back(
    signed_in: Client, user: User, address: str
) -> None:
    owns(user, "sunscreen")
    before = [used(user, TODAY + day * DAY, each) for day in range(9) for each in Session]
    answer = signed_in.post(address, everything(user), follow=True)
    assert "Arranged “My routine”." in unescape(answer.content.decode())
    assert PlanChange.objects.for_user(user).count() == 1
    signed_in.post("/plan/undo/")
    after = [used(user, TODAY + day * DAY, each) for day in range(9) for each in Session]
    assert after == before


def test_only_the_ticked_lines_change(signed_in: Client, user: User, address: str) -> None:
    owns(user, "sunscreen")
    ampoule = Step.objects.for_user(user).get(shelf_item__product__kind="ampoule")
    signed_in.post(address, {"chosen": "1", "take": [str(ampoule.shelf_item.product_id)]})
    assert used(user, TODAY, Session.AM) == []
    evenings = [("ampoule" in used(user, TODAY + day * DAY)) for day in range(7, 14)]
    assert sum(evenings) == 2
    assert used(user, TODAY + DAY) == ["cleanser", "moisturizer"]


def test_a_preview_shows_what_is_ticked_and_writes_nothing(
    signed_in: Client, user: User, address: str
) -> None:
    answer = signed_in.post(address, {"chosen": "1", "take": [], "preview": "1"})
    said = unescape(answer.content.decode()).split("With what is ticked</h3>")[1]
    assert answer.status_code == 200
    assert "to look at in 35 days" in said
    assert not PlanChange.objects.for_user(user).exists()


def test_nothing_ticked_is_refused_in_words(signed_in: Client, user: User, address: str) -> None:
    answer = signed_in.post(address, {"chosen": "1"})
    assert answer.status_code == 422
    assert "Tick at least one line" in answer.content.decode()
    assert not PlanChange.objects.for_user(user).exists()


def test_a_wish_is_followed_and_travels_along(signed_in: Client, user: User, address: str) -> None:
    serum = owns(user, "serum", "My Serum")
    said = page(signed_in, f"{address}?template=full&times_{serum.pk}=3&session_{serum.pk}=PM")
    assert "Evening: Mon, Wed, Fri" in said
    assert "As often as you wished." in said
    assert f'<input type="hidden" name="times_{serum.pk}" value="3">' in said
    form = {"template": "full", f"times_{serum.pk}": "3"}
    signed_in.post(address, {**everything(user), **form})
    assert sum("serum" in used(user, TODAY + day * DAY) for day in range(7)) == 3


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        ({"label_max_per_day": 1}, "Its label allows 1 use a day."),
        ({"label_max_per_week": 5}, "Its label allows 5 uses in 7 days."),
    ],
)
def test_a_label_that_holds_a_wish_is_named(
    signed_in: Client, user: User, address: str, label: dict[str, Any], reason: str
) -> None:
    serum = make_item(user, make_product("serum", owner=user, **label)).product
    said = page(signed_in, f"{address}?template=full&times_{serum.pk}=14")
    assert f"{reason} What you wished for does not fit without a flag." in said


@pytest.mark.parametrize(("times", "status"), [("14", 200), ("15", 422), ("x", 422)])
def test_a_wish_that_is_none_is_refused_and_kept(
    signed_in: Client, user: User, address: str, times: str, status: int
) -> None:
    serum = owns(user, "serum")
    answer = signed_in.get(f"{address}?times_{serum.pk}={times}")
    assert answer.status_code == status
    assert f'value="{times}"' in answer.content.decode()


def test_without_a_sunscreen_what_needs_one_is_named(
    signed_in: Client, user: User, address: str
) -> None:
    owns(user, "makeup", "My Powder")
    said = page(signed_in, address)
    assert "My Powder" in said.split("What has no place</h2>")[1]
    assert "There is no sunscreen on your shelf" in said


def test_a_prescribed_step_stays_as_it_is(
    signed_in: Client, user: User, routine: Routine, address: str
) -> None:
    product = make_product("medicated_topical", "My Prescription")
    step = make_step(routine, product, schedule=weekdays(0, 3))
    step.shelf_item.prescribed = True
    step.shelf_item.save()
    assert "My Prescription</strong>" not in page(signed_in, address)
    signed_in.post(address, everything(user))
    assert "medicated_topical" in used(user, date(2026, 11, 26))
    assert "medicated_topical" not in used(user, date(2026, 11, 27))


def test_an_empty_shelf_says_where_to_begin(signed_in: Client, user: User) -> None:
    empty = make_routine(user, starts_on=TODAY)
    said = page(signed_in, f"{empty.get_absolute_url()}arrange/")
    assert "Nothing to arrange yet" in said
    assert "/products/" in said


def test_a_shelf_too_large_for_a_week_is_told_so_with_a_way_on(
    signed_in: Client, user: User, address: str
) -> None:
    kinds = ["essence"] * (MOST_AT_ONCE - 3)
    for product in [make_product(kind) for kind in kinds]:
        make_item(user, product)
    assert "The proposal</h2>" in page(signed_in, address)
    owns(user, "essence", "One Too Many")
    said = page(signed_in, f"{address}?template=full&times_{product.pk}=3")
    assert f"{MOST_AT_ONCE + 1} products and steps are too many for one week." in said
    assert f"A week is made of {MOST_AT_ONCE} at most" in said
    assert f'name="times_{product.pk}" value="3"' in said
    assert "The proposal</h2>" in page(signed_in, f"{address}?template=simple")
    answer = signed_in.post(address, everything(user))
    assert (answer.status_code, b"are too many for one week" in answer.content) == (422, True)
    assert not PlanChange.objects.for_user(user).exists()


@pytest.mark.parametrize("template", ["simple", "cycling"])
def test_templates_make_their_own_week(
    signed_in: Client, user: User, address: str, template: str
) -> None:
    owns(user, "sunscreen")
    owns(user, "exfoliant_chemical", "My Acid")
    said = page(signed_in, f"{address}?template={template}")
    expected = {"simple": "A simple routine does without it.", "cycling": "Its night of four"}
    assert expected[template] in said


def test_a_routine_of_somebody_else_is_not_there(signed_in: Client) -> None:
    foreign = make_routine(make_user(), starts_on=TODAY)
    assert signed_in.get(f"{foreign.get_absolute_url()}arrange/").status_code == 404


def test_queries_do_not_grow_with_the_shelf(
    signed_in: Client, user: User, routine: Routine, address: str
) -> None:
    counts = []
    for kinds in (["serum"], ["serum"] * 10 + ["essence"] * 5):
        for kind in kinds:
            owns(user, kind)
            make_step(routine, make_product(kind), schedule=DAILY)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            signed_in.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_a_new_retinol_begins_slowly_and_nothing_else_new_with_it(
    signed_in: Client, user: User, address: str
) -> None:
    owns(user, "sunscreen")
    retinol = owns(user, "serum", "My Retinol", new_to_me=True)
    Product.objects.filter(pk=retinol.pk).update(families=["retinoid_otc"])
    owns(user, "essence", "My Essence", new_to_me=True)
    said = page(signed_in, address)
    assert "More often would mean “New retinol too fast”." in said
    assert "From Thu 10 Dec more of it is fine: arrange your week again then." in said
    assert "Nothing to look at in 35 days" in said.split("With what is ticked</h3>")[1]
    signed_in.post(address, everything(user))
    plan = plan_between(user, TODAY, TODAY + AHEAD).plan
    assert [f for f in check(plan, TODAY + 7 * DAY, TODAY + AHEAD) if f.severity != "info"] == []


def test_a_pack_that_ends_soon_keeps_its_rhythm_and_is_told_of(
    signed_in: Client, user: User, address: str
) -> None:
    owns(user, "emulsion", "My Lotion", pao_months=3)
    item = ShelfItem.objects.for_user(user).get(product__kind="emulsion")
    pack_open(user=user, item=item, today=TODAY - 80 * DAY, now=timezone.now())
    said = page(signed_in, address)
    assert "On " not in said.split("My Lotion")[1].split("another pack")[0]
    assert "From Sun 6 Dec it takes another pack: “Open too long”." in said
