"""Drafts of an import, from the file to the search."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command

from products.models import Product
from products.search.finding import find
from products.services.curating import drafts_decide, product_publish
from tests.factories import make_user

ROW = 'id,brand,name,ingredients_text\n1,COSRX,Snail Serum,"Aqua, Niacinamide"\n'


def by_a_curator(product: Product) -> None:
    product_publish(product=product, by=make_user())


def among_many(product: Product) -> None:
    drafts_decide(
        products=Product.objects.all(),
        status=Product.Status.PUBLISHED,
        by=make_user(),
        now=product.updated_at,
    )


def at_once(product: Product) -> None:
    Product.objects.filter(pk=product.pk).update(status="published")


@pytest.mark.django_db
@pytest.mark.parametrize("publish", [by_a_curator, among_many, at_once])
def test_a_draft_is_found_once_it_is_published(
    tmp_path: Path, publish: Callable[[Product], None]
) -> None:
    file = tmp_path / "new.csv"
    file.write_text(ROW)
    call_command("import_products", str(file))
    draft = Product.objects.get()
    publish(draft)
    for typed in ("snail", "cosrx serum", "niacinamide", "snial"):
        assert find(AnonymousUser(), typed).keys == [draft.pk]
