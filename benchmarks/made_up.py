"""A catalogue of any size, made up, for what is measured on many products.

Words are as frequent as words are (Zipf): those of the starter catalogue first, then made-up ones.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, chain, islice
from operator import attrgetter
from random import Random
from typing import TypeVar

from django.db import connection
from django.utils import timezone

from products.inci.families import families_of
from products.inci.names import listed, split_names
from products.knowledge import kinds
from products.models import Brand, Product
from products.services.bulk_insert import rows_insert
from products.services.starter import starter_entries

Item = TypeVar("Item")

INGREDIENTS, BRANDS, WORDS, NAMES = 30, 3_000, 30_000, 8_000
DIFFERENT, BATCH = 100_000, 5_000
SYLLABLES = (
    *("ba", "ce", "di", "fo", "gly", "hya", "ka", "lo", "mi", "na", "pe", "que"),
    *("ri", "so", "tu", "va", "xe", "zi", "ble", "ntra", "rin", "dol", "phe", "cy"),
)


def drawer(dice: Random, items: Sequence[Item]) -> Callable[[int], list[Item]]:
    """Return what draws items, the first most often: the n-th comes 1/n as often."""
    weights = list(accumulate(1 / number for number in range(1, len(items) + 1)))
    return lambda count: dice.choices(items, cum_weights=weights, k=count)


def by_frequency(found: Iterable[str], number: int, made_up: Callable[[], str]) -> list[str]:
    """Return so many different words: those found, the most frequent first, then made-up ones."""
    words = dict.fromkeys(word for word, _count in Counter(found).most_common())
    while len(words) < number:
        words[made_up()] = None
    return list(words)


def made_up_products(number: int) -> Iterator[Product]:
    """Make products that are not saved yet."""
    dice = Random(20261123)  # noqa: S311 (nothing secret)
    starter, now = starter_entries().values(), timezone.now()

    def word() -> str:
        return "".join(dice.choices(SYLLABLES, k=dice.randint(2, 5)))

    names = [
        name
        for entry in starter
        for name in listed(split_names(entry.get("ingredients_text", "")))
    ]
    draw_word = drawer(
        dice,
        by_frequency((each for entry in starter for each in entry["name"].split()), WORDS, word),
    )
    draw_name = drawer(dice, by_frequency(names, NAMES, lambda: f"{word()} {word()}".upper()))
    makers = by_frequency((entry["brand"] for entry in starter), BRANDS, word)
    draw_brand = drawer(dice, Brand.objects.bulk_create([Brand(name=maker) for maker in makers]))
    kind_names = list(kinds())
    for count in range(number):
        ingredients = list(dict.fromkeys(draw_name(INGREDIENTS)))
        product = Product(
            brand=draw_brand(1)[0],
            name=" ".join(dict.fromkeys(draw_word(dice.randint(2, 6))))[:200],
            slug=f"product-{count}",
            kind=dice.choice(kind_names),
            status=Product.Status.PUBLISHED,
            source="made up",
            spf=dice.choice((None, None, None, 30, 50)),
            inci_names=ingredients,
            families=list(dict.fromkeys(chain.from_iterable(map(families_of, ingredients)))),
            popularity=int(dice.paretovariate(1)) - 1,
            created_at=now,
            updated_at=now,
        )
        product.index_words()
        yield product


def save(number: int) -> None:
    """Save so many products: a hundred thousand made up one by one, the rest copies of these."""
    each = made_up_products(min(number, DIFFERENT))
    fields = [one.attname for one in Product._meta.concrete_fields if not one.primary_key]
    while batch := list(islice(each, BATCH)):
        rows_insert(Product, fields, map(attrgetter(*fields), batch))
    columns = [str(field.column) for field in Product._meta.concrete_fields if field.name != "id"]
    into, taken = ", ".join(columns), ", ".join(columns).replace("slug", "slug || %s")
    copied = (
        f"INSERT INTO products_product ({into}) SELECT {taken} FROM products_product"  # noqa: S608 (our own names)
        " WHERE slug NOT LIKE '%%/%%' ORDER BY id LIMIT %s"
    )
    with connection.cursor() as cursor:
        for made in range(DIFFERENT, number, DIFFERENT):
            cursor.execute(copied, [f"/{made}", number - made])
