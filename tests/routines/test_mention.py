"""How much to mention: what each level says on every page, and that nothing grave is left out."""

import re
from datetime import date

import pytest
import time_machine
from django.test import Client

from accounts.models import SkinProfile, User
from routines.engine.schedule import DAILY, weekdays
from routines.models import Routine
from tests.factories import make_product, make_step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_noon")]
SATURDAY = date(2026, 11, 28)

CORE, ON = "ampoule-after-serum", "retinoid-am"
QUIET, OFF = "sunscreen-at-night", "oil-before-water"
STANDING, DANGER = "am-no-sunscreen", "pregnancy-retinoid"
EVERY = (CORE, ON, QUIET, OFF, STANDING, DANGER)

MONTH, WEEK, DAY, BUILDER = "month", "week", "day", "builder"
ADDRESSES = {
    MONTH: "/calendar/2026-11/",
    WEEK: "/calendar/2026-W48/",
    DAY: "/calendar/2026-11-28/",
}
CAUSE = re.compile(r'data-cause="([\w-]+)"')


@pytest.fixture
def life(user: User, routine: Routine) -> Routine:
    """Plan one thing of each sort: on Saturdays all but the standing one come together."""
    saturdays = weekdays(5)
    for session, kind, schedule, families in (
        ("AM", "cleanser", DAILY, []),
        ("AM", "moisturizer", DAILY, []),
        ("AM", "serum", saturdays, ["retinoid_rx"]),
        ("PM", "cleanser", DAILY, []),
        ("PM", "face_oil", saturdays, []),
        ("PM", "serum", saturdays, []),
        ("PM", "ampoule", saturdays, []),
        ("PM", "sunscreen", saturdays, []),
    ):
        product = make_product(kind, families=families)
        make_step(routine, product, session, schedule=schedule)
    return routine


def choose(client: Client, mention: str) -> None:
    answers = {"name": "", "time_zone": "UTC", "week_start": "0", "night_ends_hour": "4"}
    saved = client.post("/settings/", answers | {"theme": "", "mention": mention})
    assert saved.status_code == 302


def told(client: Client, routine: Routine, mention: str, page: str) -> dict[str, set[str]]:
    """Choose how much to mention, and return what a page says and where."""
    choose(client, mention)
    html = client.get(ADDRESSES.get(page) or routine.get_absolute_url()).content.decode()
    _before, _tips, tips = html.partition(">Tips (")
    tips, _hints, hints = tips.partition(">Show weak hints<")
    said = html.replace(tips, "") if tips else html
    return {
        "said": set(CAUSE.findall(said)) & set(EVERY),
        "tips": set(CAUSE.findall(tips)) & set(EVERY),
        "hints": set(re.findall(r'href="/rules/([\w-]+)/"', hints)) & set(EVERY),
    }


@pytest.mark.parametrize("page", [MONTH, WEEK, DAY, BUILDER])
@pytest.mark.parametrize(
    ("mention", "said", "tips", "hints"),
    [
        ("core", {CORE}, set(), set()),
        ("normal", {CORE, ON, STANDING}, {QUIET}, {OFF}),
        ("everything", {CORE, ON, STANDING, QUIET, OFF}, set(), set()),
    ],
)
def test_each_level_moves_the_line_on_every_page(  # noqa: PLR0913, PLR0917 (a table's columns)
    signed_in: Client,
    life: Routine,
    page: str,
    mention: str,
    said: set[str],
    tips: set[str],
    hints: set[str],
) -> None:
    folded = page in {DAY, BUILDER}
    assert told(signed_in, life, mention, page) == {
        "said": said,
        "tips": tips if folded else set(),
        "hints": hints if folded else set(),
    }


@pytest.mark.parametrize("mention", ["core", "normal", "everything"])
@pytest.mark.parametrize("page", [MONTH, DAY, BUILDER])
def test_danger_is_said_at_every_level_once_it_is_told(
    signed_in: Client, user: User, life: Routine, mention: str, page: str
) -> None:
    assert DANGER not in told(signed_in, life, mention, page)["said"]
    SkinProfile.objects.update_or_create(
        user=user, defaults={"pregnant_from": date(2026, 11, 1), "pregnant_until": None}
    )
    assert DANGER in told(signed_in, life, mention, page)["said"]


@pytest.mark.parametrize(
    ("mention", "morning", "evening"),
    [
        ("core", set(), {CORE}),
        ("normal", {ON, STANDING}, {CORE}),
        ("everything", {ON, STANDING}, {CORE}),
    ],
)
def test_today_says_what_the_level_admits_of_its_session(
    signed_in: Client, life: Routine, mention: str, morning: set[str], evening: set[str]
) -> None:
    choose(signed_in, mention)
    with time_machine.travel(f"{SATURDAY} 12:00Z", tick=False):
        pages = [
            signed_in.get(f"/today/?session={each}").content.decode() for each in ("AM", "PM")
        ]
    assert [set(CAUSE.findall(page)) for page in pages] == [morning, evening]
