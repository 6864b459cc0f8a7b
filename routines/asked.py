"""What somebody asks about on Together: kinds, families of actives and products, by address."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.prepared import OWNER, Prepared
from products.kinds_in_force import kinds_in_force
from products.knowledge import Family, Kind, families, kinds
from products.models import Product
from products.search.finding import suggest
from products.search_text import plain
from products.selectors import products_at
from routines.engine import plan as engine
from routines.facts import engine_product
from routines.models import ShelfItem
from routines.picker import choices_for
from routines.selectors import NOT_PLANNED

MOST = 8
"""How many things are looked at together, and how many are suggested."""
MOST_WORDS = 5
"""How many kinds and families are suggested before products."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in question, as the engine sees it.

    `id` stands in the address: the id of a kind or a family, or the slug of a product, none of
    which can be another's. `phrase` names it in a sentence: "an ampoule", "retinol". A `private`
    one is nobody else's to see.
    """

    id: str
    name: str
    phrase: str
    product: engine.Product
    url: str = ""
    private: bool = False

    @property
    def kind(self) -> Kind:
        return self.product.kind_facts


@dataclass(frozen=True, slots=True)
class Asked:
    """The things an address names, each once; `unknown` are names that stand for nothing.

    `left_out` counts what is more than can be looked at together.
    """

    items: tuple[Item, ...] = ()
    unknown: tuple[str, ...] = ()
    left_out: int = 0

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(item.id for item in self.items)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to add: a product (`owned` if it is on the shelf), a kind or a family."""

    id: str
    name: str
    kind: str
    about: str
    owned: bool = False


def items_asked(user: User | AnonymousUser, names: Iterable[str]) -> Asked:
    """Find what an address names. At most two queries, none if it names no product.

    Somebody else's private product is as unknown as one that never was.
    """
    wanted = list(dict.fromkeys(name for name in names if name))
    slugs = [name for name in wanted if name not in kinds() and not _family(name)]
    products = _products(user, slugs) if slugs else {}
    found = {name: _item(name, products) for name in wanted}
    items = {item.id: item for item in found.values() if item}
    return Asked(
        items=tuple(items.values())[:MOST],
        unknown=tuple(name for name, item in found.items() if item is None),
        left_out=max(0, len(items) - MOST),
    )


def suggestions(user: User | AnonymousUser, text: str, asked: Asked) -> list[Suggestion]:
    """Return what matches every word typed, at most eight: kinds and families, then products.

    Without any text it is what stands on the shelf. At most two queries.
    """
    found = _words_found(text, asked.ids)[:MOST_WORDS] if text.strip() else []
    found += _products_found(user, text, asked)
    return found[:MOST]


def _family(name: str) -> Family | None:
    family = families().get(name)
    return family if family and family.usual_kind else None


def _item(name: str, products: dict[str, Item]) -> Item | None:
    if name in kinds():
        return _of_kind(kinds_in_force()[name])
    family = _family(name)
    return _of_family(family) if family else products.get(name)


def _of_kind(kind: Kind) -> Item:
    product = engine.Product(kind.id, kind.id, single_use=kind.single_use_default, kind_here=kind)
    name = _(kind.label)
    in_sentence = in_sentences(name)
    article = _("an %(kind)s") if in_sentence[0] in "aeiou" else _("a %(kind)s")
    return Item(kind.id, name, article % {"kind": in_sentence}, product)


def _of_family(family: Family) -> Item:
    actives = frozenset((family.id,))
    name = _(family.called or family.label)
    product = engine.Product(
        family.id,
        family.usual_kind,
        actives=actives,
        kind_here=kinds_in_force()[family.usual_kind],
    )
    return Item(family.id, name, in_sentences(name), product)


def in_sentences(name: str) -> str:
    """Return a name as it stands inside a sentence; "AHA" keeps its letters."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _products(user: User | AnonymousUser, slugs: Sequence[str]) -> dict[str, Item]:
    """Return items by slug, as their owner's shelf has them; a merged product by its target."""
    shown = products_at(user, slugs)
    shelf = {item.shown.pk: item for item in _shelf(user)} if shown else {}
    return {
        slug: _of_product(row, shelf.get(row.pk) or ShelfItem(product=row))
        for slug, row in shown.items()
    }


def _of_product(row: Product, item: ShelfItem) -> Item:
    product = replace(engine_product(item), key=row.slug, first_used=None)
    url = row.get_absolute_url()
    return Item(row.slug, str(row), str(row), product, url, private=row.owner_id is not None)


def _standing() -> QuerySet[ShelfItem]:
    rows = ShelfItem.objects.for_user(OWNER).filter(removed_on=None)
    return rows.select_related("product__brand", "product__merged_into__brand")


SUGGESTED = tuple(
    f"{product}__{column}"
    for product in ("product", "product__merged_into")
    for column in ("name", "slug", "kind", "brand__name", "brand_typed", "search_text")
)
"""What a suggestion prints and is found by."""

_on_shelf = Prepared(lambda: _standing().defer(*NOT_PLANNED))
_suggested = Prepared(lambda: _standing().only(*SUGGESTED))


def _shelf(user: User | AnonymousUser) -> list[ShelfItem]:
    return _on_shelf(owner=user.pk) if isinstance(user, User) else []


def _words_found(text: str, taken: Sequence[str]) -> list[Suggestion]:
    """Return kinds and families whose name, then those whose ingredients begin with the words."""
    typed = plain(text).split()
    known = [(kind.id, _(kind.label), kind, "") for kind in kinds().values()]
    known += [
        (family.id, _(family.called or family.label), kinds()[family.usual_kind], family.pattern)
        for family in families().values()
        if family.usual_kind
    ]
    by_name, by_ingredient = [], []
    for name, label, kind, pattern in known:
        words = plain(label).split()
        about = _("In a product such as: %(kind)s") % {"kind": _(kind.label)} if pattern else ""
        suggestion = Suggestion(name, label, kind.id, about)
        if name in taken:
            continue
        if _begin(typed, words):
            by_name.append(suggestion)
        elif _begin(typed, [*words, *plain(pattern).split()]):
            by_ingredient.append(suggestion)
    return [*by_name, *by_ingredient]


def _begin(typed: Iterable[str], words: Sequence[str]) -> bool:
    return all(any(word.startswith(each) for word in words) for each in typed)


def _products_found(user: User | AnonymousUser, text: str, asked: Asked) -> list[Suggestion]:
    """Return products, those of the shelf first."""
    if isinstance(user, User):
        shelf = [item.shown for item in _suggested(owner=user.pk)]
        choices = choices_for(user, shelf, text)
        found = [(choice.product, choice.owned) for choice in choices]
    else:
        found = [(row, False) for row in suggest(user, text, MOST)] if plain(text) else []
    return [
        Suggestion(row.slug, str(row), row.kind, _(row.kind_facts.label), owned=owned)
        for row, owned in found
        if row.slug not in asked.ids
    ]
