"""What somebody offered goes into the catalogue: shelf and routine go on, past days stay."""

from collections.abc import Iterator
from datetime import date
from html import unescape

import pytest
import time_machine
from django.core import serializers
from django.test import Client
from django.urls import reverse

from accounts.models import User
from products.models import Product, Suggestion
from products.services.curating import product_merge, product_unmerge
from routines.models import Pack, Routine, ShelfItem, Step, Use
from routines.picker import choices_for
from routines.selectors import plan_between
from routines.services.shelf import shelf_add
from tests.factories import make_item, make_product, make_step
from tests.products.handed_in import make_curator, offer

DAY, TODAY = date(2026, 11, 20), date(2026, 11, 24)
PRIVATE_ROWS = (ShelfItem, Pack, Routine, Step, Use)


@pytest.fixture(autouse=True)
def _tuesday(tuesday_noon: Iterator[None]) -> None:
    """Every test runs on 24 November 2026."""


@pytest.fixture
def suggestion(user: User, routine: Routine) -> Suggestion:
    """Offer an own ampoule of the routine that was used on a past day."""
    suggestion = offer(user, "My own ampoule", kind="ampoule", label_max_per_week=2)
    step = make_step(routine, suggestion.product)
    item = step.shelf_item
    Pack.objects.create(owner=user, shelf_item=item, opened_on=DAY)
    done = {"line": step.line, "shelf_item": item, "state": Use.State.DONE}
    Use.objects.create(owner=user, date=DAY, session="PM", **done)
    return suggestion


@pytest.fixture
def entry(suggestion: Suggestion) -> Product:
    """Merge it into a product of the catalogue."""
    entry = make_product("ampoule", "The known ampoule", ingredients_text="Water")
    product_merge(product=suggestion.copy, into=entry, by=make_curator())
    return entry


def stored() -> str:
    rows = [row for model in PRIVATE_ROWS for row in model._default_manager.order_by("pk")]
    return str(serializers.serialize("json", rows))


def text(client: Client, address: str) -> str:
    return unescape(client.get(address).content.decode())


def test_routine_goes_on_with_the_entry(
    signed_in: Client, routine: Routine, entry: Product
) -> None:
    for address in ("/today/?session=PM", routine.get_absolute_url(), "/calendar/2026-11-24/"):
        page = text(signed_in, address)
        assert "The known ampoule" in page
        assert "My own ampoule" not in page.replace("Offered My own ampoule", "")


def test_decision_writes_no_private_row_but_where_the_product_leads(
    suggestion: Suggestion, user: User
) -> None:
    before = stored()
    entry = make_product("ampoule", "The known ampoule")
    product_merge(product=suggestion.copy, into=entry, by=make_curator())
    assert stored() == before
    assert Product.objects.for_user(user).get().merged_into == entry


def test_past_uses_stay_on_their_days(user: User, suggestion: Suggestion) -> None:
    before = plan_between(user, DAY, TODAY)
    entry = make_product("ampoule", "The known ampoule")
    product_merge(product=suggestion.copy, into=entry, by=make_curator())
    after = plan_between(user, DAY, TODAY)
    assert after.ticks == before.ticks
    assert [step.line for step in after.plan.steps] == [step.line for step in before.plan.steps]
    assert {step.product for step in after.plan.steps} == {str(entry.pk)}


def test_what_the_own_pack_says_still_comes_first(user: User, entry: Product) -> None:
    Product.objects.filter(pk=entry.pk).update(label_max_per_week=7, source="Label")
    plan = plan_between(user, TODAY, TODAY).plan
    assert plan.products[str(entry.pk)].label_max_per_week == 2


def test_limits_of_a_merged_catalogue_product_do_not_stay(user: User, routine: Routine) -> None:
    target = make_product("ampoule")
    double = make_product("ampoule", label_max_per_week=2, source="Label", merged_into=target)
    make_step(routine, double)
    plan = plan_between(user, TODAY, TODAY).plan
    assert plan.products[str(target.pk)].label_max_per_week is None


