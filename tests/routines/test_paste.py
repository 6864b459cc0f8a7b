"""Paste your list: fourteen products become a routine in one confirm screen."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertInHTML

from accounts.models import User
from products.models import Product
from routines.engine.plan import Session
from routines.engine.schedule import DAILY, weekdays
from routines.forms.paste import read_lines
from routines.models import Routine, ShelfItem, Step
from tests.factories import make_product, make_user

pytestmark = pytest.mark.django_db

WAIT_FOR_TURN = 3  # what a POST begins and ends with: a savepoint here, and the person's row
LEFT_OUT = ("lines-0-DELETE", "lines-2-DELETE")
FOURTEEN = """
Morning
1. Gentle foaming cleanser
2. Rice toner
3) Vitamin C serum
- Gel moisturizer
• Daily fluid SPF 50

Evening:
* Cleansing balm
Gentle Foaming Cleanser
Rice toner
AHA toner
Snail essence
Bright Ampoule No. 1
Retinol 0.5 serum
Eye cream
Overnight sleeping mask
Rich cream
Squalane face oil
"""


def as_sent(page: Any) -> dict[str, Any]:
    """Return the table as a signed_in would send it untouched."""
    table = page.context["table"]
    data: dict[str, Any] = {"confirm": "1", "lines": page.context["text"]}
    for form in [table.management_form, *table.forms]:
        for bound in form:
            value = bound.value()
            if value not in (None, False, ""):
                data[bound.html_name] = list(value) if isinstance(value, tuple) else value
    return data


def confirm(signed_in: Client, text: str, **changes: Any) -> Any:
    sent = as_sent(signed_in.post("/start/paste/", {"lines": text}))
    return signed_in.post("/start/paste/", {**sent, **changes})


def test_fourteen_products_become_a_routine_in_one_confirm_screen(
    signed_in: Client, user: User
) -> None:
    known = make_product("ampoule", "Bright Ampoule No. 1", label_max_per_week=None)
    answer = confirm(signed_in, FOURTEEN)
    assert answer["Location"] == "/calendar/#today"
    steps = Step.objects.for_user(user)
    kinds = {
        session: [step.shelf_item.product.kind for step in steps.filter(session=session)]
        for session in ("AM", "PM")
    }
    assert kinds["AM"] == ["cleanser", "hydrating_toner", "serum", "moisturizer", "sunscreen"]
    assert kinds["PM"] == [
        *("oil_cleanser", "cleanser", "exfoliating_toner", "hydrating_toner", "essence"),
        *("ampoule", "serum", "eye_cream", "moisturizer", "face_oil", "sleeping_mask"),
    ]
    assert ShelfItem.objects.for_user(user).count() == 14
    assert steps.get(shelf_item__product=known).schedule == weekdays(0, 3)
    retinol = steps.get(shelf_item__product__name="Retinol 0.5 serum")
    assert retinol.shelf_item.added_families == ["retinoid_otc"]
    assert steps.get(shelf_item__product__name="Rich cream").schedule == DAILY
    assert Routine.objects.for_user(user).count() == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("A toner\n\n  \nA serum", ["A toner", "A serum"], id="blank lines"),
        pytest.param("1. A\n2) B\n 3: C\n04 . D", ["A", "B", "C", "D"], id="numbering"),
        pytest.param(
            "- A\n* B\n• C\n\N{EN DASH} D\n[ ] E", ["A", "B", "C", "D", "E"], id="bullets"
        ),
        pytest.param("10% niacinamide\n2 in 1 wash", ["10% niacinamide", "2 in 1 wash"], id="no"),
        pytest.param("A  toner\na TONER\nà toner", ["A toner"], id="duplicates"),
        pytest.param("세럼\n세럼\n토너", ["세럼", "토너"], id="Korean"),
        pytest.param("---\n***\n…", [], id="only signs"),
        pytest.param("A\r\nB\rC", ["A", "B", "C"], id="line ends of every kind"),
    ],
)
def test_lines_are_read_without_their_bullets_and_each_once(
    text: str, expected: list[str]
) -> None:
    assert [line.text for line in read_lines(text)] == expected


@pytest.mark.parametrize("morning", ["Morning", "AM", "am:", "MORNING ROUTINE", "My morning —"])
@pytest.mark.parametrize("evening", ["Evening", "PM:", "Night routine", "Evenings"])
def test_headings_say_when_and_are_no_products(morning: str, evening: str) -> None:
    lines = read_lines(f"Balm\n{morning}\nWash\n{evening}\nCream\nWash\nNight cream")
    assert [(line.text, line.sessions) for line in lines] == [
        ("Balm", set()),
        ("Wash", {Session.AM, Session.PM}),
        ("Cream", {Session.PM}),
        ("Night cream", {Session.PM}),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "sessions"),
    [
        ("Gentle cleanser", "cleanser", ["am", "pm"]),
        ("Sun cream SPF 50", "sunscreen", ["am"]),
        ("Blue ampoule", "ampoule", ["pm"]),
        ("Retinal serum", "retinoid", ["pm"]),
        ("Clay mask", "wash_off_mask", ["pm"]),
        ("Something else", "", ["am", "pm"]),
    ],
)
def test_a_line_is_taken_for_what_it_most_likely_is(
    signed_in: Client, text: str, kind: str, sessions: list[str]
) -> None:
    page = signed_in.post("/start/paste/", {"lines": text})
    (form,) = page.context["table"].forms
    assert form["kind"].value() == kind
    assert [name for name in ("am", "pm") if form[name].value()] == sessions


def test_a_line_that_means_nothing_asks_for_its_kind_and_keeps_its_words(
    signed_in: Client, user: User
) -> None:
    answer = confirm(signed_in, "Something else\nA toner")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Choose what kind of product this is." in page
    assert 'value="Something else"' in page
    assert not Product.objects.for_user(user).exists()
    sent = as_sent(answer)
    signed_in.post("/start/paste/", {**sent, "lines-0-kind": "mist"})
    names = {product.name: product.kind for product in Product.objects.for_user(user)}
    assert names == {"Something else": "mist", "A toner": "hydrating_toner"}


def test_a_line_can_be_left_out_whatever_is_wrong_with_it(signed_in: Client, user: User) -> None:
    confirm(signed_in, "Something else\nA toner\nA mist", **dict.fromkeys(LEFT_OUT, "on"))
    assert [product.name for product in Product.objects.for_user(user)] == ["A toner"]


def test_leaving_every_line_out_is_asked_about(signed_in: Client, user: User) -> None:
    answer = confirm(signed_in, "A toner", **{"lines-0-DELETE": "on"})
    assert answer.status_code == 422
    assert b"Keep at least one product." in answer.content
    assert not Routine.objects.for_user(user).exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"lines-0-am": "", "lines-0-pm": ""}, "Tick morning or evening"),
        ({"lines-0-kind": "ampoule", "lines-0-days": []}, "Tick at least one day"),
        ({"lines-0-name": ""}, "This field is required"),
        ({"lines-0-kind": "perfume"}, "perfume is not one of the available choices"),
        ({"lines-TOTAL_FORMS": "x"}, "Keep at least one product"),
    ],
)
def test_a_table_to_correct_says_what(
    signed_in: Client, user: User, changes: dict[str, Any], words: str
) -> None:
    answer = confirm(signed_in, "A toner\nA serum", **changes)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Routine.objects.for_user(user).exists()


def test_what_is_to_correct_leads_to_its_line(signed_in: Client) -> None:
    page = confirm(signed_in, "A toner\nSomething else\nThing").content.decode()
    for number, name in ((1, "Something else"), (2, "Thing")):
        words = f"{name}: Choose what kind of product this is."
        assertInHTML(f'<li><a href="#id_lines-{number}-kind">{words}</a></li>', page)
        assert f'id="id_lines-{number}-kind"' in page


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("clear water, serum", False), ("CLEAR WATER", True), ("Water Serum", True)],
)
def test_a_product_called_otherwise_stands_beside_what_was_written(
    signed_in: Client, typed: str, *, shown: bool
) -> None:
    make_product("serum", "Clear Water Serum")
    page = signed_in.post("/start/paste/", {"lines": typed})
    assert page.context["table"].forms[0].match
    assert (f"You wrote “{typed}”" in page.content.decode()) is shown


def test_a_product_found_by_mistake_can_be_declined(signed_in: Client, user: User) -> None:
    make_product("serum", "Clear Water Serum")
    sent = as_sent(signed_in.post("/start/paste/", {"lines": "clear water serum"}))
    assert sent["lines-0-known"] is True
    del sent["lines-0-known"]
    signed_in.post("/start/paste/", {**sent, "lines-0-kind": "essence"})
    assert [product.kind for product in Product.objects.for_user(user)] == ["essence"]


def test_two_lines_for_one_product_make_one_step(signed_in: Client, user: User) -> None:
    make_product("serum", "Clear Water Serum")
    table = signed_in.post("/start/paste/", {"lines": "clear water serum\nserum clear water"})
    assert {form["product"].value() for form in table.context["table"].forms} != {None}
    signed_in.post("/start/paste/", as_sent(table))
    assert [step.session for step in Step.objects.for_user(user)] == ["AM", "PM"]


@pytest.mark.parametrize("hidden", ["private", "draft"])
def test_a_product_somebody_may_not_use_is_refused(
    signed_in: Client, user: User, hidden: str
) -> None:
    fields = {"owner": make_user()} if hidden == "private" else {"status": hidden}
    product = make_product("serum", **fields)
    answer = confirm(
        signed_in, "A toner", **{"lines-0-product": product.pk, "lines-0-known": "on"}
    )
    assert answer.status_code == 422
    assert str(product) not in answer.content.decode()
    assert not ShelfItem.objects.for_user(user).exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "This field is required"),
        ("---\n\n", "There is no product in these lines"),
        ("\n".join(f"Product {number}" for number in range(200)), "200 products"),
        ("x" * 20_001, "20000 characters"),
    ],
)
def test_a_list_that_cannot_be_read_is_kept(signed_in: Client, text: str, words: str) -> None:
    answer = signed_in.post("/start/paste/", {"lines": text})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert text in page


def test_a_very_long_line_is_cut_where_one_sees_it(signed_in: Client, user: User) -> None:
    confirm(signed_in, "x" * 300, **{"lines-0-kind": "mist"})
    assert Product.objects.for_user(user).get().name == "x" * 199 + "…"


def test_the_list_can_be_changed_once_more(signed_in: Client) -> None:
    sent = as_sent(signed_in.post("/start/paste/", {"lines": "A toner\nA serum"}))
    del sent["confirm"]
    page = signed_in.post("/start/paste/", {**sent, "change": "1"}).content.decode()
    assert "A toner\nA serum</textarea>" in page.replace("\r", "")


@pytest.mark.parametrize("number", [1, 60])
def test_reading_a_list_costs_the_same_queries_for_any_number_of_lines(
    signed_in: Client, number: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    text = "\n".join(f"Serum {letter}" for letter in range(number))
    with django_assert_max_num_queries(5 + WAIT_FOR_TURN):
        assert signed_in.post("/start/paste/", {"lines": text}).status_code == 200
