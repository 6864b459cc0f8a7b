"""What curators look at: what waits, what is missing, and what changed lately."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from products.ingredient_selectors import UNKNOWN, names_counted
from products.models import (
    Brand,
    IngredientName,
    Outcome,
    Product,
    Proposal,
)
from products.models.imported import SURE
from products.services.curating import changed_fields
from products.services.importing import REASON as IMPORTED
from products.stated import in_words, label_of

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

ADMIN_LIST = "admin:products_product_changelist"
NAMES_LIST = "admin:products_ingredientname_changelist"
CHANGES_PER_PAGE = 20
IN_USE = ~Q(status=Product.Status.REJECTED) & Q(merged_into=None)
KIND_TO_CONFIRM = IN_USE & Q(imported__kind_confidence__lt=SURE, imported__kind_confirmed=False)


@dataclass(frozen=True, slots=True)
class Gap:
    """What a catalogue product may lack."""

    label: "StrPromise"
    condition: Q


GAPS = {
    "ingredients_text": Gap(_("No ingredient list"), Q(ingredients_text="")),
    "source": Gap(_("No source"), Q(source="")),
    "size_ml": Gap(_("No size"), Q(size_ml=None, units=None)),
    "spf": Gap(_("Sunscreen without SPF"), Q(spf=None, kind__contains="sunscreen")),
}


@dataclass(frozen=True, slots=True)
class Queue:
    """Something that waits for curators: how much, and where."""

    label: "StrPromise"
    count: int
    url: str


def pending_products() -> QuerySet[Product]:
    """Return the products that were offered and not decided on, oldest first."""
    rows = Product.objects.catalogue().filter(status=Product.Status.PENDING, merged_into=None)
    return rows.select_related("brand").order_by("pk")


def pending_proposals() -> QuerySet[Proposal]:
    """Return the proposals nobody decided on, oldest first. Their owners stay unread."""
    rows = Proposal.objects.filter(state=Outcome.PENDING).defer("owner")
    return rows.select_related("product__brand", "product__merged_into__brand").order_by("pk")


def queues() -> list[Queue]:
    """Return what waits for a decision. Five queries; a new queue is a row more."""
    drafts = Product.objects.catalogue().filter(status=Product.Status.DRAFT, merged_into=None)
    unknown = names_counted(IngredientName.objects.all()).filter(UNKNOWN).count()
    unsure = Product.objects.catalogue().filter(KIND_TO_CONFIRM)
    listed = reverse(ADMIN_LIST)
    return [
        Queue(_("Suggested products"), pending_products().count(), reverse("curation-products")),
        Queue(_("Proposed changes"), pending_proposals().count(), reverse("curation-proposals")),
        Queue(_("Drafts"), drafts.count(), f"{listed}?status__exact=draft"),
        Queue(_("Kinds to confirm"), unsure.count(), f"{listed}?unsure=yes"),
        Queue(_("Unknown names on labels"), unknown, reverse(NAMES_LIST)),
    ]


def missing() -> list[Queue]:
    """Return how many products of the catalogue lack what. One query."""
    counts = {name: Count("pk", filter=gap.condition) for name, gap in GAPS.items()}
    found = Product.objects.catalogue().filter(IN_USE).aggregate(**counts)
    listed = reverse(ADMIN_LIST)
    return [
        Queue(gap.label, found[name], f"{listed}?missing={name}") for name, gap in GAPS.items()
    ]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a change, in words."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Changed:
    """One change of the catalogue: the history's record, and what it changed."""

    record: Any
    name: str
    fields: tuple[FieldChange, ...]
    can_revert: bool


def changes() -> QuerySet[Any]:
    """Return changes of products, newest first; not the rows an import or an offer brought."""
    history = Product.history.model.objects
    before = history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    rows: QuerySet[Any] = (
        history.filter(Q(history_type="~") | Q(history_user__isnull=False))
        .exclude(history_type="+", history_change_reason=IMPORTED)
        .select_related("history_user")
        .annotate(before=Subquery(before.order_by("-history_id").values("history_id")[:1]))
        .order_by("-history_id")
    )
    return rows


def told(records: Iterable[Any]) -> list[Changed]:
    """Say what each record changed. Four queries at most, whatever their number."""
    shown = list(records)
    earlier = Product.history.model.objects.in_bulk([one.before for one in shown if one.before])
    both = [*shown, *earlier.values()]
    names = {
        "brand_id": dict(
            Brand.objects.filter(pk__in={one.brand_id for one in both}).values_list("pk", "name")
        ),
        "merged_into_id": dict(
            Product.objects.filter(pk__in={one.merged_into_id for one in both}).values_list(
                "pk", "name"
            )
        ),
    }
    there = set(
        Product.objects.catalogue()
        .filter(pk__in={one.id for one in shown})
        .values_list("pk", flat=True)
    )
    return [_told(one, earlier.get(one.before), names, there) for one in shown]


def _told(
    record: Any, before: Any, names: Mapping[str, Mapping[int, str]], there: set[int]
) -> Changed:
    fields = [] if before is None else changed_fields(before, record)
    return Changed(
        record=record,
        name=record.name,
        fields=tuple(
            FieldChange(
                label_of(name.removesuffix("_id")),
                _word(name, getattr(before, name), names),
                _word(name, getattr(record, name), names),
            )
            for name in fields
        ),
        can_revert=bool(fields) and record.id in there,
    )


def _word(name: str, value: Any, names: Mapping[str, Mapping[int, str]]) -> str:
    if name in names:
        return in_words(name, names[name].get(value))
    if name == "status":
        return str(Product.Status(value).label)
    return in_words(name, value)
