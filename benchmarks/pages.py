"""How much processor time pages take: `python -m benchmarks.pages`.

Ratios are against the bare page of the same run; exits with status 1 if a budget of the design
is missed. One person measured has twelve steps a day, two ampoule mistakes and a used-up month;
the other is the demo account.
"""

import os
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from io import StringIO
from secrets import token_urlsafe

import django
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from benchmarks.baseline import baseline_ms
from benchmarks.measure import Figure, cpu_ms, tell

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from accounts.models import User  # noqa: E402 (models need the settings above)
from routines.engine.schedule import DAILY, weekdays  # noqa: E402 (as above)
from routines.models import Routine, ShelfItem, Use  # noqa: E402 (as above)
from routines.words import is_daily  # noqa: E402 (as above)
from skincare.demo.telling import story_tell  # noqa: E402 (as above)
from tests.factories import make_product, make_routine, make_step, make_user  # noqa: E402 (as above)

TODAY = date(2026, 11, 24)
MORNING = ("cleanser", "hydrating_toner", "serum", "eye_cream", "moisturizer", "sunscreen")
EVENING = ("oil_cleanser", "cleanser", "hydrating_toner", "serum", "ampoule", "moisturizer")
KIB = 1024
TURNS = 8


def fill() -> tuple[User, Routine]:
    """Make somebody with twelve steps a day and thirty days of ticks."""
    user = make_user()
    routine = make_routine(user, starts_on=TODAY - timedelta(days=60))
    for session, kinds in (("AM", MORNING), ("PM", EVENING)):
        for kind in kinds:
            schedule = weekdays(0, 2, 4) if kind == "ampoule" else DAILY
            step = make_step(routine, make_product(kind), session, schedule=schedule)
            Use.objects.bulk_create(
                Use(
                    owner=user,
                    date=TODAY - timedelta(days=days),
                    session=session,
                    line=step.line,
                    shelf_item=step.shelf_item,
                    state=Use.State.DONE,
                )
                for days in range(1, 31)
            )
    for _ in range(200):
        make_product()
    return user, routine


def figures() -> Iterator[Figure]:
    """Measure the bare page, then the pages of both people."""
    yield Figure("bare page", baseline_ms(), "ms")
    yield from _pages_of(*fill())
    yield from _pages_of(*tell_demo(), whose=" (demo)")


def tell_demo() -> tuple[User, Routine]:
    """Make the demo account: ninety days of several routines, with uses and journal."""
    call_command("seed_catalogue", verbosity=0, stdout=StringIO())
    user = story_tell(
        email="demo@example.org", password=token_urlsafe(), days=90, now=timezone.now()
    )
    return user, Routine.objects.for_user(user).filter(ends_on=None).latest("starts_on")


def _pages_of(user: User, routine: Routine, whose: str = "") -> Iterator[Figure]:
    """Measure the pages of somebody, and a tick."""
    client = Client()
    client.force_login(user)
    owned = ShelfItem.objects.for_user(user).select_related("product__merged_into")[0]
    pages: list[tuple[str, str, float, float | None]] = [
        ("Today", "/today/", 0.5, 30),
        ("day", "/calendar/2026-11-24/", 0.5, None),
        ("builder", f"/routines/{routine.pk}/", 1.0, None),
        ("month", "/calendar/2026-11/", 1.2, 120),
        ("week", "/calendar/2026-W48/", 1.2, None),
        ("fix preview (all)", "/plan/fix-all/", 2.0, None),
        ("catalogue", "/products/", 0.6, None),
        ("product", owned.shown.get_absolute_url(), 0.6, None),
        ("journal", "/journal/", 0.6, None),
        ("together", "/together/?item=retinoid_otc&item=aha&item=niacinamide", 0.6, None),
    ]
    for name, address, budget, kib in pages:
        answer = client.get(address)
        if answer.status_code != 200:  # noqa: PLR2004 (the page has to be there)
            message = f"{name} answers {answer.status_code}"
            raise RuntimeError(message)
        spent = _ratio(partial(client.get, address))
        yield Figure(f"{name}{whose}", spent, "units", budget)
        yield Figure(f"{name}{whose}: HTML", len(answer.content) / KIB, "KiB", kib)
    yield Figure(f"a tick (form POST){whose}", _tick(client, user, routine), "units", 0.3)


def _tick(client: Client, user: User, routine: Routine) -> float:
    """Measure a tick that changes something: half of ticking a step and taking that back."""
    step = next(step for step in routine.steps.filter(ends_on=None) if is_daily(step.schedule))
    line = str(step.line)
    undone = {"date": TODAY.isoformat(), "session": step.session, "one": line}
    done = undone | {"line": line}
    ticks = Use.objects.for_user(user).filter(date=TODAY, line=line, state=Use.State.DONE)
    for form, wanted in ((done, True), (undone, False)):
        client.post("/today/tick/", form)
        if ticks.exists() is not wanted:
            message = "a tick changes nothing"
            raise RuntimeError(message)
    return _ratio(lambda: [client.post("/today/tick/", form) for form in (done, undone)]) / 2


def _ratio(call: Callable[[], object]) -> float:
    """Return a call's cost in bare pages: the least of both, measured by turns.

    A machine's speed drifts by half within seconds, and both have to meet it at its best.
    """
    turns = [(baseline_ms(), cpu_ms(call, times=10)) for _ in range(TURNS)]
    return min(spent for _bare, spent in turns) / min(bare for bare, _spent in turns)


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    with time_machine.travel(f"{TODAY}T18:00:00Z", tick=True):
        measured = list(figures())
    tell(measured)
