"""Ids of somebody else's rows in the body of a form are refused, and nothing is written."""

from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest
import time_machine
from django.core import serializers
from django.urls import reverse

from products.models import Product
from routines.models import (
    AcceptedFlag,
    Pack,
    Pause,
    PlanChange,
    Routine,
    ShelfItem,
    Step,
    Use,
)
from routines.noticed import AHEAD, noticed_for
from routines.selectors import plan_between
from tests.access.test_every_address import NAMES_ROWS
from tests.access.world import TODAY, World, make_world
from tests.factories import make_product, make_step

pytestmark = pytest.mark.django_db
MODELS = (Product, ShelfItem, Pack, Routine, Step, Use, Pause, PlanChange, AcceptedFlag)
Attempt = tuple[str, list[object], dict[str, object]]


@pytest.fixture
def world() -> Iterator[World]:
    with time_machine.travel(f"{TODAY}T12:00:00Z", tick=False):
        yield make_world()


def own_step(world: World) -> Step:
    """Return a step of the attacker's own routine."""
    routine = Routine.objects.get(owner__email="other@example.org")
    return Step.objects.filter(routine=routine).first() or make_step(routine, make_product())


def forged_fix(world: World) -> str:
    return f'{{"verb":"remove_step","edits":[{{"do":"remove","line":"{world.step.line}"}}]}}'


def foreign_flag(world: World) -> dict[str, object]:
    """Return what the owner's page would send to keep their own flag as it is."""
    owned = plan_between(world.owner, TODAY, TODAY + AHEAD)
    [card, *_] = noticed_for(world.owner, owned, TODAY, TODAY + AHEAD, TODAY).open
    return dict(parse_qsl(urlsplit(card.keep_url).query))


ATTEMPTS: dict[str, Callable[[World], Attempt]] = {
    "shelf-add a private product": lambda world: (
        "shelf-add",
        [],
        {"product": world.private.pk},
    ),
    "step-add a private product": lambda world: (
        "step-add",
        [own_step(world).routine_id],
        {"product": world.private.pk, "session": "AM"},
    ),
    "step-add to a foreign routine": lambda world: (
        "step-add",
        [world.routine.pk],
        {"product": world.catalogue.pk, "session": "AM"},
    ),
    "step-edit a foreign line": lambda world: (
        "step-edit",
        [world.routine.pk, world.step.line],
        {"mode": "daily"},
    ),
    "step-edit a foreign line in an own routine": lambda world: (
        "step-edit",
        [own_step(world).routine_id, world.step.line],
        {"mode": "daily"},
    ),
    "step-move a foreign line": lambda world: (
        "step-move",
        [world.routine.pk, world.step.line],
        {"to": 0},
    ),
    "step-swap to a private product": lambda world: (
        "step-swap",
        [own_step(world).routine_id, own_step(world).line],
        {"product": world.private.pk, "on": TODAY},
    ),
    "step-pause a foreign line": lambda world: (
        "step-pause",
        [world.routine.pk, world.step.line],
        {"first": TODAY, "last": TODAY},
    ),
    "pause-add of a foreign routine": lambda world: (
        "pause-add",
        [],
        {"routine": world.routine.pk, "first": TODAY, "last": TODAY},
    ),
    "use-skip a foreign line": lambda world: (
        "use-skip",
        [TODAY],
        {"session": "PM", "line": world.step.line},
    ),
    "use-move a foreign line": lambda world: (
        "use-move",
        [TODAY],
        {"from": "PM", "line": world.step.line, "date": TODAY, "session": "AM"},
    ),
    "use-tick a foreign line": lambda world: (
        "use-tick",
        [],
        {"session": "PM", "date": TODAY, "line": world.step.line},
    ),
    "use-anyway of a foreign line": lambda world: (
        "use-anyway",
        [TODAY],
        {"session": "PM", "line": world.step.line},
    ),
    "use-other instead of a foreign line": lambda world: (
        "use-other",
        [TODAY],
        {"session": "PM", "line": world.step.line, "product": own_step(world).shelf_item_id},
    ),
    "use-remove of a foreign item": lambda world: (
        "use-remove",
        [TODAY],
        {"session": "PM", "item": world.item.pk},
    ),
    "use-unit of a foreign line": lambda world: (
        "use-unit",
        [TODAY],
        {"session": "PM", "line": world.step.line, "unit_opened": TODAY},
    ),
    "fix a foreign line": lambda world: ("fix", [], {"fix": forged_fix(world)}),
    "plan-accept a foreign flag": lambda world: (
        "plan-accept",
        [],
        foreign_flag(world),
    ),
}


def everything() -> str:
    rows = [row for model in MODELS for row in model._default_manager.all()]
    return str(serializers.serialize("json", rows))


def test_every_address_that_names_rows_is_tried() -> None:
    assert {name.split()[0] for name in ATTEMPTS} == NAMES_ROWS


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_a_foreign_id_is_refused(world: World, attempt: str) -> None:
    own_step(world)
    name, args, body = ATTEMPTS[attempt](world)
    before = everything()
    answer = world.clients["other"].post(reverse(name, args=args), body)
    assert answer.status_code in ({302} if name in {"fix", "plan-accept"} else {404, 422})
    assert everything() == before


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_nobody_posts_without_signing_in(world: World, attempt: str) -> None:
    name, args, body = ATTEMPTS[attempt](world)
    before = everything()
    answer = world.clients["anonymous"].post(reverse(name, args=args), body)
    assert answer["Location"].startswith("/accounts/login/")
    assert everything() == before


def test_rows_of_a_plan_share_their_owner(world: World) -> None:
    owned = plan_between(world.owner, TODAY, TODAY)
    assert {item.owner_id for item in owned.items.values()} == {world.owner.pk}
    assert {routine.owner_id for routine in owned.routines.values()} == {world.owner.pk}
    for step in Step.objects.select_related("routine", "shelf_item"):
        assert step.owner_id == step.routine.owner_id == step.shelf_item.owner_id
