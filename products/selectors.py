"""Read products."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import BigAutoField, CharField, Q

from accounts.models import User
from accounts.prepared import OWNER, Given, Prepared
from products.models import Brand, Product, Proposal, Suggestion
from products.querysets import ProductQuerySet
from products.same_name import may_name
from products.search.alike import alike, likeness, words_in
from products.search_text import words_of

MOST_LINES = 200  # further lines are left without a match: a query has its limits
MOST_LIKE_A_LINE = 100  # candidates that are compared with a line, the best known first
MOST_BRANDS = 50
MOST_PROPOSALS = 3  # shown on a product's page
LIKENESS = 0.6  # share of words (Dice) a line must have in common with a product
CLEAR_LEAD = 0.1  # by how much the best must lead, or the line is ambiguous
LISTED = (
    *("name", "slug", "kind", "owner", "brand__name", "brand_typed"),
    *("label_max_per_day", "label_max_per_week"),
)
"""Columns that a card of a list prints: a fifth of all."""


def products_by_key(user: User | AnonymousUser, keys: Sequence[int]) -> list[Product]:
    """Return the products with these keys that somebody may use, in this order. One query."""
    return _in_order(Product.objects.usable_by(user), keys)


def products_listed(user: User | AnonymousUser, keys: Sequence[int]) -> list[Product]:
    """Return them as `products_by_key` does, each with no more than what a card prints."""
    return _in_order(Product.objects.usable_by(user).only(*LISTED), keys)


def _in_order(rows: ProductQuerySet, keys: Sequence[int]) -> list[Product]:
    found = rows.select_related("brand").in_bulk(keys)
    return [found[key] for key in keys if key in found]


def brands_named(text: str) -> tuple[int, ...]:
    """Return the keys of brands called like this, else of those whose name begins like this."""
    exact = Q(name__iexact=text)
    rows = Brand.objects.filter(exact | Q(name__istartswith=text)).alias(other=~exact)
    called = rows.order_by("other", "name").values_list("pk", "name")[:MOST_BRANDS]
    same = tuple(pk for pk, name in called if name.casefold() == text.casefold())
    return same or tuple(pk for pk, _name in called)


_seen_at = Prepared(
    lambda: (
        Product.objects.seen_by(OWNER)
        .filter(slug=Given("slug", CharField()))
        .select_related("brand", "merged_into")
    )
)


def product_at(user: User | AnonymousUser, slug: str) -> Product:
    """Return the product at an address, also one merged into another (see `merged_into`).

    Curators also see what is not published. Raises Product.DoesNotExist for everything else,
    be it missing or somebody else's.
    """
    if isinstance(user, User) and not user.is_staff:
        rows = _seen_at(owner=user.pk, slug=slug)
    else:
        found = Product.objects.seen_by(user).filter(slug=slug)
        rows = list(found.select_related("brand", "merged_into"))
    if not rows:
        raise Product.DoesNotExist
    return rows[0]


def products_at(user: User | AnonymousUser, slugs: Sequence[str]) -> dict[str, Product]:
    """Return what stands at these addresses by slug, a merged product as its target. One query.

    What somebody may not look at is left out like what never was.
    """
    rows = Product.objects.seen_by(user).filter(slug__in=slugs)
    found = rows.select_related("brand", "merged_into__brand")
    return {row.slug: row.merged_into or row for row in found}


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What somebody handed in that a product's page speaks of, the newest proposals first."""

    suggestions: tuple[Suggestion, ...]
    proposals: tuple[Proposal, ...]


_product = Given("product", BigAutoField())
_offered = Prepared(
    lambda: (
        Suggestion.objects.for_user(OWNER)
        .filter(Q(product=_product) | Q(product__merged_into=_product))
        .select_related("product", "copy__merged_into")
    )
)
_proposed = Prepared(
    lambda: (
        Proposal.objects.for_user(OWNER).filter(product=_product).order_by("-pk")[:MOST_PROPOSALS]
    )
)


def handed_in(user: User, product: Product) -> HandedIn:
    """Return what somebody offered or proposed of a product. Two queries."""
    keys = {"owner": user.pk, "product": product.pk}
    return HandedIn(tuple(_offered(**keys)), tuple(_proposed(**keys)))


def match_products(user: User | AnonymousUser, texts: Sequence[str]) -> list[Product | None]:
    """Return the product each line of text names, or None where none or several might be meant.

    Three queries, whatever the number of lines. Own products come before the catalogue's.
    """
    lines = [frozenset(words_of(text)) for text in texts]
    own = Product.objects.for_user(user) if isinstance(user, User) else Product.objects.none()
    mine = [(pk, words_in(text)) for pk, text in own.values_list("pk", "search_text")]
    chosen: list[int | None] = [None] * len(lines)
    for number, like in enumerate(alike(lines[:MOST_LINES], most=MOST_LIKE_A_LINE)):
        named = [(hit.pk, words_in(hit.text)) for hit in like]
        chosen[number] = _best(lines[number], [*mine, *named]) if lines[number] else None
    rows = products_by_key(user, [pk for pk in set(chosen) if pk])
    products = {product.pk: product for product in rows}
    found = [products.get(pk) if pk else None for pk in chosen]
    return [_named(text, product) for text, product in zip(texts, found, strict=True)]


def _named(text: str, product: Product | None) -> Product | None:
    """Return the product most like a line if that may name it."""
    if product and may_name(text, brand=product.brand_name, name=product.name):
        return product
    return None


def _best(line: frozenset[str], names: list[tuple[int, frozenset[str]]]) -> int | None:
    """Return the row that clearly shares most words with the line."""
    best: tuple[float, int | None, frozenset[str]] = (0.0, None, frozenset())
    runner_up = 0.0
    for pk, name in names:
        score = likeness(line, name)
        if score > best[0]:
            runner_up, best = best[0], (score, pk, name)
        elif name != best[2]:
            runner_up = max(runner_up, score)
    clear = best[0] >= LIKENESS and best[0] - runner_up >= CLEAR_LEAD
    return best[1] if clear else None
