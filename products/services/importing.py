"""Write products read from a file, and leave alone what curators did."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any

from django.db import transaction

from products.imports.rows import Row, brand_key, mark
from products.imports.values import PACK
from products.models import Brand, ImportedRow, Product
from products.models.catalogue import STRENGTHS, slug
from products.models.imported import SURE
from products.search_text import product_tokens, sort_text
from products.services.bulk_history import Change, history_record
from products.services.bulk_insert import rows_insert
from products.services.ingredients import places_insert, products_index
from products.services.tagging import TAGS, Label, labels_read, products_tag, tags

REASON = "Import"
FACTS = (
    *("name", "kind", "ingredients_text", "spf", "barcode", "source", "source_date", "licence"),
    *(f"{name}_percent" for name in STRENGTHS),
)
WRITTEN = (*FACTS, *PACK, "brand", *TAGS, "updated_at")
NEW = ("slug", "status", "brand_id", "created_at", "updated_at", *TAGS)
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Importing:
    """What one run writes by. `publish` = new products whose kind is sure go public at once.

    `by` is the key of the curator the history names; a command has none.
    """

    now: datetime
    by: int | None = None
    publish: bool = False
    dry: bool = False

    def change(self, kind: str) -> Change:
        return Change(kind, REASON, self.now, self.by)


def brands_by_name() -> dict[str, Brand]:
    """Return every brand by its name without case, accents and signs."""
    return {brand_key(brand.name): brand for brand in Brand.objects.all()}


@transaction.atomic
def rows_import(
    *, rows: Sequence[Row], brands: dict[str, Brand], importing: Importing
) -> Counter[str]:
    """Create and update products, all or none; count "created", "updated" and "unchanged".

    `brands` is what brands_by_name returned; new ones are added to it. No two rows may have the
    same source and id. A dry run comes to the same counts and leaves the database as it was.
    """
    brands = dict(brands) if importing.dry else brands
    held = _held(rows)
    unread = [row for row in rows if (row.source, row.source_id) not in held]
    come_back = _come_back(unread)
    new = [row for row in unread if row.source_id not in come_back]
    old = [
        (row, one)
        for row in rows
        if (one := held.get((row.source, row.source_id))) and one.marks != row.marks
    ]
    _add_brands([*new, *(row for row, _one in old)], brands, importing)
    _create(new, brands, importing)
    updated = _update(old, brands, importing)
    if importing.dry:
        transaction.set_rollback(True)
    return Counter(created=len(new), updated=updated, unchanged=len(rows) - len(new) - updated)


def _held(rows: Sequence[Row]) -> dict[Key, ImportedRow]:
    """Return what stands of these rows from earlier files."""
    found = ImportedRow.objects.filter(
        source__in={row.source for row in rows}, source_id__in=[row.source_id for row in rows]
    )
    return {(one.source, one.source_id): one for one in found}


def _come_back(rows: Iterable[Row]) -> set[str]:
    """Return the ids that are addresses of this catalogue, as its own export names products.

    Those products stand here as they are wanted, and starters stand on every site.
    """
    ids = [row.source_id for row in rows if "-" in row.source_id]
    known = Product.objects.catalogue().filter(slug__in=ids)
    return set(known.order_by().values_list("slug", flat=True))


def _add_brands(rows: Iterable[Row], brands: dict[str, Brand], importing: Importing) -> None:
    """Make the brands that are new, or were deleted since they were looked up."""
    names = {brand_key(row.brand): row.brand for row in reversed([*rows]) if row.brand}
    known = {brands[key].pk: key for key in names if key in brands}
    there = Brand.objects.filter(pk__in=known).values_list("pk", flat=True)
    for gone in known.keys() - set(there):
        del brands[known[gone]]
    made = Brand.objects.bulk_create(
        Brand(name=name) for key, name in names.items() if key not in brands
    )
    history_record(Brand, [one.pk for one in made], as_=importing.change("+"))
    brands.update((brand_key(brand.name), brand) for brand in made)


def _create(rows: Sequence[Row], brands: Mapping[str, Brand], importing: Importing) -> None:
    labels, meant = labels_read([row.facts["ingredients_text"] for row in rows])
    facts = (*FACTS, *PACK) if any(PACK[0] in row.facts for row in rows) else FACTS
    new = [
        (*_product(row, label, brands, importing), *map(row.facts.get, facts))
        for row, label in zip(rows, meant, strict=True)
    ]
    rows_insert(Product, (*NEW, *facts), new)
    slugs = [slug for slug, *_values in new]
    found = Product.objects.filter(slug__in=slugs).order_by().values_list("slug", "pk")
    keys = list(map(dict(found).__getitem__, slugs))
    places_insert(dict(zip(keys, labels, strict=True)))
    history_record(Product, keys, as_=importing.change("+"))
    rows_insert(
        ImportedRow,
        ("product_id", "source", "source_id", "marks", "kind_confidence"),
        (
            (key, row.source, row.source_id, row.marks, row.kind_confidence)
            for key, row in zip(keys, rows, strict=True)
        ),
    )


def _product(
    row: Row, label: Label, brands: Mapping[str, Brand], importing: Importing
) -> tuple[Any, ...]:
    """Return the values of the NEW columns of a product. Objects take twice the time.

    A draft is found by nobody: who publishes it gives it the words it is found by.
    """
    public = importing.publish and row.kind_confidence >= SURE
    status = Product.Status.PUBLISHED if public else Product.Status.DRAFT
    brand = brands[brand_key(row.brand)] if row.brand else None
    title = f"{brand or ''} {row.facts['name']}".strip()
    told = blake2b(f"{row.source}\0{row.source_id}".encode(), digest_size=6).hexdigest()
    found = tags(label, kind=row.facts["kind"], spf=row.facts["spf"], verdicts={})
    actives = [*found.families, *found.trace_families]
    return (
        slug(title, told),
        status.value,
        brand.pk if brand else None,
        importing.now,
        importing.now,
        *found,
        sort_text(title),
        product_tokens(title, found.inci_names, actives) if public else "",
    )


def _update(
    pairs: Sequence[tuple[Row, ImportedRow]], brands: Mapping[str, Brand], importing: Importing
) -> int:
    """Take over what a new file says, but for values a curator changed; count the products."""
    found = Product.objects.select_related("brand").in_bulk(
        [one.product_id for _row, one in pairs]
    )
    changed: list[Product] = []
    for row, one in pairs:
        product = found.get(one.product_id) if one.product_id else None
        if product and _take_over(product, row, one, brands):
            product.updated_at = importing.now
            changed.append(product)
        one.marks, one.kind_confidence = dict(row.marks), row.kind_confidence
    labels = products_tag(changed)
    Product.objects.bulk_update(changed, WRITTEN)
    products_index(changed, labels)
    keys = [product.pk for product in changed]
    history_record(Product, keys, as_=importing.change("~"))
    ImportedRow.objects.bulk_update([one for _row, one in pairs], ["marks", "kind_confidence"])
    return len(changed)


def _take_over(product: Product, row: Row, one: ImportedRow, brands: Mapping[str, Brand]) -> bool:
    """Set what the file changed and nobody else did; say whether that is anything."""
    wanted: dict[str, Any] = {**row.facts, "brand": brands.get(brand_key(row.brand))}
    held = {name: mark(getattr(product, name)) for name in row.facts}
    held["brand"] = mark(brand_key(product.brand_name))
    stale = [
        name
        for name, value in held.items()
        if row.marks.get(name, "") != value == one.marks.get(name, "")
        and not (name == "kind" and one.kind_confirmed)
    ]
    for name in stale:
        setattr(product, name, wanted[name])
    return bool(stale)
