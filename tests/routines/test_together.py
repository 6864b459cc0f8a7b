"""Together: any mix of kinds, actives and products, for anyone, at an address to pass on."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from products.knowledge import families, kinds
from routines.asked import MOST, items_asked
from routines.together import Answer, answer
from tests.factories import make_item, make_product, make_user

pytestmark = pytest.mark.django_db
EVENINGS = "Not in the same evening: use them on different evenings."
HALVES = "One in the morning, one at night."
EITHER = "Yes, in either order."


def address(*names: str) -> str:
    return "/together/?" + "&".join(f"item={name}" for name in names)


def answered(question: str) -> Answer:
    return answer(items_asked(AnonymousUser(), question.split()).items)


def read(client: Client, *names: str) -> str:
    return unescape(client.get(address(*names)).content.decode())


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("ampoule serum", "Yes: ampoule first, then serum."),
        ("serum ampoule", "Yes: ampoule first, then serum."),
        ("essence ampoule", "Yes: essence first, then ampoule."),
        ("face_oil serum", "Yes: serum first, then face oil."),
        (
            "serum moisturizer hydrating_toner",
            "Yes: hydrating toner first, then serum and moisturizer.",
        ),
        ("ampoule sunscreen", "Yes, in the morning: ampoule first, then sunscreen."),
        ("mist serum", EITHER),
        ("niacinamide vitamin_c_pure", EITHER),
        ("niacinamide aha", "Yes: AHA first, then niacinamide."),
        ("vitamin_c_pure retinoid_otc", EITHER),
        ("hyaluronic_acid retinoid_otc", EITHER),
        ("peptide retinoid_otc", EITHER),
        ("azelaic_acid retinoid_otc", EITHER),
        ("adapalene benzoyl_peroxide", EITHER),
        ("copper_peptide vitamin_c_pure", EITHER),
        ("ceramide retinoid_otc", "Yes: retinol first, then ceramides."),
        ("retinoid_otc aha", EVENINGS),
        ("retinoid_otc bha", EVENINGS),
        ("retinoid_otc exfoliant_physical", EVENINGS),
        ("aha bha", EVENINGS),
        ("exfoliating_toner exfoliant_physical", EVENINGS),
        ("hydroquinone benzoyl_peroxide", EVENINGS),
        ("retinoid_otc adapalene", EVENINGS),
        ("retinoid_otc benzoyl_peroxide", HALVES),
        ("vitamin_c_pure benzoyl_peroxide", HALVES),
        ("retinoid_otc sunscreen", "Yes: sunscreen in the morning, retinol in the evening."),
        (
            "retinoid_otc aha niacinamide",
            "Not all in the same evening: spread them over different evenings.",
        ),
        (
            "retinoid_otc benzoyl_peroxide niacinamide",
            "Not all at once: some in the morning, the rest at night.",
        ),
        ("ampoule", "At most twice in 7 days."),
        ("retinoid_otc", "Once a day."),
        ("aha", "At most 3 times in 7 days."),
        ("medicated_topical", "As its label or your prescriber says."),
    ],
)
def test_a_question_has_its_verdict(question: str, verdict: str) -> None:
    assert answered(question).verdict == verdict


def test_ampoule_and_serum_have_the_whole_answer(client: Client) -> None:
    page = read(client, "ampoule", "serum")
    for words in (
        "Can I use an ampoule and a serum together?",
        "Yes: ampoule first, then serum.",
        "After cleanser and hydrating toner, before moisturizer.",
        "At most twice in 7 days",
        "Up to twice a day",
        "Nobody needs both, or either.",
        "Use it at once and discard the rest.",
        "When you use both, the ampoule goes on before the serum.",
        "Common practice",
    ):
        assert words in page
    names = re.findall(r'class="layer-name">([^<]+)<', page)
    assert names == ["Cleanser", "Hydrating toner", "Ampoule", "Serum", "Moisturizer"]


def test_each_statement_names_its_evidence_and_leads_to_its_rule(client: Client) -> None:
    page = read(client, "retinoid_otc", "aha")
    cards = re.findall(r'<article class="flag".*?</article>', page, re.DOTALL)
    assert len(cards) >= 4
    for card in cards:
        assert 'class="evidence"' in card
        assert re.search(r'href="/rules/[^"]+">Why we say this', card)


def test_a_pair_that_nothing_parts_says_so(client: Client) -> None:
    assert "None of our rules keeps them apart." in read(client, "niacinamide", "vitamin_c_pure")
    assert "None of our rules" not in read(client, "retinoid_otc", "aha")
    assert "None of our rules" not in read(client, "copper_peptide", "vitamin_c_pure")


def test_what_is_unknown_is_named_and_the_rest_answered(client: Client) -> None:
    page = read(client, "ampoule", "snake-oil", "serum")
    assert "“snake-oil” is not known here." in page
    assert "Yes: ampoule first, then serum." in page
    assert "noindex" in page


def test_families_nobody_asks_for_by_name_are_unknown() -> None:
    assert items_asked(AnonymousUser(), ["comedogenic_candidate"]).unknown


def test_nothing_asked_shows_questions_that_are_often_asked(client: Client) -> None:
    page = read(client)
    assert "Can I use these together?" in page
    for url in re.findall(r'class="chip" href="([^"]+)"', page):
        assert client.get(unescape(url)).status_code == 200


def test_each_thing_counts_once_and_eight_at_most(client: Client) -> None:
    names = [*kinds()][: MOST + 2]
    asked = items_asked(AnonymousUser(), [*names, *names])
    assert (len(asked.items), asked.left_out) == (MOST, 2)
    page = read(client, *names)
    assert "2 more are left out" in page
    assert 'name="q"' not in page


def test_no_kind_family_or_product_shares_an_address() -> None:
    assert not set(kinds()) & set(families())
    assert "-" in make_product("serum", "Serum").slug
    assert not re.search(r"[-_]", make_product("serum", "Serum", owner=make_user()).slug)
    assert not [
        name for name in (*kinds(), *families()) if re.fullmatch(r"[0-9a-f]{24}|.*-.*", name)
    ]


def test_a_product_is_judged_by_what_it_holds(client: Client) -> None:
    product = make_product("serum", "Night Serum", families=["retinoid_otc"])
    page = read(client, product.slug, "aha")
    assert "Can I use Night Serum and AHA together?" in page
    assert EVENINGS in page
    assert product.get_absolute_url() in page


def test_a_merged_product_is_the_one_it_became() -> None:
    kept = make_product("serum", "Kept Serum")
    gone = make_product("serum", "Gone Serum", merged_into=kept)
    assert items_asked(AnonymousUser(), [gone.slug, kept.slug]).ids == (kept.slug,)


def test_the_own_pack_outranks_the_rule(client: Client) -> None:
    user = make_user()
    product = make_product("ampoule", "Course Ampoule")
    make_item(user, product, label_max_per_week=7)
    assert "At most twice in 7 days" in read(client, product.slug, "serum")
    client.force_login(user)
    page = read(client, product.slug, "serum")
    assert "At most twice in 7 days" not in page
    assert "At most 7 times in 7 days" in page


def test_a_private_product_is_unknown_to_everyone_else(client: Client) -> None:
    owner = make_user()
    secret = make_product("serum", "Secret Serum", owner=owner)
    stranger = Client()
    stranger.force_login(make_user())
    for other in (client, stranger):
        page = read(other, secret.slug, "ampoule")
        assert "Secret" not in page
        assert "is not known here" in page
        assert "Secret" not in other.get("/together/?q=secret").content.decode()
    client.force_login(owner)
    page = read(client, secret.slug, "ampoule")
    assert "Can I use Secret Serum and an ampoule together?" in page
    assert "noindex" in page
    assert "ld+json" not in page


def test_the_shelf_is_suggested_before_anything_is_typed(client: Client) -> None:
    user = make_user()
    make_item(user, make_product("serum", "My Own Serum", owner=user))
    client.force_login(user)
    assert "My Own Serum" in read(client)
