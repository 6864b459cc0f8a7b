"""Somebody at the builder: their routine, its buttons, and what is used then."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import time_machine
from django.core import serializers
from django.test import Client

from accounts.models import User
from routines.engine.plan import Session
from routines.engine.timeline import expand
from routines.models import Pause, Routine, Step
from routines.selectors import plan_between
from tests.factories import make_product, make_routine, make_step, make_user

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)
BEGAN, END = TODAY - 20 * DAY, TODAY + 40 * DAY
KINDS = ["cleanser", "hydrating_toner", "serum", "moisturizer"]
Uses = list[tuple[date, Session, list[str]]]


@dataclass(frozen=True, slots=True)
class Bench:
    """A routine that began 20 days ago, and the browser of its owner."""

    browser: Client
    user: User
    routine: Routine

    @property
    def address(self) -> str:
        return self.routine.get_absolute_url()

    def line(self, kind: str = "serum") -> str:
        return str(self.steps.filter(shelf_item__product__kind=kind)[0].line)

    @property
    def steps(self) -> Any:
        return Step.objects.for_user(self.user).filter(routine=self.routine)

    def add_step(self, kind: str, session: str = "PM", **fields: Any) -> Step:
        return make_step(self.routine, make_product(kind), session, **fields)

    def step_address(self, action: str = "", kind: str = "serum") -> str:
        return f"{self.address}steps/{self.line(kind)}/{action}"

    def press(self, action: str, form: dict[str, Any], kind: str = "serum") -> Any:
        """Send a form of a step."""
        return self.browser.post(self.step_address(action, kind), form)

    def uses(self, first: date, last: date) -> Uses:
        """Return the kinds used on each date and session, in order."""
        timeline = expand(plan_between(self.user, first, last).plan, first, last)
        days = (first + number * DAY for number in range((last - first).days + 1))
        return [
            (day, session, [use.product.kind for use in timeline.uses(day, session)])
            for day in days
            for session in Session
        ]

    def on(self, day: date, session: Session = Session.PM) -> list[str]:
        return next(kinds for _day, each, kinds in self.uses(day, day) if each is session)

    def stored(self) -> str:
        """Return the rows of the plan as text."""
        pauses = Pause.objects.for_user(self.user)
        text: str = serializers.serialize("json", [*self.steps.order_by("pk"), *pauses])
        return text


def make_bench(browser: Client, kinds: list[str]) -> Iterator[Bench]:
    """Sit somebody down at noon of TODAY, with a daily evening of these kinds."""
    with time_machine.travel(f"{TODAY} 12:00Z", tick=False):
        user = make_user()
        browser.force_login(user)
        bench = Bench(browser, user, make_routine(user, starts_on=BEGAN))
        for kind in kinds:
            bench.add_step(kind)
        yield bench


def when(mode: str, starts_on: date = TODAY, **fields: Any) -> dict[str, Any]:
    """Return the form that says when a step is due."""
    return {"mode": mode, "session": "PM", "starts_on": starts_on.isoformat(), **fields}


def all_edits(bench: Bench) -> dict[str, tuple[str, dict[str, Any]]]:
    """Return one of each edit: address and form by name."""
    own = {"name": "Mine", "kind": "essence"}
    rest = {"first": TODAY.isoformat(), "last": (TODAY + 2 * DAY).isoformat()}
    step = bench.step_address()
    return {
        "add": (f"{bench.address}add/", {**own, "session": "PM"}),
        "change": (step, when("weekdays", weekdays=["1"])),
        "other session": (step, {**when("daily"), "session": "AM"}),
        "end": (step, when("daily", ends_on=(TODAY + 3 * DAY).isoformat())),
        "move": (f"{step}move/", {"to": "0"}),
        "swap": (f"{step}swap/", {**own, "starts_on": (TODAY + 2 * DAY).isoformat()}),
        "pause": (f"{step}pause/", rest),
        "remove": (f"{step}remove/", {}),
    }
