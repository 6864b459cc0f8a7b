"""Products that may be the same are found, however many there are, and kinds that are unsure."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from products.doubles import SHOWN, likely_same
from products.models import ImportedRow
from tests.factories import make_product
from tests.products.handed_in import make_curator

pytestmark = pytest.mark.django_db


def test_the_same_barcode_comes_first_whatever_the_name(client: Client) -> None:
    client.force_login(make_curator())
    code = "04006381333931"
    copy = make_product(name="Glow Vitamin C Serum", barcode=code, status="draft")
    close = make_product(name="Glow Vitamin C Serum")
    same = make_product(name="Leuchtserum", barcode=code)
    make_product(name="Glow Vitamin C Serum", barcode=code, status="draft")
    context = client.get(reverse("curation-product", args=[copy.pk])).context
    assert context["same"] == [same, close]
    barcodes = next(row for row in context["rows"] if row.label == "Barcode")
    assert [cell.differs for cell in barcodes.cells] == [False, True]


@pytest.mark.parametrize("others", [1, 60])
def test_looking_for_doubles_takes_two_queries(
    django_assert_num_queries: DjangoAssertNumQueries, others: int
) -> None:
    product = make_product(name="Glow Vitamin C Serum")
    for number in range(others):
        make_product(name=f"Glow Vitamin C Serum {number}")
    with django_assert_num_queries(2):
        assert len(likely_same(product)) == min(others, SHOWN)


def test_kinds_to_confirm_are_counted_as_they_are_listed(client: Client) -> None:
    client.force_login(make_curator())
    for number, (sure, confirmed, status) in enumerate(
        [
            (0.5, False, "draft"),
            (0.5, True, "draft"),
            (0.9, False, "draft"),
            (0.5, False, "rejected"),
        ]
    ):
        row = {"source": "S", "source_id": str(number), "kind_confirmed": confirmed}
        product = make_product(name=f"P{number}", status=status)
        ImportedRow.objects.create(product=product, kind_confidence=sure, **row)
    [queue] = [
        one for one in client.get(reverse("curation")).context["queues"] if "unsure" in one.url
    ]
    listed = client.get(queue.url).context["cl"].result_list
    assert (queue.count, [product.name for product in listed]) == (1, ["P0"])
