"""The builder as a page: what stands on it, for whom, and at what cost."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from routines.engine.schedule import weekdays
from routines.models import Pause, Routine, Step
from tests.factories import make_item, make_product, make_routine, make_step, make_user

pytestmark = pytest.mark.django_db

SESSION_AND_USER = 2
ROUTINE = 1
SHELF_STEPS_USES_PAUSES_NOTES = 5
LAST_CHANGE = 1
CATALOGUE = 1
DAY = timedelta(days=1)


@pytest.fixture
def today() -> date:
    return timezone.now().date()


@pytest.fixture
def routine(user: User, today: date) -> Routine:
    return make_routine(user, starts_on=today - 20 * DAY)


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize(("query", "searched"), [("", 0), ("?add=PM&q=serum", CATALOGUE)])
def test_queries_do_not_grow_with_steps(
    signed_in: Client,
    routine: Routine,
    number: int,
    query: str,
    searched: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _step in range(number):
        make_step(routine, make_product())
    expected = SESSION_AND_USER + ROUTINE + SHELF_STEPS_USES_PAUSES_NOTES + LAST_CHANGE + searched
    assert expected <= 10
    with django_assert_num_queries(expected):
        assert signed_in.get(f"/routines/{routine.pk}/{query}").status_code == 200


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_asks_as_often_whatever_the_number_of_steps(
    signed_in: Client,
    routine: Routine,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _step in range(number):
        make_step(routine, make_product())
    with django_assert_num_queries(SESSION_AND_USER + ROUTINE + SHELF_STEPS_USES_PAUSES_NOTES):
        assert signed_in.get("/routines/").status_code == 200


def test_each_step_names_its_line_session_and_kind(signed_in: Client, routine: Routine) -> None:
    step = make_step(routine, make_product("ampoule"), "AM", schedule=weekdays(0, 3))
    page = signed_in.get(routine.get_absolute_url()).content.decode()
    assert f'data-step="{step.line}" data-session="AM" data-kind="ampoule"' in page
    assert "Mon, Thu" in page


def test_each_flag_stands_on_the_page_once(signed_in: Client, routine: Routine) -> None:
    make_step(routine, make_product("serum"))
    make_step(routine, make_product("ampoule"), schedule=weekdays(0, 2, 4))
    page = signed_in.get(routine.get_absolute_url()).content.decode()
    marks = [part.split(">")[0] for part in page.split("data-flag=")[1:]]
    assert len(marks) == len(set(marks)) > 10
    assert "2 things, 2 fixes" in page


def test_only_the_opened_step_carries_a_form_about_when(
    signed_in: Client, routine: Routine
) -> None:
    steps = [make_step(routine, make_product()) for _number in range(3)]
    page = signed_in.get(f"{routine.get_absolute_url()}?edit={steps[1].line}").content.decode()
    assert page.count('name="mode"') == 5
    assert "mode" not in signed_in.get(routine.get_absolute_url()).context["opened"].line


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        pytest.param({"starts_on": 3}, "From ", id="begins later"),
        pytest.param({"ends_on": 9}, "Until ", id="ends"),
    ],
)
def test_a_step_says_when_it_begins_and_ends(
    signed_in: Client, routine: Routine, today: date, ahead: dict[str, int], words: str
) -> None:
    dates: dict[str, Any] = {name: today + days * DAY for name, days in ahead.items()}
    make_step(routine, make_product(), **dates)
    (column,) = [c for c in signed_in.get(routine.get_absolute_url()).context["columns"] if c.rows]
    assert column.rows[0].remarks[0].startswith(words)


def test_a_step_that_rests_says_so(signed_in: Client, routine: Routine, today: date) -> None:
    step = make_step(routine, make_product())
    Pause.objects.create(owner=routine.owner, line=step.line, first=today, last=today + DAY)
    assert b"Rests " in signed_in.get(routine.get_absolute_url()).content


def test_a_step_that_has_ended_is_not_listed(
    signed_in: Client, routine: Routine, today: date
) -> None:
    make_step(routine, make_product(), ends_on=today - DAY)
    assert b"data-step" not in signed_in.get(routine.get_absolute_url()).content


def test_a_step_that_begins_in_a_year_is_listed(
    signed_in: Client, routine: Routine, today: date
) -> None:
    make_step(routine, make_product(), starts_on=today + 365 * DAY)
    assert b"data-step" in signed_in.get(routine.get_absolute_url()).content


def test_the_search_offers_the_shelf_before_the_catalogue(
    signed_in: Client, user: User, routine: Routine
) -> None:
    elsewhere = make_product("serum", "Clear Serum A")
    owned = make_item(user, make_product("serum", "Clear Serum B")).product
    make_item(user, make_product("hydrating_toner", "Clear Water"))
    make_product("serum", "Clear Serum C", owner=make_user())
    page = signed_in.get(f"{routine.get_absolute_url()}?add=AM&q=CLEAR+serum")
    choices = page.context["opened"].search.choices
    assert [(choice.product, choice.owned) for choice in choices] == [
        (owned, True),
        (elsewhere, False),
    ]


def test_the_search_leaves_out_what_the_session_has(
    signed_in: Client, user: User, routine: Routine
) -> None:
    make_step(routine, make_product("serum", "Clear Serum"))
    address = routine.get_absolute_url()
    for session, offered in (("PM", 0), ("AM", 1)):
        search = signed_in.get(f"{address}?add={session}&q=clear").context["opened"].search
        assert len(search.choices) == offered


def test_a_search_by_htmx_answers_with_the_results_only(
    signed_in: Client, routine: Routine
) -> None:
    headers = {"HX-Request": "true", "HX-Target": "results-PM"}
    answer = signed_in.get(f"{routine.get_absolute_url()}?add=PM&q=x", headers=headers)
    assert answer.content.decode().strip().startswith('<div id="results-PM"')


def test_an_edit_by_htmx_swaps_the_builder_and_the_toasts(
    signed_in: Client, routine: Routine
) -> None:
    step = make_step(routine, make_product())
    address = f"{routine.get_absolute_url()}steps/{step.line}/remove/"
    answer = signed_in.post(address, headers={"HX-Request": "true"}, follow=True)
    page = answer.content.decode().strip()
    assert page.startswith('<div id="builder"')
    assert 'id="toasts" hx-swap-oob="true"' in page
    assert "<!doctype" not in page


def test_an_ampoule_without_limits_is_asked_about_once(
    signed_in: Client, routine: Routine
) -> None:
    step = make_step(routine, make_product("ampoule"))
    question = b"How often does the pack of"
    assert question in signed_in.get(routine.get_absolute_url()).content
    signed_in.post(f"/shelf/{step.shelf_item_id}/label/", {"pack_says": "silent"})
    assert question not in signed_in.get(routine.get_absolute_url()).content


@pytest.mark.parametrize(
    "query",
    [
        "?edit=x",
        "?product=999999",
        "?product=x",
        "?product=²",
    ],
)
def test_what_does_not_exist_cannot_be_opened(
    signed_in: Client, routine: Routine, query: str
) -> None:
    assert signed_in.get(f"{routine.get_absolute_url()}{query}").status_code == 404


@pytest.mark.parametrize(
    ("target", "to"),
    [
        pytest.param(None, None, id="page"),
        pytest.param("builder", None, id="swap"),
        pytest.param("results-swap", "#builder", id="search"),
    ],
)
def test_a_step_taken_out_meanwhile_is_said_to_be_gone(
    signed_in: Client, routine: Routine, target: str | None, to: str | None
) -> None:
    stays, gone = (make_step(routine, make_product()) for _number in range(2))
    signed_in.post(f"{routine.get_absolute_url()}steps/{gone.line}/remove/")
    signed_in.get(routine.get_absolute_url())  # says what was removed
    address = f"{routine.get_absolute_url()}?edit={gone.line}&q=serum"
    headers = {"HX-Request": "true", "HX-Target": target} if target else {}
    answer = signed_in.get(address, headers=headers)
    page = answer.content.decode()
    assert page.count("<p>That step is no longer in this routine.</p>") == 1
    assert f'data-step="{stays.line}"' in page
    assert answer.headers.get("HX-Retarget") == to


def test_a_product_on_another_shelf_cannot_be_placed(signed_in: Client, routine: Routine) -> None:
    item = make_item(make_user())
    assert (
        signed_in.get(f"{routine.get_absolute_url()}?product={item.product_id}").status_code == 404
    )


def test_a_product_from_the_shelf_asks_where_it_goes(
    signed_in: Client, user: User, routine: Routine
) -> None:
    item = make_item(user, make_product("serum", "Clear Serum"))
    address = routine.get_absolute_url()
    page = signed_in.get(f"{address}?product={item.product_id}").content.decode()
    assert "Clear Serum is on your shelf" in page
    signed_in.post(f"{address}add/", {"product": item.product_id, "session": "AM"})
    assert Step.objects.for_user(user).get().shelf_item == item


def test_a_new_routine_is_named_and_opened(signed_in: Client, user: User) -> None:
    answer = signed_in.post("/routines/", {"name": "Travel kit"})
    assert answer["Location"] == Routine.objects.for_user(user).get().get_absolute_url()
    assert signed_in.post("/routines/", {"name": ""}).status_code == 422
    assert b"x" * 81 in signed_in.post("/routines/", {"name": "x" * 81}).content


def test_without_a_routine_the_list_leads_to_start(signed_in: Client) -> None:
    assert b'href="/start/"' in signed_in.get("/routines/").content


def test_a_routine_can_be_renamed_and_ended(
    signed_in: Client, routine: Routine, today: date
) -> None:
    address = routine.get_absolute_url()
    signed_in.post(address, {"name": "Winter", "ends_on": today.isoformat()})
    routine.refresh_from_db()
    assert (routine.name, routine.ends_on) == ("Winter", today)
    signed_in.post("/plan/undo/")
    routine.refresh_from_db()
    assert (routine.name, routine.ends_on) == ("My routine", None)


def test_a_last_day_in_the_past_is_refused_and_kept_on_the_page(
    signed_in: Client, routine: Routine, today: date
) -> None:
    yesterday = (today - DAY).isoformat()
    answer = signed_in.post(routine.get_absolute_url(), {"name": "Winter", "ends_on": yesterday})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f'value="{yesterday}"' in page
    assert "<h1>My routine</h1>" in page


def test_an_ended_routine_shows_its_last_steps_and_can_begin_again(
    signed_in: Client, user: User, routine: Routine, today: date
) -> None:
    make_step(routine, make_product("cleanser"), ends_on=today - 9 * DAY)
    kept = make_step(routine, make_product("serum"), schedule=weekdays(2))
    Routine.objects.filter(pk=routine.pk).update(ends_on=today - 2 * DAY)
    address = routine.get_absolute_url()
    assert b"data-step" not in signed_in.get(address).content
    signed_in.post(address)
    again = Step.objects.for_user(user).exclude(routine=routine).get()
    assert (again.shelf_item, again.schedule, again.starts_on) == (
        kept.shelf_item,
        weekdays(2),
        today,
    )
    assert signed_in.post(f"{address}order/").status_code == 404


def test_undoing_the_making_of_a_routine_leads_to_the_list(signed_in: Client, user: User) -> None:
    signed_in.post("/routines/", {"name": "Travel kit"})
    page = signed_in.get(Routine.objects.for_user(user).get().get_absolute_url()).content.decode()
    assert 'name="next" value="/routines/"' in page
