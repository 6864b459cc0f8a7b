"""Find what somebody may use: the published catalogue and their own products."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from products.gtin import typed_barcode
from products.inci.families import families_of
from products.knowledge import kinds
from products.models import Product
from products.search.index import MOST, farthest, few, similar_terms, steps
from products.search.mending import forgiven, nearest
from products.search.query import EVERYTHING, NOTHING, Group, Hit, Query, Term
from products.search.ranking import ranked
from products.search.schema import TERM_LETTERS
from products.search_text import INGREDIENT, LISTED, UNSCENTED, ingredient_token, words_of

MOST_WORDS = 8  # more words than this narrow nothing
MOST_GUESSES = 4  # equally near corrections of a typo that are compared
MANY_LETTERS = 3  # letters from which a word may name a kind, or begin an ingredient's
FRAGRANCE = ("fragrance", "parfum", "aroma")  # one thing, as labels call it


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a search. `contains` and `free_of` are names of ingredients.

    Only a list that is known can be free of something. `brands` holds the keys of brands, one of
    which it is, and `maker` their name as typed, for own products; None = any. `spf` is the least,
    one of SPF_STEPS.
    """

    kind: str = ""
    maker: str = ""
    brands: tuple[int, ...] | None = None
    contains: tuple[str, ...] = ()
    free_of: tuple[str, ...] = ()
    spf: int = 0
    unscented: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The keys of what was found, best first. `more` = there is more than was looked at.

    `mended` is the text that was searched instead, where nothing was found as typed.
    """

    keys: list[int]
    more: bool = False
    mended: str = ""


def find(user: User | AnonymousUser, text: str = "", filters: Filters | None = None) -> Found:
    """Search by words, or with an empty text list everything.

    One query, and at most three more where nothing is found as typed.
    """
    filters = filters or Filters()
    words = words_of(text)[:MOST_WORDS]
    found = _find(user, words, filters)
    if found.keys or not words or _barcode(words):
        return found
    meant = _meant(words)
    if meant == words:
        return found
    again = _find(user, meant, filters)
    said = unicodedata.normalize("NFC", " ".join(meant))
    return Found(again.keys, again.more, said) if again.keys else found


def suggest(user: User | AnonymousUser, text: str, most: int) -> list[Product]:
    """Return the best of the best known products that words name, for a box that suggests some.

    One query with the products themselves, and at most three more where it finds nothing.
    """
    words = words_of(text)[:MOST_WORDS]
    found = _suggest(user, words, most)
    if found or not words or _barcode(words):
        return found
    meant = _meant(words)
    return _suggest(user, meant, most) if meant != words else found


def _suggest(user: User | AnonymousUser, words: Sequence[str], most: int) -> list[Product]:
    rows = Product.objects.select_related("brand").order_by()
    shared = rows.published().filter(pk__in=few(_steps(words, Filters()), most))
    own = rows.for_user(user) if isinstance(user, User) else rows.none()
    if barcode := _barcode(words):
        own = own.filter(barcode=barcode)
    else:
        for word in words:
            own = own.filter(search_tokens__contains=word)
    found = {product.pk: product for product in shared.union(own, all=True)}
    hits = [Hit(row.pk, row.search_text, row.popularity) for row in found.values()]
    return [found[hit.pk] for hit in ranked(words, hits)]


def _find(user: User | AnonymousUser, words: Sequence[str], filters: Filters) -> Found:
    """Find in steps, each wider than the one before, until there is enough."""
    queries = _steps(words, filters)
    narrowed = [replace(each, groups=each.groups + _of_brand(filters.brands)) for each in queries]
    shared, own = steps(narrowed, owner=user.pk, most=MOST + 1)
    made_by = tuple((_begun(word),) for word in words_of(filters.maker))
    found: list[Hit] = []
    for query, others in zip(queries, shared, strict=True):
        wanted = replace(query, groups=query.groups + made_by)
        mine = [hit for hit, tokens in own if wanted.fits(tokens)]
        found += ranked(words, [*mine, *others]) if words else [*mine, *others]
    keys = list(dict.fromkeys(hit.pk for hit in found))
    return Found(keys[:MOST], more=len(found) > MOST)


def _steps(words: Sequence[str], filters: Filters) -> list[Query]:
    """Return what is looked for, narrow first.

    First by whole words of the name, then by how its words begin, then the same with ingredients
    and kinds. So what many products have is read no further than needed. The third may find some
    once more: leaving out all that the second finds would take longer.
    """
    if not words:
        return [_narrowed(Query(((Term(EVERYTHING),),)), filters)]
    if barcode := _barcode(words):
        return [_narrowed(Query(((Term(f"gtin_{barcode}"),),)), filters)]
    terms = tuple(word for word in words if len(word) >= TERM_LETTERS)
    known = tuple(word for word in terms if not _kinds_of(word))
    named = Query(tuple((Term(word),) for word in words), known=terms)
    begun = Query(tuple((_begun(word),) for word in words), (), named, terms)
    holding = Query(tuple(_anywhere(word, Term) for word in words), known=known)
    begun_anywhere = Query(tuple(_anywhere(word, _begun) for word in words), (), holding, known)
    wider = (begun, replace(holding, other=named), begun_anywhere)
    return [_narrowed(query, filters) for query in (named, *wider)]


def _barcode(words: Sequence[str]) -> str:
    return typed_barcode("".join(words))


def _begun(token: str) -> Term:
    """Return a word as typed so far."""
    return Term(token, prefix=True)


def _anywhere(word: str, term: Callable[[str], Term]) -> Group:
    """Return a word of a name, of an ingredient or of the kind."""
    listed = term if len(word) >= MANY_LETTERS else Term
    return (term(word), listed(INGREDIENT + word), *_kinds_of(word))


@lru_cache(maxsize=1024)
def _kinds_of(word: str) -> Group:
    """Return the kinds with a word that begins like this in what they are called."""
    if len(word) < MANY_LETTERS:
        return ()
    return tuple(
        Term(f"kind_{kind}")
        for kind, label in _kinds_in_words()
        if any(part.startswith(word) for part in label)
    )


@cache
def _kinds_in_words() -> list[tuple[str, list[str]]]:
    return [(kind.id, words_of(kind.label)) for kind in kinds().values()]


def _narrowed(query: Query, filters: Filters) -> Query:
    """Return the query narrowed by all filters but the brand."""
    groups = [(Term(ingredient_token(name)),) for name in filters.contains]
    groups += [(Term(f"kind_{filters.kind}"),)] if filters.kind else []
    groups += [(Term(f"spf_{filters.spf}"),)] if filters.spf else []
    groups += [(Term(LISTED),)] if filters.free_of else []
    groups += [(Term(UNSCENTED),)] if filters.unscented else []
    without = tuple(Term(ingredient_token(name)) for name in filters.free_of)
    if any("fragrance" in families_of(name) for name in filters.free_of):
        without += tuple(Term(INGREDIENT + word) for word in FRAGRANCE)
    return replace(query, groups=(*query.groups, *groups), without=without)


def _of_brand(brands: Sequence[int] | None) -> tuple[Group, ...]:
    """Return what tells catalogue products of these brands; private ones type theirs."""
    if brands is None:
        return ()
    return (tuple(Term(f"brand_{key}") for key in brands) or (Term(NOTHING),),)


def _meant(words: Sequence[str]) -> list[str]:
    """Return the words, those that nothing begins with as what they were probably meant to be."""
    doubtful = {word: forgiven(word) for word in words if forgiven(word) and not _kinds_of(word)}
    if not doubtful:
        return list(words)
    of_kinds = {part for _kind, label in _kinds_in_words() for part in label}
    guesses = {
        word: nearest(word, of_kinds.union(terms))[:MOST_GUESSES]
        for word, terms in similar_terms(doubtful).items()
    }
    best = {word: near[0] for word, near in guesses.items() if near}
    compared = {word: near for word, near in guesses.items() if len(near) > 1}
    places = farthest(
        [[Query((_anywhere(guess, Term),)) for guess in near] for near in compared.values()]
    )
    best |= {word: compared[word][place] for word, place in zip(compared, places, strict=True)}
    return [best.get(word, word) for word in words]
