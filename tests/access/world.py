"""One owner with one of everything, and three visitors who are not the owner."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.core.management import call_command
from django.test import Client

from accounts.models import User
from journal.models import Entry
from products.models import Ingredient, Product, Proposal, Suggestion
from products.services.tagging import products_retag
from routines.models import AcceptedFlag, Pack, Pause, Routine, ShelfItem, Step, Use
from tests.factories import make_product, make_routine, make_step, make_user

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, tzinfo=UTC)
VISITORS = ("anonymous", "other", "owner", "curator")


@dataclass(frozen=True)
class World:
    """The owner's rows, and a signed-in client for each visitor."""

    clients: dict[str, Client]
    owner: User
    catalogue: Product
    private: Product
    ingredient: Ingredient
    item: ShelfItem
    pack: Pack
    accepted: AcceptedFlag
    routine: Routine
    step: Step
    pause: Pause
    proposal: Proposal


def make_products(owner: User) -> tuple[Product, Product]:
    """Make a private product and one of the catalogue, both with a label that was read."""
    hidden = {"name": "Hidden Ampoule", "ingredients_text": "Water, Retinol, Hidden Juice"}
    private = make_product("ampoule", owner=owner, **hidden)
    catalogue = make_product("serum", name="Open Serum", ingredients_text="Water, Retinol")
    products_retag([private.pk, catalogue.pk])
    return private, catalogue


def make_proposal(private: Product, catalogue: Product, owner: User) -> Proposal:
    """Offer the private product, and propose a change to the one of the catalogue."""
    copy = make_product("ampoule", name="Open Ampoule", status="pending")
    Suggestion.objects.create(owner=owner, product=private, copy=copy, offered_at=NOW)
    changes = {"name": ["Open Serum", "Hidden Name"]}
    return Proposal.objects.create(
        owner=owner, product=catalogue, changes=changes, source="Hidden Source", made_at=NOW
    )


def make_people() -> tuple[dict[str, User], dict[str, Client]]:
    """Make somebody for each role, and a browser in which each is signed in."""
    people = {name: make_user(f"{name}@example.org") for name in VISITORS[1:]}
    call_command("make_curator", people["curator"].email, verbosity=0)
    clients = {"anonymous": Client()}
    for name, user in people.items():
        clients[name] = Client()
        clients[name].force_login(User.objects.get(pk=user.pk))
        if name != "owner":  # so that a page of their own is there to be seen
            make_routine(user, starts_on=TODAY)
    return people, clients


def make_world() -> World:
    people, clients = make_people()
    owner = people["owner"]
    private, catalogue = make_products(owner)
    routine = make_routine(owner, starts_on=TODAY, name="Hidden Routine")
    step = make_step(routine, private)
    Entry.objects.create(owner=owner, date=TODAY, note="Hidden Note", overall=1)
    Use.objects.create(
        owner=owner,
        date=TODAY,
        session="PM",
        line=step.line,
        shelf_item=step.shelf_item,
        state=Use.State.DONE,
    )
    return World(
        clients=clients,
        owner=owner,
        catalogue=catalogue,
        proposal=make_proposal(private, catalogue, owner),
        private=private,
        ingredient=Ingredient.objects.get(name="Retinol"),
        item=step.shelf_item,
        pack=Pack.objects.create(owner=owner, shelf_item=step.shelf_item, opened_on=TODAY),
        accepted=AcceptedFlag.objects.create(
            owner=owner,
            rule="ampoule-consecutive-days",
            fingerprint="0" * 32,
            reason="Hidden Reason",
            made_at=NOW,
        ),
        routine=routine,
        step=step,
        pause=Pause.objects.create(owner=owner, first=TODAY, last=TODAY, reason="Hidden Pause"),
    )
