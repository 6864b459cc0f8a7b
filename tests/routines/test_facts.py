"""Every fact that advice depends on reaches the engine, and nobody else's plan."""

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import SkinProfile, User
from journal.models import Entry, Procedure
from routines.engine import plan as engine
from routines.engine.schedule import weekdays
from routines.facts import typed_names
from routines.models import Pack, Routine, Use
from routines.selectors import plan_between
from tests.factories import make_item, make_product, make_routine, make_step, make_user

TODAY = date(2026, 11, 24)  # a Tuesday
DAY = timedelta(days=1)
LAST = TODAY + 6 * DAY

ABOUT_PEOPLE: dict[str, tuple[Any, Any]] = {
    **dict.fromkeys(
        ("sensitive", "skin_cycling", "retinoid_experienced", "fragrance_sensitive"), (True, True)
    ),
    **dict.fromkeys(("acne_prone_list", "rosacea", "eczema"), (True, True)),
    **dict.fromkeys(("birth_date", "pregnant_from", "pregnant_until"), (TODAY, TODAY)),
    **dict.fromkeys(("trying_from", "breastfeeding_from"), (TODAY, TODAY)),
    "breastfeeding_until": (TODAY, TODAY),
    "allergens": ("Linalool\nHyaluronic acid", ("Linalool", "Hyaluronic acid")),
    "avoid": ("Parfum, Fragrance allergens", ("Parfum", "fragrance_allergen")),
    "ampoules_per_week": (5, 5),
    "new_product_days": (10, 10),
}
ABOUT_PRODUCTS: dict[str, tuple[object, object]] = {
    "kind": ("face_oil", "face_oil"),
    "name": ("Drops", "Drops"),
    "spf": (30, 30),
    **dict.fromkeys(("occlusive", "fcf", "peel", "single_use", "silicone_heavy"), (True, True)),
    **dict.fromkeys(("keep_days", "pao_months"), (3, 3)),
    **dict.fromkeys(("label_max_per_week", "label_max_per_day"), (4, 4)),
}
ABOUT_ITEMS: dict[str, tuple[object, object]] = {
    "prescribed": (True, True),
    "patch_test": ("running", "running"),
    **dict.fromkeys(("keep_days", "pao_months"), (9, 9)),
    **dict.fromkeys(("label_max_per_week", "label_max_per_day"), (8, 8)),
}
DATES_OF_PACKS = ("opened_on", "expires_on", "purchased_on", "changed_on")


@pytest.fixture
def user(db: None) -> User:
    return make_user()


@pytest.fixture
def routine(user: User) -> Routine:
    return make_routine(user, starts_on=TODAY - 20 * DAY)


def read(user: User, first: date = TODAY, last: date = LAST) -> engine.Plan:
    """Return the plan as a page reads it."""
    return plan_between(User.objects.get(pk=user.pk), first, last).plan


def judged(user: User, first: date = TODAY, last: date = LAST) -> engine.Product:
    [product] = read(user, first, last).products.values()
    return product


def test_no_field_of_a_person_is_forgotten() -> None:
    told = {field.name for field in fields(engine.Profile)}
    assert told == {*ABOUT_PEOPLE, "night_ends_hour"}


@pytest.mark.parametrize("field", ABOUT_PEOPLE)
def test_what_somebody_told_of_themselves_reaches_the_engine(user: User, field: str) -> None:
    stored, expected = ABOUT_PEOPLE[field]
    starts = {field.replace("until", "from"): TODAY} if field.endswith("until") else {}
    SkinProfile.objects.filter(user=user).update(**{field: stored, **starts})
    untold = engine.Profile()
    assert read(user).profile == replace(untold, **{**starts, field: expected})
    assert read(make_user()).profile == untold


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        pytest.param("", (), id="nothing"),
        pytest.param(" Citral , ,Parfum;\r\n CI 7\n", ("Citral", "Parfum", "CI 7"), id="any mark"),
        pytest.param("1,2-Diol, P (a, b)", ("1,2-Diol", "P (a, b)"), id="commas in names"),
    ],
)
def test_a_typed_list_is_read_kindly(typed: str, names: tuple[str, ...]) -> None:
    assert typed_names(typed) == names


@pytest.mark.parametrize("field", ABOUT_PRODUCTS)
def test_what_a_label_states_reaches_the_engine(routine: Routine, field: str) -> None:
    stored, expected = ABOUT_PRODUCTS[field]
    make_step(routine, make_product(**{"source": "Label", field: stored}))  # type: ignore[arg-type]  # a table of any field
    assert getattr(judged(routine.owner), field) == expected


def test_tags_names_and_strengths_of_a_product_reach_the_engine(routine: Routine) -> None:
    tags: dict[str, Any] = {"families": ["aha", "niacinamide"], "trace_families": ["bha"]}
    stated = {f"{name}_percent": "0.5" for name in ("retinol", "aha", "salicylic", "kojic")}
    product = make_product(**tags, **stated, inci_names=["AQUA"], source="Label")
    make_step(routine, product)
    seen = judged(routine.owner)
    assert sorted(seen.actives) == ["aha", "niacinamide"]
    assert list(seen.trace_actives) == ["bha"]
    assert seen.percents == {"retinol": 0.5, "aha": 0.5, "salicylic": 0.5, "kojic": 0.5}
    assert seen.inci == ("AQUA",)


@pytest.mark.parametrize("field", ABOUT_ITEMS)
def test_what_the_owner_says_of_a_product_reaches_the_engine(routine: Routine, field: str) -> None:
    stored, expected = ABOUT_ITEMS[field]
    product = make_product(keep_days=1, pao_months=1, source="Label")
    make_step(routine, make_item(routine.owner, product, **{field: stored}))
    assert getattr(judged(routine.owner), field) == expected


