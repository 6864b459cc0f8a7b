"""Who may see what: every address of the URLconf, for each kind of visitor.

The admin and the pages of sign-in are named groups; all other addresses stand in the table
one by one, and an address missing there fails the first test.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.urls import by_mail, passwords, signing_in, two_step
from tests.access.world import TODAY, VISITORS, World, make_world

pytestmark = pytest.mark.django_db
Args = Callable[[World], list[object]]

NOTHING: Args = lambda world: []  # noqa: E731 (a table of small functions)
DAY: Args = lambda world: [TODAY]  # noqa: E731 (as above)
ROUTINE: Args = lambda world: [world.routine.pk]  # noqa: E731 (as above)
ITEM: Args = lambda world: [world.item.pk]  # noqa: E731 (as above)
PACK: Args = lambda world: [world.item.pk, world.pack.pk]  # noqa: E731 (as above)
PRIVATE: Args = lambda world: [world.private.slug]  # noqa: E731 (as above)
LINE: Args = lambda world: [world.routine.pk, world.step.line]  # noqa: E731 (as above)

# What anonymous, other, owner and curator get. "login" = led to sign-in.
PUBLIC = (200, 200, 200, 200)
OWN_PAGE = ("login", 200, 200, 200)
OWNED = ("login", 404, 200, 404)
ANYBODYS_POST = (302, 302, 302, 302)
OWN_POST = ("login", 302, 302, 302)
OWNED_POST = ("login", 404, 302, 404)

GET: dict[str, tuple[Args, tuple[object, ...]]] = {
    "healthz": (NOTHING, PUBLIC),
    "landing": (NOTHING, (200, 302, 302, 302)),
    "together": (NOTHING, PUBLIC),
    "rule-list": (NOTHING, PUBLIC),
    "rule-detail": (lambda world: ["ampoule-too-often"], PUBLIC),
    "product-list": (NOTHING, PUBLIC),
    "product-detail": (PRIVATE, (404, 404, 200, 404)),
    "product-compare": (NOTHING, PUBLIC),
    "product-routine": (PRIVATE, OWNED),
    "product-downloads": (NOTHING, PUBLIC),
    "product-export": (lambda world: ["products", "csv"], PUBLIC),
    "product-edit": (PRIVATE, OWNED),
    "product-suggest": (NOTHING, OWN_PAGE),
    "ingredient-list": (NOTHING, PUBLIC),
    "ingredient-detail": (lambda world: [world.ingredient.slug], PUBLIC),
    "product-offer": (PRIVATE, OWNED_POST),
    "product-propose": (lambda world: [world.catalogue.slug], OWN_PAGE),
    "privacy": (NOTHING, PUBLIC),
    "settings": (NOTHING, OWN_PAGE),
    "skin-profile": (NOTHING, OWN_PAGE),
    "sessions": (NOTHING, OWN_PAGE),
    "account-download": (NOTHING, OWN_PAGE),
    "account-delete": (NOTHING, OWN_PAGE),  # these people have no password to be asked for
    "start": (NOTHING, OWN_PAGE),
    "start-paste": (NOTHING, OWN_PAGE),
    "today": (NOTHING, OWN_PAGE),
    "calendar": (NOTHING, OWN_PAGE),
    "calendar-month": (lambda world: [TODAY.replace(day=1)], OWN_PAGE),
    "calendar-week": (lambda world: [date(2026, 11, 23)], OWN_PAGE),
    "calendar-day": (DAY, OWN_PAGE),
    "pause-add": (NOTHING, OWN_PAGE),
    "journal-list": (NOTHING, OWN_PAGE),
    "journal-entry": (DAY, OWN_PAGE),
    "journal-delete": (DAY, ("login", 404, 200, 404)),
    "treatments": (DAY, OWN_PAGE),
    "routine-list": (NOTHING, OWN_PAGE),
    "routine-detail": (ROUTINE, OWNED),
    "routine-arrange": (ROUTINE, OWNED),
    "shelf": (NOTHING, OWN_PAGE),
    "shelf-own": (NOTHING, OWN_PAGE),
    "shelf-item": (ITEM, OWNED),
    "shelf-label": (ITEM, OWNED),
    "shelf-questions": (ITEM, OWNED),
    "pack-add": (ITEM, OWNED),
    "pack-edit": (PACK, OWNED),
    "fix-all": (NOTHING, OWN_PAGE),
}
POST: dict[str, tuple[Args, tuple[object, ...]]] = {
    "product-follow": (PRIVATE, OWNED_POST),
    "product-withdraw": (PRIVATE, OWNED_POST),
    "proposal-withdraw": (lambda world: [world.proposal.pk], OWNED_POST),
    "journal-note": (DAY, OWN_POST),
    "theme": (NOTHING, ANYBODYS_POST),
    "skin-pregnancy": (NOTHING, OWN_POST),
    "unsent-drop": (NOTHING, OWN_POST),
    "plan-undo": (NOTHING, OWN_POST),
    "plan-withdraw": (lambda world: [world.accepted.acceptance], ("login", 404, 302, 404)),
    "pause-remove": (lambda world: [world.pause.pk], ("login", 404, 302, 404)),
    "step-remove": (LINE, ("login", 404, 302, 404)),
    "shelf-remove": (ITEM, ("login", 404, 302, 404)),
    "pack-open": (ITEM, ("login", 404, 302, 404)),
    "pack-finish": (ITEM, ("login", 404, 302, 404)),
    "pack-changed": (ITEM, ("login", 404, 302, 404)),
    "shelf-actives": (ITEM, ("login", 404, 302, 404)),
    "pack-remove": (PACK, ("login", 404, 302, 404)),
    "routine-order": (ROUTINE, ("login", 404, 302, 404)),
}
BODIES = {
    "theme": {"theme": "dark"},
    "skin-pregnancy": {"answer": "none"},
    "shelf-actives": {"contains": "aha"},
    "journal-note": {"fact": "sweat"},
}

# Posts whose body names rows; test_foreign_ids.py has their bodies.
NAMES_ROWS = {
    "fix",
    "pause-add",
    "plan-accept",
    "shelf-add",
    "step-add",
    "step-edit",
    "step-move",
    "step-swap",
    "step-pause",
    "use-skip",
    "use-move",
    "use-tick",
    "use-anyway",
    "use-other",
    "use-remove",
    "use-unit",
}


def walk(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield (route, name) of every address."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, route)
        else:
            yield route, str(pattern.name)


def groups() -> set[str]:
    """Return the names of the pages of sign-in, which are a group of their own."""
    return {name for _, name in walk([*signing_in, *by_mail, *passwords, *two_step])}


def test_the_tables_hold_every_address() -> None:
    found = {
        name
        for route, name in walk(get_resolver().url_patterns)
        if not route.startswith("admin/") and name not in groups()
    }
    assert found == {*GET, *POST, *NAMES_ROWS}


@pytest.fixture
def world() -> Iterator[World]:
    with time_machine.travel(f"{TODAY}T12:00:00Z", tick=False):
        yield make_world()


def outcome(response: object) -> object:
    """Return the status, or "login" where the visitor is led to sign-in."""
    status = response.status_code  # type: ignore[attr-defined]  # a test response
    if status == 302 and response["Location"].startswith("/accounts/login/"):  # type: ignore[index]  # as above
        return "login"
    return status


@pytest.mark.parametrize("name", GET)
def test_who_may_get_a_page(world: World, name: str) -> None:
    args, wanted = GET[name]
    address = reverse(name, args=args(world))
    seen = tuple(outcome(world.clients[visitor].get(address)) for visitor in VISITORS)
    assert seen == wanted


@pytest.mark.parametrize("name", POST)
def test_who_may_post_to_an_address(world: World, name: str) -> None:
    args, wanted = POST[name]
    address = reverse(name, args=args(world))
    order = ("anonymous", "other", "curator", "owner")  # the owner last: the row may go
    seen = {
        visitor: outcome(world.clients[visitor].post(address, BODIES.get(name)))
        for visitor in order
    }
    assert tuple(seen[visitor] for visitor in VISITORS) == wanted


@pytest.mark.parametrize("visitor", ["anonymous", "other", "curator"])
def test_no_page_shows_what_is_somebody_elses(world: World, visitor: str) -> None:
    for name, (args, _) in GET.items():
        page = world.clients[visitor].get(reverse(name, args=args(world))).getvalue()
        assert b"Hidden" not in page, name


@pytest.mark.parametrize("visitor", ["anonymous", "other"])
def test_the_admin_is_closed_to_all_but_staff(world: World, visitor: str) -> None:
    for route, name in walk(get_resolver("skincare.urls").url_patterns):
        if route.startswith("admin/") and "<" not in route and "(?P" not in route:
            answer = world.clients[visitor].get(f"/{route}")
            assert answer.status_code in {302, 403, 404}, name


def test_a_curator_finds_the_catalogue_in_the_admin_and_nothing_else(world: World) -> None:
    curator = world.clients["curator"]
    page = curator.get("/admin/").content.decode()
    assert "/admin/products/product/" in page
    for app in ("routines", "journal", "accounts"):
        assert f"/admin/{app}/" not in page
    for lists in ("product/", "ingredient/", "ingredientname/", "ingredientname/?state=decided"):
        assert "Hidden" not in curator.get(f"/admin/products/{lists}").content.decode()
    hidden = f"/admin/products/product/{world.private.pk}"
    for tail in ("/change/", "/delete/", "/history/"):
        answer = curator.get(hidden + tail, follow=True)
        assert "Hidden" not in answer.content.decode()


@pytest.mark.parametrize("page", sorted(groups()))
def test_a_page_of_sign_in_shows_nothing_of_anybody(world: World, page: str) -> None:
    numbered = page in {"mfa_edit_webauthn", "mfa_remove_webauthn"}
    args: list[object] = ["abc", "set-password"] if page.endswith("from_key") else [1] * numbered
    answer = world.clients["anonymous"].get(reverse(page, args=args))
    assert answer.status_code in {200, 302, 404}
    assert b"Hidden" not in answer.content


def test_a_foreign_page_and_a_missing_one_look_alike(world: World) -> None:
    other: Client = world.clients["other"]
    foreign = other.get(reverse("routine-detail", args=[world.routine.pk]))
    missing = other.get(reverse("routine-detail", args=[987654]))
    changing = re.compile(rb'value="[A-Za-z0-9]{64}"|/routines/[0-9]+/')  # token and address
    assert foreign.status_code == missing.status_code == 404
    assert changing.sub(b"", foreign.content) == changing.sub(b"", missing.content)
