"""With your routine: what a product's page says of the place it has or could have."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from products.models import Product
from routines.engine.schedule import weekdays
from routines.models import AcceptedFlag, Routine
from tests.factories import make_product, make_step, make_user
from tests.routines.fits import (
    a_second_cream,
    address,
    an_allergen,
    an_ampoule,
    in_use,
    in_use_at_the_wrong_time,
    in_use_too_often,
    one_too_many,
    verdict,
    without_sunscreen,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_noon")]
MOST_QUERIES = 10


@pytest.mark.parametrize(
    ("case", "told", "untold"),
    [
        (
            an_ampoule,
            [
                "Good: Fits My routine",
                "Evening: Mon, Thu. After Toner and before Serum.",
                "Its kind is used 2 times a week at most. Nothing new to look at.",
                "Add there",
            ],
            ["You use"],
        ),
        (
            one_too_many,
            [
                "No place in My routine without something to look at.",
                "Evening: Mon, Thu.",
                "Warning: Ampoule more than twice in 7 days",
                "Why we say this",
            ],
            ["Add there", "Good:"],
        ),
        (
            an_allergen,
            [
                "What you told of yourself speaks against it.",
                "Contains something on your allergy list",
            ],
            ["Add there", "No place in My routine", "Used as is usual"],
        ),
        (
            in_use_too_often,
            [
                "My routine : Evening: Mon, Wed, Fri. After Toner and before Serum.",
                "Warning: Ampoule more than twice in 7 days",
                "Keep Mon and Fri",
                "Keep as it is",
            ],
            ["Add there"],
        ),
        (
            in_use,
            [
                "My routine : Evening: Every day. After Toner and before Cream.",
                "Nothing to look at in the next 35 days.",
            ],
            ["Add there"],
        ),
        (
            in_use_at_the_wrong_time,
            ["Nothing to look at", "Tips (1)", "Tip: Sunscreen in the evening"],
            [],
        ),
        (a_second_cream, ["You use Cream already. One of the kind is enough", "Add there"], []),
        (
            without_sunscreen,
            ["No place in My routine", "It needs a sunscreen in the morning"],
            ["Add there"],
        ),
    ],
)
def test_the_page_says_where_it_fits_or_what_stands_against_it(
    signed_in: Client,
    user: User,
    evening: Routine,
    case: Callable[[User], Product],
    told: list[str],
    untold: list[str],
) -> None:
    found = verdict(signed_in, case(user))
    assert [each for each in told if each not in found] == [], found
    assert [each for each in untold if each in found] == [], found


def test_what_is_only_thought_of_is_no_flag_of_the_page(
    signed_in: Client, user: User, evening: Routine
) -> None:
    page = signed_in.get(address(one_too_many(user))).content.decode()
    assert "data-flag" not in page
    assert "data-cause" not in page


def test_what_is_in_use_has_its_flags_with_a_fix_that_leads_back(
    signed_in: Client, user: User, evening: Routine
) -> None:
    product = in_use_too_often(user)
    page = signed_in.get(address(product)).content.decode()
    assert page.count('data-cause="ampoule-too-often"') == 1
    assert 'data-flag="ampoule-too-often" data-date="2026-11-27"' in page
    assert f'name="next" value="{product.get_absolute_url()}"' in page


def test_what_is_kept_as_it_is_is_not_said(
    signed_in: Client, user: User, evening: Routine
) -> None:
    product = in_use_too_often(user)
    page = signed_in.get(address(product)).content.decode()
    keep = unescape(re.findall(r'href="(/plan/accept/[^"]*)"', page)[0])
    signed_in.post(keep)
    assert AcceptedFlag.objects.for_user(user).exists()
    assert "Nothing to look at" in verdict(signed_in, product)


def test_without_a_routine_only_what_is_known_of_a_person_and_product_is_said(
    signed_in: Client, user: User
) -> None:
    found = verdict(signed_in, make_product("serum", "Serum", families=["aha"]))
    assert "You have no routine yet." in found
    assert "Make a routine" in found
    assert "Caution" not in found
    found = verdict(signed_in, an_allergen(user))
    assert found.index("What you told of yourself") < found.index("You have no routine yet.")
    answer = signed_in.post(address(Product.objects.get(name="Scented")), {"place": ""})
    assert answer["Location"] == address(Product.objects.get(name="Scented"))


def test_a_visitor_signs_in_and_comes_back(client: Client) -> None:
    product = make_product("serum", "Serum")
    page = client.get(product.get_absolute_url()).content.decode()
    assert address(product) not in page
    assert "Sign in to see where it fits in your routine" in page
    assert f"/together/?item={product.slug}" in page
    answer = client.get(address(product))
    assert answer["Location"] == f"/accounts/login/?next={address(product)}"


@pytest.mark.parametrize(
    ("fields", "status"),
    [({"owner": "mine"}, 200), ({"owner": "foreign"}, 404), ({"status": "draft"}, 404)],
)
def test_only_what_somebody_may_use_has_this_page(
    signed_in: Client, user: User, fields: dict[str, str], status: int
) -> None:
    owners = {"mine": user, "foreign": make_user()}
    given = {"owner": owners[fields["owner"]]} if "owner" in fields else fields
    product = make_product("serum", **given)
    assert signed_in.get(address(product)).status_code == status
    assert signed_in.post(address(product)).status_code == (302 if status == 200 else 404)


def test_the_products_page_leads_there_and_swaps_in_just_this(
    signed_in: Client, user: User, evening: Routine
) -> None:
    product = an_ampoule(user)
    page = signed_in.get(product.get_absolute_url()).content.decode()
    assert f'hx-get="{address(product)}" hx-trigger="revealed"' in page
    assert f'<a class="btn is-wide" href="{address(product)}">' in page
    part = signed_in.get(address(product), headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<section id="with-routine"')


@pytest.mark.parametrize("case", [an_ampoule, one_too_many, in_use_too_often])
def test_queries_do_not_grow_with_the_routine(
    signed_in: Client, user: User, evening: Routine, case: Callable[[User], Product]
) -> None:
    product, counts = case(user), []
    for more in (0, 25):
        for _ in range(more):
            make_step(evening, make_product("essence"), schedule=weekdays(more % 7))
        with CaptureQueriesContext(connection) as queries:
            signed_in.get(address(product))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= MOST_QUERIES
