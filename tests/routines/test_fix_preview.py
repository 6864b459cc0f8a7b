"""A fix before it is applied: in words, and as the weeks it touches, now and then."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from routines.engine.dated_edits import SkipUse
from routines.engine.fix_edits import Reschedule
from routines.engine.fixes import Fix, Verb, to_json
from routines.engine.plan import Session
from routines.engine.schedule import DAILY, Schedule, weekdays
from routines.models import Pause, PlanChange, Routine, Step
from tests.factories import make_item, make_product, make_step
from tests.routines.pages import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_noon")]
TODAY, DAY = date(2026, 11, 24), timedelta(days=1)
CALENDAR = re.compile(r'<div class="flow">\s*<p class="tip"[^>]*>(.*?)</table>', re.DOTALL)
CELL = re.compile(r'<td(?: data-state="([^"]*)")?>(.*?)</td>', re.DOTALL)
OFFER = re.compile(r'name="fix" value="([^"]*)"')


@pytest.fixture
def ampoule(routine: Routine) -> Step:
    """Plan an ampoule on Monday, Wednesday and Friday, after the serum of each evening."""
    for kind in ("cleanser", "serum"):
        make_step(routine, make_product(kind, f"My {kind}"))
    return make_step(routine, make_product("ampoule", "My ampoule"), schedule=weekdays(0, 2, 4))


def offers(client: Client, address: str = "/calendar/2026-11/") -> list[str]:
    """Return the fixes that a page offers, as its forms send them."""
    return [unescape(value) for value in OFFER.findall(client.get(address).content.decode())]


def drawn(client: Client, fix: Fix | str) -> list[str]:
    """Return both small calendars of a fix's preview."""
    value = fix if isinstance(fix, str) else to_json(fix)
    response = client.get("/plan/fix/", {"fix": value})
    assert response.status_code == 200
    return CALENDAR.findall(response.content.decode())


def days(calendar: str, state: str = "") -> list[int]:
    """Return the days of the month of a calendar's cells, or of those in a state."""
    return [
        int(re.findall(r"<time[^>]*>(\d+)<", cell)[0])
        for states, cell in CELL.findall(calendar)
        if state in states
    ]


def test_the_two_weeks_a_fix_touches_first_stand_as_they_are_and_as_they_would_be(
    signed_in: Client, ampoule: Step
) -> None:
    before, after = drawn(signed_in, offers(signed_in)[0])
    assert days(before) == days(after) == [*range(23, 31), *range(1, 7)]
    assert days(before, "changed") == days(after, "changed") == [25, 2]
    assert words(f">{before}").startswith(
        "As it is. Marked: Wed 25 Nov (3rd ampoule), Fri 27 Nov (3rd ampoule), "
        "Mon 30 Nov (3rd ampoule), Wed 2 Dec (3rd ampoule) and Fri 4 Dec (3rd ampoule). "
        "Wed 25 Nov, evening: My cleanser, then My serum, then My ampoule As it is Mon"
    )
    assert words(f">{after}").startswith(
        "With this change. Marked: Fri 27 Nov (After serum), "
        "Mon 30 Nov (After serum) and Fri 4 Dec (After serum). "
        "Wed 25 Nov, evening: My cleanser, then My serum With this change Mon"
    )


def test_a_new_order_is_said_and_drawn(signed_in: Client, ampoule: Step) -> None:
    before, after = drawn(signed_in, offers(signed_in)[1])
    assert "My serum, then My ampoule" in before
    assert "My ampoule, then My serum" in after
    ahead = ["".join(html for _states, html in CELL.findall(each)[1:]) for each in (before, after)]
    assert ["3rd ampoule +1" in each for each in ahead] == [True, False]
    drawings = [set(re.findall(r'<svg class="core".*?</svg>', each)) for each in ahead]
    assert len(drawings[0] & drawings[1]) == 1  # evenings without the ampoule


def test_what_is_past_looks_the_same_in_both(
    signed_in: Client, user: User, routine: Routine, ampoule: Step
) -> None:
    make_step(routine, make_product("cleanser"), "AM")
    make_item(user, make_product("sunscreen"))
    assert len(offers(signed_in)) == 3
    for fix in offers(signed_in):
        first = [CELL.findall(each)[0] for each in drawn(signed_in, fix)]
        assert first[0] == first[1]
        assert first[0][0].split()[0] == "past"


