"""Two products side by side, for whoever chooses between them, in plain words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from products.inci.families import families_of
from products.ingredients import Active, Ingredient, read_label
from products.knowledge import SCENTS
from products.models import Product
from products.models.catalogue import STRENGTHS
from products.search.finding import Filters, find, suggest
from products.selectors import products_at, products_by_key
from products.stated import label_of
from products.usage import Fact, facts

MOST_NAMES = 10  # more names in an address are not looked up
MOST_SUGGESTED = 8


@dataclass(frozen=True, slots=True)
class Pair:
    """The products an address names: two, one or none. `unknown` names stand for none.

    `same` = both names mean one product; `left_out` counts products beyond two.
    """

    products: tuple[Product, ...]
    unknown: tuple[str, ...]
    same: bool
    left_out: int

    @property
    def slugs(self) -> tuple[str, ...]:
        return tuple(product.slug for product in self.products)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing a product states, and a remark on it."""

    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One question, and what each of the two says; `same` where that is one and the same."""

    label: str
    cells: tuple[tuple[Line, ...], ...]

    @property
    def same(self) -> bool:
        return self.cells[0] == self.cells[-1]


@dataclass(frozen=True, slots=True)
class Shared:
    """The ingredients of two lists: those in both, and those in the first or second alone."""

    both: tuple[str, ...]
    first: tuple[str, ...]
    second: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that is said of two products. `shared` is None where a list is not known."""

    rows: tuple[Row, ...]
    shared: Shared | None


def pair_asked(user: User | AnonymousUser, names: Sequence[str]) -> Pair:
    """Find the products an address names. One query; somebody else's private one is unknown."""
    names = [name for name in names if name][:MOST_NAMES]
    found = products_at(user, names) if names else {}
    products = {found[name].pk: found[name] for name in names if name in found}
    known = [name for name in names if name in found]
    return Pair(
        products=tuple(products.values())[:2],
        unknown=tuple(dict.fromkeys(name for name in names if name not in found)),
        same=len(products) == 1 < len(known),
        left_out=max(0, len(products) - 2),
    )


def suggested(user: User | AnonymousUser, text: str, pair: Pair) -> list[Product]:
    """Return what words find; without any, the best known of the kind. Two queries at most.

    A typo takes three more.
    """
    if text:
        found = suggest(user, text, MOST_SUGGESTED + len(pair.products))
    elif pair.products:
        keys = find(user, filters=Filters(kind=pair.products[0].kind)).keys
        found = products_by_key(user, keys[: MOST_SUGGESTED + 1])
    else:
        return []
    return [each for each in found if each not in pair.products][:MOST_SUGGESTED]


def compare(products: Sequence[Product]) -> Comparison:
    """Compare two products; what neither states is left out."""
    labels = [read_label(product) for product in products]
    rows = [
        _row(_("Kind"), ([Line(product.kind_facts.label)] for product in products)),
        _row(_("Size"), map(_size, products)),
        _row(_("SPF"), ([Line(str(each.spf))] if each.spf else [] for each in products)),
        *_usage(products),
        _row(_("Stated strengths"), map(_strengths, products)),
        _row(_("Actives in it"), (map(_active, actives) for _printed, actives in labels)),
        _row(_("Fragrance and its allergens"), (_scents(printed) for printed, _actives in labels)),
        _row(_("Source"), map(_source, products)),
    ]
    return Comparison(
        rows=tuple(row for row in rows if any(row.cells)),
        shared=_shared(*(printed for printed, _actives in labels)),
    )


def _row(label: str, cells: Iterable[Iterable[Line]]) -> Row:
    return Row(label, tuple(map(tuple, cells)))


def _size(product: Product) -> Iterable[Line]:
    if product.size_ml:
        yield Line(_("%(n)s ml") % {"n": f"{float(product.size_ml):g}"})
    if product.units:
        doses = ngettext("%(n)d single dose", "%(n)d single doses", product.units)
        yield Line(doses % {"n": product.units})


def _usage(products: Sequence[Product]) -> list[Row]:
    """Return the facts of use, each with whose word it is."""
    told: list[dict[str, Fact]] = [
        {fact.question: fact for fact in facts(product)} for product in products
    ]
    return [
        _row(question, ([_fact(each[question])] if question in each else [] for each in told))
        for question in dict.fromkeys(question for each in told for question in each)
    ]


def _fact(fact: Fact) -> Line:
    return Line(fact.answer, fact.source)


def _strengths(product: Product) -> Iterable[Line]:
    stated = product.percents
    for name in STRENGTHS:
        if name in stated:
            label = label_of(f"{name}_percent").partition(",")[0]
            yield Line(_("%(name)s %(n)s %%") % {"name": label, "n": f"{stated[name]:g}"})


def _active(active: Active) -> Line:
    return Line(active.label, active.note)


def _scents(printed: Sequence[Ingredient]) -> Iterable[Line]:
    """Return what scents a product; a list that is not known says nothing of it."""
    if not printed:
        return [Line(_("No ingredient list is known"))]
    names = [each.name for each in printed if not SCENTS.isdisjoint(families_of(each.name))]
    return [Line(", ".join(dict.fromkeys(names)) or _("None in its list"))]


def _source(product: Product) -> Iterable[Line]:
    if product.owner_id:
        return [Line(_("Your own entry"))]
    read = product.source_date and date_format(product.source_date, "j F Y")
    notes = [_("Read %(day)s") % {"day": read} if read else "", product.licence]
    return [Line(product.source, ", ".join(filter(None, notes)))] if product.source else []


def _shared(one: Sequence[Ingredient], other: Sequence[Ingredient]) -> Shared | None:
    """Tell apart what two lists have in common; a name counts once, by its common spelling."""
    if not (one and other):
        return None
    first, second = (
        {each.key: each.name for each in reversed(each_of)} for each_of in (one, other)
    )
    order = list(dict.fromkeys(each.key for each in (*one, *other)))
    return Shared(
        both=tuple(first[key] for key in order if key in first and key in second),
        first=tuple(first[key] for key in order if key not in second),
        second=tuple(second[key] for key in order if key not in first),
    )
