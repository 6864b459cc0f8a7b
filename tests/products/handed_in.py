"""Offers and proposals for tests, with the least that is needed."""

from datetime import UTC, datetime
from typing import Any

from accounts.models import User
from products.models import Product, Proposal, Suggestion
from products.services.curators import curator_make
from products.services.suggesting import proposal_make, suggestion_offer
from tests.factories import make_product, make_user

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def make_curator(email: str = "curator@example.org") -> User:
    return User.objects.get(pk=curator_make(email=make_user(email).email).pk)


def offer(owner: User, name: str = "My gel", **facts: Any) -> Suggestion:
    """Make a private product and offer it."""
    product = make_product(facts.pop("kind", "serum"), name=name, owner=owner, **facts)
    return suggestion_offer(product=product, now=NOW)


def propose(owner: User, product: Product, source: str = "The pack", **new: Any) -> Proposal:
    return proposal_make(owner=owner, product=product, new=new, source=source, now=NOW)


def entry_of(product: Product) -> Product | None:
    """Return what the readers of a product follow it to, as stored."""
    return Product.objects.select_related("merged_into").get(pk=product.pk).merged_into
