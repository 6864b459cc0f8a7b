"""Edits reach the tables as one change, leave the past alone and can be taken back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from routines.engine import edits
from routines.engine.plan import Plan, Session, Skip
from routines.engine.schedule import OnDates, Periodic, weekdays
from routines.engine.timeline import expand
from routines.models import PlanChange, Routine, Step, Use
from routines.selectors import OwnedPlan, plan_between
from routines.services.adopting import plan_adopt
from routines.services.recording import NewerChangeError, UndoneAlreadyError, plan_undo
from tests.factories import make_product, make_routine, make_step, make_user
from tests.thorough import TIMES

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
FIRST, LAST = TODAY - timedelta(days=20), TODAY + timedelta(days=20)
Uses = dict[tuple[date, Session], list[tuple[str, str]]]


def uses(plan: Plan, first: date, last: date) -> Uses:
    """Return what is used when, in order, as (line, product)."""
    timeline = expand(plan, first, last)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return {
        (day, session): [(str(use.line), use.product.key) for use in timeline.uses(day, session)]
        for day in days
        for session in Session
    }


def evening(user: User, *kinds: str, starts_on: date = FIRST) -> list[str]:
    routine = make_routine(user, starts_on=starts_on)
    return [str(make_step(routine, make_product(kind)).line) for kind in kinds]


def load(user: User) -> OwnedPlan:
    return plan_between(user, FIRST, LAST)


def adopt(user: User, change: Callable[[Plan], Plan], summary: str = "Changed") -> None:
    owned = load(user)
    plan_adopt(
        user=user,
        owned=owned,
        after=change(owned.plan),
        summary=summary,
        today=TODAY,
        now=NOW,
    )


def test_a_stored_plan_equals_the_plan_it_was_made_from() -> None:
    user = make_user()
    cleanser, serum, ampoule = evening(user, "cleanser", "serum", "ampoule")

    def change(plan: Plan) -> Plan:
        plan = edits.move_line(plan, ampoule, TODAY, before=serum)
        plan = edits.change_line(plan, ampoule, TODAY, schedule=weekdays(0, 3))
        return edits.remove_line(plan, cleanser, TODAY)

    wanted = uses(change(load(user).plan), FIRST, LAST)
    adopt(user, change)
    assert uses(load(user).plan, FIRST, LAST) == wanted
    assert [line for line, _ in wanted[TODAY + timedelta(days=2), Session.PM]] == [ampoule, serum]


def test_past_days_keep_their_order_after_steps_ended_long_ago() -> None:
    user = make_user()
    lines = evening(user, "cleanser", "hydrating_toner", "serum", starts_on=date(2026, 1, 1))
    Step.objects.filter(line=lines[1]).update(ends_on=date(2026, 3, 1))
    year_ago = date(2026, 2, 1)
    before = uses(plan_between(user, year_ago, year_ago).plan, year_ago, year_ago)
    for _ in range(12):  # enough to use up the room between two positions
        adopt(user, lambda plan: edits.move_line(plan, lines[2], TODAY, before=lines[0]))
        adopt(user, lambda plan: edits.move_line(plan, lines[2], TODAY, after=lines[0]))
    after = uses(plan_between(user, year_ago, year_ago).plan, year_ago, year_ago)
    assert after == before


def test_an_unchanged_plan_leaves_no_change_behind() -> None:
    user = make_user()
    evening(user, "cleanser")
    adopt(user, lambda plan: plan)
    assert not PlanChange.objects.exists()


def test_two_edits_on_one_day_make_one_new_version() -> None:
    user = make_user()
    (serum,) = evening(user, "serum")
    adopt(user, lambda plan: edits.change_line(plan, serum, TODAY, schedule=weekdays(0)))
    adopt(user, lambda plan: edits.change_line(plan, serum, TODAY, schedule=weekdays(1)))
    assert Step.objects.filter(line=serum).count() == 2


def test_skips_and_one_offs_of_a_fix_become_uses() -> None:
    user = make_user()
    (serum,) = evening(user, "serum")
    skip = Skip(TODAY, Session.PM, line=serum)
    adopt(user, lambda plan: replace(plan, skips=(skip,)))
    assert Use.objects.get().state == Use.State.SKIPPED
    assert load(user).plan.skips == (skip,)


def test_a_step_never_enters_a_routine_of_somebody_else() -> None:
    user, other = make_user(), make_user()
    (serum,) = evening(user, "serum")
    foreign = make_routine(other, starts_on=FIRST)

    def smuggle(plan: Plan) -> Plan:
        step = edits.line_versions(plan, serum, TODAY)[0]
        line = "6ba7b810-9dad-11d1-80b4-00c04fd430c8"
        return edits.add_step(plan, replace(step, line=line, routine=str(foreign.pk)))

    with pytest.raises(KeyError):
        adopt(user, smuggle)
    assert not Step.objects.filter(routine=foreign).exists()


def test_only_the_newest_change_can_be_undone_and_an_older_one_names_it() -> None:
    user = make_user()
    (serum,) = evening(user, "serum")
    for days in (0, 1):
        schedule = weekdays(days)
        adopt(
            user,
            partial(edits.change_line, line=serum, since=TODAY, schedule=schedule),
            summary=f"Change {days}",
        )
    newest, oldest = PlanChange.objects.all()
    with pytest.raises(NewerChangeError) as refused:
        plan_undo(user=user, change=oldest, now=NOW)
    assert refused.value.newest == newest
    plan_undo(user=user, change=newest, now=NOW)
    plan_undo(user=user, change=oldest, now=NOW)
    with pytest.raises(UndoneAlreadyError):
        plan_undo(user=user, change=oldest, now=NOW)


def test_undo_never_reaches_into_another_account() -> None:
    user, other = make_user(), make_user()
    (serum,) = evening(user, "serum")
    adopt(user, lambda plan: edits.remove_line(plan, serum, TODAY))
    with pytest.raises(UndoneAlreadyError):
        plan_undo(user=other, change=PlanChange.objects.get(), now=NOW)


SCHEDULES = st.one_of(
    st.sets(st.integers(0, 6), min_size=1).map(lambda days: weekdays(*days)),
    st.integers(1, 9).map(lambda n: Periodic(n, (0,), TODAY - timedelta(days=n))),
    st.lists(st.dates(FIRST, LAST), max_size=4).map(lambda days: OnDates(tuple(days))),
)
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["schedule", "session", "move", "remove", "later"]),
        st.integers(0, 3),
        st.integers(0, 3),
        SCHEDULES,
    ),
    min_size=1,
    max_size=6,
)


def edited(plan: Plan, lines: list[str], edit: tuple[str, int, int, object]) -> Plan:
    """Apply one random edit; one that does not fit changes nothing."""
    what, index, other, schedule = edit
    line, neighbour = lines[index], lines[other]
    try:
        if what == "schedule":
            return edits.change_line(plan, line, TODAY, schedule=schedule)  # type: ignore[arg-type]  # drawn from SCHEDULES
        if what == "session":
            return edits.change_line(plan, line, TODAY, session=Session.AM)
        if what == "move":
            return edits.move_line(plan, line, TODAY, after=neighbour)
        if what == "later":
            return edits.change_line(plan, line, TODAY + timedelta(days=5), session=Session.PM)
        return edits.remove_line(plan, line, TODAY)
    except edits.EditError:
        return plan


@settings(max_examples=8 * TIMES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EDITS)
def test_any_edits_keep_the_past_store_the_plan_and_can_all_be_undone(
    edits_drawn: list[tuple[str, int, int, object]],
) -> None:
    user = make_user()
    lines = evening(user, "cleanser", "hydrating_toner", "serum", "moisturizer")
    start = uses(load(user).plan, FIRST, LAST)
    for edit in edits_drawn:
        wanted = uses(edited(load(user).plan, lines, edit), FIRST, LAST)
        adopt(user, partial(edited, lines=lines, edit=edit))
        stored = uses(load(user).plan, FIRST, LAST)
        assert stored == wanted
        assert all(stored[slot] == start[slot] for slot in start if slot[0] < TODAY)
    for change in PlanChange.objects.for_user(user):
        plan_undo(user=user, change=change, now=NOW)
    assert uses(load(user).plan, FIRST, LAST) == start
    assert Routine.objects.for_user(user).count() == 1
