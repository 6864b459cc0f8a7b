"""The front page answers the question it is known for, and any other pair of kinds."""

from html import unescape
from itertools import combinations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from products.knowledge import kinds
from routines.asked import items_asked
from routines.engine.plan import Session
from routines.engine.rules import load_rules
from routines.together import Answer, answer
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def answered(names: list[str], session: Session = Session.PM) -> Answer:
    return answer(items_asked(AnonymousUser(), names).items, session=session)


def test_the_landing_page_opens_on_the_ampoule_and_the_serum(client: Client) -> None:
    page = unescape(client.get("/").content.decode())
    assert "Can I use an ampoule and a serum together?" in page
    assert "Yes: ampoule first, then serum." in page
    assert "At most twice in 7 days" in page
    assert "Up to twice a day" in page
    assert "Nobody needs both, or either." in page


def test_the_seed_answer_is_the_order_of_the_article_with_its_two_rules_first() -> None:
    found = answered(["ampoule", "serum"])
    assert [layer.kind for layer in found.stacks[0].layers] == [
        "cleanser",
        "hydrating_toner",
        "ampoule",
        "serum",
        "moisturizer",
    ]
    first = [statement.rules[0].id for statement in found.statements]
    assert first == ["ampoule-after-serum", "ampoule-too-often", "single-use-opened-late"]
    assert len(found.stacks) == 1


@pytest.mark.parametrize(
    ("pair", "verdict"),
    [
        (["serum", "ampoule"], "Yes: ampoule first, then serum."),
        (
            ["exfoliating_toner", "exfoliant_physical"],
            "Not in the same evening: use them on different evenings.",
        ),
        (["mist", "serum"], "Yes, in either order."),
        (["serum", "moisturizer"], "Yes: serum first, then moisturizer."),
    ],
)
def test_the_verdict_comes_from_the_rules(pair: list[str], verdict: str) -> None:
    assert answered(pair).verdict == verdict


def test_every_pair_of_kinds_has_an_answer() -> None:
    for pair in combinations(kinds(), 2):
        assert answered([*pair]).verdict


@pytest.mark.parametrize("query", ["?item=nonsense", "?item=ampoule", "?session=XX", "?item="])
def test_a_strange_question_falls_back_to_the_seed(client: Client, query: str) -> None:
    assert b"an ampoule and a serum" in client.get(f"/{query}").content


def test_keep_this_as_a_routine_leads_through_sign_up_to_a_ticked_start(client: Client) -> None:
    page = unescape(client.get("/").content.decode())
    assert "/accounts/signup/?next=%2Fstart%2F%3Fam%3Dsunscreen%26pm%3Dcleanser" in page


def test_somebody_signed_in_goes_on_to_today(client: Client) -> None:
    client.force_login(make_user())
    assert client.get("/")["Location"] == "/today/"


def test_the_rules_page_lists_every_rule_that_runs_with_its_anchor(client: Client) -> None:
    page = client.get("/rules/").content.decode()
    assert page.count('class="flag"') == len(load_rules())
    assert 'id="ampoule-after-serum"' in page
