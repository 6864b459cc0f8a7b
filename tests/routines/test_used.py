"""Correcting what was really used: after all, something else, a leftover dose."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import escape, unescape
from typing import Any

import pytest
from django.test import Client

from routines.engine.plan import Session
from routines.engine.timeline import expand
from routines.models import ShelfItem, Use
from routines.selectors import plan_between
from tests.factories import make_item, make_product, make_user
from tests.routines.bench import TODAY, Bench, make_bench
from tests.routines.pages import record, said, stored

DAY = timedelta(days=1)
HERE = f"/calendar/{TODAY}/"


@pytest.fixture
def bench(client: Client, db: None) -> Iterator[Bench]:
    yield from make_bench(client, ["cleanser", "ampoule"])


def send(bench: Bench, action: str, day: date = TODAY, **form: object) -> Any:
    return bench.browser.post(f"/calendar/{day}/{action}/", {"session": "PM", **form})


def names(bench: Bench) -> list[str]:
    timeline = expand(plan_between(bench.user, TODAY, TODAY).plan, TODAY, TODAY)
    return [use.product.kind for use in timeline.uses(TODAY, Session.PM)]


def undo(bench: Bench) -> None:
    bench.browser.post("/plan/undo/")


def item_of(bench: Bench, kind: str = "serum") -> ShelfItem:
    return make_item(bench.user, make_product(kind))


def test_a_skipped_step_used_anyway_is_done_and_undo_skips_it_again(bench: Bench) -> None:
    step = bench.steps.get(shelf_item__product__kind="ampoule")
    record(step, TODAY, "skipped")
    assert "I used it anyway" in bench.browser.get(HERE).content.decode()
    assert "I used it anyway" in bench.browser.get("/today/?session=PM").content.decode()
    assert send(bench, "anyway", line=step.line)["Location"] == HERE
    assert [state for *_key, state in stored(bench.user)] == ["done"]
    assert names(bench) == ["cleanser", "ampoule"]
    undo(bench)
    assert [state for *_key, state in stored(bench.user)] == ["skipped"]


@pytest.mark.parametrize("day", ["today", "yesterday"])
def test_something_is_noted_in_a_session_with_nothing_planned(bench: Bench, day: str) -> None:
    item, when = item_of(bench), TODAY - (DAY if day == "yesterday" else 0 * DAY)
    query = "session=AM&day=yesterday" if day == "yesterday" else "session=AM"
    page = bench.browser.get(f"/today/?{query}").content.decode()
    assert "Nothing is planned here." in page
    (form,) = re.findall(r'href="([^"]*/other/[^"]*)">(?:<svg.*?</svg>)?I used something', page)
    shown = bench.browser.get(unescape(form)).content.decode()
    here = f"/today/?{query}"
    assert f'name="next" value="{escape(here)}"' in shown
    sent = {"session": "AM", "product": item.pk, "next": here}
    assert send(bench, "other", when, **sent)["Location"] == here
    assert item.product.name in bench.browser.get(here).content.decode()


def test_what_was_not_skipped_stays_as_it_is(bench: Bench) -> None:
    answer = send(bench, "anyway", line=bench.line("ampoule"))
    assert "Nothing had to change" in said(answer)[0][0]
    assert stored(bench.user) == []


def test_something_else_takes_the_place_of_a_step(bench: Bench) -> None:
    item, line = item_of(bench), bench.line("ampoule")
    address = f"/calendar/{TODAY}/other/?session=PM&line={line}"
    assert "Instead of" in bench.browser.get(address).content.decode()
    answer = send(bench, "other", line=line, product=item.pk, next="/today/")
    assert answer["Location"] == "/today/"
    assert names(bench) == ["cleanser", "serum"]
    assert [state for _day, _session, _has_line, state in stored(bench.user)] == [
        "skipped",
        "done",
    ]
    undo(bench)
    assert stored(bench.user) == []


def test_something_besides_the_plan_counts_and_can_be_taken_back(bench: Bench) -> None:
    item = item_of(bench)
    send(bench, "other", product=item.pk)
    assert names(bench) == ["cleanser", "ampoule", "serum"]
    for page in (HERE, "/today/?session=PM"):
        assert "Take back" in bench.browser.get(page).content.decode()
    send(bench, "remove", item=item.pk)
    assert names(bench) == ["cleanser", "ampoule"]
    undo(bench)
    assert names(bench) == ["cleanser", "ampoule", "serum"]


def test_ticks_are_saved_beside_what_was_used_besides_the_plan(bench: Bench) -> None:
    record(bench.steps.get(shelf_item__product__kind="cleanser"), TODAY)
    send(bench, "other", product=item_of(bench).pk)
    page = bench.browser.get("/today/?session=PM").content.decode()
    was = re.findall(r'name="was" value="([^"]*)"', page)
    assert was == [bench.line("cleanser")]
    ticked = {"date": TODAY, "session": "PM", "was": was, "line": bench.line("ampoule")}
    assert bench.browser.post("/today/tick/", ticked).status_code == 302
    assert [(has_line, state) for *_when, has_line, state in stored(bench.user)] == [
        (False, "done"),
        (True, "done"),
    ]


def test_a_step_of_the_plan_is_not_taken_back(bench: Bench) -> None:
    step = bench.steps.get(shelf_item__product__kind="ampoule")
    record(step, TODAY)
    answer = send(bench, "remove", item=step.shelf_item_id)
    assert "Nothing had to change" in said(answer)[0][0]
    assert Use.objects.for_user(bench.user).count() == 1


@pytest.mark.parametrize("product", ["", "0", "nothing"])
def test_only_what_stands_on_the_shelf_can_be_chosen(bench: Bench, product: str) -> None:
    gone = make_item(bench.user, removed_on=TODAY)
    foreign = make_item(make_user())
    for chosen in (product, gone.pk, foreign.pk):
        assert send(bench, "other", product=chosen, next="/today/").status_code == 422
    assert stored(bench.user) == []


def test_without_a_shelf_the_page_leads_to_the_products(client: Client, db: None) -> None:
    client.force_login(make_user())
    page = client.get("/calendar/2020-01-01/other/?session=AM").content.decode()
    assert "Nothing stands on your shelf" in page


def test_a_leftover_dose_reaches_the_rules_with_the_day_it_was_opened(bench: Bench) -> None:
    line = bench.line("ampoule")
    page = bench.browser.get(HERE).content.decode()
    assert page.count("It was a leftover") == 1  # only of the single dose
    send(bench, "dose", line=line, unit_opened=(TODAY - 2 * DAY).isoformat())
    plan = plan_between(bench.user, TODAY, TODAY).plan
    [_cleanser, use] = expand(plan, TODAY, TODAY).listed(TODAY, Session.PM)
    assert (use.unit_opened, use.skipped) == (TODAY - 2 * DAY, False)
    assert names(bench) == ["cleanser", "ampoule"]
    assert not plan.extras
    form = bench.browser.get(f"/calendar/{TODAY}/dose/?session=PM&line={line}").context["form"]
    assert form["unit_opened"].value() == TODAY - 2 * DAY
    undo(bench)
    assert stored(bench.user) == []


def test_a_leftover_besides_the_plan_is_dated_too(bench: Bench) -> None:
    item = bench.steps.get(shelf_item__product__kind="ampoule").shelf_item
    send(bench, "other", product=item.pk, unit_opened=(TODAY - DAY).isoformat())
    [extra] = plan_between(bench.user, TODAY, TODAY).plan.extras
    assert extra.unit_opened == TODAY - DAY


@pytest.mark.parametrize("action", ["dose", "other"])
def test_a_dose_is_not_opened_after_its_use(bench: Bench, action: str) -> None:
    step = bench.steps.get(shelf_item__product__kind="ampoule")
    form = {"line": step.line, "product": step.shelf_item_id}
    later = (TODAY + DAY).isoformat()
    answer = send(bench, action, unit_opened=later, **form)
    assert answer.status_code == 422
    assert answer.context["form"]["unit_opened"].value() == later
    assert stored(bench.user) == []


def test_what_is_no_single_dose_has_no_leftover(bench: Bench) -> None:
    assert send(bench, "dose", line=bench.line("cleanser")).status_code == 404


@pytest.mark.parametrize("action", ["anyway", "other", "remove", "dose"])
def test_a_day_to_come_cannot_be_corrected(bench: Bench, action: str) -> None:
    form = {"line": bench.line("ampoule"), "item": 1, "product": 1}
    assert send(bench, action, TODAY + DAY, **form).status_code == 404
    assert b"I used something else" not in bench.browser.get(f"/calendar/{TODAY + DAY}/").content


def test_something_new_is_dated_by_its_first_use(bench: Bench) -> None:
    item = make_item(bench.user, new_to_me=True)
    send(bench, "other", TODAY - DAY, product=item.pk)
    item.refresh_from_db()
    assert item.first_used_on == TODAY - DAY
