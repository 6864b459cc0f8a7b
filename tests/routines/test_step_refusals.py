"""What the builder refuses: forms to correct, and what belongs to somebody else."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from products.models import Product
from routines.models import Pause, ShelfItem
from tests.factories import make_product, make_routine, make_step, make_user
from tests.routines.bench import DAY, KINDS, TODAY, Bench, all_edits, make_bench, when

pytestmark = pytest.mark.django_db


@pytest.fixture
def bench(client: Client) -> Iterator[Bench]:
    yield from make_bench(client, KINDS)


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"mode": "weekdays"}, "weekdays"),
        ({"mode": "weekdays", "weekdays": ["7"]}, "weekdays"),
        ({"mode": "every", "period": "1"}, "period"),
        ({"mode": "every", "period": "1000"}, "period"),
        ({"mode": "every", "period": "4", "anchor": "31.12."}, "anchor"),
        ({"mode": "cycle", "cycle": "3", "due": ["4"]}, "due"),
        ({"mode": "cycle", "cycle": "3"}, "due"),
        ({"mode": "dates"}, "dates"),
        ({"mode": "dates", "dates": ["2026-02-30"]}, "dates"),
        ({"mode": "dates", "dates": ["2026-01-01"] * 61}, "dates"),
        ({"mode": "fortnightly"}, "mode"),
        ({"mode": "daily", "session": "noon"}, "session"),
        ({"mode": "daily", "starts_on": "2020-01-01"}, "starts_on"),
        ({"mode": "daily", "starts_on": "2200-01-01"}, "starts_on"),
        ({"mode": "daily", "ends_on": "2020-01-01"}, "ends_on"),
    ],
)
def test_a_form_to_correct_says_what_and_keeps_the_rest(
    bench: Bench, form: dict[str, Any], field: str
) -> None:
    stored = bench.stored()
    sent = {**when("daily", anchor=TODAY.isoformat()), "period": "23", **form}
    answer = bench.press("", sent)
    assert answer.status_code == 422
    assert answer["HX-Replace-Url"] == "false"
    page = answer.content.decode()
    assert page.count('class="error"') == 1
    assert f'id="id_{field}_error"' in page
    assert f'value="{sent["period"]}"' in page
    assert bench.stored() == stored


def test_what_a_mode_does_not_ask_for_may_be_wrong(bench: Bench) -> None:
    form = when("daily", period="0", weekdays=["9"], dates=["x"], anchor="x")
    assert bench.press("", form).status_code == 302


@pytest.mark.parametrize("action", ["", "swap/"])
def test_a_step_cannot_change_after_its_end(bench: Bench, action: str) -> None:
    bench.add_step("essence", ends_on=TODAY + 2 * DAY)
    form = {**when("daily", TODAY + 3 * DAY), "name": "Mine", "kind": "mist"}
    answer = bench.press(action, form, "essence")
    assert answer.status_code == 422
    assert b"The step has ended by then" in answer.content


@pytest.mark.parametrize(
    "form", [{"name": "Kept words"}, {"name": "Kept words", "kind": "perfume"}, {"kind": "mist"}]
)
@pytest.mark.parametrize("swap", [False, True])
def test_an_own_product_without_kind_or_name_is_asked_for_again(
    bench: Bench, form: dict[str, str], *, swap: bool
) -> None:
    address = bench.step_address("swap/") if swap else f"{bench.address}add/"
    sent = {**form, "session": "PM", "starts_on": TODAY.isoformat(), "q": "Kept search"}
    answer = bench.browser.post(address, sent)
    assert answer.status_code == 422
    assert form.get("name", "") in answer.content.decode()
    assert b"Kept search" in answer.content
    assert not Product.objects.for_user(bench.user).exists()


@pytest.mark.parametrize(
    "form",
    [
        {"first": "2020-01-01", "last": "2031-01-01"},
        {"first": "2031-01-02", "last": "2031-01-01"},
        {"first": "2031-01-02", "last": ""},
        {"first": "2031-01-02", "last": "2299-01-01"},
    ],
)
def test_a_pause_that_cannot_be_is_asked_for_again(bench: Bench, form: dict[str, str]) -> None:
    answer = bench.press("pause/", form)
    assert answer.status_code == 422
    assert form["first"] in answer.content.decode()
    assert not Pause.objects.for_user(bench.user).exists()


def test_nobody_else_can_use_any_of_the_buttons(bench: Bench) -> None:
    edits, stored = all_edits(bench), bench.stored()
    bench.browser.force_login(make_user())
    for address, form in [*edits.values(), (f"{bench.address}order/", {}), (bench.address, {})]:
        assert bench.browser.post(address, form).status_code == 404
    assert bench.browser.get(bench.address).status_code == 404
    assert bench.stored() == stored


def test_without_an_account_every_button_leads_to_sign_in(bench: Bench) -> None:
    edits = all_edits(bench)
    bench.browser.logout()
    for address, form in edits.values():
        assert bench.browser.post(address, form)["Location"].startswith("/accounts/login/")


def strange_lines(bench: Bench) -> Iterator[object]:
    """Yield lines it does not have: nobody's, a stranger's, a sibling's, an ended one."""
    yield uuid4()
    yield make_step(make_routine(make_user(), starts_on=TODAY), make_product()).line
    yield make_step(make_routine(bench.user, starts_on=TODAY), make_product()).line
    yield bench.add_step("essence", ends_on=TODAY - DAY).line


def test_a_line_of_somewhere_else_is_not_found(bench: Bench) -> None:
    own = bench.line()
    for line in strange_lines(bench):
        for address, form in all_edits(bench).values():
            if own in address:
                strange = address.replace(own, str(line))
                assert bench.browser.post(strange, form).status_code == 404
        page = bench.browser.get(f"{bench.address}?edit={line}")
        assert "no longer in this routine" in page.content.decode()
        assert not page.context["opened"].line


@pytest.mark.parametrize("key", ["0", "x", "999999", "²", "-1", "9" * 30])
def test_a_product_that_is_not_there_is_refused(bench: Bench, key: str) -> None:
    form = {"product": key, "session": "PM", "starts_on": TODAY.isoformat()}
    for address in (f"{bench.address}add/", bench.step_address("swap/"), "/shelf/add/"):
        assert bench.browser.post(address, form).status_code == 404
    assert ShelfItem.objects.for_user(bench.user).count() == len(KINDS)


@pytest.mark.parametrize("status", ["private", "draft", "pending", "rejected"])
def test_a_product_somebody_may_not_use_is_refused(bench: Bench, status: str) -> None:
    hidden = {"owner": make_user()} if status == "private" else {"status": status}
    product = make_product("essence", **hidden)
    form = {"product": product.pk, "session": "PM", "starts_on": TODAY.isoformat()}
    for address in (f"{bench.address}add/", bench.step_address("swap/"), "/shelf/add/"):
        assert bench.browser.post(address, form).status_code == 404
    assert not ShelfItem.objects.for_user(bench.user).filter(product=product).exists()


@pytest.mark.parametrize("form", [{"session": "noon"}, {"session": ""}, {}])
def test_a_session_that_does_not_exist_is_refused(bench: Bench, form: dict[str, str]) -> None:
    sent = {**form, "product": make_product().pk}
    assert bench.browser.post(f"{bench.address}add/", sent).status_code == 404


@pytest.mark.parametrize("form", [{}, {"to": "x"}, {"to": "1", "by": "x"}, {"to": "9" * 5000}])
def test_a_place_that_is_no_number_is_refused(bench: Bench, form: dict[str, str]) -> None:
    assert bench.press("move/", form).status_code == 404
