"""The shelf: what stands on it, in which order, and what is noted of it."""

import re
from datetime import date

import pytest
from django.test import Client
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from routines.models import Pack, Routine, ShelfItem, Step
from tests.factories import make_item, make_product, make_routine, make_user
from tests.routines.pages import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_noon")]
TODAY = date(2026, 11, 24)
SESSION_AND_USER, ITEMS, PACKS, STEPS, RUNNING = 2, 1, 1, 1, 1


def put(user: User, name: str, kind: str = "serum", **dates: object) -> ShelfItem:
    item = make_item(user, make_product(kind, name))
    if dates:
        Pack.objects.create(owner=user, shelf_item=item, **dates)
    return item


def names(client: Client, query: str = "") -> list[str]:
    page = client.get(f"/shelf/{query}").content.decode()
    return re.findall(r'<h2 class="flag-title"><a[^>]*>(.*?)</a>', page)


def test_the_soonest_date_stands_first_and_what_is_finished_last(
    signed_in: Client, user: User
) -> None:
    put(user, "Finished", opened_on=date(2026, 1, 1), finished_on=TODAY, expires_on=TODAY)
    put(user, "A new one")
    put(user, "Undated", opened_on=TODAY)
    put(user, "Sealed", expires_on=date(2027, 3, 1))
    put(user, "Later", opened_on=TODAY, expires_on=date(2027, 2, 1))
    put(user, "Past", opened_on=date(2026, 1, 1), expires_on=date(2026, 11, 1))
    assert names(signed_in) == ["Past", "Later", "Sealed", "Undated", "A new one", "Finished"]


def test_parts_of_the_shelf_are_listed_and_counted(
    signed_in: Client, user: User, serum: Step
) -> None:
    put(user, "Opened", opened_on=TODAY)
    put(user, "Gone", opened_on=date(2026, 1, 1), finished_on=date(2026, 2, 1))
    assert names(signed_in, "?show=opened") == ["Opened"]
    assert names(signed_in, "?show=routine") == ["My Serum"]
    assert names(signed_in, "?show=unused") == ["Opened", "Gone"]
    assert len(names(signed_in, "?show=nonsense")) == 3
    tabs = signed_in.get("/shelf/").context["tabs"]
    assert [(str(tab), count) for tab, _name, count in tabs] == [
        ("all", 3),
        ("opened", 1),
        ("routine", 1),
        ("unused", 2),
    ]


def test_a_step_that_has_ended_uses_nothing(
    signed_in: Client, routine: Routine, serum: Step
) -> None:
    assert names(signed_in, "?show=routine") == ["My Serum"]
    Step.objects.update(ends_on=date(2026, 11, 23))
    assert names(signed_in, "?show=routine") == []
    Step.objects.update(ends_on=None)
    Routine.objects.update(ends_on=date(2026, 11, 23))
    assert names(signed_in, "?show=routine") == []


def test_an_empty_shelf_shows_the_way(signed_in: Client) -> None:
    page = signed_in.get("/shelf/").content.decode()
    assert "Nothing here yet" in page
    assert 'class="tabs"' not in page


def test_an_empty_part_says_so(signed_in: Client, user: User) -> None:
    put(user, "Serum")
    assert (
        "None of your products is here." in signed_in.get("/shelf/?show=opened").content.decode()
    )


def test_nobody_elses_products_are_listed(signed_in: Client) -> None:
    put(make_user(), "Hidden", opened_on=TODAY)
    assert names(signed_in) == []


def test_a_merged_product_is_shown_as_the_other_one(signed_in: Client, user: User) -> None:
    target = make_product(name="Target")
    make_item(user, make_product(name="Double", merged_into=target))
    assert names(signed_in) == ["Target"]
    assert "On your shelf." in signed_in.get(target.get_absolute_url()).content.decode()


