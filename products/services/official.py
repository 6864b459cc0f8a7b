"""Load the official list of ingredients."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import transaction

from products.cosing import Entry
from products.models import Ingredient
from products.models.ingredients import name_key
from products.services.ingredients import names_ensure, names_explain

AT_ONCE = 1000
"""Rows written in one go; bounds what is in memory."""

FACTS = ("functions", "restriction", "cas_numbers", "description", "cosing_ref", "cosing_date")


@transaction.atomic
def cosing_load(entries: Iterable[Entry]) -> dict[str, int]:
    """Create and update ingredients; return how many of each outcome.

    All or nothing. A name that is there already keeps its spelling and its products; unknown names
    of labels that the list knows are known from then on. Of two rows with one name the first
    counts.
    """
    outcomes = Counter({"created": 0, "updated": 0, "unchanged": 0, "repeated": 0})
    seen: set[str] = set()
    for batch in _batches(entries):
        fresh: dict[str, Entry] = {}
        for entry in batch:
            key = name_key(entry.name)
            if key in seen:
                outcomes["repeated"] += 1
            else:
                seen.add(key)
                fresh[key] = entry
        outcomes.update(_write(fresh))
    return dict(outcomes)


def _write(entries: dict[str, Entry]) -> Counter[str]:
    rows = {row.key: row for row in Ingredient.objects.filter(key__in=entries)}
    # A reference moves when the list renames its entry; the old name must let go of it first.
    refs = [entry.ref for entry in entries.values()]
    Ingredient.objects.filter(cosing_ref__in=refs).exclude(key__in=entries).update(cosing_ref=None)
    made, changed = [], []
    for key, entry in entries.items():
        row = rows.get(key) or Ingredient.named(entry.name)
        before = [getattr(row, name) for name in FACTS]
        _fill(row, entry)
        if key not in rows:
            made.append(row)
        elif before != [getattr(row, name) for name in FACTS]:
            changed.append(row)
    Ingredient.objects.bulk_create(made)
    Ingredient.objects.bulk_update(changed, FACTS, batch_size=100)
    names = {key: entry.name for key, entry in entries.items()}
    names_ensure(names)
    names_explain(names)
    unchanged = len(entries) - len(made) - len(changed)
    return Counter(created=len(made), updated=len(changed), unchanged=unchanged)


def _fill(row: Ingredient, entry: Entry) -> None:
    row.functions = list(entry.functions)
    row.restriction = entry.restriction
    row.cas_numbers = entry.cas_numbers
    row.description = entry.description
    row.cosing_ref = entry.ref
    row.cosing_date = entry.date


def _batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    rest = iter(entries)
    while batch := list(islice(rest, AT_ONCE)):
        yield batch
