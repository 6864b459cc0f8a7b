"""Keep something as it is: it is not said again until the plan behind it changes."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils.html import escape

from accounts.models import User
from routines.engine.plan import Session
from routines.engine.schedule import Periodic, Schedule, weekdays
from routines.models import AcceptedFlag, PlanChange, Routine, Step
from routines.noticed import AHEAD, Noticed, noticed_for, session_note, timeline_around
from routines.selectors import plan_between
from tests.factories import make_product, make_step, make_user
from tests.routines.pages import cells, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_noon")]
TODAY = date(2026, 11, 24)
MANY, LATE = "ampoule-too-often", "ampoule-after-serum"
WEDNESDAY = "/calendar/2026-11-25/"


@pytest.fixture
def ampoule(routine: Routine) -> Step:
    """Plan an ampoule three evenings a week, after the serum."""
    make_step(routine, make_product("serum", "My Serum"))
    return make_step(routine, make_product("ampoule", "My Ampoule"), schedule=weekdays(0, 2, 4))


def seen(user: User, last: date = TODAY + AHEAD) -> Noticed:
    return noticed_for(user, plan_between(user, TODAY, last), TODAY, last, TODAY)


def open_rules(user: User) -> list[str]:
    return [card.rule.id for card in seen(user).open]


def accepted_rules(user: User) -> list[str]:
    return [each.card.rule.id for each in seen(user).accepted]


def keep(client: Client, user: User, rule: str, reason: str = "", next_page: str = "") -> Any:
    """Press "Keep as it is" on a card, and "Keep it" on the page it leads to."""
    [address] = [card.keep_url for card in seen(user).open if card.rule.id == rule]
    page = client.get(address).content.decode()
    form = dict(re.findall(r'<input type="hidden" name="(day|flag)" value="([^"]*)"', page))
    return client.post("/plan/accept/", {**form, "reason": reason, "next": next_page})


def withdraw(client: Client, user: User) -> Any:
    [each] = seen(user).accepted
    return client.post(f"/plan/accept/{each.acceptance}/withdraw/", {"next": WEDNESDAY})


def test_every_card_leads_to_where_it_is_kept(
    signed_in: Client, user: User, ampoule: Step
) -> None:
    page = signed_in.get("/calendar/").content.decode()
    for card in seen(user).open:
        assert escape(card.keep_url) + "&amp;next=%2Fcalendar%2F" in page
    assert page.count("Keep as it is<") == 2


def test_the_page_says_what_is_kept_and_asks_for_a_reason(
    signed_in: Client, user: User, ampoule: Step
) -> None:
    page = signed_in.get(seen(user).open[0].keep_url).content.decode()
    assert "Ampoule more than twice in 7 days" in page
    assert 'name="reason"' in page
    assert not AcceptedFlag.objects.exists()


def test_what_is_kept_marks_no_day_and_is_not_counted(
    signed_in: Client, user: User, ampoule: Step
) -> None:
    assert seen(user).head == "2 things, 2 fixes"
    keep(signed_in, user, MANY)
    assert open_rules(user) == [LATE]
    assert accepted_rules(user) == [MANY]
    assert seen(user).head == "1 thing, 1 fix"
    assert {flags.short for flags in seen(user).by_day.values()} == {"After serum"}
    assert {note.words for note in seen(user).by_line.values()} == {"Ampoule after serum"}
    assert "3rd ampoule" not in str(cells(signed_in))


def test_it_is_listed_with_its_reason_its_date_and_a_way_back(
    signed_in: Client, user: User, ampoule: Step
) -> None:
    User.objects.filter(pk=user.pk).update(time_zone="Pacific/Kiritimati")
    keep(signed_in, user, MANY, "My skin <is> used to it")
    page = signed_in.get("/calendar/").content.decode()
    assert "Accepted (1)" in page
    assert "since 25 November 2026: My skin &lt;is&gt; used to it" in page
    [row] = AcceptedFlag.objects.for_user(user)
    assert f'action="/plan/accept/{row.acceptance}/withdraw/"' in page


def dates(client: Client, address: str) -> list[tuple[tuple[str, str], bool]]:
    """Return the (rule, date) of each flag on a page, and whether it is marked as accepted."""
    page = client.get(address).content.decode()
    found = re.findall(r'<a [^>]*data-flag="([^"]+)" data-date="([^"]+)"([^>]*)>', page)
    return [((rule, day), "data-accepted" in rest) for rule, day, rest in found]


@pytest.mark.parametrize("address", ["/calendar/", "/calendar/2026-W48/", WEDNESDAY, "builder"])
def test_each_of_its_dates_stands_once_and_says_that_it_is_accepted(
    signed_in: Client, user: User, ampoule: Step, address: str
) -> None:
    address = address.replace("builder", ampoule.routine.get_absolute_url())
    before = dates(signed_in, address)
    keep(signed_in, user, MANY)
    after = dates(signed_in, address)
    assert sorted(day for day, _ in after) == sorted(day for day, _ in before)
    assert len(after) == len({day for day, _ in after})
    assert {rule for (rule, _date), kept in after if kept} == {MANY}
    assert MANY not in {rule for (rule, _date), kept in after if not kept}
    assert not any(kept for _, kept in before)


def test_one_day_is_enough_to_keep_all_that_belongs_to_it(
    signed_in: Client, user: User, ampoule: Step
) -> None:
    now_and_then = Periodic(14, (0,), date(2026, 11, 29))
    make_step(ampoule.routine, make_product("ampoule"), schedule=now_and_then)
    wednesday = TODAY + timedelta(days=1)
    [card] = [card for card in seen(user, wednesday).open if card.rule.id == MANY]
    day, flag = re.findall(r"day=(.*)&flag=(.*)", card.keep_url)[0]
    signed_in.post("/plan/accept/", {"day": day, "flag": flag, "reason": ""})
    assert MANY not in open_rules(user)


def test_what_is_folded_into_a_card_is_kept_with_it(
    signed_in: Client, user: User, routine: Routine
) -> None:
    make_step(routine, make_product("ampoule"))
    assert open_rules(user) == [MANY]
    response = keep(signed_in, user, MANY)
    assert said(response)[0][0] == "Kept as it is: Ampoule more than twice in 7 days."
    assert open_rules(user) == []
    assert accepted_rules(user) == [MANY]
    response = withdraw(signed_in, user)
    assert said(response)[-1][0] == "Said again from now on: Ampoule more than twice in 7 days."


def test_it_is_not_said_today_either(signed_in: Client, user: User, ampoule: Step) -> None:
    wednesday = TODAY + timedelta(days=1)
    owned = plan_between(user, wednesday, wednesday)
    around = timeline_around(owned.plan, wednesday, wednesday)
    for rule in (MANY, LATE):
        note = session_note(user, owned, wednesday, Session.PM, wednesday, around)
        assert note.card is not None
        assert note.card.rule.id == rule
        keep(signed_in, user, rule)
    assert session_note(user, owned, wednesday, Session.PM, wednesday, around).card is None


def test_fixing_all_leaves_what_is_kept(signed_in: Client, user: User, ampoule: Step) -> None:
    keep(signed_in, user, MANY)
    signed_in.post("/plan/fix-all/")
    assert open_rules(user) == []
    assert accepted_rules(user) == [MANY]


def test_keeping_is_one_change_that_can_be_undone(
    signed_in: Client, user: User, ampoule: Step
) -> None:
    response = keep(signed_in, user, MANY, next_page=WEDNESDAY)
    assert response["Location"] == WEDNESDAY
    assert said(response) == [
        ("Kept as it is: Ampoule more than twice in 7 days.", "undo-N success")
    ]
    assert PlanChange.objects.for_user(user).count() == 1
    signed_in.post("/plan/undo/")
    assert open_rules(user) == [MANY, LATE]
    assert not AcceptedFlag.objects.exists()


def test_withdrawing_says_it_again_and_can_be_undone(
    signed_in: Client, user: User, ampoule: Step
) -> None:
    keep(signed_in, user, MANY)
    response = withdraw(signed_in, user)
    assert response["Location"] == WEDNESDAY
    assert said(response)[-1][1] == "undo-N success"
    assert open_rules(user) == [MANY, LATE]
    assert not seen(user).accepted
    assert AcceptedFlag.objects.get().withdrawn_at is not None
    signed_in.post("/plan/undo/")
    assert accepted_rules(user) == [MANY]


def test_withdrawing_one_leaves_the_others(signed_in: Client, user: User, ampoule: Step) -> None:
    keep(signed_in, user, MANY)
    keep(signed_in, user, LATE)
    [late] = [each for each in seen(user).accepted if each.card.rule.id == LATE]
    signed_in.post(f"/plan/accept/{late.acceptance}/withdraw/")
    assert accepted_rules(user) == [MANY]


def test_keeping_it_twice_is_keeping_it_once(signed_in: Client, user: User, ampoule: Step) -> None:
    [address] = [card.keep_url for card in seen(user).open if card.rule.id == MANY]
    day, flag = re.findall(r"day=(.*)&flag=(.*)", address)[0]
    signed_in.post("/plan/accept/", {"day": day, "flag": flag, "reason": ""})
    response = signed_in.post("/plan/accept/", {"day": day, "flag": flag, "reason": ""})
    assert ("You keep this as it is already.", "info") in said(response)
    assert AcceptedFlag.objects.count() == PlanChange.objects.count() == 1


def test_what_was_withdrawn_can_be_kept_again(
    signed_in: Client, user: User, ampoule: Step
) -> None:
    keep(signed_in, user, MANY)
    withdraw(signed_in, user)
    keep(signed_in, user, MANY, "After all")
    assert [each.reason for each in seen(user).accepted] == ["After all"]


@pytest.mark.parametrize(
    "days", [weekdays(0, 1, 4), weekdays(0, 2, 4, 6)], ids=["other days", "more days"]
)
def test_it_lapses_when_the_schedule_changes_and_comes_back_with_it(
    signed_in: Client, user: User, ampoule: Step, days: Schedule
) -> None:
    keep(signed_in, user, MANY)
    ampoule.schedule = days
    ampoule.save()
    assert MANY in open_rules(user)
    assert MANY not in accepted_rules(user)
    ampoule.schedule = weekdays(0, 2, 4)
    ampoule.save()
    assert accepted_rules(user) == [MANY]


def test_it_lapses_when_the_limit_changes(signed_in: Client, user: User, ampoule: Step) -> None:
    keep(signed_in, user, MANY)
    user.profile.ampoules_per_week = 1
    user.profile.save()
    assert MANY in open_rules(user)


def test_it_stays_when_a_routine_is_renamed_or_gains_a_step(
    signed_in: Client, user: User, ampoule: Step
) -> None:
    keep(signed_in, user, MANY)
    Routine.objects.update(name="Winter")
    make_step(ampoule.routine, make_product("sunscreen"), "AM")
    make_step(ampoule.routine, make_product("face_oil"))
    assert accepted_rules(user) == [MANY]


def test_what_is_grave_stands_unfolded(signed_in: Client, user: User, ampoule: Step) -> None:
    keep(signed_in, user, MANY)
    noticed = seen(user)
    [each] = noticed.accepted
    grave = replace(each, card=replace(each.card, severity="danger"))
    for accepted, is_open in ((each, False), (grave, True)):
        context = {"noticed": replace(noticed, accepted=(accepted,)), "next": "/"}
        page = render_to_string("routines/_noticed.html", context)
        assert ('<details class="flow" open>' in page) is is_open


def test_what_the_plan_does_not_say_any_more_leads_back(
    signed_in: Client, user: User, ampoule: Step
) -> None:
    address = seen(user).open[0].keep_url
    ampoule.delete()
    response = signed_in.get(address)
    assert response.status_code == 302
    assert "changed since" in said(response)[0][0]


@pytest.mark.parametrize("day", ["", "soon", "2026-02-30", "1969-12-31", "2200-01-01"])
def test_what_is_no_day_is_not_found(signed_in: Client, day: str) -> None:
    assert signed_in.get("/plan/accept/", {"day": day}).status_code == 404


def test_a_reason_that_is_too_long_is_refused_and_kept_as_typed(
    signed_in: Client, user: User, ampoule: Step
) -> None:
    response = keep(signed_in, user, MANY, "long " * 30)
    assert response.status_code == 422
    page = response.content.decode()
    assert "long long" in page
    assert "aria-describedby" in page
    assert not AcceptedFlag.objects.exists()


def test_nobody_withdraws_for_somebody_else(signed_in: Client, user: User, ampoule: Step) -> None:
    keep(signed_in, user, MANY)
    [each] = seen(user).accepted
    stranger = Client()
    stranger.force_login(make_user())
    answer = stranger.post(f"/plan/accept/{each.acceptance}/withdraw/")
    assert answer.status_code == 404
    assert accepted_rules(user) == [MANY]
