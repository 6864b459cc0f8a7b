"""A large file is tried and imported in steps, each once, and goes on where it broke off."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from products.models import Product, ProductFile
from products.services import uploads
from products.services.curators import curator_make
from tests.factories import make_user

pytestmark = pytest.mark.django_db

PAGE = "/admin/products/product/import/"
HEAD = "id,brand,name,category,ingredients_text\n"
ROWS = (
    "a,,Serum A,serum,Aqua",
    "b,,,serum,Aqua",
    "b,,Serum B,serum,Aqua",
    "a,,Serum A again,serum,Aqua",
    "c,,Serum C,serum,Aqua",
)
ALL = {"created": 3, "updated": 0, "unchanged": 0, "rejected": 2}


@pytest.fixture(autouse=True)
def small_steps(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sign a curator in, for whom a step has two rows."""
    monkeypatch.setattr(uploads, "ROWS_A_STEP", 2)
    client.force_login(curator_make(email=make_user("curator@example.org").email))


def upload(client: Client) -> ProductFile:
    data = SimpleUploadedFile("shop.csv", (HEAD + "\n".join(ROWS)).encode())
    answer = client.post(PAGE, {"file": data})
    return ProductFile.objects.get(pk=answer.headers["Location"].split("/")[-2])


def step(client: Client, file: ProductFile, **headers: Any) -> str:
    """Press the button of the page as it stands, and return the page after it."""
    file.refresh_from_db()
    address = f"{PAGE}{file.pk}/"
    answer = client.post(address, {"done": file.done}, follow=not headers, headers=headers)
    file.refresh_from_db()
    return answer.content.decode()


def test_a_trial_and_an_import_take_as_many_steps_as_there_are_rows(client: Client) -> None:
    file = upload(client)
    seen = [(file.done, file.is_running)]
    for _step in range(2):
        step(client, file)
        seen.append((file.done, file.is_running))
    assert seen == [(2, True), (4, True), (5, False)]
    assert (file.counts, Product.objects.count()) == (ALL, 0)
    for number in (1, 2, 3):
        assert not file.imported_at
        step(client, file)
        assert Product.objects.count() == number
    assert file.imported_at
    assert file.counts == ALL


def test_a_row_that_stands_in_an_earlier_step_is_left_out(client: Client) -> None:
    file = upload(client)
    while not file.imported_at:
        step(client, file)
    assert [(line, reason) for line, reason, *_told in file.rejected] == [
        (3, "name: is empty"),
        (5, "id: 'a' stands in line 2 already"),
    ]
    names = Product.objects.order_by("name").values_list("name", flat=True)
    assert list(names) == ["Serum A", "Serum B", "Serum C"]


def test_the_same_step_is_done_once(client: Client) -> None:
    file = upload(client)
    for _again in range(3):
        client.post(f"{PAGE}{file.pk}/", {"done": 2})
    file.refresh_from_db()
    assert file.done == 4


def test_the_page_goes_on_by_itself_and_by_a_button(client: Client) -> None:
    file = upload(client)
    page = client.get(f"{PAGE}{file.pk}/").content.decode()
    assert "Trying the file" in page
    assert '<progress id="rows-done" value="2" max="5">' in page
    assert 'hx-trigger="load, submit"' in page
    assert 'value="Go on"' in page
    part = step(client, file, hx_request="true")
    assert "<html" not in part
    assert 'value="4" max="5"' in part
    done = step(client, file, hx_request="true")
    assert "What this file would do" in done
    assert "hx-trigger" not in done
    assert 'value="Import"' in done


def test_an_import_that_broke_off_is_found_again(client: Client) -> None:
    file = upload(client)
    for _step in range(3):
        step(client, file)
    assert "import broken off at 2 of 5 rows" in client.get(PAGE).content.decode()
    assert "Importing" in client.get(f"{PAGE}{file.pk}/").content.decode()
