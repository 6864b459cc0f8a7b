"""A curator tries a file, sees what it would do, imports it, and looks through what is unsure."""

import gzip
from collections.abc import Iterable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from products.models import ImportedRow, Product, ProductFile
from products.services import uploads
from products.services.curators import curator_make
from products.services.uploads import KEPT, MOST_BYTES
from tests.factories import make_product, make_user
from tests.products.handed_in import offer
from tests.products.test_admin import NO_VERDICTS

pytestmark = pytest.mark.django_db

LIST = "/admin/products/product/"
PAGE = f"{LIST}import/"
HEAD = "id,brand,name,category,ingredients_text\n"
ROWS = HEAD + "s1,Cosrx,Snail Serum,serum,Aqua\nt1,Cosrx,앰플 토너,ampoule,\n,,Nameless,,\n"


@pytest.fixture
def curator(client: Client) -> User:
    """Sign a curator in."""
    user = curator_make(email=make_user("curator@example.org").email)
    client.force_login(user)
    return user


def upload(client: Client, data: str | bytes, **fields: str) -> ProductFile:
    """Upload a file and return what is kept of it."""
    content = data.encode() if isinstance(data, str) else data
    answer = client.post(PAGE, {"file": SimpleUploadedFile("shop.csv", content), **fields})
    assert answer.status_code == 302, answer.content.decode()
    return ProductFile.objects.get(pk=answer.headers["Location"].split("/")[-2])


def listed(client: Client, query: str) -> list[str]:
    """Return the names on a list of the admin."""
    found: Iterable[Product] = client.get(f"{LIST}?{query}").context["cl"].queryset
    return sorted(product.name for product in found)


@pytest.mark.usefixtures("curator")
def test_a_file_is_tried_before_anything_is_written(client: Client) -> None:
    file = upload(client, ROWS)
    assert file.counts == {"created": 2, "updated": 0, "unchanged": 0, "rejected": 1}
    page = client.get(f"{PAGE}{file.pk}/").content.decode()
    assert "What this file would do" in page
    assert "id: is empty" in page
    assert not Product.objects.exists()


def test_what_a_file_brought_is_no_change_on_the_curators_first_page(
    client: Client, curator: User
) -> None:
    file = upload(client, ROWS)
    client.post(f"{PAGE}{file.pk}/")
    assert Product.history.filter(history_user=curator).count() == 2
    assert client.get("/admin/curation/").context["changes"] == []
    renamed = upload(client, ROWS.replace("Snail Serum", "Snail Essence"))
    client.post(f"{PAGE}{renamed.pk}/")
    [change] = client.get("/admin/curation/").context["changes"]
    assert (change.name, change.can_revert) == ("Snail Essence", True)


def test_a_tried_file_is_imported_once_and_by_its_curator(client: Client, curator: User) -> None:
    file = upload(client, gzip.compress(ROWS.encode()))
    for _ in range(2):
        assert client.post(f"{PAGE}{file.pk}/").status_code == 302
    assert {product.status for product in Product.objects.all()} == {"draft"}
    assert [record.history_user for record in Product.history.all()] == [curator, curator]
    assert "What was imported" in client.get(f"{PAGE}{file.pk}/").content.decode()
    file.refresh_from_db()
    assert file.counts["created"] == 2


@pytest.mark.usefixtures("curator")
def test_a_file_is_kept_while_rows_of_it_are_to_be_mended(client: Client) -> None:
    for data, is_kept in ((ROWS, True), (ROWS.replace(",,Nameless", "n1,,Named"), False)):
        file = upload(client, data)
        client.post(f"{PAGE}{file.pk}/")
        file.refresh_from_db()
        assert file.imported_at
        assert bool(file.data) is is_kept
        answer = client.get(f"{PAGE}{file.pk}/rejected.csv")
        assert answer.status_code == (200 if is_kept else 404)


@pytest.mark.usefixtures("curator")
@pytest.mark.parametrize("is_imported", [False, True])
def test_rows_left_out_are_mended_and_imported_again(client: Client, *, is_imported: bool) -> None:
    file = upload(client, ROWS)
    if is_imported:
        client.post(f"{PAGE}{file.pk}/")
    answer = client.get(f"{PAGE}{file.pk}/rejected.csv")
    assert 'filename="shop.csv.rejected.csv"' in answer["Content-Disposition"]
    table = answer.content.decode()
    assert table.splitlines() == [
        "line,reason,id,brand,name,category,ingredients_text",
        "4,id: is empty,,,Nameless,,",
    ]
    mended = upload(client, table.replace(",,,Nameless", ",n1,,Named"))
    client.post(f"{PAGE}{mended.pk}/")
    assert ImportedRow.objects.get(product__name="Named").source_id == "n1"