def test_owner_of_both_has_one_product(user: User, routine: Routine, entry: Product) -> None:
    make_step(routine, make_item(user, entry), "AM")
    owned = plan_between(user, TODAY, TODAY)
    assert list(owned.plan.products) == [str(entry.pk)]
    assert len(owned.plan.steps) == 2
    assert [choice.product for choice in choices_for(user, owned.on_shelf, "")] == [entry]


def test_entry_is_not_put_on_the_shelf_beside_the_own_one(user: User, entry: Product) -> None:
    item = shelf_add(user=user, product=entry)
    assert ShelfItem.objects.for_user(user).get() == item


def test_shelf_tells_of_it_and_leads_back_to_the_own_entry(
    signed_in: Client, user: User, entry: Product
) -> None:
    item = ShelfItem.objects.for_user(user).get()
    assert "Yours, now in the catalogue" in text(signed_in, "/shelf/")
    page = text(signed_in, item.get_absolute_url())
    assert "Your “My own ampoule” went into the catalogue." in page
    address = f"{item.product.get_absolute_url()}follow/"
    answer = signed_in.post(address, {"next": item.get_absolute_url()})
    assert answer["Location"] == item.get_absolute_url()
    page = text(signed_in, item.get_absolute_url())
    assert "<h1>My own ampoule</h1>" in page
    assert "went into the catalogue" not in page


def test_merge_that_is_taken_back_gives_the_own_entry_back(
    user: User, suggestion: Suggestion, entry: Product
) -> None:
    with time_machine.travel("2026-11-25 12:00Z"):
        product_unmerge(product=suggestion.copy, by=User.objects.get(is_staff=True))
    plan = plan_between(user, TODAY, TODAY).plan
    assert list(plan.products) == [str(suggestion.product.pk)]


def take_back(product: Product) -> None:
    """Press the button beside the newest change of a product."""
    staff = Client()
    staff.force_login(User.objects.get(is_staff=True))
    change = Product.history.filter(id=product.pk).latest("history_id")
    answer = staff.post(reverse("curation-revert", args=[change.pk]), follow=True)
    assert f"Taken back: {product.name}." in answer.content.decode()


def test_a_merge_that_is_taken_back_at_once_gives_each_page_its_first_product_back(
    signed_in: Client, routine: Routine
) -> None:
    first, second = make_product(name="First Serum"), make_product(name="Second Serum")
    step = make_step(routine, first)
    done = {"line": step.line, "shelf_item": step.shelf_item, "state": Use.State.DONE}
    Use.objects.create(owner=routine.owner, date=DAY, session="PM", **done)
    before = stored()
    pages = ("/today/?session=PM", routine.get_absolute_url(), f"/calendar/{DAY}/", "/shelf/")
    product_merge(product=first, into=second, by=make_curator())
    for wanted, other in (("Second Serum", "First Serum"), ("First Serum", "Second Serum")):
        for address in pages:
            page = text(signed_in, address)
            assert wanted in page
            assert other not in page
        if wanted == "Second Serum":
            take_back(first)
    assert stored() == before


def test_a_step_changed_during_a_merge_stays_the_products_it_was(
    signed_in: Client, routine: Routine
) -> None:
    first, second = make_product(name="First Serum"), make_product(name="Second Serum")
    step = make_step(routine, first)
    make_step(routine, second, "AM")
    product_merge(product=first, into=second, by=make_curator())
    form = {"mode": "weekdays", "weekdays": ["2"], "session": "PM", "starts_on": TODAY.isoformat()}
    answer = signed_in.post(f"{routine.get_absolute_url()}steps/{step.line}/", form)
    assert answer.status_code == 302
    take_back(first)
    versions = Step.objects.filter(line=step.line).values_list("starts_on", "shelf_item__product")
    assert sorted(versions) == [(date(2026, 11, 2), first.pk), (TODAY, first.pk)]
    for day in (DAY, date(2026, 11, 25)):
        page = text(signed_in, f"/calendar/{day}/")
        assert "First Serum" in page
