"""Fill the database of DATABASE_URL with made-up products, and tell how long searches take."""

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time

import django
from django.core.management import call_command
from django.db import connection

from benchmarks.measure import Figure, tell

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from benchmarks.made_up import save  # noqa: E402 (models need the settings above)
from products.models import Product  # noqa: E402 (as above)
from products.search.finding import Filters, find, suggest  # noqa: E402 (as above)
from products.search.index import index_rebuild, index_remove  # noqa: E402 (as above)
from tests.factories import make_product, make_user  # noqa: E402 (as above)

BUDGETS_MS = {100_000: 15.0, 1_000_000: 60.0}  # 95 of 100 searches take no longer
ROUNDS = 7
SUGGESTED = 8
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


def fill(number: int) -> tuple[float, float]:
    """Save the products, then make the index; return the seconds that each took."""
    index_remove(connection)
    begin = perf_counter()
    save(number)
    saved = perf_counter()
    index_rebuild(connection)
    return saved - begin, perf_counter() - saved


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


def least_ms(call: Callable[[], object]) -> float:
    """Return the milliseconds of the fastest call: what slows one down is always other work."""
    return min(timed(call) for _ in range(ROUNDS))


def timed(call: Callable[[], object]) -> float:
    """Return the milliseconds a call takes."""
    begin = spent_ms()
    call()
    return spent_ms() - begin


def figures(number: int) -> list[Figure]:
    """Measure searches by somebody with ten products of their own, and a bare query."""
    saving, indexing = fill(number)
    user = make_user()
    for _ in range(10):
        make_product(owner=user)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    key = Product.objects.values_list("pk", flat=True)[number // 2]
    bare = median(timed(lambda: Product.objects.only("name").get(pk=key)) for _ in range(200))
    searches = [
        (text, filters)
        for text in ("", *QUERIES)
        for filters in (NARROWED if text in WITH_FILTERS else NARROWED[:1])
    ]
    spent = {search: least_ms(partial(find, user, *search)) for search in searches}
    suggested = [least_ms(partial(suggest, user, text, SUGGESTED)) for text in QUERIES]
    middle, high = median(spent.values()), quantiles(spent.values(), n=20)[-1]
    slowest = sorted(spent, key=lambda search: -spent[search])[:5]
    return [
        Figure(f"{connection.vendor}: {number} products", saving, "s"),
        Figure("their index", indexing, "s"),
        Figure("bare query by primary key", bare, "ms"),
        Figure("search, median", middle, "ms"),
        Figure("search, 95th percentile", high, "ms", BUDGETS_MS.get(number)),
        Figure("search, median", middle / bare, "bare queries"),
        Figure("search, 95th percentile", high / bare, "bare queries"),
        Figure("suggestions, median", median(suggested), "ms"),
        Figure(
            "suggestions, 95th percentile",
            quantiles(suggested, n=20)[-1],
            "ms",
            BUDGETS_MS.get(number),
        ),
        *(Figure(f"slow: {search[0]!r}", spent[search], "ms") for search in slowest),
    ]


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    tell(figures(int(sys.argv[1])))
