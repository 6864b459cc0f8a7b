"""What a page says: causes with dates inside, words in cells, and fixes that work."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.html import strip_tags

from accounts.models import User
from routines.cards import SHOWN_DATES
from routines.engine.fixes import from_json, to_json
from routines.engine.schedule import DAILY, Schedule, weekdays
from routines.noticed import AHEAD, Noticed, noticed_for
from routines.selectors import plan_between
from tests.factories import make_item, make_product, make_routine, make_step, make_user

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def evening(user: User, *kinds: str, **schedules: Schedule) -> None:
    routine = make_routine(user, starts_on=TUESDAY)
    for kind in kinds:
        make_step(routine, make_product(kind), schedule=schedules.get(kind, DAILY))


def seen(user: User, today: date = TUESDAY) -> Noticed:
    owned = plan_between(user, TUESDAY, TUESDAY + AHEAD)
    return noticed_for(user, owned, TUESDAY, TUESDAY + AHEAD, today)


def two_ampoule_mistakes() -> User:
    user = make_user()
    evening(
        user,
        "cleanser",
        "hydrating_toner",
        "serum",
        "ampoule",
        "moisturizer",
        ampoule=weekdays(0, 2, 4),
    )
    return user


def test_two_ampoule_mistakes_are_two_things_with_two_fixes() -> None:
    noticed = seen(two_ampoule_mistakes())
    assert noticed.head == "2 things, 2 fixes"
    assert [card.rule.id for card in noticed.open] == ["ampoule-too-often", "ampoule-after-serum"]
    assert [card.fix.label for card in noticed.open if card.fix] == [
        "Keep Mon and Fri",
        "Move it before the serum",
    ]


def test_a_date_stands_once_on_a_card_whatever_is_said_of_it() -> None:
    user = make_user()
    evening(user, "ampoule", ampoule=weekdays(0, 2, 3, 4))
    (card,) = seen(user).open
    items = [strip_tags(item) for item in card.dates]
    assert items[:2] == [f"{day} Nov (ampoule two days running)" for day in ("Thu 26", "Fri 27")]
    dates = [item.partition(" (")[0] for item in items]
    assert len(set(dates)) == len(dates) == SHOWN_DATES
    links = "".join(card.dates)
    for rule in ("ampoule-too-often", "ampoule-consecutive-days"):
        assert f'data-flag="{rule}" data-date="2026-11-27"' in links


def test_only_ampoule_days_are_marked_and_each_in_its_words() -> None:
    noticed = seen(two_ampoule_mistakes())
    wednesday, friday, monday = (TUESDAY + timedelta(days=n) for n in (1, 3, 6))
    assert {day.weekday() for day in noticed.by_day} == {0, 2, 4}
    assert noticed.by_day[wednesday].short == "After serum"
    assert noticed.by_day[wednesday].more == 0
    assert noticed.by_day[monday].short == "3rd ampoule"
    assert noticed.by_day[monday].more == 1
    assert noticed.by_day[friday].severity == "caution"


def test_a_card_names_the_dates_that_make_it_true() -> None:
    card = seen(two_ampoule_mistakes()).open[0]
    assert "Wed 25 Nov, Fri 27 Nov and Mon 30 Nov" in card.about


def test_a_careful_evening_of_ten_steps_says_nothing() -> None:
    user = make_user()
    evening(
        user,
        "oil_cleanser",
        "cleanser",
        "hydrating_toner",
        "essence",
        "ampoule",
        "serum",
        "eye_cream",
        "emulsion",
        "moisturizer",
        "face_oil",
        ampoule=weekdays(0, 3),
    )
    noticed = seen(user)
    assert noticed.head == "Nothing to look at."
    assert not noticed.by_day
    assert [*noticed.open, *noticed.standing, *noticed.past] == []


def test_past_flags_ask_for_nothing() -> None:
    user = two_ampoule_mistakes()
    owned = plan_between(user, TUESDAY, TUESDAY + timedelta(days=6))
    later = TUESDAY + timedelta(days=30)
    noticed = noticed_for(user, owned, TUESDAY, TUESDAY + timedelta(days=6), later)
    assert not noticed.open
    assert [card.rule.id for card in noticed.past] == ["ampoule-too-often", "ampoule-after-serum"]
    assert all(card.fix is None for card in noticed.past)
    assert noticed.by_day


def test_a_fix_travels_as_a_value() -> None:
    card = seen(two_ampoule_mistakes()).open[0]
    assert card.fix is not None
    assert to_json(from_json(card.fix.value)) == card.fix.value


def test_an_ampoule_card_leads_to_what_the_pack_says() -> None:
    user = make_user()
    item = make_item(user, make_product("ampoule"))
    make_step(make_routine(user, starts_on=TUESDAY), item)
    assert seen(user).open[0].pack_url == f"/shelf/{item.pk}/label/"


def test_a_pack_that_allows_it_outranks_the_rule() -> None:
    user = make_user()
    item = make_item(user, make_product("ampoule"), label_max_per_week=7)
    make_step(make_routine(user, starts_on=TUESDAY), item)
    assert not seen(user).open


def test_only_the_essentials_are_mentioned_to_who_asked_for_that() -> None:
    user = make_user(mention="core")
    evening(user, "moisturizer", "serum")
    assert not seen(user).standing
    user.mention = "normal"
    assert [card.rule.id for card in seen(user).standing] == ["serum-after-moisturizer"]


def test_what_holds_every_evening_is_said_once_and_marks_no_day() -> None:
    user = make_user()
    evening(user, "moisturizer", "serum")
    noticed = seen(user)
    assert not noticed.open
    assert not noticed.by_day
    card = noticed.standing[0]
    assert len(card.dates + card.more_dates) == 35


@pytest.mark.parametrize(
    ("kinds", "several"),
    [
        (("moisturizer", "serum"), False),  # one note that stands
        (("ampoule", "serum", "moisturizer"), False),  # one card
        (("ampoule", "moisturizer", "serum"), True),  # one of each
    ],
)
def test_what_stands_is_fixed_together_with_what_is_news(
    kinds: tuple[str, ...], *, several: bool
) -> None:
    user = make_user()
    evening(user, *kinds, ampoule=weekdays(0, 2, 4))
    assert seen(user).has_several_fixes is several


def test_a_step_carries_the_titles_of_what_concerns_it() -> None:
    user = two_ampoule_mistakes()
    noticed = seen(user)
    notes = {note.words for note in noticed.by_line.values()}
    assert "Ampoule more than twice in 7 days; Ampoule after serum" in notes
