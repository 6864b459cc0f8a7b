"""Decide on products of the catalogue: publish, merge, reject, and take any change back.

Each decision is a change in the product's history, with who made it and why. `seen` is how the
product stood on the page it was decided on, see `standing`; empty where no page was looked at.
"""

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from products.models import Brand, Product, Suggestion
from products.services.bulk_history import Change, history_record
from products.services.ingredients import products_index
from products.services.tagging import products_tag

REASON_LENGTH = 100  # of the history's column
DECIDED_AT_ONCE = 1000  # in one statement


class ConflictError(Exception):
    """A decision or a change cannot be made as things stand; the message says why."""


@transaction.atomic
def product_publish(*, product: Product, by: User, why: str = "", seen: str = "") -> Product:
    """Put a product into the catalogue. A brand that was only typed becomes one.

    Raises ConflictError for a product that is merged into another one, or decided on since.
    """
    product = _locked(product, seen)
    if product.merged_into_id:
        raise ConflictError(_("It is merged into another product. Take that back first."))
    product.status = Product.Status.PUBLISHED
    return catalogue_save(product=product, by=by, why=why or _("Approved"))


@transaction.atomic
def drafts_decide(
    *, products: QuerySet[Product], status: Product.Status, by: User, now: datetime
) -> int:
    """Publish or reject at once those of many products that are mere drafts, and count them.

    Such as an import brings: nobody offered them, and their brand is one of the catalogue, so
    that nothing but their status changes. What is left wants to be decided on each by itself.
    """
    why = _("Approved") if status == Product.Status.PUBLISHED else _("Rejected")
    catalogue_turn()
    offered = Suggestion.objects.filter(
        Q(copy=OuterRef("pk")) | Q(copy__merged_into=OuterRef("pk"))
    )
    drafts = products.filter(
        ~Exists(offered), owner=None, status=Product.Status.DRAFT, merged_into=None, brand_typed=""
    )
    keys = list(drafts.order_by().values_list("pk", flat=True))
    for first in range(0, len(keys), DECIDED_AT_ONCE):
        part = keys[first : first + DECIDED_AT_ONCE]
        Product.objects.filter(pk__in=part).update(status=status, updated_at=now)
        history_record(Product, part, as_=Change("~", why, now, by.pk))
    return len(keys)


@transaction.atomic
def product_reject(*, product: Product, by: User, why: str = "", seen: str = "") -> Product:
    """Keep a product out of the catalogue; whoever offered it reads why.

    Raises ConflictError if it was decided on since.
    """
    product = _locked(product, seen)
    product.status = Product.Status.REJECTED
    Suggestion.objects.filter(copy=product).update(reason=why)
    words = _("Rejected: %(why)s") % {"why": why} if why else _("Rejected")
    return catalogue_save(product=product, by=by, why=words)


@transaction.atomic
def product_merge(*, product: Product, into: Product, by: User, seen: str = "") -> Product:
    """Let everybody who has a product go on with another one, in place of both.

    What was merged into the product before goes along, so that nobody follows twice. Raises
    ConflictError if that would make a circle, the target is not in the catalogue, or the product
    was decided on since.
    """
    product = _locked(product, seen)
    into.refresh_from_db(fields=["merged_into", "status"])  # it may have been merged meanwhile
    target = into.merged_into or into
    if target.pk == product.pk:
        raise ConflictError(_("A product cannot be merged into itself."))
    if target.owner_id or target.status != Product.Status.PUBLISHED:
        raise ConflictError(_("Only a published product can take another one in."))
    product.merged_into = target
    catalogue_save(product=product, by=by, why=_("Merged into %(name)s") % {"name": target})
    for other in _merged_into(product):
        other.merged_into = target
        catalogue_save(product=other, by=by, why=_went_along(product))
    return product


@transaction.atomic
def product_unmerge(*, product: Product, by: User) -> Product:
    """Let a merged product stand for itself again, with those that went along with it."""
    product = _locked(product)
    before = product.merged_into
    product.merged_into = None
    catalogue_save(product=product, by=by, why=_("Merge taken back"))
    for other in _merged_into(before) if before else ():
        newest = Product.history.filter(id=other.pk).first()
        if newest and newest.history_change_reason == _went_along(product):
            other.merged_into = product
            catalogue_save(product=other, by=by, why=_("Merge taken back"))
    return product


