"""Corrections people propose: what is handed in, what curators decide, what is told back."""

import pytest
from django.test import Client

from accounts.models import User
from products.models import Outcome, Product, Proposal
from products.services.curating import ConflictError, product_merge
from products.services.suggesting import proposal_approve, proposal_reject
from tests.factories import make_product, make_user
from tests.products.handed_in import NOW, make_curator, propose

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(client: Client) -> User:
    """Sign somebody in."""
    user = make_user()
    client.force_login(user)
    return user


def fields_of(client: Client, product: Product, **typed: str) -> dict[str, str]:
    """Return what the form would send, with some of it typed over."""
    form = client.get(f"{product.get_absolute_url()}propose/").context["form"]
    shown = {name: form[name].value() for name in form.fields}
    return {name: str(value) for name, value in shown.items() if value is not None} | typed


def test_only_what_was_changed_is_proposed(client: Client, user: User) -> None:
    product = make_product(name="Gel", size_ml="30.00", source="Label", spf=15)
    typed = fields_of(client, product, name="Gel-Cream", spf="", said_source="The pack")
    answer = client.post(f"{product.get_absolute_url()}propose/", typed)
    assert (answer.status_code, answer["Location"]) == (302, product.get_absolute_url())
    proposal = Proposal.objects.for_user(user).get()
    assert proposal.changes == {"name": ["Gel", "Gel-Cream"], "spf": ["15", ""]}
    product.refresh_from_db()
    assert product.name == "Gel"
    assert "Waiting for a curator" in client.get(product.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        pytest.param({}, "Change at least one field", id="nothing changed"),
        pytest.param({"name": ""}, "This field is required", id="no name"),
        pytest.param({"spf": "101"}, "a whole number up to 100", id="an SPF above 100"),
        pytest.param({"name": "New", "said_source": ""}, "required", id="no source"),
    ],
)
def test_wrong_proposal_comes_back_with_everything_typed(
    client: Client, user: User, typed: dict[str, str], words: str
) -> None:
    product = make_product(name="Gel")
    sent = fields_of(client, product, **{"said_source": "The pack", "units": "3"} | typed)
    if not typed:
        sent["units"] = ""
    answer = client.post(f"{product.get_absolute_url()}propose/", sent)
    assert answer.status_code == 422
    assert answer.content.decode().count("One thing to correct") == 1
    assert words in answer.content.decode()
    for name, value in sent.items():
        assert (answer.context["form"][name].value() or "") == value
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("facts", [{"status": "draft"}, {"owner": True}, {"merged": True}])
def test_only_what_is_in_the_catalogue_is_corrected(
    client: Client, user: User, facts: dict[str, object]
) -> None:
    if facts.pop("merged", None):
        facts["merged_into"] = make_product()
    if facts.get("owner"):
        facts["owner"] = user
    product = make_product(**facts)  # type: ignore[arg-type]  # a table column
    assert client.get(f"{product.get_absolute_url()}propose/").status_code == 404


def test_approval_writes_values_tags_and_history() -> None:
    product, curator = make_product(name="Gel", size_ml=30), make_curator()
    new = {"ingredients_text": "Water, Retinol", "size_ml": None, "spf": 20}
    proposal = propose(make_user(), product, "Maker's page", **new)
    proposal_approve(proposal=proposal, by=curator, now=NOW)
    product.refresh_from_db()
    assert (product.size_ml, product.spf, product.families) == (None, 20, ["retinoid_otc"])
    assert product.source == "Maker's page"
    record = Product.history.filter(id=product.pk).first()
    assert record.history_user == curator
    assert record.history_change_reason == "Proposed: Maker's page"
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by) == (Outcome.APPROVED, curator)


def test_source_of_a_product_is_kept_where_it_has_one() -> None:
    product = make_product(source="Label")
    proposal = propose(make_user(), product, "Hearsay", name="New")
    proposal_approve(proposal=proposal, by=make_curator(), now=NOW)
    product.refresh_from_db()
    assert product.source == "Label"


def test_proposal_follows_a_merge() -> None:
    product, entry, curator = make_product(), make_product(), make_curator()
    proposal = propose(make_user(), product, name="New")
    product_merge(product=product, into=entry, by=curator)
    proposal.product.refresh_from_db()
    proposal_approve(proposal=proposal, by=curator, now=NOW)
    entry.refresh_from_db()
    assert entry.name == "New"


def test_what_no_longer_fits_is_refused_and_still_waits() -> None:
    product = make_product()
    proposal = propose(make_user(), product, spf=500)
    with pytest.raises(ConflictError, match="100"):
        proposal_approve(proposal=proposal, by=make_curator(), now=NOW)
    proposal.refresh_from_db()
    assert proposal.state == Outcome.PENDING


def test_decision_is_made_once() -> None:
    proposal, curator = propose(make_user(), make_product(), name="New"), make_curator()
    proposal_reject(proposal=proposal, by=curator, why="It is not", now=NOW)
    with pytest.raises(ConflictError, match="decided on it already"):
        proposal_approve(proposal=proposal, by=curator, now=NOW)


def test_proposer_reads_why_it_was_rejected_and_clears_it_away(client: Client, user: User) -> None:
    product = make_product()
    proposal = propose(user, product, name="New")
    proposal_reject(proposal=proposal, by=make_curator(), why="Another size", now=NOW)
    html = client.get(product.get_absolute_url()).content.decode()
    assert "The curator says: Another size" in html
    assert "curator@example.org" not in html
    client.post(f"/proposals/{proposal.pk}/withdraw/")
    assert "Another size" not in client.get(product.get_absolute_url()).content.decode()


def test_nobody_else_sees_a_proposal(client: Client, user: User) -> None:
    product = make_product()
    proposal = propose(make_user(), product, "Secret source", name="Secret name")
    assert "Secret" not in client.get(product.get_absolute_url()).content.decode()
    assert client.post(f"/proposals/{proposal.pk}/withdraw/").status_code == 404
