"""Judging a plan as a whole: windows, rules in force, and what does not change an answer."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from routines.engine.check import SECTIONS, check
from routines.engine.flags import Flag, Severity
from routines.engine.plan import Extra, Pause, Plan, Product, Profile, Session, Skip, Step
from routines.engine.rules import load_rules
from routines.engine.rules.case import rule_id
from routines.engine.schedule import DAILY, OnDates, Periodic, weekdays
from routines.engine.timeline import expand
from tests.engine.documents import document, evening, flags_of
from tests.thorough import tries

MONDAY = date(2026, 3, 2)
DAY, WEEK = timedelta(days=1), timedelta(days=7)

PRODUCTS = {
    product.key: product
    for product in (
        Product("wash", "cleanser"),
        Product("toner", "hydrating_toner"),
        Product("acid", "exfoliant_chemical", actives=frozenset(("aha",))),
        Product("scrub", "exfoliant_physical"),
        Product("amp", "ampoule"),
        Product("amp2", "ampoule", prescribed=True),
        Product("labelamp", "ampoule", label_max_per_week=3),
        Product("serum", "serum"),
        Product("retinol", "serum", actives=frozenset(("retinoid_otc",))),
        Product("bpo", "medicated_topical", actives=frozenset(("benzoyl_peroxide",))),
        Product("vitc", "serum", actives=frozenset(("vitamin_c_pure",))),
        Product("cream", "moisturizer"),
        Product("oil", "face_oil"),
        Product("spf", "sunscreen", spf=50),
    )
}
SCHEDULES = st.one_of(
    st.just(DAILY),
    st.sets(st.integers(0, 6), min_size=1).map(lambda days: weekdays(*days)),
    st.builds(
        lambda period, offset: Periodic(period, (0,), MONDAY + DAY * offset),
        st.integers(2, 6),
        st.integers(-20, 10),
    ),
    st.sets(st.integers(-5, 20), min_size=1).map(
        lambda days: OnDates(tuple(MONDAY + DAY * n for n in sorted(days)))
    ),
)
STEPS = st.lists(
    st.tuples(st.sampled_from(sorted(PRODUCTS)), st.sampled_from(Session), SCHEDULES), max_size=9
)
NEAR = st.integers(-7, 20).map(lambda n: MONDAY + DAY * n)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    steps = tuple(
        Step(f"{n}", product, session, schedule, routine=draw(st.sampled_from("ab")))
        for n, (product, session, schedule) in enumerate(draw(STEPS))
    )
    keys, sessions = st.sampled_from(sorted(PRODUCTS)), st.sampled_from(Session)
    return Plan(
        PRODUCTS,
        steps,
        Profile(sensitive=draw(st.booleans()), skin_cycling=draw(st.booleans())),
        skips=tuple(draw(st.lists(st.builds(Skip, NEAR, sessions, keys), max_size=3))),
        pauses=tuple(draw(st.lists(NEAR.map(lambda day: Pause(day, day + DAY)), max_size=1))),
        extras=tuple(draw(st.lists(st.builds(Extra, NEAR, sessions, keys), max_size=4))),
    )


@tries(12)
@given(plans(), st.integers(0, 10), st.integers(0, 10))
def test_longer_window_raises_the_same_flags_inside_a_shorter_one(
    plan: Plan, offset: int, length: int
) -> None:
    first = MONDAY + DAY * offset
    last = first + DAY * length
    longer = check(plan, first - WEEK * 2, last + WEEK)
    assert check(plan, first, last) == tuple(f for f in longer if first <= f.date <= last)


@tries(12)
@given(plans(), st.integers(0, 10), st.integers(0, 10))
def test_a_timeline_that_reaches_further_changes_no_flag(
    plan: Plan, offset: int, length: int
) -> None:
    first = MONDAY + DAY * offset
    last = first + DAY * length
    further = expand(plan, first - WEEK * 6, last + WEEK * 5)
    assert check(plan, first, last, timeline=further) == check(plan, first, last)


@tries(12)
@given(plans(), st.integers(1, 60))
def test_plan_moved_by_whole_weeks_raises_its_flags_as_many_weeks_later(
    plan: Plan, weeks: int
) -> None:
    weekly = replace(
        plan,
        steps=tuple(step for step in plan.steps if step.schedule == DAILY or _weekly(step)),
        skips=(),
        extras=(),
        pauses=(),
    )
    last = MONDAY + DAY * 13
    moved = WEEK * weeks
    assert [
        (flag.rule, flag.date + moved, flag.session, flag.lines)
        for flag in check(weekly, MONDAY, last)
    ] == [
        (flag.rule, flag.date, flag.session, flag.lines)
        for flag in check(weekly, MONDAY + moved, last + moved)
    ]


def _weekly(step: Step) -> bool:
    return isinstance(step.schedule, Periodic) and step.schedule.period == 7


@tries(15)
@given(plans())
def test_counting_rules_agree_with_counting_by_hand(plan: Plan) -> None:
    last = MONDAY + DAY * 13
    flags = check(plan, MONDAY, last)
    for rule, expected in (
        ("ampoule-too-often", _ampoules_by_hand(plan, last)),
        ("over-exfoliation", _exfoliation_by_hand(plan, last)),
    ):
        assert {flag.date for flag in flags if flag.rule == rule} == expected


def _uses(plan: Plan, last: date) -> list[tuple[date, Session, Product]]:
    timeline = expand(plan, MONDAY - WEEK, last)
    days = [MONDAY - WEEK + DAY * n for n in range((last - MONDAY + WEEK).days + 1)]
    return [
        (day, session, use.product)
        for day in days
        for session in Session
        for use in timeline.uses(day, session)
    ]


def _open(plan: Plan, last: date) -> list[date]:
    days = [MONDAY + DAY * n for n in range((last - MONDAY).days + 1)]
    return [d for d in days if not any(p.first <= d <= p.last for p in plan.pauses)]


def _ampoules_by_hand(plan: Plan, last: date) -> set[date]:
    counts: dict[str, Counter[date]] = {"pool": Counter(), "labelamp": Counter()}
    for day, _session, product in _uses(plan, last):
        if product.kind == "ampoule":
            counts["labelamp" if product.key == "labelamp" else "pool"][day] += 1
    return {
        day
        for name, limit in (("pool", 2), ("labelamp", 3))
        for day in _open(plan, last)
        if counts[name][day] and sum(counts[name][day - DAY * n] for n in range(7)) > limit
    }


def _exfoliation_by_hand(plan: Plan, last: date) -> set[date]:
    limit = 1 if plan.profile.sensitive else 3
    sessions = {(d, s) for d, s, product in _uses(plan, last) if product.key in ("acid", "scrub")}
    days = Counter(day for day, _session in sessions)
    return {
        day
        for day in _open(plan, last)
        if days[day] and sum(days[day - DAY * n] for n in range(7)) > limit
    }


def _plan(*steps: Step, pauses: tuple[Pause, ...] = ()) -> Plan:
    return Plan(PRODUCTS, steps, pauses=pauses)


BAD_EVENING = _plan(
    Step("s", "serum", Session.PM, DAILY),
    Step("a", "amp", Session.PM, DAILY),
)


def test_flags_stand_by_date_then_session_then_rule() -> None:
    flags = check(BAD_EVENING, MONDAY, MONDAY + DAY)
    assert [(flag.date, flag.session, flag.rule) for flag in flags] == [
        (day, session, rule)
        for day in (MONDAY, MONDAY + DAY)
        for session, rule in (
            (None, "ampoule-consecutive-days"),
            (None, "ampoule-too-often"),
            (Session.PM, "ampoule-after-serum"),
        )
    ]


def test_paused_dates_raise_nothing_and_uses_before_them_still_count() -> None:
    steps = (Step("a", "amp", Session.PM, DAILY),)
    paused = _plan(*steps, pauses=(Pause(MONDAY, MONDAY + DAY * 3),))
    dates = {flag.rule: flag.date for flag in reversed(check(paused, MONDAY, MONDAY + WEEK))}
    assert dates["ampoule-too-often"] == MONDAY + DAY * 4
    assert dates["ampoule-consecutive-days"] == MONDAY + DAY * 5


def test_rules_given_are_those_in_force() -> None:
    rule = load_rules()["ampoule-too-often"]
    lenient = replace(rule, thresholds={"per_week": 6}, severity=Severity.INFO)
    found = check(BAD_EVENING, MONDAY, MONDAY, {rule.id: lenient})
    assert found == (
        Flag(
            "ampoule-too-often",
            MONDAY,
            None,
            Severity.INFO,
            products=("amp",),
            lines=("a",),
            dates=tuple(MONDAY - DAY * n for n in range(6, -1, -1)),
        ),
    )


def test_no_rules_no_flags() -> None:
    assert check(BAD_EVENING, MONDAY, MONDAY, {}) == ()


def test_each_rule_of_the_file_is_judged_in_its_section_and_no_other_is() -> None:
    judged = {
        rule_id(judge): section.__name__.rpartition(".")[2]
        for section in SECTIONS
        for judge in section.RULES
    }
    assert judged == {rule.id: rule.section for rule in load_rules().values()}


def test_careful_ten_step_evening_raises_nothing() -> None:
    routine = evening(
        "oilclean", "wash", "toner", "essence", "serum", "serum2", "eye", "cream", "oil"
    )
    routine["PM"].insert(4, ["amp", "mon thu"])
    assert flags_of(document(routine)) == ()
