"""Curators' pages: what waits, side by side, decided with a click, and taken back with one."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from products import curation
from products.curation_urls import urlpatterns
from products.models import Outcome, Product
from products.services.curating import product_publish
from tests.factories import make_product, make_user
from tests.products.handed_in import entry_of, make_curator, offer, propose
from tests.products.test_admin import NO_VERDICTS

pytestmark = pytest.mark.django_db
CURATION = "/admin/curation/"


@pytest.fixture
def curator(client: Client) -> User:
    """Sign a curator in."""
    user = make_curator()
    client.force_login(user)
    return user


def text(client: Client, address: str) -> str:
    return unescape(client.get(address).content.decode())


def product_url(product: Product, act: str = "") -> str:
    return f"{CURATION}products/{product.pk}/{act}"


@pytest.mark.parametrize("name", [pattern.name for pattern in urlpatterns])
@pytest.mark.parametrize("visitor", ["anonymous", "person", "staff without rights"])
def test_pages_are_there_for_curators_only(client: Client, name: str, visitor: str) -> None:
    copy = offer(make_user(), "Hidden gel").copy
    proposal = propose(make_user(), make_product(), name="Hidden")
    numbered = {
        "curation-proposal": proposal.pk,
        "curation-revert": Product.history.filter(id=copy.pk).first().pk,
    }
    plain = name in {"curation", "curation-products", "curation-proposals"}
    address = reverse(name, args=[] if plain else [numbered.get(name, copy.pk)])
    if visitor != "anonymous":
        client.force_login(make_user(is_staff=visitor.startswith("staff")))
    for answer in (client.get(address), client.post(address, {"reason": "x", "into": copy.pk})):
        led_away = answer.headers.get("Location", "").startswith("/accounts/login/")
        assert led_away or answer.status_code in {404, 405}
        assert visitor == "anonymous" or not led_away
        assert b"Hidden" not in answer.content
    copy.refresh_from_db()
    proposal.refresh_from_db()
    assert (copy.status, proposal.state) == ("pending", "pending")


def test_dashboard_counts_what_waits_and_what_is_missing(client: Client, curator: User) -> None:
    offer(make_user(), ingredients_text="Water")
    propose(make_user(), make_product(source="S", ingredients_text="W", size_ml=1), name="New")
    make_product(status="draft", source="S", ingredients_text="Water", units=3)
    make_product("sunscreen", source="S", ingredients_text="Water", size_ml=50)
    make_product(status="rejected")
    make_product(owner=make_user(), name="Hidden")
    page = client.get(CURATION)
    assert [queue.count for queue in page.context["queues"]] == [1, 1, 1, 0, 0]
    counts = {str(queue.label): queue.count for queue in page.context["missing"]}
    assert counts == {
        "No ingredient list": 0,
        "No source": 0,
        "No size": 1,
        "Sunscreen without SPF": 1,
    }
    for queue in (*page.context["queues"], *page.context["missing"]):
        assert client.get(queue.url).status_code == 200
    listed = client.get(f"{reverse('admin:products_product_changelist')}?missing=spf")
    assert [row.kind for row in listed.context["cl"].result_list] == ["sunscreen"]


def test_unknown_names_wait_once_their_product_is_in(client: Client, curator: User) -> None:
    copy = offer(make_user(), ingredients_text="Water, Grandma's Own Juice").copy
    assert client.get(CURATION).context["queues"][4].count == 0
    client.post(product_url(copy, "approve/"))
    assert client.get(CURATION).context["queues"][4].count == 1


def test_admin_and_account_menu_lead_to_curation(client: Client, curator: User) -> None:
    assert f'href="{CURATION}"' in text(client, "/admin/")
    assert f'href="{CURATION}"' in text(client, "/products/")
    client.force_login(make_user())
    assert f'href="{CURATION}"' not in text(client, "/products/")


def test_likely_same_products_stand_side_by_side(client: Client, curator: User) -> None:
    copy = offer(make_user(), "Glow Vitamin C Serum", size_ml=30, ingredients_text="Water").copy
    close = make_product(name="Glow Vitamin C Serum", size_ml=50, ingredients_text="Water")
    make_product(name="Glow Cream")
    make_product(name="Glow Vitamin C Serum", status="draft")
    make_product(name="Glow Vitamin C Serum", owner=make_user())
    context = client.get(product_url(copy)).context
    assert context["same"] == [close]
    cells = {row.label: (row.text, *row.cells) for row in context["rows"]}
    assert (cells["Size in ml"][0], cells["Size in ml"][1].text) == ("30", "50")
    differing = {label for label, (_text, cell) in cells.items() if cell.differs}
    assert differing == {"Size in ml", "Source"}


def test_another_product_is_searched_for_by_words(client: Client, curator: User) -> None:
    copy, other = offer(make_user()).copy, make_product(name="Whatever")
    make_product(name="Whatever of mine", owner=curator)
    assert client.get(f"{product_url(copy)}?q=WHAT").context["same"] == [other]
    assert "No published product" in text(client, f"{product_url(copy)}?q=nothing-like-it")


def test_approving_publishes_and_leads_to_the_next_one(client: Client, curator: User) -> None:
    first, second = offer(make_user(), "One").copy, offer(make_user(), "Two").copy
    answer = client.post(product_url(first, "approve/"))
    assert answer["Location"] == product_url(second)
    assert client.post(product_url(second, "approve/"))["Location"] == CURATION
    assert {row.status for row in Product.objects.catalogue()} == {"published"}
    assert "Nothing waits" in text(client, f"{CURATION}products/")


def test_what_a_curator_passes_over_does_not_come_back_at_once(
    client: Client, curator: User
) -> None:
    passed_over, second, third = (offer(make_user(), name).copy for name in ("A", "B", "C"))
    answer = client.post(product_url(second, "approve/"))
    assert answer["Location"] == product_url(third)
    assert client.post(product_url(third, "approve/"))["Location"] == product_url(passed_over)


def test_merging_needs_a_product_of_the_catalogue(client: Client, curator: User) -> None:
    suggestion, entry = offer(make_user()), make_product()
    private = make_product(owner=make_user(), name="Hidden")
    for wrong in ("", "x", str(private.pk), "987654"):
        assert (
            client.post(product_url(suggestion.copy, "merge/"), {"into": wrong}).status_code == 404
        )
    client.post(product_url(suggestion.copy, "merge/"), {"into": entry.pk})
    assert entry_of(suggestion.product) == entry


def test_rejecting_asks_for_a_reason(client: Client, curator: User) -> None:
    copy = offer(make_user()).copy
    answer = client.post(product_url(copy, "reject/"), {"reason": " "})
    assert answer.status_code == 422
    assert "Side by side" in answer.content.decode()
    assert answer.content.decode().count("One thing to correct") == 1
    copy.refresh_from_db()
    assert copy.status == "pending"
    client.post(product_url(copy, "reject/"), {"reason": "No list"})
    copy.refresh_from_db()
    assert copy.status == "rejected"


def test_conflict_is_told_and_changes_nothing(client: Client, curator: User) -> None:
    copy = offer(make_user()).copy
    draft = make_product(status="draft")
    answer = client.post(product_url(copy, "merge/"), {"into": draft.pk}, follow=True)
    assert "Only a published product" in answer.content.decode()


def test_changes_say_who_when_what_and_are_taken_back(client: Client, curator: User) -> None:
    suggestion = offer(make_user("offerer@example.org"), "My gel")
    client.post(product_url(suggestion.copy, "approve/"))
    page = client.get(CURATION)
    [change] = page.context["changes"]
    html = unescape(page.content.decode())
    assert "curator@example.org" in html
    assert "offerer" not in html
    assert [(one.label, one.old, one.new) for one in change.fields] == [
        ("Status", "Waiting for a curator", "Published")
    ]
    address = f"{CURATION}changes/{change.record.pk}/revert/"
    assert "Taken back: My gel." in client.post(address, follow=True).content.decode()
    assert entry_of(suggestion.product) is None
    assert "changed again since" in client.post(address, follow=True).content.decode()


def test_merges_and_brands_are_told_by_name(client: Client, curator: User) -> None:
    copy, entry = offer(make_user(), brand_typed="Grandma").copy, make_product(name="Entry")
    client.post(product_url(copy, "approve/"))
    client.post(product_url(copy, "merge/"), {"into": entry.pk})
    merge, approval = client.get(CURATION).context["changes"]
    assert [(one.label, one.new) for one in merge.fields] == [("Merged into", "Entry")]
    assert ("Brand", "Grandma") in [(one.label, one.new) for one in approval.fields]


def test_ticked_proposals_are_approved_together(client: Client, curator: User) -> None:
    products = [make_product(name=f"P{n}") for n in range(3)]
    proposals = [propose(make_user(), product, name="New") for product in products]
    ticked = {"proposal": [proposals[0].pk, proposals[1].pk]}
    answer = client.post(f"{CURATION}proposals/", ticked, follow=True)
    assert "2 changes approved." in answer.content.decode()
    names = Product.objects.order_by("pk").values_list("name", flat=True)
    assert list(names) == ["New", "New", "P2"]
    nothing = client.post(f"{CURATION}proposals/", {}, follow=True)
    assert "Tick the changes" in nothing.content.decode()


def test_one_proposal_is_approved_whatever_is_ticked(client: Client, curator: User) -> None:
    first, second = (propose(make_user(), make_product(), name="New") for _ in range(2))
    client.post(f"{CURATION}proposals/", {"only": first.pk, "proposal": second.pk})
    second.refresh_from_db()
    assert second.state == Outcome.PENDING
    assert Product.objects.get(pk=first.product_id).name == "New"


def test_proposal_shows_what_changed_since_and_nobodys_name(client: Client, curator: User) -> None:
    product = make_product(name="Old")
    propose(make_user("proposer@example.org"), product, name="New")
    product.name = "Newer"
    product.save()
    html = text(client, f"{CURATION}proposals/")
    assert "(it is Newer by now)" in html
    assert "proposer" not in html


def test_rejected_proposal_changes_nothing(client: Client, curator: User) -> None:
    proposal = propose(make_user(), make_product(name="Old"), name="New")
    address = f"{CURATION}proposals/{proposal.pk}/reject/"
    answer = client.post(address, {"reason": ""})
    assert answer.status_code == 422
    assert answer.content.decode().count("One thing to correct") == 1
    client.post(address, {"reason": "Not so"})
    proposal.refresh_from_db()
    assert (proposal.state, proposal.reason) == (Outcome.REJECTED, "Not so")
    assert client.get(address).status_code == 404
    assert Product.objects.get().name == "Old"


@pytest.mark.parametrize("came_from", ["", "?_changelist_filters=status__exact%3Dpending"])
def test_an_offered_product_is_edited_and_then_decided_on(
    client: Client, curator: User, came_from: str
) -> None:
    copy = offer(make_user()).copy
    address = f"/admin/products/product/{copy.pk}/change/{came_from}"
    page = client.get(address)
    sent = {name: value or "" for name, value in page.context["adminform"].form.initial.items()}
    answer = client.post(address, sent | NO_VERDICTS | {"name": "Her gel"})
    copy.refresh_from_db()
    assert (copy.name, copy.status) == ("Her gel", "pending")
    listed = "/admin/products/product/?status__exact=pending"
    assert answer["Location"] == (listed if came_from else product_url(copy))


def test_suggestion_in_use_is_not_deleted_in_the_admin(client: Client, curator: User) -> None:
    suggestion = offer(make_user(), "Offered")
    Product.objects.filter(pk=suggestion.product.pk).update(name="Hidden")
    address = f"/admin/products/product/{suggestion.copy.pk}/delete/"
    assert "Hidden" not in text(client, address)
    client.post(address, {"post": "yes"})
    assert Product.objects.filter(pk=suggestion.copy.pk).exists()


def test_publishing_in_the_admin_settles_the_typed_brand(client: Client, curator: User) -> None:
    suggestion = offer(make_user(), brand_typed="Grandma")
    fields = {"action": "publish", "_selected_action": [suggestion.copy.pk]}
    client.post("/admin/products/product/", fields)
    assert entry_of(suggestion.product) == suggestion.copy
    assert str(Product.objects.get(pk=suggestion.copy.pk)) == "Grandma My gel"


@pytest.mark.parametrize("number", [1, 30])
def test_pages_cost_the_same_at_any_size(
    client: Client,
    curator: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    number: int,
) -> None:
    owner = make_user()
    for n in range(number):
        product_publish(product=offer(owner, f"In {n}", brand_typed=f"B{n}").copy, by=curator)
        offer(owner, f"Offered {n} serum")
        propose(owner, make_product(name=f"Offered {n} serum"), name="New")
    copy = curation.pending_products()[0]
    addresses = (CURATION, f"{CURATION}products/", product_url(copy), f"{CURATION}proposals/")
    counts = []
    for address in addresses:
        with django_assert_max_num_queries(16) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts == [15, 6, 7, 6]