def catalogue_save(*, product: Product, by: User, why: str) -> Product:
    """Save a catalogue product with its tags, and lead those who offered it the right way.

    Raises ConflictError for facts that do not go together, such as a limit without source.
    """
    if product.brand_id:
        product.brand_typed = ""
    elif product.status == Product.Status.PUBLISHED and product.brand_typed:
        name, product.brand_typed = product.brand_typed, ""
        known = Brand.objects.filter(name__iexact=name).first()
        product.brand = known or Brand.objects.create(name=name)
    try:
        product.full_clean(exclude=["slug"])
    except ValidationError as error:
        raise ConflictError(" ".join(error.messages)) from error
    product._history_user = by  # type: ignore[attr-defined]  # django-simple-history reads it
    product._change_reason = why[:REASON_LENGTH]  # type: ignore[attr-defined]  # as above
    labels = products_tag([product])
    product.save()
    if product.status in {Product.Status.DRAFT, Product.Status.PUBLISHED}:
        products_index([product], labels)  # names nobody took in are nobody's to explain
    offered = Suggestion.objects.filter(Q(copy=product) | Q(copy__merged_into=product))
    for suggestion in offered.select_related("product", "copy__merged_into"):
        suggestion_lead(suggestion=suggestion)
    return product


def suggestion_lead(*, suggestion: Suggestion) -> None:
    """Set what the readers of an offered product see: the catalogue's entry, or their own."""
    product, entry = suggestion.product, suggestion.entry
    product.merged_into = entry if suggestion.is_followed else None
    Product.objects.filter(pk=product.pk).update(merged_into=product.merged_into)


@transaction.atomic
def change_revert(*, change: Any, by: User) -> Product:
    """Put back what one change of the history changed in a product.

    Raises ConflictError if there was nothing before it, or if a field changed again since.
    """
    catalogue_turn()
    before = record_before(change)
    rows = Product.objects.catalogue().select_related("brand", "merged_into")
    product = rows.filter(pk=change.id).first()
    if before is None or product is None:
        raise ConflictError(_("There is nothing to go back to."))
    fields = changed_fields(before, change)
    if any(getattr(product, name) != getattr(change, name) for name in fields):
        raise ConflictError(_("It was changed again since. Take the newer change back first."))
    if "merged_into_id" in fields:
        return _merge_revert(product, before.merged_into_id, by)
    if "brand_id" in fields and before.status != Product.Status.PUBLISHED:
        product.brand_typed = product.brand_name  # what was typed is not in the history
    for name in fields:
        setattr(product, name, getattr(before, name))
    return catalogue_save(product=product, by=by, why=_("Change taken back"))


def _merge_revert(product: Product, target: int | None, by: User) -> Product:
    if target is None:
        return product_unmerge(product=product, by=by)
    into = Product.objects.catalogue().get(pk=target)
    if into.merged_into_id:
        raise ConflictError(_("It went along with another merge. Take that one back instead."))
    return product_merge(product=product, into=into, by=by)


def record_before(change: Any) -> Any:
    """Return the record a change of the history followed, as written; None for the first.

    An import dates what it writes by its beginning, so that dates need not be in order.
    """
    rows = Product.history.filter(id=change.id, history_id__lt=change.history_id)
    return rows.order_by("-history_id").first()


def changed_fields(before: Any, after: Any) -> list[str]:
    """Return the columns in which two records of a history differ."""
    columns = [field.attname for field in after.tracked_fields]
    return [name for name in columns if getattr(before, name) != getattr(after, name)]


def catalogue_turn() -> None:
    """Hold off other decisions on the catalogue until the transaction ends.

    Two of them may want the same brand, the same names, or each the other's product.
    """
    rows = ContentType.objects.select_for_update(no_key=True)
    rows.get(app_label="products", model="product")


def standing(product: Product) -> str:
    """Return how a product stands for those who decide on it: another text, another decision."""
    return f"{product.status} {product.merged_into_id or ''}".strip()


def _locked(product: Product, seen: str = "") -> Product:
    """Return the row as it is now, held until the decision is made.

    Raises ConflictError where whoever offered it has taken it back, or it stands otherwise than
    it was seen.
    """
    catalogue_turn()
    rows = Product.objects.catalogue().select_related("brand", "merged_into")
    stored = rows.select_for_update(of=("self",)).filter(pk=product.pk).first()
    if stored is None:
        raise ConflictError(_("It was taken back meanwhile."))
    if seen and seen != standing(stored):
        how = stored.get_status_display()
        if stored.merged_into:
            how = _("Merged into %(name)s") % {"name": stored.merged_into}
        raise ConflictError(_("It was decided on meanwhile: %(how)s.") % {"how": how})
    return stored


def _merged_into(product: Product) -> QuerySet[Product]:
    return Product.objects.catalogue().filter(merged_into=product).select_related("brand")


def _went_along(product: Product) -> str:
    return f"Went along with product {product.pk}"
