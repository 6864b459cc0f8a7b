"""Pasted lines find the product they name, or none."""

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from products.models import Brand
from products.selectors import match_products
from tests.factories import make_product, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    """Fill the catalogue, and add products of two people."""
    user = make_user()
    for brand, name in (
        ("The Ordinary", "Niacinamide 10% + Zinc 1%"),
        ("The Ordinary", "Hyaluronic Acid 2% + B5"),
        ("COSRX", "Advanced Snail 96 Mucin Power Essence"),
        ("La Crème", "Émulsion Légère"),
        ("Twin", "Calming Gel Light"),
        ("Twin", "Calming Gel Rich"),
        ("구달", "청귤 비타C 앰플"),
        ("Beauty of Joseon", "Revive Eye Serum"),
        ("ROUND LAB", "Birch Juice Moisturizing Sunscreen"),
        ("ROUND LAB", "1025 Dokdo Cleanser"),
        ("VT", "Reedle Shot 300 Essence"),
        ("Sugar", "Oat Cleansing Balm"),
    ):
        make_product(name=name, brand=Brand.objects.get_or_create(name=brand)[0])
    make_product(name="Draft cream", status="draft")
    make_product(name="My secret balm", owner=make_user())
    make_product(name="Grandma's calendula salve", owner=user)
    return user


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("The Ordinary Niacinamide 10% + Zinc 1%", "The Ordinary Niacinamide 10% + Zinc 1%"),
        ("the ordinary niacinamide 10 zinc", "The Ordinary Niacinamide 10% + Zinc 1%"),
        ("Snail 96 Mucin Power Essence", "COSRX Advanced Snail 96 Mucin Power Essence"),
        ("cosrx snail mucin essence 100ml", "COSRX Advanced Snail 96 Mucin Power Essence"),
        ("LA CREME emulsion legere", "La Crème Émulsion Légère"),
        ("구달 청귤 비타C 앰플", "구달 청귤 비타C 앰플"),
        ("grandma's calendula salve", "Grandma's calendula salve"),
        ("Twin Calming Gel", None),
        ("Twin Calming Gel Rich", "Twin Calming Gel Rich"),
        ("The Ordinary", None),
        ("serum", None),
        ("essence", None),
        ("Draft cream", None),
        ("My secret balm", None),
        ("10%", None),
        ("", None),
    ],
)
def test_line_names_a_product(user: User, line: str, found: str | None) -> None:
    (match,) = match_products(user, [line])
    assert (str(match) if match else None) == found


@pytest.mark.parametrize(
    ("line", "named"),
    [
        pytest.param("Beauty of Joseon Glow Serum", False, id="the brand and a noun alone"),
        pytest.param("Beauty of Joseon eye serum", True, id="most of the name"),
        pytest.param("Revive Eye Serum", True, id="no brand"),
        pytest.param("ROUND LAB Birch Juice Moisturizing Cream", False, id="another noun"),
        pytest.param("Round Lab birch juice moisturizing sun cream", True, id="the same kind"),
        pytest.param("ROUND LAB 1025 Dokdo Ampoule", False, id="an ampoule of the series"),
        pytest.param("ROUND LAB 1025 Dokdo", True, id="no noun"),
        pytest.param("VT Reedle Shot 700 Essence", False, id="another strength"),
        pytest.param("VT Reedle Shot 300 Essence 50ml", True, id="with its size"),
        pytest.param("VT Reedle Shot Essence", True, id="no strength"),
        pytest.param("The Ordinary Niacinamide 5% + Zinc 1%", False, id="another percentage"),
        pytest.param("Sugar oat make-up removing cleansing balm", True, id="a noun in more words"),
    ],
)
def test_one_product_of_a_brand_is_not_taken_for_another(
    user: User, line: str, *, named: bool
) -> None:
    assert (match_products(user, [line]) != [None]) is named


def test_own_product_comes_before_its_double_in_the_catalogue() -> None:
    user = make_user()
    make_product(name="Night balm")
    own = make_product(name="Night balm", owner=user)
    make_product(name="Night balm")
    assert match_products(user, ["night balm"]) == [own]


@pytest.mark.parametrize("number", [1, 30])
def test_matching_takes_three_queries(
    user: User, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    with django_assert_num_queries(3):
        found = match_products(user, ["the ordinary niacinamide 10 zinc"] * number)
        assert all(str(product) for product in found)
    assert len(found) == number


def test_any_number_of_lines_is_taken(user: User) -> None:
    lines = [f"word{n} other{n} third{n} fourth{n}" for n in range(2000)]
    assert match_products(user, lines) == [None] * 2000


def test_answers_stand_in_the_order_of_the_lines(user: User) -> None:
    found = match_products(user, ["nothing known", "Twin Calming Gel Rich", "Émulsion La Crème"])
    assert [product and product.name for product in found] == [
        None,
        "Calming Gel Rich",
        "Émulsion Légère",
    ]