@pytest.mark.parametrize("many", [1, 60])
def test_the_number_of_products_costs_no_query(
    signed_in: Client,
    user: User,
    django_assert_num_queries: DjangoAssertNumQueries,
    many: int,
) -> None:
    for number in range(many):
        put(user, f"Serum {number}", opened_on=TODAY, expires_on=TODAY)
    with django_assert_num_queries(SESSION_AND_USER + ITEMS + PACKS + STEPS + RUNNING):
        page = signed_in.get("/shelf/")
    assert len(names(signed_in)) == min(many, 24)
    assert ("?page=2" in page.content.decode()) is (many > 24)


def test_a_row_says_what_is_known(signed_in: Client, user: User) -> None:
    own = make_product("ampoule", "Mine", owner=user, brand_typed="Grandma", size_ml=2, units=7)
    item = make_item(user, own, prescribed=True, patch_test="passed", label_max_per_week=2)
    item.first_used_on = date(2026, 11, 2)
    item.save()
    page = signed_in.get("/shelf/").content.decode()
    for words in (
        "Ampoule · Grandma · 2 ml · 7 single doses",
        "Yours",
        "Prescribed",
        "At most twice in 7 days",
        "Patch test: Passed",
        "New to you, 2 Nov 2026",
    ):
        assert words in page


def test_a_product_is_added_to_the_newest_routine_from_here_and_from_its_page(
    signed_in: Client, user: User, routine: Routine
) -> None:
    item = put(user, "Serum")
    place = f'href="{routine.get_absolute_url()}?product={item.product_id}"'
    for address in ("/shelf/", item.get_absolute_url(), item.product.get_absolute_url()):
        assert place in signed_in.get(address).content.decode()
    routine.delete()
    assert 'href="/start/"' in signed_in.get("/shelf/").content.decode()


def test_a_course_that_ends_is_not_offered_beside_a_routine_that_goes_on(
    signed_in: Client, user: User, routine: Routine
) -> None:
    item = put(user, "Not placed")
    course = make_routine(user, starts_on=TODAY, name="Seven days")
    course.ends_on = date(2026, 11, 30)
    course.save()
    page = signed_in.get(item.get_absolute_url()).content.decode()
    assert f"{routine.get_absolute_url()}?product=" in page
    routine.delete()
    page = signed_in.get(item.get_absolute_url()).content.decode()
    assert f"{course.get_absolute_url()}?product=" in page


def test_a_products_page_says_how_it_stands_on_the_shelf(
    signed_in: Client, user: User, serum: Step
) -> None:
    product = serum.shelf_item.product
    Pack.objects.create(
        owner=user, shelf_item=serum.shelf_item, opened_on=TODAY, expires_on=date(2026, 11, 1)
    )
    page = signed_in.get(product.get_absolute_url()).content.decode()
    assert "Past its date since 1 Nov" in page
    assert "In My routine" in page
    assert "Add to shelf" not in page
    signed_in.force_login(make_user())
    assert "Add to shelf" in signed_in.get(product.get_absolute_url()).content.decode()


def test_how_often_the_pack_of_an_ampoule_says_is_asked_on_its_page(
    signed_in: Client, user: User
) -> None:
    item = put(user, "Glow Ampoule", "ampoule")
    page = item.product.get_absolute_url()
    assert "How often does the pack of Glow Ampoule say?" in signed_in.get(page).content.decode()
    form = {"pack_says": "daily", "next": page}
    assert signed_in.post(f"{item.get_absolute_url()}label/", form)["Location"] == page
    answered = signed_in.get(page).content.decode()
    assert "Your pack says: Once a day" in answered
    assert f'href="{item.get_absolute_url()}label/?next={page}"' in answered
    assert "How often does the pack" not in answered
    serum = put(user, "Serum").product.get_absolute_url()
    assert "pack" not in signed_in.get(serum).content.decode().split('id="shelf"')[1]