@pytest.mark.usefixtures("curator")
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"id,name\n", "line 1: brand: this column is missing"),
        (b"", "empty"),
        (b"x" * (MOST_BYTES + 1), "too large for a page"),
        (HEAD.encode() + b"1,b,Serum,,\n" * 9, "has more than 5 rows"),
        (gzip.compress(HEAD.encode() + b"\n" * 9_999, mtime=0), "goes beyond 10,000 bytes"),
    ],
)
def test_a_file_that_cannot_be_imported_here_is_told_why(
    client: Client, monkeypatch: pytest.MonkeyPatch, data: bytes, reason: str
) -> None:
    monkeypatch.setattr(uploads, "MOST_ROWS", 5)
    monkeypatch.setattr(uploads, "MOST_BYTES", 1_000)
    answer = client.post(PAGE, {"file": SimpleUploadedFile("shop.csv", data), "publish": "on"})
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert "checked" in answer.content.decode()
    assert not ProductFile.objects.exists()


@pytest.mark.usefixtures("curator")
def test_files_of_last_week_go(client: Client) -> None:
    old = upload(client, ROWS)
    ProductFile.objects.update(uploaded_at=timezone.now() - KEPT)
    new = upload(client, ROWS)
    assert list(ProductFile.objects.all()) == [new]
    assert client.get(f"{PAGE}{old.pk}/").status_code == 404


@pytest.mark.usefixtures("curator")
def test_unsure_kinds_wait_until_they_are_confirmed_or_changed(client: Client) -> None:
    client.post(f"{PAGE}{upload(client, ROWS, publish='on').pk}/")
    assert [product.name for product in Product.objects.published()] == ["Snail Serum"]
    assert listed(client, "unsure=yes") == ["앰플 토너"]
    toner = Product.objects.get(status="draft")
    act = {"action": "confirm_kind", "_selected_action": [toner.pk]}
    assert "1 kind confirmed." in client.post(LIST, act, follow=True).content.decode()
    assert listed(client, "unsure=yes") == []


@pytest.mark.usefixtures("curator")
def test_saving_a_product_confirms_its_kind_and_tidies_its_barcode(client: Client) -> None:
    client.post(f"{PAGE}{upload(client, ROWS).pk}/")
    toner = Product.objects.get(name="앰플 토너")
    fields = {"name": "앰플 토너", "kind": "ampoule", "status": "draft", "barcode": "96385074"}
    fields |= {"source": "Pack", **NO_VERDICTS}
    answer = client.post(f"{LIST}{toner.pk}/change/", fields)
    assert answer.status_code == 302
    toner.refresh_from_db()
    assert (toner.kind, toner.barcode) == ("ampoule", "00000096385074")
    assert ImportedRow.objects.get(product=toner).kind_confirmed
    wrong = client.post(f"{LIST}{toner.pk}/change/", {**fields, "barcode": "96385075"})
    assert "This is no barcode" in wrong.content.decode()


@pytest.mark.usefixtures("curator")
def test_products_that_may_be_the_same_are_suggested(client: Client) -> None:
    make_product(name="Crème Nuit")
    make_product("serum", name="creme nuit!")
    make_product(name="One", barcode="04006381333931")
    make_product(name="Another", barcode="04006381333931")
    make_product(name="Alone", barcode="00036000291452")
    make_product(name="Alone", owner=make_user())
    assert listed(client, "alike=yes") == ["Another", "Crème Nuit", "One", "creme nuit!"]
    assert listed(client, "q=4006381333931") == ["Another", "One"]
    one = Product.objects.get(name="One")
    to_the_double = f'href="{reverse("curation-product", args=[one.pk])}"'
    assert to_the_double in client.get(f"{LIST}?alike=yes").content.decode()
    assert to_the_double not in client.get(LIST).content.decode()
    beside = client.get(reverse("curation-product", args=[one.pk])).context["same"]
    assert [product.name for product in beside] == ["Another"]


@pytest.mark.usefixtures("curator")
def test_likely_doubles_are_worked_off_from_their_list(client: Client) -> None:
    offer(make_user(), "Waits for somebody")
    kept, merged, rejected = (
        make_product(name="Cream", status=status) for status in ("published", "draft", "draft")
    )
    assert listed(client, "alike=yes") == ["Cream"] * 3
    Product.objects.filter(pk=kept.pk).update(status="draft")
    hint = "approve one and merge the other into it"
    address = reverse("curation-product", args=[merged.pk])
    assert hint in client.get(address).content.decode()
    client.post(reverse("curation-approve", args=[kept.pk]))
    assert hint not in client.get(address).content.decode()
    merge = reverse("curation-merge", args=[merged.pk])
    answer = client.post(merge, {"into": kept.pk}, follow=True)
    assert answer.redirect_chain == [(f"{LIST}?alike=yes", 302)]
    assert "Cream is merged into Cream." in answer.content.decode()
    assert [row.pk for row in answer.context["cl"].queryset.order_by("pk")] == [
        *(kept.pk, rejected.pk),
    ]
    client.post(LIST, {"action": "reject", "_selected_action": [rejected.pk]})
    assert listed(client, "alike=yes") == []


@pytest.mark.parametrize("role", ["anonymous", "person"])
def test_others_are_sent_away(client: Client, role: str) -> None:
    if role == "person":
        client.force_login(make_user())
    file = ProductFile.objects.create(name="shop.csv", data=ROWS.encode())
    for address in (PAGE, f"{PAGE}{file.pk}/", f"{PAGE}{file.pk}/rejected.csv"):
        assert client.get(address).status_code == 302
        assert client.post(address).status_code == 302
    assert not Product.objects.exists()
