"""Read products."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Q

from accounts.models import User
from products.gtin import typed_barcode
from products.models import Product, Proposal, Suggestion
from products.querysets import ProductQuerySet
from products.search_text import plain

MOST_WORDS = 8  # more words than this narrow nothing
TELLING_LETTERS = 2  # shorter words tell no product from another
MOST_LINES = 200  # further lines are left without a match: a query has its limits
MOST_PROPOSALS = 3  # shown on a product's page
LIKENESS = 0.6  # share of words (Dice) a line must have in common with a product
CLEAR_LEAD = 0.1  # by how much the best must lead, or the line is ambiguous


def products_found(
    user: User | AnonymousUser, *, text: str = "", kind: str = ""
) -> ProductQuerySet:
    """Return what somebody may use whose brand and name hold every word, by brand and name.

    A barcode finds the product that bears it. An empty text or kind does not narrow.
    """
    found = Product.objects.usable_by(user).select_related("brand")
    if barcode := typed_barcode(text):
        return found.filter(barcode=barcode)
    for word in plain(text).split()[:MOST_WORDS]:
        found = found.filter(search_text__contains=word)
    return found.filter(kind=kind) if kind else found


def product_at(user: User | AnonymousUser, slug: str) -> Product:
    """Return the product at an address, also one merged into another (see `merged_into`).

    Curators also see what is not published. Raises Product.DoesNotExist for everything else,
    be it missing or somebody else's.
    """
    rows = Product.objects.seen_by(user).select_related("brand", "merged_into")
    return rows.get(slug=slug)


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What somebody handed in that a product's page speaks of, the newest proposals first."""

    suggestions: tuple[Suggestion, ...]
    proposals: tuple[Proposal, ...]


def handed_in(user: User, product: Product) -> HandedIn:
    """Return what somebody offered or proposed of a product. Two queries."""
    offered = Suggestion.objects.for_user(user).filter(
        Q(product=product) | Q(product__merged_into=product)
    )
    proposals = Proposal.objects.for_user(user).filter(product=product).order_by("-pk")
    return HandedIn(
        tuple(offered.select_related("product", "copy__merged_into")),
        tuple(proposals[:MOST_PROPOSALS]),
    )


def match_products(user: User | AnonymousUser, texts: Sequence[str]) -> list[Product | None]:
    """Return the product each line of text names, or None where none or several might be meant.

    Two queries, whatever the number of lines. Own products come before the catalogue's.
    """
    lines = [frozenset(plain(text).split()) for text in texts]
    named = Q()
    for word in {word for line in lines[:MOST_LINES] for word in _telling(line)}:
        named |= Q(search_text__contains=word)
    rows = (
        Product.objects.usable_by(user)
        .filter(named)
        .order_by(F("owner").desc(nulls_last=True), "pk")
        .values_list("pk", "search_text")
        if named
        else ()
    )
    names = [(pk, frozenset(text.split())) for pk, text in rows]
    chosen = [_best(line, names) for line in lines]
    found = Product.objects.usable_by(user).select_related("brand").in_bulk(set(chosen) - {None})
    return [found.get(pk) if pk else None for pk in chosen]


def _telling(line: frozenset[str]) -> list[str]:
    """Return the three longest words of a line, to fetch the products it may mean."""
    words = (word for word in sorted(line) if len(word) >= TELLING_LETTERS)
    return sorted(words, key=len, reverse=True)[:3]


def _best(line: frozenset[str], names: list[tuple[int, frozenset[str]]]) -> int | None:
    """Return the row that clearly shares most words with the line."""
    best: tuple[float, int | None, frozenset[str]] = (0.0, None, frozenset())
    runner_up = 0.0
    for pk, name in names:
        score = 2 * len(line & name) / (len(line) + len(name))
        if score > best[0]:
            runner_up, best = best[0], (score, pk, name)
        elif name != best[2]:
            runner_up = max(runner_up, score)
    clear = best[0] >= LIKENESS and best[0] - runner_up >= CLEAR_LEAD
    return best[1] if clear else None
