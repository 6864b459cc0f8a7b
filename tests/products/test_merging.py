"""Decisions on the catalogue: chains of merges, who made a change, and the way back."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from accounts.models import User
from products.models import Brand, Product
from products.services.curating import (
    ConflictError,
    change_revert,
    product_merge,
    product_publish,
    product_reject,
    product_unmerge,
)
from tests.factories import make_product, make_user
from tests.products.handed_in import entry_of, make_curator, offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator() -> User:
    """Somebody who decides."""
    return make_curator()


def newest(product: Product) -> object:
    return Product.history.filter(id=product.pk).first()


def test_chain_of_merges_is_one_step_for_readers(curator: User) -> None:
    suggestion = offer(make_user())
    first, second, last = (make_product(name=name) for name in ("One", "Two", "Three"))
    product_merge(product=suggestion.copy, into=first, by=curator)
    product_merge(product=first, into=second, by=curator)
    product_merge(product=second, into=last, by=curator)
    for each in (suggestion.product, suggestion.copy, first, second):
        assert entry_of(each) == last


def test_merge_into_a_merged_product_goes_to_the_one_behind_it(curator: User) -> None:
    double, entry, other = make_product(), make_product(), make_product()
    product_merge(product=double, into=entry, by=curator)
    double.refresh_from_db()
    product_merge(product=other, into=double, by=curator)
    assert entry_of(other) == entry


def test_unmerging_takes_along_what_came_along_and_nothing_else(curator: User) -> None:
    came, double, own_merge, entry = (make_product() for _ in range(4))
    product_merge(product=came, into=double, by=curator)
    product_merge(product=own_merge, into=entry, by=curator)
    product_merge(product=double, into=entry, by=curator)
    product_unmerge(product=double, by=curator)
    assert (entry_of(double), entry_of(came), entry_of(own_merge)) == (None, double, entry)


def test_circles_are_refused(curator: User) -> None:
    one, two = make_product(), make_product()
    product_merge(product=one, into=two, by=curator)
    one.refresh_from_db()
    for product, into in ((two, one), (two, two)):
        with pytest.raises(ConflictError, match="into itself"):
            product_merge(product=product, into=into, by=curator)


@pytest.mark.parametrize("status", ["draft", "pending", "rejected"])
def test_only_a_published_product_takes_another_one_in(curator: User, status: str) -> None:
    with pytest.raises(ConflictError, match="Only a published product"):
        product_merge(product=make_product(), into=make_product(status=status), by=curator)


def test_private_product_takes_nothing_in(curator: User) -> None:
    private = make_product(owner=make_user(), status="published")
    with pytest.raises(ConflictError, match="Only a published product"):
        product_merge(product=make_product(), into=private, by=curator)


def test_merged_product_is_not_published_as_well(curator: User) -> None:
    copy = offer(make_user()).copy
    product_merge(product=copy, into=make_product(), by=curator)
    with pytest.raises(ConflictError, match="merged into another"):
        product_publish(product=copy, by=curator)


def test_each_decision_says_who_and_why(curator: User) -> None:
    copy, target = offer(make_user()).copy, make_product(name="Target")
    told = []
    decisions: list[Callable[[], object]] = [
        lambda: product_reject(product=copy, by=curator, why="Too blurred"),
        lambda: product_publish(product=copy, by=curator),
        lambda: product_merge(product=copy, into=target, by=curator),
        lambda: product_unmerge(product=copy, by=curator),
    ]
    for decide in decisions:
        decide()
        record = Product.history.filter(id=copy.pk).first()
        assert record.history_user == curator
        told.append(record.history_change_reason)
    assert told == ["Rejected: Too blurred", "Approved", "Merged into Target", "Merge taken back"]


def test_approval_is_taken_back_with_the_brand_as_it_was_typed(curator: User) -> None:
    suggestion = offer(make_user(), brand_typed="Grandma")
    product_publish(product=suggestion.copy, by=curator)
    assert entry_of(suggestion.product) == suggestion.copy
    change_revert(change=newest(suggestion.copy), by=curator)
    suggestion.copy.refresh_from_db()
    assert (suggestion.copy.status, str(suggestion.copy)) == ("pending", "Grandma My gel")
    assert entry_of(suggestion.product) is None


def test_merge_is_taken_back_from_the_history(curator: User) -> None:
    suggestion, entry = offer(make_user()), make_product()
    product_merge(product=suggestion.copy, into=entry, by=curator)
    change_revert(change=newest(suggestion.copy), by=curator)
    assert entry_of(suggestion.copy) is None
    assert entry_of(suggestion.product) is None
    change_revert(change=newest(suggestion.copy), by=curator)  # and the taking back as well
    assert entry_of(suggestion.product) == entry


def test_what_went_along_is_not_taken_back_alone(curator: User) -> None:
    came, double, entry = (make_product() for _ in range(3))
    product_merge(product=came, into=double, by=curator)
    product_merge(product=double, into=entry, by=curator)
    with pytest.raises(ConflictError, match="went along with another merge"):
        change_revert(change=newest(came), by=curator)


def test_only_the_fields_of_a_change_go_back(curator: User) -> None:
    product = make_product(name="Before", ingredients_text="Water")
    product.name = "After"
    product.save()
    change = newest(product)
    product.ingredients_text = "Water, Retinol"
    product.save()
    change_revert(change=change, by=curator)
    product.refresh_from_db()
    assert (product.name, product.families) == ("Before", ["retinoid_otc"])


def test_change_under_a_newer_one_is_not_taken_back(curator: User) -> None:
    product = make_product(name="One")
    for name in ("Two", "Three"):
        product.name = name
        product.save()
    changes = list(Product.history.filter(id=product.pk))
    with pytest.raises(ConflictError, match="changed again since"):
        change_revert(change=changes[1], by=curator)
    with pytest.raises(ConflictError, match="nothing to go back to"):
        change_revert(change=changes[2], by=curator)
    assert Product.objects.get(pk=product.pk).name == "Three"


def test_a_change_is_taken_back_to_what_was_written_before_it(curator: User) -> None:
    product = make_product(name="First")
    for name in ("Second", "Third"):
        product.name = name
        product.save()
    change = Product.history.filter(id=product.pk).latest("history_id")
    # An import that wrote it dates its changes by its beginning, before all the others.
    Product.history.filter(pk=change.pk).update(history_date=datetime(2026, 1, 1, tzinfo=UTC))
    change.refresh_from_db()
    change_revert(change=change, by=curator)
    assert Product.objects.get(pk=product.pk).name == "Second"


def test_revert_never_leaves_a_limit_without_source(curator: User) -> None:
    product = make_product(name="One")
    product.source = "Label"
    product.save()
    change = newest(product)
    product.spf = 30
    product.save()
    with pytest.raises(ConflictError, match="need the source"):
        change_revert(change=change, by=curator)
    product.refresh_from_db()
    assert product.source == "Label"


def test_approved_twice_makes_one_brand(curator: User) -> None:
    for name in ("One", "Two"):
        product_publish(product=offer(make_user(), name, brand_typed="Same").copy, by=curator)
    assert Brand.objects.get().products.count() == 2
