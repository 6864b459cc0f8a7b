"""What is asked of a product that comes to the shelf: only what changes the advice."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import SkinProfile, User
from accounts.pregnancy import NO_HOLDS, is_open
from routines.facts import engine_product
from routines.models import ShelfItem
from tests.factories import make_item, make_product, make_routine, make_step, make_user

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)
Facts = dict[str, Any]
RETINOL: Facts = {"families": ["retinoid_otc"]}
BAKUCHIOL: Facts = {"families": ["bakuchiol"]}
BHA: Facts = {"families": ["bha"]}
HYDROQUINONE: Facts = {"added_families": ["hydroquinone"]}
NO_RETINOL: Facts = {"denied_families": ["retinoid_otc"]}


@pytest.fixture
def user(db: None) -> User:
    return make_user()


@pytest.fixture
def browser(client: Client, user: User) -> Iterator[Client]:
    client.force_login(user)
    with time_machine.travel(f"{TODAY}T12:00:00Z", tick=False):
        yield client


def asked(browser: Client, item: ShelfItem) -> list[str]:
    page = browser.get(f"/shelf/{item.pk}/questions/")
    return [] if page.status_code == 302 else [*page.context["form"].fields]


def profile_of(user: User) -> SkinProfile:
    return SkinProfile.objects.get(user=user)


KNOWN: Facts = {"new_to_me": False, "patch_test": "passed"}
ABOUT_USE = ["new_to_me", "patch_test"]


def test_the_builder_asks_about_one_pack_after_the_other(browser: Client, user: User) -> None:
    routine = make_routine(user, starts_on=TODAY)
    steps = [make_step(routine, make_product("ampoule", f"Ampoule {n}")) for n in "CAB"]
    steps.append(make_step(routine, steps[0].shelf_item.product, "AM"))
    for step, rest in zip(steps, ("2 more packs are", "One more pack is", None), strict=False):
        page = browser.get(routine.get_absolute_url()).content.decode()
        (name,) = re.findall(r"How often does the pack of (.*?) say", page)
        assert name == str(step.shelf_item.product)
        assert (f"{rest} asked about" if rest else "once or twice a week.</p>") in page
        browser.post(f"/shelf/{step.shelf_item_id}/label/", {"pack_says": "silent"})
    assert "How often does" not in browser.get(routine.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("kind", "product", "item", "questions"),
    [
        pytest.param("cleanser", {}, {}, [], id="what is rinsed off"),
        pytest.param("serum", {}, {}, ABOUT_USE, id="a serum"),
        pytest.param("serum", {}, KNOWN, [], id="a serum with answers"),
        pytest.param("serum", {}, {"first_used_on": TODAY}, ["patch_test"], id="dated already"),
        pytest.param("ampoule", {}, KNOWN, ["pack_says"], id="an ampoule without limit"),
        pytest.param(
            "serum",
            RETINOL,
            {},
            ["new_to_me", "retinoid_experienced", "patch_test", "pregnancy"],
            id="retinol",
        ),
        pytest.param("cleanser", RETINOL, {}, ["pregnancy"], id="retinol that is rinsed off"),
        pytest.param("serum", BAKUCHIOL, KNOWN, ["pregnancy"], id="bakuchiol"),
        pytest.param("serum", {}, KNOWN | HYDROQUINONE, ["pregnancy"], id="the owner's word"),
        pytest.param("serum", RETINOL, KNOWN | NO_RETINOL, [], id="denied"),
        pytest.param("serum", BHA | {"salicylic_percent": 2}, KNOWN, [], id="weak salicylic"),
        pytest.param(
            "serum", BHA | {"salicylic_percent": 3}, KNOWN, ["pregnancy"], id="strong salicylic"
        ),
        pytest.param("serum", BHA | {"peel": True}, KNOWN, ["pregnancy"], id="a peel"),
        pytest.param("body_lotion", BHA, KNOWN, ["pregnancy"], id="over the body"),
    ],
)
def test_only_what_would_change_the_advice_is_asked(
    browser: Client,
    user: User,
    *,
    kind: str,
    product: dict[str, Any],
    item: dict[str, Any],
    questions: list[str],
) -> None:
    row = make_item(user, make_product(kind, source="Label", **product), **item)
    assert asked(browser, row) == questions
    added = browser.post("/shelf/add/", {"product": row.product_id, "next": "/calendar/"})
    onward = f"/shelf/{row.pk}/questions/?next=%2Fcalendar%2F" if questions else "/calendar/"
    assert added["Location"] == onward


def test_each_question_says_why(browser: Client, user: User) -> None:
    item = make_item(user, make_product("ampoule", **RETINOL))
    form = browser.get(f"/shelf/{item.pk}/questions/").context["form"]
    assert [name for name, field in form.fields.items() if not field.help_text] == []


def test_answers_are_kept_and_not_asked_again(browser: Client, user: User) -> None:
    item = make_item(user, make_product("ampoule", **RETINOL))
    answers = {
        "pack_says": "daily",
        "new_to_me": "yes",
        "patch_test": "running",
        "retinoid_experienced": "on",
        "pregnancy": "trying",
        "next": "/calendar/",
    }
    assert browser.post(f"/shelf/{item.pk}/questions/", answers)["Location"] == "/calendar/"
    item.refresh_from_db()
    assert (item.label_max_per_week, item.new_to_me, item.patch_test) == (7, True, "running")
    profile = profile_of(user)
    assert (profile.retinoid_experienced, profile.trying_from) == (True, TODAY)
    assert asked(browser, item) == []


def test_everything_may_be_left_out_and_stays_open(browser: Client, user: User) -> None:
    item = make_item(user, make_product("serum", **RETINOL))
    before = asked(browser, item)
    assert browser.post(f"/shelf/{item.pk}/questions/", {"new_to_me": "no"}).status_code == 302
    item.refresh_from_db()
    assert item.new_to_me is False
    assert asked(browser, item) == [name for name in before if name in {"patch_test", "pregnancy"}]
    assert not profile_of(user).retinoid_experienced


@pytest.mark.parametrize("field", ["new_to_me", "patch_test", "pregnancy"])
def test_an_answer_that_was_not_offered_is_refused(
    browser: Client, user: User, field: str
) -> None:
    item = make_item(user, make_product("serum", **RETINOL))
    answers = {"new_to_me": "yes", field: "perhaps", "next": "/calendar/"}
    refused = browser.post(f"/shelf/{item.pk}/questions/", answers)
    assert refused.status_code == 422
    assert b'value="/calendar/"' in refused.content
    item.refresh_from_db()
    assert item.new_to_me is None


def test_an_own_product_is_asked_about_too(browser: Client, user: User) -> None:
    typed = {"name": "Mine", "kind": "serum", "ingredients_text": "Aqua, Retinol"}
    answer = browser.post("/shelf/own/", typed)
    item = ShelfItem.objects.for_user(user).get()
    assert answer["Location"] == f"/shelf/{item.pk}/questions/?next=%2Fshelf%2F"


@pytest.mark.parametrize(
    ("kind", "facts", "item", "is_asked"),
    [
        pytest.param("serum", {}, {}, True, id="a serum"),
        pytest.param("moisturizer", {}, {}, True, id="a cream"),
        pytest.param("cleanser", {}, {}, False, id="what is rinsed off"),
        pytest.param("sunscreen", {}, {}, False, id="never one"),
        pytest.param("serum", {"inci_names": ["RETINOL"]}, {}, False, id="its list says"),
        pytest.param("serum", {}, {"added_families": ["retinoid_otc"]}, False, id="told"),
        pytest.param("serum", {"owner": None, "source": "Label"}, {}, False, id="the catalogue's"),
    ],
)
def test_a_retinoid_is_asked_about_where_only_the_owner_knows(
    browser: Client, user: User, kind: str, facts: Facts, item: Facts, *, is_asked: bool
) -> None:
    row = make_item(user, make_product(kind, **{"owner": user, **facts}), **item)
    assert ("retinoid" in asked(browser, row)) is is_asked


@pytest.mark.parametrize(("answer", "actives"), [("yes", {"retinoid_otc"}), ("no", set())])
def test_the_answer_about_a_retinoid_is_kept(
    browser: Client, user: User, answer: str, actives: set[str]
) -> None:
    item = make_item(user, make_product("serum", owner=user))
    browser.post(f"/shelf/{item.pk}/questions/", {"retinoid": answer})
    item.refresh_from_db()
    assert engine_product(item).actives == actives
    assert "retinoid" not in asked(browser, item)


@pytest.mark.parametrize(
    ("kind", "facts", "item", "is_asked"),
    [
        pytest.param("exfoliant_chemical", {}, {}, True, id="an acid"),
        pytest.param("exfoliating_toner", {}, {}, True, id="an acid toner"),
        pytest.param("serum", {}, {}, False, id="no acid by its name"),
        pytest.param("exfoliant_chemical", {"inci_names": ["AQUA"]}, {}, False, id="a list"),
        pytest.param("exfoliant_chemical", {}, {"added_families": ["aha"]}, False, id="told"),
        pytest.param("exfoliant_chemical", {"owner": None}, {}, False, id="the catalogue's"),
    ],
)
def test_an_acid_is_asked_about_where_only_the_owner_knows(
    browser: Client, user: User, kind: str, facts: Facts, item: Facts, *, is_asked: bool
) -> None:
    row = make_item(user, make_product(kind, **{"owner": user, **facts}), **item)
    assert ("acids" in asked(browser, row)) is is_asked


@pytest.mark.parametrize(
    ("answer", "actives"),
    [("aha", {"aha"}), ("bha", {"bha"}), ("aha bha", {"aha", "bha"}), ("neither", set())],
)
def test_the_answer_about_an_acid_is_kept(
    browser: Client, user: User, answer: str, actives: set[str]
) -> None:
    item = make_item(user, make_product("exfoliant_chemical", owner=user))
    browser.post(f"/shelf/{item.pk}/questions/", {"acids": answer})
    item.refresh_from_db()
    assert engine_product(item).actives == actives
    assert "acids" not in asked(browser, item)


@pytest.mark.parametrize(
    ("told", "is_asked"),
    [
        pytest.param({}, True, id="nothing is known"),
        pytest.param({"asks_pregnancy": False}, False, id="not to be asked"),
        pytest.param({"pregnant_from": TODAY}, False, id="pregnant"),
        pytest.param(
            {"pregnant_from": TODAY - DAY, "pregnant_until": TODAY - DAY}, True, id="was"
        ),
        pytest.param({"trying_from": TODAY}, False, id="trying"),
        pytest.param({"breastfeeding_from": TODAY}, False, id="breastfeeding"),
        pytest.param({"pregnancy_denied_on": TODAY - NO_HOLDS + DAY}, False, id="lately no"),
        pytest.param({"pregnancy_denied_on": TODAY - NO_HOLDS}, True, id="no, long ago"),
    ],
)
def test_pregnancy_is_asked_where_nothing_of_it_is_known(
    told: dict[str, Any], *, is_asked: bool
) -> None:
    assert is_open(SkinProfile(**told), TODAY) is is_asked


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("pregnant", {"pregnant_from": TODAY, "pregnant_until": None}),
        ("trying", {"trying_from": TODAY}),
        ("breastfeeding", {"breastfeeding_from": TODAY}),
        ("none", {"pregnancy_denied_on": TODAY}),
        ("dont_ask", {"asks_pregnancy": False}),
    ],
)
def test_the_builder_asks_about_pregnancy_once_and_keeps_the_answer(
    browser: Client, user: User, answer: str, told: dict[str, Any]
) -> None:
    SkinProfile.objects.filter(user=user).update(
        pregnant_from=TODAY - 400 * DAY, pregnant_until=TODAY - 130 * DAY
    )
    routine = make_routine(user, starts_on=TODAY)
    for _step in range(2):
        make_step(routine, make_product("serum", **RETINOL))
    page = browser.get(routine.get_absolute_url()).content.decode()
    assert page.count("Pregnant, trying or breastfeeding?") == 1
    sent = {"answer": answer, "next": "/routines/"}
    assert browser.post("/settings/skin/pregnancy/", sent)["Location"] == "/routines/"
    profile = profile_of(user)
    assert {name: getattr(profile, name) for name in told} == told
    page = browser.get(routine.get_absolute_url()).content.decode()
    assert "Pregnant, trying or breastfeeding?" not in page


def test_the_builder_asks_nothing_of_a_plain_routine(browser: Client, user: User) -> None:
    routine = make_routine(user, starts_on=TODAY)
    make_step(routine, make_product("serum"))
    assert b"Pregnant" not in browser.get(routine.get_absolute_url()).content


def test_an_unknown_answer_about_pregnancy_is_refused(browser: Client, user: User) -> None:
    assert browser.post("/settings/skin/pregnancy/", {"answer": "maybe"}).status_code == 400
    assert is_open(profile_of(user), TODAY)


def test_the_page_takes_few_queries(
    browser: Client, user: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    item = make_item(user, make_product("serum", **RETINOL))
    with django_assert_num_queries(5):  # session, user, item, packs, routines
        browser.get(f"/shelf/{item.pk}/questions/")
