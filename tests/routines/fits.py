"""What tests of "With your routine" read and press, and the products they ask about."""

import re
from datetime import date, timedelta
from html import unescape

from django.test import Client

from accounts.models import SkinProfile, User
from products.models import Product
from products.services.tagging import products_retag
from routines.engine.plan import Session
from routines.engine.schedule import weekdays
from routines.engine.timeline import expand
from routines.models import Routine, Step
from routines.selectors import plan_between
from tests.factories import make_product, make_step
from tests.routines.pages import words

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)


def address(product: Product) -> str:
    return f"{product.get_absolute_url()}routine/"


def verdict(client: Client, product: Product) -> str:
    """Return what stands under "With your routine", as it is read."""
    page = client.get(address(product)).content.decode()
    return unescape(words(page.split('id="with-routine"')[1].split("</section>")[0]))


def mark(client: Client, product: Product) -> str:
    page = client.get(address(product)).content.decode()
    return unescape(re.findall(r'name="place" value="([^"]*)"', page)[0])


def add(client: Client, product: Product) -> None:
    answer = client.post(address(product), {"place": mark(client, product)})
    assert (answer.status_code, answer["Location"]) == (302, product.get_absolute_url())


def evenings(user: User, first: date = TODAY, days: int = 7) -> list[list[str]]:
    plan = plan_between(user, first, first + days * DAY).plan
    timeline = expand(plan, first, first + days * DAY)
    dates = [first + day * DAY for day in range(days)]
    return [[use.product.name for use in timeline.uses(day, Session.PM)] for day in dates]


def an_ampoule(user: User) -> Product:
    return make_product("ampoule", "Glow Ampoule")


def one_too_many(user: User) -> Product:
    routine = Routine.objects.for_user(user).get()
    make_step(routine, make_product("ampoule", "First Ampoule"), schedule=weekdays(0, 3))
    return make_product("ampoule", "Glow Ampoule")


def an_allergen(user: User) -> Product:
    SkinProfile.objects.filter(user=user).update(allergens="Linalool")
    product = make_product("essence", "Scented", ingredients_text="Aqua, Linalool")
    products_retag([product.pk])
    return product


def in_use_too_often(user: User) -> Product:
    product = make_product("ampoule", "Glow Ampoule")
    serum = Step.objects.for_user(user).get(shelf_item__product__name="Serum")
    place = serum.position - 1
    make_step(serum.routine, product, schedule=weekdays(0, 2, 4), position=place)
    return product


def in_use(user: User) -> Product:
    return Product.objects.get(name="Serum")


def in_use_at_the_wrong_time(user: User) -> Product:
    product = make_product("sunscreen", "Night SPF")
    make_step(Routine.objects.for_user(user).get(), product, session=Session.PM)
    return product


def a_second_cream(user: User) -> Product:
    return make_product("moisturizer", "Rich Cream")


def without_sunscreen(user: User) -> Product:
    Step.objects.for_user(user).filter(session="AM").delete()
    return make_product("makeup", "Powder")
