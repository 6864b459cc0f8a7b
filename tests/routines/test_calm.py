"""Calm by default: what is said on month, week, day, Today and builder, and what is not."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from products.knowledge import kinds
from routines.engine.schedule import DAILY, Schedule, weekdays
from routines.models import Routine
from tests.factories import make_product, make_step
from tests.routines.pages import cells

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_noon")]
TODAY, DAY = date(2026, 11, 24), timedelta(days=1)
MONTH, WEEK = "/calendar/2026-11/", "/calendar/2026-W48/"
FOLDED = re.compile(r"<details(?:(?!<details).)*?</details>", re.DOTALL)

CAREFUL = [
    *("oil_cleanser", "cleanser", "hydrating_toner", "essence", "ampoule"),
    *("serum", "eye_cream", "emulsion", "moisturizer", "face_oil"),
]


def live(routine: Routine, evening: list[str], morning: tuple[str, ...] = (), **when: str) -> None:
    """Plan a day of these kinds; `when` names the weekdays of those that are not daily, 0-6."""
    for session, planned in (("AM", morning), ("PM", evening)):
        for kind in planned:
            schedule: Schedule = weekdays(*map(int, when[kind])) if kind in when else DAILY
            make_step(routine, make_product(kind), session, schedule=schedule)


def addresses(routine: Routine, day: date = TODAY) -> dict[str, str]:
    """Return where a morning of the day is spoken of."""
    return {
        "month": MONTH,
        "week": WEEK,
        "day": f"/calendar/{day}/",
        "builder": routine.get_absolute_url(),
        "today": "/today/?session=AM",
    }


def html_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def unfolded(html: str) -> str:
    """Return a page as it is read before anything is opened."""
    while (shorter := FOLDED.sub("", html)) != html:
        html = shorter
    return html


def cards(html: str) -> list[str]:
    """Return the rules of the cards that stand open."""
    return re.findall(r'<article class="flag"[^>]*data-cause="([\w-]+)"', unfolded(html))


def notes(html: str) -> list[str]:
    """Return the rules of the standing notes, folded or not."""
    return re.findall(r'<div class="flag is-line"[^>]*data-cause="([\w-]+)"', html)


def standing_lines(html: str) -> int:
    """Return in how many lines the standing notes are said before they are opened."""
    folds = re.findall(r'<details class="flag-fold', html)
    return len(folds) + len(notes(unfolded(html)))


def test_a_careful_month_of_ten_evening_steps_says_nothing(
    signed_in: Client, routine: Routine
) -> None:
    live(routine, CAREFUL, ampoule="03")
    for name, address in (addresses(routine) | {"tonight": "/today/?session=PM"}).items():
        html = html_of(signed_in, address)
        assert "data-cause" not in html, name
        assert "data-flag" not in html, name
        assert "cal-flag" not in html, name
        assert ("Nothing to look at." in html) == ("/today/" not in address), name


def test_two_ampoule_mistakes_without_sunscreen_mark_the_ampoule_days_alone(
    signed_in: Client, routine: Routine
) -> None:
    evening = ["cleanser", "hydrating_toner", "serum", "ampoule", "moisturizer"]
    live(routine, evening, ("cleanser", "moisturizer"), ampoule="024")
    for address in (MONTH, WEEK):
        shown = cells(signed_in, address)
        assert [day for day in shown if "cal-flag" in shown[day]] == list(filter(is_due, shown))
    for name in ("month", "builder"):
        html = html_of(signed_in, addresses(routine)[name])
        assert cards(html) == ["ampoule-too-often", "ampoule-after-serum"]
        assert notes(html) == ["am-no-sunscreen"]
        assert "2 things, 2 fixes" in html


def is_due(day: str) -> bool:
    """Say whether the ampoule of Monday, Wednesday and Friday has begun and is due."""
    then = date.fromisoformat(day)
    return then >= date(2026, 11, 2) and then.weekday() in {0, 2, 4}


@pytest.mark.parametrize("day", [TODAY - 9 * DAY, TODAY - DAY, TODAY, TODAY + 9 * DAY])
def test_a_short_page_knows_what_stands_as_the_month_does(
    signed_in: Client, routine: Routine, day: date
) -> None:
    live(routine, ["moisturizer", "serum"], ("cleanser",))
    stands = notes(html_of(signed_in, MONTH))
    assert stands == ["am-no-sunscreen", "serum-after-moisturizer"]
    for name in ("day", "week", "builder"):
        html = html_of(signed_in, addresses(routine, day)[name])
        assert notes(html) == stands
        assert cards(html) == []
        assert "cal-flag" not in html
        assert "2 notes stand: No sunscreen, Serum over cream" in html
        assert standing_lines(html) == 1


def test_a_short_page_leads_to_its_own_dates_only(signed_in: Client, routine: Routine) -> None:
    live(routine, ["moisturizer", "serum"], ("cleanser",))
    flags = re.findall(r'data-flag="[\w-]+" data-date="([\d-]+)"', html_of(signed_in, WEEK))
    assert sorted(set(flags)) == [f"2026-11-{day}" for day in range(23, 30)]
    assert len(flags) == 14


def test_what_is_not_so_every_time_is_news_on_its_day(signed_in: Client, routine: Routine) -> None:
    live(routine, [], ("cleanser", "sunscreen"), sunscreen="12345")
    monday = html_of(signed_in, "/calendar/2026-11-30/")
    assert cards(monday) == ["am-no-sunscreen"]
    assert notes(monday) == []


@pytest.mark.parametrize(
    ("session", "stands"), [("AM", ["am-no-sunscreen"]), ("PM", ["serum-after-moisturizer"])]
)
def test_today_says_what_stands_about_its_session(
    signed_in: Client, routine: Routine, session: str, stands: list[str]
) -> None:
    live(routine, ["moisturizer", "serum"], ("cleanser",))
    for query in ("", "&day=yesterday"):
        html = html_of(signed_in, f"/today/?session={session}{query}")
        assert notes(html) == stands
        assert cards(html) == []


def test_today_says_the_news_and_leaves_what_stands_to_the_other_pages(
    signed_in: Client, routine: Routine
) -> None:
    live(routine, ["serum", "ampoule", "moisturizer", "essence", "eye_cream", "serum"])
    tonight = html_of(signed_in, "/today/?session=PM")
    assert len(cards(tonight)) == 1
    assert notes(tonight) == []


def test_with_everything_daily_three_cards_and_one_line_stand_open(
    signed_in: Client, routine: Routine
) -> None:
    everything = [kind for kind in kinds() if kind != "sunscreen"]
    live(routine, [*everything, "ampoule"], tuple(reversed(everything)))
    for name, address in addresses(routine).items():
        html = html_of(signed_in, address)
        assert 1 <= len(cards(html)) <= 3, name
        assert standing_lines(html) <= 1, name
        assert name == "today" or "am-no-sunscreen" in notes(html), name


def test_knowing_what_stands_takes_no_further_query(
    signed_in: Client, user: User, routine: Routine
) -> None:
    counts = []
    for kind in ("cleanser", "moisturizer", "serum"):
        live(routine, [kind], (kind,))
        for address in ("/today/?session=AM", f"/calendar/{TODAY}/"):
            with CaptureQueriesContext(connection) as queries:
                html_of(signed_in, address)
            counts.append(len(queries))
    assert counts == counts[:2] * 3
