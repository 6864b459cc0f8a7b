"""The way from one database system to another, as docs/deploy.md tells it."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.factories import make_product, make_routine, make_step, make_user

ROOT = Path(__file__).resolve().parents[2]


def told() -> list[str]:
    """Return the arguments of `dumpdata` as the document gives them."""
    text = (ROOT / "docs" / "deploy.md").read_text()
    found = re.search(r"manage\.py dumpdata (.+) --output all\.json", text)
    assert found
    return found[1].split()


@pytest.mark.django_db(transaction=True)
def test_what_is_dumped_can_be_loaded_into_an_empty_database(tmp_path: Path) -> None:
    product = make_product("ampoule")
    product.name = "Renamed, so that it has a history"
    product.save()
    make_step(make_routine(make_user(), starts_on=date(2026, 1, 1)), product)
    files = [tmp_path / "one.json", tmp_path / "two.json"]
    call_command("dumpdata", *told(), output=str(files[0]))
    call_command("flush", interactive=False)
    call_command("loaddata", str(files[0]), verbosity=0)
    call_command("dumpdata", *told(), output=str(files[1]))
    first, second = (json.loads(file.read_text()) for file in files)
    assert {"routines.step", "products.historicalproduct"} <= {row["model"] for row in first}
    assert second == first
