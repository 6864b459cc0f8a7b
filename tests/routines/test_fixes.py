"""One click mends, one click brings back, and the past stays as it was."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from journal.models import Entry
from products.models import Product
from routines.engine import plan as engine
from routines.engine.check import check
from routines.engine.fix_edits import Remove
from routines.engine.fixes import Fix, Verb, to_json
from routines.engine.plan import Plan
from routines.engine.schedule import DAILY, weekdays
from routines.fix_words import fixes_summary
from routines.models import PlanChange, ShelfItem, Step, Use
from routines.noticed import AHEAD, noticed_for
from routines.selectors import OwnedPlan, plan_between
from tests.factories import make_item, make_product, make_routine, make_step, make_user
from tests.routines.test_adopting import uses

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
LAST = TODAY + AHEAD


@pytest.fixture(autouse=True)
def _tuesday() -> Iterator[None]:
    with time_machine.travel("2026-11-24T09:00:00Z", tick=False):
        yield


@pytest.fixture
def owner() -> User:
    user = make_user()
    routine = make_routine(user, starts_on=TODAY - timedelta(days=30))
    for kind in ("cleanser", "serum", "ampoule", "moisturizer"):
        schedule = weekdays(0, 2, 4) if kind == "ampoule" else DAILY
        make_step(routine, make_product(kind), schedule=schedule)
    return user


@pytest.fixture
def browser(owner: User) -> Client:
    client = Client()
    client.force_login(owner)
    return client


def owned(user: User) -> OwnedPlan:
    return plan_between(user, TODAY, LAST)


def plan(user: User) -> Plan:
    return owned(user).plan


def offers(user: User) -> list[str]:
    cards = noticed_for(user, owned(user), TODAY, LAST, TODAY).open
    return [card.fix.value for card in cards if card.fix]


def messages(client: Client) -> str:
    return unescape(client.get("/settings/").content.decode())


def test_a_fix_is_applied_with_one_click_and_undone_with_one(owner: User, browser: Client) -> None:
    past = TODAY - timedelta(days=20), TODAY - timedelta(days=1)
    before, history = uses(plan(owner), TODAY, LAST), uses(plan(owner), *past)
    value = offers(owner)[0]
    answer = browser.post("/plan/fix/", {"fix": value, "next": "/calendar/"})
    assert (answer.status_code, answer["Location"]) == (302, "/calendar/#noticed")
    assert len(offers(owner)) == 1
    assert uses(plan(owner), *past) == history
    assert "Undo" in messages(browser)
    browser.post("/plan/undo/")
    assert uses(plan(owner), TODAY, LAST) == before


def test_the_preview_changes_nothing_and_names_what_would_change(
    owner: User, browser: Client
) -> None:
    page = unescape(browser.get("/plan/fix/", {"fix": offers(owner)[0]}).content.decode())
    assert "Keep Mon and Fri" in page
    assert "is left out on Wed 25 Nov" in page
    assert "taken out" not in page
    assert not PlanChange.objects.exists()


def test_fix_all_leaves_nothing_to_look_at_and_is_one_change(owner: User, browser: Client) -> None:
    ampoule = Product.objects.get(kind="ampoule").name
    preview = unescape(browser.get("/plan/fix-all/").content.decode())
    assert f"Keep Mon and Fri ({ampoule})" in preview
    assert f"Move it before the serum ({ampoule})" in preview
    browser.post("/plan/fix-all/")
    assert not noticed_for(owner, owned(owner), TODAY, LAST, TODAY).things
    assert PlanChange.objects.for_user(owner).count() == 1
    browser.post("/plan/undo/")
    assert noticed_for(owner, owned(owner), TODAY, LAST, TODAY).things == 2


def test_taking_a_step_out_is_called_that_and_not_a_row_of_dates(browser: Client) -> None:
    step = Step.objects.get(shelf_item__product__kind="ampoule")
    name = step.shelf_item.product.name
    value = to_json(Fix(Verb.REMOVE_STEP, (Remove(str(step.line)),)))
    page = unescape(browser.get("/plan/fix/", {"fix": value}).content.decode())
    assert f"{name} is taken out from Wed 25 Nov on." in page
    assert "left out" not in page
    browser.post("/plan/fix/", {"fix": value})
    assert f"Done: Take it out ({name})." in messages(browser)


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "Take it out (Blue)"), (2, "Take it out (Blue); Take it out (Blue)"), (3, "3 fixes")],
)
def test_a_few_fixes_are_named_and_many_are_counted(count: int, words: str) -> None:
    step = engine.Step("line", "blue", engine.Session.PM, DAILY)
    plan = Plan({"blue": engine.Product("blue", "serum", name="Blue")}, (step,))
    assert fixes_summary([Fix(Verb.REMOVE_STEP, (Remove("line"),))] * count, plan) == words


def test_a_fix_that_no_longer_fits_says_so_and_changes_nothing(
    owner: User, browser: Client
) -> None:
    value = offers(owner)[1]
    Step.objects.for_user(owner).filter(shelf_item__product__kind="serum").delete()
    browser.post("/plan/fix/", {"fix": value})
    assert "no longer fits" in messages(browser)
    assert not PlanChange.objects.exists()


@pytest.mark.parametrize("value", ["", "nonsense", "{}", '{"verb":"drop_weekdays","edits":[]}'])
def test_what_is_no_fix_is_not_found(browser: Client, value: str) -> None:
    assert browser.post("/plan/fix/", {"fix": value}).status_code == 404


def test_a_fix_for_somebody_elses_plan_changes_neither(owner: User, browser: Client) -> None:
    other = make_user()
    stranger = Client()
    stranger.force_login(other)
    value = offers(owner)[0]
    before = uses(plan(owner), TODAY, LAST)
    stranger.post("/plan/fix/", {"fix": value})
    assert uses(plan(owner), TODAY, LAST) == before
    assert not PlanChange.objects.exists()


def test_a_fix_cannot_add_a_step_to_somebody_elses_routine(owner: User, browser: Client) -> None:
    foreign = make_routine(make_user(), starts_on=TODAY)
    step = plan(owner).steps[0]
    forged = (
        '{"verb":"add_step","edits":[{"do":"add","line":"6ba7b810-9dad-11d1-80b4-00c04fd430c8",'
        f'"product":"{step.product}","session":"AM","routine":"{foreign.pk}",'
        '"schedule":{"period":1,"due":[0],"anchor":"1969-12-29"}}]}'
    )
    assert browser.post("/plan/fix/", {"fix": forged}).status_code in {302, 404}
    assert not Step.objects.filter(routine=foreign).exists()
    assert not PlanChange.objects.exists()


def test_an_older_change_names_the_newer_one_to_undo_first(owner: User, browser: Client) -> None:
    browser.post("/plan/fix/", {"fix": offers(owner)[0]})
    browser.post("/plan/fix/", {"fix": offers(owner)[0]})
    oldest = PlanChange.objects.for_user(owner).last()
    assert oldest is not None
    browser.post("/plan/undo/", {"change": oldest.pk})
    assert "newer change is to be undone first" in messages(browser)
    assert not PlanChange.objects.for_user(owner).exclude(undone_at=None).exists()


def test_a_change_undone_in_another_tab_is_not_said_to_be_older(
    owner: User, browser: Client
) -> None:
    browser.post("/plan/fix/", {"fix": offers(owner)[0]})
    browser.post("/plan/fix/", {"fix": offers(owner)[0]})
    newest = PlanChange.objects.for_user(owner).first()
    assert newest is not None
    for _tab in range(2):
        browser.post("/plan/undo/", {"change": newest.pk})
    said = messages(browser)
    assert "That is undone already." in said
    assert "newer change" not in said
    assert PlanChange.objects.for_user(owner).filter(undone_at=None).count() == 1


def test_undo_on_a_page_is_for_the_change_that_page_told_of(owner: User, browser: Client) -> None:
    browser.post("/plan/fix/", {"fix": offers(owner)[0]})
    told = browser.get("/today/").content.decode()
    browser.post("/plan/fix/", {"fix": offers(owner)[0]})  # in another tab
    [change] = re.findall(r'name="change" value="(\d+)"', told)
    browser.post("/plan/undo/", {"change": change})
    assert "newer change is to be undone first" in messages(browser)
    assert PlanChange.objects.for_user(owner).filter(undone_at=None).count() == 2


def test_undo_with_nothing_to_undo_says_so(browser: Client) -> None:
    browser.post("/plan/undo/")
    assert "nothing left to undo" in messages(browser)


@pytest.mark.parametrize("target", ["https://evil.example", "//evil.example", "javascript:x"])
def test_a_fix_never_leads_to_another_site(owner: User, browser: Client, target: str) -> None:
    answer = browser.post("/plan/fix/", {"fix": offers(owner)[0], "next": target})
    assert answer["Location"] == "/calendar/#noticed"


@pytest.fixture
def bare() -> tuple[User, Client]:
    """Somebody with a morning without sunscreen, an evening with a retinoid, and one to spare."""
    user, client = make_user(), Client()
    routine = make_routine(user, starts_on=TODAY - timedelta(days=30))
    make_step(routine, make_product("cleanser"), "AM")
    make_step(routine, make_product("serum", families=["retinoid_otc"]), schedule=weekdays(0, 3))
    make_item(user, make_product("sunscreen"))
    client.force_login(user)
    return user, client


def test_a_sunscreen_of_the_shelf_mends_bare_mornings(bare: tuple[User, Client]) -> None:
    user, client = bare
    standing = noticed_for(user, owned(user), TODAY, LAST, TODAY).standing
    assert {card.rule.id for card in standing} == {
        "am-no-sunscreen",
        "retinoid-no-sunscreen-next-morning",
    }
    (fix,) = {card.fix.value for card in standing if card.fix}
    assert {card.fix.label for card in standing if card.fix} == {"Use sunscreen every morning"}
    client.post("/plan/fix/", {"fix": fix})
    assert plan(user).products[plan(user).steps[1].product].kind == "sunscreen"
    assert not noticed_for(user, owned(user), TODAY, LAST, TODAY).standing
    client.post("/plan/undo/")
    assert len(noticed_for(user, owned(user), TODAY, LAST, TODAY).standing) == 2


def test_what_was_taken_off_the_shelf_is_not_offered(bare: tuple[User, Client]) -> None:
    user, _client = bare
    ShelfItem.objects.for_user(user).filter(product__kind="sunscreen").update(removed_on=TODAY)
    cards = noticed_for(user, owned(user), TODAY, LAST, TODAY).standing
    assert len(cards) == 2
    assert not any(card.fix for card in cards)


def test_a_morning_skipped_as_a_whole_gets_its_sunscreen_once(bare: tuple[User, Client]) -> None:
    user, client = bare
    thursday = TODAY + timedelta(days=2)
    routine = Step.objects.for_user(user)[0].routine
    spf = ShelfItem.objects.for_user(user).get(product__kind="sunscreen")
    make_step(routine, spf, "AM")
    Use.objects.create(
        owner=user, date=thursday + timedelta(days=1), session="AM", state=Use.State.SKIPPED
    )
    (card,) = noticed_for(user, owned(user), TODAY, LAST, TODAY).open
    assert card.fix
    assert card.fix.label == "Sunscreen on Fri 27 Nov"
    assert "used on Thu 26 Nov" in card.about
    client.post("/plan/fix/", {"fix": card.fix.value})
    assert not noticed_for(user, owned(user), TODAY, LAST, TODAY).things


def test_a_day_spent_indoors_asks_for_no_sunscreen(bare: tuple[User, Client]) -> None:
    user, _client = bare
    friday = TODAY + timedelta(days=3)
    Entry.objects.create(owner=user, date=friday, indoors=True)
    flags = check(plan(user), TODAY, LAST)
    assert friday not in {flag.date for flag in flags}
