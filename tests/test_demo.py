"""`demo_data`: an account whose past is whole, the same each time, and ends today."""

import io
import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import ClassVar

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client, TestCase

from accounts.models import User
from journal.models import Entry
from products.models import Product
from routines.models import Pause, PlanChange, Routine, ShelfItem, Use
from routines.noticed import AHEAD, Noticed, noticed_for
from routines.selectors import plan_between
from skincare.demo.telling import story_tell

NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)
TODAY = NOW.date()
EMAIL = "demo@example.org"


def tell(days: int = 90, email: str = EMAIL, now: datetime = NOW) -> User:
    return story_tell(email=email, password="not for this test", days=days, now=now)


def run(*arguments: str) -> tuple[str, str]:
    """Run the command; return what it says on stdout and on stderr."""
    out, err = io.StringIO(), io.StringIO()
    with time_machine.travel(NOW, tick=False):
        call_command("demo_data", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def noticed(user: User, first: date, last: date, today: date = TODAY) -> Noticed:
    return noticed_for(user, plan_between(user, first, last), first, last, today)


@pytest.mark.xdist_group("told")  # told once, not once a process
class Told(TestCase):
    """One catalogue and 90 days told, for all tests of them."""

    user: ClassVar[User]

    @classmethod
    def setUpTestData(cls) -> None:
        call_command("seed_catalogue", stdout=io.StringIO())
        cls.user = tell()

    def test_the_story_has_a_bit_of_everything_and_ends_today(self) -> None:
        user = self.user
        states = Counter(Use.objects.for_user(user).values_list("state", flat=True))
        assert states["done"] > 600
        assert states["skipped"] > 10
        assert 40 < Entry.objects.for_user(user).count() < 80
        pause = Pause.objects.for_user(user).get(line=None)
        assert (pause.last - pause.first, pause.reason) == (timedelta(days=3), "Travel")
        assert Routine.objects.for_user(user).earliest("pk").starts_on == TODAY - timedelta(
            days=89
        )
        assert Use.objects.for_user(user).latest("date").date <= TODAY
        assert not PlanChange.objects.for_user(user).filter(made_at__gt=NOW).exists()

    def test_the_course_obeys_its_label_and_has_ended(self) -> None:
        user = self.user
        course = Routine.objects.for_user(user).get(name="Seven-day course")
        assert course.ends_on == course.starts_on + timedelta(days=6) < TODAY
        item = ShelfItem.objects.for_user(user).get(product__owner=user)
        assert (item.label_max_per_day, item.label_max_per_week) == (1, 7)
        found = noticed(user, course.starts_on, course.ends_on)
        assert not [card for card in found.past if "mpoule" in card.title]

    def test_a_wrong_order_was_mended_and_a_serum_swapped(self) -> None:
        changes = list(PlanChange.objects.for_user(self.user).values_list("summary", flat=True))
        assert "Move it before the serum" in changes
        assert any(summary.startswith("Swapped The Ordinary Niacinamide") for summary in changes)


class Telling(TestCase):
    """One catalogue for all that is told."""

    @classmethod
    def setUpTestData(cls) -> None:
        call_command("seed_catalogue", stdout=io.StringIO())

    def test_there_is_something_to_mend_whatever_day_it_is(self) -> None:
        for weekday in range(7):
            now = NOW + timedelta(days=weekday)
            with self.subTest(now.strftime("%A")), transaction.atomic():
                user, today = tell(days=28, now=now), now.date()
                found = noticed(user, today, today + AHEAD, today)
                assert next(card.fix for card in found.open if card.rule.id == "ampoule-too-often")
                transaction.set_rollback(True)

    def test_the_same_days_tell_the_same_story(self) -> None:
        def told(user: User) -> list[object]:
            uses = Use.objects.for_user(user).order_by("date", "session", "shelf_item__pk")
            entries = Entry.objects.for_user(user).values_list("date", "overall", "note")
            return [*uses.values_list("date", "session", "shelf_item__product__name"), *entries]

        assert told(tell(28)) == told(tell(28, email="another@example.org"))

    def test_the_password_is_said_once_and_signs_in(self) -> None:
        out, err = run("--days", "28")
        password = err.strip().rpartition(" ")[2]
        assert password not in out
        assert Client().login(username=EMAIL, password=password)
        made = json.loads(out)
        assert (made["email"], made["days"]) == (EMAIL, 28)
        assert made["uses"] == Use.objects.count() > 0

    def test_a_second_account_is_made_only_in_the_place_of_the_first(self) -> None:
        run("--days", "28")
        with pytest.raises(CommandError, match="--replace makes it anew"):
            run("--days", "28")
        first = User.objects.get()
        run("--days", "28", "--replace")
        assert User.objects.get().pk != first.pk
        assert Product.objects.filter(owner__isnull=False).count() == 1

    def test_a_catalogue_without_the_starter_products_is_named(self) -> None:
        Product.objects.all().delete()
        with pytest.raises(CommandError, match=r"run `manage\.py prepare` first"):
            run("--days", "28")
        assert not User.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("days", ["27", "367", "-90", "many"])
def test_a_number_of_days_it_cannot_tell_is_refused(days: str) -> None:
    with pytest.raises(CommandError, match="write a number of days from 28 to 366"):
        run("--days", days)
