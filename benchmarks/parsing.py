"""How long the worst texts take to parse: `python -m benchmarks.parsing`.

Exits with status 1 if a megabyte takes a second, or if ten times the text takes much more than ten
times as long, up to the length that is read.
"""

from collections.abc import Iterator
from functools import partial
from random import Random

from benchmarks.measure import Figure, cpu_ms, tell
from products.inci.blocks import LONGEST_TEXT
from products.inci.korean import translated
from products.inci.parse import parse
from products.inci.reading import names_of
from products.inci.spelling import spelled
from products.inci.vocabulary import key

MEGABYTE = 1_000_000
LETTERS = "aeiou bcd,.;:()[]/*%+-&@123 가나"


def hostile() -> dict[str, str]:
    """Return texts made to take long, by what is nasty about them."""
    noise = "".join(Random(1).choices(LETTERS, k=MEGABYTE))  # noqa: S311 - noise, no secret
    names = ", ".join(f"Sodiam Stearat{number}" for number in range(MEGABYTE // 16))
    repeated = {
        "opening brackets": "(",
        "brackets": "([a,b])",
        "commas": "a,",
        "blanks": " ",
        "lines": "-a:\n",
        "slashes": "Water/",
        "percents": "1% ",
        "shades": "[+/- may contain ",
        "headings": "ingredients ",
        "titles": "(a:",
        "stars": " *a",
        "ands": "a and ",
        "tags": "<",
        "sentences": "A. B ",
        "Korean": "소듐하이알루로네이트",
        "digits": "1,2",
        "prose": "the skin ",
    }
    texts = {what: text * (MEGABYTE // len(text) + 1) for what, text in repeated.items()}
    return {**texts, "noise": noise, "slips": names}


def uncached(text: str) -> None:
    """Parse a text whose names were never read before."""
    for remembered in (names_of, spelled, translated, key):
        remembered.cache_clear()
    parse(text)


def figures() -> Iterator[Figure]:
    for what, text in hostile().items():
        short = cpu_ms(partial(uncached, text[: LONGEST_TEXT // 10]), times=5)
        longest = cpu_ms(partial(uncached, text[:MEGABYTE]), times=2)
        yield Figure(f"1 MB of {what}", longest, "ms", 1_000)
        yield Figure(f"what is read of it / a tenth, {what}", longest / max(short, 1), "x", 15)


if __name__ == "__main__":
    tell(figures())
