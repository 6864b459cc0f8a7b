"""Fill the database of DATABASE_URL with made-up products, and tell how long searches take.

Words are as frequent as words are (Zipf): those of the starter catalogue first, then made-up ones.
"""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import accumulate
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import TypeVar

import django
from django.core.management import call_command
from django.db import connection

from benchmarks.measure import Figure, tell

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from products.inci.families import tags_of  # noqa: E402 (models need the settings above)
from products.inci.names import listed, split_names  # noqa: E402 (as above)
from products.inci.parse import parse  # noqa: E402 (as above)
from products.knowledge import kinds  # noqa: E402 (as above)
from products.models import Brand, Product  # noqa: E402 (as above)
from products.search.finding import Filters, find  # noqa: E402 (as above)
from products.search.index import index_rebuild, index_remove  # noqa: E402 (as above)
from products.services.starter import starter_entries  # noqa: E402 (as above)
from tests.factories import make_product, make_user  # noqa: E402 (as above)

Item = TypeVar("Item")

BUDGETS_MS = {100_000: 15.0, 1_000_000: 60.0}  # 95 of 100 searches take no longer
INGREDIENTS, BRANDS, WORDS, NAMES = 30, 3_000, 30_000, 8_000
BATCH, ROUNDS = 2_000, 7
SYLLABLES = (
    *("ba", "ce", "di", "fo", "gly", "hya", "ka", "lo", "mi", "na", "pe", "que"),
    *("ri", "so", "tu", "va", "xe", "zi", "ble", "ntra", "rin", "dol", "phe", "cy"),
)
QUERIES = (
    *("se", "vi", "ni", "gl", "th", "wa", "ce", "hy", "앰", "spf"),
    *("ser", "vita", "niacin", "glyc", "sodium", "dimeth", "phenoxy", "ceram", "hyalu", "비타"),
    *("serum", "cream", "ampoule", "niacinamide", "retinol", "vitamin c", "glycerin", "앰플"),
    *("the ordinary", "the ordinary niacinamide", "hyaluronic acid serum", "프로폴리스 앰"),
    *("spf 50 sunscreen", "sodium glycerin water aqua", "a b c d", "not there at all"),
    *("niacinmide", "retinl", "hyaluronc acid", "serm", "ordinray niacinamide", "cermaide cream"),
    *("moisturzier", "엠플", "glycreine", "xyloquartz", "bakba", "lotin", "propolsi", "toenr"),
)
WITH_FILTERS = {"", "vi", "serum"}
NARROWED = (
    Filters(),
    Filters(kind="serum"),
    Filters(contains=("niacinamide",), unscented=True),
    Filters(free_of=("limonene", "linalool", "phenoxyethanol"), kind="moisturizer"),
    Filters(contains=("sodium hyaluronate",), free_of=("glycerin",), spf=30),
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


def made_up_products(number: int) -> Iterable[Product]:
    """Make products that are not saved yet."""
    dice = Random(20261123)  # noqa: S311 (nothing secret)
    starter = starter_entries().values()

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
    draw_brand = drawer(dice, Brand.objects.bulk_create(Brand(name=maker) for maker in makers))
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
            families=list(tags_of(parse(", ".join(ingredients))).actives),
            popularity=int(dice.paretovariate(1)) - 1,
        )
        product.index_words()
        yield product


def fill(number: int) -> float:
    """Save the products, then make the index; return the seconds that the index took."""
    index_remove(connection)
    batch = []
    for product in made_up_products(number):
        batch.append(product)
        if len(batch) == BATCH:
            Product.objects.bulk_create(batch)
            batch.clear()
    Product.objects.bulk_create(batch)
    begin = perf_counter()
    index_rebuild(connection)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return perf_counter() - begin


def spent_ms() -> float:
    """Return the processor time so far, of this process and of the server's that answers it.

    Without a local server whose figures can be read, the time on the clock.
    """
    if connection.vendor == "sqlite":
        return process_time() * 1000
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    figures = Path(f"/proc/{pid}/schedstat")
    if not figures.exists():
        return perf_counter() * 1000
    return process_time() * 1000 + int(figures.read_text().split()[0]) / 1e6


def timed(call: Callable[[], object]) -> float:
    """Return the milliseconds a call takes."""
    begin = spent_ms()
    call()
    return spent_ms() - begin


def figures(number: int) -> list[Figure]:
    """Measure searches by somebody with ten products of their own, and a bare query."""
    seconds = fill(number)
    user = make_user()
    for _ in range(10):
        make_product(owner=user)
    key = Product.objects.values_list("pk", flat=True)[number // 2]
    bare = median(timed(lambda: Product.objects.only("name").get(pk=key)) for _ in range(200))
    searches = [
        (text, filters)
        for text in ("", *QUERIES)
        for filters in (NARROWED if text in WITH_FILTERS else NARROWED[:1])
    ]
    # What slows a search down from one time to the next is other work, so the least is the truest.
    spent = {
        search: min(timed(partial(find, user, *search)) for _ in range(ROUNDS))
        for search in searches
    }
    middle, high = median(spent.values()), quantiles(spent.values(), n=20)[-1]
    slowest = sorted(spent, key=lambda search: -spent[search])[:5]
    return [
        Figure(f"{connection.vendor}: index of {number} products", seconds, "s"),
        Figure("bare query by primary key", bare, "ms"),
        Figure("search, median", middle, "ms"),
        Figure("search, 95th percentile", high, "ms", BUDGETS_MS.get(number)),
        Figure("search, median", middle / bare, "bare queries"),
        Figure("search, 95th percentile", high / bare, "bare queries"),
        *(Figure(f"slow: {search[0]!r}", spent[search], "ms") for search in slowest),
    ]


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    tell(figures(int(sys.argv[1])))
