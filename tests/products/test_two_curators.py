"""Two curators decide at the same moment, or whoever handed it in takes it back."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from accounts.models import User
from products.models import Brand, Product, Proposal
from products.services import suggesting
from products.services.curating import (
    ConflictError,
    product_merge,
    product_publish,
    product_reject,
    standing,
)
from products.services.suggesting import (
    proposal_approve,
    proposal_reject,
    suggestion_withdraw,
)
from tests.factories import make_product, make_user
from tests.products.handed_in import NOW, entry_of, make_curator, offer, propose


@pytest.mark.django_db
def test_an_offer_taken_back_meanwhile_is_not_decided_on() -> None:
    suggestion, curator = offer(make_user()), make_curator()
    copy = Product.objects.get(pk=suggestion.copy_id)
    suggestion_withdraw(suggestion=suggestion)
    for decide in (product_publish, product_reject):
        with pytest.raises(ConflictError, match="taken back meanwhile"):
            decide(product=copy, by=curator)


@pytest.mark.django_db
def test_a_proposal_taken_back_meanwhile_is_not_decided_on() -> None:
    proposal, curator = propose(make_user(), make_product(), name="New"), make_curator()
    Proposal.objects.get(pk=proposal.pk).delete()
    with pytest.raises(ConflictError, match="taken back meanwhile"):
        proposal_approve(proposal=proposal, by=curator, now=NOW)


@pytest.mark.django_db
def test_two_products_are_not_merged_into_each_other() -> None:
    one, two, curator = make_product(), make_product(), make_curator()
    as_seen_by_the_other = Product.objects.get(pk=one.pk)
    product_merge(product=one, into=two, by=curator)
    with pytest.raises(ConflictError, match="into itself"):
        product_merge(product=two, into=as_seen_by_the_other, by=curator)
    assert (entry_of(one), entry_of(two)) == (two, None)


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["approve", "reject", "merge"])
@pytest.mark.parametrize(
    ("first", "told"), [(product_publish, "Published"), (product_reject, "Rejected")]
)
def test_a_decision_on_what_another_curator_has_decided_on_is_not_taken(
    client: Client, act: str, first: Callable[..., Product], told: str
) -> None:
    copy, entry = offer(make_user()).copy, make_product()
    offer(make_user(), "Another one that waits")
    client.force_login(make_curator())
    address = reverse("curation-product", args=[copy.pk])
    seen = client.get(address).context["seen"]
    first(product=copy, by=make_curator("other@example.org"))
    decision = {"seen": seen, "reason": "No.", "into": entry.pk}
    answer = client.post(reverse(f"curation-{act}", args=[copy.pk]), decision, follow=True)
    assert answer.redirect_chain == [(address, 302)]
    assert f"It was decided on meanwhile: {told}." in answer.content.decode()
    copy.refresh_from_db()
    assert (copy.get_status_display(), copy.merged_into) == (told, None)


@pytest.mark.django_db
def test_what_another_curator_has_merged_is_not_rejected() -> None:
    copy, entry, curator = offer(make_user()).copy, make_product(name="Entry"), make_curator()
    seen = standing(copy)
    product_merge(product=copy, into=entry, by=curator)
    with pytest.raises(ConflictError, match="meanwhile: Merged into Entry"):
        product_reject(product=copy, by=curator, seen=seen)
    assert entry_of(copy) == entry


@pytest.mark.django_db
def test_whoever_rejects_what_was_decided_a_moment_ago_is_told(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposal, curator = propose(make_user(), make_product(), name="New"), make_curator()
    other = make_curator("other@example.org")
    client.force_login(curator)

    def too_late(**told: Any) -> None:
        proposal_approve(proposal=proposal, by=other, now=NOW)
        proposal_reject(**told)

    monkeypatch.setattr(suggesting, "proposal_reject", too_late)
    answer = client.post(reverse("curation-proposal", args=[proposal.pk]), {"reason": "No."})
    assert answer.status_code == 302
    [said] = get_messages(answer.wsgi_request)
    assert "decided on it already" in str(said)


@pytest.mark.django_db(transaction=True)
def test_two_products_of_one_new_brand_are_approved_at_once() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("one writer at a time; tests/server/test_sqlite_load.py sees to it")
    copies = [
        offer(make_user(), brand_typed="Newly Made", ingredients_text=text).copy
        for text in ("Water, Rarely Seen Juice, Other Juice", "Other Juice, Rarely Seen Juice")
    ]
    curators = [make_curator(f"curator{number}@example.org") for number in range(2)]
    together = Barrier(2)

    def approve(copy: Product, by: User) -> None:
        together.wait()
        try:
            product_publish(product=copy, by=by)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as hands:
        list(hands.map(approve, copies, curators))
    assert Brand.objects.get().products.count() == 2