def test_what_the_owner_knows_is_kept_and_undone(signed_in: Client, user: User) -> None:
    item = put(user, "Serum")
    noted = {
        "first_used_on": "2026-11-02",
        "patch_test": "running",
        "prescribed": "on",
        "label_max_per_week": "3",
        "pao_months": "9",
    }
    answer = signed_in.post(item.get_absolute_url(), noted)
    assert answer["Location"] == item.get_absolute_url()
    assert said(answer) == [("Saved: Serum.", "undo-N success")]
    item.refresh_from_db()
    assert (item.first_used_on, item.patch_test) == (date(2026, 11, 2), "running")
    assert (item.prescribed, item.label_max_per_week, item.pao_months) == (True, 3, 9)
    assert item.label_asked
    signed_in.post("/plan/undo/")
    item.refresh_from_db()
    assert (item.first_used_on, item.patch_test, item.pao_months) == (None, None, None)
    assert not item.label_asked


@pytest.mark.parametrize(
    ("kind", "asked", "not_asked"),
    [("serum", "pao_months", "keep_days"), ("ampoule", "keep_days", "pao_months")],
)
def test_only_what_suits_a_product_is_asked(
    signed_in: Client, user: User, kind: str, asked: str, not_asked: str
) -> None:
    page = signed_in.get(put(user, "Product", kind).get_absolute_url()).content.decode()
    assert f'name="{asked}"' in page
    assert f'name="{not_asked}"' not in page


def test_a_mistake_keeps_what_was_typed_and_what_stands_above(
    signed_in: Client, user: User
) -> None:
    item = put(user, "Serum", opened_on=TODAY)
    answer = signed_in.post(item.get_absolute_url(), {"pao_months": "500", "prescribed": "on"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="500"' in page
    assert '<span class="tag">Prescribed</span>' not in page
    item.refresh_from_db()
    assert item.pao_months is None


def test_a_product_leaves_the_shelf_and_comes_back(signed_in: Client, user: User) -> None:
    item = put(user, "Serum", opened_on=TODAY)
    answer = signed_in.post(f"{item.get_absolute_url()}remove/")
    assert said(answer) == [("Serum is off your shelf.", "undo-N success")]
    assert names(signed_in) == []
    signed_in.post("/plan/undo/")
    assert names(signed_in) == ["Serum"]
    signed_in.post(f"{item.get_absolute_url()}remove/")
    signed_in.post("/shelf/add/", {"product": item.product_id})
    assert names(signed_in) == ["Serum"]
    assert ShelfItem.objects.for_user(user).count() == 1


def test_a_product_in_a_routine_stays_and_the_routine_is_named(
    signed_in: Client, serum: Step
) -> None:
    item = serum.shelf_item
    page = signed_in.get(item.get_absolute_url()).content.decode()
    assert f"{item.get_absolute_url()}remove/" not in page
    answer = signed_in.post(f"{item.get_absolute_url()}remove/")
    assert said(answer) == [("My Serum is in “My routine”. Take it out there first.", "error")]
    assert names(signed_in) == ["My Serum"]


def test_past_days_keep_what_left_the_shelf(signed_in: Client, user: User, serum: Step) -> None:
    Step.objects.update(ends_on=date(2026, 11, 22))
    signed_in.post(f"{serum.shelf_item.get_absolute_url()}remove/")
    assert names(signed_in) == []
    assert "My Serum" in signed_in.get("/calendar/2026-11-20/").content.decode()
    Step.objects.update(ends_on=None)  # a routine begun again uses it
    assert names(signed_in) == ["My Serum"]


def test_an_own_product_goes_straight_to_the_shelf(signed_in: Client) -> None:
    signed_in.get("/shelf/own/")
    wrong = signed_in.post("/shelf/own/", {"name": "", "kind": "serum"})
    assert wrong.status_code == 422
    answer = signed_in.post("/shelf/own/", {"name": "Cream of mine", "kind": "moisturizer"})
    assert answer["Location"].endswith("/questions/?next=%2Fshelf%2F")
    assert names(signed_in) == ["Cream of mine"]


def test_an_own_ampoule_is_asked_how_often_first(signed_in: Client) -> None:
    typed = {"name": "Glass of mine", "kind": "ampoule"}
    assert escape("How often does the pack say?") in (
        signed_in.post("/shelf/own/", typed).content.decode()
    )
    signed_in.post("/shelf/own/", {**typed, "pack_asked": "1", "pack_says": "weekly"})
    assert names(signed_in) == ["Glass of mine"]