def test_the_owner_has_the_last_word_on_what_is_in_it(routine: Routine) -> None:
    product = make_product(families=["aha", "peptide"], trace_families=["bha", "pha"])
    said = {"added_families": ["pha", "urea"], "denied_families": ["aha", "bha"]}
    make_step(routine, make_item(routine.owner, product, **said))
    seen = judged(routine.owner)
    assert sorted(seen.actives) == ["peptide", "pha", "urea"]
    assert not seen.trace_actives


@pytest.mark.parametrize("field", DATES_OF_PACKS)
def test_the_dates_of_the_pack_reach_the_engine(routine: Routine, field: str) -> None:
    step = make_step(routine, make_product())
    Pack.objects.create(owner=routine.owner, shelf_item=step.shelf_item, **{field: TODAY})
    seen = judged(routine.owner)
    assert {name: getattr(seen, name) for name in DATES_OF_PACKS if getattr(seen, name)} == {
        field: TODAY
    }


def test_each_page_takes_the_pack_in_use_at_its_end(routine: Routine) -> None:
    item = make_step(routine, make_product()).shelf_item

    def pack(**days: date) -> None:
        Pack.objects.create(owner=routine.owner, shelf_item=item, **days)

    pack(opened_on=TODAY - 30 * DAY, finished_on=TODAY - 10 * DAY, expires_on=TODAY)
    pack(opened_on=TODAY - 10 * DAY, expires_on=TODAY + DAY)
    pack(expires_on=TODAY + 3 * DAY)
    pack(expires_on=TODAY + 2 * DAY)
    other = make_routine(make_user(), starts_on=TODAY - 20 * DAY)
    make_step(other, item.product)
    ends = (TODAY - 40 * DAY, TODAY - 11 * DAY, TODAY - 10 * DAY, LAST)
    assert [judged(routine.owner, end - DAY, end).expires_on for end in ends] == [
        TODAY + 2 * DAY,  # nothing was open: the sealed one that is to be used first
        TODAY,
        TODAY + DAY,
        TODAY + DAY,
    ]
    assert judged(other.owner).expires_on is None


def test_a_pack_that_was_never_opened_waited_until_it_was_finished(routine: Routine) -> None:
    item = make_step(routine, make_product()).shelf_item
    for days in ({"finished_on": TODAY, "expires_on": LAST}, {"expires_on": LAST + DAY}):
        Pack.objects.create(owner=routine.owner, shelf_item=item, **days)
    seen = [judged(routine.owner, day, day).expires_on for day in (TODAY - DAY, TODAY)]
    assert seen == [LAST, LAST + DAY]


def test_a_pack_of_something_used_besides_the_plan_is_read_too(user: User) -> None:
    item = make_item(user)
    Pack.objects.create(owner=user, shelf_item=item, opened_on=TODAY)
    Use.objects.create(owner=user, date=TODAY, session="PM", shelf_item=item, state="done")
    assert judged(user).opened_on == TODAY


@pytest.mark.parametrize(
    ("told", "first_used"),
    [
        pytest.param({}, None, id="nobody asked"),
        pytest.param({"new_to_me": False}, None, id="long known"),
        pytest.param({"new_to_me": True}, date(2026, 11, 9), id="new: the first Monday"),
        pytest.param({"first_used_on": TODAY}, TODAY, id="a date is known"),
        pytest.param({"new_to_me": True, "first_used_on": TODAY}, TODAY, id="new since a date"),
    ],
)
def test_what_is_new_is_new_since_its_first_use(
    routine: Routine, told: dict[str, Any], first_used: date | None
) -> None:
    item = make_item(routine.owner, **told)
    make_step(routine, item, schedule=weekdays(0))
    assert judged(routine.owner).first_used == first_used


def test_the_diary_and_treatments_reach_the_engine(user: User) -> None:
    Entry.objects.create(
        owner=user, date=TODAY, irritation=3, signs=["hives"], indoors=True, sweat=True
    )
    Entry.objects.create(owner=user, date=TODAY - DAY, damage=["cut"], damage_until=LAST)
    Procedure.objects.create(owner=user, date=LAST, type="wax", area="body")
    plan = read(user)
    assert plan.journal == (
        engine.JournalNote(TODAY - DAY, damage=("cut",), damage_until=LAST),
        engine.JournalNote(TODAY, 3, ("hives",)),
    )
    assert [*plan.sweat, *plan.indoors] == [TODAY, TODAY]
    assert plan.procedures == (engine.Procedure(LAST, "wax", "body"),)
    assert read(make_user()) == engine.Plan({}, profile=engine.Profile())


@pytest.mark.parametrize("many", [1, 30])
def test_a_plan_takes_five_queries_with_any_number_of_facts(user: User, many: int) -> None:
    routine = make_routine(user, starts_on=TODAY - 20 * DAY)
    for number in range(many):
        item = make_step(routine, make_item(user, new_to_me=True)).shelf_item
        Pack.objects.create(owner=user, shelf_item=item, opened_on=TODAY)
        Entry.objects.create(owner=user, date=TODAY - number * DAY, overall=1)
        Procedure.objects.create(owner=user, date=TODAY + number * DAY, type="wax")
    person = User.objects.select_related("profile").get(pk=user.pk)
    with CaptureQueriesContext(connection) as queries:
        plan = plan_between(person, TODAY, LAST).plan
    assert len(queries) == 5
    assert all(product.opened_on and product.first_used for product in plan.products.values())
