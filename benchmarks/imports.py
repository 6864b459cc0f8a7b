"""How fast products are imported: `python -m benchmarks.imports [ROWS] [--publish]`.

Makes a file of products from the project's own words: names of kinds, and lists of twenty to fifty
common ingredients. Imports it into a throw-away SQLite file, and then again; the products are
drafts, or published and so searchable at once with `--publish`. Figures are of processor time,
so that other work on the machine counts less. Exits with status 1 if fewer than
3,000 products a second are imported, with parsing, history and index, or if it takes more than
300 MB.
"""

import csv
import json
import os
import resource
import sys
import tempfile
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from random import Random
from time import process_time

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ["DATABASE_URL"] = (
    f"sqlite:///{(FOLDER := tempfile.TemporaryDirectory()).name}/db.sqlite3"
)

import django
from django.core.management import call_command

from benchmarks.measure import Figure, tell

django.setup()

from products.inci.vocabulary import vocabulary  # noqa: E402 (models need the settings above)
from products.knowledge import kinds  # noqa: E402 (as above)

LEAST_PER_SECOND, MOST_MB = 3_000, 300


def write(path: Path, rows: int) -> None:
    """Write a table of products. Few ingredients are in most lists, most in few."""
    random = Random(1)  # noqa: S311 - the same file each time, no secret
    names = sorted(set(vocabulary().names.values()))
    random.shuffle(names)
    weights = [1 / (place + 10) for place in range(len(names))]
    labels = [kind.label for kind in kinds().values()]
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["id", "brand", "name", "category", "ingredients_text", "source"])
        for number in range(rows):
            told = dict.fromkeys(random.choices(names, weights, k=random.randint(25, 60)))
            brand, label = f"Brand {number % 400}", random.choice(labels)
            name = f"{random.choice(names)} {label} No. {number}"
            table.writerow([number, brand, name, label, ", ".join(told), "Benchmark"])


def run(path: Path, *, publish: bool = False) -> tuple[float, dict[str, int]]:
    """Import a file, and return the seconds of processor time and the outcomes."""
    told = StringIO()
    begin = process_time()
    call_command("import_products", str(path), publish=publish, stdout=told, stderr=StringIO())
    return process_time() - begin, json.loads(told.getvalue())


def figures(rows: int, *, publish: bool) -> Iterator[Figure]:
    call_command("migrate", verbosity=0)
    path = Path(FOLDER.name) / "products.csv"
    write(path, rows)
    for again in ("", ", again"):
        seconds, counts = run(path, publish=publish)
        yield Figure(f"{counts} in{again}", seconds, "s")
        per_row = seconds / rows * 1_000_000
        yield Figure(f"one product{again}", per_row, "us", 1_000_000 / LEAST_PER_SECOND)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Figure("memory at most", peak, "MB", MOST_MB)


if __name__ == "__main__":
    rows = next((int(word) for word in sys.argv[1:] if word.isdigit()), 20_000)
    tell(figures(rows, publish="--publish" in sys.argv))
