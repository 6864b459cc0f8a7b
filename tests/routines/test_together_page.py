"""The page of Together: suggestions, addresses to pass on, what search engines read."""

import json
import re
from html import unescape

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from products.models import Product
from routines.asked import MOST, items_asked, suggestions
from routines.forms.paste import read_lines
from tests.factories import make_item, make_product, make_user
from tests.routines.test_together import address, read

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ret", "Retinol"),
        ("vitamin c", "Vitamin C"),
        ("tretinoin", "Prescription retinoid"),
        ("glycolic", "AHA"),
        ("salicylic", "BHA (salicylic acid)"),
        ("amp", "Ampoule"),
        ("AMPOULE", "Ampoule"),
    ],
)
def test_words_find_kinds_and_families(text: str, first: str) -> None:
    nobody = AnonymousUser()
    assert suggestions(nobody, text, items_asked(nobody, []))[0].name == first


def test_products_are_suggested_after_kinds_and_what_is_there_is_not() -> None:
    nobody, product = AnonymousUser(), make_product("serum", "Serum of Dawn")
    found = suggestions(nobody, "serum", items_asked(nobody, []))
    assert [each.id for each in found] == ["serum", product.slug]
    asked = items_asked(nobody, ["serum", product.slug])
    assert suggestions(nobody, "serum", asked) == []


def test_without_a_script_one_match_is_added_and_several_are_listed(client: Client) -> None:
    assert client.get("/together/?item=serum&q=ampoule")["Location"] == address("serum", "ampoule")
    page = client.get("/together/?item=serum&q=ret").content.decode()
    assert unescape(page).count(f'href="{address("serum", "retinoid_otc")}"') == 1
    assert "Nothing found for" in client.get("/together/?q=zzzz").content.decode()


def test_while_typing_only_the_suggestions_are_sent(client: Client) -> None:
    answer_ = client.get("/together/?item=serum&q=ampoule", headers={"HX-Request": "true"})
    part = answer_.content.decode()
    assert answer_.status_code == 200
    assert "<html" not in part
    assert unescape(part).count(address("serum", "ampoule")) == 1


def test_removing_one_leads_to_the_others(client: Client) -> None:
    page = read(client, "ampoule", "serum")
    assert f'class="chip" href="{address("serum")}"' in page


def test_title_preview_and_address_are_the_same_in_any_order(client: Client) -> None:
    one, other = read(client, "serum", "ampoule"), read(client, "ampoule", "serum")
    canonical = (
        '<link rel="canonical" href="http://localhost:8000/together/?item=ampoule&item=serum">'
    )
    assert canonical in one
    assert canonical in other
    assert "<title>Can I use an ampoule and a serum together? · Layerwise</title>" in other
    assert (
        '<meta property="og:title" content="Can I use an ampoule and a serum together?">' in other
    )
    assert '<meta name="description" content="Yes: ampoule first, then serum.' in other
    assert "noindex" not in other


def test_search_engines_get_the_question_and_its_answer(client: Client) -> None:
    page = client.get(address("ampoule", "serum")).content.decode()
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    (entry,) = json.loads(text)["mainEntity"]
    assert entry["name"] == "Can I use an ampoule and a serum together?"
    assert entry["acceptedAnswer"]["text"].startswith("Yes: ampoule first, then serum.")
    assert "Ampoule: at most twice in 7 days." in entry["acceptedAnswer"]["text"]


def test_no_name_of_a_product_breaks_out_of_the_page(client: Client) -> None:
    product = make_product("serum", "</script><b>Bold & Co")
    page = client.get(address(product.slug, "ampoule")).content.decode()
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert "</script><b>Bold & Co" in json.loads(text)["mainEntity"][0]["name"]
    assert "<b>Bold" not in page


def kept(client: Client, *names: str) -> str:
    (url,) = re.findall(
        r'class="btn is-primary" href="([^"]+)"', client.get(address(*names)).content.decode()
    )
    return unescape(url)


def test_kinds_are_kept_as_ticks_of_start(client: Client) -> None:
    assert kept(client, "ampoule", "serum").startswith("/accounts/signup/?next=%2Fstart%2F%3Fam")
    client.force_login(make_user())
    url = kept(client, "ampoule", "serum")
    assert url.startswith("/start/?am=sunscreen&pm=cleanser")
    assert client.get(url).status_code == 200


def test_where_sign_up_is_closed_it_is_said_before_a_press(
    client: Client, settings: Settings
) -> None:
    settings.SIGNUP_OPEN = False
    for page in (address("ampoule", "serum"), "/"):
        text = client.get(page).content.decode()
        assert "/accounts/login/?next=%2Fstart%2F%3Fam%3Dsunscreen" in text
        assert "Sign in to keep this as a routine" in text
        assert "takes no new accounts at the moment. Without one, print this page" in text
        assert "/accounts/signup/" not in text
    client.force_login(make_user())
    text = client.get(address("ampoule", "serum")).content.decode()
    assert ">Keep this as a routine" in text
    assert "takes no new accounts" not in text


def test_names_are_kept_as_a_list_that_start_reads(client: Client) -> None:
    client.force_login(make_user())
    product = make_product("serum", "Night Serum", families=["retinoid_otc"])
    page = client.get(kept(client, product.slug, "benzoyl_peroxide"))
    lines = read_lines(page.context["form"]["lines"].value())
    found = {line.text: sorted(line.sessions) for line in lines}
    assert found["Night Serum"] == ["PM"]
    assert found["Benzoyl peroxide medicated treatment"] == ["AM"]
    assert found["Cleanser"] == ["AM", "PM"]


@pytest.mark.parametrize("signed_in", [False, True])
def test_eight_products_cost_no_more_queries_than_one(client: Client, signed_in: bool) -> None:  # noqa: FBT001 (a table)
    products = [make_product("serum") for _ in range(MOST)]
    user = make_user()
    for product in products:
        make_item(user, product)
    if signed_in:
        client.force_login(user)

    def queries(some: list[Product]) -> int:
        client.get("/rules/")
        with CaptureQueriesContext(connection) as captured:
            client.get(address(*(product.slug for product in some)))
        return len(captured)

    assert queries(products) <= queries(products[:1]) <= 7