def test_days_about_which_nothing_differs_are_told_apart(signed_in: Client, ampoule: Step) -> None:
    before, after = drawn(signed_in, offers(signed_in)[0])
    assert days(before, "same") == days(after, "same") == [23, 24, 26, 28, 29, 1, 3, 5, 6]


def test_a_change_in_a_month_shows_its_own_week(signed_in: Client, ampoule: Step) -> None:
    friday = date(2026, 12, 18)
    product = str(ampoule.shelf_item.product_id)
    skip = Fix(Verb.SKIP_ONCE, (SkipUse(friday, Session.PM, str(ampoule.line), product),))
    before, after = drawn(signed_in, skip)
    assert days(before) == days(after) == [*range(14, 21)]
    assert days(after, "changed") == [18]


@pytest.mark.parametrize(("week_start", "first"), [(0, 23), (6, 22)])
def test_weeks_begin_where_the_users_do(
    signed_in: Client, user: User, ampoule: Step, week_start: int, first: int
) -> None:
    User.objects.filter(pk=user.pk).update(week_start=week_start)
    assert days(drawn(signed_in, offers(signed_in)[0])[0])[0] == first


def test_a_change_of_no_day_ahead_draws_nothing(
    signed_in: Client, user: User, ampoule: Step
) -> None:
    Pause.objects.create(owner=user, first=TODAY, last=TODAY + 40 * DAY)
    daily = Fix(Verb.SET_EVERY, (Reschedule(str(ampoule.line), DAILY),))
    assert drawn(signed_in, daily) == []
    page = signed_in.get("/plan/fix/", {"fix": to_json(daily)}).content.decode()
    assert "Nothing in the days ahead." in page


def test_fixing_all_is_drawn_as_one_change(signed_in: Client, ampoule: Step) -> None:
    page = signed_in.get("/plan/fix-all/").content.decode()
    before, after = CALENDAR.findall(page)
    assert days(before, "changed") == days(after, "changed") == [25, 27, 30, 2, 4]
    assert "With this change. No day ahead is marked." in words(f">{after}")
    assert not PlanChange.objects.exists()


def test_drawing_takes_no_query_more_for_more_steps(
    signed_in: Client, routine: Routine, ampoule: Step
) -> None:
    counts = []
    for more in (0, 20):
        for _number in range(more):
            make_step(routine, make_product("mist"), "AM")
        with CaptureQueriesContext(connection) as queries:
            signed_in.get("/plan/fix-all/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 10


SCHEDULES: list[tuple[Schedule, str]] = [
    (DAILY, "every evening"),
    (weekdays(0, 3), "now and then"),
]


@pytest.mark.parametrize(
    "schedule", [each for each, _name in SCHEDULES], ids=[name for _each, name in SCHEDULES]
)
def test_about_a_prescribed_step_the_prescriber_is_to_be_asked_on_every_page(
    signed_in: Client, routine: Routine, schedule: Schedule
) -> None:
    acid = make_product("exfoliant_chemical", families=["aha"])
    make_step(routine, acid, schedule=schedule)
    tretinoin = make_step(
        routine, make_product("medicated_topical", families=["retinoid_rx"]), schedule=schedule
    )
    tretinoin.shelf_item.prescribed = True
    tretinoin.shelf_item.save()
    thursday = date(2026, 11, 26)
    for address in (routine.get_absolute_url(), "/calendar/2026-11/", f"/calendar/{thursday}/"):
        page = signed_in.get(address).content.decode()
        assert 'data-cause="retinoid-plus-exfoliant"' in page
        assert "Prescribed: ask your prescriber before you change it." in page
        assert not [fix for fix in offers(signed_in, address) if str(tretinoin.line) in fix]
    signed_in.post("/plan/fix-all/")
    kept = Step.objects.for_user(tretinoin.owner).filter(line=tretinoin.line)
    assert [(step.schedule, step.ends_on) for step in kept] == [(schedule, None)]
