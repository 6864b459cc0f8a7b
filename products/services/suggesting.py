"""Hand in products and corrections for the catalogue, and take them back."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from products.models import Brand, Outcome, Product, Proposal, Suggestion
from products.services.curating import (
    ConflictError,
    catalogue_save,
    catalogue_turn,
    suggestion_lead,
)
from products.services.tagging import product_tag

OFFERED = (
    *("name", "kind", "size_ml", "units", "ingredients_text", "spf"),
    *("label_max_per_day", "label_max_per_week"),
)
"""What of a private product curators get to see, besides its brand."""


@transaction.atomic
def suggestion_offer(*, product: Product, now: datetime) -> Suggestion:
    """Send curators a copy of a private product. What was rejected may be offered again.

    The copy names nobody. Raises ConflictError for a product that waits or was taken already.
    """
    owner = product.owner
    if owner is None:
        raise PermissionError
    Product.objects.select_for_update().get(pk=product.pk)  # pressed twice is offered once
    earlier = Suggestion.objects.for_user(owner).filter(product=product)
    for suggestion in earlier.select_related("copy__merged_into"):
        if suggestion.outcome is not Outcome.REJECTED:
            raise ConflictError(_("You have offered this product already."))
        suggestion.delete()
    copy = offered_copy(product)
    copy._history_user = None  # type: ignore[attr-defined]  # else the history would name them
    product_tag(copy).save()
    return Suggestion.objects.create(owner=owner, product=product, copy=copy, offered_at=now)


def offered_copy(product: Product) -> Product:
    """Return what curators would get of a private product, not saved."""
    facts = {name: getattr(product, name) for name in OFFERED}
    brand = Brand.objects.filter(name__iexact=product.brand_typed).first()
    return Product(
        **facts,
        brand=brand,
        brand_typed="" if brand else product.brand_typed,
        status=Product.Status.PENDING,
        source=_("The pack, as read by somebody who owns it"),
    )


@transaction.atomic
def suggestion_withdraw(*, suggestion: Suggestion) -> None:
    """Take back what no curator decided on yet; its copy goes. Raises ConflictError if one did."""
    copy = Product.objects.select_for_update().get(pk=suggestion.copy_id)
    suggestion.copy = copy
    if suggestion.outcome is not Outcome.PENDING:
        raise ConflictError(_("A curator has decided on it already."))
    suggestion.delete()
    copy.delete()
    Product.history.filter(id=suggestion.copy_id).delete()  # no trace of it stays


@transaction.atomic
def suggestion_follow(*, suggestion: Suggestion, is_followed: bool) -> None:
    """Let its owner go on with the catalogue's entry, or with their own one."""
    suggestion.is_followed = is_followed
    suggestion.save(update_fields=["is_followed"])
    suggestion_lead(suggestion=suggestion)


def proposal_make(
    *, owner: User, product: Product, new: dict[str, Any], source: str, now: datetime
) -> Proposal:
    """Propose new values for fields of a catalogue product."""
    changes = {name: [_told(getattr(product, name)), _told(new[name])] for name in new}
    return Proposal.objects.create(
        owner=owner, product=product, changes=changes, source=source, made_at=now
    )


def _told(value: object) -> str:
    """Return a value as text that its field reads again; empty for what is not known."""
    return "" if value is None else str(value)


@transaction.atomic
def proposal_approve(*, proposal: Proposal, by: User, now: datetime) -> Product:
    """Write a proposal into the catalogue, with where it was read.

    Raises ConflictError if it was decided on, or if the product does not take its values.
    """
    _decide(proposal, Outcome.APPROVED, by, now)
    product = proposal.product.merged_into or proposal.product
    for name, (_old, new) in proposal.changes.items():
        field: Any = Product._meta.get_field(name)
        nothing = None if field.null else ""
        setattr(product, name, field.to_python(new) if new else nothing)
    product.source = product.source or proposal.source
    why = _("Proposed: %(source)s") % {"source": proposal.source}
    return catalogue_save(product=product, by=by, why=why)


@transaction.atomic
def proposal_reject(*, proposal: Proposal, by: User, why: str, now: datetime) -> None:
    """Leave the product as it is; whoever proposed it reads why."""
    proposal.reason = why
    _decide(proposal, Outcome.REJECTED, by, now)


def _decide(proposal: Proposal, outcome: Outcome, by: User, now: datetime) -> None:
    catalogue_turn()
    stored = Proposal.objects.select_for_update().filter(pk=proposal.pk).first()
    if stored is None:
        raise ConflictError(_("It was taken back meanwhile."))
    if stored.state != Outcome.PENDING:
        raise ConflictError(_("A curator has decided on it already."))
    proposal.state, proposal.decided_by, proposal.decided_at = outcome, by, now
    proposal.save()
