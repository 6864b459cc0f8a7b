"""Put the first products into the catalogue, without undoing what curators changed."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from django.db import transaction

from products.models import Brand, Product
from products.services.tagging import product_tag, products_retag

STARTER = Path(__file__).parent.parent / "data" / "starter"
LICENCE = "MIT"  # the selection's; see products/data/LICENCE.txt
REASON = "Starter data"  # marks our own changes in the history; all others are curators'
DEFAULTS: Mapping[str, Any] = {
    "name": "",
    "kind": "",
    "ingredients_text": "",
    "size_ml": None,
    "units": None,
    "spf": None,
    "single_use": None,
    "keep_days": None,
    "pao_months": None,
    "label_max_per_day": None,
    "label_max_per_week": None,
    "source": "",
    "source_date": None,
    "licence": LICENCE,
}


def starter_entries(folder: Path = STARTER) -> dict[str, dict[str, Any]]:
    """Return the facts of each product by its address.

    A file holds the products of the kind it is named after; the name of a table is the address.
    They come by brand, so that a list in the order of entry is not one kind after another.
    """
    files = [(file.stem, tomllib.loads(file.read_text("utf-8"))) for file in folder.glob("*.toml")]
    entries = {
        slug: {**entry, "kind": kind} for kind, table in files for slug, entry in table.items()
    }
    return dict(sorted(entries.items(), key=lambda each: (each[1]["brand"].casefold(), each[0])))


@transaction.atomic
def starter_load(folder: Path = STARTER) -> dict[str, int]:
    """Create and update the products of the folder; return how many of each outcome.

    A field that a curator changed stays as it is, and so does a product that one deleted. Products
    that are not in the index of ingredients yet, ours or not, enter it.
    """
    entries = starter_entries(folder)
    rows = {row.slug: row for row in Product.objects.catalogue().filter(slug__in=entries)}
    curated = _curated(entries)
    outcomes = Counter({"created": 0, "updated": 0, "unchanged": 0, "deleted_by_curator": 0})
    for slug, entry in entries.items():
        if slug in rows:
            outcome = _update(rows[slug], entry, kept=curated.get(slug, set()))
        elif slug in curated:
            outcome = "deleted_by_curator"
        else:
            outcome = _create(slug, entry)
        outcomes[outcome] += 1
    unread = Product.objects.catalogue().exclude(ingredients_text="").filter(places=None)
    products_retag(unread.values_list("pk", flat=True))
    return dict(outcomes)


def _curated(slugs: Iterable[str]) -> dict[str, set[str]]:
    """Return the fields curators changed, by address of each product with a history."""
    records = Product.history.filter(slug__in=slugs).order_by("slug", "history_id")
    return {
        slug: {
            field
            for old, new in pairwise(versions)
            if new.history_change_reason != REASON
            for field in DEFAULTS
            if getattr(old, field) != getattr(new, field)
        }
        for slug, versions in groupby(records, key=lambda record: str(record.slug))
    }


def _create(slug: str, entry: Mapping[str, Any]) -> str:
    brand, _ = Brand.objects.get_or_create(name=entry["brand"])
    facts = {field: entry.get(field, default) for field, default in DEFAULTS.items()}
    product = Product(slug=slug, brand=brand, status=Product.Status.PUBLISHED, **facts)
    _save(product_tag(product))
    return "created"


def _update(product: Product, entry: Mapping[str, Any], *, kept: set[str]) -> str:
    """Bring the fields nobody else changed, and the tags, up to date."""
    before = _state(product)
    for field, default in DEFAULTS.items():
        if field not in kept:
            setattr(product, field, entry.get(field, default))
    if _state(product_tag(product)) == before:
        return "unchanged"
    _save(product)
    products_retag([product.pk])
    return "updated"


def _state(product: Product) -> list[Any]:
    tags = [product.families, product.trace_families, product.inci_names]
    return [getattr(product, field) for field in DEFAULTS] + tags


def _save(product: Product) -> None:
    product._change_reason = REASON  # type: ignore[attr-defined]  # django-simple-history reads it
    product.save()
