"""What happens to the catalogue while an import runs."""

import pytest
from django.db import connection
from django.utils import timezone

from products.imports.formats import records
from products.models import Brand, Product
from products.services import import_run
from products.services.import_run import records_import
from products.services.importing import Importing

FILE = (
    "id,brand,name,ingredients_text\n",
    "1,Quillaja,Serum,Aqua\n",
    "2,Saponin,Toner,Aqua\n",
)


@pytest.mark.django_db
def test_a_brand_deleted_meanwhile_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_run, "ROWS_AT_ONCE", 1)
    Brand.objects.create(name="SAPONIN")
    importing = Importing(timezone.now())
    run = records_import(records(iter(FILE)), importing=importing, reject=lambda _row: None)
    next(run)
    Brand.objects.get(name="SAPONIN").delete()
    assert [progress.counts["created"] for progress in run][-1] == 2
    connection.check_constraints()
    assert [str(product) for product in Product.objects.all()] == [
        "Quillaja Serum",
        "Saponin Toner",
    ]
